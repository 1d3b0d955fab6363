"""Understanding: from probabilities to a decision. Answer, offer choices, or leave it to a person?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from bot.content import TOPICS, topic_of
from bot.distributions import Distribution, finest, groups_in, likeliest, mixed, top, without

FALLBACK = "nlu_fallback"
BOUNDARY = "boundary"
"""The group of intents that ask what the bot must not answer."""
OUT_OF_SCOPE = "out_of_scope"
SMALLTALK = "smalltalk"
PERSON = "request.human"
"""The intent of asking for a person."""
MAX_QUESTIONS = 3
"""As many questions of one message are answered at once: more would be a wall of text."""
MAX_SUGGESTIONS = 3
MAX_BESIDE = 2
"""Choices beside an answer: more would bury it."""


@dataclass(frozen=True)
class Thresholds:
    """Calibrated probabilities, so they mean what they say; the gate's line in config.yml may set others.

    Chosen on bench/validation.tsv and bench/voices.tsv, which nothing is trained on.
    """

    answer: float = 0.33
    """A topic is answered from here on."""
    answer_in_letter: float = 0.48
    """The same in a message of several sentences, which touches many topics: asking back is wrong less often."""
    plain: float = 0.93
    """... but where its only question is so sure by itself, `answer` will do, and no other topic is too close."""
    again: float = 0.45
    """What was answered last is said again from here on where only the talk makes a message one about that."""
    familiar: float = 0.48
    """How near the nearest example must be for an answer; of 400 answerable messages the farthest is at .52."""
    foreign: float = 0.2
    """An unfamiliar message is declined if it is out of scope with this probability, else choices are offered."""
    sure: float = 0.8
    """Below this, an answer comes with other likely questions as choices."""
    beside: float = 0.07
    """What another question needs to be such a choice: at half of it none more was meant, and a third more offered."""
    close: float = 0.95
    """Two topics, the second at this share of the first, are too close to call: the patient chooses."""
    rival: float = 0.5
    """With out of scope at this share of the topic, it may well be foreign: the patient is asked, not answered."""
    plain_rival: float = 0.6
    """The same for a letter whose only question is plain: what is told around it sounds foreign sooner than it is."""
    either: float = 0.5
    """What two close topics must have together; else there are more than two to choose from."""
    part: float = 0.45
    """One of several questions in a message is answered from here on."""
    boundary_part: float = 0.3
    """One that must not be answered is said to be so from here on: silence would be taken for an answer."""
    asked_too: float = 0.5
    """One that is not answered, and of one topic with this probability by itself, is offered."""
    person_part: float = 0.8
    """Beside an answer a person is brought in too if a part asks for one with this probability by itself."""
    foreign_part: float = 0.7
    """One that is out of scope with this probability by itself is said to be left unanswered."""
    said_again: float = 0.25
    """With so much of what is answered in it, a piece that is of no one topic says some of that again."""
    context: float = 0.3
    """What the whole message counts beside each of several questions in it."""
    one_question: float = 0.7
    """A message that is so sure of a topic, or of being out of scope, asks nothing else but what it asks of that."""
    part_weight: float = 0.3
    """What the only question in a letter counts beside the whole letter, which tells what it is about."""
    sure_part_weight: float = 0.45
    """The same for a question that is sure by itself and needs the letter less."""
    out_of_scope: float = 0.45
    request: float = 0.4
    """Small talk and requests are taken up from here on."""
    person: float = 0.3
    """A person is brought in from here on where there is nothing to answer: better once too often than not."""
    suggest: float = 0.03
    """A question less likely than this is not worth a button."""
    related: float = 0.03
    """The same beside a reply that answers nothing."""
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
    """Questions to offer: in place of an answer, or beside one that is not sure."""
    is_close: bool = False
    """Two topics are too close to call, and `suggestions` are these two."""

    @property
    def in_order(self) -> tuple[tuple[str, float, int], ...]:
        """The questions there is room for as they were asked, the surest ones, and then the others as asked."""
        # No button can stand for what must not be answered, so that is not left for later.
        first = sorted(self.questions, key=lambda question: topic_of(question[0]) != BOUNDARY)
        part = itemgetter(2)
        return (*sorted(first[:MAX_QUESTIONS], key=part), *sorted(first[MAX_QUESTIONS:], key=part))


def decide(
    whole: Distribution,
    parts: Sequence[Distribution],
    thresholds: Thresholds,
    familiarity: float = 1.0,
    asks_only: bool = False,
) -> Decision:
    """What to do with a message, given its own distribution and those of its questions.

    `familiarity` is how near the message is to anything that was taught, from 0 to 1: the classifier is sure of
    gibberish too, because it knows nothing but what it was taught. `asks_only` says that its questions are all of it.
    """
    if parts and all(top(groups_in(part))[0] != SMALLTALK for part in parts):
        # 'Thanks, that helps. What about ice?' asks something, however warm it begins.
        whole = without(whole, SMALLTALK)
    several = _several_questions([mixed(part, whole, thresholds.context) for part in parts], thresholds)
    if several and _asks_for_person(parts, thresholds):
        return _answer_several(several)
    if len(several) > 1 and not _asks_one_thing(whole, parts, several, thresholds, asks_only):
        return _answer_several(several)
    # A letter with one question in it: what surrounds the question helps, but the question leads.
    letter = mixed(whole, parts[0], _weight(parts[0], thresholds)) if len(parts) == 1 else whole
    if familiarity < thresholds.familiar and top(groups_in(letter))[0] in TOPICS:
        return _unfamiliar(letter, thresholds)
    if not parts:
        return _decide_one(whole, thresholds)
    decision = _decide_one(letter, _in_letter(parts, thresholds))
    return _offer_of_each(decision, [whole, *parts], thresholds)


def _answer_several(several: Sequence[tuple[str, float, int]]) -> Decision:
    leading = next(question for question in several if topic_of(question[0]) in TOPICS)
    return Decision(leading[0], leading[1], tuple(several))


def _asks_for_person(parts: Sequence[Distribution], thresholds: Thresholds) -> bool:
    """Whether one of several sentences plainly asks for a person, and another something that has an answer."""
    for_person = any(part.get(PERSON, 0.0) >= thresholds.person_part for part in parts)
    return for_person and any(_asks(part, thresholds.sure) for part in parts)


def _asks_one_thing(
    whole: Distribution,
    parts: Sequence[Distribution],
    several: Sequence[tuple[str, float, int]],
    thresholds: Thresholds,
    asks_only: bool,
) -> bool:
    """Whether a message as a whole is sure of something that none of its sentences asks by itself.

    'My son broke his wrist. How long in a cast, and can he swim?' is no question about a procedure's length. Where
    nothing is told beside them, plain questions only look foreign together: 'How long? The cost? Can I drive?'
    """
    plain = {top(part)[0] for part in parts if _asks(part, thresholds.sure)}
    if asks_only and len(plain) > 1:
        return False
    group, confidence = top(groups_in(whole))
    return confidence >= thresholds.one_question and group not in {topic_of(name) for name, _, _ in several}


def _offer_of_each(decision: Decision, texts: Sequence[Distribution], thresholds: Thresholds) -> Decision:
    """What a letter asks may stand out in one of its sentences alone, so that is offered too."""
    if decision.intent != FALLBACK or decision.is_close:
        return decision
    likely = {name: max(text[name] for text in texts) for name in texts[0]}
    return replace(decision, suggestions=_suggestions(likely, thresholds, thresholds.suggest))


def _weight(part: Distribution, thresholds: Thresholds) -> float:
    return thresholds.sure_part_weight if _asks(part, thresholds.sure) else thresholds.part_weight


def _in_letter(parts: Sequence[Distribution], thresholds: Thresholds) -> Thresholds:
    """What holds for a letter; its only question may be so plain that whatever surrounds it makes it no less so."""
    if len(parts) == 1 and _asks(parts[0], thresholds.plain):
        return replace(thresholds, close=1.0, rival=thresholds.plain_rival)
    return replace(thresholds, answer=thresholds.answer_in_letter)


def _asks(part: Distribution, least: float) -> bool:
    """Whether a part asks about one topic by itself, with at least this probability."""
    topic, confidence = top(groups_in(part))
    return topic in TOPICS and confidence >= least


def _several_questions(parts: Sequence[Distribution], thresholds: Thresholds) -> list[tuple[str, float, int]]:
    """The parts that ask for different things, a boundary among them; none if no topic is asked about."""
    found: dict[str, tuple[str, float, int]] = {}
    for index, part in enumerate(parts):
        group, confidence = top(groups_in(part))
        least = thresholds.boundary_part if group == BOUNDARY else thresholds.part
        if group in (*TOPICS, BOUNDARY) and confidence >= least:
            name = finest(part, group, thresholds.finer) if group in TOPICS else likeliest(part, group)
            found.setdefault(name, (name, confidence, index))
    if not any(topic_of(name) in TOPICS for name in found):
        return []
    return sorted(found.values(), key=lambda question: question[1], reverse=True)


def _decide_one(distribution: Distribution, thresholds: Thresholds) -> Decision:
    decision = _decide_by_group(distribution, thresholds)
    asked_for = distribution.get(PERSON, 0.0)
    has_nothing = topic_of(decision.intent) in (FALLBACK, OUT_OF_SCOPE, SMALLTALK)
    return Decision(PERSON, asked_for) if has_nothing and asked_for >= thresholds.person else decision


def _decide_by_group(distribution: Distribution, thresholds: Thresholds) -> Decision:
    group, confidence = top(groups_in(distribution))
    if group in TOPICS:
        return _answer_or_ask(distribution, group, confidence, thresholds)
    least = thresholds.out_of_scope if group == OUT_OF_SCOPE else thresholds.request
    if confidence >= least:
        related = _suggestions(distribution, thresholds, thresholds.related)
        return Decision(likeliest(distribution, group), confidence, suggestions=related)
    return _ask(distribution, confidence, thresholds)


def _unfamiliar(distribution: Distribution, thresholds: Thresholds) -> Decision:
    """Not like anything that was taught: whatever topic it seems to be about, it is not answered."""
    foreign = groups_in(distribution).get(OUT_OF_SCOPE, 0.0)
    if foreign < thresholds.foreign:
        return _ask(distribution, foreign, thresholds)
    related = _suggestions(distribution, thresholds, thresholds.related)
    return Decision(likeliest(distribution, OUT_OF_SCOPE), foreign, suggestions=related)


def _answer_or_ask(
    distribution: Distribution, topic: str, confidence: float, thresholds: Thresholds
) -> Decision:
    others = _suggestions(distribution, thresholds, thresholds.beside, without=topic)
    groups = groups_in(distribution)
    may_be_foreign = groups.get(OUT_OF_SCOPE, 0.0) >= thresholds.rival * confidence
    if confidence < thresholds.answer or may_be_foreign or _are_close(groups, thresholds):
        return _ask(distribution, confidence, thresholds)
    beside = others[:MAX_BESIDE] if confidence < thresholds.sure else ()
    answer_id = finest(distribution, topic, thresholds.finer)
    return Decision(answer_id, confidence, ((answer_id, confidence, -1),), beside)


def _ask(distribution: Distribution, confidence: float, thresholds: Thresholds) -> Decision:
    likely = _suggestions(distribution, thresholds, thresholds.suggest)
    is_close = _are_close(groups_in(distribution), thresholds)
    return Decision(FALLBACK, confidence, suggestions=likely[:2] if is_close else likely, is_close=is_close)


def _are_close(groups: Distribution, thresholds: Thresholds) -> bool:
    """Whether the two likeliest of all groups are topics that can hardly be told apart."""
    (first, likeliest), (second, likely) = sorted(groups.items(), key=lambda item: item[1], reverse=True)[:2]
    is_even = likely >= thresholds.close * likeliest and likeliest + likely >= thresholds.either
    return is_even and first in TOPICS and second in TOPICS


def _suggestions(
    distribution: Distribution, thresholds: Thresholds, least: float, without: str | None = None
) -> tuple[str, ...]:
    """The likeliest questions from `least` on, one for each topic but `without`."""
    groups = {g: p for g, p in groups_in(distribution).items() if g in TOPICS and g != without}
    likely = sorted((g for g in groups if groups[g] >= least), key=groups.__getitem__, reverse=True)
    return tuple(finest(distribution, group, thresholds.finer) for group in likely[:MAX_SUGGESTIONS])
