"""Spelling: slips of the pen put right by the words the examples use and by what stands beside them.

The noisy channel (Kernighan, Church and Gale 1990; Mays, Damerau and Mercer 1991): of all that may have been meant,
what is likeliest to be said, less what it takes to have typed something else. Viterbi's algorithm finds it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from symspellpy import SymSpell, Verbosity

from bot.english import english, is_common, is_likely
from bot.slips import are_slips, is_inflection, is_slip
from bot.word_pairs import START, WordPairs

SLIP = 4.0
"""What a slip costs, in natural logarithms of a probability: as much as being 55 times less likely to be said."""
TWO_SLIPS = 7.0
MISSPELLING = 7.5
"""One letter too many, too few or another, but not by a slip of the finger."""
TWO_MISTAKES = 9.0
"""Two of these."""
ANOTHER_WORD = 3.5
"""On top, where what is typed is a word: 'cold' for 'could'."""
SHORT_WORD = {1: 99.0, 2: 8.0, 3: 1.0}
"""On top by the letters typed: short unknown words are abbreviations more often than slips."""
HARDLY_USED = 1.5
"""On top for what the examples hardly use, where what is typed is not long: it is near some word by chance."""
UNKNOWN_LETTER, UNKNOWN_FROM = 0.5, 5
"""What each letter above so many costs an unknown word that stays: long ones are slips more often than names."""
LONG, LONG_FOR_SLIPS = 8, 7
"""Letters from which on any two mistakes, or slips, are put right."""
TWO_MISTAKES_FROM = 5
"""Letters from which on two are put right to a word used often: mistakes only behind the first letter."""
OFTEN = 20
"""So often the examples must use a word for a short one, a word or two mistakes to be taken for it."""
JOINED_FROM, OFTEN_TOGETHER = 5, 10
"""Letters from which on two words may stand there without a space, and how often the examples have them together."""
LEAST_EXAMPLES = 3
"""A word that is not English must stand in the examples this often: 'tramadol' is a word, 'colapsed' a mistake."""
SLIP_RATIO, MISSPELLING_RATIO = 5, 20
"""... and less than so many times as often as one of their words that a slip, or a misspelling, may make it of."""
CAPITALS = 3
"""Letters up to which capitals among small letters are an abbreviation, and meant."""
PREFIX = 5
"""Letters of each word that are indexed: it finds the same as with symspellpy's 7, in a quarter of the memory."""
FOREIGN_SHARE = 0.35
"""Share of words still unknown from which on a message is in another language, and stays as it is."""

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d\w*|[.?!;:\n]")
_NUMBER = "#"
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")

Reading = tuple[str, float]
"""What may be meant by a word, and what it costs to read it so."""
_Path = tuple[str, "_Path | None"]
"""A reading and what was read before it: whoever reads a long letter must not copy all of it at each word."""


