"""Noting: a message is stored and danger is met at once; the answer comes in its turn, or after the next start."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.conversation import UnknownChoiceError
from bot.reply import Choice, Reply
from bot.store import Message, Store
from bot.written import Written

pytestmark = pytest.mark.slow

DANGER = "my chest hurts and I cannot breathe"
KNOWN = Reply("I cannot listen to voice messages.", "system")


def replies(patient: Patient) -> list[str]:
    """The bot's side of the conversation, without the notice."""
    return [each.text for each in patient.store.messages(patient.conversation)[1:] if each.reply]


def erase_apart(path: Path, conversation: str) -> None:
    """Erase a conversation from another process."""
    with closing(Store(path)) as store:
        store.erase(conversation, "erased by patient")


def test_a_noted_message_is_stored_and_not_answered_yet(patient: Patient, played: PlayedAssistant) -> None:
    """Its turn answers it, once, whoever asks how often."""
    noted = patient.door.note_text(patient.conversation, "How long does it take?", "tg:1")
    assert [each.text for each in noted] == ["How long does it take?"]
    assert patient.door.note_text(patient.conversation, "How long does it take?", "tg:1") == noted
    assert played.asked == []
    for _ in range(2):
        patient.writes("How long does it take?", "tg:1")
    assert replies(patient) == ["It takes about an hour."]
    assert len(played.asked) == 1


def test_danger_is_met_when_it_is_noted(patient: Patient, played: PlayedAssistant) -> None:
    """And its turn says no word more."""
    noted = patient.door.note_text(patient.conversation, DANGER, "tg:1")
    assert noted[-1].reply
    assert noted[-1].reply.level == "emergency_now"
    assert patient.store.is_settled(noted[0])
    patient.writes(DANGER, "tg:1")
    assert len(replies(patient)) == 1
    assert played.asked == []


