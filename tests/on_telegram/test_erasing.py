"""Erasing on Telegram: asked for by command, confirmed by a button, and the chat's id is forgotten too."""

from __future__ import annotations

import pytest
from bot_api.people import Person, labels, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from telegram_clinic import TelegramClinic

pytestmark = pytest.mark.slow

CHAT_TABLES = ("telegram_chats", "telegram_parts")


def rows(clinic: TelegramClinic, table: str) -> int:
    """How many rows a table has."""
    sql = f"SELECT count(*) FROM {table}"
    return int(clinic.do(lambda: clinic.store.database.execute(sql).fetchone()[0]))


def test_deleting_is_asked_once_more_and_done(clinic: TelegramClinic, known: Person) -> None:
    """After the receipt nothing tells which chat it was, and the buttons are gone."""
    known.writes("/delete")
    (question,) = known.reads()
    assert labels(question) == ["Yes, delete it", "No, keep it"]
    known.presses("Yes, delete it")
    assert known.reads_text().startswith("Done. I deleted")
    wait_for(lambda: labels(question) == [])
    wait_for(lambda: rows(clinic, "telegram_chats") == 0)
    # The receipt's own part is the rest of it: no id of a person.
    assert rows(clinic, "telegram_parts") <= 1


def test_who_writes_again_begins_anew(known: Person) -> None:
    """With the notice, as at the first contact."""
    known.writes("/delete")
    known.reads()
    known.presses("Yes, delete it")
    known.reads()
    known.writes("How long does it take?")
    notice, answer = known.reads(2)
    assert "Telegram sees it too" in notice["text"]
    assert answer["text"].startswith("It takes about an hour.")


def test_what_is_written_while_it_is_deleted_is_answered(
    clinic: TelegramClinic, known: Person, played: PlayedAssistant
) -> None:
    """In the talk that begins then: in the deleted one nobody would hear of it."""
    known.writes("/delete")
    known.reads()

    def writes_on() -> None:
        asked = rows(clinic, "messages")
        known.writes("How long does it take?")
        wait_for(lambda: rows(clinic, "messages") > asked)

    played.on_forget = writes_on
    known.presses("Yes, delete it")
    texts = [each["text"] for each in known.reads(3)]
    assert len([each for each in texts if each.startswith("Done. I deleted")]) == 1
    assert len([each for each in texts if "Telegram sees it too" in each]) == 1
    assert len([each for each in texts if each.startswith("It takes about an hour.")]) == 1


def test_yes_pressed_twice_is_harmless(clinic: TelegramClinic, known: Person, api: BotApi) -> None:
    """The second press finds nothing to delete and begins no new conversation."""
    known.writes("/delete")
    (question,) = known.reads()
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    known.presses_data(question, data)
    known.reads()
    wait_for(lambda: rows(clinic, "telegram_chats") == 0)
    second = known.presses_data(question, data)
    wait_for(lambda: [a for a in api.methods.query_answers if a["callback_query_id"] == second])
    assert known.hears_nothing_more()
    assert rows(clinic, "telegram_chats") == 0


def test_no_keeps_everything(clinic: TelegramClinic, known: Person) -> None:
    """The question was only a question."""
    known.writes("/delete")
    known.reads()
    known.presses("No, keep it")
    assert known.reads_text() == "All right. Nothing was deleted."
    assert rows(clinic, "telegram_chats") == 1


def test_the_staff_erase_a_chat(clinic: TelegramClinic, known: Person) -> None:
    """`clinic-bot erase` forgets Telegram's ids as well."""

    def erase() -> None:
        conversation = clinic.store.database.execute("SELECT conversation FROM telegram_chats").fetchone()[0]
        clinic.store.erase(conversation, "erased by staff")

    clinic.do(erase)
    assert [rows(clinic, table) for table in CHAT_TABLES] == [0, 0]
