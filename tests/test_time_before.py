"""What is approved for afterwards is not given as an answer on the time before."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.reply import Reply
from bot.time_before import asks_of_before, for_afterwards

WINE = Reply("Do not drink alcohol for at least 24 hours.", "answer", answer_ids=("activity.alcohol",))


@pytest.mark.parametrize(
    "text",
    [
        "a whisky the night before?",
        "can I have a glass of wine before my procedure",
        "and beforehand?",
        "can I take ibuprofen up to the day",
        "how long before the operation should I stop drinking",
        "can she swim before the procedure",
        "may I drive two days before",
        "can he lift things before he goes in",
        "do i shower before",
        "and can I have a bath before?",
    ],
)
def test_the_time_before_is_told(text: str) -> None:
    """By its day, its night, or what it is before."""
    assert asks_of_before(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long before I can drive",
        "can I lift as I did before",
        "can I walk like before",
        "can I drink wine after the operation, the day before my birthday",
        "how many weeks before I may swim",
        "I want to be able to walk like before",
        "can I drink the day before I can drive",
        "I had it on Monday, can I have a beer the night before my checkup",
        "when can I have a beer",
    ],
)
def test_the_time_until_is_another(text: str) -> None:
    """'How long before I can drive' is about afterwards."""
    assert not asks_of_before(text)


def test_answer_begins_with_what_it_is_for(content: Content) -> None:
    """And with whom to ask; an answer for any time stands as it is."""
    told = for_afterwards(content, "a beer the night before?", [], WINE)
    assert told.text.startswith("I have no approved answer on this for the time before it.")
    assert told.text.endswith(WINE.text)
    assert for_afterwards(content, "when can I have a beer", [], WINE) == WINE
    signs = Reply("Call the clinic.", "answer", answer_ids=("aftercare.warning_signs",))
    fasting = Reply("Eat nothing.", "answer", answer_ids=("preparation.fasting",))
    two = Reply("Both.", "answer", answer_ids=("activity.alcohol", "activity.driving"))
    for reply in (signs, fasting, two):
        assert for_afterwards(content, "and the night before?", [], reply) == reply


def test_procedure_is_known_by_where_it_is_named(content: Content) -> None:
    """Whatever procedures a clinic has."""
    text = "a beer before my discectomy?"
    assert for_afterwards(content, text, [(17, 27)], WINE).text != WINE.text
    assert for_afterwards(content, text, [], WINE) == WINE
