"""A patient and the staff in windows of their own, with the assistant down all the while."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from .chat_page import ChatPage
from .staff import Desk, LoneDoor, door

pytestmark = pytest.mark.stack

__all__ = ["door"]

NewContext = Callable[..., BrowserContext]
REPLY = 15_000
AT_ONCE = 8_000
"""What a signal brings; without one the console looks every 15 seconds."""


@pytest.fixture
def desk(new_context: NewContext, door: LoneDoor) -> Callable[[str], Desk]:
    """Someone of the staff, signed in, in a browser of their own."""
    return lambda name, **options: Desk(new_context(**options).new_page(), door.url).sign_in(name)


@pytest.fixture
def patient(new_context: NewContext, door: LoneDoor) -> ChatPage:
    """A patient with the chat open."""
    return ChatPage(new_context().new_page()).go(door.url).open()


def conversation_of(desk: Desk, words: str) -> str:
    """The conversation in the queue with these last words."""
    row = desk.page.locator(".row", has_text=words).first
    expect(row).to_be_visible(timeout=REPLY)
    address = row.locator("a.name").get_attribute("href")
    assert address
    return address.rsplit("/", 1)[1]


def test_from_asking_to_rating(patient: ChatPage, desk: Callable[[str], Desk], door: LoneDoor) -> None:
    """Ask, wait, take, talk, a crash in the middle, hand on, close, rate: nothing lost, doubled or talked over."""
    anna, tom = desk("anna"), desk("tom")
    patient.say("I want to talk to a nurse please")
    system = patient.page.locator("clinic-chat .from-system")
    expect(system.filter(has_text="noted for the staff")).to_be_visible(timeout=REPLY)

    conversation = conversation_of(anna, "I want to talk to a nurse please")
    tom.open(conversation)
    anna.page.locator(".row", has_text="I want to talk to a nurse please").get_by_role(
        "button", name="Take"
    ).click()
    expect(anna.text).to_be_visible()
    expect(system.filter(has_text="Nurse Anna has joined")).to_be_visible(timeout=REPLY)
    expect(tom.page.get_by_text("Nurse Anna has this conversation.")).to_be_visible(timeout=REPLY)

    # Typed faster than any nurse does, before the page's script is there, it would go unseen.
    anna.page.wait_for_load_state()
    anna.text.press_sequentially("Hello", delay=30)
    expect(patient.page.locator("clinic-chat").get_by_text("The staff are writing")).to_be_visible(
        timeout=REPLY
    )
    anna.says("Hello, I am Anna. How can I help?")
    staff = patient.page.locator("clinic-chat .from-staff")
    expect(staff.filter(has_text="I am Anna")).to_be_visible(timeout=REPLY)
    expect(anna.page.locator(".line-staff .delivery")).to_contain_text("Delivered", timeout=AT_ONCE)

    patient.field.press_sequentially("When can", delay=500)
    expect(anna.page.get_by_text("The patient is typing")).to_be_visible(timeout=REPLY)
    patient.say("When can I drive again? /restart")
    expect(anna.lines.filter(has_text="When can I drive again?")).to_be_visible(timeout=REPLY)

    door.end(signal.SIGKILL)
    patient.say("are you still there?")
    door.start()
    expect(anna.lines.filter(has_text="are you still there?")).to_be_visible(timeout=40_000)
    anna.says("Yes, I am here.")
    expect(staff.filter(has_text="Yes, I am here.")).to_be_visible(timeout=40_000)

    anna.page.get_by_label("Hand to a colleague").select_option("tom")
    anna.page.get_by_role("button", name="Hand on").click()
    expect(system.filter(has_text="Nurse Tom has joined and takes over")).to_be_visible(timeout=REPLY)
    expect(anna.text).to_have_count(0)
    expect(tom.text).to_be_visible(timeout=REPLY)
    tom.says("Tom here. Please ask at your first check-up.")
    expect(staff.filter(has_text="first check-up")).to_be_visible(timeout=REPLY)

    tom.page.get_by_label("How did it end?").select_option("answered")
    tom.page.get_by_role("button", name="Close", exact=True).click()
    expect(system.filter(has_text="back with the assistant")).to_be_visible(timeout=REPLY)
    patient.choices.filter(has_text="Yes, it helped").click()
    expect(system.filter(has_text="Thank you for telling us")).to_be_visible(timeout=REPLY)

    messages = door.transcript(conversation)
    assert [each.text for each in messages if each.sender == "bot"] == []
    texts = [each.text for each in messages]
    assert len(texts) == len(set(texts))
    assert [each.text for each in messages if each.sender == "staff"] == [
        "Hello, I am Anna. How can I help?",
        "Yes, I am here.",
        "Tom here. Please ask at your first check-up.",
    ]
    assert door.ratings(conversation) == ["up"]
    assert anna.errors == tom.errors == []


def test_patient_who_left_reads_it_when_back(patient: ChatPage, desk: Callable[[str], Desk]) -> None:
    """The staff see that it is not delivered yet; when the patient is back it is there, and marked."""
    anna = desk("anna")
    patient.say("please get me a person, my knee is blue")
    conversation = conversation_of(anna, "my knee is blue")
    anna.take(conversation)
    expect(patient.page.locator("clinic-chat .from-system", has_text="has joined")).to_be_visible(
        timeout=REPLY
    )
    address = patient.page.url
    patient.page.goto("about:blank")
    anna.says("Is it swollen, too?")
    expect(anna.page.locator(".delivery").last).to_contain_text(
        "The patient gets it when the chat is open again"
    )
    patient.page.goto(address)
    expect(patient.panel).to_be_visible(timeout=REPLY)
    expect(patient.page.locator("clinic-chat .from-staff", has_text="swollen")).to_be_visible(timeout=REPLY)
    expect(anna.page.locator(".delivery").last).to_contain_text("Delivered", timeout=AT_ONCE)


def test_danger_rings_over_everything(patient: ChatPage, desk: Callable[[str], Desk]) -> None:
    """A red flag in the middle of a talk is met with help, and shown on top to the staff at once."""
    anna = desk("anna")
    patient.say("can i talk to someone, it is about my green chair")
    conversation = conversation_of(anna, "my green chair")
    anna.take(conversation)
    patient.say("I can't breathe")
    expect(patient.page.locator("clinic-chat .emergency").first).to_be_visible(timeout=REPLY)
    expect(anna.page.locator(".alert", has_text="Red flag")).to_be_visible(timeout=REPLY)
    expect(anna.page.locator("#status")).to_contain_text("red flag", timeout=REPLY)
    anna.page.get_by_role("button", name=re.compile("I have seen to")).click()
    expect(anna.page.locator(".alert.handled")).to_be_visible(timeout=REPLY)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_have_no_barriers(
    patient: ChatPage, desk: Callable[..., Desk], door: LoneDoor, size: str
) -> None:
    """Queue, conversation, search and account, at two sizes; nothing is wider than the screen."""
    viewport = {"width": 1280, "height": 860} if size == "desk" else {"width": 390, "height": 844}
    words = f"I need a nurse for my {size}"
    patient.say(words)
    tom = desk("tom", viewport=viewport)
    conversation = conversation_of(tom, words)
    assert tom.barriers() == []
    tom.take(conversation)
    tom.page.get_by_label("Find by words").fill("drive")
    tom.page.get_by_role("button", name="Find").click()
    expect(tom.page.locator(".answer").first).to_be_visible(timeout=REPLY)
    for path in (f"/conversations/{conversation}", "/search?q=nurse", "/account", "/audit", "/password", "/"):
        tom.page.goto(f"{door.url}/staff{path}")
        assert tom.barriers() == [], path
        width = tom.page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], path


def test_small_phone_scrolls_no_page_sideways(patient: ChatPage, desk: Callable[..., Desk]) -> None:
    """The bar has room for every badge and button, however many need somebody."""
    patient.say("I need a nurse for my blue hat")
    patient.say("my chest hurts and I cannot breathe")
    page = desk("tom", viewport={"width": 360, "height": 640}).page
    expect(page.locator("#status")).to_contain_text("red flag", timeout=REPLY)
    page.evaluate(
        "document.querySelectorAll('#status .badge').forEach((each) => (each.textContent = `1${each.textContent}`))"
    )
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_role("button", name="Sign out")).to_be_in_viewport(ratio=1)


def test_everything_works_by_keyboard(patient: ChatPage, desk: Callable[[str], Desk]) -> None:
    """Take, write, send by Ctrl and Enter, put in a ready reply, close: without a mouse."""
    anna = desk("anna")
    patient.say("I want a person because of my yellow hat")
    conversation = conversation_of(anna, "my yellow hat")
    anna.open(conversation)
    page = anna.page
    page.get_by_role("button", name="Take this conversation").focus()
    page.keyboard.press("Enter")
    expect(anna.text).to_be_focused(timeout=REPLY)
    page.keyboard.type("Good morning")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".line-staff", has_text="Good morning")).to_be_visible(timeout=REPLY)
    expect(anna.text).to_be_focused()
    expect(anna.text).to_have_value("")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(anna.text).to_have_value(re.compile("thank you for waiting"), timeout=REPLY)
