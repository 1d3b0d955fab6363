"""A person is asked for, and the patient hears honestly when the clinic can be expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.clinic import OpeningHours
from bot.content import Content
from bot.expectation import CALL_ME, CANCEL
from bot.handoff import Handoffs, request_person
from bot.patient_handoff import ASKED
from bot.store import Store

MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 24, 3, tzinfo=UTC)
BEFORE_THANKSGIVING = datetime(2026, 11, 25, 23, tzinfo=UTC)


@pytest.fixture
def conversation(store: Store) -> str:
    """A conversation in the store."""
    return store.add_conversation("test")


def test_open_clinic_says_until_when(store: Store, content: Content, conversation: str) -> None:
    """While the clinic is open the patient hears until when, and the request is on record."""
    reply = request_person(store, content, conversation, "asked", MONDAY_NOON, can_call_back=True)
    assert reply.kind == "handoff"
    assert "until 17:00" in reply.text
    (handoff,) = store.open_handoffs()
    assert (handoff["conversation"], handoff["reason"]) == (conversation, "asked")


@pytest.mark.parametrize(
    ("now", "opens"),
    [(MONDAY_NIGHT, "tomorrow at 8:00"), (BEFORE_THANKSGIVING, "on Friday at 8:00")],
)
def test_closed_clinic_says_when_it_opens(
    store: Store, content: Content, conversation: str, now: datetime, opens: str
) -> None:
    """While the clinic is closed the patient hears when the staff are back, and whom to call meanwhile."""
    reply = request_person(store, content, conversation, "asked", now, can_call_back=True)
    assert opens in reply.text
    assert content.clinic.out_of_hours in reply.text
    assert len(store.open_handoffs()) == 1


def test_second_request_is_not_a_second_entry(store: Store, content: Content, conversation: str) -> None:
    """Asking again is answered, and the staff see one request."""
    first = request_person(store, content, conversation, "asked", MONDAY_NOON, can_call_back=True)
    again = request_person(store, content, conversation, "asked", MONDAY_NOON, can_call_back=True)
    assert again.kind == "handoff"
    assert again.text != first.text
    assert len(store.open_handoffs()) == 1


def test_second_request_while_closed_is_told_whom_to_call_then(
    store: Store, content: Content, conversation: str
) -> None:
    """The clinic's own number is not answered at night."""
    request_person(store, content, conversation, "asked", MONDAY_NIGHT, can_call_back=True)
    again = request_person(store, content, conversation, "asked", MONDAY_NIGHT, can_call_back=True)
    assert again.text.startswith("You have already asked for a person.")
    assert "tomorrow at 8:00" in again.text
    assert content.clinic.out_of_hours in again.text


def test_clinic_without_hours_promises_no_time(store: Store, content: Content, conversation: str) -> None:
    """A clinic that gave no hours is never said to be open."""
    hours = OpeningHours(ZoneInfo("UTC"), {}, frozenset())
    without = replace(content, clinic=replace(content.clinic, hours=hours))
    reply = request_person(store, without, conversation, "asked", MONDAY_NOON, can_call_back=True)
    assert "open now" not in reply.text
    assert not [c for c in reply.text if c in "{}"]


@pytest.mark.parametrize("key", ["handoff.open", "handoff.closed", "handoff.repeat", "handoff.repeat_closed"])
def test_nobody_is_claimed_to_be_there(content: Content, key: str) -> None:
    """No text of the hand-off says that someone has joined, is typing or is on the line."""
    text = content.replies[key].lower()
    claims = (
        "is here",
        "is there",
        "has joined",
        "connecting you",
        "is typing",
        "on the line",
        "with you now",
    )
    assert not [claim for claim in claims if claim in text]
    assert "noted" in text


@pytest.mark.parametrize(("key", "needs"), [("handoff.open", "{closes}"), ("handoff.closed", "{opens}")])
def test_hand_off_texts_tell_the_time_and_the_numbers(content: Content, key: str, needs: str) -> None:
    """Each first reply says when, and what to do in an emergency."""
    assert needs in content.replies[key]
    assert "{emergency}" in content.replies[key]


@pytest.mark.parametrize(("can_call_back", "offered"), [(True, [CALL_ME, CANCEL]), (False, [CANCEL])])
def test_no_call_is_offered_that_cannot_be_had(
    store: Store, content: Content, conversation: str, can_call_back: bool, offered: list[str]
) -> None:
    """At night a call is offered where a number can be kept, and only there; the bot goes on without being told to."""
    reply = request_person(store, content, conversation, "asked", MONDAY_NIGHT, can_call_back=can_call_back)
    assert [each.value for each in reply.choices] == offered


@pytest.mark.parametrize(("told", "can"), [("yes", True), ("no", False)])
def test_action_server_knows_whether_a_call_can_be_had(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: str, can: bool
) -> None:
    """It rightly has no key, and is told whether the front door has one."""
    from actions.services import services

    monkeypatch.delenv("CLINIC_BOT_CONTACT_KEY", raising=False)
    monkeypatch.setenv("CLINIC_BOT_DATA", str(tmp_path))
    monkeypatch.setenv("CLINIC_BOT_CALLS_BACK", told)
    opened = services.__wrapped__()
    assert opened.can_call_back is can
    opened.store.close()


def test_action_and_door_give_a_request_the_same_reason(
    store: Store, content: Content, conversation: str
) -> None:
    """The staff read one wish under one name, whoever recorded it."""
    from actions.person_turn import ask_for_person

    services = SimpleNamespace(store=store, can_call_back=True)
    turn = SimpleNamespace(
        services=services, content=content, conversation=conversation, text="a person please"
    )
    ask_for_person(cast(Any, turn))
    assert [each.reason for each in Handoffs(store).of(conversation)] == [ASKED]
