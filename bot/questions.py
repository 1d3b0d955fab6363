"""Questions: the parts of a message that ask something, so that each gets its answer."""

from __future__ import annotations

import re

import spacy
from spacy.language import Language

STARTERS = frozenset(
    """
    how what whats what's when where who why which will would can could should shall may might must
    do does did is are am was were has have had anyone
    """.split()
)
MIN_WORDS = 3
"""A shorter piece ('and when?') is not a question of its own."""

_LEADING = re.compile(r"^\W*((and|also|but|so|or|then|plus|ok|okay|please|hi|hello)\b\W*)+")
_ASKING = re.compile(
    r"\b(i (just )?(want|need|would like|wanted)( to)? (know|ask)|wonder(ing|ed)? (if|whether|what|how|when|about)|"
    r"(can|could) you (tell|explain)|tell me|any (idea|advice|experience))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    rf"(?:,|;|&|\band\b|\balso\b|\bor\b)\s+(?=(?:also |then )?(?:{'|'.join(STARTERS)})\b)", re.IGNORECASE
)


class QuestionSplitter:
    """Finds the questions in a message, by its sentences and by the words that join two of them."""

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp or spacy.blank("en")
        if "sentencizer" not in self._nlp.pipe_names:
            self._nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "\n"]})

    def split(self, text: str) -> list[tuple[int, int]]:
        """The spans of the questions in `text`, in order; empty when the whole text is one piece."""
        pieces = [piece for start, end in self._sentences(text) for piece in _clauses(text, start, end)]
        if len(pieces) < 2:
            return []
        return [(start, end) for start, end in pieces if is_question(text[start:end])]

    def _sentences(self, text: str) -> list[tuple[int, int]]:
        return [(sentence.start_char, sentence.end_char) for sentence in self._nlp(text).sents]


def is_question(text: str) -> bool:
    """Whether this piece of a message asks something."""
    words = _LEADING.sub("", text.lower()).split()
    if len(words) < MIN_WORDS:
        return False
    return text.rstrip().endswith("?") or words[0] in STARTERS or bool(_ASKING.search(text))


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence cut where a second question begins; too short a piece stays with its neighbour."""
    cuts = [start]
    for joint in _JOINT.finditer(text, start, end):
        before, after = text[cuts[-1] : joint.start()], text[joint.end() : end]
        if min(len(before.split()), len(after.split())) >= MIN_WORDS and is_question(before):
            cuts.append(joint.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))