class Spelling:
    """Reads each message as what was most likely meant; words that are right seldom change, rare ones least."""

    def __init__(self, pairs: WordPairs, kept: Collection[str] = ()) -> None:
        """`pairs` are of the words that the examples spell right; one that is `kept` never becomes another."""
        self._pairs = pairs
        self._kept = frozenset(kept)
        self._examples: Mapping[str, int] = pairs.words
        self._short_forms = {word.replace("'", ""): word for word in self._examples if "'" in word}
        likely = {word: 1 for word in english() if is_likely(word)}
        self._index = _index({**likely, **{word: count + 1 for word, count in self._examples.items()}})
        self._read: dict[str, tuple[Reading, ...]] = {}
        """The same few hundred words are most of what is ever typed; any other may be a name, which is not kept."""

    @classmethod
    def of(cls, texts: Iterable[str], kept: Collection[str] = ()) -> Spelling:
        """The spelling that these texts teach, though some of their words are slips themselves."""
        sentences = [sentence for text in texts for sentence in _sentences(text)]
        counts = Counter(word for sentence in sentences for word in sentence)
        right = {word: n for word, n in counts.items() if word in english() or ("'" in word and n > 1)}
        index = _index(right)
        for word, count in counts.items():
            if count >= LEAST_EXAMPLES and not _is_mistake(word, count, index):
                right.setdefault(word, count)
        return cls(WordPairs.of(sentences, right), kept)

    def correct(self, text: str) -> str:
        """`text` with its slips put right and its quotation marks plain; what is spelled right stays as it is."""
        text = with_plain_quotes(text)
        tokens = list(_TOKEN.finditer(text))
        shouted = text.isupper()
        words = self._likeliest([self._choices(token[0], shouted) for token in tokens])
        if self._is_foreign(words):
            return text
        parts, position = [], 0
        for token, word in zip(tokens, words, strict=True):
            if word not in (START, _NUMBER, token[0].lower()):
                parts += [text[position : token.start()], word]
                position = token.end()
        return "".join([*parts, text[position:]])

    def written(self) -> str:
        """What the examples taught, as text."""
        return json.dumps({"kept": sorted(self._kept), "pairs": self._pairs.counts})

    @classmethod
    def read(cls, written: str) -> Spelling:
        """What `written` gave; raises ValueError or KeyError for anything else."""
        learned = json.loads(written)
        return cls(WordPairs(learned["pairs"]), learned["kept"])

    def save(self, folder: Path) -> None:
        """Write what the examples taught."""
        (folder / "spelling.json").write_text(self.written(), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Spelling:
        """Read what `save` wrote."""
        return cls.read((folder / "spelling.json").read_text(encoding="utf-8"))

    def _likeliest(self, choices: Iterable[tuple[Reading, ...]]) -> list[str]:
        """The readings that go best with each other, one of each token's."""
        paths: dict[str, tuple[float, _Path | None]] = {START: (0.0, None)}
        for readings in choices:
            paths = {
                word: max(
                    (
                        (score + self._gain(before, word) - cost, (word, path))
                        for before, (score, path) in paths.items()
                    ),
                    key=lambda found: found[0],
                )
                for word, cost in readings
            }
        return _words_of(max(paths.values(), key=lambda found: found[0])[1])

    def _is_foreign(self, readings: Iterable[str]) -> bool:
        """Whether so much is left that nobody knows that it was never English: its slips are none."""
        said = (word for reading in readings for word in reading.split())
        known = [self._is_word(word) for word in said if word not in (START, _NUMBER)]
        return known.count(False) > FOREIGN_SHARE * len(known)

    def _gain(self, before: str, reading: str) -> float:
        """How likely it is to be said; a reading is two words where the space between them was left out."""
        if reading == START:
            return 0.0
        words = [before.rpartition(" ")[2], *reading.split()]
        return sum(self._pairs.log_probability(one, other) for one, other in pairwise(words))

    def _choices(self, token: str, shouted: bool) -> tuple[Reading, ...]:
        if not token[0].isalpha():
            return ((_NUMBER if token[0].isalnum() else START, 0.0),)
        readings = self._readings(token.lower())
        if token.isupper() and not shouted and len(token) <= CAPITALS:
            # To another abbreviation at most: 'NRI' for 'MRI', but never 'GP' for 'go'.
            return (readings[0], *(each for each in readings[1:] if each[0] not in english()))
        return readings

    def _readings(self, word: str) -> tuple[Reading, ...]:
        found = self._read.get(word)
        if found is None:
            found = self._look_up(word)
            if self._is_word(word):
                self._read[word] = found
        return found

    def _look_up(self, word: str) -> tuple[Reading, ...]:
        """What may be meant by a word, itself first."""
        if word in self._kept:
            return ((word if self._is_word(word) else self._short_forms.get(word, word), 0.0),)
        if self._is_word(word):
            return ((word, 0.0), *self._other_words(word))
        for shorter in (_DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)):
            if self._is_word(shorter):
                return ((shorter, 0.0),)
        if word in self._short_forms:
            return ((self._short_forms[word], 0.0),)
        near = list(self._near_words(word)) or list(self._far_words(word))
        unknown = UNKNOWN_LETTER * max(0, len(word) - UNKNOWN_FROM)
        meant = [(each, cost + self._doubt(word, each)) for each, cost in near]
        return ((word, unknown), *meant, *self._joined_words(word))

    def _doubt(self, word: str, meant: str) -> float:
        """What it costs on top that short words are near each other by chance."""
        hardly_used = self._examples.get(meant, 0) < LEAST_EXAMPLES and len(word) < LONG_FOR_SLIPS
        return SHORT_WORD.get(len(word), 0.0) + hardly_used * HARDLY_USED

    def _other_words(self, word: str) -> Iterator[Reading]:
        """Words that a slip makes this word of: only what the examples use often, and no other form of it."""
        for meant in self._within(word, 1):
            often = self._examples.get(meant, 0) >= OFTEN and len(meant) > 1
            if often and is_slip(word, meant) and not is_inflection(word, meant):
                yield meant, SLIP + ANOTHER_WORD

    def _near_words(self, word: str) -> Iterator[Reading]:
        """Words that one mistake makes this unknown word of."""
        for meant in self._within(word, 1):
            slip = is_slip(word, meant)
            often = self._examples.get(meant, 0) >= OFTEN
            if self._may_be(word, meant) and (len(word) > max(SHORT_WORD) or (slip and often)):
                yield meant, SLIP if slip else MISSPELLING

    def _far_words(self, word: str) -> Iterator[Reading]:
        """Words that two mistakes make this unknown word of."""
        if len(word) < TWO_MISTAKES_FROM:
            return
        for meant in filter(lambda near: self._may_be(word, near), self._within(word, 2)):
            often = self._examples.get(meant, 0) >= OFTEN
            if (often or len(word) >= LONG_FOR_SLIPS) and are_slips(word, meant, 2):
                yield meant, TWO_SLIPS
            elif (often and meant[0] == word[0]) or len(word) >= LONG:
                yield meant, TWO_MISTAKES

    def _joined_words(self, word: str) -> Iterator[Reading]:
        """Two words that the examples often have beside each other, without the space."""
        for at in range(1, len(word) if len(word) >= JOINED_FROM else 0):
            first, second = word[:at], word[at:]
            if self._pairs.counts.get(first, {}).get(second, 0) >= OFTEN_TOGETHER:
                yield f"{first} {second}", SLIP

    def _within(self, word: str, mistakes: int) -> list[str]:
        """The words at so many mistakes; of those at two, only if there are none at one."""
        if len(word) < min(SHORT_WORD) + 1:
            return []
        found = self._index.lookup(word, Verbosity.ALL if mistakes == 1 else Verbosity.CLOSEST, mistakes)
        return [str(each.term) for each in found if each.term != word]

    def _may_be(self, word: str, meant: str) -> bool:
        # A rare English word is a slip only for a word of the examples: a bunion is not a union.
        if word not in english():
            return len(meant) > 1
        return meant in self._examples and not is_inflection(word, meant)

    def _is_word(self, word: str) -> bool:
        return word in self._examples or is_common(word)


