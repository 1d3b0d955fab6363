"""The commands on patients' records: what they print, and what they do when they cannot."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import KEY
from played_assistant import PlayedAssistant

from bot.cli import main
from bot.contacts import Contact, Contacts
from bot.handoff import Handoffs
from bot.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, played: PlayedAssistant) -> None:
    monkeypatch.setenv("CLINIC_BOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CLINIC_BOT_ASSISTANT_PORT", str(played.port))
    monkeypatch.setenv("CLINIC_BOT_CONTACT_KEY", KEY)


def old_talk(store: Store, tmp_path: Path) -> str:
    """A conversation of long ago."""
    conversation = store.add_conversation("web")
    store.add_patient_message(conversation, "how long?", None)
    with sqlite3.connect(tmp_path / "data" / "clinic.db") as file:
        file.execute("UPDATE messages SET created_at = '2020-01-01'")
    return conversation


def test_erase_prints_a_receipt(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind is counted, Rasa's events with them."""
    conversation = old_talk(store, tmp_path)
    assert main(["erase", conversation]) == 0
    output = capsys.readouterr().out
    assert "     1 message deleted" in output
    assert "     4 tracker events deleted" in output
    assert not store.has_conversation(conversation)


def test_erase_of_an_unknown_id_fails(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says that there is no such conversation."""
    assert main(["erase", "nobody"]) == 1
    assert capsys.readouterr().err == "There is no conversation with this id.\n"


@pytest.mark.parametrize("command", ["purge", "erase"])
def test_assistant_that_cannot_forget_is_told(
    store: Store, tmp_path: Path, played: PlayedAssistant, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """If the running assistant cannot forget, nothing is deleted and the command fails with one line."""
    conversation = old_talk(store, tmp_path)
    played.status = 500
    assert main([command, *([conversation] if command == "erase" else [])]) == 1
    error = capsys.readouterr().err
    assert error.startswith("Nothing was ")
    assert len(error.splitlines()) == 1
    assert store.messages(conversation)[0].text == "how long?"


def test_purge_says_how_much(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line has numbers only."""
    old_talk(store, tmp_path)
    assert main(["purge"]) == 0
    assert capsys.readouterr().out.startswith("1 message from before ")


def test_purge_keeps_to_the_setting(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With ten years to keep words, nothing of 2020 goes yet."""
    monkeypatch.setenv("CLINIC_BOT_RETENTION_DAYS", "3650")
    old_talk(store, tmp_path)
    assert main(["purge"]) == 0
    assert capsys.readouterr().out.startswith("0 messages")


def test_backup_names_the_copy(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder it goes to backups/ in the data folder; with one, there."""
    old_talk(store, tmp_path)
    assert main(["backup"]) == 0
    (copy,) = (tmp_path / "data" / "backups").iterdir()
    assert capsys.readouterr().out == f"{copy}: 1 message, verified.\n"
    assert main(["backup", str(tmp_path / "elsewhere")]) == 0
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


def test_requests_show_who_waits_and_how_to_reach_them(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Open requests come first, then others who left a contact; each with what was left."""
    waiting, alerted = store.add_conversation("web"), store.add_conversation("web")
    contacts = Contacts(store, KEY)
    contacts.keep(alerted, [Contact("email", "mary@example.com")])
    contacts.keep(waiting, [Contact("phone", "555-010-0123"), Contact("name", "Mary Jones")])
    Handoffs(store).request(waiting, "asked")
    assert main(["requests"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(waiting)
    assert lines[0].endswith("asked")
    assert lines[1:3] == ["  phone: 555-010-0123", "  name: Mary Jones"]
    assert lines[3:] == [f"{alerted}  left a contact", "  email: mary@example.com"]


def test_requests_without_the_key_say_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who waits is shown all the same."""
    waiting = store.add_conversation("web")
    Contacts(store, KEY).keep(waiting, [Contact("phone", "555-010-0123")])
    Handoffs(store).request(waiting, "asked")
    monkeypatch.delenv("CLINIC_BOT_CONTACT_KEY")
    assert main(["requests"]) == 0
    output = capsys.readouterr().out
    assert waiting in output
    assert "CLINIC_BOT_CONTACT_KEY is not set" in output
    assert "0123" not in output


def test_nobody_waits(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list is said in words."""
    assert main(["requests"]) == 0
    assert capsys.readouterr().out == "Nobody is waiting.\n"


def test_key_can_be_used(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What `key` prints is a key, another one each time."""
    keys = set()
    for _ in range(2):
        assert main(["key"]) == 0
        keys.add(capsys.readouterr().out.strip())
    assert len(keys) == 2
    for key in keys:
        monkeypatch.setenv("CLINIC_BOT_CONTACT_KEY", key)
        assert main(["requests"]) == 0
