"""Settings come from the environment and are refused by name when they make no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import KEY

from bot.settings import Settings, SettingsError, is_secret


def test_defaults_need_no_environment() -> None:
    """With an empty environment the bot uses its own folders and ports."""
    settings = Settings.from_environment({})
    assert (settings.assistant_port, settings.actions_port) == (5005, 5055)
    assert (settings.content / "topics.yml").is_file()


def test_environment_is_read() -> None:
    """Every CLINIC_BOT_ variable changes its setting."""
    settings = Settings.from_environment(
        {
            "CLINIC_BOT_CONTENT": "texts",
            "CLINIC_BOT_DATA": "kept",
            "CLINIC_BOT_MODELS": "trained",
            "CLINIC_BOT_ASSISTANT_PORT": "6001",
            "CLINIC_BOT_ACTIONS_PORT": "6002",
            "CLINIC_BOT_ASSISTANT_TIMEOUT": "2.5",
            "CLINIC_BOT_RETENTION_DAYS": "7",
            "CLINIC_BOT_CONTACT_KEY": KEY,
            "CLINIC_BOT_HOST": "0.0.0.0",
            "CLINIC_BOT_PORT": "6003",
        }
    )
    paths = (Path("texts"), Path("kept"), Path("trained"))
    assert settings == Settings(*paths, 6001, 6002, 2.5, 7, KEY, "0.0.0.0", 6003)


@pytest.mark.parametrize("name", ["CLINIC_BOT_ASSISTANT_PORT", "CLINIC_BOT_ACTIONS_PORT", "CLINIC_BOT_PORT"])
@pytest.mark.parametrize("value", ["", "http", "0", "-1", "65536", "5005.0", " 5005"])
def test_bad_port_is_named(name: str, value: str) -> None:
    """A port that is none is refused, and the message names the variable and the value."""
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_environment({name: value})
    assert repr(value) in str(caught.value)


@pytest.mark.parametrize("value", ["", "soon", "0", "-3", "121", "nan", "inf"])
def test_bad_time_limit_is_named(value: str) -> None:
    """A time limit that is none is refused by name."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_ASSISTANT_TIMEOUT"):
        Settings.from_environment({"CLINIC_BOT_ASSISTANT_TIMEOUT": value})


@pytest.mark.parametrize("value", ["", "a week", "0", "-1", "3651", "1.5"])
def test_bad_number_of_days_is_named(value: str) -> None:
    """A retention time that is none is refused by name."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_RETENTION_DAYS"):
        Settings.from_environment({"CLINIC_BOT_RETENTION_DAYS": value})


@pytest.mark.parametrize("value", ["too short", KEY[:-4], KEY + "AAAA", "not-a-key" * 4])
def test_bad_key_is_refused_without_being_told(value: str) -> None:
    """A key with a slip of the pen is refused by its name, and what it nearly is stands in no message."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_CONTACT_KEY") as caught:
        Settings.from_environment({"CLINIC_BOT_CONTACT_KEY": value})
    assert value not in str(caught.value)


def test_key_is_shown_nowhere() -> None:
    """Settings that are printed, and those a child process gets, do not hold the key."""
    settings = Settings.from_environment({"CLINIC_BOT_CONTACT_KEY": KEY})
    assert settings.contact_key == KEY
    assert KEY not in repr(settings)
    assert KEY not in settings.as_environment().values()


@pytest.mark.parametrize(("env", "can"), [({"CLINIC_BOT_CONTACT_KEY": KEY}, True), ({}, False)])
def test_children_learn_whether_there_is_a_key(env: dict[str, str], can: bool) -> None:
    """So that they offer no call that cannot be had; the key itself they do not get."""
    child = Settings.from_environment(Settings.from_environment(env).as_environment())
    assert (child.can_call_back, child.contact_key) == (can, None)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://[::1]:8080"),
        ("192.0.2.7", "http://192.0.2.7:8080"),
    ],
)
def test_page_has_an_address_to_open(host: str, url: str) -> None:
    """Wherever the front door listens, the line that is printed can be opened on this machine."""
    assert Settings.from_environment({"CLINIC_BOT_HOST": host}).door_url == url


@pytest.mark.parametrize("value", ["", "localhost", "clinic.example", "*", "1.2.3"])
def test_bad_host_is_named(value: str) -> None:
    """It is an address, so that nothing listens where a name happens to point."""
    with pytest.raises(SettingsError, match="CLINIC_BOT_HOST"):
        Settings.from_environment({"CLINIC_BOT_HOST": value})


@pytest.mark.parametrize(
    ("name", "secret"),
    [("CLINIC_BOT_CONTACT_KEY", True), ("CLINIC_BOT_METRICS_TOKEN", True), ("CLINIC_BOT_TOKEN_DAYS", False),
     ("CLINIC_BOT_DATA", False), ("PATH", False)],
)  # fmt: skip
def test_secrets_are_known_by_their_names(name: str, secret: bool) -> None:
    """What ends in key, token, secret or password is not given to processes that have no use for it."""
    assert is_secret(name) == secret


def test_child_process_gets_the_same_settings(settings: Settings) -> None:
    """The environment made for a child process reads back as the same settings."""
    assert Settings.from_environment(settings.as_environment()) == settings


def test_addresses_are_loopback(settings: Settings) -> None:
    """The assistant and the action server are only ever looked for on this machine."""
    assert settings.assistant_url == "http://127.0.0.1:5005"
    assert settings.actions_url == "http://127.0.0.1:5055"


def test_databases_lie_in_the_data_folder(settings: Settings) -> None:
    """Both databases lie in the data folder, in two different files."""
    assert settings.store.parent == settings.tracker_store.parent == settings.data
    assert settings.store != settings.tracker_store
