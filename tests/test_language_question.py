"""Who asks in English for another language is known to want it; who only names one is not."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.language_question import language_asked_for


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("can you speak spanish", "es"),
        ("Do you speak Polish?", "pl"),
        ("hi, do you speak German please?", "de"),
        ("Does anyone there speak Portuguese?", "pt"),
        ("is there someone who speaks Italian?", "it"),
        ("could you answer in French", "fr"),
        ("I only speak Dutch", "nl"),
        ("i speak only spanish", "es"),
        ("in Spanish please", "es"),
        ("Spanish?", "es"),
        ("can I ask in Spanish", "es"),
        ("may we write to you in German?", "de"),
    ],
)
def test_language_asked_for_is_told(content: Content, text: str, code: str) -> None:
    """In the words that are commonest for it."""
    assert language_asked_for(content, text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "do you speak English?",
        "do you speak Klingon?",
        "what languages do you speak",
        "do you speak Spanish and how long does it take?",
        "my mother speaks Spanish, can she drive home?",
        "do you have the leaflet in Polish?",
        "can I wear nail polish",
        "can I ask in the clinic",
        "can I ask in Spanish how long it takes",
        "translate good night into spanish",
        "I speak Spanish but I ask in English: is it safe?",
    ],
)
def test_other_messages_ask_for_none(content: Content, text: str) -> None:
    """A language that the clinic has no text in, and a message that asks for more than the language."""
    assert language_asked_for(content, text) is None


def test_questions_of_patients_are_left_alone(content: Content, english_texts: list[str]) -> None:
    """Of all that the bot is taught and measured with, two messages ask for a language."""
    asking = [text for text in english_texts if language_asked_for(content, text)]
    assert sorted(asking) == ["Can you speak Italian?", "Do you speak Spanish?"]
