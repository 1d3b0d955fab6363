"""The played Bot API refuses what the real one refuses: a test against it proves as much as one against Telegram."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bot_api.faults import Fault, server_error, too_many
from bot_api.people import Person, buttons
from bot_api.server import TOKEN, BotApi, serving

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.fixture(scope="module")
def _api() -> Iterator[BotApi]:
    with serving(local=False) as api:
        yield api


@pytest.fixture
def api(_api: BotApi) -> BotApi:
    """A played Bot API that nothing is wrong with."""
    _api.faults.clear()
    _api.do(_api.updates.pending.clear)
    return _api


@pytest.fixture
def person(api: BotApi) -> Person:
    """Somebody who has started the bot."""
    return Person(api)


def call(api: BotApi, method: str, token: str = TOKEN, **params: Any) -> tuple[int, Any]:
    """The status and the result or the description."""
    response = httpx.post(f"{api.url}/bot{token}/{method}", json=params, timeout=5, trust_env=False)
    body = response.json()
    assert body["ok"] == (response.status_code == 200)
    return response.status_code, body["result"] if body["ok"] else body["description"]


def test_a_wrong_token_is_refused(api: BotApi) -> None:
    """401 for one that is not known, 404 for one that is none."""
    assert call(api, "getMe", token="1:wrong")[0] == 401
    assert call(api, "getMe", token="wrong")[0] == 404
    assert call(api, "getMe")[1]["is_bot"] is True


def test_who_has_read_a_message_finds_its_call(
    api: BotApi, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message can be seen in its chat a moment before the request that sent it is noted."""
    send = api.methods._send

    def slowly(*given: Any) -> dict[str, Any]:
        sent = send(*given)
        time.sleep(0.2)
        return sent

    monkeypatch.setattr(api.methods, "_send", slowly)
    sending = threading.Thread(
        target=call, args=(api, "sendMessage"), kwargs={"chat_id": person.id, "text": "Hello"}
    )
    sending.start()
    person.reads()
    assert [each.ok for each in api.calls_of("sendMessage", person.id)] == [True]
    sending.join()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "empty": ({"text": " "}, "message text is empty"),
    "long": ({"text": "a" * 4097}, "message is too long"),
    "long in UTF-16": ({"text": "\U0001f600" * 2049}, "message is too long"),
    "html": ({"text": "<b>open", "parse_mode": "HTML"}, "can't parse entities"),
    "tag": ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, "can't parse entities"),
    "markdown": ({"text": "It takes 1.5 hours.", "parse_mode": "MarkdownV2"}, "can't parse entities"),
    "entity": (
        {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "ENTITY_BOUNDS_INVALID",
    ),
    "half a character": (
        {"text": "\U0001f600", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
        "ENTITY_BOUNDS_INVALID",
    ),
    "reply": ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    "data": (
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "c" * 65}]]}},
        "BUTTON_DATA_INVALID",
    ),
    "tel": (
        {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "url": "tel:911"}]]}},
        "Unsupported URL protocol",
    ),
    "no action": ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}}, "Text buttons"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_telegram_does_not_take_is_refused(api: BotApi, person: Person, what: str) -> None:
    """Nothing of it reaches the chat."""
    params, complaint = REFUSED[what]
    status, description = call(api, "sendMessage", chat_id=person.id, **params)
    assert status == 400
    assert complaint in description
    assert person.from_bot == []


def test_a_chat_that_cannot_be_written_to(api: BotApi, person: Person) -> None:
    """Unknown, not started, blocked: each as Telegram says it."""
    assert call(api, "sendMessage", chat_id=1, text="a") == (400, "Bad Request: chat not found")
    stranger = Person(api, started=False)
    assert "can't initiate" in call(api, "sendMessage", chat_id=stranger.id, text="a")[1]
    person.blocks(tells=False)
    assert call(api, "sendMessage", chat_id=person.id, text="a") == (
        403,
        "Forbidden: bot was blocked by the user",
    )


def test_pictures_are_checked(api: BotApi, person: Person) -> None:
    """A PNG is taken, and can be named by its id from then on; words are no picture."""

    def send(data: bytes | str) -> httpx.Response:
        url, fields = f"{api.url}/bot{TOKEN}/sendPhoto", {"chat_id": str(person.id)}
        if isinstance(data, str):
            return httpx.post(url, data={**fields, "photo": data}, trust_env=False)
        return httpx.post(url, data=fields, files={"photo": ("a.png", data)}, trust_env=False)

    assert send(b"words").status_code == 400
    file_id = send(PNG).json()["result"]["photo"][0]["file_id"]
    assert send(file_id).status_code == 200
    assert send("nonsense").status_code == 400


def test_updates_stay_until_they_are_confirmed(api: BotApi, person: Person) -> None:
    """Asked for with a higher number, the lower ones are gone."""
    person.writes("one")
    person.writes("two")
    first, second = call(api, "getUpdates")[1]
    assert [each["message"]["text"] for each in call(api, "getUpdates")[1]] == ["one", "two"]
    assert call(api, "getUpdates", offset=first["update_id"] + 1)[1] == [second]
    assert call(api, "getUpdates", offset=second["update_id"] + 1)[1] == []


