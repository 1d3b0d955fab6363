"""Asked too: the questions of a message that its answer passes over, so that none of them is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.content import TOPICS, topic_of
from bot.distributions import Distribution, finest, groups_in, top
from bot.understanding import MAX_BESIDE, OUT_OF_SCOPE, PERSON, Decision, Thresholds


@dataclass(frozen=True)
class AskedToo:
    """What stands beside an answer."""

    questions: tuple[str, ...] = ()
    """Answer ids to offer: probably asked, but not surely enough to be answered."""
    has_foreign: bool = False
    """Whether something was asked that there is no approved answer to."""
    wants_person: bool = False
    """Whether a person was asked for beside it."""


def asked_too(decision: Decision, parts: Sequence[Distribution], thresholds: Thresholds) -> AskedToo:
    """What the questions ask that `decision` answers nothing of; nothing where it gives no answer at all."""
    if not decision.questions:
        return AskedToo()
    left = list(_passed_over(decision, parts))
    offered = [
        finest(part, group, thresholds.finer)
        for part, group, probability in left
        if group in TOPICS and probability >= thresholds.asked_too
    ]
    has_foreign = any(_is_foreign(decision, part, thresholds) for part, _, _ in left)
    wants_person = any(part.get(PERSON, 0.0) >= thresholds.person_part for part in parts)
    return AskedToo(tuple(dict.fromkeys(offered))[:MAX_BESIDE], has_foreign, wants_person)


def _is_foreign(decision: Decision, part: Distribution, thresholds: Thresholds) -> bool:
    """Whether there is no answer to a question: it is out of scope, or of no topic though it stands beside several.

    In a letter with one question a piece of no topic is mostly part of its story, or says the question again.
    """
    groups = groups_in(part)
    group, probability = top(groups)
    if group == OUT_OF_SCOPE and probability >= thresholds.foreign_part:
        return True
    is_open = group == OUT_OF_SCOPE or probability < thresholds.asked_too
    said_again = sum(groups.get(topic, 0.0) for topic in _answered(decision))
    return is_open and len(decision.questions) > 1 and said_again < thresholds.said_again


def _answered(decision: Decision) -> set[str]:
    return {topic_of(name) for name, _, _ in decision.questions}


def _passed_over(
    decision: Decision, parts: Sequence[Distribution]
) -> Iterator[tuple[Distribution, str, float]]:
    """Each question that is of no answered topic, with its likeliest group."""
    answered = _answered(decision)
    for part in parts:
        group, probability = top(groups_in(part))
        if group not in answered:
            yield part, group, probability
