"""A person asked for in another language is recognised, and the patient hears in it that this is noted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.content import Content
from bot.foreign_request import (
    asks_in,
    language_of_request,
    note_in,
    thanks_in,
)
from bot.languages import language_guess, welcome_in

pytestmark = pytest.mark.slow

ASKED = [
    ("es", "quiero hablar con una persona"),
    ("es", "¿y me puede llamar alguien?"),
    ("es", "puede llamarme alguien"),
    ("es", "POR FAVOR, QUE ME LLAMEN"),
    ("fr", "je voudrais parler à quelqu'un"),
    ("fr", "je veux parler a quelqu\u2019un"),
    ("fr", "pouvez-vous me rappeler ?"),
    ("de", "Kann ich mit jemandem sprechen?"),
    ("de", "ich möchte mit einem Menschen sprechen"),
    ("de", "können Sie mich anrufen"),
    ("pl", "chcę rozmawiać z człowiekiem"),
    ("pl", "chce porozmawiac z czlowiekiem"),
    ("pl", "czy ktoś może do mnie zadzwonić?"),
    ("pt", "quero falar com uma pessoa"),
    ("pt", "posso falar com alguém?"),
    ("it", "vorrei parlare con una persona"),
    ("it", "qualcuno può chiamarmi?"),
    ("nl", "ik wil iemand spreken"),
    ("nl", "ik wil met een mens praten"),
    ("nl", "kunt u mij bellen"),
]


@pytest.mark.parametrize(("code", "text"), ASKED)
def test_request_is_recognised(content: Content, code: str, text: str) -> None:
    """With accents and without, as a first message too."""
    assert (language_of_request(content, text) or language_guess(content).guess(text)) == code
    assert asks_in(content.languages[code], text)


def test_other_messages_ask_for_nobody(content: Content) -> None:
    """Of the everyday messages in these languages only those that ask for a person do."""
    texts = yaml.safe_load((Path(__file__).parent / "languages.yml").read_text(encoding="utf-8"))
    asking = {
        text for code, each in texts.items() if code != "en" for text in each if _asks(content, code, text)
    }
    assert asking == {
        "quiero hablar con una persona",
        "¿me puede llamar alguien?",
        "je veux parler à quelqu'un",
        "ich möchte mit einem Menschen sprechen",
        "chcę rozmawiać z człowiekiem",
        "quero falar com uma pessoa",
        "voglio parlare con una persona",
        "ik wil met een mens praten",
        "ik wil iemand spreken",
    }


def test_english_asks_in_english(content: Content, english_texts: list[str]) -> None:
    """Not one message of the validation set, nor of what the bot is taught, holds such a phrase."""
    assert [text for text in english_texts if language_of_request(content, text)] == []


def _asks(content: Content, code: str, text: str) -> bool:
    return asks_in(content.languages[code], text)


def test_phrase_is_no_part_of_a_word(content: Content) -> None:
    """'me llame' in 'me llamen' would be another phrase; an empty message asks for nothing."""
    for language in content.languages.values():
        assert not asks_in(language, "")
        assert not asks_in(language, f"x{language.person[0]}")


def test_note_names_whom_to_call(content: Content) -> None:
    """It is marked as what it is written in, says both numbers, and is no answer in itself: the English one follows."""
    for code in content.languages:
        reply = note_in(content, code)
        assert (reply.kind, reply.language, reply.choices) == ("handoff", code, ())
        assert content.clinic.phone in reply.text
        assert content.clinic.emergency_number in reply.text
        assert "{" not in reply.text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "gracias"),
        ("es", "muchas gracias por todo"),
        ("fr", "Merci beaucoup !"),
        ("de", "vielen dank"),
        ("pl", "dziekuje bardzo"),
        ("pt", "obrigada"),
        ("it", "grazie mille"),
        ("nl", "hartelijk bedankt"),
    ],
)
def test_thanks_are_welcome(content: Content, code: str, text: str) -> None:
    """Thanks are not met with the word that the bot understands English only."""
    assert thanks_in(content.languages[code], text)
    reply = welcome_in(content, code)
    assert (reply.kind, reply.language) == ("smalltalk", code)
    assert content.clinic.phone in reply.text


@pytest.mark.parametrize(
    ("code", "text"),
    [("es", "gracias, ¿y cuánto dura?"), ("fr", "merci, et maintenant je voudrais savoir le prix")],
)
def test_thanks_before_a_question_are_no_thanks_alone(content: Content, code: str, text: str) -> None:
    """What is asked beside them is declined as ever."""
    assert not thanks_in(content.languages[code], text)
