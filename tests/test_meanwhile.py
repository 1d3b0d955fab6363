"""A patient who waits for a person asks the bot until then, in words as well as by the button."""

from __future__ import annotations

import pytest

from bot.meanwhile import asked_meanwhile, wants_to_go_on


@pytest.mark.parametrize(
    "text",
    [
        "can i keep asking you stuff meanwhile",
        "can I ask you things while I wait",
        "ok can i still ask you a few questions",
        "id like to ask more questions in the mean time",
        "is it ok if i carry on asking you until they come",
        "can I use the bot while im waiting please",
        "ask the assistant meanwhile",
    ],
)
def test_wish_to_ask_the_bot_is_understood(text: str) -> None:
    """Whether or not it was just offered."""
    assert wants_to_go_on(text, was_offered=False)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes please",
        "ok yes",
        "sure, thanks",
        "ok go on then",
        "yes please try",
        "yes try",
        "go on then",
        "please do",
        "try it then",
        "have a go",
        "can you answer it",
        "please",
        "yes ok",
    ],
)
def test_yes_counts_where_it_was_offered(text: str) -> None:
    """Elsewhere it answers something else."""
    assert wants_to_go_on(text, was_offered=True)
    assert not wants_to_go_on(text, was_offered=False)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "thanks",
        "yes it hurts",
        "no",
        "please ring me",
        "can I ask you if it hurts",
        "i want to go on holiday",
        "can I talk to you",
    ],
)
def test_other_words_are_no_wish_to_ask_the_bot(text: str) -> None:
    """What is thanked for, told or asked is kept for the staff."""
    assert not wants_to_go_on(text, was_offered=True)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("while I'm waiting, when can I drive", "when can I drive"),
        ("while im waiting, does kyphoplasty hurt", "does kyphoplasty hurt"),
        ("well while I'm sat here, when can I have a beer", "when can I have a beer"),
        ("while im here, does it hurt", "does it hurt"),
        ("while were waiting can mum eat", "can mum eat"),
        ("in the meantime: can I eat?", "can I eat?"),
        ("meanwhile, a brace?", "a brace?"),
        ("can i ask what tests they do before while i wait", "can i ask what tests they do before"),
        ("how long does it take, in the meantime?", "how long does it take"),
        ("but since youre here, could it be arthritis", "could it be arthritis"),
        ("As you\u2019re here, when can I drive?", "when can I drive?"),
        ("can i fly after it while you are here", "can i fly after it"),
    ],
)
def test_question_meanwhile_is_told_from_the_words_around_it(text: str, question: str) -> None:
    """Before it or behind it; the bot needs to hear no more than the question."""
    assert asked_meanwhile(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "while I wait my chest hurts",
        "I sit here while I wait",
        "what should i do while i wait",
        "meanwhile",
        "since you're here my chest hurts",
        "since youre here",
        "",
    ],
)
def test_other_words_ask_nothing_meanwhile(text: str) -> None:
    """What is told, or asked about the waiting, is for the staff."""
    assert asked_meanwhile(text) is None
