"""Red flags: is someone in danger now? Rules and a learned check, no network, no Rasa.

It errs on the side of help: either may raise, and only a well-tested set of conditions may lower.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice, pairwise, product
from typing import Protocol

from bot.asked_in_front import asked_if_normal, told_in_asking, without_question_in_front
from bot.asked_then_told import readings_of
from bot.concepts import ConceptFinder, Hit, Sentence
from bot.courtesies import without_greeting
from bot.denied_despair import denies_despair, has_despair_behind, without_denial
from bot.false_alarm import slept_and_woke
from bot.foreign_check import ForeignCheck, ForeignExample
from bot.laughter import without_laughter
from bot.owned import asked_before_owning
from bot.pleasantries import without_pleasantries
from bot.questions import QuestionSplitter, statements
from bot.red_flags import LEVELS, NO_DANGER, UNSURE_REPLY, Flag, Level, RedFlag, RedFlags, Rule
from bot.run_on import with_marks
from bot.windows import windows
from bot.wish_for_person import without_wish
from bot.worry_behind import without_worry

logger = logging.getLogger(__name__)

WINDOW = 14
"""Words within which the concepts of a rule stand together."""
DENIAL_REACH = 4
"""Words between a denial and what it denies."""
FEAR_REACH = 8
"""Words between a fear and what is feared."""
SUPPOSED_REACH = 1
"""Words between an 'if' and the time that it is said of: 'and if it happens in the night'."""
OUTRIGHT = 1
"""The same where nothing may stand in between but a small word: 'no tengo fiebre'."""
MAX_PLACEMENTS = 200


@dataclass(frozen=True)
class Limits:
    """How likely a danger must be for the learned check to have its way."""

    crisis: float
    any_level: float
    """For all levels together: what could be an emergency or could wait a day is no less a danger."""


RAISED = Limits(0.02, 0.03)
"""Where a rule raises a flag: the learned check may only take back what it is almost sure of."""
RAISED_IN_A_LETTER = Limits(0.15, 0.15)
"""The same in a long message: someone's whole story has symptoms in it that are long known."""
LETTER = 30
"""Words from which on a message is a letter."""
LOWERED = Limits(0.12, 0.35)
"""Where a rule sees a flag, but the words around it take the danger out of it."""
UNSEEN = Limits(0.16, 0.3)
"""Where no rule sees one. All were chosen by cross-validation on red_flags.yml and data/nlu."""
NEVER = Limits(2.0, 2.0)
"""Where only rules may raise one: the check looks at the ends of a letter's part, and takes longer than all rules."""
PIECES = Limits(0.3, 0.5)
"""The same for two messages read as one: most that follow each other are none ('the last one', 'more please')."""
FOREIGN = Limits(0.35, 0.55)
"""Where a message is not English and no rule sees a flag; what a rule raises there stands."""
FOREIGN_LOWERED = Limits(0.5, 0.75)
"""The same where words around a rule's match took the danger out of it: the check cannot tell what is denied."""
ALONE = Limits(0.9, 0.9)
"""For the sentence by itself where a rule raises a flag and the whole message sounds harmless."""
ALONE_IN_FEW = Limits(0.7, 0.7)
"""The same in a message that is no letter: 'he has chest pain. Can he have his lunch?'"""
RAISED_ALONE = Limits(0.7, 0.7)
"""Where a rule raises one in what is told, without what is asked beside it: "she is so drowsy, when may she shower"."""
ASKED_BESIDE = Limits(0.2, 0.2)
"""Where a rule raises one in one of several questions, read without the others."""
URGENT = frozenset({"emergency_now"})
NEVER_NORMAL = frozenset({"saddle_numbness", "cauda_equina"})
"""A fever may be asked about in general; who asks whether such numbness is normal has it."""
MOST_PIECES = 6
"""More of them are no questions but a page."""
MOST_ALONE = 20
"""So many sentences are judged by themselves; who wrote more that rules raise a flag for is not calmed."""
DROWNED = 0.93
"""For a sentence by itself where no rule raises a flag: a body in danger, told beside what the message asks.

Despair is not looked for so: half a sentence of worry sounds like it ('after an hour I'll think the worst').
"""
MORE_URGENT = 0.5
"""From this probability on the learned check makes a same-day flag an emergency."""
CRISIS = 0.3
"""And from this one any flag a crisis, unless a body in danger is likelier or named by a rule."""
SURE = 0.7
"""From this one despair that no rule names comes before a body in danger that one does: 'what am I still here for'."""
FEW_WORDS = 3
"""In so few words there is nothing to judge a rule's flag by, and it stands."""
LEARNED = "learned"
LEARNED_REASON = "Reads like a danger; no rule names it"

