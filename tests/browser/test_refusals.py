"""What the server refuses is said plainly, and the patient's words stay where they can be sent again."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from .chat_page import ChatPage
from .conftest import NewPage
from .played_api import PlayedApi, message
from .running import Running

pytestmark = pytest.mark.stack

OFFER = message(
    1, "Hello.", choices=[{"label": "Will it hurt?", "value": "one"}, {"label": "Risks?", "value": "two"}]
)


@pytest.fixture
def api() -> PlayedApi:
    """A server that greets with two choices."""
    return PlayedApi([OFFER])


@pytest.fixture
def chat(new_page: NewPage, bot: Running, api: PlayedApi) -> ChatPage:
    """The chat before the played server, opened."""
    chat = new_page()
    api.play(chat.page.context)
    return chat.go(bot.url).open()


@pytest.mark.parametrize(
    ("status", "name", "retry_after", "words"),
    [
        (429, "too-fast", 7, "Please wait 7 seconds"),
        (429, "too-fast", None, "Please wait a moment"),
        (413, "too-long", None, "too long"),
        (400, "malformed", None, "put it in other words"),
    ],
)
def test_refused_text_stays_in_the_box(
    chat: ChatPage, api: PlayedApi, status: int, name: str, retry_after: int | None, words: str
) -> None:
    """The reason stands above the box, the text in it, and nothing is left among the messages."""
    api.problems = [(status, name, retry_after)]
    chat.say("my long question")
    expect(chat.refusal).to_contain_text(words)
    expect(chat.field).to_have_value("my long question")
    expect(chat.own).to_have_count(0)
    chat.say("my long question")
    expect(chat.replies.last).to_contain_text("Answer to: my long question")
    expect(chat.refusal).to_be_empty()
    assert len(api.received) == 1


def test_one_too_many_is_told_whom_to_call(chat: ChatPage, api: PlayedApi) -> None:
    """Many messages at once may be a cry for help; what is too long is none."""
    api.problems = [(429, "too-fast", 7), (413, "too-long", None)]
    chat.say("please")
    expect(chat.refusal).to_contain_text("In an emergency, call 911.")
    expect(chat.refusal.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
    chat.say("please")
    expect(chat.refusal).to_contain_text("too long")
    expect(chat.refusal.get_by_role("link")).to_have_count(0)


def test_refused_choice_can_be_picked_again(chat: ChatPage, api: PlayedApi) -> None:
    """A choice that came too fast is offered again."""
    api.problems = [(429, "too-fast", 1)]
    chat.choices.first.click()
    expect(chat.refusal).to_contain_text("too fast")
    chat.choices.first.click()
    expect(chat.replies).to_have_count(2)
    assert [each.get("choice") for each in api.received] == ["one"]


def test_choice_that_is_gone_is_told(chat: ChatPage, api: PlayedApi) -> None:
    """A choice the server does not know any more is not offered again."""
    api.problems = [(404, "unknown-choice", None)]
    chat.choices.first.click()
    expect(chat.refusal).to_contain_text("can no longer be picked")
    expect(chat.choices).to_have_count(0)


def test_busy_server_is_asked_again(chat: ChatPage, api: PlayedApi) -> None:
    """What the server cannot do just now is sent again by itself, in order and once."""
    api.problems = [(503, "unavailable", 1), (503, "unavailable", 1)]
    chat.say("first")
    chat.say("second")
    expect(chat.replies.last).to_contain_text("Answer to: second")
    assert [each["text"] for each in api.received] == ["first", "second"]


@pytest.mark.parametrize("problem", [(503, "unavailable", 2), (429, "too-fast", 2)])
def test_help_is_shown_before_the_danger_is_stored(
    chat: ChatPage, api: PlayedApi, problem: tuple[int, str, int]
) -> None:
    """Once, however often it is tried, below the message on its way; the stored reply takes its place."""
    link = {"label": "911", "url": "tel:911"}
    danger = {
        "text": "Call 911 now.",
        "kind": "emergency",
        "level": "emergency_now",
        "links": [link],
        "language": None,
    }
    api.help, api.problems = [danger], [problem] * 3
    chat.say("I can't feel my legs")
    help = chat.page.locator(".message:has(.emergency)")
    expect(help.get_by_role("heading")).to_contain_text("Get help now")
    expect(help.get_by_role("link").first).to_have_attribute("href", "tel:911")
    expect(chat.page.get_by_role("alert").filter(has_text="Call 911 now.")).to_have_count(1)
    expect(chat.replies.last).to_contain_text("Answer to: I can't feel my legs")
    expect(help).to_have_count(0)
    assert api.problems == []


def test_refused_danger_is_sent_again_behind_a_slow_answer(chat: ChatPage, api: PlayedApi) -> None:
    """Its time to be tried again comes while the message before it is still under way."""
    danger = {
        **{"text": "Call 911 now.", "kind": "emergency", "level": "emergency_now", "language": None},
        **{"sender": "bot", "at": OFFER["at"]},
    }
    posts: list[Route] = []

    def answer(route: Route) -> None:
        posts.append(route)
        client_id = route.request.post_data_json["client_id"]
        refusal = {"type": "urn:clinic-bot:problem:too-fast", "title": "too-fast", "status": 429}
        if len(posts) == 2:
            body = json.dumps({**refusal, "help": [{**danger, "client_id": client_id}]})
            headers = {"Retry-After": "1"}
            route.fulfill(status=429, content_type="application/problem+json", headers=headers, body=body)

    chat.page.route("**/chat/v1/messages", answer)
    chat.say("a slow question")
    chat.say("I can't feel my legs")
    expect(chat.page.locator(".message:has(.emergency)")).to_contain_text("Call 911 now.")
    for _ in range(100):
        if len(posts) < 3:
            chat.page.wait_for_timeout(100)
    slow = posts[0].request.post_data_json
    api.messages += [message(2, slow["text"], "patient", client_id=slow["client_id"]), message(3, "Slowly.")]
    posts[0].fulfill(content_type="application/json", body=json.dumps({"messages": api.messages}))
    posts[2].fallback()
    expect(chat.replies.last).to_contain_text("Answer to: I can't feel my legs")
    assert len(posts) == 3


def test_help_stays_when_the_message_is_too_long(chat: ChatPage, api: PlayedApi) -> None:
    """The help is in the transcript, and the text back in the box with the reason."""
    danger = {"text": "Call 911 now.", "kind": "emergency", "level": "emergency_now", "language": None}
    api.help, api.problems = [danger], [(413, "too-long", None)]
    text = "I can't feel my legs. " + "x" * 20_000
    chat.field.fill(text)
    chat.field.press("Enter")
    expect(chat.page.locator(".message:has(.emergency)")).to_contain_text("Call 911 now.")
    expect(chat.refusal).to_contain_text("press Send again")
    expect(chat.field).to_have_value(text)
    expect(chat.page.locator(".message:has(.emergency)")).to_have_count(1)


def test_help_for_a_comment_that_cannot_be_stored_is_shown(new_page: NewPage, bot: Running) -> None:
    """In view, and the comment stays in its box."""
    answer = message(2, "Most people walk within hours.", kind="answer")
    api = PlayedApi([OFFER, answer])
    chat = new_page()
    api.play(chat.page.context)
    chat.go(bot.url).open()
    rated = chat.replies.nth(1)
    rated.get_by_role("button", name="Yes, this helped").click()
    comment = rated.get_by_label("Anything to add?")
    comment.fill("but I can't feel my legs")
    danger = {"text": "Call 911 now.", "kind": "emergency", "level": "emergency_now", "language": None}
    api.help, api.problems = [danger], [(503, "unavailable", 1)]
    rated.get_by_role("button", name="Send").click()
    expect(chat.page.locator(".message:has(.emergency)")).to_be_in_viewport()
    expect(comment).to_have_value("but I can't feel my legs")


def test_failing_server_is_not_asked_for_ever(chat: ChatPage, api: PlayedApi) -> None:
    """After three failures of the server's own the text is given back with a word."""
    api.problems = [(500, "failed", 1)] * 3
    chat.say("a question")
    expect(chat.refusal).to_contain_text("did not work just now")
    expect(chat.field).to_have_value("a question")


