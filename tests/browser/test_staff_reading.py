"""The staff read a conversation while it changes: what matters stays in view, and nobody is torn away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress

import pytest
from playwright.sync_api import BrowserContext, TimeoutError, expect

from bot.store import Store

from .chat_page import ChatPage
from .staff import PASSWORD, Desk, LoneDoor, door

pytestmark = pytest.mark.stack

__all__ = ["door"]

NewContext = Callable[..., BrowserContext]
NewDesk = Callable[..., Desk]
REPLY = 15_000
PHONE = {"width": 390, "height": 844}
LETTER = "\n".join(f"This is line {number} of a long letter." for number in range(40))


@pytest.fixture
def desk(new_context: NewContext, door: LoneDoor) -> NewDesk:
    """Someone of the staff, signed in, in a browser of their own."""
    return lambda name, **options: Desk(new_context(**options).new_page(), door.url).sign_in(name)


@pytest.fixture
def patient(new_context: NewContext, door: LoneDoor) -> ChatPage:
    """A patient with the chat open, who has asked for a person."""
    chat = ChatPage(new_context().new_page()).go(door.url).open()
    chat.say("I want to talk to a nurse please")
    expect(chat.panel.locator(".holder")).to_contain_text("You asked for a person", timeout=REPLY)
    return chat


def conversation_of(patient: ChatPage) -> str:
    """The conversation, as the patient's browser knows it."""
    script = "Object.entries(localStorage).find(([key]) => key.includes('session'))[1]"
    return str(patient.page.evaluate(f"JSON.parse({script}).conversation"))


def test_words_of_danger_are_in_view_when_the_alert_takes_their_room(
    patient: ChatPage, desk: NewDesk
) -> None:
    """The alert stands above the transcript; what the patient wrote is not pushed below its edge."""
    anna = desk("anna")
    anna.take(conversation_of(patient))
    patient.say(LETTER)
    expect(anna.page.locator(".line-patient", has_text="line 39")).to_be_in_viewport(timeout=REPLY)
    patient.say("my chest hurts and I can't breathe")
    expect(anna.page.locator(".alert", has_text="Red flag")).to_be_visible(timeout=REPLY)
    expect(anna.page.locator(".line-patient", has_text="my chest hurts")).to_be_in_viewport(ratio=1)
    anna.page.get_by_role("button", name="I have seen to this alert").click()
    expect(anna.page.locator(".alert.handled")).to_be_visible(timeout=REPLY)


def test_phone_stays_where_one_reads(patient: ChatPage, desk: NewDesk) -> None:
    """What comes while one reads further up, and every look of the page at the server, moves nothing."""
    patient.say(LETTER)
    anna = desk("anna", viewport=PHONE)
    anna.open(conversation_of(patient))
    last = anna.page.locator(".line-patient", has_text="line 39")
    expect(last).to_be_in_viewport(timeout=REPLY)
    anna.page.evaluate("window.scrollTo(0, 0)")
    patient.say("one more thing")
    expect(anna.page.locator(".line-patient", has_text="one more thing")).to_be_attached(timeout=REPLY)
    anna.page.wait_for_timeout(500)
    assert anna.page.evaluate("window.scrollY") == 0


def test_phone_takes_from_the_end_of_the_transcript(patient: ChatPage, desk: NewDesk) -> None:
    """Nobody has to scroll back over everything to take what was just read."""
    patient.say(LETTER)
    anna = desk("anna", viewport=PHONE)
    anna.open(conversation_of(patient))
    take = anna.page.get_by_role("button", name="Take it and write")
    expect(take).to_be_in_viewport()
    take.click()
    expect(anna.text).to_be_focused(timeout=REPLY)


@pytest.mark.parametrize("size", [(390, 844), (1280, 600), (1093, 614), (1366, 768)])
def test_last_words_box_and_button_are_in_view_after_taking(
    patient: ChatPage, desk: NewDesk, size: tuple[int, int]
) -> None:
    """On a phone the page does not begin below what the patient wrote, and no low screen hides the button."""
    patient.say(LETTER)
    patient.say("it is about my mother")
    conversation = conversation_of(patient)
    anna = desk("anna", viewport={"width": size[0], "height": size[1]})
    anna.page.locator(f"form[action$='{conversation}/take'] button").click()
    expect(anna.text).to_be_visible(timeout=REPLY)
    for opened_by in ("Take", "its address"):
        if opened_by != "Take":
            anna.open(conversation)
        expect(anna.text).to_be_in_viewport(ratio=1)
        expect(anna.page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)
        expect(anna.page.locator(".line-patient", has_text="my mother")).to_be_in_viewport(ratio=1)


