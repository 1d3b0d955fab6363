"""Meanwhile: a patient who waits for a person wants to ask the bot until then, and says so in words."""

from __future__ import annotations

import re

from bot.questions import is_question

_MEANWHILE = (
    r"(?:while\s+(?:i['\u2019]?m|i\s+am|we['\u2019]?re|we\s+are)\s+(?:waiting|(?:(?:just\s+)?(?:sat|sitting|stuck)\s+)?(?:here|on\s+here))|while\s+(?:(?:i|we)\s+wait|waiting)"
    r"|meanwhile|in\s+the\s+mean\s?time"
    r"|(?:until|till)\s+(?:then|(?:they|someone|somebody)\s+(?:comes?|answers?|writes?))"
    r"|(?:since|as|while|seeing\s+as)\s+(?:you['\u2019]?re|you\s+are|your|ur)\s+(?:still\s+)?here)"
)
"""Nobody but the bot is here yet."""
_LEAD = re.compile(rf"\W*(?:(?:and|but|ok(?:ay)?|so|well)\W+)*{_MEANWHILE}\b[\s,:;.-]*", re.IGNORECASE)
_TAIL = re.compile(rf"[\s,:;.-](?<!\bdo )(?<!\btake ){_MEANWHILE}(?:\W+please)?\W*", re.IGNORECASE)
"""Not 'what should I do while I wait': that is what the question is about."""
_MAY_I = (
    r"\W*(?:(?:and|but|ok(?:ay)?|so|well|please|thanks?|thank you|then|yes)\W+)*"
    r"(?:(?:can|could|may)\s+(?:i|we)|(?:i|we)(?:['\u2019]?d|\s+would)?\s+(?:like|want)\s+to|i['\u2019]?ll"
    r"|is\s+it\s+ok(?:ay)?\s+(?:if\s+i|to)|am\s+i\s+(?:able|allowed)\s+to)"
    r"(?:\s+(?:still|just|also|keep|keep\s+on|carry\s+on|go\s+on|continue))*"
)
_THINGS = (
    r"(?:\s+(?:a|an|any|some|few|more|other|another|things?|stuff|something|anything|questions?|bits?))*"
)
_YOU = r"(?:you|the\s+(?:bot|assistant|chat\s?bot))"
_WISH = re.compile(
    rf"{_MAY_I}\s+(?:ask(?:ing)?(?:\s+{_YOU}{_THINGS}(?:\W+{_MEANWHILE})?|{_THINGS}\W+{_MEANWHILE})"
    rf"|(?:us(?:e|ing)|(?:talk|chat)(?:ing)?\s+(?:to|with))\s+{_YOU}\W+{_MEANWHILE})(?:\W+please)?\W*",
    re.IGNORECASE,
)
_AS_LABELLED = re.compile(
    rf"\W*(?:(?:yes|ok(?:ay)?|please)\W+)*ask\s+{_YOU}\s+{_MEANWHILE}(?:\W+please)?\W*", re.IGNORECASE
)
_AGREES = r"(?:yes|yeah|yep|yea|yup|aye|sure|ok(?:ay)?|oh|all\s?right|please|pls|well)"
_LET_IT = (
    r"(?:(?:please\s+)?do|i\s+would(?:\s+like\s+(?:that|to))?|go\s+(?:on|ahead|for\s+it)|carry\s+on|have\s+a\s+(?:go|try)"
    r"|(?:(?:you\s+can|(?:can|could|would)\s+you|let['\u2019]?s)\s+)?(?:try|answer)(?:\s+(?:it|that|to(?:\s+answer)?(?:\s+it)?))?)"
)
_YES = re.compile(
    rf"\W*(?:(?:ok(?:ay)?|oh)\W+)*(?:yes|yeah|yep|yea|yup|aye|sure|please|(?:{_AGREES}\W+)*{_LET_IT})"
    r"(?:\W+(?:please|pls|ok(?:ay)?|do|then|thanks?|thank\s+you|now|it))*\W*",
    re.IGNORECASE,
)

MOST_CHARACTERS = 300
"""A wish and nothing else takes no more; through a page of 'ok, ok' each would be gone from."""


def wants_to_go_on(text: str, *, was_offered: bool) -> bool:
    """Whether a patient who waits wants to ask the bot, and asks nothing yet: 'can I ask you things while I wait'.

    Right after it `was_offered`, 'yes please' says so too.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    is_yes = was_offered and _YES.fullmatch(text)
    return bool(is_yes or _WISH.fullmatch(text) or _AS_LABELLED.fullmatch(text))


def asked_meanwhile(text: str) -> str | None:
    """What a patient who waits asks the bot until then: 'While I'm waiting, | when can I drive?'; else None."""
    lead = _LEAD.match(text)
    tail = None if lead else next((each for each in _TAIL.finditer(text) if each.end() == len(text)), None)
    question = text[lead.end() :] if lead else text[: tail.start()].rstrip(" ,:;.-\n") if tail else ""
    return question if is_question(question) or question.rstrip().endswith("?") else None
