"""One door for every message: it is stored, screened, passed on, and always answered honestly."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from played_assistant import PlayedAssistant

from bot.assistant import Assistant
from bot.content import Content
from bot.conversation import Conversations, UnknownChoiceError
from bot.live_content import LiveContent
from bot.no_question import MAX_CHARACTERS
from bot.replies import HUMAN, say
from bot.reply import Choice, Kind, Reply
from bot.store import Message, Store
from bot.transcript import MAX_STORED_CHARACTERS
from bot.typed_text import clean

pytestmark = pytest.mark.slow

MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 24, 3, tzinfo=UTC)

# Control characters and lone surrogates too; `st.text()` would leave these out or take seconds to set up.
anything = st.lists(st.one_of(st.integers(0, 160), st.integers(0, 0x10FFFF)).map(chr), max_size=60).map(
    "".join
)


class Patient:
    """Someone who writes to the bot, message by message, in one conversation."""

    def __init__(
        self, store: Store, content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._loop = loop
        self.store = store
        self.door = Conversations(store, assistant, content)
        self.conversation = self.door.start("test")

    def transcript(self) -> list[Message]:
        """What was written in the conversation, after the notice it began with."""
        notice, *messages = self.store.messages(self.conversation)
        assert notice.sender == "system"
        return messages

    def writes(self, text: str, client_id: str | None = None) -> list[Message]:
        """What comes back for a text."""
        return self._loop.run_until_complete(self.door.receive_text(self.conversation, text, client_id))

    def presses(self, token: str, client_id: str | None = None) -> list[Message]:
        """What comes back for a button."""
        return self._loop.run_until_complete(self.door.receive_choice(self.conversation, token, client_id))

    def writes_at_once(self, text: str, client_id: str, times: int) -> list[list[Message]]:
        """What comes back when the channel sends the same message several times at once."""

        async def send() -> list[list[Message]]:
            sent = (self.door.receive_text(self.conversation, text, client_id) for _ in range(times))
            return await asyncio.gather(*sent)

        return self._loop.run_until_complete(send())


@pytest.fixture
def patient(
    store: Store,
    live_content: LiveContent,
    played: PlayedAssistant,
    assistant: Assistant,
    loop: asyncio.AbstractEventLoop,
) -> Patient:
    """A patient whose messages reach the played assistant."""
    return Patient(store, live_content, assistant, loop)


def last_reply(messages: list[Message]) -> Reply:
    """The reply at the end of what came back."""
    reply = messages[-1].reply
    assert reply is not None
    return reply


def test_question_is_passed_on_and_answered(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """A question reaches the assistant under the conversation's id, and question and reply are stored."""
    messages = patient.writes("How long does it take?")
    assert [(m.sender, m.text) for m in messages] == [
        ("patient", "How long does it take?"),
        ("bot", "It takes about an hour."),
    ]
    assert patient.transcript() == messages
    (asked,) = played.asked
    assert (asked["sender"], asked["text"]) == (patient.conversation, "How long does it take?")
    assert asked["payload"] is None
    assert store.alerts() == []


def test_several_replies_are_stored_in_order(patient: Patient, played: PlayedAssistant) -> None:
    """Each reply of the assistant is a message of its own."""
    played.will_say(Reply("One.", "smalltalk"), Reply("Two.", "answer"))
    assert [message.text for message in patient.writes("hello")] == ["hello", "One.", "Two."]


