"""Fixed replies are filled with the clinic's facts."""

from __future__ import annotations

import re

import pytest

from bot.content import Content
from bot.replies import HUMAN, REPLY_KEYS, REPLY_PLACEHOLDERS, fill, human_choice, join_names, say


def test_facts_are_filled_in(content: Content) -> None:
    """A reply names the clinic's phone and emergency number."""
    reply = say(content, "system.unavailable", "system")
    assert reply.kind == "system"
    assert content.clinic.phone in reply.text
    assert content.clinic.emergency_number in reply.text


def test_no_reply_shows_a_placeholder(content: Content) -> None:
    """Once its facts are given, no shipped reply has a brace left for a patient to read."""
    facts = dict.fromkeys(REPLY_PLACEHOLDERS, "x")
    filled = {key: fill(content, content.replies[key], **facts) for key in REPLY_KEYS}
    assert {key: text for key, text in filled.items() if re.search(r"[{}]", text)} == {}


def test_placeholder_at_the_start_of_a_sentence_is_capitalised(content: Content) -> None:
    """{Procedure} is filled in with a capital letter, {procedure} without."""
    filled = fill(content, "{Procedure} or {procedure}", procedure="kyphoplasty")
    assert filled == "Kyphoplasty or kyphoplasty"


def test_unknown_placeholder_stays(content: Content) -> None:
    """A placeholder that nobody knows is left alone rather than guessed."""
    assert fill(content, "Call {fone}.") == "Call {fone}."


@pytest.mark.parametrize(
    ("names", "joined"),
    [((), ""), (("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")],
)
def test_names_are_joined_as_people_do(names: tuple[str, ...], joined: str) -> None:
    """Names are joined with commas and one word before the last."""
    assert join_names(names, "or") == joined


def test_person_is_one_press_away(content: Content) -> None:
    """The choice of a person asks for one."""
    assert human_choice(content).label == "Talk to a person"
    assert human_choice(content).value == HUMAN
