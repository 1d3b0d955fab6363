"""'The rest' and 'yes please' take up what was offered; words that say more than that do not."""

from __future__ import annotations

import pytest

from bot.going_on import asks_for_less, asks_for_the_rest, misses_answer, part_missed, says_not_that, says_yes


@pytest.mark.parametrize(
    "text",
    [
        "the rest",
        "The rest, please.",
        "and the rest?",
        "what about the rest",
        "the other ones",
        "and the others?",
        "the others",
        "the other questions",
        "and the other two",
        "yes, the rest",
        "what about the other things I asked",
        "all the rest of my questions",
    ],
)
def test_rest_is_asked_for(text: str) -> None:
    """In the few words that people have for it."""
    assert asks_for_the_rest(text)


@pytest.mark.parametrize(
    "text",
    [
        "the other one",
        "rest in bed",
        "do I need to rest?",
        "what about other risks",
        "other",
        "",
        "is bed rest best",
    ],
)
def test_rest_is_something_else(text: str) -> None:
    """The other procedure, a rest in bed and any question are no rest of what was asked."""
    assert not asks_for_the_rest(text)


@pytest.mark.parametrize("text", ["yes", "Yes please", "yeah", "ok yes", "sure", "please do", "y"])
def test_yes_takes_what_was_offered(text: str) -> None:
    """However it is said."""
    assert says_yes(text)


@pytest.mark.parametrize("text", ["ok", "right", "exactly", "that's right", "sounds good"])
def test_agreeing_is_no_yes(text: str) -> None:
    """Who only agrees with what was said asks for nothing."""
    assert not says_yes(text)


@pytest.mark.parametrize(
    "text",
    ["shorter pls", "shorter please", "in short", "too long", "that's too long", "can you make it shorter?"],
)
def test_less_is_asked_for(text: str) -> None:
    """The second part of an answer would be the opposite."""
    assert asks_for_less(text)


@pytest.mark.parametrize(
    "text",
    ["is the stay shorter", "how long is too long", "short of breath", "too long in pain", "short", ""],
)
def test_less_is_not_meant(text: str) -> None:
    """What is short or long is something else."""
    assert not asks_for_less(text)


@pytest.mark.parametrize(
    "text",
    ["no not lifting, i mean am i too heavy for it", "no, the pain", "I didnt ask that", "sorry, not that",
     "i meant after", "that's not what I mean"],
)  # fmt: skip
def test_something_else_was_meant(text: str) -> None:
    """And the same text again would be the wrong one again."""
    assert says_not_that(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long for",
        "notes for work?",
        "and nothing before",
        "so no taxi?",
        "no taxi then?",
        "not for a week?",
        "",
    ],
)
def test_nothing_else_was_meant(text: str) -> None:
    """A 'no' further on denies nothing that was said."""
    assert not says_not_that(text)


@pytest.mark.parametrize(
    ("text", "is_missed"),
    [
        ("you didnt say about cheaper", True),
        ("But you didn\u2019t answer the one on cost", True),
        ("you forgot the price", True),
        ("you missed one", True),
        ("you only answered one", True),
        ("you answered only the aspirin", True),
        ("please answer my other question", True),
        ("you never told me when i can drive", True),
        ("you did not hurt me", False),
        ("they didn't say", False),
        ("answer", False),
    ],
)
def test_what_was_not_answered_is_missed(text: str, is_missed: bool) -> None:
    """By what the bot did not say."""
    assert misses_answer(text) is is_missed


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("you didnt tell me whether age matters", "whether age matters"),
        ("you never said about the tea", "the tea"),
        ("and you didn't say if I can dance at the wedding", "if I can dance at the wedding"),
    ],
)
def test_part_that_was_missed_is_named(text: str, part: str) -> None:
    """What is named can be answered, and need not be written again."""
    assert part_missed(text) == part


@pytest.mark.parametrize(
    "text", ["you did not answer my question", "you didn't answer the other one", "you told me the price"]
)
def test_no_part_is_named(text: str) -> None:
    """Then nobody pretends to know what it was."""
    assert part_missed(text) is None
