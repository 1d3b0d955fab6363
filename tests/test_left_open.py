"""A request that everybody has forgotten is closed after many quiet days, and only then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.content import Content
from bot.feed import Feed
from bot.handoff import LEFT_OPEN, Handoffs
from bot.left_open import ACTION, LeftOpen
from bot.staff_accounts import StaffAccounts
from bot.staff_audit import StaffAudit
from bot.store import Store

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
At = Callable[[int], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """What is written from now on is written as it was so many days ago."""

    def days_ago(days: int) -> None:
        moment = (NOW - timedelta(days=days)).isoformat(timespec="milliseconds")
        for name in ("bot.handoff._now", "bot.store._now"):
            monkeypatch.setattr(name, lambda: moment)

    return days_ago


@pytest.fixture
def close(store: Store, content: Content) -> Callable[[], None]:
    """One look after 60 quiet days."""
    return lambda: LeftOpen(store, Feed(), 60).close(content, NOW)


def asked(store: Store) -> str:
    """A patient who asks for a person."""
    conversation = store.add_conversation("test")
    store.add_patient_message(conversation, "can someone help me", None)
    Handoffs(store).request(conversation, "asked")
    return conversation


def test_forgotten_request_is_closed_and_the_patient_told(
    store: Store, at: At, close: Callable[[], None]
) -> None:
    """After 60 quiet days it ends with an outcome of its own, the bot answers again, and the staff's log says so."""
    at(61)
    conversation = asked(store)
    at(0)
    close()
    (ended,) = Handoffs(store).of(conversation)
    assert (ended.ended_by, ended.outcome) == ("system", LEFT_OPEN)
    assert store.holder(conversation) == "bot"
    assert "closed now" in store.messages(conversation)[-1].text
    assert [each["action"] for each in StaffAudit(store).entries()] == [ACTION]


def test_request_of_yesterday_stays_open(store: Store, at: At, close: Callable[[], None]) -> None:
    """Fifty-nine days are not sixty."""
    at(59)
    conversation = asked(store)
    close()
    assert store.holder(conversation) == "waiting"


def test_a_word_of_the_patient_keeps_it_open(store: Store, at: At, close: Callable[[], None]) -> None:
    """Who still writes still waits, however old the request."""
    at(90)
    conversation = asked(store)
    at(10)
    store.add_patient_message(conversation, "is anyone there?", None)
    close()
    assert store.holder(conversation) == "waiting"


def test_a_word_of_the_staff_keeps_it_open(store: Store, at: At, close: Callable[[], None]) -> None:
    """So does an answer, and that somebody has taken it."""
    account = StaffAccounts(store).add("ana", "Ana", "staff", "a password that is long", must_change=False)
    at(90)
    written, taken = asked(store), asked(store)
    Handoffs(store).take(written, account.id)
    at(10)
    store.add_staff_message(written, "good morning", account.id, "1")
    Handoffs(store).take(taken, account.id)
    close()
    assert [store.holder(each) for each in (written, taken)] == ["staff", "staff"]


def test_conversation_that_staff_forgot_goes_back_to_the_bot(
    store: Store, at: At, close: Callable[[], None]
) -> None:
    """A nurse who never closed a talk does not leave its patient without any answer for ever."""
    account = StaffAccounts(store).add("ana", "Ana", "staff", "a password that is long", must_change=False)
    at(90)
    conversation = asked(store)
    Handoffs(store).take(conversation, account.id)
    close()
    assert store.holder(conversation) == "bot"


def test_alert_outlives_the_request_that_it_raised(store: Store, at: At, close: Callable[[], None]) -> None:
    """A sign of danger stays before the staff until one of them has seen to it; the patient hears nothing."""
    at(90)
    conversation = store.add_conversation("test")
    message = store.add_patient_message(conversation, "my legs are numb", None)
    store.add_alert(message, "emergency_now", "cauda_equina: numb")
    Handoffs(store).flag(conversation, "numb", "emergency_now")
    close()
    assert not store.has_open_handoff(conversation)
    assert [each["conversation"] for each in store.open_alerts()] == [conversation]
    assert len(store.messages(conversation)) == 1
