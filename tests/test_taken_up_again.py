"""Taken up again: after the door dies in the middle of a message, the rest of it is said, and nothing twice."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import KEY
from patient import Patient
from played_assistant import PlayedAssistant

from bot.assistant import Assistant
from bot.contacts import Contacts
from bot.conversation import Conversations
from bot.handoff import Handoffs
from bot.live_content import LiveContent
from bot.replies import say
from bot.reply import Reply
from bot.store import Message, Store

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("noon")]

NUMBER_AND_QUESTION = "My number is 212 555 0123. When can I drive again?"
NEVER_MIND_AND_QUESTION = "Forget it. When do I stop eating?"
Restart = Callable[[], Conversations]


@pytest.fixture
def restarted(store: Store, live_content: LiveContent, assistant: Assistant) -> Restart:
    """The door as it is after the next start, on the same store."""
    return lambda: Conversations(store, assistant, live_content, contact_key=KEY)


@pytest.fixture
def dies(loop: asyncio.AbstractEventLoop, played: PlayedAssistant) -> Callable[[Patient, str], None]:
    """The door dies while the assistant thinks about a message; after that the assistant answers."""

    def die(patient: Patient, text: str) -> None:
        played.begins()
        played.hangs = True

        async def ends() -> None:
            task = asyncio.ensure_future(patient.door.receive_text(patient.conversation, text, "m1"))
            while not played.asked:
                await asyncio.sleep(0.01)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

        loop.run_until_complete(ends())
        played.begins(Reply("That depends.", "answer"))

    return die


def said(patient: Patient) -> list[str]:
    """All that the patient was told after the notice."""
    return [
        each.text for each in patient.store.messages(patient.conversation)[1:] if each.sender != "patient"
    ]


def waits(patient: Patient, *, goes_on: bool = False) -> None:
    """The patient has asked for a person, and may go on with the bot meanwhile."""
    patient.writes("/human")
    if goes_on:
        patient.presses("Ask the assistant meanwhile")


@pytest.mark.parametrize("again", ["started", "sent"])
def test_a_question_beside_a_number_is_answered_after_a_crash(
    patient: Patient,
    restarted: Restart,
    dies: Callable[[Patient, str], None],
    loop: asyncio.AbstractEventLoop,
    again: str,
) -> None:
    """At the next start, or when the client sends it again; that the number is noted is not said once more."""
    waits(patient, goes_on=True)
    before = len(said(patient))
    dies(patient, NUMBER_AND_QUESTION)
    patient.door = restarted()
    if again == "started":
        loop.run_until_complete(patient.door.resume())
    replies = patient.writes(NUMBER_AND_QUESTION, "m1")
    noted, answered = said(patient)[before:]
    assert noted.startswith("I have noted your phone number")
    assert answered == "That depends."
    assert [each.text for each in replies] == [noted, answered]


def test_a_number_that_was_noted_is_kept_over_a_restart(
    patient: Patient, restarted: Restart, store: Store, loop: asyncio.AbstractEventLoop
) -> None:
    """Telegram was told that the message has come, and will not send it again: only redacted words are left of it."""
    waits(patient)
    patient.door.note_text(patient.conversation, NUMBER_AND_QUESTION, "tg:1")
    patient.door = restarted()
    loop.run_until_complete(patient.door.resume())
    assert [each.value for each in Contacts(store, KEY).of(patient.conversation)] == ["212 555 0123"]
    assert not any("write it once more" in each for each in said(patient))


def test_a_number_that_puts_another_right_is_asked_for_again(
    patient: Patient, restarted: Restart, store: Store, loop: asyncio.AbstractEventLoop
) -> None:
    """The one that was kept before is the wrong one; the door died between the message and its seal."""
    waits(patient)
    patient.writes("212 555 0123")
    # Moments are stored to the millisecond, and nobody writes again within the same.
    time.sleep(0.005)
    store.add_patient_message(patient.conversation, "sorry, it is [phone]", "m2")
    patient.door = restarted()
    loop.run_until_complete(patient.door.resume())
    assert "Please write it once more." in " ".join(said(patient)[-1].split())


def test_a_number_that_is_lost_is_asked_for_again(
    patient: Patient,
    restarted: Restart,
    store: Store,
    played: PlayedAssistant,
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Nobody had been asked for when it was noted, and its own words ask for a person."""
    patient.door.note_text(patient.conversation, "A nurse shall call me on 212 555 0123", "tg:1")
    played.on_message = lambda: Handoffs(Store(store.path)).request(patient.conversation, "asked")
    played.will_say(Reply("Your request is noted for the staff.", "handoff"))
    patient.door = restarted()
    loop.run_until_complete(patient.door.resume())
    assert "could not keep your phone number. Please write it once more." in " ".join(
        said(patient)[-1].split()
    )
    (noted,) = patient.writes("212 555 0123")
    assert noted.text.startswith("I have noted your phone number")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (NEVER_MIND_AND_QUESTION, "is cancelled"),
        ("While I'm waiting, when can I drive?", "place in the line stays"),
    ],
)
@pytest.mark.parametrize("again", ["started", "sent"])
def test_a_question_after_the_waiting_is_answered_after_a_crash(
    patient: Patient,
    restarted: Restart,
    dies: Callable[[Patient, str], None],
    loop: asyncio.AbstractEventLoop,
    words: str,
    first: str,
    again: str,
) -> None:
    """The request is ended, or left in the line, once."""
    waits(patient)
    before = len(said(patient))
    dies(patient, words)
    patient.door = restarted()
    if again == "started":
        loop.run_until_complete(patient.door.resume())
    replies = patient.writes(words, "m1")
    ended, answered = said(patient)[before:]
    assert first in " ".join(ended.split())
    assert answered == "That depends."
    assert len(replies) == 2
    assert len(Handoffs(patient.store).of(patient.conversation)) == 1


