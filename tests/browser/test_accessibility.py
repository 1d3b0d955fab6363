"""No barriers: axe finds nothing in any state, and what axe cannot see is measured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, expect

from .chat_page import ChatPage
from .clinic_site import ClinicSite
from .conftest import NewPage
from .played_api import PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack

LINKS = [{"label": "911", "url": "tel:911"}, {"label": "+1 555 010 0199", "url": "tel:+15550100199"}]
ANSWER = message(
    2,
    "A doctor guides a small balloon into the bone.\n\n- One\n- Two\n\nCall +1 555 010 0199.",
    choices=[{"label": "Tell me more", "value": "m"}, {"label": "Talk to a person", "value": "p"}],
    sources=[
        {"title": "A leaflet", "url": "https://clinic.example/leaflet"},
        {"title": "Another", "url": None},
    ],
    pictures=[{"url": "/pictures/kyphoplasty-steps.svg", "alt": "Three drawings of the spine."}],
)
DANGER = message(3, "Call 911 now. Or +1 555 010 0199.", kind="emergency", level="emergency_now", links=LINKS)
NOTICE = message(1, "I am a computer program, see https://clinic.example/privacy", "system", kind="system")
MINE = message(4, "my own words", "patient")
STAFF = message(5, "A word of the staff.", "staff")
SMALLEST = 44
"""Pixels of a target, wider and higher than WCAG 2.2 asks for."""
TARGETS = "button, .call, .call-clinic, summary, textarea, .launcher"

State = Callable[[ChatPage, PlayedApi], None]


def _offline(chat: ChatPage, api: PlayedApi) -> None:
    api.is_down = True
    chat.say("kept words")
    expect(chat.notice).to_contain_text("No connection")


def _refused(chat: ChatPage, api: PlayedApi) -> None:
    api.problems = [(413, "too-long", None)]
    chat.say("my words")
    expect(chat.refusal).to_contain_text("too long")


def _options(chat: ChatPage, api: PlayedApi) -> None:
    chat.page.get_by_role("button", name="More options").click()


def _larger(chat: ChatPage, api: PlayedApi) -> None:
    for _ in range(4):
        chat.option("Larger text")


def _rated(chat: ChatPage, api: PlayedApi) -> None:
    chat.replies.first.get_by_role("button", name="No, this did not help").click()
    expect(chat.replies.first.get_by_label("What could be better?")).to_be_visible()
    chat.replies.first.locator("summary").first.click()


def _erasing(chat: ChatPage, api: PlayedApi) -> None:
    chat.option("Delete the chat")
    expect(chat.page.get_by_role("alertdialog")).to_be_visible()


def _erased(chat: ChatPage, api: PlayedApi) -> None:
    _erasing(chat, api)
    chat.page.get_by_role("button", name="Yes, delete it").click()
    expect(chat.notice).to_contain_text("deleted")


def _as_it_is(chat: ChatPage, api: PlayedApi) -> None:
    pass


LONG = [message(seq, f"Message {seq}", "patient" if seq % 3 == 0 else "bot") for seq in range(1, 101)]
STATES: dict[str, tuple[list[dict[str, object]], State]] = {
    "open with choices": ([NOTICE, ANSWER], _as_it_is),
    "all senders": ([NOTICE, MINE, STAFF, ANSWER], _as_it_is),
    "emergency": ([NOTICE, ANSWER, DANGER], _as_it_is),
    "offline": ([NOTICE, ANSWER], _offline),
    "refused": ([NOTICE, ANSWER], _refused),
    "options": ([NOTICE, ANSWER], _options),
    "larger text": ([NOTICE, ANSWER, DANGER], _larger),
    "rated": ([NOTICE, ANSWER], _rated),
    "erasing": ([NOTICE, ANSWER], _erasing),
    "erased": ([NOTICE, ANSWER], _erased),
    "long": (LONG, _as_it_is),
}

IN_DARK = ("all senders", "emergency", "offline", "refused", "rated", "erasing")
"""The states in which other colours are used."""


def opened(new_page: NewPage, bot: Running, api: PlayedApi, **options: object) -> ChatPage:
    """The chat before a played server, opened."""
    api.has_sockets = True
    chat = new_page(**options)
    api.play(chat.page.context)
    return chat.go(bot.url).open()


@pytest.mark.parametrize(
    ("state", "scheme"),
    [*((state, "light") for state in STATES), *((state, "dark") for state in IN_DARK)],
)
def test_axe_finds_nothing(new_page: NewPage, bot: Running, state: str, scheme: str) -> None:
    """In every state axe has nothing to say, and what is to be pressed is large enough for a shaky hand."""
    messages, reach = STATES[state]
    api = PlayedApi(list(messages))
    chat = opened(new_page, bot, api, color_scheme=scheme, reduced_motion="reduce")
    reach(chat, api)
    assert chat.barriers() == []
    assert small_targets(chat) == []


def box(part: Locator) -> FloatRect:
    """Where something is on the screen."""
    found = part.bounding_box()
    assert found
    return found


def small_targets(chat: ChatPage) -> list[str]:
    """What is there to be pressed and is too small for it."""
    return list(
        chat.page.locator("clinic-chat .frame").evaluate(
            f"""frame => [...frame.querySelectorAll('{TARGETS}')]
            .map(each => [each, each.getBoundingClientRect()])
            .filter(([, box]) => box.width && Math.round(Math.min(box.height, box.width)) < {SMALLEST})
            .map(([each, box]) => `${{each.textContent}} ${{box.width}}x${{box.height}}`)"""
        )
    )


def test_axe_finds_nothing_while_closed(chat: ChatPage) -> None:
    """The page with the button is without barriers as well."""
    assert chat.barriers() == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (640, 400)])
def test_small_windows_lose_nothing(new_page: NewPage, bot: Running, width: int, height: int) -> None:
    """At 320 pixels, or at 200% zoom of a desk, nothing is cut off and nothing scrolls sideways."""
    api = PlayedApi([NOTICE, ANSWER, DANGER])
    chat = opened(new_page, bot, api, viewport={"width": width, "height": height})
    for part in (
        chat.field,
        chat.page.get_by_role("button", name="Send").last,
        chat.panel.locator(".person").first,
    ):
        expect(part).to_be_in_viewport(ratio=1)
    overflow = "each => each.scrollWidth - each.clientWidth"
    assert chat.log.evaluate(overflow) <= 0
    assert chat.panel.evaluate(overflow) <= 0
    _larger(chat, api)
    assert chat.log.evaluate(overflow) <= 0
    chat.page.keyboard.press("Escape")
    expect(chat.field).to_be_in_viewport(ratio=1)
    assert chat.log.evaluate("each => each.clientHeight") >= 80


def test_smallest_phone_with_largest_text_loses_nothing(new_page: NewPage, bot: Running) -> None:
    """Offline too the number to call is whole, and it stands beside the way to a person while there is room."""
    api = PlayedApi([NOTICE, ANSWER, DANGER])
    chat = opened(new_page, bot, api, viewport={"width": 320, "height": 640})
    person, number = (box(chat.panel.locator(each).first) for each in (".person", ".call-clinic"))
    assert abs(person["y"] - number["y"]) < 4
    _larger(chat, api)
    chat.page.keyboard.press("Escape")
    _offline(chat, api)
    for part in (chat.notice, chat.log, chat.panel):
        assert part.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
    number = box(chat.notice.get_by_role("link", name="+1 555 010 0199"))
    assert number["x"] + number["width"] <= 320


TORN = """links => links.flatMap(link => {
  const text = link.querySelector('span').firstChild, range = document.createRange();
  return [...text.textContent.matchAll(/\\S+/g)].filter(({0: group, index}) => {
    range.setStart(text, index);
    range.setEnd(text, index + group.length);
    return range.getClientRects().length > 1;
  }).map(([group]) => group);
})"""
"""The groups of the numbers on the buttons that stand on more than one line."""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_number_to_call_is_not_torn_within_a_group(new_page: NewPage, bot: Running, width: int) -> None:
    """Whatever the size of the text, a number breaks where one pauses in saying it, and nowhere else."""
    numbers = [{"label": "+1 555 010 0199", "url": "tel:1"}, {"label": "+1 555 010 0142", "url": "tel:2"}]
    words = "Please call the clinic today."
    danger = message(
        2, words, kind="emergency", level="same_day", links=[*numbers, {"label": "911", "url": "tel:911"}]
    )
    api = PlayedApi([NOTICE, danger])
    chat = opened(new_page, bot, api, viewport={"width": width, "height": 844})
    calls = chat.panel.locator(".emergency .call")
    expect(calls).to_have_count(3)
    assert calls.evaluate_all(TORN) == []
    for _ in range(2):
        chat.option("Larger text")
        assert calls.evaluate_all(TORN) == []


def test_large_text_leaves_room_to_write(new_page: NewPage, bot: Running) -> None:
    """The button beside the box gives up its word before the box gives up its width."""
    api = PlayedApi([NOTICE])
    chat = opened(new_page, bot, api, viewport={"width": 390, "height": 844})
    send = chat.page.get_by_role("button", name="Send").last
    with_word = box(send)["width"]
    _larger(chat, api)
    assert box(send)["width"] < with_word
    assert box(chat.field)["width"] > 390 / 2


def test_software_keyboard_leaves_the_box_in_view(new_page: NewPage, bot: Running) -> None:
    """When the keyboard takes half of a phone's screen, the chat fills the other half."""
    chat = opened(
        new_page,
        bot,
        PlayedApi([NOTICE]),
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
    )
    assert round(chat.panel.bounding_box()["height"]) == 844  # type: ignore[index]
    expect(chat.panel.get_by_role("heading", level=2)).to_be_focused()
    chat.page.set_viewport_size({"width": 390, "height": 420})
    expect(chat.field).to_be_in_viewport(ratio=1)
    assert round(chat.panel.bounding_box()["height"]) == 420  # type: ignore[index]


