"""Expectation: what a patient who waits is honestly told: when, behind how many, how long it took others lately."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from bot.clinic import OpeningHours, clock, day_and_clock
from bot.content import Content
from bot.replies import choice, fill, say
from bot.reply import Choice, Reply

CANCEL, GO_ON, CALL_ME = "handoff.cancel", "handoff.go_on", "handoff.call_me"
"""What the buttons of a waiting patient stand for. They are pressed at the door and never reach Rasa."""
RECENT = timedelta(days=14)
FEWEST = 5
"""Of fewer waits than these nothing is said to be usual."""

Waits = Callable[[datetime], list[tuple[datetime, float]]]
"""When patients asked since a moment, and how many seconds each waited."""


def expectation(
    content: Content,
    position: int | None,
    waits: Waits,
    now: datetime,
    *,
    can_call_back: bool,
    again: bool = False,
    bot_goes_on: bool = False,
) -> Reply:
    """What to expect, by the clinic's hours; with buttons to cancel, to go on meanwhile and perhaps to be called.

    Where the `bot_goes_on` already, nobody has to ask it to.
    """
    hours = content.clinic.hours
    closes = hours.closes(now)
    if again and closes:
        reply = say(content, "handoff.repeat", "handoff")
    elif again:
        reply = say(content, "handoff.repeat_closed", "handoff", opens=opening(hours, now))
    elif closes:
        reply = say(content, "handoff.open", "handoff", closes=clock(closes))
    else:
        reply = say(content, "handoff.closed", "handoff", opens=opening(hours, now))
    if closes:
        reply = replace(reply, text=" ".join([reply.text, *_queue(content, position, waits, now)]))
    return reply.with_choices(*offers(content, call_me=can_call_back and not closes, go_on=not bot_goes_on))


def offers(content: Content, *, call_me: bool, go_on: bool) -> list[Choice]:
    """The buttons of a waiting patient: to be called and to go on meanwhile, where there is that, and to cancel."""
    names = [*(["call_me"] if call_me else []), *(["go_on"] if go_on else []), "cancel"]
    return [offer(content, each) for each in names]


def with_call(content: Content, reply: Reply, now: datetime, *, can_call_back: bool) -> Reply:
    """What to expect, told to who asked to be called: how to be, or that the staff write, and which number to call."""
    key = "handoff.call_offered" if can_call_back else "handoff.no_call"
    text = f"{reply.text} {fill(content, content.replies[key], call=content.clinic.number_at(now))}"
    call_me = offer(content, "call_me")
    added = [call_me] if can_call_back and call_me not in reply.choices else []
    return replace(reply, text=text, choices=(*added, *reply.choices))


def opening(hours: OpeningHours, now: datetime) -> str:
    """When the staff are back, in words."""
    opens = hours.opens(now)
    return day_and_clock(opens, now) if opens else "soon"


def offer(content: Content, name: str) -> Choice:
    """One of the buttons of a waiting patient: cancel, go_on or call_me."""
    return choice(content, name, {"cancel": CANCEL, "go_on": GO_ON, "call_me": CALL_ME}[name])


def usual_wait(hours: OpeningHours, waits: Waits, now: datetime) -> int | None:
    """Minutes that half of the recent patients waited at most, of those who asked while the clinic was open."""
    seconds = [wait for asked, wait in waits(now - RECENT) if hours.closes(asked)]
    if len(seconds) < FEWEST:
        return None
    minutes = max(1, math.ceil(median(seconds) / 60))
    return minutes if minutes <= 10 else 5 * math.ceil(minutes / 5)


def _queue(content: Content, position: int | None, waits: Waits, now: datetime) -> list[str]:
    texts = content.replies
    said = []
    if position == 1:
        said.append(fill(content, texts["handoff.next"]))
    elif position == 2:
        said.append(fill(content, texts["handoff.one_before"]))
    elif position:
        said.append(fill(content, texts["handoff.before"], before=str(position - 1)))
    minutes = usual_wait(content.clinic.hours, waits, now)
    if minutes:
        key = "handoff.wait_one" if minutes == 1 else "handoff.wait"
        said.append(fill(content, texts[key], minutes=str(minutes)))
    return said
