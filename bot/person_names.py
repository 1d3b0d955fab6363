"""Names of people, where a message says that they are names: 'my name is', 'I'm', 'Dr', 'my son'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from bot.finding import Finding
from bot.given_names import GIVEN_NAMES, NOT_NAMES, ORDINARY_TOO
from bot.spacy_english import spacy_english

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Token

MOST_WORDS = 4
MARK = "name"
_Patterns = list[list[dict[str, object]]]

_IS = ["is", "'s", "\u2019s", "was", ":", "=", "are", "s"]
_TITLES = ["dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "prof", "prof."]
_LONG_TITLES = ["doctor", "professor", "nurse", "surgeon", "consultant", "matron", "physiotherapist"]
_RELATIONS = """
    husband wife son daughter mother father mum mom mam dad brother sister friend aunt auntie uncle grandma
    grandmother grandad grandfather grandpa nan gran partner neighbor neighbour cousin niece nephew fiance
    physio carer caregiver aide therapist
    """.split()
_CLOSINGS = ["regards", "sincerely", "thanks", "cheers", "wishes", "truly", "faithfully", "love", "you"]
_PARTICLES = frozenset("van von der den de la da di del al el bin ibn ben st st. mac".split())
_VERBS = frozenset(
    """
    said says told tells thinks thought wants wanted did does is was has had will would can could gave asked
    recommended recommends suggested suggests mentioned offered ordered prescribed referred sent saw
    performed operated explained advised put
    """.split()
)
_BEFORE_A_DOCTOR = frozenset("by with from see saw seeing under to is was".split())
_ONLY_NAMES = GIVEN_NAMES - {"will"}
_NO_NAME_ENDS = tuple("ing ed ly ic ive al ous ish ese ful less able ant ent ian ean".split())
"""How an ordinary word after 'I am' ends: 'Diabetic', 'Irish', 'Pregnant'."""
_CALLED: list[dict[str, object]] = [
    {"LOWER": {"IN": ["i", "we"]}},
    {"LOWER": {"IN": ["am", "'m", "\u2019m"]}},
]

_FIRM: _Patterns = [
    [
        {"LOWER": {"IN": ["my", "her", "his", "patient", "patients", "full", "first", "last", "family"]}},
        {"LOWER": {"IN": ["full", "first", "last", "'s", "\u2019s", "real", "maiden", "family"]}, "OP": "?"},
        {"LOWER": {"IN": ["name", "surname", "nmae", "naem", "anme", "nam"]}},
        {"LOWER": {"IN": _IS}},
    ],
    [
        {"LOWER": {"IN": ["'s", "\u2019s"]}},
        {"LOWER": {"IN": ["full", "first", "last"]}, "OP": "?"},
        {"LOWER": {"IN": ["name", "surname"]}},
        {"LOWER": {"IN": _IS}},
    ],
    [{"LOWER": {"IN": ["name", "surname", "forename"]}}, {"LOWER": {"IN": [":", "="]}}],
    [{"LOWER": {"IN": ["surname", "forename"]}}, {"LOWER": "is"}],
    [{"LOWER": "mynameis"}],
    [*_CALLED, {"LOWER": "called"}],
    [{"LOWER": "they"}, {"LOWER": "call"}, {"LOWER": "me"}],
    [{"LOWER": {"IN": ["go", "goes"]}}, {"LOWER": "by"}],
]
_SOFT: _Patterns = [
    [{"LOWER": "i"}, {"LOWER": {"IN": ["am", "'m", "\u2019m"]}}],
    [{"LOWER": {"IN": ["im", "i'm", "i\u2019m", "iam"]}}],
    [{"LOWER": "i"}, {"LOWER": "m"}],
    [{"LOWER": {"IN": ["this", "it", "here"]}}, {"LOWER": {"IN": ["is", "'s", "\u2019s"]}}],
    [{"LOWER": {"IN": ["name", "patient"]}}, {"LOWER": "is", "OP": "?"}],
    [{"LOWER": {"IN": ["named", "called", "ask", "tell"]}}, {"LOWER": "for", "OP": "?"}],
    [{"LOWER": "call"}, {"LOWER": "me"}],
]
_TITLE: _Patterns = [
    [{"LOWER": {"IN": _TITLES}}, {"ORTH": ".", "OP": "?"}],
    [{"LOWER": {"IN": _LONG_TITLES}}],
]
_RELATION: _Patterns = [
    [{"LOWER": {"IN": _RELATIONS}}, {"ORTH": ",", "OP": "?"}],
    [
        {"LOWER": {"IN": _RELATIONS}},
        {"ORTH": "-", "OP": "?"},
        {"LOWER": "in"},
        {"ORTH": "-", "OP": "?"},
        {"LOWER": "law"},
    ],
]
_CLOSING: _Patterns = [
    [{"LOWER": {"IN": _CLOSINGS}}, {"IS_PUNCT": True, "OP": "?"}, {"IS_SPACE": True, "OP": "?"}],
    [
        {"LOWER": "thanks"},
        {"LOWER": {"IN": ["so", "very", "a", "again"]}},
        {"LOWER": {"IN": ["much", "lot"]}, "OP": "?"},
        {"IS_PUNCT": True, "OP": "?"},
        {"IS_SPACE": True, "OP": "?"},
    ],
]
_BEFORE: _Patterns = [[{"LOWER": {"IN": ["here", "speaking"]}}], [{"ORTH": ","}, {"LIKE_NUM": True}]]
_CUES: Mapping[str, _Patterns] = {
    "firm": _FIRM,
    "soft": _SOFT,
    "title": _TITLE,
    "relation": _RELATION,
    "closing": _CLOSING,
    "before": _BEFORE,
}
_NAME = re.compile(r"[^\W\d_]+(?:['\u2019.][^\W\d_]+)*\.?")


class PersonNames:
    """Finds names by the words that announce them; a name alone, or in passing, is not looked for."""

    def __init__(self) -> None:
        self._made = _cues_of(spacy_english())

    def find(self, text: str) -> Iterator[Finding]:
        """The names, as they stand in the text."""
        nlp, cues = self._current()
        doc = nlp.make_doc(text)
        reader = _Reader(doc)
        for key, start, end in cues(doc):
            kind = nlp.vocab.strings[key]
            length = _READERS[kind](reader, start, end)
            if length:
                first = start - length if kind == "before" else end
                last = doc[first + length - 1]
                yield Finding(doc[first].idx, last.idx + len(last.text.rstrip(".,")), MARK)

    def _current(self) -> tuple[Language, Matcher]:
        nlp = spacy_english()
        made = self._made
        if made[0] is not nlp:
            made = self._made = _cues_of(nlp)
        return made


def _cues_of(nlp: Language) -> tuple[Language, Matcher]:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for kind, patterns in _CUES.items():
        matcher.add(kind, patterns, greedy="LONGEST")
    return nlp, matcher


class _Reader:
    """Says how many words after a cue are a name."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._said = len(doc.text.rstrip(" .!\n"))
        words = [token for token in doc if token.is_alpha]
        raised = sum(token.text[0].isupper() for token in words)
        # In a headline or a shout a capital says nothing.
        self._capitals_tell = len(words) < 4 or raised < 0.6 * len(words)

    def firm(self, _: int, end: int) -> int:
        """After 'my name is' every word is a name until one that cannot be."""
        return self._run(end, self._may_be_name)

    def soft(self, start: int, end: int) -> int:
        """After 'I'm': a given name, or two words with capitals that are no ordinary words."""
        first = self._token(end)
        if first is None or not self._may_be_name(first):
            return 0
        length = self._run(end, self._is_raised)
        if self._capitals_tell and length >= 2 and not _is_participle(first):
            return length
        if first.lower_ not in GIVEN_NAMES:
            return int(self._is_new_name(start, first, self._token(end + 1)))
        if self._is_raised(first):
            doubtful = length == 1 and first.lower_ in ORDINARY_TOO and not self._ends(self._token(end + 1))
            return 0 if doubtful else length
        return self._lower(end)

    def title(self, start: int, end: int) -> int:
        """After 'Dr': words with capitals; or one without, where the words around make it a person."""
        title, first = self._doc[start], self._token(end)
        if first is not None and first.lower_ in _PARTICLES and self._next_is(end + 1, self._is_raised):
            return 1 + self.title(start, end + 1)
        if first is None or not self._may_be_name(first) or _is_operation(first):
            return 0
        if self._is_raised(first) and not title.text.isupper() and first.text != first.text[0]:
            return max(1, self._run(end, self._is_raised))
        if (
            title.lower_.rstrip(".") not in ("dr", "mr", "mrs", "doctor", "prof", "professor")
            or len(first) < 3
        ):
            return 0
        after, before = self._token(end + 1), self._token(start - 1)
        acts = after is not None and after.lower_ in _VERBS
        met = before is not None and before.lower_ in _BEFORE_A_DOCTOR
        return int(acts or (met and not first.lower_.endswith(_NO_NAME_ENDS)))

    def relation(self, _: int, end: int) -> int:
        """After 'my husband': a given name with a capital, and the surname after it."""
        first = self._token(end)
        if first is None or first.lower_ not in GIVEN_NAMES or not self._is_raised(first):
            return 0
        length = self._run(end, self._is_raised)
        doubtful = length == 1 and first.lower_ in ORDINARY_TOO and not self._ends(self._token(end + 1))
        return 0 if doubtful else length

    def closing(self, start: int, end: int) -> int:
        """After 'Regards,' at the end of a letter: one to three words with capitals."""
        length = self._run(end, self._is_raised)
        first, after = self._token(end), self._token(end + length)
        # A letter that says thanks a thousand times is not read to its end for each.
        goes_on = after is not None and after.idx < self._said
        if not length or goes_on or first is None:
            return 0
        formal = self._doc[start].lower_ not in ("thanks", "cheers", "love", "you")
        return length if formal or first.lower_ in GIVEN_NAMES else 0

    def before(self, start: int, _: int) -> int:
        """Before 'here', 'speaking' or an age, at the start of a sentence: a given name, and the surname after it."""
        first = start
        while first > 0 and start - first < MOST_WORDS and self._is_raised(self._doc[first - 1]):
            first -= 1
        begins = first == 0 or self._doc[first - 1].is_punct or self._doc[first - 1].is_space
        return start - first if begins and self._doc[first].lower_ in GIVEN_NAMES else 0

    def _is_new_name(self, start: int, word: Token, after: Token | None) -> bool:
        """After 'I'm' alone: a capital in the midst of small letters, on a word with no ordinary ending."""
        ordinary = word.lower_.endswith(_NO_NAME_ENDS) or not self._capitals_tell
        raised = self._is_raised(word) and word.text.istitle() and len(word) > 2
        return self._says_i(start) and raised and not ordinary and self._ends(after)

    def _says_i(self, start: int) -> bool:
        return self._doc[start].lower_ in ("i", "im", "i'm", "i\u2019m", "iam")

    @staticmethod
    def _ends(after: Token | None) -> bool:
        """Whether a name may be over where this token follows."""
        return after is None or after.text in (",", ".", "!") or after.lower_ in ("and", "from")

    def _lower(self, end: int) -> int:
        """A name without capitals: a given name that is no other word, and perhaps a surname."""
        first, after = self._doc[end], self._token(end + 1)
        if first.lower_ in ORDINARY_TOO:
            return 0
        if after is None or not self._may_be_name(after) or _is_participle(after):
            return 1
        following = self._token(end + 2)
        return 2 if following is None or following.is_punct or following.lower_ in NOT_NAMES else 1

    def _run(self, start: int, accepts: Callable[[Token], bool]) -> int:
        """How many tokens from `start` make up one name."""
        length = words = 0
        while words < MOST_WORDS and (token := self._token(start + length)) is not None:
            if _joins(token) and length and self._token(start + length + 1) is not None:
                length += 1
                continue
            particle = token.lower_ in _PARTICLES and length and self._next_is(start + length + 1, accepts)
            if not particle and not accepts(token):
                break
            length += 1
            words += not particle
        while length and _joins(self._doc[start + length - 1]):
            length -= 1
        return length

    def _next_is(self, position: int, accepts: Callable[[Token], bool]) -> bool:
        token = self._token(position)
        return token is not None and (accepts(token) or token.lower_ in _PARTICLES)

    def _token(self, position: int) -> Token | None:
        return self._doc[position] if 0 <= position < len(self._doc) else None

    def _may_be_name(self, token: Token) -> bool:
        if not _NAME.fullmatch(token.text) or _is_operation(token):
            return False
        return token.lower_ in _ONLY_NAMES or token.lower_.rstrip(".") not in NOT_NAMES

    def _is_raised(self, token: Token) -> bool:
        return token.text[0].isupper() and self._may_be_name(token) and (len(token) > 1 or token.text != "I")


_READERS: Mapping[str, Callable[[_Reader, int, int], int]] = {
    "firm": _Reader.firm,
    "soft": _Reader.soft,
    "title": _Reader.title,
    "relation": _Reader.relation,
    "closing": _Reader.closing,
    "before": _Reader.before,
}


def _joins(token: Token) -> bool:
    """A hyphen or an apostrophe within a name: 'Anne-Marie', 'O'Brien'."""
    return token.text in ("-", "'", "\u2019") and not token.whitespace_


def _is_participle(token: Token) -> bool:
    """'Having', 'Worried': the words that follow 'I am' most."""
    return token.lower_.endswith(("ing", "ed", "ly")) and token.lower_ not in GIVEN_NAMES


def _is_operation(token: Token) -> bool:
    return token.lower_.rstrip(".").endswith(
        ("plasty", "plastie", "tomy", "ectomy", "scopy", "osis", "itis", "gram")
    )
