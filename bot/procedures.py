"""Procedure names in a message, misspelt ones too: which procedures a patient means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content import Content
from bot.spacy_english import spacy_english

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Span

FUZZY_FROM = 10
"""Letters a word needs before a misspelling of it counts: 'vertebro' would else match 'vertebra'."""
_DETERMINER = re.compile(r"\b(the|this|that|my|your|his|her|our|their|any|another) $", re.IGNORECASE)
_INDEFINITE = re.compile(r"\ban? $", re.IGNORECASE)
"""'A kyphoplasty' is asked about as 'kyphoplasty' is: to the classifier 'a procedure' would be any at all."""
_STAND_IN = re.compile(
    r" (one|thing|procedure|operation|op|surgery|version|type|kind|method|technique|treatment)\b", re.I
)
"""What makes a description a name: 'the balloon one' is a procedure, 'the balloon' may be the balloon."""
_EITHER = re.compile(r"\s*(/|and/or)\s*(the )?", re.IGNORECASE)
"""'vertebroplasty/kyphoplasty' means either, and asks for no difference."""
_BOTH = re.compile(r"\s*(and|&)?\s*(the )?", re.IGNORECASE)
"""'the cost of vertebroplasty and kyphoplasty' asks for none, unless a word beside it compares the two; nor where what
stood between them was left out."""
_OR = re.compile(r"\s*or\s*(the )?", re.IGNORECASE)
_ANY_OF_THEM = re.compile(
    r"\b(about|after|before|during|following|for|from|of|on|with|are|can|could|did|do|does|will) (the )?$",
    re.IGNORECASE,
)
"""What stands before an 'or' that leaves nothing to choose: 'a shower after vertebroplasty or kyphoplasty'."""
_COMPARING = re.compile(
    r"\b((alike|best|better|between|cheaper|easier|either|faster|inferior|instead|least|less|longer|more|most|ones?|pros"
    r"|quicker|rather|same|separate|stronger|superior|than|two|versus|vs?|weaker|whether|which|worse|worst)\b"
    r"|advantage|choice|choos|chose|compar|contrast|decid|diff|disadvantage|distinguish|diverg|pick|prefer|recommend"
    r"|safe[rs]|similar)",
    re.IGNORECASE,
)
FUZZY_FROM_IN_PHRASE = 6
"""Fewer letters will do in a name of several words, because the others must match as well."""
LETTERS_FOR_AN_EDIT = 5
"""One edit for each five letters: 'septoplasty' is three edits from 'kyphoplasty', and another operation."""


@dataclass(frozen=True)
class Mention:
    """One place in a text that points to a procedure."""

    procedure: str
    start: int
    end: int
    """Character offsets, end exclusive."""
    is_name: bool
    """True for a name ('kypho'), False for a description ('the balloon thing')."""


class ProcedureNames:
    """Finds mentions of the procedures whose names the content files give."""

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        descriptions: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """`names` and `descriptions` map a procedure to what patients call it."""
        self._names = names
        self._descriptions = descriptions or {}
        self._made = self._matcher_of(spacy_english())

    @classmethod
    def of(cls, content: Content) -> ProcedureNames:
        """The names that the content's leaflets give."""
        leaflets = content.leaflets.items()
        return cls({k: v.names for k, v in leaflets}, {k: v.described_as for k, v in leaflets})

    def find(self, text: str) -> list[Mention]:
        """Every mention, in the order of the text; the longest wins where two overlap."""
        from spacy.tokens import Span
        from spacy.util import filter_spans

        nlp, matcher = self._current()
        doc = nlp.make_doc(text)
        spans = [Span(doc, start, end, label=label) for label, start, end in matcher(doc)]
        return [self._mention(span) for span in filter_spans(spans) if not _is_other_operation(span)]

    def _current(self) -> tuple[Language, Matcher]:
        nlp = spacy_english()
        made = self._made
        if made[0] is not nlp:
            made = self._made = self._matcher_of(nlp)
        return made

    def _matcher_of(self, nlp: Language) -> tuple[Language, Matcher]:
        from spacy.matcher import Matcher

        matcher = Matcher(nlp.vocab)
        for role, names in (("name", self._names), ("description", self._descriptions)):
            for procedure, variants in names.items():
                patterns = [_pattern(nlp, name, fuzzy=role == "name") for name in variants]
                if patterns:
                    matcher.add(f"{role}:{procedure}", patterns)
        return nlp, matcher

    @staticmethod
    def _mention(span: Span) -> Mention:
        role, _, procedure = span.label_.partition(":")
        return Mention(procedure, span.start_char, span.end_char, role == "name")


def _pattern(nlp: Language, name: str, *, fuzzy: bool) -> list[dict[str, object]]:
    words = [token.lower_ for token in nlp.make_doc(name)]
    return [{"LOWER": _fuzzy(word, len(words)) if fuzzy else word} for word in words]


def _fuzzy(word: str, words: int) -> dict[str, str] | str:
    """The word, or a pattern that also takes its misspellings; `words` is how many its name has."""
    if words > 1 and len(word) >= FUZZY_FROM_IN_PHRASE:
        return {"FUZZY2": word}
    if len(word) >= FUZZY_FROM:
        return {f"FUZZY{round(len(word) / LETTERS_FOR_AN_EDIT)}": word}
    return word


def _is_other_operation(span: Span) -> bool:
    """'balloon' in 'balloon angioplasty': a description that belongs to another operation's name."""
    following = span.doc[span.end : span.end + 1].text.lower()
    return span.label_.startswith("description") and following.endswith(("plasty", "plastie"))


def mask_names(text: str, mentions: Iterable[Mention]) -> str:
    """`text` with each procedure's name put as 'the procedure', a second one as 'the other procedure'.

    Two that are asked about in one breath are put as one. So the classifier learns what is asked, not about what,
    and a new procedure needs no training.
    """
    compares = bool(_COMPARING.search(text))
    seen: list[str] = []
    parts: list[str] = []
    position = 0
    for mention in mentions:
        stand_in = None if mention.is_name else _STAND_IN.match(text, mention.end)
        if not (mention.is_name or stand_in):
            continue
        if mention.procedure not in seen:
            seen.append(mention.procedure)
        mask = "procedure" if mention.procedure == seen[0] else "other procedure"
        before = text[position : mention.start]
        position = stand_in.end() if stand_in else mention.end
        if parts and _is_same_breath(parts[-2], before, compares):
            continue
        before = _INDEFINITE.sub("", before)
        article = "" if _DETERMINER.search(before) else "the "
        parts += [before, article + mask]
    return "".join([*parts, text[position:]])


def _is_same_breath(before: str, between: str, compares: bool) -> bool:
    """Whether two names mean any of the two, given the text before the first and that between them."""
    if _EITHER.fullmatch(between):
        return True
    if compares:
        return False
    return bool(_BOTH.fullmatch(between) or (_OR.fullmatch(between) and _ANY_OF_THEM.search(before)))
