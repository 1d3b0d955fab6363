"""Every word of the interface is there in every language, and the button says what the file says."""

from __future__ import annotations

import re

import pytest

from bot.settings import ROOT

from .chat_page import ChatPage

pytestmark = pytest.mark.stack

WIDGET = ROOT / "bot" / "static" / "widget"
PLACE = re.compile(r"\{\w+\}")


def strings(chat: ChatPage) -> dict[str, dict[str, str]]:
    """The strings by language, as the browser reads them."""
    return dict(chat.page.evaluate("import('/widget/strings.js').then(({STRINGS}) => STRINGS)"))


def test_languages_have_the_same_words(chat: ChatPage) -> None:
    """Each string is there in English and in Spanish, with the same places to fill, and different words."""
    english, spanish = strings(chat)["en"], strings(chat)["es"]
    assert list(english) == list(spanish)
    for key, text in english.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(spanish[key])), key
        assert text.strip()
        assert text != spanish[key], key


def test_every_string_is_used(chat: ChatPage) -> None:
    """No string lies about unused."""
    code = "".join(
        path.read_text(encoding="utf-8") for path in WIDGET.glob("*.js") if path.name != "strings.js"
    )
    loader = (ROOT / "bot" / "static" / "widget.js").read_text(encoding="utf-8")
    unused = [key for key in strings(chat)["en"] if not re.search(rf"\b{key}\b", code + loader)]
    assert unused == []


def test_button_says_what_the_file_says(chat: ChatPage) -> None:
    """The few words the button knows by itself are those of the strings file."""
    known = chat.page.evaluate("document.querySelector('clinic-chat').words")
    english = strings(chat)["en"]
    assert {key: english[key] for key in known} == known
