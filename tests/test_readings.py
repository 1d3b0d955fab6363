"""A danger is looked for in a message as it is, and without who writes it."""

from __future__ import annotations

import time

import pytest

from bot.privacy import redactor_for
from bot.readings import readings, readings_of_stored

pytestmark = pytest.mark.slow


def read(text: str) -> tuple[str, ...]:
    """The readings of a message as it is typed."""
    return readings(text, redactor_for("US").redact(text))


@pytest.mark.parametrize("text", ["my legs are numb", "can I drive?", ""])
def test_message_of_nobody_is_read_once(text: str) -> None:
    """Where nothing points to a person, there is one way to read it."""
    assert read(text) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "My name is Mary Jones, born 3/4/1941. I wish I would die in my sleep. You can reach my daughter Ann Jones on"
        " 212 555 0123.",
        "Hello, this is John Miller. I wish I would die in my sleep. Please call me back on (212) 555-0187.",
        "I wish I would die in my sleep. Kind regards, John Miller",
    ],
)
def test_what_is_told_is_read_alone(text: str) -> None:
    """Without the names and numbers, and without the words that lead to them."""
    first, *_, last = read(text)
    assert first == text
    assert last.removeprefix("Hello, ").strip() == "I wish I would die in my sleep."


def test_what_is_stored_is_read_as_what_was_typed() -> None:
    """With marks in place of names; how much a danger weighs is asked again later."""
    stored = redactor_for("US").redact("Hello, this is John Miller. I wish I would die in my sleep.").text
    assert readings_of_stored(stored)[-1].removeprefix("Hello, ").strip() == "I wish I would die in my sleep."
    assert readings_of_stored("my legs are numb") == ("my legs are numb",)


def test_details_alone_are_read_as_they_are() -> None:
    """A message that is nothing else leaves nothing empty behind."""
    assert all(read("212 555 0123"))


def test_reading_a_huge_message_takes_no_time() -> None:
    """Twenty thousand letters of words that may lead to a name, and hardly ever do."""
    redacted = redactor_for("US").redact("for my daughter and on " * 850 + "212 555 0123")
    began = time.process_time()
    readings("", redacted)
    assert time.process_time() - began < 0.5
