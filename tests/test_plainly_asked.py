"""Wordings that ask one thing are not taken for another."""

from __future__ import annotations

import re

import pytest

from bot.content import Content
from bot.plainly_asked import CONTACT, COST, FIGURE, plainly_asked, plainly_asked_beside


@pytest.mark.parametrize(
    "text",
    [
        "what counts as fever",
        "What counts as a high temperature?",
        "how high a temperature",
        "what temperature is a fever",
        "when is it a fever",
        "how high does the fever have to be",
        "what temperature should i call at",
    ],
)
def test_figure_of_a_fever_is_asked_for(text: str, content: Content) -> None:
    """The answer says it in its first part."""
    assert plainly_asked(text) == FIGURE
    for group in content.groups(FIGURE, content.procedures):
        assert re.search(r"38 C or 100\.4 F", group.answer.text)


@pytest.mark.parametrize("text", ["who can I ask?", "ok who can I ask then", "so whom do I call about that"])
def test_whom_to_ask_is_how_to_reach_the_clinic(text: str) -> None:
    """Nobody is asked to come."""
    assert plainly_asked(text) == CONTACT
    assert plainly_asked("who can I talk to about my date") is None


@pytest.mark.parametrize(
    "text",
    [
        "which one is cheaper",
        "and which of the two costs more?",
        "is kyphoplasty more expensive",
        "is one cheaper than the other",
        "do they cost the same",
        "what is the cheapest",
        "how do the prices compare",
        "is the second one more expensive?",
        "and that one costs more?",
        "does the other one cost less",
    ],
)
def test_prices_compared_are_a_question_of_cost(text: str) -> None:
    """And not of how the two differ."""
    assert plainly_asked(text) == COST


@pytest.mark.parametrize(
    "text",
    [
        "what if i get a fever before the operation",
        "i have a fever",
        "how hot is the cement",
        "can the cement give me a temperature",
        "what is my temperature",
        "which one is better",
        "which one is cheaper and how long does it take",
        "",
    ],
)
def test_other_words_have_to_be_understood(text: str) -> None:
    """A fever that is there is the door's to meet."""
    assert plainly_asked(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I want to know how they differ, which one is cheaper, and when can I drive", [COST]),
        ("when can I drive and what counts as a fever?", [FIGURE]),
        ("when can I drive, and when can I fly", []),
    ],
)
def test_clause_of_several_is_not_lost(text: str, asked: list[str]) -> None:
    """However many others there are."""
    assert plainly_asked_beside(text) == asked
