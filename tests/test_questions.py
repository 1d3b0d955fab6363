"""A message with several questions is cut where each of them begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import QuestionSplitter, is_question

SPLITTER = QuestionSplitter()
pieces = st.sampled_from(
    [
        "will it hurt",
        "and",
        "how long does it take",
        ",",
        "?",
        ".",
        "my mum is old",
        "\n",
        "or",
        "so",
        ";",
        "\u00e9 \U0001f600",
    ]
)


def questions(text: str) -> list[str]:
    """The questions found, without the words that join them."""
    return [text[start:end].strip(" ,") for start, end in SPLITTER.split(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Will it hurt? How long does it take?", ["Will it hurt?", "How long does it take?"]),
        (
            "My mum is 80. Will it hurt? And can she go home the same day?",
            ["Will it hurt?", "And can she go home the same day?"],
        ),
        ("is it safe for me, when can i drive", ["is it safe for me", "when can i drive"]),
        ("I broke my back last week. Please tell me what happens now", ["Please tell me what happens now"]),
    ],
)
def test_each_question_is_found(text: str, found: list[str]) -> None:
    """Sentences and joints cut a message; what asks nothing is left out."""
    assert questions(text) == found


@pytest.mark.parametrize(
    "text",
    ["", " ", "will it hurt", "does it hurt and when?", "Is it a long and painful thing?", "brace?"],
)
def test_message_in_one_piece_is_left_whole(text: str) -> None:
    """One question stays one, however it is joined inside."""
    assert SPLITTER.split(text) == []


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("how long is it", True),
        ("she hurts a lot?", True),
        ("I want to know about cement", True),
        ("she hurts a lot", False),
        ("and when?", False),
        ("", False),
    ],
)
def test_question_is_told_from_a_statement(text: str, asks: bool) -> None:
    """A question begins like one, ends like one or says that it asks, and is not just a word or two."""
    assert is_question(text) is asks


@given(
    st.one_of(
        st.text("how is it, and?.\n\u00e9\U0001f600", max_size=80),
        st.lists(pieces, max_size=12).map(" ".join),
    )
)
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    """Whatever is written, every span lies inside the text, holds a question, and they do not overlap."""
    spans = SPLITTER.split(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert is_question(text[start:end])
        position = end
