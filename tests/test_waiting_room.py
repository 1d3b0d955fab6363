"""As time goes by: patients hear what is new, staff are reminded, then the leads, and nothing is said twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from waiting import waiting_room

from bot.expectation import usual_wait
from bot.handoff import Handoffs
from bot.live_content import LiveContent
from bot.store import Store
from bot.waiting_room import WaitingRoom

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""A Monday in New York."""


class Clock:
    """A clock that is set by hand; what is stored is moved to it."""

    def __init__(self, store: Store) -> None:
        self.now = NOON
        self._store = store

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def later(self, **parts: float) -> None:
        """Let time pass."""
        self.now += timedelta(**parts)


@pytest.fixture
def clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that the hand-offs and the messages are stamped with."""
    clock = Clock(store)
    for name in ("bot.handoff._now", "bot.store._now"):
        monkeypatch.setattr(name, lambda: clock.now.isoformat(timespec="milliseconds"))
    return clock


@pytest.fixture
def room(store: Store, live_content: LiveContent, clock: Clock) -> WaitingRoom:
    """A waiting room in which five minutes are too long."""
    return waiting_room(store, live_content, clock, answer_seconds=10)


def told(store: Store, conversation: str) -> list[str]:
    """What the system has said in a conversation."""
    return [each.text for each in store.messages(conversation) if each.sender == "system"]


def waiting(store: Store) -> str:
    """A patient who waits and has been told so."""
    conversation = store.add_conversation("test")
    handoffs = Handoffs(store)
    handoffs.request(conversation, "asked")
    handoffs.tell(conversation)
    position = handoffs.position(conversation)
    found = handoffs.open(conversation)
    assert position
    assert found
    handoffs.mark(found.id, "told_position", position)
    return conversation


def test_who_waits_too_long_is_told_once_and_offered_a_call(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """After five minutes, not before, and not again."""
    conversation = waiting(store)
    clock.later(minutes=4.9)
    room.look()
    assert told(store, conversation) == []
    clock.later(minutes=0.2)
    for _ in range(3):
        room.look()
    (text,) = told(store, conversation)
    assert "nobody has been free yet" in text
    reply = store.messages(conversation)[-1].reply
    assert reply is not None
    assert [choice.label for choice in reply.choices] == ["Please call me back", "I do not need a person"]


def test_who_waits_too_long_is_answered_by_the_bot(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Before that a nurse may come any minute; so it is for who is put back into the queue. The place stays."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    held = []
    for put_back in (False, True):
        if put_back:
            handoffs.take(conversation, 1)
            handoffs.release(conversation, 1)
        for minutes in (4.9, 0.2):
            clock.later(minutes=minutes)
            room.look()
            held.append(store.holder(conversation))
    assert held == ["waiting", "bot"] * 2
    assert handoffs.position(conversation) == 1


def test_staff_are_reminded_then_the_leads(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """The first after five minutes, the others after ten."""
    conversation = waiting(store)
    seen = []
    for _ in range(3):
        clock.later(minutes=5)
        room.look()
        found = Handoffs(store).open(conversation)
        assert found
        seen.append((bool(found.reminded_at), bool(found.escalated_at)))
    assert seen == [(True, False), (True, True), (True, True)]


def test_who_is_put_back_waits_anew(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Nobody is alarmed at once, however long ago the patient asked; after five minutes staff are, then the leads."""
    conversation, later = waiting(store), waiting(store)
    handoffs = Handoffs(store)
    handoffs.take(conversation, 1)
    handoffs.take(later, 2)
    clock.later(minutes=30)
    handoffs.release(conversation, 1)
    handoffs.tell(conversation)
    seen = []
    for minutes in (0.1, 4.8, 0.2, 5):
        clock.later(minutes=minutes)
        room.look()
        found = handoffs.open(conversation)
        assert found
        seen.append((bool(found.reminded_at), bool(found.escalated_at), len(told(store, conversation))))
    assert seen == [(False, False, 0), (False, False, 0), (True, False, 1), (True, True, 1)]
    handoffs.release(later, 2)
    assert handoffs.position(conversation) == 1