def test_danger_is_met_while_another_message_is_answered(
    patient: Patient, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """A slow answer to the question before it keeps nobody from being told to call, nor the staff from their alert."""
    played.hangs = True
    receive = patient.door.receive_text

    async def writes_both() -> None:
        question = asyncio.ensure_future(receive(patient.conversation, "How long does it take?", "w:1"))
        while not played.asked:
            await asyncio.sleep(0.01)
        danger = asyncio.ensure_future(receive(patient.conversation, DANGER, "w:2"))
        await asyncio.sleep(0.01)
        assert not question.done()
        assert [reply.split(".")[0] for reply in replies(patient)] == ["Call 911 now"]
        assert patient.store.open_alerts()
        played.released.set()
        await question
        *_, met = await danger
        assert met.reply
        assert met.reply.level == "emergency_now"

    loop.run_until_complete(writes_both())
    card, answer = replies(patient)
    assert card.startswith("Call 911 now")
    # The answer to what was asked before stands below the card, and does not make it forgotten.
    assert answer.startswith("If what you wrote before is still there, call 911 now.")
    assert len(played.asked) == 1


def test_what_is_pressed_while_another_message_is_answered_keeps_its_place(
    patient: Patient, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """What is typed after it does not come before it, in the transcript or in the answers."""
    played.will_say(Reply("Which?", "suggest", choices=(Choice("The first one", "/recovery"),)))
    patient.writes("Hm?")
    token = patient.token("The first one")
    played.asked.clear()
    played.hangs = True
    door, conversation = patient.door, patient.conversation

    async def is_quick() -> None:
        calls = (
            door.receive_text(conversation, "How long does it take?", "w:1"),
            door.receive_choice(conversation, token, "w:2"),
            door.request_person(conversation, "w:3"),
            door.receive_text(conversation, "And when can I drive?", "w:4"),
        )
        sent = []
        for call in calls:
            sent.append(asyncio.ensure_future(call))
            await asyncio.sleep(0.01)
        played.released.set()
        await asyncio.gather(*sent)

    loop.run_until_complete(is_quick())
    written = [each for each in patient.store.messages(conversation) if each.sender == "patient"][1:]
    assert [each.client_id for each in written] == ["w:1", "w:2", "w:3", "w:4"]
    assert [body["text"] or body["payload"] for body in played.asked][:2] == [
        "How long does it take?",
        "/recovery",
    ]
    assert all(patient.store.is_settled(each) for each in written)


def test_words_are_redacted_before_they_are_noted(patient: Patient) -> None:
    """As on every way into the store."""
    patient.door.note_text(patient.conversation, "Call me at 555-010-0187", "tg:1")
    assert patient.transcript == ["Call me at [phone]"]


def test_what_needs_no_understanding_is_answered_at_once(patient: Patient, played: PlayedAssistant) -> None:
    """Once, and without the assistant; danger beside it goes before."""
    for _ in range(2):
        patient.door.note_known(patient.conversation, "[voice]", KNOWN, "tg:1")
    assert replies(patient) == [KNOWN.text]
    patient.door.note_known(patient.conversation, f"/help {DANGER}", KNOWN, "tg:2")
    assert replies(patient)[1].startswith("Call 911 now")
    assert len(replies(patient)) == 2
    assert played.asked == []


def test_an_edit_is_noted_if_its_message_was(patient: Patient) -> None:
    """What never came cannot have been changed."""
    assert patient.door.note_edit(patient.conversation, "tg:1", "How long?") == []
    patient.door.note_text(patient.conversation, "How lnog?", "tg:1")
    (noted,) = patient.door.note_edit(patient.conversation, "tg:1", "How long?")
    assert noted.text == "How long?"
    assert patient.door.note_edit(patient.conversation, "tg:1", DANGER)[-1].text.startswith("Call 911 now")


def test_a_button_that_was_never_offered_is_not_noted(patient: Patient) -> None:
    """Nothing is stored of it."""
    with pytest.raises(UnknownChoiceError):
        patient.door.note_choice(patient.conversation, "unknown", "tg:1 unknown")
    assert patient.transcript == []


def test_after_a_restart_a_noted_button_is_pressed(
    patient: Patient, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """Its label alone would be taken for typed words."""
    played.will_say(Reply("Which?", "suggest", choices=(Choice("The first one", "/recovery"),)))
    patient.writes("Hm?")
    patient.door.note_choice(patient.conversation, patient.token("The first one"), "tg:2 token")
    loop.run_until_complete(patient.door.resume())
    assert [(body["text"], body["payload"]) for body in played.asked] == [("Hm?", None), (None, "/recovery")]
    loop.run_until_complete(patient.door.resume())
    assert len(played.asked) == 2


def test_a_message_that_cannot_be_dealt_with_keeps_no_other_waiting(
    patient: Patient,
    loop: asyncio.AbstractEventLoop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At every start: it is put before the staff, once, and those behind it are answered."""
    door = patient.door
    broken, other = (
        door.note_text(patient.conversation, each, each)[0] for each in ("broken one", "How long?")
    )
    read = door._transcript.read

    def fails(message: Message) -> Written:
        if message.id == broken.id:
            raise ValueError(message.text)
        return read(message)

    monkeypatch.setattr(door._transcript, "read", fails)
    for _ in range(2):
        loop.run_until_complete(door.resume())
    assert replies(patient) == ["It takes about an hour."]
    assert patient.store.is_settled(other)
    ((level, message),) = [(each["level"], each["message"]) for each in patient.store.alerts()]
    assert (level, message) == ("unanswered", broken.id)
    assert "ValueError at" in caplog.text
    assert "broken one" not in caplog.text


def test_a_database_that_cannot_be_used_is_no_message_s_fault(
    patient: Patient, loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are tried all the same; then the failure is told, so that the rest is taken up again soon."""
    door = patient.door
    first, second = (
        door.note_text(patient.conversation, each, each)[0] for each in ("How long?", "And how?")
    )
    read = door._transcript.read

    def is_full(message: Message) -> Written:
        if message.id == first.id:
            raise sqlite3.OperationalError("database or disk is full")
        return read(message)

    with monkeypatch.context() as patch:
        patch.setattr(door._transcript, "read", is_full)
        with pytest.raises(sqlite3.OperationalError):
            loop.run_until_complete(door.resume())
    assert [patient.store.is_settled(each) for each in (first, second)] == [False, True]
    assert patient.store.alerts() == []
    loop.run_until_complete(door.resume())
    assert patient.store.is_settled(first)


def test_a_message_that_is_erased_meanwhile_is_not_taken_up(
    patient: Patient, loop: asyncio.AbstractEventLoop, played: PlayedAssistant
) -> None:
    """While those before it are answered its patient may have everything deleted: nothing of it comes back."""
    door = patient.door
    other = door.start("test")
    door.note_text(patient.conversation, "How long?", "1")
    door.note_text(other, "My words", "2")
    played.on_message = lambda: erase_apart(patient.store.path, other)
    loop.run_until_complete(door.resume())
    assert len(played.asked) == 1
    assert patient.store.messages(other) == []
    assert patient.store.alerts() == []


def test_a_message_that_is_erased_while_it_is_answered_leaves_no_alert(
    patient: Patient, played: PlayedAssistant
) -> None:
    """The staff erase what the assistant is just failing at: nothing stands in the queue that leads nowhere."""
    played.status = 500
    played.on_message = lambda: erase_apart(patient.store.path, patient.conversation)
    with pytest.raises(sqlite3.IntegrityError):
        patient.writes("How long does it take?")
    assert patient.store.alerts() == []
