"""Word pairs: how likely a word is after another, by the examples, and by English where they do not tell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.english import english, total

START = "."
"""Stands before the first word of a sentence."""
UNKNOWN = "*"
"""Stands for a word that is not among those taught."""
BY_PAIR, BY_WORD, BY_ENGLISH = 0.7, 0.2, 0.1
"""Weights of the pair, of the word by itself, and of the word in English (Jelinek and Mercer 1980)."""
RARE = 1.5
"""As if every word had been followed so often more by something else: few counts prove little."""
FLOOR = math.exp(-18)
"""How likely a word is that nobody knows."""

Counts = Mapping[str, Mapping[str, int]]


class WordPairs:
    """A bigram model of what patients write."""

    def __init__(self, counts: Counts) -> None:
        """`counts` maps a word to the words after it and how often each follows."""
        self.counts = {before: dict(after) for before, after in counts.items()}
        self.words: Counter[str] = Counter()
        for after in self.counts.values():
            self.words.update(after)
        self._followed = {before: sum(after.values()) + RARE for before, after in self.counts.items()}
        self._total = max(self.words.total(), 1)

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]], words: Mapping[str, int]) -> WordPairs:
        """The pairs in these sentences, in which only `words` are taken for words."""
        pairs = Counter(pair for sentence in sentences for pair in _pairs(sentence, words))
        counts: dict[str, dict[str, int]] = {}
        for (before, word), count in sorted(pairs.items()):
            counts.setdefault(before, {})[word] = count
        return cls(counts)

    def log_probability(self, before: str, word: str) -> float:
        """The natural logarithm of how likely `word` is after `before`."""
        after = self.counts.get(before)
        by_pair = after.get(word, 0) / self._followed[before] if after else 0.0
        by_word = self.words.get(word, 0) / self._total
        by_english = english().get(word, 0) / total()
        return math.log(BY_PAIR * by_pair + BY_WORD * by_word + BY_ENGLISH * by_english + FLOOR)


def _pairs(sentence: Sequence[str], words: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    before = START
    for word in sentence:
        known = word in words
        if known:
            yield before, word
        before = word if known else UNKNOWN
