"""Whoever is faster: two staff never have one conversation, and the bot never answers over a person."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.handoff import Handoffs, NotYoursError
from bot.reply import Reply
from bot.store import BOT, Store

pytestmark = pytest.mark.slow

ROUNDS = 12


def at_once(*jobs: Callable[[], None]) -> None:
    """Run each in a thread of its own, all started by one signal."""
    barrier = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        barrier.wait()
        try:
            job()
        except BaseException as error:  # handed to the test below
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def _take(
    path: Path, conversation: str, who: int, won: list[int], lost: list[tuple[int, int | None]]
) -> None:
    with closing(Store(path)) as store:
        try:
            Handoffs(store).take(conversation, who)
            won.append(who)
        except NotYoursError as refused:
            lost.append((who, refused.taken_by))


def test_of_many_staff_one_takes_it_and_the_others_hear_who(store: Store) -> None:
    """Five staff press 'take' in the same moment, each with a connection of its own."""
    for _ in range(ROUNDS):
        conversation = store.add_conversation("test")
        Handoffs(store).request(conversation, "asked")
        won: list[int] = []
        lost: list[tuple[int, int | None]] = []
        at_once(*(partial(_take, store.path, conversation, who, won, lost) for who in range(1, 6)))
        (winner,) = won
        assert sorted(who for who, _ in lost) == [who for who in range(1, 6) if who != winner]
        assert {has for _, has in lost} == {winner}


def test_reply_and_taking_in_the_same_moment(store: Store) -> None:
    """Whichever is first, no reply of the bot has a higher number than the step that took it away."""
    for _ in range(ROUNDS):
        conversation = store.add_conversation("test")
        message = store.add_patient_message(conversation, "hello", None)

        def answers(conversation: str = conversation, number: int = message.id) -> None:
            with closing(Store(store.path)) as own:
                first = own.messages(conversation)[0]
                assert first.id == number
                for _ in range(20):
                    own.add_reply_if_held(first, Reply("Hi.", "smalltalk"), BOT)

        def takes(conversation: str = conversation) -> None:
            with closing(Store(store.path)) as own, own.writing():
                Handoffs(own).take(conversation, 1)
                own.add_reply(conversation, Reply("A nurse has joined.", "handoff"), sender="system")

        at_once(answers, takes)
        senders = [each.sender for each in store.messages(conversation)]
        assert senders[-1] == "system"
        assert set(senders[1:-1]) <= {"bot"}


def test_reply_that_was_being_made_when_staff_came_is_withheld(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """The assistant is still thinking when a nurse takes the conversation: its reply is never stored."""

    def a_nurse_comes() -> None:
        with closing(Store(store.path)) as own:
            Handoffs(own).take(patient.conversation, 7)

    played.on_message = a_nurse_comes
    assert patient.writes("How long does it take?", "m1") == []
    assert [each.sender for each in store.messages(patient.conversation)] == ["system", "patient"]
    assert len(played.asked) == 1


def test_withheld_reply_does_not_come_later(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """The channel sends the message again after the nurse has left: it was hers, and the bot keeps out of it."""
    handoffs = Handoffs(store)

    def a_nurse_comes() -> None:
        with closing(Store(store.path)) as own:
            Handoffs(own).take(patient.conversation, 7)

    played.on_message = a_nurse_comes
    patient.writes("How long does it take?", "m1")
    handoffs.close(patient.conversation, 7, "answered")
    assert patient.writes("How long does it take?", "m1") == []
    assert len(played.asked) == 1
    played.on_message = None
    assert [reply.kind for reply in patient.writes("And how is it done?", "m2")] == ["answer"]


@pytest.mark.parametrize(
    "typed",
    [
        "How long does it take?", "/restart", "/start", "/recovery", '/recovery{"procedure": "kyphoplasty"}',
        "", "   ", "x" * 4001, "tell me more", "what do you know about me", "thanks", "/request.human ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("holder", ["waiting", "staff"])
def test_whatever_is_typed_the_bot_is_silent(
    patient: Patient, store: Store, played: PlayedAssistant, typed: str, holder: str
) -> None:
    """Commands, payloads, nothing at all: while a person is waited for or there, the bot says not a word."""
    handoffs = Handoffs(store)
    handoffs.request(patient.conversation, "asked")
    if holder == "staff":
        handoffs.take(patient.conversation, 7)
    before = len(store.messages(patient.conversation))
    patient.writes(typed)
    new = store.messages(patient.conversation)[before:]
    assert [each.sender for each in new if each.sender == "bot"] == []
    assert (holder == "staff") <= ([each.sender for each in new] == ["patient"])
    assert played.asked == []
    assert store.holder(patient.conversation) == holder


def test_old_button_is_silent_too(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """A button that was offered before the nurse came is stored as pressed, and she reads it."""
    patient.writes("How long does it take?")
    token = patient.token("How do I prepare?")
    Handoffs(store).take(patient.conversation, 7)
    asked = len(played.asked)
    assert patient.presses_token(token) == []
    assert store.messages(patient.conversation)[-1].text == "How do I prepare?"
    assert len(played.asked) == asked


@pytest.mark.parametrize("holder", ["waiting", "staff"])
def test_danger_is_met_with_help_all_the_same(patient: Patient, store: Store, holder: str) -> None:
    """A red flag is the one thing that the bot answers over a person."""
    handoffs = Handoffs(store)
    handoffs.request(patient.conversation, "asked")
    if holder == "staff":
        handoffs.take(patient.conversation, 7)
    (reply,) = patient.writes("I can't breathe")
    assert reply.kind == "emergency"
    assert store.holder(patient.conversation) == holder