def test_apology_at_night_names_the_number_that_is_answered(
    patient: Patient, played: PlayedAssistant, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is sent to a telephone that rings in an empty room."""
    monkeypatch.setattr("bot.asking.utc_now", lambda: MONDAY_NIGHT)
    played.status = 500
    apology = patient.writes("How long?")[-1].text
    assert content.clinic.out_of_hours in apology
    assert content.clinic.phone not in apology


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b'{"error": "the turn failed"}'),
        (503, b'{"error": "no model is loaded"}'),
        (404, b""),
        (200, b"<html>garbage"),
        (200, b"\xff\xfe"),
        (200, b"[]"),
        (200, b"null"),
        (200, b'{"replies": [{"text": "half"}]}'),
        (200, b'{"replies": null}'),
    ],
)
def test_failing_assistant_is_admitted(
    patient: Patient,
    played: PlayedAssistant,
    store: Store,
    content: Content,
    reply: Reply,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: bytes,
) -> None:
    """When the assistant fails, the patient is told so, the staff see the message, and the next one works."""
    monkeypatch.setattr("bot.asking.utc_now", lambda: MONDAY_NOON)
    played.status, played.body = status, body
    messages = patient.writes("How long?")
    assert messages[-1].text == say(content, "system.unavailable", "system").text
    assert last_reply(messages).kind == "system"
    (alert,) = store.alerts()
    assert (alert["level"], alert["message"]) == ("unanswered", messages[0].id)
    played.will_say(reply)
    assert patient.writes("How long?")[-1].text == reply.text
    assert len(store.alerts()) == 1


# BUG (reported): assistant.py takes an empty list of replies for an answer, so the patient is met with silence.
def test_assistant_that_says_nothing_is_admitted(
    patient: Patient, played: PlayedAssistant, store: Store
) -> None:
    """No reply at all is a failure, and the patient is told so."""
    played.will_say()
    messages = patient.writes("How long?")
    assert len(messages) == 2
    assert last_reply(messages).kind == "system"
    assert len(store.alerts()) == 1


def test_hanging_assistant_is_given_up(
    store: Store,
    live_content: LiveContent,
    played: PlayedAssistant,
    hurried: Assistant,
    loop: asyncio.AbstractEventLoop,
) -> None:
    """An assistant that takes too long is not waited for; the message is kept and the patient told."""
    patient = Patient(store, live_content, hurried, loop)
    played.hangs = True
    messages = patient.writes("How long?")
    assert last_reply(messages).kind == "system"
    assert patient.transcript() == messages
    (alert,) = store.alerts()
    assert alert["reason"] == "took too long"


def test_absent_assistant_is_admitted(
    store: Store, live_content: LiveContent, loop: asyncio.AbstractEventLoop
) -> None:
    """With no assistant listening at all, the message is kept and the patient told."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        absent = Assistant(f"http://127.0.0.1:{probe.getsockname()[1]}", timeout=5.0)
        patient = Patient(store, live_content, absent, loop)
        messages = patient.writes("How long?")
        loop.run_until_complete(absent.close())
    assert last_reply(messages).kind == "system"
    assert [alert["level"] for alert in store.alerts()] == ["unanswered"]
    assert patient.transcript() == messages


def test_failure_is_logged_without_the_patients_words(
    patient: Patient, played: PlayedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """The log tells of the failure and not of what the patient wrote."""
    played.status = 500
    patient.writes("a very private question")
    assert "status 500" in caplog.text
    assert "private" not in caplog.text


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", "\x00 \x1b\x07"])
def test_empty_message_is_answered_without_the_assistant(
    patient: Patient, played: PlayedAssistant, content: Content, text: str
) -> None:
    """A message without words is asked about, not guessed at."""
    messages = patient.writes(text)
    assert [message.text for message in messages] == ["", say(content, "input.empty", "system").text]
    assert played.asked == []


def test_huge_message_is_refused_kindly(patient: Patient, played: PlayedAssistant, content: Content) -> None:
    """A message too long to read is kept as far as it can be, and the patient asked for the main question."""
    messages = patient.writes("word " * 100_000)
    assert len(messages[0].text) <= MAX_STORED_CHARACTERS
    assert messages[1].text == say(content, "input.too_long", "system").text
    assert [choice.label for choice in last_reply(messages).choices] == ["Talk to a person"]
    assert played.asked == []


def test_long_letter_is_read(patient: Patient, played: PlayedAssistant) -> None:
    """A letter up to the limit is passed on whole."""
    letter = ("word " * MAX_CHARACTERS)[: MAX_CHARACTERS - 1] + "?"
    patient.writes(letter)
    assert played.asked[0]["text"] == letter


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("\U0001f600", "ok"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 ok?", "ok?"),
        ("\U0001f98a", "\U0001f98a"),
        ("\u00bfcu\u00e1nto dura?", "\u00bfcu\u00e1nto dura?"),
        ("\u0645\u0631\u062d\u0628\u0627", "\u0645\u0631\u062d\u0628\u0627"),
    ],
)
def test_any_script_and_emoji_are_stored_whole(
    patient: Patient, played: PlayedAssistant, text: str, heard: str
) -> None:
    """Other scripts are passed on as they were written, emoji as the words they stand for, if any."""
    assert patient.writes(text)[0].text == text
    assert played.asked[0]["text"] == heard


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/start",
        "/activity.driving",
        '/request.human{"procedure": "x"}',
        "//restart",
        " \x00/restart",
        "/restart@12.0",
        '/inform {"a":\n1}',
    ],
)
def test_typed_command_is_not_obeyed(
    patient: Patient, played: PlayedAssistant, content: Content, text: str
) -> None:
    """Text that looks like a command never reaches the assistant; the patient is asked for plain words."""
    messages = patient.writes(text)
    assert messages[-1].text == say(content, "input.command", "system").text
    assert played.asked == []


# BUG (reported): a lone "/" passes the door as a text that the channel strips to nothing.
@pytest.mark.parametrize("text", ["/", "///"])
def test_slash_without_words_is_not_passed_on(patient: Patient, played: PlayedAssistant, text: str) -> None:
    """A slash with no words after it is no question."""
    assert last_reply(patient.writes(text)).kind == "system"
    assert played.asked == []


def test_slash_inside_a_question_is_no_command(patient: Patient, played: PlayedAssistant) -> None:
    """A slash between words does not make a question a command."""
    patient.writes("is it safe with/without a brace?")
    assert len(played.asked) == 1


