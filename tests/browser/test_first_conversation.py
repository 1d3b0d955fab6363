"""A patient's first conversation on the clinic's page, from the greeting to the erasure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .chat_page import ChatPage
from .conftest import NewPage
from .running import Running

pytestmark = pytest.mark.stack


def test_greeting_offers_starter_questions(chat: ChatPage) -> None:
    """Opened, the chat says what it is and offers three or four questions."""
    chat.open()
    expect(chat.log).to_contain_text("computer program")
    expect(chat.choices.first).to_be_visible()
    assert 3 <= chat.choices.count() <= 4
    expect(chat.choices.last).to_be_in_viewport(ratio=1)
    expect(chat.panel.get_by_role("heading", level=2)).to_have_text("Example Spine Clinic")
    expect(chat.log.locator("time").first).to_have_attribute("datetime", re.compile("^20"))


def test_question_gets_the_clinics_answer(chat: ChatPage) -> None:
    """A question in a patient's own words gets the approved text with its sources behind a toggle."""
    reply = chat.open().ask("how long does kyphoplasty take")
    expect(reply).to_contain_text("30 to 60 minutes")
    sources = reply.locator("details.sources")
    expect(sources.get_by_role("link").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.get_by_role("link").first).to_be_visible()
    expect(sources).to_contain_text("Not yet reviewed")
    assert chat.errors == []


def test_starter_question_is_picked_once(chat: ChatPage) -> None:
    """A picked choice is sent as the patient's message, and none of its group can be picked again."""
    chat.open()
    label = chat.choices.first.inner_text()
    chat.pick(label)
    expect(chat.own.first).to_contain_text(label)
    first = chat.log.locator(".choices").first
    for choice in first.locator(".choice").all():
        expect(choice).to_have_attribute("aria-disabled", "true")
    first.locator(".picked").dispatch_event("click")
    chat.page.wait_for_timeout(300)
    expect(chat.own).to_have_count(1)


def test_tell_me_more_tells_more(chat: ChatPage) -> None:
    """'Tell me more' brings the second part of the answer."""
    chat.open().ask("what is vertebroplasty")
    before = chat.replies.last.inner_text()
    more = chat.pick("Tell me more")
    expect(more).not_to_contain_text(before[:40])
    expect(chat.own.last).to_contain_text("Tell me more")


def test_how_it_works_is_drawn(chat: ChatPage) -> None:
    """How kyphoplasty works is shown in a drawing that is described in words."""
    reply = chat.open().ask("how does kyphoplasty work, step by step?")
    image = reply.locator("figure img")
    expect(image).to_have_attribute("alt", re.compile("balloon"))
    assert image.evaluate("each => each.decode().then(() => each.naturalWidth)") > 0
    reply.locator("figure summary").click()
    expect(reply.locator("figure details p")).to_contain_text("balloon")


def test_answer_in_spanish_is_read_out_as_spanish(chat: ChatPage) -> None:
    """Met in Spanish, a patient hears a Spanish voice; the greeting and the button beside it stay English."""
    reply = chat.open().ask("¿cuánto dura la operación?")
    expect(reply.locator(".bubble")).to_contain_text("solo entiendo inglés")
    expect(reply.locator(".bubble")).to_have_attribute("lang", "es")
    expect(reply.locator(".choice").first).to_have_attribute("lang", "en")
    expect(chat.page.locator("clinic-chat [aria-live=polite] [lang=es]")).to_contain_text("solo entiendo")
    for early in chat.log.locator(".from-system .bubble, .from-bot .bubble").all()[:2]:
        expect(early).to_have_attribute("lang", "en")
    expect(chat.own.locator(".bubble")).to_have_attribute("lang", "")
    context = chat.page.context
    context.add_init_script("window.print = () => {}")
    with context.expect_page() as printed:
        chat.option("Print the chat")
    expect(printed.value.locator("[lang=es]")).to_contain_text("solo entiendo inglés")
    expect(printed.value.locator("[lang=en]").first).to_contain_text("computer program")
    assert printed.value.locator("p").first.inner_text().startswith("Notice, ")
    assert chat.errors == []


def test_red_flag_stands_out(chat: ChatPage) -> None:
    """A sign of danger is met in words, with an icon and with the number to tap, and told at once."""
    reply = chat.open().ask("my chest hurts badly and I cannot breathe")
    expect(reply.get_by_role("heading", name="Get help now")).to_be_visible()
    expect(reply.locator("h3 svg")).to_be_visible()
    call = reply.get_by_role("link", name="Call 911")
    expect(call).to_have_attribute("href", "tel:911")
    expect(call).to_be_in_viewport()
    expect(chat.page.locator("clinic-chat [role=alert].unseen")).to_contain_text("Get help now")


