"""Who asks to be called is told whether that can be had, and not only that somebody will write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.call_wish import wishes_call
from bot.content import Content
from bot.expectation import CALL_ME, CANCEL, GO_ON
from bot.handoff import request_person
from bot.store import Store

NOON, NIGHT = datetime(2026, 11, 23, 17, tzinfo=UTC), datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "get someone to ring me",
        "can a nurse call me",
        "call me back please",
        "phone my daughter",
        "id like a call",
        "can i have a call back",
        "give me a ring",
        "request a callback",
        "can I speak to someone on the phone",
        "i'd rather talk to a nurse by phone",
        "I'd like to be called",
        "I want to be called back",
        "could i get a telephone call",
        "give me a quick ring",
        "can someone ring me, I can't type",
    ],
)
def test_wish_to_be_called_is_understood(text: str) -> None:
    """In whatever word for it."""
    assert wishes_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "who do i call",
        "should i call 911",
        "i called you",
        "let me speak to someone",
        "please do not call me",
        "don't ring me, i want a person to write",
        "I dont want anyone to phone me, just a nurse here",
        "i'd rather not be called, can a person write",
        "no calls please, a person in the chat",
        "I need to call the clinic",
        "do I need to ring someone",
    ],
)
def test_other_words_wish_no_call(text: str) -> None:
    """A number that is asked for, or a person."""
    assert not wishes_call(text)


@pytest.mark.parametrize(("now", "choices"), [(NOON, [CALL_ME, GO_ON, CANCEL]), (NIGHT, [CALL_ME, CANCEL])])
def test_call_is_offered_where_it_can_be_had(
    store: Store, content: Content, now: datetime, choices: list[str]
) -> None:
    """Once, at any time of day."""
    reply = request_person(
        store,
        content,
        store.add_conversation("test"),
        "asked",
        now,
        can_call_back=True,
        text="get someone to ring me",
    )
    assert "If you would rather be called" in reply.text
    assert [each.value for each in reply.choices] == choices


@pytest.mark.parametrize(("now", "number"), [(NOON, "{phone}"), (NIGHT, "{out_of_hours}")])
def test_number_is_told_where_no_call_can_be_had(
    store: Store, content: Content, now: datetime, number: str
) -> None:
    """That the staff write here, and the number that is answered now."""
    reply = request_person(
        store,
        content,
        store.add_conversation("test"),
        "asked",
        now,
        can_call_back=False,
        text="get someone to ring me",
    )
    called = content.clinic.facts()[number.strip("{}")]
    assert reply.text.endswith(
        f"The staff answer here, in this chat. To talk to someone by phone, call {called}."
    )
    assert CALL_ME not in [each.value for each in reply.choices]
