"""Nothing is lost: neither by a crash at the clinic, nor by a bad line, a reload or a second tab."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Request, Route, expect

from .chat_page import REPLY_MILLISECONDS, ChatPage
from .clinic_site import ClinicSite
from .conftest import NewPage
from .played_api import CLINIC, PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack

CHAT = "**/chat/v1/**"
"""Where the chat's requests go."""
RETRY_MILLISECONDS = 20_000
"""The chat waits up to five seconds before its second try, and up to ten before its third."""


def texts(chat: ChatPage) -> list[str]:
    """What the patient's messages in the chat say, in order."""
    return [text.strip() for text in chat.own.locator(".bubble").all_text_contents()]


def test_rasa_may_die_and_come_back(chat: ChatPage, bot: Running) -> None:
    """With the assistant down the patient gets one honest apology with the number; back up, the next answer."""
    chat.open().ask("what is vertebroplasty")
    bot.end("assistant")
    reply = chat.ask("how long does it take")
    expect(reply).to_contain_text("I cannot answer just now")
    expect(reply.get_by_role("link", name="+1 555 010 0199")).to_be_visible()
    bot.mend("assistant")
    expect(chat.ask("how long does vertebroplasty take")).to_contain_text("hour")
    assert bot.patient_texts().count("how long does it take") == 1


def test_front_door_may_die_and_come_back(chat: ChatPage, bot: Running) -> None:
    """With the front door down the chat says so and keeps what is written; back up, it is sent once, in order."""
    chat.open()
    bot.end("front door")
    expect(chat.notice).to_contain_text("No connection")
    expect(chat.notice.get_by_role("link", name="+1 555 010 0199")).to_be_visible()
    for text in ("is kyphoplasty safe at my age", "and will it hurt afterwards"):
        chat.say(text)
    expect(chat.log.locator(".pending")).to_have_count(2)
    expect(chat.log.locator(".fate").first).to_contain_text("Not sent yet")
    bot.mend("front door")
    expect(chat.notice).to_be_hidden(timeout=40_000)
    expect(chat.log.locator(".pending")).to_have_count(0, timeout=REPLY_MILLISECONDS)
    expect(chat.replies).to_have_count(3, timeout=REPLY_MILLISECONDS)
    sent = ["is kyphoplasty safe at my age", "and will it hurt afterwards"]
    assert texts(chat) == sent
    assert [text for text in bot.patient_texts() if text in sent] == sent


def test_network_may_be_cut(chat: ChatPage, bot: Running) -> None:
    """Without a network the chat says so with the number; a reload later, everything is sent once."""
    chat.open()
    context = chat.page.context
    context.set_offline(True)
    expect(chat.notice).to_contain_text("No connection")
    expect(chat.notice.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
    chat.say("do I need a brace after vertebroplasty")
    expect(chat.log.locator(".pending")).to_contain_text("brace")
    expect(chat.log.locator(".pending").get_by_role("link")).to_have_attribute("href", "tel:911")
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_visible()
    chat.launcher.click()
    expect(chat.log.locator(".pending")).to_contain_text("brace")
    context.set_offline(False)
    expect(chat.notice).to_be_hidden()
    expect(chat.log.locator(".pending")).to_have_count(0, timeout=REPLY_MILLISECONDS)
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)
    assert bot.patient_texts().count("do I need a brace after vertebroplasty") == 1


def is_post(request: Request) -> bool:
    """Whether the chat sends something."""
    return request.method == "POST"