_PREFIX = "lowering."
_NEGATION, _CONTRAST, _NOW = "negation.", "contrast.", "now."
_OVER = frozenset({f"{_PREFIX}past", f"{_PREFIX}others"})
_SUPPOSED, _FIGURE, _FEAR = f"{_PREFIX}hypothetical", f"{_PREFIX}figure", f"{_PREFIX}fear"

_OF = frozenset({"of", "about", "getting", "fear", "dread"})
"""What is feared by name, and needs no word that says it is to come."""
_TO_COME = frozenset("might may could will would wont ll shall gonna going".split())
_TELLS = frozenset({",", ";", "-", "but", "because", "cos", "since"})
"""Behind these stands what there is, and no more of what is feared."""


@dataclass(frozen=True)
class Finding:
    """A rule that applies to a sentence, and whether the words around it take the danger out of it."""

    flag: Flag
    lowered: bool


class LearnedCheck(Protocol):
    """What judges the message as a whole."""

    rules: str
    """The digest of the rules it was trained beside."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """The probability of each level and of `none`."""

    def meant(self, text: str) -> str:
        """The text with its slips put right; the same where there is none."""


class Languages(Hashable, Protocol):
    """What tells a message in another language from an English one."""

    def guess(self, text: str) -> str | None:
        """The code of the language, or None for English."""


class Safety:
    """Screens messages for the flags of `content/red_flags.yml`."""

    def __init__(
        self, red_flags: RedFlags, learned: LearnedCheck | None = None, languages: Languages | None = None
    ) -> None:
        """Without `learned` the rules work alone; without `languages` everything is taken for English."""
        self._red_flags = red_flags
        self._learned = learned
        self._languages = languages
        self._finder = _finder(red_flags)
        self._splitter = QuestionSplitter()
        self._foreign = _foreign_check(red_flags, languages) if languages else None
        # A rule that a clinician has just added is unknown to the learned check, which would take it back.
        self._may_take_back = learned is not None and learned.rules == red_flags.rules_digest

    def screen(self, text: str) -> RedFlag | None:
        """The most urgent red flag in any version of `text`, or None."""
        found = filter(None, map(self._screen_typed, self.versions(text)))
        return min(found, key=lambda flag: flag.urgency, default=None)

    def versions(self, text: str) -> list[str]:
        """The text but for a greeting; without all that is only polite; and that with its slips put right.

        To the learned check a greeting is a bad sign and thanks are a good one: 'Good morning, my boiler loses
        pressure' rang, and 'she makes no sense tonight. Many thanks!' did not. The rules see through slips in their
        own words alone, and a few words with one in each say nothing to them. Another language's words are no slips.
        """
        told, bare = without_greeting(text), without_pleasantries(text)
        is_foreign = self._languages is not None and self._languages.guess(text) is not None
        meant = bare if is_foreign or self._learned is None else self._learned.meant(bare)
        return list(dict.fromkeys((told, bare, meant)))

    def _screen_typed(self, text: str) -> RedFlag | None:
        if slept_and_woke(text):
            return None
        text = with_marks(text)
        found = self._screen_apart(text)
        if not found and (unsmiling := without_laughter(text)):
            # 'The waiting will kill me haha' is a joke indeed.
            found += [flag for flag in self._screen_apart(unsmiling) if flag.level != "crisis"]
        if not found:
            pieces = self._pieces(text)
            found += filter(None, [self._screen(each, ASKED_BESIDE, NEVER, NEVER) for each in pieces])
            found += self._screen_asked(pieces or [text])
        if not found and (asked := asked_before_owning(text)):
            found += self._screen_owned(asked)
        if not found and (told := statements(text)) != text:
            found += filter(None, [self._screen(told, RAISED_ALONE, NEVER, NEVER)])
        if has_despair_behind(text):
            found = [flag for flag in found if flag.level != "crisis"]
        flag = min(found, key=lambda flag: flag.urgency, default=None)
        if flag and flag.level == "crisis" and denies_despair(text):
            return self._screen_typed(without_denial(text))
        return flag

    def _screen_apart(self, text: str) -> list[RedFlag]:
        """The dangers in a text as it is, and without what is asked in front of what it tells, or behind."""
        readings = filter(None, (text, *told_apart(text)))
        return [flag for reading in readings for flag in self._screen_windows(reading)]

    def _pieces(self, text: str) -> list[str]:
        """The questions of a message that has several: beside others, 'and why can't I feel when I wipe' is drowned."""
        return [text[start:end] for start, end in self._splitter.split(text)[:MOST_PIECES]]

    def _screen_asked(self, pieces: Sequence[str]) -> list[RedFlag]:
        """The dangers that somebody asks a remedy for, or asks to be normal."""
        told = ((each, URGENT) for piece in pieces for each in told_in_asking(piece))
        normal = ((each, NEVER_NORMAL) for piece in pieces for each in asked_if_normal(piece))
        found = [(self._screen(text, RAISED, NEVER, UNSEEN), allowed) for text, allowed in (*told, *normal)]
        return [flag for flag, allowed in found if flag and (flag.flag in allowed or flag.level in allowed)]

    def _screen_owned(self, asked: str) -> list[RedFlag]:
        """The dangers that a question is about whose asker has it: 'can you get clots from it? I think I have one'."""
        told = readings_of(asked)
        # 'I have a stroke' is told of long ago as well.
        readings = [*told, *(f"I think {each}" for each in told[:1])]
        found = (self.asked_about(asked), *(self._screen(each, RAISED, NEVER, UNSEEN) for each in readings))
        return [flag for flag in found if flag]

    def _screen_windows(self, text: str) -> Iterator[RedFlag]:
        raised = RAISED if len(text.split()) < LETTER else RAISED_IN_A_LETTER
        whole, *parts = windows(text)
        found = [self._screen(whole, raised, LOWERED, UNSEEN)]
        found += [self._screen(part, raised, LOWERED, NEVER) for part in parts]
        yield from filter(None, found)

    def _screen(self, text: str, raised: Limits, lowered: Limits, unseen: Limits) -> RedFlag | None:
        sentences = self._finder.read(text)
        if not sentences:
            return None
        language = self._languages.guess(text) if self._languages else None
        found = self._look(text, sentences, language, raised, lowered, unseen)
        return replace(found, language=language) if found else None

    def _look(
        self,
        text: str,
        sentences: Sequence[Sentence],
        language: str | None,
        least: Limits,
        lowered: Limits,
        unseen: Limits,
    ) -> RedFlag | None:
        findings = [(finding, sentence) for sentence in sentences for finding in self._findings(sentence)]
        raised = [(finding.flag, sentence) for finding, sentence in findings if not finding.lowered]
        if self._foreign and language:
            foreign = self._foreign.probabilities(text, _undenied(sentences))
            return self._screen_foreign(findings, foreign)
        if not findings and unseen == NEVER:
            return None
        chances = self._judge(text, sentences)
        if not chances:
            return self._flag([flag for flag, _ in raised], {})
        if raised:
            kept = self._is_kept(text, raised, chances, least)
            return self._flag([flag for flag, _ in raised], chances, SURE) if kept else None
        if not _reaches(chances, lowered if findings else unseen):
            return self._drowned(sentences) if unseen == UNSEEN else None
        return self._flag([finding.flag for finding, _ in findings], chances)

    def _drowned(self, sentences: Sequence[Sentence]) -> RedFlag | None:
        """The danger in one of several sentences, which the others make look harmless in the message as a whole."""
        if not 1 < len(sentences) <= MOST_ALONE:
            return None
        told = (each for each in dict.fromkeys(sentences) if len(each.words) > FEW_WORDS)
        judged = (self._judge(" ".join(each.words), [each]) for each in told)
        worst = max(judged, key=_of_the_body, default={})
        return self._flag([], worst) if _of_the_body(worst) >= DROWNED else None

    def _screen_foreign(
        self, findings: Sequence[tuple[Finding, Sentence]], chances: Mapping[str, float]
    ) -> RedFlag | None:
        """The red flag in a text that the learned check, which has read English, would guess at."""
        raised = [finding.flag for finding, _ in findings if not finding.lowered]
        if not raised and not _reaches(chances, FOREIGN_LOWERED if findings else FOREIGN):
            return None
        return self._flag(raised or [finding.flag for finding, _ in findings], chances)

    def _is_kept(
        self,
        text: str,
        raised: Sequence[tuple[Flag, Sentence]],
        chances: Mapping[str, float],
        least: Limits,
    ) -> bool:
        """Whether what rules raise stands before the learned check."""
        has_few_words = len(text.split()) <= FEW_WORDS
        if not self._may_take_back or has_few_words or any(flag.rules_decide for flag, _ in raised):
            return True
        alone = ALONE_IN_FEW if least == RAISED else ALONE
        return _reaches(chances, least) or self._stands_alone([sentence for _, sentence in raised], alone)

    def _judge(self, text: str, sentences: Iterable[Sentence]) -> Mapping[str, float]:
        """What the learned check says; nothing without one, or when it fails."""
        if self._learned is None:
            return {}
        try:
            return self._learned.probabilities(text, concepts_of(sentences))
        except Exception as error:
            # Whatever is wrong with it, the rules must still speak. The words of the error may be the patient's.
            logger.error("The learned check for red flags failed (%s).", type(error).__name__)
            return {}

    def _stands_alone(self, sentences: Iterable[Sentence], least: Limits) -> bool:
        """Whether a sentence taken by itself is a danger: the rest of a long letter may drown it."""
        distinct = dict.fromkeys(sentences)
        if len(distinct) > MOST_ALONE:
            return True
        judged = (self._judge(" ".join(each.words), [each]) for each in distinct)
        return any(_reaches(chances, least) for chances in judged)

    def screen_pieces(self, before: str, text: str) -> RedFlag | None:
        """A red flag in two messages that follow each other, when neither names it alone."""
        found = self._pieces_typed(before, text)
        meant = self.versions(before)[-1], self.versions(text)[-1]
        return found if found or meant == (before, text) else self._pieces_typed(*meant)

    def _pieces_typed(self, before: str, text: str) -> RedFlag | None:
        # 'I have one more question' and 'my back is sore' are no 'more back pain'.
        found = self._screen(f"{before} {text}", RAISED_IN_A_LETTER, PIECES, PIECES)
        if not (found and found.language and found.flag == LEARNED and self._languages):
            return found
        # Half German and half English is like nothing that the check for other languages was taught.
        return found if {self._languages.guess(each) for each in (before, text)} == {found.language} else None

    def asked_about(self, text: str) -> RedFlag | None:
        """The most urgent danger that a rule finds in a text, though the words around it take the danger out of it.

        What is long over or someone else's is not asked about.
        """
        sentences = [each for each in self._finder.read(text) if _OVER.isdisjoint(concepts_of([each]))]
        flags = (finding.flag for sentence in sentences for finding in self._findings(sentence))
        first = min(flags, key=lambda flag: LEVELS.index(flag.level), default=None)
        return RedFlag(first.level, first.name, first.reason, first.reply) if first else None

    def concepts(self, text: str) -> set[str]:
        """The names of all that is found in a text; the learned check is taught with them."""
        return concepts_of(self._finder.read(text))

    def _flag(
        self, flags: Iterable[Flag], chances: Mapping[str, float], despair: float = CRISIS
    ) -> RedFlag | None:
        """The most urgent of `flags`, or what the learned check takes the message for.

        From `despair` on it makes a crisis of an emergency.
        """
        first = min(flags, key=lambda flag: LEVELS.index(flag.level), default=None)
        level = _level(first, chances, despair)
        if level is None:
            return None
        if first and level == first.level:
            return RedFlag(first.level, first.name, first.reason, first.reply)
        is_unsure = level == "crisis" and chances.get("crisis", 0.0) < CRISIS
        reply = UNSURE_REPLY if is_unsure else f"emergency.{level}"
        name = first.name if first else LEARNED
        return RedFlag(level, name, LEARNED_REASON, reply, guessed=chances.get(level, 0.0) < SURE)

    def _findings(self, sentence: Sentence) -> Iterator[Finding]:
        places = _places(sentence)
        calming = {
            name.removeprefix(_PREFIX) for name in places if name.startswith(_PREFIX) and name != _FEAR
        }
        is_now = _is_now(places)
        if is_now:
            calming = set()
        for flag in self._red_flags.flags:
            for rule in flag.rules:
                # Nearly every rule ends here: looking into each took half of a screening.
                if rule.together[0] not in places:
                    continue
                spots = [spot for spot in _matches(rule, places) if not _is_figure(spot, places)]
                if spots:
                    may_be_feared = not is_now and "fear" not in flag.not_lowered_by
                    lowered = all(
                        _is_denied(spot, sentence, places)
                        or (may_be_feared and _is_feared(spot, sentence, places))
                        for spot in spots
                    )
                    yield Finding(flag, lowered or bool(calming.difference(flag.not_lowered_by)))


