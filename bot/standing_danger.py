"""A standing danger: what a patient was just told to get help for, and may still be writing of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.emergency import emergency_replies, links_in
from bot.red_flags import LEVELS, Level, RedFlag
from bot.replies import fill
from bot.reply import Reply
from bot.store import Message

STANDS_FOR = timedelta(minutes=30)
MESSAGES = 3
"""The patient's messages in a row without help for a danger, after which it is taken for settled."""
FEW_WORDS = 12
"""In more words than these something else may be told."""
STILL = "still there"
REASON = "Writes of a danger that was met a moment ago"

_WORSE = re.compile(
    r"\b(worse|worsen\w*|spread\w*|weaker|stronger|higher up|more and more|by the minute|unbearable)\b", re.I
)
_COURSE = re.compile(
    r"\b(getting|better|easing|same(?! day)|still|since|now|already|just|only"
    r"|a (?:little )?bit (?:better|worse|less|more)|not (?:that|so|too) bad|wait"
    r"|tomorrow|tonight|morning|later|overnight|weekend|sleep on it|see how|go(?:es)? away|wears? off|pass(?:es)?"
    r"|serious|dangerous|normal|common|bad|urgent|life|dying|pins and needles|no change"
    r"|(?:i|he|she|we|mum|dad|mom) (?:\w+ ){0,3}die|nothing (?:helps|works)"
    r"|(?:for|in|wait|another|only|last|past|about) (?:a few|\d+|two|three|one|an|half an) (?:minutes?|hours?|days?)"
    r"|sure|bother|ambulance|hospital|emergency|help (?:me|us|him|her|my|coming)"
    r"|(?:nothing|what|who) (?:\w+ )?helps?)\b|^\W*help\b"
    r"|\bwhat (?:do|should|shall|can|must) (?:i|we|she|he) do(?: now)?\W*$|\bwhat now\b|\b(?:i|we) (?:have|need) to\b"
    r"|\bis (?:that|this|it) ok\b|\bwho (?:do|should|can) (?:i|we) (?:call|ring|phone)\b",
    re.IGNORECASE,
)
"""Words of how it goes on, of how bad it is, and of whether it can wait."""
_SETTLED = re.compile(
    r"\b(thanks?|thank you|calling|called|rang|rung|phoned|on (?:the|my|our|its|it's|their) way"
    r"|(?:is|are|ambulance) coming|paramedics?|years? ago|in the \d\ds|just asking)\b",
    re.I,
)
_OTHER = re.compile(
    r"\b(procedures?|operation|op|surgery|cement|cost|drive|driving|appointment|bath|shower|an?a?esthetic"
    r"|brace|savlon|cream|home the|(?:rest|nursing|care) home|tell them|last (?:year|month)|(?:do|did) people)\b",
    re.IGNORECASE,
)
"""What tells that a question is about something else: 'is it normal to be tired after the procedure?'"""


def standing_level(earlier: Sequence[Message], now: datetime) -> Level | None:
    """The most urgent level that the patient's last messages were met with; `earlier` is the talk so far."""
    found: set[str] = set()
    asked = 0
    for message in reversed(earlier):
        if asked == MESSAGES or now - datetime.fromisoformat(message.created_at) > STANDS_FOR:
            break
        asked += message.sender == "patient"
        if message.reply and message.reply.kind == "emergency":
            found.add(message.reply.level or "")
    return next((level for level in LEVELS if level in found), None)


def at_least(red_flag: RedFlag, standing: Level | None) -> RedFlag:
    """The red flag, never less urgent than the danger before it."""
    if standing is None or LEVELS.index(red_flag.level) <= LEVELS.index(standing):
        return red_flag
    return replace(red_flag, level=standing, reply=f"emergency.{standing}")


def still_there(text: str, standing: Level) -> RedFlag | None:
    """The danger again, if a few words tell how it goes on, ask how bad it is or whether it can wait."""
    if len(text.split()) > FEW_WORDS:
        return None
    # What gets worse is neither settled by a call nor something else: 'I rang, it's worse', 'it got worse in the bath'.
    if _WORSE.search(text):
        level: Level = "emergency_now" if standing == "same_day" else standing
    elif _COURSE.search(text) and not _SETTLED.search(text) and not _OTHER.search(text):
        level = standing
    else:
        return None
    return RedFlag(level, STILL, REASON, f"emergency.{level}")


def with_reminder(content: Content, replies: Sequence[Reply], standing: Level) -> list[Reply]:
    """Other replies, begun with the danger before them; the danger's own words where nothing was understood.

    A message in a language the bot does not speak is not understood, whatever it says.
    """
    if not replies or replies[0].kind in ("emergency", "handoff"):
        return list(replies)
    first = replies[0]
    if first.language or first.kind in ("suggest", "fallback"):
        return emergency_replies(
            content, RedFlag(standing, STILL, REASON, f"emergency.{standing}", first.language)
        )
    text = f"{fill(content, content.replies[f'still.{standing}'])}\n\n{first.text}"
    return [replace(first, text=text, links=links_in(text, content.clinic)), *replies[1:]]
