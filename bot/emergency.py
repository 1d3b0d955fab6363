"""The emergency reply: what to do now, first and alone, with the numbers to call as links."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.clinic import Clinic
from bot.content import Content
from bot.moment import utc_now
from bot.red_flags import BOTH_REPLY, Level, RedFlag
from bot.replies import by_hours, fill, say
from bot.reply import Link, Reply

_NUMBER = re.compile(r"\+?\d(?:[\d ().-]*\d)?")
_NOT_DIALLED = re.compile(r"[^\d+]")


def emergency_reply(content: Content, red_flag: RedFlag) -> Reply:
    """The clinic's words for a danger; no choices that lead away from help."""
    # A text that an edit took away while this message was read must not cost the patient the reply.
    key = red_flag.reply if red_flag.reply in content.replies else f"emergency.{red_flag.level}"
    reply = say(content, by_hours(content, key), "emergency")
    return replace(reply, level=red_flag.level, links=links_in(reply.text, content.clinic))


def emergency_replies(content: Content, red_flag: RedFlag) -> list[Reply]:
    """The clinic's words for a danger, after a few in the patient's language where that is known and not English."""
    reply = emergency_reply(content, red_flag)
    language = content.languages.get(red_flag.language or "")
    if language is None:
        return [reply]
    levels: tuple[Level, ...] = (red_flag.level,)
    if red_flag.reply == BOTH_REPLY:
        levels = ("emergency_now", "crisis")
    text = "\n\n".join(fill(content, language.urgent[level]) for level in levels)
    # The few words know the clinic's number alone: the button of the one that is answered now goes before it.
    first = content.clinic.number_at(utc_now()) if red_flag.level == "same_day" else ""
    links = links_in(f"{first} {text}", content.clinic)
    return [replace(reply, text=text, links=links, language=red_flag.language), reply]


def links_in(text: str, clinic: Clinic) -> tuple[Link, ...]:
    """The clinic's and the emergency numbers that stand in a text, in the order in which they come."""
    known = (clinic.emergency_number, clinic.crisis_line, clinic.phone, clinic.out_of_hours)
    numbers = {found.group() for fact in known if (found := _NUMBER.search(fact))}
    named = [found.group() for found in _NUMBER.finditer(text) if found.group() in numbers]
    return tuple(Link(number, f"tel:{_NOT_DIALLED.sub('', number)}") for number in dict.fromkeys(named))