@lru_cache(2)
def _finder(red_flags: RedFlags) -> ConceptFinder:
    """Kept, because making one takes a third of a second."""
    known = (*red_flags.spelled_right, *red_flags.wordings())
    return ConceptFinder(named_phrases(red_flags), known, frozenset(red_flags.in_other_languages))


@lru_cache(2)
def _foreign_check(red_flags: RedFlags, languages: Languages) -> ForeignCheck | None:
    """Taught with the wordings that are not English; None where there are not both kinds of them."""
    levels = {text: flag.level for flag in red_flags.flags for text in flag.wordings}
    foreign = red_flags.foreign_wordings
    texts = {text: levels.get(text, NO_DANGER) for text in red_flags.wordings() if languages.guess(text)}
    finder = _finder(red_flags)
    taught = [
        ForeignExample(text, _undenied(finder.read(text)), level)
        for text, level in {**texts, **foreign}.items()
    ]
    return ForeignCheck(taught) if len({example.level for example in taught}) > 1 else None


def named_phrases(red_flags: RedFlags) -> dict[str, tuple[str, ...]]:
    """All phrases the finder looks for, under names that keep the parts of the file apart."""
    return {
        **red_flags.concepts,
        **{_PREFIX + name: phrases for name, phrases in red_flags.lowering.items()},
        _NEGATION: red_flags.negation,
        _CONTRAST: red_flags.contrast,
        _NOW: red_flags.happening_now,
    }