@pytest.mark.parametrize(
    "words",
    ["How long does it take?", "/human", "my number is 212 555 0123", "what do you know about me?", "!!"],
)
def test_an_answer_is_not_given_twice(
    patient: Patient,
    restarted: Restart,
    loop: asyncio.AbstractEventLoop,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
) -> None:
    """The door dies right after the reply, before it is on record that there is nothing more to say."""
    with monkeypatch.context() as patch:
        patch.setattr(patient.store, "settle", lambda message: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            patient.writes(words, "m1")
    replies = said(patient)
    assert replies
    loop.run_until_complete(restarted().resume())
    patient.door = restarted()
    patient.writes(words, "m1")
    assert said(patient) == replies


def test_help_is_not_given_twice(
    patient: Patient, restarted: Restart, loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the number beside the danger is kept, if the crash came before that."""
    words = "I can't feel my legs, call me on 212 555 0123"
    with monkeypatch.context() as patch:
        patch.setattr(patient.door._first_help._callback, "take", lambda *parts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            patient.writes(words, "m1")
    assert len(said(patient)) == 1
    patient.door = restarted()
    (again,) = patient.writes(words, "m1")
    assert again.kind == "emergency"
    assert len(said(patient)) == 1
    assert len(patient.store.alerts()) == 1
    assert [kind for kind, _ in patient.store.contacts(patient.conversation)] == ["phone"]


def test_a_button_is_pressed_once(
    patient: Patient, restarted: Restart, loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it changed and what was said of it are one; a press that was cut off is neither."""
    waits(patient)
    token = patient.token("I do not need a person")
    before = said(patient)
    with monkeypatch.context() as patch:
        patch.setattr(patient.door._handoff, "_add", lambda *parts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            patient.presses_token(token, "m1")
    assert patient.store.has_open_handoff(patient.conversation)
    loop.run_until_complete(restarted().resume())
    patient.door = restarted()
    patient.presses_token(token, "m1")
    (cancelled,) = said(patient)[len(before) :]
    assert "is cancelled" in cancelled


def test_a_message_that_an_older_version_replied_to_is_done(
    patient: Patient, restarted: Restart, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """It did not note what it had only begun; what was answered then is not answered once more."""
    stored = patient.store.add_patient_message(patient.conversation, "How long?", "m1")
    patient.store.add_reply(patient.conversation, Reply("An hour.", "answer"), stored.id)
    loop.run_until_complete(restarted().resume())
    assert patient.store.is_settled(stored)
    assert said(patient) == ["An hour."]
    assert played.asked == []


def test_a_database_of_an_older_version_learns_what_is_begun(tmp_path: Path) -> None:
    """Its messages have begun nothing."""
    path = tmp_path / "old.db"
    Store(path).close()
    with sqlite3.connect(path) as old:
        old.execute("INSERT INTO conversations VALUES ('a', 'web', '2026-01-01', 'bot', NULL)")
        old.execute("ALTER TABLE messages DROP COLUMN begun")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'note_what_is_begun'")
    store = Store(path)
    message: Message = store.add_patient_message("a", "How long?", None)
    assert message.begun == ()
    store.begin(message, "ended")
    store.begin(message, "contact")
    (again,) = store.messages("a")
    assert again.begun == ("ended", "contact")
    store.close()


@pytest.mark.parametrize("way", ["typed", "pressed"])
@pytest.mark.parametrize("again", ["started", "sent"])
def test_who_had_everything_deleted_right_before_a_crash_hears_of_it(
    patient: Patient,
    restarted: Restart,
    loop: asyncio.AbstractEventLoop,
    store: Store,
    way: str,
    again: str,
) -> None:
    """Of the talk only the 'yes' is left: it is not put before the staff as one that nobody can deal with."""
    patient.writes("delete my data")
    write = patient.writes if way == "typed" else patient.presses
    store.database.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.sender != 'patient'"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(sqlite3.Error):
        write("yes" if way == "typed" else "Yes, delete it", "m1")
    store.database.execute("DROP TRIGGER refuse")
    door = restarted()
    if again == "started":
        loop.run_until_complete(door.resume())
    elif way == "typed":
        loop.run_until_complete(door.receive_text(patient.conversation, "yes", "m1"))
    else:
        loop.run_until_complete(door.receive_choice(patient.conversation, "gone", "m1"))
    _, reply = store.messages(patient.conversation)
    assert reply.text == say(patient.door._content.current(), "privacy.erased_before", "system").text
    assert store.alerts() == []


def test_what_is_erased_is_not_taken_up(
    patient: Patient,
    restarted: Restart,
    dies: Callable[[Patient, str], None],
    loop: asyncio.AbstractEventLoop,
    played: PlayedAssistant,
) -> None:
    """Nothing of a conversation comes back that was deleted after the crash."""
    waits(patient, goes_on=True)
    dies(patient, NUMBER_AND_QUESTION)
    played.asked.clear()
    patient.door = restarted()
    loop.run_until_complete(patient.door.erase(patient.conversation))
    loop.run_until_complete(patient.door.resume())
    assert patient.store.messages(patient.conversation) == []
    assert played.asked == []
