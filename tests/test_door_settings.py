"""The front door's settings come from the environment and are refused by name when they make no sense."""

from __future__ import annotations

import pytest

from bot.door_settings import DoorSettings
from bot.settings import SettingsError

NUMBERS = [
    "CLINIC_BOT_MAX_BODY",
    "CLINIC_BOT_SLOW_SECONDS",
    "CLINIC_BOT_MESSAGES_PER_MINUTE",
    "CLINIC_BOT_ADDRESS_MESSAGES_PER_MINUTE",
    "CLINIC_BOT_ADDRESS_CHARACTERS_PER_MINUTE",
    "CLINIC_BOT_ADDRESS_REQUESTS_PER_MINUTE",
    "CLINIC_BOT_CONVERSATIONS_PER_HOUR",
    "CLINIC_BOT_CONVERSATION_SOCKETS",
    "CLINIC_BOT_ADDRESS_SOCKETS",
    "CLINIC_BOT_SOCKETS",
    "CLINIC_BOT_TOKEN_DAYS",
]


def test_defaults_need_no_environment() -> None:
    """With an empty environment nobody else's page may show the widget and no proxy is believed."""
    assert DoorSettings.from_environment({}) == DoorSettings()
    assert DoorSettings().sites == DoorSettings().trusted_proxies == ()


def test_lists_are_read() -> None:
    """With commas or blanks between."""
    limits = DoorSettings.from_environment(
        {
            "CLINIC_BOT_SITES": "https://clinic.example, http://localhost:3000",
            "CLINIC_BOT_TRUSTED_PROXIES": "127.0.0.1 10.0.0.0/8,::1",
        }
    )
    assert limits.sites == ("https://clinic.example", "http://localhost:3000")
    assert limits.trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1")


def test_every_number_is_read() -> None:
    """Each variable changes its own setting."""
    limits = DoorSettings.from_environment({name: str(7 + i) for i, name in enumerate(NUMBERS)})
    assert [
        limits.max_body,
        limits.slow_seconds,
        limits.messages_per_minute,
        limits.address_messages_per_minute,
        limits.address_characters_per_minute,
        limits.address_requests_per_minute,
        limits.conversations_per_hour,
        limits.conversation_sockets,
        limits.address_sockets,
        limits.sockets,
        limits.token_days,
    ] == list(range(7, 18))


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "many", "99999999999", "\u0661"])
def test_bad_number_is_named(name: str, value: str) -> None:
    """A limit that is none is refused by name."""
    with pytest.raises(SettingsError, match=name):
        DoorSettings.from_environment({name: value})


@pytest.mark.parametrize(
    "value", ["*", "clinic.example", "https://clinic.example/", "https://a b", "javascript:x"]
)
def test_bad_site_is_named(value: str) -> None:
    """A site is an origin: no path, and no star."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_SITES"):
        DoorSettings.from_environment({"CLINIC_BOT_SITES": value})


@pytest.mark.parametrize("value", ["*", "proxy", "10.0.0.1/8", "1.2.3"])
def test_bad_proxy_is_named(value: str) -> None:
    """A proxy is an address or a network."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_TRUSTED_PROXIES"):
        DoorSettings.from_environment({"CLINIC_BOT_TRUSTED_PROXIES": value})


def test_short_token_is_refused_without_being_told() -> None:
    """A token that can be guessed is refused; what it is stands in no message and no print."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_METRICS_TOKEN") as caught:
        DoorSettings.from_environment({"CLINIC_BOT_METRICS_TOKEN": "hunter2"})
    assert "hunter2" not in str(caught.value)
    token = "a-token-that-is-long-enough"
    limits = DoorSettings.from_environment({"CLINIC_BOT_METRICS_TOKEN": token})
    assert limits.metrics_token == token
    assert token not in repr(limits)