def with_plain_quotes(text: str) -> str:
    """A text with the quotation marks and dashes that every keyboard has: a phone types others."""
    return text.translate(_PLAIN)


def _words_of(path: _Path | None) -> list[str]:
    words = []
    while path is not None:
        word, path = path
        words.append(word)
    return words[::-1]


def _sentences(text: str) -> Iterator[list[str]]:
    sentence: list[str] = []
    for token in _TOKEN.findall(with_plain_quotes(text).lower()):
        if token[0].isalnum():
            sentence.append(token if token[0].isalpha() else _NUMBER)
        else:
            yield sentence
            sentence = []
    yield sentence


def _is_mistake(word: str, count: int, index: SymSpell) -> bool:
    """Whether a word that is not English is one of the examples' own mistakes."""
    if len(word) <= max(SHORT_WORD):
        return False
    return any(
        near.count >= (SLIP_RATIO if is_slip(word, near.term) else MISSPELLING_RATIO) * count
        for near in index.lookup(word, Verbosity.CLOSEST, 1)
        if near.term != word
    )


def _index(counts: Mapping[str, int]) -> SymSpell:
    index = SymSpell(max_dictionary_edit_distance=2, prefix_length=PREFIX)
    for word, count in counts.items():
        index.create_dictionary_entry(word, count)
    return index
