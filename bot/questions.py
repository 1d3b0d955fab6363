"""Questions: the parts of a message that ask something, so that each gets its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.run_on import unmarked_sentences
from bot.spacy_english import spacy_english

Span = tuple[int, int]
"""Where a piece of the text begins and ends."""

ASKING_WORDS = "how what whats what's when where who why which"
TURNED_VERBS = "will would can could shall should may might must do does did is am are was were has have had"
STARTERS = frozenset(f"{ASKING_WORDS} {TURNED_VERBS} anyone".split()) - {"had"}
"""'Had it done on Monday' tells; nobody writes 'had I known'."""
MIN_WORDS = 3
"""A shorter piece ('and when?') is not a question of its own."""
MAX_ITEM_WORDS = 4
"""A longer piece of an enumeration ('risks, time in hospital, cost') is no bare noun."""
MAX_LISTED_WORDS = 8
"""An item with a number before it may have more words: 'how to sit on the floor and do the washing'."""
MAX_VERB_WORDS = 7
"""A verb may bring along what it is done to: 'go back to nights at the warehouse'."""
MAX_TOPIC_WORDS = 2
"""Pieces as short as this ask without any mark: 'driving, flying, work'."""

_TELLING = frozenset(
    "i im my no not none all had he she we sorry ok okay yes thanks thank mum mom dad good".split()
)
"""Words that begin what is told, and no topic."""
_SHORT = frozenset({"how", "what", "which"})
"""Two words that begin like this are a question: 'how long', 'what risks'."""
_PLACES = r"(?:first|second|third|fourth|next|last|final)(?:ly)?|and"
"""'First, how long does it take, second will she be awake, and third can she go home.'"""
_LEADS = rf"also|but|so|or|then|plus|ok|okay|please|hi|hello|hey|btw|by the way|{_PLACES}"
_LEADING = re.compile(rf"^\W*((?:{_LEADS})\b\W*)+")
_ASKING = re.compile(
    r"\b(i (just )?(want|need|would like|wanted|like)( to)? (know|ask|hear)|"
    r"(i|we)('d| would|'ll| will)? (also |just |really |rather |still )*(like|want|need|prefer) to (talk|speak|chat)|"
    r"(be )?(grateful|glad|good|nice|useful|helpful|interested) to (know|hear|learn)|"
    r"(let me|please|kindly) (know|tell me|advise)|"
    r"wonder(ing|ed)? (if|whether|what|how|when|about)|(can|could) you (tell|explain)|tell (me|us)|"
    r"any (idea|advice|experience)|(call|ring|phone) (me|us)|put (me|us) through|"
    r"(i|we|id)('d| would)? (like|want|need) (a |an |the )?(call ?back|call|nurse|doctor|person|human)|"
    r"(talk|speak|chat) (to|with) (a|an|the|some|any|someone|somebody)|get me (a|an|the|someone|somebody))\b",
    re.IGNORECASE,
)
_STARTS = "|".join(sorted(map(re.escape, STARTERS)))
_DOING = r"have (?:an?|my|some|sex)\b"
"""'... and have a bath' goes on, and begins no question."""
_JOINT = re.compile(
    r"(?:,|;|&|\+|\b(?:and|also|or|plus|but)\b)\s+(?:(?:first|before that|meanwhile|until then|in the meantime),? "
    r"(?:please |just |quickly )?(?:(?:can|could) you )?(?:just )?tell me )?"
    rf"(?=(?:(?:also|then|please|{_PLACES}),? |(?:can you )?tell me ){{0,3}}(?!{_DOING})(?:{_STARTS})\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(rf"[,;:-]\s+(?=(?:(?:so|but|{_PLACES}),? ){{0,3}}(?:{_STARTS})\b)", re.IGNORECASE)
_INDIRECT = re.compile(r"(?:,|;|\band\b|\bor\b)\s+(?:and )?(?=(?:if|whether)\b)", re.IGNORECASE)
"""'... and if I can drive': a question after 'I want to know', a condition anywhere else."""
_VERBS = "|".join(TURNED_VERBS.split())
_RUN_ON = re.compile(
    r"(?<=\s)(?=(?!when\s(?:i|it|he|she|we|they|you|this|that|all)\b)"
    rf"(?:how|what|when|where|why|who|which)(?:\s\w+)?\s(?:{_VERBS})\b|"
    r"(?:will|can|could|should|may|do|does|is|are)\s(?:i|it|he|she|we|they|there)\b)",
    re.IGNORECASE,
)
"""Where a second question may begin without any mark: its verb stands before its subject."""
_OPEN_END = re.compile(
    rf"\b(?:(?:how|what|when|where|why|who|which)(?:\s(?!(?:{_VERBS})\b)\w+){{0,4}}|"
    r"(?:if|whether|that|than|and|or)(?:\s\w+){0,2}|"
    r"tell (?:me|us)|know|say|explain|sure|understand|idea|ask|see)\W*$",
    re.IGNORECASE,
)
"""What still needs its other half: 'how long | will it take', 'can you tell me | what is it'."""
_NO_VERB_YET = re.compile(
    rf"\W*(?:(?:{_LEADS})\W+)*(?:how|what|when|where|why|who|which)\b(?!['\u2019]s\b)(?!.*\b(?:{_VERBS})\b)",
    re.IGNORECASE | re.DOTALL,
)
"""A question whose verb is still to come: 'how soon after a fusion with screws | can I swim'."""
_HALF = re.compile(r"(?:if|whether) (?:i|it|he|she|we|they|there|you)\b", re.IGNORECASE)
"""The second of two things someone wants to know."""
_JOINED = re.compile(r"(?:[,;]|\b(?:and|or))\s+$", re.IGNORECASE)
_BARE = re.compile(
    rf"\W*(?:(?:the|any|about) )?(?!(?:{_STARTS}|{_LEADS}|i|we|he|she|they|you|it|my|thanks?)\b)[a-z-]+(?: [a-z-]+)?,? "
    rf"(?:and|also|plus|&) (?=(?:also |then )?(?:{_STARTS})\b)",
    re.IGNORECASE,
)
"""A noun or two before a question: 'risks and am I too old'."""
_LINE_END = re.compile("\n")
_HINTS_AT_ONE = re.compile(
    r"\?|\bwhether\b|\bhow (?:many|much|long|soon|often) (?!it hurts\b)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!;\n]+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
ONE_SENTENCE = re.compile(r"[^\W\d_](?:[\w ,']*[\w'])?[.!?]?")
"""A plain line with no mark but at its end, as most messages are: spaCy would find one sentence in it, only later."""
_ITEM_MARK = re.compile(r"(?<!\S)\(?(?:[1-9][.)]|[a-f]\)|[-*\u2022])(?=\s|$)")
_DEEDS = (
    "drive swim fly walk run lift bend garden golf shower bathe cook cycle work sleep travel gym dance hoover vacuum"
    " iron jog"
).split()
_AFTER_DEED = "|".join(rf"(?<=\b{deed})" for deed in _DEEDS)
_BETWEEN_ITEMS = re.compile(
    r"\s*(?:[,;/&+]|\band\b)+\s*(?:(?:and|also)\s+)?"
    rf"|(?:{_AFTER_DEED})\s(?=(?:{'|'.join(_DEEDS)})\b)",
    re.IGNORECASE,
)
"""Who types on a phone leaves out the commas: 'can I drive swim and lift'."""
_SHARED_LEAD = re.compile(
    rf"\W*(?:(?:{_LEADS})\W+)*(?:(?:when|how soon|how long (?:before|until|till)|is it ok(?:ay)? (?:if|for)) )?"
    r"(?:can |could |may |should |will |do |am |is )?"
    r"(?:i|he|she|we|they|(?:my )?(?:mum|mom|dad|mother|father|wife|husband)) "
    r"(?:can |could |may |allowed to |be able to |be allowed to |able to |have to |need to )*",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(r"\b(?:i|he|she|we|they|you|it|that|this|because|but|if|so|when)\b", re.IGNORECASE)
_COMPARING = re.compile(r"\b(differ\w*|between|versus|vs|better|compar\w*|both)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\s*(?:(?:hi|hello|and|so|ok|please)\W+)*(?:what (?:are|is|about)|what's|how about|tell (?:me|us) about|"
    r"(?:i|we) (?:want|need|would like) to know(?: about)?|(?:(?:my|some|a few|three|two) )?questions?(?: about)?|"
    r"info(?:rmation)?(?: on| about)?)[:\s]",
    re.IGNORECASE,
)


class QuestionSplitter:
    """Finds the questions in a message, by its lines and sentences and by what joins two of them."""

    def __init__(self) -> None:
        # Made now: the first patient must not wait for it.
        spacy_english()

    def split(self, text: str) -> list[Span]:
        """The spans of the questions in `text`, in order; empty when the whole text is one piece."""
        sentences = list(self._sentences(text))
        items = [
            item for sentence in sentences for item in _items(text, *sentence, alone=len(sentences) == 1)
        ]
        if items:
            return items
        pieces = [piece for sentence in sentences for piece in _after_statement(text, *sentence)]
        if len(pieces) < 2:
            return []
        listed = len(_ITEM_MARK.findall(text)) > 1
        return [
            span
            for span in pieces
            if _asks(text, *span)
            or _is_bare(text, *span)
            or (listed and _is_item(text[slice(*span)], MAX_LISTED_WORDS))
        ]

    def split_shared(self, text: str, span: Span | None = None) -> list[tuple[Span, Span]]:
        """What several questions begin with and how each goes on: 'when can I | drive', 'when can I | go to work'.

        They are looked for in a `span` of the text, or in all of it.
        """
        start, stop = span or (0, len(text))
        lead = _SHARED_LEAD.match(text, start, stop)
        if not lead:
            return []
        ends = list(_between(_BETWEEN_ITEMS, text, lead.end(), stop))
        are_verbs = all(
            _is_item(text[slice(*end)], MAX_VERB_WORDS) and not _NEW_SUBJECT.search(text, *end)
            for end in ends
        )
        return [(lead.span(), end) for end in ends] if len(ends) > 1 and are_verbs else []

    def _sentences(self, text: str) -> Iterator[Span]:
        for line_start, line_end in _between(_LINE_END, text, 0, len(text)):
            if ONE_SENTENCE.fullmatch(text, line_start, line_end):
                line = text[line_start:line_end]
                yield from ((line_start + start, line_start + end) for start, end in unmarked_sentences(line))
                continue
            for sentence in spacy_english()(text[line_start:line_end]).sents:
                start, end = line_start + sentence.start_char, line_start + sentence.end_char
                yield from _between(_ITEM_MARK, text, start, end)


def is_question(text: str) -> bool:
    """Whether this piece of a message asks something."""
    words = _LEADING.sub("", text.lower()).split()
    if len(words) < MIN_WORDS:
        return len(words) == MIN_WORDS - 1 and words[0] in _SHORT
    return text.rstrip().endswith("?") or words[0] in STARTERS or bool(_ASKING.search(text))


def statements(text: str) -> str:
    """What a message tells, without what it asks: 'the pain is higher up now' of '... and can I take ibuprofen?'"""
    return " ".join(filter(None, map(_told, _SENTENCE.split(text))))


def _told(sentence: str) -> str:
    if is_question(sentence):
        return ""
    joints = (joint for joint in _JOINT.finditer(sentence) if is_question(sentence[joint.end() :]))
    first = next(joints, None)
    return sentence[: first.start()].rstrip() if first else sentence


def asks_nothing(text: str) -> bool:
    """Whether no sentence of a message asks anything: 'My mother is having it on Monday. She is 84.'"""
    hints = _HINTS_AT_ONE.search(text) or _RUN_ON.search(text) or _COMMA.search(text)
    return not hints and not any(map(is_question, _SENTENCE_END.split(text)))


def _asks(text: str, start: int, end: int) -> bool:
    """Whether a piece beside others asks something: there, 'price?' and 'and if I can drive' do too."""
    piece = text[start:end]
    if _HALF.match(piece):
        return piece.rstrip().endswith("?") or bool(_JOINED.search(text[:start]))
    return is_question(piece) or (piece.rstrip().endswith("?") and _is_item(piece))


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a piece is a noun that a question joined to it makes one as well."""
    found = _BARE.match(text, start)
    return found is not None and found.end() == end


