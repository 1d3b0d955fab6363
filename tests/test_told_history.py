"""Who only tells that it was done asks nothing yet."""

from __future__ import annotations

import pytest

from bot.told_history import is_over, tells_history


@pytest.mark.parametrize(
    "text",
    [
        "good morning it is Mrs Halloran here, I was done on tuesday",
        "had two bones filled on Monday, mostly fine",
        "it's about my mum, she's 77, done nine days ago",
        "I had mine this morning by the way",
        "my husband has had the procedure yesterday",
        "Hello, I am having the procedure next Tuesday.",
        "just got home from the op",
        "I have it on the 14th",
        "its on Tuesday",
    ],
)
def test_history_is_told(text: str) -> None:
    """With who writes, when it was, and that all is well."""
    assert tells_history(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok great, got it",
        "I had it on Monday and it still hurts",
        "had it done, when can I drive",
        "I was done on tuesday, is that good",
        "I have had it",
        "the procedure",
        "I had a fall yesterday",
        "it is the 2nd time this week",
        "it's in my back",
        "it's fine today",
        "my mum had it on Friday and can't walk",
        "I am getting the treatment tomorrow and my leg is numb",
        "have you had it yourself on a Monday?",
    ],
)
def test_whatever_else_is_said_is_dealt_with(text: str) -> None:
    """A pain, a question, a sign: one word that is not of the history is enough."""
    assert not tells_history(text)


def test_procedure_is_known_by_where_it_is_named() -> None:
    """Whatever procedures a clinic has."""
    text = "hi i had a discectomy 10 days ago"
    assert tells_history(text, [(11, 21)])
    assert not tells_history(text)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("had two bones filled on Monday", True),
        ("my mum was done nine days ago", True),
        ("it's about my mum, she's 77, done nine days ago", True),
        ("I am having the procedure next Tuesday", False),
        ("she is getting it done tomorrow", False),
        ("we have the operation in two weeks", False),
        ("I have it on the 14th", False),
        ("it's on Tuesday", False),
    ],
)
def test_it_is_over_or_ahead(text: str, over: bool) -> None:
    """Who has had it done does not ask how it is done."""
    assert is_over(text) == over
