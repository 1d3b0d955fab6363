"""Concepts: words and phrases of a kind (a body part, an onset, a denial) found in a message, misspelt ones too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.spacy_english import spacy_english
from bot.typed_text import without_accents

FUZZY_FROM = 6
"""Letters a word needs before a misspelling of it counts: 'feat' would else pass for 'feet'."""
TWO_EDITS_FROM = 9
"""Letters from which two letters may be wrong."""
MAX_WORDS = 1200
"""Words of a text that are looked at: the first half and the last half of a longer one; its `windows` have the rest."""

_NUMBERS = """
2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 25 30 35 40 45 50 60 two three four five six seven eight nine
ten twelve fifteen twenty thirty forty many several few some
""".split()
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "{number}": tuple(_NUMBERS),
    "{year}": tuple(map(str, range(1930, 2036))),
    "{fever}": (
        *(f"{tenth // 10}.{tenth % 10}" for tenth in range(380, 425)),
        *(f"{tenth // 10}.{tenth % 10}" for tenth in range(1004, 1070)),
    ),
    "{no_fever}": (
        *(f"{tenth // 10}.{tenth % 10}" for tenth in range(360, 375)),
        *(f"{tenth // 10}.{tenth % 10}" for tenth in range(968, 994)),
    ),
    "{low_oxygen}": tuple(map(str, range(60, 88))),
    "{very_low_pressure}": tuple(map(str, range(50, 86))),
    "{low_pressure}": tuple(map(str, range(86, 91))),
    "{high_pressure}": tuple(map(str, range(220, 281))),
    "{fast_pulse}": tuple(map(str, range(130, 191))),
    "{slow_pulse}": tuple(map(str, range(25, 41))),
}
"""What a phrase may leave open; a fever is 38 C or 100.4 F and more, and none is up to 37.4 C or 99.3 F.

What is measured at home counts from where the Royal College of Physicians' early warning score (NEWS2, 2017) gives it
the most points: a systolic pressure of 90 or less or of 220 and more, a pulse of 40 or less, or of 131 and more (people
round to 130). For oxygen it is under 88%, which is low for weak lungs as well.
"""

_NO_PHRASES = "OTHER"
"""Stands for every word that is in no phrase: in capitals it is in none itself."""
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_WORD = re.compile(r"\w+")
_WITH_SPACES = re.compile(r"\S+\s*")
_BESIDE_FIGURE = re.compile(r"(?<=\d)/(?=\d)|(?<=[a-z]):(?=\d)|(?<=\w)=(?=\d)|(?<=\d)(?=bpm\b)")
"""Between what is measured and its figure, or two figures: '82/40', 'bp:82', '130bpm'."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_AGE = re.compile(
    r"\b\w+ (?:- )?(?:years?|yrs?) (?:- )?old\b|\b\d+ (?:years|yrs) of age\b|"
    r"(?:(?<= am )|(?<= is )|(?<= m )|(?<= s )|(?<= aged )|(?<= age ))\d+ (?:years|yrs)\b(?! (?:ago|in|now|since))"
)
"""An age, in words with one space between: 'my 60 years old father', 'he is 60 years'."""