def test_a_poll_waits_for_an_update(api: BotApi, person: Person) -> None:
    """Long polling answers as soon as there is something."""
    threading.Timer(0.1, person.writes, ["late"]).start()
    begun = time.monotonic()
    (update,) = call(api, "getUpdates", timeout=5)[1]
    assert update["message"]["text"] == "late"
    assert time.monotonic() - begun < 2


def test_a_second_poller_ends_the_first(api: BotApi) -> None:
    """409, as when two programs have the same token."""
    got: list[tuple[int, Any]] = []
    first = threading.Thread(target=lambda: got.append(call(api, "getUpdates", timeout=4)))
    first.start()
    time.sleep(0.2)
    assert call(api, "getUpdates", timeout=0)[0] == 200
    first.join(5)
    assert got[0][0] == 409


def test_a_webhook_excludes_polling(api: BotApi) -> None:
    """It must be https, and while it is set getUpdates is refused."""
    assert call(api, "setWebhook", url="http://clinic.example/x")[0] == 400
    assert call(api, "setWebhook", url="https://127.0.0.1:1/x", secret_token="bad token")[0] == 400
    assert call(api, "setWebhook", url="https://127.0.0.1:1/x", secret_token="good")[0] == 200
    assert call(api, "getUpdates")[0] == 409
    assert call(api, "getWebhookInfo")[1]["url"] == "https://127.0.0.1:1/x"
    assert call(api, "deleteWebhook")[0] == 200


def test_a_button_is_answered_once(api: BotApi, person: Person) -> None:
    """A query that is not open any more is refused."""
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    call(api, "sendMessage", chat_id=person.id, text="Sure?", reply_markup=json.dumps(keyboard))
    query = person.presses("Yes")
    assert call(api, "answerCallbackQuery", callback_query_id=query)[0] == 200
    assert call(api, "answerCallbackQuery", callback_query_id=query)[0] == 400
    (message,) = person.from_bot
    assert [each["text"] for each in buttons(message)] == ["Yes"]
    edit = {"chat_id": person.id, "message_id": message["message_id"]}
    assert call(api, "editMessageReplyMarkup", **edit)[0] == 200
    assert "not modified" in call(api, "editMessageReplyMarkup", **edit)[1]


def test_topics_of_a_forum_open_and_close(api: BotApi) -> None:
    """Only a forum has them; in a closed or deleted one nothing can be said."""
    plain = Person(api, -100, kind="supergroup")
    assert call(api, "createForumTopic", chat_id=plain.id, name="a")[0] == 400
    forum = Person(api, -101, kind="supergroup", is_forum=True)
    topic = {"chat_id": forum.id, "message_thread_id": 0}
    topic["message_thread_id"] = call(api, "createForumTopic", chat_id=forum.id, name="a")[1][
        "message_thread_id"
    ]
    assert call(api, "sendMessage", text="in it", **topic)[0] == 200
    assert call(api, "closeForumTopic", **topic)[0] == 200
    assert call(api, "closeForumTopic", **topic)[0] == 400
    assert call(api, "sendMessage", text="too late", **topic)[0] == 400
    assert call(api, "reopenForumTopic", **topic)[0] == 200
    assert call(api, "deleteForumTopic", **topic)[0] == 200
    assert "thread not found" in call(api, "sendMessage", text="gone", **topic)[1]


def test_a_topic_is_made_and_deleted_only_with_the_right_to(api: BotApi) -> None:
    """Two rights: who may manage topics may not yet delete one, which takes its messages with it."""
    forum = Person(api, -102, kind="supergroup", is_forum=True, rights={"can_manage_topics"})
    made = call(api, "createForumTopic", chat_id=forum.id, name="a")[1]["message_thread_id"]
    member = call(api, "getChatMember", chat_id=forum.id, user_id=4711)[1]
    assert (member["can_manage_topics"], member["can_delete_messages"]) == (True, False)
    refused = call(api, "deleteForumTopic", chat_id=forum.id, message_thread_id=made)
    assert refused == (400, "Bad Request: not enough rights to delete the topic")
    forum.chat.rights = None
    assert call(api, "getChatMember", chat_id=forum.id, user_id=4711)[1]["status"] == "member"
    assert "not enough rights" in call(api, "createForumTopic", chat_id=forum.id, name="b")[1]


def test_it_fails_as_it_is_told(api: BotApi, person: Person) -> None:
    """429 and 500 do nothing; an answer that is cut off has done what was asked."""
    to = {"chat_id": person.id, "text": "a"}
    api.faults.add(too_many(3), "sendMessage")
    api.faults.add(server_error(), "sendMessage")
    assert [call(api, "sendMessage", **to)[0] for _ in range(2)] == [429, 500]
    assert person.from_bot == []
    for count, cut in enumerate(("before", "middle", "after")):
        api.faults.add(Fault(cut=cut), "sendMessage", chat=person.id)  # type: ignore[arg-type]
        with pytest.raises(httpx.RemoteProtocolError):
            call(api, "sendMessage", **to)
        assert len(person.from_bot) == count
