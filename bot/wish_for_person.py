"""A wish for a person beside what is told: 'can someone ring me, my speech is coming out wrong'.

To the learned check the wish makes it a message to the front desk. What is told is looked at without it.
"""

from __future__ import annotations

import re

_PERSON = (
    r"(?:(?:an?|the|some|any|one|your|my|real|actual|live|proper|duty|member|of) ){0,4}"
    r"(?:person|human(?: being)?|nurses?|doctors?|dr|surgeon|gp|consultant|someone|somebody|some ?one|any(?:one|body)"
    r"|staff|agent|operator|receptionist|clinic)(?: else)?"
)
_ME = (
    r"(?: (?:to )?(?:me|us|my (?:\w+ )?(?:mum|mom|dad|mother|father|wife|husband|daughter|son)"
    r"(?=\W*$| back| at\b| on\b|[,.;!?]| about\b| please\b)))?"
)
"""'Can someone call my husband has collapsed' tells of him, 'can someone call my husband back' does not."""
_RING = (
    r"(?:ring|call|phone|contact|message|text|help|advise|get back|get in touch|talk|speak|come)"
    rf"(?: (?:to|with))?{_ME}(?: (?:back|over|round|out))?"
)
_MEET = r"(?:talk|speak|chat)(?: (?:to|with))?|see|get|have|get (?:hold|through)(?: (?:of|to))?|reach"
_WISH = (
    rf"(?:(?:can|could|may|might|must) (?:i|we) (?:please |just |maybe |now )*(?:{_MEET}) {_PERSON}"
    rf"(?: (?:to )?{_RING})?"
    rf"|(?:can|could|would|will) (?:you|{_PERSON}) (?:please |just |maybe |kindly )*"
    rf"(?:put (?:me|us) (?:through|on)(?: to {_PERSON})?|(?:get|have|ask|tell|send){_ME} {_PERSON}(?: (?:to )?{_RING})?"
    rf"|{_RING})"
    rf"|(?:(?:get|give|send|find|fetch|bring){_ME} {_PERSON}(?: (?:to )?{_RING})?|put me through(?: to {_PERSON})?)"
    rf"|(?:{_PERSON} (?:please |must |should |needs? to )*)?(?:call|ring|phone) (?:me|us)(?: back)?"
    rf"|(?:someone|somebody) (?:please )?(?:call|ring|phone|help)(?: (?:me|us))?(?: back)?"
    rf"|(?:i|we)(?:['\u2019]?d| would) (?:really |just )?like (?:{_PERSON} (?:to )?{_RING}|to (?:{_MEET}) {_PERSON})"
    rf"|(?:i|we) (?:really |just |do )*(?:want|need|wish) (?:to (?:{_MEET}) )?{_PERSON}(?: (?:to )?{_RING})?"
    rf"|(?:i|we)(?:['\u2019]?ll|['\u2019]?m| will| can| am| are) (?:just |still )*wait(?:ing)? (?:for|on) {_PERSON}"
    r"(?: to (?:ring|call|answer)(?: (?:me|us))?)?)"
)
_POLITE = (
    r"(?:\W+(?:please|pls|plz|thanks|thx|then|now|asap|urgently|quickly|quick|soon|today|tonight|ok(?:ay)?))*"
)
_LEADS = r"(?:\b(?:hi|hello|ok(?:ay)?|thx|thanks|thank you|please|pls|plz|so|and|then|but|well|sorry|oh|yes|no)\b\W*)*"
_JOINS = (
    r"\W*(?:\b(?:and|because|cos|coz|cause|as|since|but|so|meanwhile|in the meantime|it['\u2019]?s (?:just )?that"
    r"|about)\b\W*)*"
)
_GOES_ON = r"(?:to|with|who|that|which|for|in|on|of|from|at)"
"""Behind these it is said what the person is wanted for: 'I need someone to explain this', which tells nothing."""
_BESIDE = re.compile(
    rf"(?:^|(?<=[.?!,;:\n])|(?<= and)|(?<= so)|(?<= but))\s*{_LEADS}{_WISH}\b(?! {_GOES_ON}\b){_POLITE}{_JOINS}"
    rf"|(?:[,.;]|\band\b|\bso\b|\bbut\b|(?<=\w) )\s*{_LEADS}{_WISH}\b{_POLITE}\W*$",
    re.IGNORECASE,
)
FIRST, LAST = 400, 400
"""Characters at the beginning and at the end of a message where such a wish is looked for."""
LEAST_TOLD = 2
"""Words; less is not told."""


def without_wish(text: str) -> str | None:
    """The text without the wish for a person in front of what it tells, or behind; None where there is none."""
    head, middle, tail = text[:FIRST], text[FIRST:-LAST], text[max(FIRST, len(text) - LAST) :]
    parts = [_BESIDE.sub(" ", head), middle if len(text) > FIRST + LAST else "", _BESIDE.sub(" ", tail)]
    told = "".join(parts).strip()
    return told if told != text.strip() and len(told.split()) >= LEAST_TOLD else None
