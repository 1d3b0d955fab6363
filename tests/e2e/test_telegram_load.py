"""Forty patients on Telegram at once, before the real processes, while a tenth of Telegram's requests goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bot_api.people import Person
from bot_api.server import BotApi, serving
from soak import Soak

from bot.settings import Settings

from .front_door import front_door
from .talk import Bot

pytestmark = pytest.mark.stack

PEOPLE = 40
QUESTIONS = (
    "how long does kyphoplasty take?",
    "will I be awake?",
    "how is recovery after vertebroplasty?",
    "can I go home the same day?",
    "thank you",
)


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Telegram."""
    with serving() as api:
        yield api


@pytest.fixture(scope="module")
def door(bot: Bot, api: BotApi) -> Iterator[Settings]:
    """The clinic's front door."""
    with front_door(bot.settings, api, with_webhook=False) as settings:
        yield settings


def test_each_message_of_everyone_is_answered_once(door: Settings, api: BotApi) -> None:
    """Nobody is forgotten, nobody reads an answer twice or before the one to an earlier question."""
    people = [Person(api) for _ in range(PEOPLE)]
    figures = Soak(api, people, QUESTIONS).run(None, 200)
    assert figures["faults"] > 0
    for person in people:
        assert any("30 to 60 minutes" in text for text in person.texts)
        assert person.texts[-1].startswith("You are welcome")
