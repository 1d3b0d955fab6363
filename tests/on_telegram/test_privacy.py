"""Privacy: neither the token nor who writes what stands where it need not."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from bot_api.faults import Fault, server_error
from bot_api.people import PHOTO, Person, wait_for
from bot_api.server import TOKEN, BotApi
from telegram_clinic import running

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

WORDS = "zebrafinch4711"


def test_nothing_of_it_is_logged_whatever_goes_wrong(
    make_clinic: MakeClinic, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """With the most talkative log, and with every kind of trouble."""
    caplog.set_level(logging.DEBUG)
    person = Person(api, name="Wilhelmina Quackenbush", username="quackenbush")
    troubles = (
        Fault(401, "Unauthorized"),
        Fault(404, "Not Found"),
        Fault(409, "Conflict"),
        Fault(cut="before"),
        Fault(cut="middle"),
        server_error(),
        Fault(400, "Bad Request: nonsense"),
    )
    for method in ("getMe", "setMyCommands", "getUpdates", "sendMessage", "answerCallbackQuery"):
        for fault in troubles:
            api.faults.add(fault, method)
    with running(make_clinic(), api):
        person.writes(f"How long does it take, {WORDS}?")
        person.sends({**PHOTO, "caption": WORDS})
        wait_for(lambda: sum("about an hour" in text for text in person.texts) >= 2)
    logged = caplog.text + "".join(str(record.exc_info) for record in caplog.records)
    secret = TOKEN.split(":")[1]
    # The last two are the number of the chat and of the bot's answer to the test itself.
    for canary in (WORDS, secret, "Quackenbush", "quackenbush", str(person.id)):
        assert canary not in logged, canary
    assert "Telegram" in logged


def test_only_the_words_and_the_chats_id_are_stored(
    make_clinic: MakeClinic, api: BotApi, tmp_path: Path
) -> None:
    """No name, no username, no token in any file of the bot."""
    person = Person(api, name="Wilhelmina Quackenbush", username="quackenbush_w")
    with running(make_clinic(), api):
        person.writes("How long does it take?")
        person.reads(2)
    data = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b"How long does it take?" in data
    for canary in (b"Quackenbush", b"quackenbush_w", TOKEN.encode()):
        assert canary not in data
