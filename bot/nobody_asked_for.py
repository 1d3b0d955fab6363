"""Nobody asked for: people are named, and none is wanted: 'nobody can tell me', 'I have no one', 'can anyone?'"""

from __future__ import annotations

import re

_NOBODY = (
    r"(?:nobody|no[ -]?one|not (?:one|a soul|a single (?:person|doctor|nurse))|none of (?:them|you|the \w+))"
)
_STAFF = r"(?:the |my |a |any |his |her |our )?(?:doctors?|nurses?|gp|consultant|surgeon|specialist|staff|him|her|them)"
_NAMED = re.compile(
    rf"\b{_NOBODY} (?:can|could|will|would|has|have|had|ever|knows?|knew|says?|said|tells?|told|seems?|explains?"
    r"|explained|mentioned|listens?|answers?|answered|warned|gives?|gave|really|here (?:can|knows?|tells?))\b"
    rf"|\b(?:(?:there is|there's|theres|there are|got|have|has|i've|we've) {_NOBODY}|live[sd]? alone)\b"
    rf"|\b{_NOBODY} (?:else )?(?:to|at home|at my place|around)\b"
    r"|\basked (?:\w+ ){0,4}?(?:people|doctors|nurses|everyone|everybody|around)\b"
    r"|\b(?:don['\u2019]?t|do not|didn['\u2019]?t|did not|rather not|wouldn['\u2019]?t|hate to|afraid to|too \w+ to)"
    rf" (?:(?:want|like|dare|wish|have|need)(?: to)? |to )?(?:ask|asking|bother|trouble|pester|disturb|ring) {_STAFF}\b"
    r"|\b(?:can|could|does|do|did|will|may|has|have) (?:just )?any(?:one|body)(?: else)?"
    r" (?:get|gets|have|had|go|need|feel|felt|qualify|apply|ever|die|died)\b",
    re.IGNORECASE,
)

_PERSON = (
    r"(?:(?:an?|the|some|any|one|your|my|real|actual|live|proper) ){0,9}"
    r"(?:(?:person|human|nurse|doctor|surgeon|gp)(?!['\u2019]?s\b)|someone|somebody|staff)\b(?! with me\b)"
)
_WANTED = re.compile(
    r"\b(?:ring|call|phone|contact|get back to|speak|talk|chat|put (?:me|us|him|her) through|connect|reach)\b"
    rf"|\b(?:get|send|give|find) (?:me|us) {_PERSON}"
    rf"|\b(?:can|could|may) (?:i|we) (?:please )?(?:see|get|have|message|ask for) (?:please )?{_PERSON}"
    r"|(?<!if )(?<!do )(?<!whether )(?<!did )(?<!when )(?<!would )\b(?:i|we|and|so|please)(?:['\u2019]?d)? "
    rf"(?:just |really |only |still |would |do )*(?:want|need|like) (?:to (?:see|get|have|message) )?{_PERSON}"
    r"(?! (?:afterwards?|after|at home|there)\b)",
    re.IGNORECASE,
)
"""'Nobody has told me anything, please have someone ring me' does ask for one."""
_ASKED_FOR = re.compile(
    rf"\b(?:talk|speak|chat|write) (?:to|with) {_PERSON}|{_PERSON} (?:please )?(?:to )?(?:ring|call|phone|write|talk)\b"
    rf"|\b(?:ring|call|phone) me\b|\b(?:want|need|get me|give me|send me) {_PERSON}",
    re.IGNORECASE,
)
_INSTEAD = re.compile(rf"\bbut {_PERSON}", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:don['\u2019]?t|do not|rather not|wouldn['\u2019]?t|no wish to) (?:(?:really|even) )?"
    r"(?:(?:want|wish|need|like|care|have)(?: to)? |to )?(?:be (?:put through|called|rung)|talk|speak|chat)"
    r"(?: (?:to|with) (?:any\w+|any (?:one|body)|people|them|(?:an?|the|your|some) (?:person|human|nurse|doctor|staff)"
    r"|someone|somebody|a soul))?(?: (?:right )?(?:now|today|tonight|about it|anymore|any more|please|thanks?))*\W*$",
    re.IGNORECASE,
)
"""'No, I don't want to talk to anyone'; who does not want to talk to a machine wants a person."""