def test_who_asks_again_does_not_wait_anew(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Going on with the bot meanwhile, and asking once more, puts nothing off."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    clock.later(minutes=4)
    handoffs.go_on(conversation)
    handoffs.request(conversation, "asked")
    handoffs.tell(conversation)
    clock.later(minutes=1.1)
    room.look()
    assert len(told(store, conversation)) == 1


def test_who_becomes_next_hears_it(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """When the patient before is taken, the second is told, once."""
    first, second = waiting(store), waiting(store)
    room.look()
    assert told(store, second) == []
    Handoffs(store).take(first, 1)
    room.look()
    room.look()
    assert told(store, second) == ["You are next now."]


def test_closing_time_is_told(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Who asked in time hears once that the clinic has closed and when someone is back; nobody is reminded at night."""
    conversation = waiting(store)
    clock.now = NOON + timedelta(hours=5, minutes=1)
    room.look()
    clock.later(hours=3)
    room.look()
    (text,) = told(store, conversation)
    assert "tomorrow at 8:00" in text
    found = Handoffs(store).open(conversation)
    assert found
    assert found.reminded_at is None


def test_night_does_not_count(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Who asked at night is late only when the clinic has been open for five minutes."""
    clock.now = datetime(2026, 11, 24, 3, tzinfo=UTC)
    conversation = waiting(store)
    clock.now = datetime(2026, 11, 24, 13, 4, tzinfo=UTC)
    room.look()
    assert told(store, conversation) == []
    clock.later(minutes=2)
    room.look()
    assert len(told(store, conversation)) == 1


def test_request_of_an_action_that_failed_is_announced(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """Nobody waits without knowing it, even if every other part broke down; the answer is given its time first."""
    conversation = store.add_conversation("test")
    Handoffs(store).request(conversation, "asked")
    clock.later(seconds=9)
    room.look()
    assert told(store, conversation) == []
    clock.later(seconds=1)
    room.look()
    room.look()
    (text,) = told(store, conversation)
    assert text.startswith("Your request is noted for the staff.")


def test_second_request_of_an_action_that_failed_is_announced_as_one(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """Who asks again, and goes on with the bot, reads the same from the waiting room as from the answer."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    handoffs.go_on(conversation)
    handoffs.request(conversation, "asked")
    clock.later(seconds=10)
    room.look()
    (text,) = told(store, conversation)
    assert text.startswith("You have already asked for a person.")


def test_request_put_back_is_told_at_once_and_as_noted(store: Store, room: WaitingRoom) -> None:
    """No answer of the assistant's is on its way to who was in talk with the staff."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    handoffs.take(conversation, 1)
    handoffs.release(conversation, 1)
    room.look()
    (text,) = told(store, conversation)
    assert text.startswith("Your request is noted for the staff.")


def test_staff_who_do_not_answer_are_reminded(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """A patient whose nurse has gone silent is not forgotten; an answer takes the reminder back."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    handoffs.take(conversation, 1)
    store.add_patient_message(conversation, "are you there?", None)
    clock.later(minutes=6)
    room.look()
    found = handoffs.open(conversation)
    assert found
    assert found.reminded_at
    store.add_staff_message(conversation, "Yes, I am here.", 1, "x")
    handoffs.calm(conversation)
    room.look()
    found = handoffs.open(conversation)
    assert found
    assert found.reminded_at is None


def test_danger_that_nobody_asked_about_reminds_the_staff_alone(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """A patient who goes on with the bot after a red flag is not told that nobody came."""
    conversation = store.add_conversation("test")
    Handoffs(store).flag(conversation, "chest pain", "emergency_now")
    clock.later(minutes=6)
    room.look()
    found = Handoffs(store).open(conversation)
    assert found
    assert found.reminded_at
    assert told(store, conversation) == []


def test_danger_whose_patient_does_not_want_to_wait_reminds_the_staff(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """The reminders and the leads' alarm go on; the patient, who waits for nobody, hears nothing of it."""
    conversation = waiting(store)
    handoffs = Handoffs(store)
    handoffs.flag(conversation, "chest pain", "emergency_now")
    assert handoffs.cancel(conversation)
    for _ in range(2):
        clock.later(minutes=6)
        room.look()
    found = handoffs.open(conversation)
    assert found
    assert (bool(found.reminded_at), bool(found.escalated_at)) == (True, True)
    assert told(store, conversation) == []


def test_who_is_put_back_after_a_danger_waits_for_somebody(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """Nobody was promised before; who has talked to a nurse and is put back is told of a long wait and of closing."""
    conversation = store.add_conversation("test")
    handoffs = Handoffs(store)
    handoffs.flag(conversation, "chest pain", "emergency_now")
    clock.later(minutes=6)
    room.look()
    seen = [len(told(store, conversation))]
    for _ in range(2):
        handoffs.take(conversation, 1)
        handoffs.release(conversation, 1)
        handoffs.tell(conversation)
        room.look()
        seen.append(len(told(store, conversation)))
        clock.later(minutes=6)
        room.look()
        seen.append(len(told(store, conversation)))
    assert seen == [0, 0, 1, 1, 2]
    clock.later(hours=6)
    room.look()
    assert "closed" in told(store, conversation)[-1]


def test_who_asks_long_after_a_danger_waits_from_then_on(
    store: Store, room: WaitingRoom, clock: Clock
) -> None:
    """The staff were late for the danger; the patient hears of a wait of five minutes, not at once and not never."""
    conversation = store.add_conversation("test")
    handoffs = Handoffs(store)
    handoffs.flag(conversation, "chest pain", "emergency_now")
    clock.later(minutes=30)
    room.look()
    seen = []
    for _ in range(2):
        handoffs.request(conversation, "asked")
        handoffs.tell(conversation)
        for minutes in (0.1, 5):
            clock.later(minutes=minutes)
            room.look()
            seen.append(len(told(store, conversation)))
        assert handoffs.cancel(conversation)
        clock.later(minutes=10)
        room.look()
        seen.append(len(told(store, conversation)))
    assert seen == [0, 1, 1, 1, 2, 2]


def test_usual_wait_is_the_median_of_enough_waits(live_content: LiveContent) -> None:
    """Of four waits nothing is usual; night's requests do not count; long waits are told in fives."""
    hours = live_content.current().clinic.hours
    day = [(NOON - timedelta(days=3, minutes=n), 60.0 * n) for n in range(1, 6)]
    night = [(datetime(2026, 11, 20, 3, tzinfo=UTC), 30_000.0)] * 20
    assert usual_wait(hours, lambda since: day[:4], NOON) is None
    assert usual_wait(hours, lambda since: [*day, *night], NOON) == 3
    assert usual_wait(hours, lambda since: [(asked, 20 * wait) for asked, wait in day], NOON) == 60
    assert usual_wait(hours, lambda since: [(asked, 1.0) for asked, _ in day], NOON) == 1


def test_request_that_nobody_ends_is_closed_in_the_end(store: Store, room: WaitingRoom, clock: Clock) -> None:
    """After 60 days without a word it is ended, once, and the patient is told."""
    conversation = waiting(store)
    clock.later(days=59)
    room.look()
    assert store.has_open_handoff(conversation)
    clock.later(days=2)
    for _ in range(2):
        room.look()
    assert not store.has_open_handoff(conversation)
    assert sum("closed now" in text for text in told(store, conversation)) == 1
