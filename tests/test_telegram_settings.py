"""Telegram settings: off without a token, and a wrong one is named without being shown."""

from __future__ import annotations

import pytest

from bot.settings import SettingsError, is_secret
from bot.telegram_settings import API, TelegramSettings

TOKEN = "4711:AAzebrafinch"


def test_without_a_token_there_is_no_telegram() -> None:
    """An empty one is none."""
    assert TelegramSettings.from_environment({}) == TelegramSettings(None, API, None)
    assert TelegramSettings.from_environment({"TELEGRAM_BOT_TOKEN": " "}).token is None


def test_addresses_lose_their_last_slash() -> None:
    """Paths are put behind them."""
    env = {
        "TELEGRAM_BOT_TOKEN": f" {TOKEN}\n",
        "CLINIC_BOT_TELEGRAM_API": "http://127.0.0.1:8081/",
        "CLINIC_BOT_PUBLIC_URL": "https://clinic.example/bot/",
    }
    settings = TelegramSettings.from_environment(env)
    assert settings == TelegramSettings(TOKEN, "http://127.0.0.1:8081", "https://clinic.example/bot")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLINIC_BOT_TELEGRAM_API", "telegram.example"),
        ("CLINIC_BOT_PUBLIC_URL", "http://clinic.example"),
        ("CLINIC_BOT_PUBLIC_URL", "https://clinic.example/?a=b"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(name: str, value: str) -> None:
    """Telegram delivers over https alone."""
    with pytest.raises(SettingsError, match=name):
        TelegramSettings.from_environment({name: value})


def test_the_token_is_a_secret() -> None:
    """It is not shown, and no child process but the front door gets it."""
    assert TOKEN not in repr(TelegramSettings(TOKEN))
    assert is_secret("TELEGRAM_BOT_TOKEN")
