"""Worry behind: what is asked behind a danger and takes nothing from it: 'mum can't breathe, will it pass?'

The same words before a symptom ask about it in general ('will it make me breathless?'), so they calm a rule. Behind
what somebody has, they do not.
"""

from __future__ import annotations

import re

_IT = r"(?:it|this|that|these|they)"
_ONE = r"(?:i|we|he|she)"
_GOES = (
    r"(?:pass(?: off)?|go(?: away| off| down)?|stop|get better|wear off|ease(?: off)?|settle(?: down)?|clear(?: up)?"
    r"|improve|heal|last|come back|be (?:ok|okay|fine|all ?right|gone))"
)
_ITSELF = (
    r"(?: (?:by itself|on (?:its|their) own|soon|again|eventually|at all|with time|in time|overnight|away"
    r"|for long|tomorrow))*"
)
_UNTIL = r"(?:(?: (?:till|until|to|for|a|the|my|it|with|next|in|an?|on|over)| \w+){0,5})"
_CALL = r"(?:call|ring|phone|contact|tell|speak to|talk to|see|go to|ask|turn to|go|do|come in)"
_WORRY = (
    rf"(?:when |how long )?(?:will|would|does|do|should|could|can|might|is|are) {_IT} (?:just |ever |going to )?"
    rf"{_GOES}{_ITSELF}"
    rf"|(?:how long|when) (?:will|does|do|until|till|before) {_IT} {_GOES}{_ITSELF}"
    rf"|(?:can|could|should|shall|may|will|would|must) (?:{_IT}|{_ONE}) (?:just |safely |not )*"
    rf"(?:wait|hold on|leave it){_UNTIL}"
    rf"|is it (?:ok|okay|fine|safe|all ?right) (?:to wait|if {_ONE} waits?|to leave it){_UNTIL}"
    rf"|(?:what|who|whom|where) (?:do|should|shall|can|must|would|could|to|am|are)(?: {_ONE})?"
    rf"(?: (?:supposed|meant|to))* {_CALL}"
    r"(?: (?:now|next|then|about (?:it|that|this)|with (?:it|her|him|me)|first|please|here|today|tonight))*"
    rf"|(?:is|are|would) {_IT} (?:be )?(?:just |only )?(?:an? |one of the |part of the )?(?:known |common |possible )?"
    r"(?:risks?|side[- ]?effects?)"
    r"(?: (?:you|they|he|she) (?:mentioned|said|named|meant|told (?:me|us))(?: of| about)?| of it| then| though"
    r"| for it)*"
    rf"|(?:do|should|shall|must|need|ought) {_ONE} (?:(?:need|have|better|to) )*(?:worry|be worried|{_CALL}){_UNTIL}"
)
_BETTER = (
    r"(?:but|though|although|tho)? ?(?:(?:it|this|that|he|she|i)(?:['\u2019]?s|['\u2019]?m| is| am| feels?)? )?"
    r"(?:(?:feels?|feeling|getting|got) )?(?:a (?:wee |tiny )?(?:bit|little)|slightly|somewhat|bit) better"
    r"(?: (?:now|again|today|since|already))*"
)
_LIKE_BEFORE = (
    r"(?:just |exactly )?(?:like|as) (?:(?:he|she|i|it|we) )?(?:(?:had|did|was) )?(?:(?:it|that) )?"
    r"last (?:year|time|month|week|winter|summer|spring|autumn)"
)
_BEHIND = re.compile(
    rf"(?<![\s,;:-])[\s,;:-]+(?:(?:and|but|so|then|please|oh|doctor|now)\s+){{0,4}}(?:{_WORRY}|{_BETTER}|{_LIKE_BEFORE})"
    r"(?:\W+(?:please|thanks|thank you|or not|do you think))*\s*(?:[?!]+|(?=[.\n])|$)",
    re.IGNORECASE,
)
SENTENCE_ENDS = ".?!\n"
_SOMEBODY = re.compile(
    r"\b(?:i|i['\u2019]?(?:m|ve|d)|ive|my|me|he|she|his|her|hers|we|our|they|them"
    r"|mum|mom|mam|dad|mother|father|wife|husband|nan|gran|grandma|grandad|partner|son|daughter|sister|brother)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:(?:hello|hi|hey|please|sorry|and|but|so|well|ok|okay|doctor|nurse)\W+)*"
    r"(?:can|could|will|would|is|are|was|do|does|did|has|have|what|how|when|why|which|who|whom|where|if|should|shall|may"
    r"|might|say|suppose|supposing|imagine|after|once|in case|before|until)\b",
    re.IGNORECASE,
)
"""What begins so is asked or supposed itself: 'if my leg goes numb, who do I call'."""


def without_worry(text: str) -> str | None:
    """The text without what is asked behind something that somebody has; None where nothing is."""
    kept, end = [], 0
    for found in _BEHIND.finditer(text):
        begun = 1 + max(text.rfind(mark, 0, found.start()) for mark in SENTENCE_ENDS)
        told = text[begun : found.start()]
        if _SOMEBODY.search(told) and not _ASKS.match(told):
            kept.append(text[end : found.start()])
            end = found.end()
    return "".join([*kept, text[end:]]) if kept else None