def test_broken_characters_are_mended(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """NULs and broken surrogates are replaced, and the rest of the message is stored and passed on."""
    messages = patient.writes("how\x00 long\ud800?")
    assert messages[0].text == "how  long??"
    assert patient.transcript()[0].text == played.asked[0]["text"] == "how  long??"


@given(anything)
def test_clean_text_can_be_carried(text: str) -> None:
    """Whatever is typed, what is left can be written as UTF-8, holds no control character and is trimmed."""
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert cleaned == cleaned.strip()
    assert not [c for c in cleaned if ord(c) < 32 and c not in "\n\t"]
    assert clean(cleaned) == cleaned


@given(st.text("abcdefghij é?!", max_size=60))
def test_plain_text_is_kept(text: str) -> None:
    """Ordinary words are not touched, but for the space around them."""
    assert clean(text) == text.strip()


def test_same_message_again_gives_the_same_result(
    patient: Patient, played: PlayedAssistant, store: Store
) -> None:
    """A message that the channel sends twice is answered once, and gives the same back."""
    first = patient.writes("How long?", "m-1")
    assert patient.writes("How long?", "m-1") == first
    assert len(played.asked) == 1
    assert patient.transcript() == first


def test_same_message_at_once_is_answered_once(patient: Patient, played: PlayedAssistant) -> None:
    """The same message sent three times at the same moment is answered once too."""
    first, second, third = patient.writes_at_once("How long?", "m-1", 3)
    assert first == second == third
    assert len(played.asked) == 1


def test_red_flag_does_not_wait_for_the_assistant(
    patient: Patient, played: PlayedAssistant, store: Store, content: Content
) -> None:
    """Someone in danger is told to call at once, without the assistant, and the staff are alerted."""
    played.status = 503
    messages = patient.writes("my chest hurts and I can't breathe")
    assert last_reply(messages).kind == "emergency"
    assert last_reply(messages).level == "emergency_now"
    assert content.clinic.emergency_number in messages[-1].text
    assert played.asked == []
    (alert,) = store.alerts()
    assert (alert["level"], alert["message"]) == ("emergency_now", messages[0].id)


@pytest.mark.parametrize(
    "text", ["/help I am having a seizure", "word " * 1000 + "I passed out", "\x00he passed out"]
)
def test_red_flag_is_seen_before_anything_is_refused(patient: Patient, text: str) -> None:
    """A danger in a message that is too long, or looks like a command, is still seen."""
    assert last_reply(patient.writes(text)).kind == "emergency"


def test_choice_is_passed_on_as_its_payload(patient: Patient, played: PlayedAssistant) -> None:
    """A pressed button reads as its label in the transcript and reaches the assistant as its payload."""
    token = last_reply(patient.writes("How long?")).choices[0].value
    messages = patient.presses(token, "m-2")
    assert (messages[0].sender, messages[0].text) == ("patient", "How do I prepare?")
    assert (played.asked[1]["payload"], played.asked[1]["text"]) == ("/preparation", None)
    assert patient.presses(token, "m-2") == messages
    assert len(played.asked) == 2


def test_unknown_choice_is_refused(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """A made-up button, or a payload in place of one, does nothing."""
    for token in ("made-up", HUMAN, ""):
        with pytest.raises(UnknownChoiceError):
            patient.presses(token)
    assert played.asked == []
    assert patient.transcript() == []


def test_choice_of_another_conversation_is_refused(patient: Patient, store: Store) -> None:
    """A button offered to someone else does nothing here."""
    other = store.add_conversation("test")
    stored = store.add_reply(other, Reply("Which?", "suggest", choices=(Choice("A", "/brace"),))).reply
    assert stored is not None
    with pytest.raises(UnknownChoiceError):
        patient.presses(stored.choices[0].value)


def test_yes_takes_up_the_offer_of_a_person(patient: Patient, played: PlayedAssistant) -> None:
    """Where a person is all that is offered, nobody has to press the button; other choices are not a person."""
    offer = Choice("Talk to a person", HUMAN)
    played.will_say(Reply("I have no more approved text on this.", "smalltalk", choices=(offer,)))
    patient.writes("and baths?")
    assert last_reply(patient.writes("y me puede llamar alguien?")).kind != "handoff"
    requested = last_reply(patient.writes("yes please"))
    assert requested.kind == "handoff"
    assert len(played.asked) == 2


@pytest.mark.parametrize("kind", ["smalltalk", "system"])
def test_yes_to_something_else_is_no_wish_for_a_person(
    patient: Patient, played: PlayedAssistant, kind: Kind
) -> None:
    """Below a danger it says that it is still there, and with a question beside it nobody knows what it means."""
    choices = [Choice("Talk to a person", HUMAN), Choice("When can I drive?", "/activity.driving")]
    played.will_say(Reply("Well.", kind, choices=tuple(choices[: 1 if kind == "system" else 2])))
    patient.writes("and baths?")
    assert last_reply(patient.writes("yes")).kind != "handoff"
    assert len(played.asked) == 2