def test_second_reader_is_told_who_answers(patient: ChatPage, desk: NewDesk) -> None:
    """The line where one would write says who has it, and when it is free again."""
    conversation = conversation_of(patient)
    anna, tom = desk("anna"), desk("tom")
    anna.open(conversation)
    composer = anna.page.locator("#composer")
    expect(composer).to_contain_text("Take this conversation to write")
    tom.take(conversation)
    expect(composer).to_contain_text("Nurse Tom answers here", timeout=REPLY)
    tom.page.get_by_role("button", name="Put back into the queue").click()
    expect(composer).to_contain_text("Take this conversation to write", timeout=REPLY)


def test_note_is_not_torn_into_the_patients_box(patient: ChatPage, desk: NewDesk) -> None:
    """A conversation that is handed over while one writes a note leaves the hand where it is."""
    conversation = conversation_of(patient)
    anna, tom = desk("anna"), desk("tom")
    anna.take(conversation)
    tom.open(conversation)
    note = tom.page.get_by_label("Patients never see notes")
    note.focus()
    tom.page.keyboard.type("Is she the one ")
    anna.page.get_by_label("Hand to a colleague").select_option("tom")
    anna.page.get_by_role("button", name="Hand on").click()
    expect(tom.text).to_be_visible(timeout=REPLY)
    tom.page.keyboard.type("who called at noon?")
    expect(note).to_have_value("Is she the one who called at noon?")
    expect(tom.text).to_have_value("")


def test_button_keeps_the_focus_when_the_head_is_new(patient: ChatPage, desk: NewDesk) -> None:
    """The head changes while one stands on its button, by keyboard or with a screen reader."""
    anna = desk("anna")
    anna.open(conversation_of(patient))
    take = anna.page.get_by_role("button", name="Take this conversation")
    take.focus()
    patient.say("I cannot breathe")
    expect(anna.page.locator(".alert", has_text="Red flag")).to_be_visible(timeout=REPLY)
    expect(take).to_be_focused()


def signs_in_again(desk: Desk, name: str) -> None:
    """Fill in the form that one was led to."""
    desk.page.get_by_label("Your name").fill(name)
    desk.page.get_by_label("Password").fill(PASSWORD)
    desk.page.get_by_role("button", name="Sign in").click()


def is_signed_out(desk: Desk) -> None:
    """End the session and press Send, unless the page has noticed by itself and left meanwhile."""
    desk.page.context.clear_cookies()
    with suppress(TimeoutError):
        desk.page.get_by_role("button", name="Send", exact=True).click(timeout=3_000)


def test_words_of_who_is_signed_out_wait_for_them(patient: ChatPage, desk: NewDesk) -> None:
    """The form says why it is there, and whoever signs in is back in the box; nothing is sent meanwhile."""
    conversation = conversation_of(patient)
    anna = desk("anna")
    anna.take(conversation)
    anna.text.fill("Please come at nine.")
    anna.page.get_by_label("Patients never see notes").fill("ask about the brace")
    is_signed_out(anna)
    expect(anna.page.get_by_text("what you were writing is kept")).to_be_visible(timeout=REPLY)
    signs_in_again(anna, "anna")
    expect(anna.text).to_have_value("Please come at nine.", timeout=REPLY)
    expect(anna.page.get_by_label("Patients never see notes")).to_have_value("ask about the brace")
    expect(anna.page.locator("#reply").get_by_text("They were not sent.")).to_be_visible()
    anna.page.get_by_role("button", name="Send", exact=True).click()
    expect(anna.page.locator(".line-staff", has_text="Please come at nine.")).to_be_visible(timeout=REPLY)


def test_words_are_for_no_colleague_at_the_same_screen(patient: ChatPage, desk: NewDesk) -> None:
    """Who signs in after somebody else is led nowhere and reads nothing of theirs."""
    anna = desk("anna")
    anna.take(conversation_of(patient))
    anna.text.fill("Please come at nine.")
    is_signed_out(anna)
    expect(anna.page.get_by_text("what you were writing is kept")).to_be_visible(timeout=REPLY)
    signs_in_again(anna, "tom")
    expect(anna.page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(anna.page.locator("#status .badge").first).to_be_visible(timeout=REPLY)
    assert anna.page.evaluate("sessionStorage.length") == 0


def test_words_to_a_patient_who_deleted_the_chat_can_be_copied(
    patient: ChatPage, desk: NewDesk, door: LoneDoor
) -> None:
    """The conversation is gone, and what the nurse was writing is not torn away with it."""
    conversation = conversation_of(patient)
    anna = desk("anna")
    anna.take(conversation)
    anna.text.fill("Please come at nine.")
    with closing(Store(door.settings.store)) as store:
        store.erase(conversation, "erased by patient")
    expect(anna.page.get_by_role("heading", name="Not here any more")).to_be_visible(timeout=30_000)
    expect(anna.page.locator("main > :last-child")).to_have_text("Please come at nine.")