_NO_NEED = re.compile(
    r"\W*(?:(?:no|ok(?:ay)?|forget it|never ?mind|actually|thanks?|thank you|sorry|it['\u2019]?s fine|i)\b\W*)*"
    r"(?:don['\u2019]?t|do not|no longer) (?:(?:really|even|actually) )?(?:want|need) "
    r"(?:any ?(?:one|body)|an?y? ?(?:person|human|nurse|member of staff))"
    r"(?: (?:now|today|anymore|any more|any longer|after all|please|thanks?|thank you))*\W*",
    re.IGNORECASE,
)
"""All of a message: 'forget it I don't need a person'; beside another wish it may tell who is wanted instead."""


_ONE = r"(?:an? |the |any )?(?:person|human|nurse|someone|somebody|any ?(?:one|body)|call(?: ?back)?)"
_NO_NEED_BESIDE = re.compile(
    r"(?:^|[.,;!]) ?(?:(?:no|ok(?:ay)?|thanks?|thank you|actually|i|there is|there['\u2019]?s|please)\b\W*)*"
    r"(?:(?:don['\u2019]?t|do not|no longer) (?:want|need)"
    rf"(?: (?:to (?:talk|speak) (?:to|with)|you to (?:ring|call)))? {_ONE}"
    rf"|no need (?:for|of) {_ONE}|no {_ONE} (?:is )?(?:needed|wanted|necessary)"
    rf"|no need to (?:(?:ring|call|phone)(?: (?:me|us))?(?: back)?|(?:get|fetch|bring) {_ONE})"
    rf"|(?:don['\u2019]?t|do not) (?:put me through|pass me on|connect me)(?: to {_ONE})?"
    r"|(?:don['\u2019]?t|do not) want any(?:one|body) (?:ringing|calling|phoning|writing)(?: (?:to )?(?:me|us))?"
    r"|stop (?:offering|giving|suggesting)(?: me| us)? (?:people|humans?|persons?|staff|nurses?|a (?:person|human))"
    r"|(?:can|could) you (?:please )?not (?:connect|pass|put) me(?: (?:on|through))?|no (?:humans|people|persons)"
    r"|(?:i )?(?:prefer|would rather have) (?:the |a |talking to (?:the |a )?)?(?:bot|machine|computer|chat)"
    rf"|(?:i['\u2019]?m|i am) not asking for {_ONE}|no {_ONE}(?=[.,;!]| please| thanks?)"
    rf"|(?:(?:i['\u2019]?d|i would|would) )?rather not (?:talk|speak|chat) (?:to|with) {_ONE}"
    r"(?: if that['\u2019]?s (?:ok|all ?right))?"
    r"|(?:do not|don['\u2019]?t) (?:wish|want) to be (?:contacted|called|rung)(?: by (?:your|the) staff)?)"
    r"(?: (?:now|today|again|anymore|any more|after all|please|thanks?|thank you))*"
    r"(?=\W*[.,;!]|\W*$| (?:just|but|only|what|how|when|can|i|i['\u2019]m))",
    re.IGNORECASE,
)
"""Before or behind a question: 'I don't want a person, just tell me about the risks'."""
FEW_CHARACTERS = 200
"""Further on in a letter nobody refuses a person; each comma of a page would be begun from."""


def refuses_person(text: str) -> bool:
    """Whether a message says that nobody is to be talked to: 'no i dont want to talk to anyone'."""
    return bool(_REFUSED.search(text) or _NO_NEED.fullmatch(text)) or _refuses_beside(text)


def _refuses_beside(text: str) -> bool:
    """Whether nobody is wanted, and nobody else either: 'I don't want a call, just get me a nurse' wants one."""
    found = _NO_NEED_BESIDE.search(text, 0, FEW_CHARACTERS)
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found else ""
    return found is not None and not any(each.search(rest) for each in (_WANTED, _ASKED_FOR, _INSTEAD))


def asks_for_someone(text: str) -> bool:
    """Whether a message says that someone is to write or call: 'useless, I want to talk to a person'."""
    return bool(_ASKED_FOR.search(text)) and not refuses_person(text)


def names_people_only(text: str) -> bool:
    """Whether a message names people who did not help, are not there or not wanted, or anyone at all."""
    return refuses_person(text) or (bool(_NAMED.search(text)) and not _WANTED.search(text))
