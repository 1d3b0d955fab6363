"""Settings: where things lie and listen. They come from the environment, with defaults that work."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

CONTACT_KEY = "CLINIC_BOT_CONTACT_KEY"
CALLS_BACK = "CLINIC_BOT_CALLS_BACK"
"""What `clinic-bot run` tells its children in place of the key: whether there is one. Nobody sets it by hand."""
TELEGRAM_TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the setting's name
TRACKER_FILE = "rasa.db"
"""Rasa's database, beside our own in the data folder."""
_KEY = re.compile("[A-Za-z0-9_-]{43}=")
"""32 bytes in base64 that is safe in an address."""
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    """Paths, ports and time limits of one running bot. Every address but the front door's is loopback."""

    content: Path
    data: Path
    models: Path
    assistant_port: int
    actions_port: int
    assistant_timeout: float
    """Seconds that a patient's message may spend in the assistant."""
    retention_days: int = 30
    """Days after which the words of a message are blanked."""
    contact_key: str | None = field(default=None, repr=False)
    """The key that seals what patients leave to be called back by; without one nothing of it is kept."""
    host: str = "127.0.0.1"
    """Where the front door listens."""
    port: int = 8080
    handoff_minutes: int = 5
    """How long a patient should wait for a person at most, before the staff are reminded."""
    open_days: int = 60
    """Days without a word after which a request that nobody ended is closed."""
    is_told_of_key: bool = False
    """Whether the process that started this one has the key, which this one does not get."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read `CLINIC_BOT_*`; raises SettingsError for one that cannot be used."""
        return cls(
            content=Path(env.get("CLINIC_BOT_CONTENT", ROOT / "content")),
            data=Path(env.get("CLINIC_BOT_DATA", ROOT / "var")),
            models=Path(env.get("CLINIC_BOT_MODELS", ROOT / "models")),
            assistant_port=_port(env, "CLINIC_BOT_ASSISTANT_PORT", 5005),
            actions_port=_port(env, "CLINIC_BOT_ACTIONS_PORT", 5055),
            assistant_timeout=_seconds(env, "CLINIC_BOT_ASSISTANT_TIMEOUT", 10.0),
            retention_days=_days(env, "CLINIC_BOT_RETENTION_DAYS", 30),
            contact_key=_key(env, CONTACT_KEY),
            is_told_of_key=env.get(CALLS_BACK) == "yes",
            host=_address(env, "CLINIC_BOT_HOST", "127.0.0.1"),
            port=_port(env, "CLINIC_BOT_PORT", 8080),
            handoff_minutes=_minutes(env, "CLINIC_BOT_HANDOFF_MINUTES", 5),
            open_days=_days(env, "CLINIC_BOT_OPEN_DAYS", 60),
        )

    @property
    def can_call_back(self) -> bool:
        """Whether a patient can be offered a call: a number is only kept where there is a key to seal it with."""
        return self.contact_key is not None or self.is_told_of_key

    @property
    def store(self) -> Path:
        """The bot's own database file."""
        return self.data / "clinic.db"

    @property
    def tracker_store(self) -> Path:
        """The database file in which Rasa keeps its trackers."""
        return self.data / TRACKER_FILE

    @property
    def door_url(self) -> str:
        """Where the front door answers on this machine."""
        local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - not bound to
        return f"http://[{local}]:{self.port}" if ":" in local else f"http://{local}:{self.port}"

    @property
    def assistant_url(self) -> str:
        """Where the assistant answers."""
        return f"http://127.0.0.1:{self.assistant_port}"

    @property
    def actions_url(self) -> str:
        """Where the action server answers."""
        return f"http://127.0.0.1:{self.actions_port}"

    def as_environment(self) -> dict[str, str]:
        """The same settings for a child process; `endpoints.yml` reads the last two.

        The key is not among them: no child needs it, but to know whether there is one.
        """
        return {
            "CLINIC_BOT_CONTENT": str(self.content),
            "CLINIC_BOT_DATA": str(self.data),
            "CLINIC_BOT_MODELS": str(self.models),
            "CLINIC_BOT_ASSISTANT_PORT": str(self.assistant_port),
            "CLINIC_BOT_ACTIONS_PORT": str(self.actions_port),
            "CLINIC_BOT_ASSISTANT_TIMEOUT": str(self.assistant_timeout),
            "CLINIC_BOT_RETENTION_DAYS": str(self.retention_days),
            CALLS_BACK: "yes" if self.contact_key else "no",
            "CLINIC_BOT_HOST": self.host,
            "CLINIC_BOT_PORT": str(self.port),
            "CLINIC_BOT_HANDOFF_MINUTES": str(self.handoff_minutes),
            "CLINIC_BOT_OPEN_DAYS": str(self.open_days),
            "CLINIC_BOT_ACTIONS_URL": f"{self.actions_url}/webhook",
            "CLINIC_BOT_TRACKER_STORE": str(self.tracker_store),
        }


def is_secret(name: str) -> bool:
    """Whether a setting is a key or a token, which only the front door may know."""
    return name == TELEGRAM_TOKEN or (
        name.startswith("CLINIC_BOT_") and name.endswith(("_KEY", "_TOKEN", "_SECRET", "_PASSWORD"))
    )


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingsError(f"{name} must be a port from 1 to 65535, and is {value!r}.")
    return int(value)


def _address(env: Mapping[str, str], name: str, default: str) -> str:
    value = env.get(name, default)
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise SettingsError(f"{name} must be an address like 127.0.0.1, and is {value!r}.") from None


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    value = env.get(name, str(default))
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 120:
        raise SettingsError(f"{name} must be a number of seconds from 0 to 120, and is {value!r}.")
    return seconds


def _days(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= 3650:
        raise SettingsError(f"{name} must be a number of days from 1 to 3650, and is {value!r}.")
    return int(value)


def _minutes(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal() or not 0 < int(value) <= 480:
        raise SettingsError(f"{name} must be a number of minutes from 1 to 480, and is {value!r}.")
    return int(value)


def _key(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name)
    if not value:
        return None
    if not _KEY.fullmatch(value):
        # Never with its value: a key with a slip of the pen is still nearly the key.
        raise SettingsError(f"{name} must be a key as `clinic-bot key` makes one.")
    return value