def concepts_of(sentences: Iterable[Sentence]) -> set[str]:
    """The names of all that stands in these sentences."""
    return {hit.concept for sentence in sentences for hit in sentence.hits}


def _level(first: Flag | None, chances: Mapping[str, float], despair: float) -> Level | None:
    """How urgent it is, given the most urgent rule's flag and what the learned check says."""
    least = despair if first and first.level == "emergency_now" else CRISIS
    if chances.get("crisis", 0.0) >= max(least, chances.get("emergency_now", 0.0)):
        return "crisis"
    if first and (first.level != "same_day" or chances.get("emergency_now", 0.0) < MORE_URGENT):
        return first.level
    if not chances:
        return None
    # Several weak chances of something wrong with the body are no despair, were that the greatest of them.
    bodily = [level for level in LEVELS if level != "crisis"]
    outweighed = sum(chances.get(level, 0.0) for level in bodily) >= chances.get("crisis", 0.0)
    likeliest: Level = max(bodily if outweighed else LEVELS, key=lambda level: chances.get(level, 0.0))
    return likeliest


def _reaches(chances: Mapping[str, float], limits: Limits) -> bool:
    danger = sum(chances.get(level, 0.0) for level in LEVELS)
    return danger >= limits.any_level or chances.get("crisis", 0.0) >= limits.crisis


