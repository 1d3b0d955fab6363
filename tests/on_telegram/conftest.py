"""What the tests of the Telegram channel share: a played Bot API, a clinic on it, and people who write to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bot_api.people import Person
from bot_api.server import BotApi, serving
from played_assistant import PlayedAssistant
from staff_group import Group, asks
from telegram_clinic import TelegramClinic, running

import bot.backoff
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.store import Store

MakeClinic = Callable[..., TelegramClinic]


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again at once: the waits themselves are tested elsewhere."""
    monkeypatch.setattr(bot.backoff, "FIRST_SECONDS", 0.02)
    monkeypatch.setattr(bot.backoff, "MOST_SECONDS", 0.1)


@pytest.fixture(scope="session")
def _api() -> Iterator[BotApi]:
    with serving() as api:
        yield api


@pytest.fixture
def api(_api: BotApi) -> BotApi:
    """A Bot API that nothing is wrong with and that has nothing to tell."""

    def begin() -> None:
        _api.keeps_calls = True
        _api.faults.clear()
        _api.updates.set_webhook("", None)
        _api.updates.pending.clear()
        _api.calls.clear()
        _api.methods.query_answers.clear()
        _api.chats.clear()

    _api.do(begin)
    return _api


@pytest.fixture
def make_clinic(
    api: BotApi, settings: Settings, store: Store, live_content: LiveContent, played: PlayedAssistant
) -> MakeClinic:
    """A clinic that is not running yet."""

    def make(**about: Any) -> TelegramClinic:
        return TelegramClinic(api.url, settings, live_content, played.url, **about)

    return make


@pytest.fixture
def clinic(make_clinic: MakeClinic, api: BotApi) -> Iterator[TelegramClinic]:
    """A clinic on Telegram, by long polling, with the played assistant."""
    with running(make_clinic(), api) as clinic:
        yield clinic


@pytest.fixture
def group(api: BotApi) -> Group:
    """A group with topics in which the bot is an administrator with the rights that it needs."""
    return Group(api)


@pytest.fixture
def patient(clinic: TelegramClinic, api: BotApi) -> Person:
    """Somebody who has not written yet."""
    return Person(api)


@pytest.fixture
def known(patient: Person) -> Person:
    """Somebody who has pressed Start and read the notice and the greeting."""
    patient.writes("/start")
    patient.reads(2)
    return patient


@pytest.fixture
def topic(known: Person, group: Group) -> int:
    """The topic of a patient who has asked for a person; it begins with its summary."""
    asks(known)
    topic = group.topic()
    group.reads(topic, "/silent")
    return topic