def holding_the_first(chat: ChatPage) -> list[Route]:
    """From now on the first message of this page is under way until it is let go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held or not is_post(route.request):
            route.continue_()
        else:
            held.append(route)

    chat.page.route("**/chat/v1/messages", hold)
    return held


def test_danger_in_a_second_tab_does_not_wait_for_the_first(chat: ChatPage) -> None:
    """The tab that has something under way sends for both."""
    held = holding_the_first(chat.open())
    # Before there is another tab: of two it could be either that sends.
    with chat.page.expect_request(is_post):
        chat.say("how long does kyphoplasty take")
    other = ChatPage(chat.page.context.new_page()).go(chat.page.url).open()
    other.say("I can't breathe and my chest hurts")
    expect(other.log.locator(".emergency")).to_contain_text("Call 911 now", timeout=REPLY_MILLISECONDS)
    held[0].continue_()
    expect(chat.log.locator(".pending")).to_have_count(0, timeout=REPLY_MILLISECONDS)


def test_danger_does_not_wait_for_a_slow_answer(chat: ChatPage) -> None:
    """What is written behind a question that is still under way is sent after a moment, and met."""
    held = holding_the_first(chat.open())
    chat.say("how long does kyphoplasty take")
    chat.say("I can't breathe and my chest hurts")
    expect(chat.log.locator(".emergency")).to_contain_text("Call 911 now", timeout=REPLY_MILLISECONDS)
    expect(chat.log.locator(".pending")).to_contain_text("kyphoplasty")
    held[0].continue_()
    expect(chat.log.locator(".pending")).to_have_count(0, timeout=REPLY_MILLISECONDS)
    expect(chat.replies.last).to_contain_text("30 to 60 minutes", timeout=REPLY_MILLISECONDS)


def test_reload_in_the_middle_of_sending_sends_once(chat: ChatPage, bot: Running) -> None:
    """A message whose page went away before the answer came is there after the reload, once, with its answer."""
    chat.open()
    chat.say("what does kyphoplasty cost me")
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)
    assert texts(chat) == ["what does kyphoplasty cost me"]
    assert bot.patient_texts().count("what does kyphoplasty cost me") == 1


def test_written_words_survive_a_reload(chat: ChatPage) -> None:
    """What stands in the box is there after a reload, and the chat is open as before without taking the focus."""
    chat.open().ask("what is kyphoplasty")
    chat.field.fill("half a ques")
    chat.page.reload()
    expect(chat.replies.last).to_contain_text("balloon")
    expect(chat.field).to_have_value("half a ques")
    assert chat.page.evaluate("document.activeElement.tagName") == "BODY"


def test_blocked_sockets_are_got_around(new_page: NewPage, bot: Running) -> None:
    """Where no socket goes through, the chat polls: answers come, and so does what another tab brought about."""
    chat = new_page()
    chat.page.context.route_web_socket("**/socket", lambda socket: socket.close())
    chat.go(bot.url).open()
    expect(chat.ask("what is the bone cement made of")).to_contain_text("cement")
    other = ChatPage(chat.page.context.new_page()).go(bot.url).open()
    other.ask("will I go home the same day")
    expect(chat.own).to_have_count(2)
    expect(chat.replies).to_have_count(3)
    expect(chat.notice).to_be_hidden()


def test_what_the_staff_wrote_on_a_bad_line_is_shown(new_page: NewPage, bot: Running) -> None:
    """Where it stands in the talk, though the answer to a message that was sent meanwhile came first."""
    chat = new_page()
    chat.page.context.route_web_socket("**/socket", lambda socket: socket.close())
    chat.go(bot.url).open()
    chat.page.route("**/messages?after=*", lambda route: route.abort())
    bot.staff_writes("Please call us about your zebrafinch.")
    chat.say("will I go home the same day")
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)
    chat.page.unroute("**/messages?after=*")
    expect(chat.log.locator(".message").nth(2)).to_contain_text("zebrafinch", timeout=REPLY_MILLISECONDS)
    expect(chat.own).to_have_count(1)


def test_two_tabs_show_the_same(chat: ChatPage) -> None:
    """Two tabs share one conversation: what is said in one stands in the other, once and in order."""
    chat.open()
    context: BrowserContext = chat.page.context
    other = ChatPage(context.new_page()).go(chat.page.url).open()
    chat.ask("what is vertebroplasty")
    other.ask("who should not have it")
    for each in (chat, other):
        expect(each.replies).to_have_count(3)
        expect(each.own).to_have_count(2)
        assert texts(each) == ["what is vertebroplasty", "who should not have it"]
    other.option("Delete the chat")
    other.page.get_by_role("button", name="Yes, delete it").click()
    expect(chat.notice).to_contain_text("This chat was deleted")
    expect(chat.log.locator(".message")).to_have_count(0)


def test_expired_conversation_gives_way_to_a_new_one(chat: ChatPage, bot: Running) -> None:
    """A browser whose token has expired is told so, gets a new chat, and keeps what it could not send."""
    chat.open().ask("what is kyphoplasty")
    chat.page.context.set_offline(True)
    expect(chat.notice).to_contain_text("No connection")
    chat.say("is it safe at eighty")
    bot.forget_tokens()
    chat.page.context.set_offline(False)
    expect(chat.refusal).to_contain_text("Your earlier chat has ended")
    expect(chat.field).to_have_value("is it safe at eighty")
    expect(chat.own).to_have_count(0)
    chat.say(chat.field.input_value())
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)


def test_server_that_was_never_reached_is_told(new_page: NewPage, bot: Running) -> None:
    """Opened while nothing answers, the chat gives the number and starts by itself when it can."""
    chat = new_page()
    unreached(chat, bot)
    expect(chat.notice.get_by_role("link", name="+1 555 010 0199")).to_have_attribute(
        "href", "tel:+15550100199"
    )
    chat.say("what are the risks")
    chat.page.context.unroute(CHAT)
    expect(chat.replies).to_have_count(2, timeout=REPLY_MILLISECONDS)
    expect(chat.notice).to_be_hidden()


def test_number_that_is_answered_now_comes_first(new_page: NewPage, bot: Running) -> None:
    """Closed, the chat gives the on-call line; at eight it is the clinic's, though nobody can be reached to ask."""
    chat = new_page()
    chat.page.clock.install()
    opens = datetime.now(UTC) + timedelta(hours=9)
    night = {"label": "+1 555 010 0142", "url": "tel:+15550100142", "until": opens.isoformat()}
    api = PlayedApi([message(1, "Hello.")])
    api.clinic = {**CLINIC, "open_now": False, "answered": [night, {**CLINIC["phone"], "until": None}]}
    api.play(chat.page.context)
    chat.go(bot.url).open()
    footer = chat.panel.locator(".call-clinic")
    expect(footer).to_have_attribute("href", "tel:+15550100142")
    api.is_down = True
    chat.say("what are the risks")
    expect(chat.notice).to_contain_text("If it cannot wait, call +1 555 010 0142.")
    chat.page.clock.fast_forward("09:00:01")
    expect(footer).to_have_attribute("href", "tel:+15550100199")
    expect(chat.notice).to_contain_text("If it cannot wait, call +1 555 010 0199.")


