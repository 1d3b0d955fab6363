"""Door settings: whom the front door lets in, how much of it, and whom it believes."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings import SettingsError

METRICS_TOKEN = "CLINIC_BOT_METRICS_TOKEN"  # noqa: S105 - the setting's name
MIN_TOKEN_CHARACTERS = 16
_SITE = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True)
class DoorSettings:
    """Limits and allow-lists of the web chat; the defaults suit one clinic on one small server."""

    sites: tuple[str, ...] = ()
    """Origins (`https://clinic.example`) of pages that may show the widget, besides our own."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks whose X-Forwarded-For is believed."""
    max_body: int = 262_144
    """Bytes of one request: the longest letter that is stored, in the most wasteful spelling of JSON."""
    slow_seconds: int = 10
    """In which a request has to arrive in full."""
    messages_per_minute: int = 20
    """Of one conversation."""
    address_messages_per_minute: int = 120
    """Of one address: a ward or a waiting room may share one."""
    address_characters_per_minute: int = 200_000
    """Of its messages together: ten of the longest, or what a hundred people write."""
    address_requests_per_minute: int = 600
    conversations_per_hour: int = 60
    """New ones, from one address."""
    conversation_sockets: int = 8
    address_sockets: int = 60
    sockets: int = 1000
    """Open at once, in all."""
    token_days: int = 30
    """After so many days without use a browser's token expires."""
    metrics_token: str | None = field(default=None, repr=False)
    """With it /metrics asks for this bearer token; without one it answers on loopback alone."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> DoorSettings:
        """Read `CLINIC_BOT_*`; raises SettingsError for one that cannot be used."""
        numbers = {name: _number(env, setting, default, most) for name, setting, default, most in _NUMBERS}
        return cls(
            sites=tuple(_site(each) for each in _list(env, "CLINIC_BOT_SITES")),
            trusted_proxies=tuple(_network(each) for each in _list(env, "CLINIC_BOT_TRUSTED_PROXIES")),
            metrics_token=_token(env),
            **numbers,
        )


_NUMBERS = (
    ("max_body", "CLINIC_BOT_MAX_BODY", DoorSettings.max_body, 10_000_000),
    ("slow_seconds", "CLINIC_BOT_SLOW_SECONDS", DoorSettings.slow_seconds, 120),
    ("messages_per_minute", "CLINIC_BOT_MESSAGES_PER_MINUTE", DoorSettings.messages_per_minute, 100_000),
    (
        "address_messages_per_minute",
        "CLINIC_BOT_ADDRESS_MESSAGES_PER_MINUTE",
        DoorSettings.address_messages_per_minute,
        1_000_000,
    ),
    (
        "address_characters_per_minute",
        "CLINIC_BOT_ADDRESS_CHARACTERS_PER_MINUTE",
        DoorSettings.address_characters_per_minute,
        100_000_000,
    ),
    (
        "address_requests_per_minute",
        "CLINIC_BOT_ADDRESS_REQUESTS_PER_MINUTE",
        DoorSettings.address_requests_per_minute,
        1_000_000,
    ),
    (
        "conversations_per_hour",
        "CLINIC_BOT_CONVERSATIONS_PER_HOUR",
        DoorSettings.conversations_per_hour,
        1_000_000,
    ),
    ("conversation_sockets", "CLINIC_BOT_CONVERSATION_SOCKETS", DoorSettings.conversation_sockets, 1000),
    ("address_sockets", "CLINIC_BOT_ADDRESS_SOCKETS", DoorSettings.address_sockets, 100_000),
    ("sockets", "CLINIC_BOT_SOCKETS", DoorSettings.sockets, 100_000),
    ("token_days", "CLINIC_BOT_TOKEN_DAYS", DoorSettings.token_days, 3650),
)


def _list(env: Mapping[str, str], name: str) -> list[str]:
    return env.get(name, "").replace(",", " ").split()


def _number(env: Mapping[str, str], name: str, default: int, most: int) -> int:
    value = env.get(name, str(default))
    if not re.fullmatch("[0-9]{1,9}", value) or not 0 < int(value) <= most:
        raise SettingsError(f"{name} must be a number from 1 to {most}, and is {value!r}.")
    return int(value)


def _site(value: str) -> str:
    if not _SITE.fullmatch(value.lower()):
        raise SettingsError(
            f"CLINIC_BOT_SITES must be a list like https://clinic.example, and has {value!r}."
        )
    return value.lower()


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise SettingsError(
            f"CLINIC_BOT_TRUSTED_PROXIES must be a list of addresses or networks, and has {value!r}."
        ) from None
    return value


def _token(env: Mapping[str, str]) -> str | None:
    value = env.get(METRICS_TOKEN)
    if not value:
        return None
    if len(value) < MIN_TOKEN_CHARACTERS or not value.isascii():
        raise SettingsError(f"{METRICS_TOKEN} must have at least {MIN_TOKEN_CHARACTERS} plain characters.")
    return value
