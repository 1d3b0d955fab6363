"""The line to Telegram: by polling and by webhook; what is wrong is one plain line, and it is tried again."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from bot_api.faults import Fault, server_error
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from telegram.error import NetworkError
from telegram_clinic import TelegramClinic, running

from bot.channels.telegram_connection import Connection
from bot.channels.telegram_webhook import PATH, SECRET_HEADER

from .conftest import MakeClinic

pytestmark = pytest.mark.slow


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged."""
    return [record.getMessage() for record in caplog.records]


def times(caplog: pytest.LogCaptureFixture, words: str) -> int:
    """How often something was logged."""
    return sum(words in line for line in lines(caplog))


@pytest.mark.parametrize("token", ["4711:AAwrongcanaryzebrafinch", "not a token zebrafinch", "zebrafinch"])
def test_a_wrong_token_is_one_line(
    make_clinic: MakeClinic,
    api: BotApi,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    token: str,
) -> None:
    """It is tried again and again, said once, and shown nowhere."""
    tries: list[Exception] = []
    failed = Connection.failed
    # Only counted: one of these tokens is never sent, so nobody else sees that it is tried.
    monkeypatch.setattr(Connection, "failed", lambda self, error: tries.append(error) or failed(self, error))
    clinic = make_clinic(token=token)
    clinic.start()
    wait_for(lambda: len(tries) > 4)
    clinic.stop()
    assert times(caplog, "refuses the token in TELEGRAM_BOT_TOKEN") == 1
    assert "zebrafinch" not in caplog.text


def test_state_is_that_of_the_last_answer() -> None:
    """Up after an answer, down after a failure, and down before anything was heard."""
    connection = Connection()
    states = [connection.is_up]
    for note in (connection.works, lambda: connection.failed(NetworkError("cut")), connection.works):
        note()
        states.append(connection.is_up)
    assert states == [False, True, False, True]