def test_trying_again_need_not_be_waited_for(new_page: NewPage, bot: Running) -> None:
    """With the clock standing still the chat does not start by itself; its button starts it."""
    chat = new_page()
    chat.page.clock.install()
    unreached(chat, bot)
    chat.page.clock.pause_at(chat.page.evaluate("Date.now() / 1000") + 0.01)
    chat.page.context.unroute(CHAT)
    chat.notice.get_by_role("button", name="Try again").press("Enter")
    expect(chat.replies).to_have_count(1)
    expect(chat.notice).to_be_hidden()


def test_trying_again_takes_nobody_s_place(new_page: NewPage, bot: Running) -> None:
    """While the chat tries in vain, its notice stays as it is: so does the focus, and nothing is read out twice."""
    chat = new_page()
    unreached(chat, bot)
    again = chat.notice.get_by_role("button", name="Try again")
    again.focus()
    for _ in range(2):
        chat.page.wait_for_event(
            "requestfailed", lambda request: "/chat/v1/" in request.url, timeout=RETRY_MILLISECONDS
        )
    expect(again).to_be_focused()


def unreached(chat: ChatPage, bot: Running) -> None:
    """Open the chat while none of its requests reaches the server."""
    chat.page.context.route(CHAT, lambda route: route.abort())
    chat.go(bot.url)
    chat.launcher.click()
    expect(chat.notice).to_contain_text("No connection")


def test_chat_that_cannot_be_loaded_gives_the_number(new_page: NewPage, bot: Running) -> None:
    """If the chat's files do not come, the button says whom to call, and works when they do."""
    chat = new_page()
    chat.page.route("**/widget/*", lambda route: route.abort())
    chat.go(bot.url)
    chat.launcher.click()
    word = chat.page.locator("clinic-chat .word")
    expect(word).to_contain_text("The chat did not open")
    numbers = [("+1 555 010 0199", "tel:+15550100199"), ("911", "tel:911")]
    for number, address in numbers:
        expect(word.get_by_role("link", name=number)).to_have_attribute("href", address)
    chat.page.unroute("**/widget/*")
    chat.open()
    expect(word).to_be_hidden()


def test_slow_chat_gives_the_emergency_number_meanwhile(new_page: NewPage, bot: Running) -> None:
    """Whoever waits for it on a bad line is told whom to call; the button stays where it is."""
    chat = new_page()
    chat.page.route("**/widget/*", lambda route: None)
    chat.go(bot.url)
    place = chat.launcher.bounding_box()
    chat.launcher.click()
    word = chat.page.locator("clinic-chat .word")
    expect(word).to_contain_text("Opening the chat")
    expect(word.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
    assert chat.launcher.bounding_box() == place


def test_chat_that_cannot_be_loaded_again_gives_the_numbers_it_knows(
    new_page: NewPage, bot: Running, site: ClinicSite
) -> None:
    """Where the page's line gives none, those of the visit before."""
    chat = new_page().go(f"{site.url}/with").open()
    chat.page.keyboard.press("Escape")
    chat.page.route("**/widget/*", lambda route: route.abort())
    chat.go(f"{site.url}/with").launcher.click()
    word = chat.page.locator("clinic-chat .word")
    expect(word.get_by_role("link", name="+1 555 010 0199")).to_be_visible()
    expect(word.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
