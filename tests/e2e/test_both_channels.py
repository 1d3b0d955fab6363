"""The same patient on the website and on Telegram: the same words and the same buttons, whatever is talked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bot_api.server import BotApi, serving
from opening import always_open, closed_today

from bot.settings import Settings
from bot.store import Store

from .front_door import Heard, TelegramPatient, WebPatient, front_door
from .talk import Bot

pytestmark = pytest.mark.stack

Script = list[tuple[str, str]]
"""What the patient does, and words that the last reply to it holds; `[label]` is a button, `+` and `-` are thumbs."""

SCRIPTS: dict[str, Script] = {
    "a question and its follow-ups": [
        ("will I be awake for vertebroplasty?", "awake"),
        ("and how long does that take?", "vertebroplasty"),
        ("what about the balloon one?", "kyphoplasty"),
        ("[Tell me more]", ""),
    ],
    "second questions in few words": [
        ("when can I have a shower", "shower"),
        ("and a bath", "This is what I can tell you on that"),
        ("do I need a brace", "back brace"),
        ("at night as well?", "ask when to wear it"),
        ("ok", "I am here"),
        ("my procedure is next week and I am so scared", "makes sense to feel worried"),
    ],
    "a starter question": [("[How is it done, step by step?]", ""), ("how long does it take?", "")],
    "several questions at once": [("Will I be awake? And when can I drive again?", "drive")],
    "a red flag, and the talk after it": [
        ("my chest hurts and I cannot breathe", "Call 911 now"),
        ("how long does kyphoplasty take?", ""),
    ],
    "despair": [("I want to die", "988")],
    "a question for the doctor": [("should I stop taking my blood thinner?", "")],
    "out of scope": [("what's the weather tomorrow?", ""), ("[Talk to a person]", "noted")],
    "not understood twice": [("blorf wibble", ""), ("glonk frobnicate", "")],
    "another language": [("Wie lange dauert die Kyphoplastie?", "")],
    "small talk": [("hello", "computer program"), ("thank you", "welcome"), ("goodbye", "")],
    "asking for a person and waiting": [
        ("can I talk to a nurse please", "noted"),
        ("I want to speak to a real person now", ""),
        ("how long does kyphoplasty take?", ""),
    ],
    "thumbs down": [("how long does kyphoplasty take?", "minutes"), ("-", "")],
    "a number that nobody asked for": [("call me at 555-010-0187", "did not keep")],
    "a command that is none": [("/frobnicate", "computer command")],
    "keeping one's data": [("delete my data", "cannot be undone"), ("[No, keep it]", "Nothing was deleted")],
    "erasing": [
        ("how is recovery after vertebroplasty?", "recover"),
        ("delete my data", "cannot be undone"),
        ("[Yes, delete it]", "Done. I deleted"),
    ],
}


@pytest.fixture(scope="module", autouse=True)
def _night(bot: Bot) -> Iterator[None]:
    """The clinic is closed: by day each patient is told the place in the line, which is another for each."""
    bot.edit("clinic.yml", closed_today)
    yield
    bot.edit("clinic.yml", always_open)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Telegram."""
    with serving() as api:
        yield api


@pytest.fixture(scope="module", params=["polling", "webhook"])
def door(bot: Bot, api: BotApi, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """The clinic's front door, reached by Telegram in one way or the other."""
    with front_door(bot.settings, api, with_webhook=request.param == "webhook") as settings:
        yield settings


@pytest.fixture
def store(door: Settings) -> Iterator[Store]:
    """What the front door has stored."""
    store = Store(door.store)
    yield store
    store.close()


COUNTS = re.compile(r"\d+ messages and \d+ other entries")
"""What is deleted: on Telegram the command that begins a chat is a message, too."""


def play(patient: WebPatient | TelegramPatient, script: Script) -> list[list[Heard]]:
    """What the patient reads after each thing they do."""
    heard = [do(patient, deed) for deed, _ in script]
    return [[(COUNTS.sub("all messages", text), shown) for text, shown in each] for each in heard]


def do(patient: WebPatient | TelegramPatient, deed: str) -> list[Heard]:
    """One thing a patient does."""
    if deed.startswith("["):
        return patient.presses(deed.strip("[]"))
    if deed in "+-":
        return patient.rates("up" if deed == "+" else "down")
    return patient.says(deed)


@pytest.mark.parametrize("name", SCRIPTS)
def test_both_channels_say_the_same(door: Settings, api: BotApi, store: Store, name: str) -> None:
    """Word for word, button for button; and it is what it should be."""
    web, telegram = WebPatient(door), TelegramPatient(api, store)
    assert web.opening[-1] == telegram.opening[-1]
    on_the_web, on_telegram = play(web, SCRIPTS[name]), play(telegram, SCRIPTS[name])
    assert on_telegram == on_the_web
    for (_, words), heard in zip(SCRIPTS[name], on_telegram, strict=True):
        assert words.lower() in (heard[-1][0].lower() if heard else "")
