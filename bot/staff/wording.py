"""Wording: moments, patients and found words as the staff read them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.message_search import BEGIN, END

CHANNELS = {"web": "Website", "telegram": "Telegram", "terminal": "Terminal"}


BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
"""Browsers by their marks; those that say to be another, too, come before it."""
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """What one knows a browser by that signed in: `Chrome on Windows`."""
    browser, system = (
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return " on ".join(part for part in (browser or "A browser", system) if part)


def name_of_patient(conversation: str) -> str:
    """A name for a conversation that says nothing of who it is: `Patient 3F2A1C`."""
    return f"Patient {conversation[:6].upper()}"


def channel_name(channel: str) -> str:
    """The way a patient came."""
    return CHANNELS.get(channel, channel.capitalize())


def long_ago(moment: str | None, now: datetime | None = None) -> str:
    """How long ago, in a few words: `4 min`."""
    if not moment:
        return ""
    seconds = ((now or datetime.now(UTC)) - datetime.fromisoformat(moment)).total_seconds()
    minutes = int(seconds // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = hours // 24
    return "1 day" if days == 1 else f"{days} days"


def clock_time(moment: str | None, zone: ZoneInfo) -> str:
    """A moment on the clinic's clock: `14:05`, with the day if it is not today."""
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone(zone)
    if local.date() == datetime.now(zone).date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b} {local:%H:%M}"


def marked(snippet: str) -> Markup:
    """Words that were found, marked; all else escaped."""
    escaped = str(escape(snippet))
    return Markup(escaped.replace(BEGIN, "<mark>").replace(END, "</mark>"))  # noqa: S704 - escaped above


def sureness(confidence: float | None) -> str:
    """How sure the bot was, in words and in percent."""
    if confidence is None:
        return ""
    percent = round(confidence * 100)
    word = "sure" if percent >= 80 else "fairly sure" if percent >= 55 else "not sure"
    return f"{word}, {percent}%"