def test_person_can_be_asked_for_and_no_longer_waited_for(chat: ChatPage) -> None:
    """A person is one press away at any time, and the patient may change their mind."""
    chat.open()
    person = chat.page.get_by_role("button", name="Talk to a person").last
    person.click()
    expect(chat.panel.locator(".holder")).to_contain_text("You asked for a person")
    expect(chat.log).to_contain_text("noted for the staff")
    chat.page.get_by_role("button", name="Stop waiting").click()
    expect(chat.panel.locator(".holder")).to_contain_text("Automatic answers")
    expect(person).to_be_visible()


def test_answer_can_be_rated(chat: ChatPage, bot: Running) -> None:
    """Thumbs and a comment reach the clinic, and are shown again after a reload."""
    reply = chat.open().ask("can I drive after vertebroplasty")
    up = reply.get_by_role("button", name="Yes, this helped")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    reply.get_by_label("Anything to add?").fill("clear words")
    reply.get_by_role("button", name="Send").click()
    expect(reply.locator(".said")).to_have_text("Thank you.")
    expect(reply.get_by_label("Anything to add?")).to_have_count(0)
    assert "up:clear words" in bot.feedback()
    chat.page.reload()
    expect(up).to_have_attribute("aria-pressed", "true")


def test_conversation_can_be_taken_along(chat: ChatPage) -> None:
    """The conversation can be copied, saved and printed, with who said what."""
    context = chat.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.open().ask("what is vertebroplasty")
    chat.option("Copy the chat")
    expect(chat.panel.locator(".toast")).to_have_text("The chat was copied.")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Chat with Example Spine Clinic")
    assert re.search(r"\nYou, .+:\nwhat is vertebroplasty\n", copied)
    with chat.page.expect_download() as saved:
        chat.option("Save the chat")
    assert saved.value.suggested_filename == "Chat-with-Example-Spine-Clinic.txt"
    assert copied in Path(saved.value.path()).read_text(encoding="utf-8")
    context.add_init_script("window.print = () => { window.printed = true; }")
    with context.expect_page() as printed:
        chat.option("Print the chat")
    expect(printed.value.locator("body")).to_contain_text("what is vertebroplasty")
    assert chat.errors == []


def test_chat_can_be_erased(chat: ChatPage, bot: Running) -> None:
    """Erased after a question, nothing of the chat is left, here or in the store; then another may begin."""
    words = "how long is the recovery after kyphoplasty in all"
    chat.open().ask(words)
    assert words in bot.patient_texts()
    chat.option("Delete the chat")
    asked = chat.page.get_by_role("alertdialog")
    expect(asked.get_by_role("button", name="No, keep it")).to_be_focused()
    asked.get_by_role("button", name="No, keep it").click()
    expect(chat.own).to_have_count(1)
    chat.option("Delete the chat")
    asked.get_by_role("button", name="Yes, delete it").click()
    expect(chat.notice).to_contain_text("Your chat was deleted")
    expect(chat.log.locator(".message")).to_have_count(0)
    assert words not in bot.patient_texts()
    assert (
        chat.page.evaluate("localStorage.getItem(Object.keys(localStorage).find(k => /session/.test(k)))")
        is None
    )
    chat.page.get_by_role("button", name="Start a new chat").click()
    expect(chat.choices.first).to_be_visible()


def test_erasing_in_words_empties_the_chat(chat: ChatPage) -> None:
    """Who writes 'delete my data' and confirms sees the messages go as well."""
    chat.open().ask("how long is the recovery")
    chat.ask("delete my data")
    chat.choices.filter(has_text="Yes, delete it").click()
    expect(chat.log).to_contain_text("I deleted")
    expect(chat.log).not_to_contain_text("how long is the recovery")


def test_unread_messages_are_counted_on_the_button(chat: ChatPage, new_page: NewPage, bot: Running) -> None:
    """What comes while the chat is closed shows as a number on the button, also after a reload."""
    chat.open()
    chat.say("what is kyphoplasty")
    chat.page.keyboard.press("Escape")
    badge = chat.launcher.locator(".badge")
    expect(badge).to_have_text(re.compile("[1-9]"), timeout=20_000)
    expect(chat.launcher).to_have_attribute("aria-label", re.compile("New messages"))
    chat.page.reload()
    expect(badge).to_have_text(re.compile("[1-9]"))
    chat.launcher.click()
    expect(chat.replies.last).to_contain_text("balloon")
    chat.page.keyboard.press("Escape")
    expect(badge).to_be_hidden()


def test_printing_the_page_leaves_the_chat_out(chat: ChatPage) -> None:
    """The clinic's page is printed without the button."""
    chat.page.emulate_media(media="print")
    expect(chat.launcher).to_be_hidden()