def test_long_text_leaves_its_button_in_view(new_page: NewPage, bot: Running) -> None:
    """The box grows with what is written, but with the keyboard up not so far that Send leaves the screen."""
    api = PlayedApi([NOTICE])
    chat = opened(new_page, bot, api, viewport={"width": 360, "height": 330})
    chat.field.fill("how long does it take until I can walk " * 8)
    for part in (chat.field, chat.page.get_by_role("button", name="Send").last):
        expect(part).to_be_in_viewport(ratio=1)
    assert box(chat.field)["height"] > 60


def test_enlarged_with_two_fingers_the_chat_grows_too(new_page: NewPage, bot: Running) -> None:
    """Only a keyboard makes the panel smaller, not a patient who looks closer."""
    size = {"width": 360, "height": 640}
    chat = opened(new_page, bot, PlayedApi([NOTICE]), viewport=size, is_mobile=True, has_touch=True)
    session = chat.page.context.new_cdp_session(chat.page)
    session.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    assert chat.page.evaluate("visualViewport.scale") > 1.5
    assert chat.panel.evaluate("each => each.offsetHeight") == 640


def test_window_that_changes_its_size_keeps_the_chat(new_page: NewPage, bot: Running) -> None:
    """Turned or zoomed, the panel takes its other shape with the text and the focus where they were."""
    chat = opened(new_page, bot, PlayedApi([NOTICE]))
    chat.field.fill("half a")
    chat.page.set_viewport_size({"width": 390, "height": 700})
    expect(chat.field).to_be_focused()
    assert round(chat.panel.bounding_box()["width"]) == 390  # type: ignore[index]
    chat.page.set_viewport_size({"width": 1280, "height": 800})
    expect(chat.field).to_have_value("half a")
    assert chat.panel.bounding_box()["width"] < 500  # type: ignore[index]


