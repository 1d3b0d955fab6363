"""Beside the website: whatever is wrong with Telegram, the chat there goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bot_api.people import wait_for
from bot_api.server import TOKEN, BotApi
from played_assistant import PlayedAssistant
from starlette.testclient import TestClient
from web_chat import PLENTY, Browser

from bot.channels.front_door import front_door
from bot.channels.telegram_webhook import PATH
from bot.settings import Settings
from bot.telegram_settings import TelegramSettings

pytestmark = pytest.mark.slow

NOBODY = "http://127.0.0.1:9"
"""Where nothing listens."""
TROUBLES = {
    "no network": TelegramSettings(TOKEN, NOBODY),
    "a token that is none": TelegramSettings("zebrafinch", NOBODY),
    "no network, by webhook": TelegramSettings(TOKEN, NOBODY, "https://clinic.example"),
}


@pytest.fixture(params=TROUBLES)
def client(
    settings: Settings, played: PlayedAssistant, request: pytest.FixtureRequest
) -> Iterator[TestClient]:
    """The front door with something wrong with Telegram."""
    application = front_door(replace(settings, assistant_port=played.port), PLENTY, TROUBLES[request.param])
    with TestClient(application, client=("127.0.0.1", 1)) as client:
        yield client


def test_the_chat_on_the_website_goes_on(client: TestClient) -> None:
    """A question there is answered as ever."""
    browser = Browser(client)
    replies = browser.send("How long does it take?")
    assert replies[-1]["text"] == "It takes about an hour."


def test_telegram_that_is_down_is_seen(client: TestClient) -> None:
    """/readyz and /metrics tell of it, and it is no reason to be unready."""
    body = client.get("/readyz").json()
    assert body["channels"] == {"Telegram": False}
    assert "Telegram" not in body["parts"]
    wait_for(lambda: 'clinic_bot_ready{part="Telegram"} 0.0' in client.get("/metrics").text)


def test_telegram_that_is_up_is_seen(settings: Settings, played: PlayedAssistant, api: BotApi) -> None:
    """As soon as it has answered."""
    telegram = TelegramSettings(TOKEN, api.url)
    application = front_door(replace(settings, assistant_port=played.port), PLENTY, telegram)
    with TestClient(application, client=("127.0.0.1", 1)) as client:
        wait_for(lambda: client.get("/readyz").json()["channels"] == {"Telegram": True})
        wait_for(lambda: 'clinic_bot_ready{part="Telegram"} 1.0' in client.get("/metrics").text)


def test_what_telegram_posts_before_the_bot_is_ready_is_refused_for_now(
    settings: Settings, played: PlayedAssistant
) -> None:
    """It comes again; without the secret it is refused for ever."""
    application = front_door(
        replace(settings, assistant_port=played.port), PLENTY, TROUBLES["no network, by webhook"]
    )
    with TestClient(application) as client:
        assert client.post(PATH, json={}).status_code == 403


def test_without_a_token_there_is_no_route(settings: Settings, played: PlayedAssistant) -> None:
    """Nothing answers for a bot that is not there."""
    with TestClient(front_door(replace(settings, assistant_port=played.port), PLENTY)) as client:
        assert client.post(PATH, json={}).status_code in (404, 405)
        assert client.get("/readyz").json()["channels"] == {}
