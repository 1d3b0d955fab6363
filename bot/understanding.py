"""Understanding: from probabilities to a decision. Answer, offer choices, or leave it to a person?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content import TOPICS, topic_of

Distribution = Mapping[str, float]
"""Intent name to calibrated probability."""

FALLBACK = "nlu_fallback"
MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class Thresholds:
    """Calibrated probabilities, so they mean what they say; set in config.yml."""

    answer: float = 0.35
    """A topic is answered from here on."""
    part: float = 0.6
    """One of several questions in a message is answered from here on."""
    out_of_scope: float = 0.5
    request: float = 0.5
    """Small talk and requests are taken up from here on."""
    member: float = 0.3
    """What the likeliest kind of small talk or request must have for itself."""
    suggest: float = 0.03
    """A question less likely than this is not worth a button."""
    related: float = 0.1
    """Beside a reply that answers nothing, a likely question gets a button from here on."""
    finer: float = 0.45
    """Share of its topic that a finer answer needs to be given instead of the topic's own."""


@dataclass(frozen=True)
class Decision:
    """What was made of a message."""

    intent: str
    confidence: float
    questions: tuple[tuple[str, float, int], ...] = ()
    """Answer id, confidence and index of the part (-1 for the whole message), the surest first."""
    suggestions: tuple[str, ...] = ()


def decide(whole: Distribution, parts: Sequence[Distribution], thresholds: Thresholds) -> Decision:
    """What to do with a message, given its own distribution and those of its questions."""
    several = _several_questions(parts, thresholds)
    if len(several) > 1:
        return Decision(several[0][0], several[0][1], tuple(several))
    # A letter with one question in it: what surrounds the question helps, but the question leads.
    distribution = _mean([whole, *parts]) if len(parts) == 1 else whole
    return _decide_one(distribution, thresholds)


def _several_questions(parts: Sequence[Distribution], thresholds: Thresholds) -> list[tuple[str, float, int]]:
    found: dict[str, tuple[str, float, int]] = {}
    for index, part in enumerate(parts):
        group, confidence = _top(_groups(part))
        if group in TOPICS and confidence >= thresholds.part:
            answer_id = _finest(part, group, thresholds)
            found.setdefault(answer_id, (answer_id, confidence, index))
    return sorted(found.values(), key=lambda question: question[1], reverse=True)


def _decide_one(distribution: Distribution, thresholds: Thresholds) -> Decision:
    groups = _groups(distribution)
    group, confidence = _top(groups)
    if group in TOPICS:
        if confidence >= thresholds.answer:
            answer_id = _finest(distribution, group, thresholds)
            return Decision(answer_id, confidence, ((answer_id, confidence, -1),))
    else:
        least = thresholds.out_of_scope if group == "out_of_scope" else thresholds.request
        if confidence >= least:
            best = max(
                (name for name in distribution if topic_of(name) == group), key=distribution.__getitem__
            )
            related = _suggestions(distribution, thresholds, thresholds.related)
            return Decision(best, confidence, suggestions=related)
    return Decision(
        FALLBACK, confidence, suggestions=_suggestions(distribution, thresholds, thresholds.suggest)
    )


def _groups(distribution: Distribution) -> dict[str, float]:
    """Probability of each topic, of small talk, of being out of scope and so on."""
    groups: dict[str, float] = {}
    for name, probability in distribution.items():
        groups[topic_of(name)] = groups.get(topic_of(name), 0.0) + probability
    return groups


def _finest(distribution: Distribution, topic: str, thresholds: Thresholds) -> str:
    """The answer within a topic: a finer one if it is clearly meant, else the topic's own."""
    inside = {name: p for name, p in distribution.items() if topic_of(name) == topic}
    best, probability = _top(inside)
    return best if probability >= thresholds.finer * sum(inside.values()) else topic


def _suggestions(distribution: Distribution, thresholds: Thresholds, least: float) -> tuple[str, ...]:
    """The likeliest questions from `least` on, one for each topic."""
    groups = {group: p for group, p in _groups(distribution).items() if group in TOPICS}
    likely = sorted((g for g in groups if groups[g] >= least), key=groups.__getitem__, reverse=True)
    return tuple(_finest(distribution, group, thresholds) for group in likely[:MAX_SUGGESTIONS])


def _mean(distributions: Iterable[Distribution]) -> dict[str, float]:
    every = list(distributions)
    return {name: sum(each[name] for each in every) / len(every) for name in every[0]}


def _top(distribution: Distribution) -> tuple[str, float]:
    name = max(distribution, key=distribution.__getitem__)
    return name, distribution[name]