def test_too_many_new_chats_are_told(new_page: NewPage, bot: Running, api: PlayedApi) -> None:
    """A browser that gets no new chat says so with the number, and tries again by itself."""
    refused = new_page()
    api.play(refused.page.context)
    answers = iter([429])

    def start(route: object) -> None:
        if next(answers, None):
            body = '{"type": "urn:clinic-bot:problem:too-many-conversations", "status": 429}'
            route.fulfill(status=429, headers={"Retry-After": "1"}, body=body)  # type: ignore[attr-defined]
        else:
            route.fallback()  # type: ignore[attr-defined]

    refused.page.context.route("**/chat/v1/conversations", start)
    refused.go(bot.url)
    refused.launcher.click()
    expect(refused.notice).to_contain_text("too many new chats")
    for number, address in (("+1 555 010 0199", "tel:+15550100199"), ("911", "tel:911")):
        expect(refused.notice.get_by_role("link", name=number)).to_have_attribute("href", address)
    expect(refused.choices.first).to_be_visible()


def test_doubles_and_disorder_are_put_right(new_page: NewPage, bot: Running) -> None:
    """Messages that come twice or late stand once and by their numbers."""
    api = PlayedApi([message(1, "one"), message(4, "four")])
    api.has_sockets = True
    chat = new_page()
    api.play(chat.page.context)
    chat.go(bot.url).open()
    expect(chat.replies).to_have_count(2)
    api.push(
        [message(3, "three"), message(2, "two"), message(4, "four"), message(1, "one"), message(5, "five")]
    )
    expect(chat.replies).to_have_count(5)
    found = chat.replies.locator(".bubble").all_text_contents()
    assert [each.strip() for each in found] == ["one", "two", "three", "four", "five"]
