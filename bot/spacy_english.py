"""spaCy's blank English: it cuts texts into words and sentences, and knows nothing else of the language.

spaCy keeps every word that it has met, an erased one too, and gives none of them back. So whoever uses it asks for it
each time: it is made anew when it has met many, and once a day.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_STRINGS = 50_000
"""What spaCy may have met: with as many it holds some 20 MB more, and it begins with 1,300. A page is a few hundred."""
OLDEST_SECONDS = 86_400.0
"""No word stays for much longer than a day; making it anew takes a third of a second."""
MOST_SYMBOLS = 40
"""So many stand in a long address of the web; a message with more of them without a space is no language."""
LONGEST_WORD = 250
"""Letters, likewise."""
PIECE = 40
"""Characters of a piece at most, where a run is cut."""

_RUN = re.compile(rf"\S{{{MOST_SYMBOLS + 1},}}")
_SYMBOL = re.compile(r"[\W_]")
_WORD_OR_SYMBOLS = re.compile(rf"[^\W_](?:[\w'\u2019.-]{{0,{PIECE - 2}}}[^\W_])?|[\W_]{{1,{PIECE}}}")
"""A word, its own marks with it ("I'm", 'Anne-Marie'), or the symbols between two."""


class _English:
    """The one of this process: a word that is new to it costs 40 microseconds, once and not for each who asks."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._nlp: Language | None = None
        self._since = 0.0

    def current(self) -> Language:
        with self._lock:
            if self._nlp is None or self._is_used_up(self._nlp):
                self._nlp, self._since = _made(), time.monotonic()
            return self._nlp

    def _is_used_up(self, nlp: Language) -> bool:
        return len(nlp.vocab.strings) > MOST_STRINGS or time.monotonic() - self._since > OLDEST_SECONDS


_english = _English()


def spacy_english() -> Language:
    """The pipeline as it is now; a matcher made with its words is of no use with the next one."""
    return _english.current()


def _made() -> Language:
    # spaCy takes a second to import: only who needs words waits for it.
    import spacy

    nlp = spacy.blank("en")
    nlp.tokenizer = _Tokenizer(nlp.tokenizer)
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?"]})
    return nlp


class _Tokenizer:
    """spaCy's, in a time that grows with the length of a text, whatever is typed.

    It takes the symbols off a run one by one and looks through all that is left each time: 20,000 took 90 seconds.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._cut = tokenizer

    def __call__(self, text: str) -> Doc:
        """The words of a text, each where it stands in it."""
        from spacy.tokens import Doc

        parts = pieces(text)
        cut = {part: self._cut(part) for part in dict.fromkeys(parts)}
        if len(parts) == 1:
            return cut[text]
        tokens = [token for part in parts for token in cut[part]]
        spaces = [bool(token.whitespace_) for token in tokens]
        return Doc(cut[parts[0]].vocab, words=[token.text for token in tokens], spaces=spaces)


def pieces(text: str) -> list[str]:
    """The text in pieces, nearly always one: in none is a run without a space that spaCy would take long to cut."""
    places = [0, *_cuts(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def _cuts(text: str) -> Iterator[int]:
    """Where long runs are cut: between words and symbols, and never beside a space, which goes with the word before."""
    for run in _RUN.finditer(text):
        if len(run[0]) > LONGEST_WORD or len(_SYMBOL.findall(run[0])) > MOST_SYMBOLS:
            last = run.start()
            for part in _WORD_OR_SYMBOLS.finditer(text, *run.span()):
                if part.end() - last > PIECE and part.start() > last:
                    yield (last := part.start())