def _after_statement(text: str, start: int, end: int) -> list[Span]:
    """The clauses of a sentence; what is told before two questions is none: 'I go on Friday, can I eat and drive?'"""
    clauses = _clauses(text, start, end)
    joint = _COMMA.search(text, start, end) if len(clauses) == 1 else None
    rest = _clauses(text, joint.end(), end) if joint else []
    return [(start, rest[0][0]), *rest] if len(rest) > 1 else clauses


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """One sentence cut where a second question begins; too short a piece stays with its neighbour."""
    joints = [*_JOINT.finditer(text, start, end), *_RUN_ON.finditer(text, start, end)]
    if _ASKING.search(text, start, end):
        joints += _INDIRECT.finditer(text, start, end)
    cuts = [start]
    for joint in sorted(joints, key=re.Match.end):
        before = text[cuts[-1] : joint.start()]
        unmarked = joint.start() == joint.end()
        if joint.end() == cuts[-1] or (unmarked and (_OPEN_END.search(before) or _NO_VERB_YET.match(before))):
            continue
        asks = _asks(text, cuts[-1], joint.start()) or _is_bare(text, cuts[-1], joint.end())
        if asks and _is_long_enough(text[joint.end() : end]):
            cuts.append(joint.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _is_long_enough(text: str) -> bool:
    words = text.split()
    return len(words) >= MIN_WORDS or (len(words) == MIN_WORDS - 1 and words[0].lower() in _SHORT)


def _items(text: str, start: int, end: int, alone: bool) -> list[Span]:
    """The nouns of a sentence that only enumerates what is wanted: 'the risks, recovery and cost?'"""
    lead = _ABOUT.match(text, start, end)
    if _COMPARING.search(text, start, end) or not (lead or alone):
        return []
    items = list(_between(_BETWEEN_ITEMS, text, lead.end() if lead else start, end))
    is_asked = lead or text[start:end].rstrip().endswith("?")
    fits = _is_item if is_asked else _is_topic
    return items if len(items) > 1 and all(fits(text[slice(*item)]) for item in items) else []


def _is_item(text: str, most: int = MAX_ITEM_WORDS) -> bool:
    item = _LEADING.sub("", text.lower()).strip(" ?.!")
    words = item.split()
    return 0 < len(words) <= most and (words[0] not in STARTERS or re.match(_DOING, item) is not None)


def _is_topic(text: str) -> bool:
    words = text.lower().split()
    return _is_item(text) and len(words) <= MAX_TOPIC_WORDS and words[0] not in _TELLING


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    """The pieces of a span between the marks in it, without those that hold no word."""
    position = start
    for found in [*mark.finditer(text, start, end), None]:
        stop = found.start() if found else end
        if re.search(r"\w", text[position:stop]):
            yield position, stop
        position = found.end() if found else end