def _of_the_body(chances: Mapping[str, float]) -> float:
    return sum(chances.get(level, 0.0) for level in LEVELS if level != "crisis")


_Places = Mapping[str, list[Hit]]


def _places(sentence: Sentence) -> _Places:
    places: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in sentence.hits:
        places[hit.concept].append(hit)
    return dict(places)


def _matches(rule: Rule, places: _Places) -> Iterator[tuple[Hit, ...]]:
    """Where the rule's concepts stand together, each in words of its own."""
    if any(concept in places for concept in rule.unless):
        return
    choices = product(*(places.get(concept, []) for concept in rule.together))
    for spot in islice(choices, MAX_PLACEMENTS):
        ordered = sorted(spot, key=lambda hit: hit.start)
        apart = all(a.end <= b.start for a, b in pairwise(ordered))
        if apart and max(hit.end for hit in spot) - ordered[0].start <= WINDOW:
            yield spot


def _is_figure(spot: tuple[Hit, ...], places: _Places) -> bool:
    """Whether one of the words is part of a saying: 'dead on my feet' is no numb foot, whenever it is said."""
    sayings = places.get(_FIGURE, ())
    return any(saying.start <= hit.start and hit.end <= saying.end for hit in spot for saying in sayings)


def _is_now(places: _Places) -> bool:
    """Whether something is said to be happening: 'in the night', but not 'if it happens in the night'."""
    supposed = [hit.end for hit in places.get(_SUPPOSED, ())]
    times = [hit.start for hit in places.get(_NOW, ())]
    return any(not any(end <= time <= end + SUPPOSED_REACH for end in supposed) for time in times)


