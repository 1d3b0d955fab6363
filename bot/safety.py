"""Red flags: is someone in danger now? Rules and a learned check, no network, no Rasa.

It errs on the side of help: either may raise, and only a well-tested set of conditions may lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import Protocol

from bot.concepts import ConceptFinder, Hit, Sentence
from bot.red_flags import LEVELS, Flag, RedFlag, RedFlags, Rule

WINDOW = 14
"""Words within which the concepts of a rule stand together."""
DENIAL_REACH = 4
"""Words between a denial and what it denies."""
MAX_PLACEMENTS = 200

RAISED, LOWERED, UNSEEN = "raised", "lowered", "unseen"
THRESHOLDS: Mapping[str, float] = {RAISED: 0.03, LOWERED: 0.30, UNSEEN: 0.30}
"""How likely a danger must be for the learned check: where a rule raises a flag, where a rule would but for
the words around it, and where no rule sees one. Chosen by cross-validation on red_flags.yml and data/nlu."""
MORE_URGENT = 0.5
"""From this probability on the learned check makes a same-day flag an emergency."""
LEARNED = "learned"
LEARNED_REASON = "Reads like a danger; no rule names it"

_PREFIX = "lowering."
_NEGATION, _CONTRAST, _NOW = "negation.", "contrast.", "now."


@dataclass(frozen=True)
class Finding:
    """A rule that applies to a sentence, and whether the words around it take the danger out of it."""

    flag: Flag
    lowered: bool


class LearnedCheck(Protocol):
    """What judges the message as a whole."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """The probability of each level and of `none`."""


class Safety:
    """Screens messages for the flags of `content/red_flags.yml`."""

    def __init__(self, red_flags: RedFlags, learned: LearnedCheck | None = None) -> None:
        """Without `learned` the rules work alone."""
        self._red_flags = red_flags
        self._learned = learned
        self._finder = ConceptFinder(
            named_phrases(red_flags), (*red_flags.spelled_right, *red_flags.wordings())
        )

    def screen(self, text: str) -> RedFlag | None:
        """The most urgent red flag in `text`, or None."""
        sentences = self._finder.read(text)
        if not sentences:
            return None
        findings = [finding for sentence in sentences for finding in self._findings(sentence)]
        raised = [finding.flag for finding in findings if not finding.lowered]
        if self._learned is None:
            return self._flag(raised, {})
        chances = self._learned.probabilities(text, concepts_of(sentences))
        case = RAISED if raised else LOWERED if findings else UNSEEN
        if 1 - chances["none"] < THRESHOLDS[case]:
            return None
        return self._flag(raised or [finding.flag for finding in findings], chances)

    def screen_pieces(self, before: str, text: str) -> RedFlag | None:
        """A red flag in two messages that follow each other, when neither names it alone."""
        return self.screen(f"{before} {text}")

    def concepts(self, text: str) -> set[str]:
        """The names of all that is found in a text; the learned check is taught with them."""
        return concepts_of(self._finder.read(text))

    def _flag(self, flags: Iterable[Flag], chances: Mapping[str, float]) -> RedFlag | None:
        """The most urgent of `flags`, or what the learned check takes the message for."""
        first = min(flags, key=lambda flag: LEVELS.index(flag.level), default=None)
        if first is None and not chances:
            return None
        if first and (first.level != "same_day" or chances.get("emergency_now", 0.0) < MORE_URGENT):
            return RedFlag(first.level, first.name, first.reason, first.reply)
        level = max(LEVELS, key=lambda level: chances.get(level, 0.0))
        return RedFlag(level, first.name if first else LEARNED, LEARNED_REASON, f"emergency.{level}")

    def _findings(self, sentence: Sentence) -> Iterator[Finding]:
        places = _places(sentence)
        calm = any(name.startswith(_PREFIX) for name in places) and _NOW not in places
        for flag in self._red_flags.flags:
            for rule in flag.rules:
                spots = list(_matches(rule, places))
                if spots:
                    denied = all(_is_denied(spot, sentence, places) for spot in spots)
                    yield Finding(flag, calm or denied)


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


def _is_denied(spot: tuple[Hit, ...], sentence: Sentence, places: _Places) -> bool:
    """Whether a denial covers the spot: 'no numbness in my legs', not 'no fever but numb legs'."""
    first, last = min(hit.start for hit in spot), max(hit.start for hit in spot)
    for denial in places.get(_NEGATION, ()):
        if any(denial.start < hit.end and hit.start < denial.end for hit in spot):
            continue
        if first <= denial.start <= last:
            return True
        between = range(denial.end, first)
        if denial.end <= first and len(between) <= DENIAL_REACH and not _is_broken(between, sentence, places):
            return True
    return False


def _is_broken(between: range, sentence: Sentence, places: _Places) -> bool:
    contrast = any(hit.start in between for hit in places.get(_CONTRAST, ()))
    return contrast or any(sentence.words[index] in {",", ";", "-"} for index in between)