def test_motion_stops_for_who_asks(new_page: NewPage, bot: Running) -> None:
    """With reduced motion nothing is animated."""
    chat = opened(new_page, bot, PlayedApi([NOTICE]), reduced_motion="reduce")
    assert (
        chat.page.evaluate(
            "document.querySelector('clinic-chat').shadowRoot.getAnimations({subtree: true}).length"
        )
        == 0
    )


def test_high_contrast_keeps_every_border(new_page: NewPage, bot: Running) -> None:
    """In forced colours an emergency is still framed, and a picked rating still shows."""
    chat = opened(new_page, bot, PlayedApi([NOTICE, ANSWER, DANGER]), forced_colors="active")
    emergency = chat.log.locator(".emergency")
    assert emergency.evaluate("each => getComputedStyle(each).borderTopStyle") == "double"
    assert chat.barriers() == []


def test_spanish_interface_says_what_is_in_which_language(
    new_page: NewPage, bot: Running, site: ClinicSite
) -> None:
    """In Spanish the interface is Spanish, marked so, and the clinic's English texts are marked as English."""
    chat = new_page()
    PlayedApi([NOTICE, ANSWER]).play(chat.page.context)
    chat.go(f"{site.url}/spanish").open()
    expect(chat.field).to_have_attribute("placeholder", "Su pregunta …")
    expect(chat.page.locator("clinic-chat .frame")).to_have_attribute("lang", "es")
    expect(chat.replies.first.locator(".bubble")).to_have_attribute("lang", "en")
    assert chat.barriers() == []


