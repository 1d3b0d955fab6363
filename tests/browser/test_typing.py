"""Who writes is seen, until the words are there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import NewPage
from .played_api import PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    ("sender", "words"), [("bot", "The assistant is writing …"), ("staff", "The staff are writing …")]
)
def test_who_writes_is_told_until_the_words_come(
    new_page: NewPage, bot: Running, sender: str, words: str
) -> None:
    """Shown below the last message in words, and gone with the message."""
    api = PlayedApi([message(1, "Hello.")])
    api.has_sockets = True
    chat = new_page()
    api.play(chat.page.context)
    chat.go(bot.url).open()
    typing = chat.log.locator(".typing")
    expect(typing).to_be_hidden()
    api.types(sender)
    expect(typing).to_have_text(words)
    expect(typing).to_be_in_viewport()
    api.push([message(2, "Here I am.", sender)])
    expect(chat.log).to_contain_text("Here I am.")
    expect(typing).to_be_hidden()
