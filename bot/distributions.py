"""Distributions: how likely each intent is, and what that says of the topics."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content import topic_of

Distribution = Mapping[str, float]
"""Intent name to calibrated probability."""


def groups_in(distribution: Distribution) -> dict[str, float]:
    """Probability of each topic, of small talk, of being out of scope and so on."""
    groups: dict[str, float] = {}
    for name, probability in distribution.items():
        group = topic_of(name)
        groups[group] = groups.get(group, 0.0) + probability
    return groups


def top(distribution: Distribution) -> tuple[str, float]:
    """The likeliest, and how likely it is."""
    name = max(distribution, key=distribution.__getitem__)
    return name, distribution[name]


def finest(distribution: Distribution, topic: str, share: float) -> str:
    """The answer within a topic: a finer one that has this share of it, else the topic's own."""
    inside = {name: p for name, p in distribution.items() if topic_of(name) == topic}
    best, probability = top(inside)
    return best if probability >= share * sum(inside.values()) else topic


def likeliest(distribution: Distribution, group: str) -> str:
    """The likeliest intent of a group."""
    return max((name for name in distribution if topic_of(name) == group), key=distribution.__getitem__)


def mixed(whole: Distribution, part: Distribution, weight: float) -> dict[str, float]:
    """Both together, `part` with this weight."""
    return {name: (1 - weight) * whole[name] + weight * part[name] for name in whole}


def without(distribution: Distribution, group: str) -> dict[str, float]:
    """The same for a message that is known not to be of this group."""
    rest = sum(p for name, p in distribution.items() if topic_of(name) != group)
    if not rest:
        return dict(distribution)
    return {name: 0.0 if topic_of(name) == group else p / rest for name, p in distribution.items()}


def ruled_out(distribution: Distribution, intent: str) -> dict[str, float]:
    """The same with no chance for this intent, and no more for any other: what is meant then is open."""
    return {**distribution, intent: 0.0}