def test_no_network_is_one_line_and_passes(
    make_clinic: MakeClinic, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot starts without Telegram and finds it later."""
    api.faults.add(Fault(cut="before"), times=8)
    person = Person(api)
    with running(make_clinic(), api):
        person.writes("How long does it take?")
        person.reads(2)
    assert times(caplog, "Telegram cannot be reached") == 1
    assert times(caplog, "Telegram works again") == 1


def test_a_second_poller_is_one_line_and_passes(
    clinic: TelegramClinic, known: Person, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """The other program may be stopped; until then nobody is confused by many lines."""
    conflict = Fault(409, "Conflict: terminated by other getUpdates request")
    api.faults.add(conflict, "getUpdates", times=5)
    known.writes("How long does it take?")
    known.reads()
    wait_for(lambda: times(caplog, "Another program reads this bot's messages"))
    known.writes("How long does it take?")
    wait_for(lambda: times(caplog, "Telegram works again"))
    assert times(caplog, "Another program reads this bot's messages") == 1


def test_a_poll_cut_off_loses_nothing(clinic: TelegramClinic, known: Person, api: BotApi) -> None:
    """Updates are confirmed after they were stored, so what was cut off comes again, and is answered once."""
    for cut in ("before", "middle", "after"):
        api.faults.add(Fault(cut=cut), "getUpdates")  # type: ignore[arg-type]
        known.writes(f"How long does it take? {cut}")
        known.reads()
    assert known.hears_nothing_more()


def test_an_update_that_comes_twice_is_answered_once(
    clinic: TelegramClinic, known: Person, api: BotApi
) -> None:
    """Telegram promises at least once."""
    content = {"text": "How long does it take?"}

    def twice() -> None:
        message = known.chat.add(content, known.chat.user, 1)
        first = api.updates.add({"message": message})
        api.updates.twice.add(first)
        api.updates.add({"message": message})

    api.do(twice)
    known.reads()
    assert known.hears_nothing_more()


def test_an_update_that_cannot_be_stored_is_asked_for_again(
    clinic: TelegramClinic, known: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk costs time and no message."""
    trigger = "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'zebrafinch'); END"
    clinic.do(lambda: clinic.store.database.execute(trigger))
    known.writes("How long does it take?")
    wait_for(lambda: times(caplog, "was not taken: IntegrityError"))
    clinic.do(lambda: clinic.store.database.execute("DROP TRIGGER full"))
    known.reads()
    assert known.hears_nothing_more()
    assert "zebrafinch" not in caplog.text


def test_a_danger_is_met_while_nothing_can_be_stored(
    clinic: TelegramClinic, known: Person, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, past the store and with the number as a card; once it can be stored the staff have their alert."""
    trigger = "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'full'); END"
    clinic.do(lambda: clinic.store.database.execute(trigger))
    known.writes("I can't feel my legs, zebrafinch")
    words, card = known.reads(2)
    assert words["text"].startswith("Call 911 now")
    assert card["contact"]["phone_number"] == "911"
    before = times(caplog, "was not taken: IntegrityError")
    wait_for(lambda: times(caplog, "was not taken: IntegrityError") > before + 2)
    assert times(caplog, "have NO alert of it yet") == 1
    clinic.do(lambda: clinic.store.database.execute("DROP TRIGGER full"))
    assert known.reads_text().startswith("Call 911 now")
    assert clinic.do(lambda: [each["level"] for each in clinic.store.alerts()]) == ["emergency_now"]
    assert "zebrafinch" not in caplog.text


def test_a_handler_that_fails_blocks_nobody_for_long(
    clinic: TelegramClinic,
    known: Person,
    api: BotApi,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An update that fails for a reason of its own is left after a few tries."""
    other = Person(api)
    take = clinic.conversations.note_text

    def fails(conversation: str, text: str, client_id: str):  # type: ignore[no-untyped-def]
        if "zebrafinch" in text:
            raise ValueError(text)
        return take(conversation, text, client_id)

    monkeypatch.setattr(clinic.conversations, "note_text", fails)
    known.writes("zebrafinch")
    other.writes("How long does it take?")
    other.reads(2)
    assert times(caplog, "It is left") == 1
    known.writes("I can't feel my legs, zebrafinch")
    known.reads_until("Call 911 now")
    assert "zebrafinch" not in caplog.text


@pytest.fixture
def reached(make_clinic: MakeClinic, api: BotApi) -> Iterator[TelegramClinic]:
    """A clinic that Telegram posts updates to."""
    with running(make_clinic(with_webhook=True), api) as clinic:
        wait_for(lambda: api.updates.webhook)
        yield clinic


def test_by_webhook_patients_are_answered_too(reached: TelegramClinic, api: BotApi) -> None:
    """The same as by polling, duplicates included."""
    polls = len(api.updates.polls)
    person = Person(api)
    person.writes("How long does it take?")
    person.reads(2)
    first = api.do(lambda: api.updates.add({"message": person.chat.messages[1]}))
    assert first
    assert person.hears_nothing_more()
    assert len(api.updates.polls) == polls


def test_the_webhook_is_set_with_a_secret_and_removed(make_clinic: MakeClinic, api: BotApi) -> None:
    """Nobody has to set anything at Telegram by hand; polling afterwards just works."""
    with running(make_clinic(with_webhook=True), api):
        wait_for(lambda: api.updates.webhook)
        assert len(api.updates.secret or "") == 64
        assert api.token.split(":")[1] not in api.updates.webhook + str(api.updates.secret)
    assert api.updates.webhook == ""


def test_a_webhook_left_behind_gives_way_to_polling(make_clinic: MakeClinic, api: BotApi) -> None:
    """After a change of settings the old one is removed."""
    api.do(lambda: api.updates.set_webhook("http://127.0.0.1:9/", None))
    person = Person(api)
    with running(make_clinic(), api):
        person.writes("How long does it take?")
        person.reads(2)


def test_only_telegram_may_post(reached: TelegramClinic, api: BotApi) -> None:
    """Without the secret, or with another, nothing is read."""
    person = Person(api)
    update = {
        "update_id": 1,
        "message": {"message_id": 1, "date": 1, "chat": person.chat.as_json, "text": "hi"},
    }
    url = f"http://127.0.0.1:{reached.port}{PATH}"
    for secret in (b"", b"wrong", "\u00e9".encode(), b"\xff"):
        headers = {SECRET_HEADER.encode(): secret}
        assert httpx.post(url, json=update, headers=headers, trust_env=False).status_code == 403
    assert httpx.get(url, trust_env=False).status_code == 405
    assert person.hears_nothing_more()


def test_what_is_no_update_is_taken_and_forgotten(reached: TelegramClinic, api: BotApi) -> None:
    """It would be no better the next time; what is far too large is refused."""
    url, headers = f"http://127.0.0.1:{reached.port}{PATH}", {SECRET_HEADER: str(api.updates.secret)}
    for body in (b"no json", b"[]", b'{"message": 3}', b"{}"):
        assert httpx.post(url, content=body, headers=headers, trust_env=False).status_code == 200
    assert httpx.post(url, content=b"a" * 1_000_001, headers=headers, trust_env=False).status_code == 413


def test_a_webhook_that_cannot_store_is_told_again(
    reached: TelegramClinic, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """503 until the disk is back; then it is answered once."""
    person = Person(api)
    trigger = "CREATE TRIGGER full BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'full'); END"
    reached.do(lambda: reached.store.database.execute(trigger))
    person.writes("How long does it take?")
    wait_for(lambda: "503" in api.updates.webhook_error)
    reached.do(lambda: reached.store.database.execute("DROP TRIGGER full"))
    person.reads(2)
    assert person.hears_nothing_more()


def test_a_webhook_that_somebody_removed_is_set_again(
    make_clinic: MakeClinic, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot looks after it."""
    monkeypatch.setattr("bot.channels.telegram_webhook.LOOK_EVERY", 0.1)
    with running(make_clinic(with_webhook=True), api):
        url = wait_for(lambda: api.updates.webhook)
        api.do(lambda: api.updates.set_webhook("", None))
        assert wait_for(lambda: api.updates.webhook) == url


def test_trouble_while_setting_the_webhook_passes(
    make_clinic: MakeClinic, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """As with polling."""
    api.faults.add(server_error(), "setWebhook", times=3)
    with running(make_clinic(with_webhook=True), api):
        wait_for(lambda: api.updates.webhook)
    assert times(caplog, "Telegram cannot be reached") == 1