def _undenied(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The concepts in these sentences but those that are denied outright: 'no fever'."""
    named: set[str] = set()
    for sentence in sentences:
        places = _places(sentence)
        named |= {hit.concept for hit in sentence.hits if not _is_denied((hit,), sentence, places, OUTRIGHT)}
    return frozenset(named)


def _is_denied(spot: tuple[Hit, ...], sentence: Sentence, places: _Places, reach: int = DENIAL_REACH) -> bool:
    """Whether a denial covers the spot: 'no numbness in my legs', not 'no fever but numb legs'."""
    first, last = min(hit.start for hit in spot), max(hit.start for hit in spot)
    for denial in places.get(_NEGATION, ()):
        if any(denial.start < hit.end and hit.start < denial.end for hit in spot):
            continue
        if first <= denial.start <= last:
            return True
        between = range(denial.end, first)
        if denial.end <= first and len(between) <= reach and not _is_broken(between, sentence, places):
            return True
    return False


def _is_feared(spot: tuple[Hit, ...], sentence: Sentence, places: _Places) -> bool:
    """Whether the spot is what is feared: 'scared of a numb leg', 'scared that my leg might go numb'.

    'My leg is numb, I am scared' and 'scared because my leg is numb' tell of what there is.
    """
    first, last = min(hit.start for hit in spot), max(hit.end for hit in spot)
    for fear in places.get(_FEAR, ()):
        between = sentence.words[fear.end : first]
        if fear.end > first or len(between) > FEAR_REACH or not _TELLS.isdisjoint(between):
            continue
        if sentence.words[fear.end - 1] in _OF or not _TO_COME.isdisjoint(sentence.words[fear.end : last]):
            return True
    return False


def told_apart(text: str) -> list[str]:
    """A text without what is asked or wished in front of what it tells, or behind; nothing where there is neither."""
    behind = without_question_in_front(text)
    told = filter(None, (behind, without_wish(text)))
    return list(
        filter(
            None, (without_worry(text), *chain.from_iterable((each, without_worry(each)) for each in told))
        )
    )


def _is_broken(between: range, sentence: Sentence, places: _Places) -> bool:
    contrast = any(hit.start in between for hit in places.get(_CONTRAST, ()))
    return contrast or any(sentence.words[index] in {",", ";", "-"} for index in between)
