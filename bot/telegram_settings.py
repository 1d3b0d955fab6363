"""Telegram settings: the bot's token, and how updates reach it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings import TELEGRAM_TOKEN, SettingsError

API = "https://api.telegram.org"
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_PUBLIC = re.compile(r"(https://|http://(127\.0\.0\.1|localhost)[:/])[^\s?#]*")


@dataclass(frozen=True)
class TelegramSettings:
    """Without a token there is no Telegram; without a public address updates are asked for by long polling."""

    token: str | None = field(default=None, repr=False)
    api: str = API
    """The Bot API server: Telegram's, or one of the clinic's own."""
    public_url: str | None = None
    """Where Telegram reaches the front door, for a webhook."""
    staff_group: int | None = None
    """The group with topics in which staff answer; without one they answer in the console alone."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> TelegramSettings:
        """Read them; raises SettingsError for an address that cannot be used, and never shows the token."""
        return cls(
            token=env.get(TELEGRAM_TOKEN, "").strip() or None,
            api=_address(env, "CLINIC_BOT_TELEGRAM_API", _ADDRESS, "an address like https://telegram.example")
            or API,
            public_url=_address(
                env, "CLINIC_BOT_PUBLIC_URL", _PUBLIC, "an address that begins with https://"
            ),
            staff_group=_group(env, "CLINIC_BOT_TELEGRAM_STAFF_GROUP"),
        )


def _address(env: Mapping[str, str], name: str, form: re.Pattern[str], wanted: str) -> str | None:
    value = env.get(name, "").strip().rstrip("/")
    if not value:
        return None
    if not form.fullmatch(f"{value}/"):
        raise SettingsError(f"{name} must be {wanted}, and is {value!r}.")
    return value


def _group(env: Mapping[str, str], name: str) -> int | None:
    value = env.get(name, "").strip()
    if not value:
        return None
    if not re.fullmatch(r"-100\d{5,15}", value):
        raise SettingsError(f"{name} must be the number of a group with topics, like -1001234567890.")
    return int(value)