def test_words_of_people_are_in_no_language_that_is_known(new_page: NewPage, bot: Running) -> None:
    """What the staff and the patient write is not called English, and an emergency says what it is in."""
    danger = {**DANGER, "text": "Llame al 911.", "language": "es"}
    chat = opened(new_page, bot, PlayedApi([NOTICE, danger, MINE, STAFF]))
    for sender, language in (("system", "en"), ("patient", ""), ("staff", "")):
        expect(chat.log.locator(f".from-{sender} .bubble")).to_have_attribute("lang", language)
    expect(chat.log.locator(".emergency [lang]")).to_have_attribute("lang", "es")
    expect(chat.log.locator(".emergency h3")).to_have_text("Get help now")


def test_own_colors_are_checked(new_page: NewPage, bot: Running, site: ClinicSite) -> None:
    """A clinic's pale colour is used with dark text instead of the white it asked for, and for no link."""
    chat = new_page()
    PlayedApi([NOTICE, ANSWER]).play(chat.page.context)
    chat.go(f"{site.url}/pale")
    style = chat.launcher.evaluate(
        "each => [getComputedStyle(each).backgroundColor, getComputedStyle(each).color]"
    )
    assert style == ["rgb(255, 230, 128)", "rgb(20, 37, 46)"]
    assert chat.launcher.bounding_box()["x"] < 100  # type: ignore[index]
    chat.open()
    assert chat.barriers() == []


def test_colors_of_the_clinics_style_sheet_are_used(
    new_page: NewPage, bot: Running, site: ClinicSite
) -> None:
    """Set as variables, and good to read, they are those of the button, the head and the links."""
    chat = new_page()
    PlayedApi([NOTICE, ANSWER]).play(chat.page.context)
    chat.go(f"{site.url}/colored").open()
    color = "each => getComputedStyle(each).color"
    assert chat.launcher.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(122, 31, 92)"
    assert chat.launcher.evaluate(color) == "rgb(255, 255, 255)"
    assert chat.choices.first.evaluate(color) == "rgb(122, 31, 92)"
    assert chat.barriers() == []


def test_long_conversation_stays_fast(new_page: NewPage, bot: Running) -> None:
    """A thousand messages open, and take one more, without a noticeable wait."""
    many = [message(seq, f"Message {seq} " * 12, "patient" if seq % 2 else "bot") for seq in range(1, 1001)]
    api = PlayedApi(many)
    chat = new_page()
    api.play(chat.page.context)
    session = f"localStorage.setItem('clinic-chat {bot.url} session', '{{\"token\": \"{api.token}\"}}')"
    chat.page.add_init_script(session)
    chat.go(bot.url).open()
    expect(chat.log.locator(".message").last).to_be_in_viewport()
    milliseconds = chat.page.evaluate(
        """async () => {
          const log = document.querySelector('clinic-chat').shadowRoot.querySelector('.log');
          const began = performance.now();
          for (let at = 0; at < 10; at += 1) {
            log.scrollTop = log.scrollHeight * at / 10;
            await new Promise(requestAnimationFrame);
          }
          return performance.now() - began;
        }"""
    )
    assert milliseconds < 3000
    expect(chat.ask("one more")).to_contain_text("Answer to: one more")