@dataclass(frozen=True)
class Hit:
    """A concept at a place in a sentence; `end` is exclusive, both count words."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words in lower case and what was found in it."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]


class ConceptFinder:
    """Finds the phrases of each concept on spaCy's blank English pipeline."""

    def __init__(
        self,
        concepts: Mapping[str, Iterable[str]],
        known: Iterable[str] = (),
        foreign: Collection[str] = (),
    ) -> None:
        """`concepts` maps a name to its phrases; a word of the texts in `known` is never taken for a slip.

        A slip is never taken for a word of the `foreign` ones among the phrases: hardly one in English is.
        """
        from spacy.matcher import PhraseMatcher
        from spacy.matcher.levenshtein import levenshtein
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._english = spacy_english()
        self._edits_apart = levenshtein
        # Words of its own: the phrases', and never a patient's, which would be kept.
        self._vocab = Vocab()
        self._phrases = PhraseMatcher(self._vocab)
        vocabulary: set[str] = set()
        abroad: set[str] = set()
        for name, phrases in concepts.items():
            for phrase in phrases:
                parts = [[*map(str, self._english.make_doc(_plain(text)))] for text in expand(phrase)]
                self._phrases.add(name, [Doc(self._vocab, words) for words in parts])
                (abroad if phrase in foreign else vocabulary).update(*parts)
        self._of_phrases = vocabulary | abroad
        self._known = self._of_phrases.union(*(_WORD.findall(_plain(text)) for text in known))
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            if len(word) >= FUZZY_FROM and word.isalpha():
                self._by_first[word[0]].append(word)
        # Mending is the dear part, and people make the same slips again and again.
        self._mend = lru_cache(4096)(self._mend_word)

    def read(self, text: str) -> list[Sentence]:
        """The sentences of a message with the concepts in each."""
        if self._english is not (english := spacy_english()):
            self._english = english
            self._mend.cache_clear()
        return [self._sentence(words) for words in self._sentences(text)]

    def _sentences(self, text: str) -> Iterator[list[str]]:
        for part in _SENTENCE.split(_fit(_plain(text))):
            words = [self._mend(token.text) for token in self._english.make_doc(part) if not token.is_space]
            if words:
                yield words

    def _sentence(self, words: list[str]) -> Sentence:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, [word if word in self._of_phrases else _NO_PHRASES for word in words])
        names = self._vocab.strings
        # 'Old' and '60 years' make a trouble a long known one, but not in an age.
        ages = _ages(words)
        hits = tuple(
            Hit(names[key], start, end)
            for key, start, end in self._phrases(doc)
            if ages.isdisjoint(range(start, end))
        )
        return Sentence(tuple(words), hits)

    def _mend_word(self, word: str) -> str:
        """The word of the vocabulary that a misspelt one stands for, or the word itself."""
        if len(word) < FUZZY_FROM - 1 or not word.isalpha() or word in self._known:
            return word
        near = [
            (self._distance(word, right), abs(len(right) - len(word)), right)
            for right in self._by_first[word[0]]
            if abs(len(right) - len(word)) <= _edits(right)
        ]
        return min((each for each in near if each[0] <= _edits(each[2])), default=(0, 0, word))[2]

    def _distance(self, word: str, right: str) -> int:
        """How many edits apart two words are; letters changed round, the commonest slip, are one."""
        if len(word) == len(right) and right in _swapped(word):
            return 1
        distance: int = self._edits_apart(word, right, _edits(right))
        return distance


def _ages(words: Sequence[str]) -> set[int]:
    """The places of the words that tell an age."""
    text = f" {' '.join(words)}"
    return {
        place
        for age in _AGE.finditer(text)
        for place in range(text.count(" ", 0, age.start()) - 1, text.count(" ", 0, age.end()))
    }


def _edits(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= TWO_EDITS_FROM else 1


def _swapped(word: str) -> Iterator[str]:
    """The word with two neighbouring letters changed round."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def expand(phrase: str) -> list[str]:
    """A phrase with its placeholder filled in every way, or the phrase alone."""
    for mark, values in PLACEHOLDERS.items():
        if mark in phrase:
            return [phrase.replace(mark, value) for value in values]
    return [phrase]


def _plain(text: str) -> str:
    bare = _APOSTROPHES.sub("", text.lower())
    return without_accents(_BESIDE_FIGURE.sub(lambda mark: f" {mark[0]} ".replace("  ", " "), bare))


def _fit(text: str) -> str:
    words = with_spaces(text)
    half = MAX_WORDS // 2
    return text if len(words) <= MAX_WORDS else "".join([*words[:half], "\n", *words[-half:]])


def with_spaces(text: str) -> list[str]:
    """The words of a text, each with the spaces and line breaks behind it."""
    return _WITH_SPACES.findall(text)
