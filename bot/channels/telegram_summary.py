"""Summary: what a topic of the staff's group begins with, and from which message on all follows whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.channels.telegram_text import plain
from bot.store import Message

LAST_WORDS = 6
LONG = 400
"""UTF-16 units: a longer message is cut in the summary, and a patient's is not in it but follows whole."""
CUT = " [...] (This is only its beginning; all of it stands in the console.)"


@dataclass(frozen=True)
class Summary:
    """What was said last, and the last sequence number that it covers."""

    text: str
    covered: int


def sum_up(
    messages: Sequence[Message], words: Callable[[Message], str], is_there: Callable[[Message], bool]
) -> Summary:
    """The last words of patient and bot, up to the first of the patient's that is too long to be summed up.

    No word of a patient's last messages may be cut, unless all of it `is_there` in the topic: a danger may be named
    at the end of a long letter.
    """
    spoken = [(each, words(each)) for each in messages if each.sender in ("patient", "bot") and words(each)]
    last = spoken[-LAST_WORDS:]
    lines = [_left_out(len(spoken) - len(last))] if len(spoken) > len(last) else []
    for message, text in last:
        if message.sender == "patient" and _is_long(text) and not is_there(message):
            return Summary("\n\n".join([*lines, "The rest follows below."]), message.seq - 1)
        lines.append(_short(text))
    return Summary("\n\n".join(lines), messages[-1].seq if messages else 0)


def _left_out(number: int) -> str:
    return f"({number} earlier message{'' if number == 1 else 's'}: see the console.)"


def _short(text: str) -> str:
    return plain(text).split(LONG)[0].text + CUT if _is_long(text) else text


def _is_long(text: str) -> bool:
    return len(plain(text).split(LONG)) > 1