@pytest.mark.parametrize(
    ("width", "height", "larger"),
    [
        *((360, 330, False), (360, 330, True), (360, 640, True)),
        *((640, 360, False), (640, 180, False), (320, 180, False)),
    ],
    ids=["keyboard", "keyboard and largest text", "largest text", "landscape", "landscape, keyboard", "400%"],
)
def test_button_to_call_is_in_view_however_little_room_there_is(
    new_page: NewPage, bot: Running, width: int, height: int, larger: bool
) -> None:
    """An emergency that comes while the patient writes takes the keyboard away, and its button is in view whole."""
    api = PlayedApi([NOTICE, ANSWER])
    chat = opened(new_page, bot, api, viewport={"width": width, "height": height})
    if larger:
        _larger(chat, api)
        chat.page.keyboard.press("Escape")
    chat.field.fill("and my arm")
    danger = {**DANGER, "text": f"Call 911 now. {'Do not wait for a reply here. ' * 12}"}
    api.push([message(3, "I cannot feel my legs", "patient"), {**danger, "seq": 4}])
    heading = chat.log.get_by_role("heading", name="Get help now")
    expect(heading).to_be_focused()
    expect(chat.log.locator(".call").first).to_be_in_viewport(ratio=1)
    expect(chat.field).to_have_value("and my arm")
    chat.page.keyboard.press("Tab")
    expect(chat.log.locator(".call").first).to_be_focused()


def test_without_connection_the_box_and_the_numbers_are_in_view(new_page: NewPage, bot: Running) -> None:
    """With the keyboard up, too, and the way out of the chat."""
    api = PlayedApi([NOTICE, ANSWER])
    chat = opened(new_page, bot, api, viewport={"width": 360, "height": 330})
    _offline(chat, api)
    chat.field.focus()
    close = chat.page.get_by_role("button", name="Close the chat")
    numbers = [chat.notice.get_by_role("link", name=each) for each in ("911", "+1 555 010 0199")]
    for part in (close, *numbers, chat.log.locator(".fate a"), chat.field):
        expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 360])
def test_largest_text_of_the_notice_stays_in_it(new_page: NewPage, bot: Running, width: int) -> None:
    """Neither its words nor its numbers run over the edge."""
    api = PlayedApi([NOTICE, ANSWER])
    chat = opened(new_page, bot, api, viewport={"width": width, "height": 640})
    _larger(chat, api)
    chat.page.keyboard.press("Escape")
    _offline(chat, api)
    words = box(chat.notice.locator("p > span"))
    assert words["x"] + words["width"] <= width - 16
    assert chat.notice.evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_emergency_leaves_the_focus_in_the_box_on_a_desk(new_page: NewPage, bot: Running) -> None:
    """There is room there, and no keyboard of the screen's: the patient may go on writing."""
    api = PlayedApi([NOTICE, ANSWER])
    chat = opened(new_page, bot, api)
    api.push([message(3, "I cannot feel my legs", "patient"), {**DANGER, "seq": 4}])
    expect(chat.log.locator(".call").first).to_be_in_viewport(ratio=1)
    expect(chat.field).to_be_focused()


def test_keyboard_that_comes_up_leaves_the_button_to_call_in_view(new_page: NewPage, bot: Running) -> None:
    """Who writes on after an emergency still sees whom to call."""
    api = PlayedApi([NOTICE, ANSWER])
    chat = opened(new_page, bot, api, viewport={"width": 360, "height": 640})
    api.push([message(3, "I cannot feel my legs", "patient"), {**DANGER, "seq": 4}])
    expect(chat.log.locator(".call").first).to_be_in_viewport(ratio=1)
    chat.field.focus()
    chat.page.set_viewport_size({"width": 360, "height": 330})
    expect(chat.log.locator(".call").first).to_be_in_viewport(ratio=1)
