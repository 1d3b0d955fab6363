"""A patient's data in the real processes: redacted on its way to Rasa, forgotten by it, and in no log."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.conversation import UnknownChoiceError
from bot.live_content import LOOK_EVERY
from bot.settings import ROOT

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

CANARY = "zebrafinch4711"
"""A word that stands in what patients write here and nowhere else."""
BROKEN_TURNS = f"CREATE TRIGGER broken BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, '{CANARY}'); END"
"""Every action fails as it logs its turn, with a patient's word in the error's text."""


def _sql(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, timeout=5)) as database, database:
        return database.execute(sql).fetchall()


def _rasa_holds(bot: Bot, conversation: str) -> int:
    sql = f"SELECT count(*) FROM events WHERE sender_id = '{conversation}'"
    return int(str(_sql(bot.settings.tracker_store, sql)[0][0]))


def _files_with(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_rasa_never_sees_a_name_or_a_number(fragile: Bot) -> None:
    """What identifies a patient stands in no file, Rasa's own database included, and the question is understood."""
    patient = fragile.talk()
    reply = patient.ask(
        "My name is Wilhelmina Quackenbush, how long does kyphoplasty take? Call 555-010-0187"
    )
    assert (reply.kind, reply.topics, reply.procedure) == ("answer", ("duration",), "kyphoplasty")
    assert _rasa_holds(fragile, patient.id)
    assert _files_with(fragile.settings.data, "Quackenbush") == []
    # More than four digits: those stand in some moment or probability by chance.
    assert [_files_with(fragile.settings.data, part) for part in ("010-0187", "0100187")] == [[], []]


@pytest.mark.parametrize(
    ("plain", "personal"),
    [
        ("what are the risks?", "I'm Mary Jones, what are the risks?"),
        ("when can I drive again?", "My email is mary@example.com. When can I drive again?"),
        ("do I need to wear a brace?", "Dr Patel did it, do I need to wear a brace?"),
        ("how is recovery afterwards?", "I live at 12 Maple Street, how is recovery afterwards?"),
        ("can I go home the same day?", "DOB 03/04/1948. Can I go home the same day?"),
    ],
)
def test_marks_do_not_disturb_understanding(fragile: Bot, plain: str, personal: str) -> None:
    """A question with personal details gets the answer that it gets without them."""
    assert fragile.talk().ask(personal).answer_ids == fragile.talk().ask(plain).answer_ids


def test_request_with_a_number_is_a_request(fragile: Bot) -> None:
    """'Call me at ...' is understood as asking for a person; without a key the patient is told to call."""
    patient = fragile.talk()
    hand_off, told = patient.say("can a nurse please call me back at 555-010-0123")
    assert hand_off.kind == "handoff"
    assert told.text.startswith("I cannot keep your phone number here")


def test_running_assistant_forgets_what_it_has_in_memory(fragile: Bot) -> None:
    """After the deletion no byte is left in either database, and the next question starts from nothing."""
    patient, word = fragile.talk(), "quokka8311"
    patient.say(f"how is recovery after vertebroplasty? {word}")
    assert _files_with(fragile.settings.data, word)
    patient.say("delete my data")
    (receipt,) = patient.press("Yes, delete it")
    assert receipt.text.startswith("Done. I deleted ")
    assert _rasa_holds(fragile, patient.id) == 0
    assert _files_with(fragile.settings.data, word) == []
    assert fragile.store.turns(patient.id) == []
    # It knew the procedure from memory before.
    assert patient.ask("how long does that take?").procedure is None


def test_staff_erase_while_it_runs(fragile: Bot) -> None:
    """`clinic-bot erase` prints a receipt, and nothing of the conversation is left."""
    patient, word = fragile.talk(), "axolotl9927"
    patient.say(f"how long does kyphoplasty take? {word}")
    done = _command(fragile, "erase", patient.id)
    assert done.returncode == 0, done.stderr
    assert "3 messages deleted" in done.stdout
    assert _files_with(fragile.settings.data, word) == []
    assert _files_with(fragile.settings.data, patient.id) == []


def test_purge_reaches_the_running_assistant(fragile: Bot) -> None:
    """Old words go from both databases; the talk of today goes on with what it is about."""
    old, young, word = fragile.talk(), fragile.talk(), "capybara5512"
    old.say(f"how long does kyphoplasty take? {word}")
    young.say("how is recovery after vertebroplasty?")
    _sql(
        fragile.settings.store,
        f"UPDATE messages SET created_at = '2020-01-01' WHERE conversation = '{old.id}'",
    )
    _sql(fragile.settings.tracker_store, f"UPDATE events SET timestamp = 1e9 WHERE sender_id = '{old.id}'")
    done = _command(fragile, "purge")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 messages from before ")
    assert _files_with(fragile.settings.data, word) == []
    assert fragile.store.turns(old.id)
    assert young.ask("how long does that take?").procedure == "vertebroplasty"


def test_no_path_leads_into_a_log(
    fragile: Bot, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever goes right or wrong with a message, its words are in the two databases and nowhere else."""
    with caplog.at_level(logging.DEBUG, logger="bot"):
        printed = "".join(_say_it_every_way(fragile))
    data = fragile.settings.data
    assert set(_files_with(data, CANARY)) <= {path.name for path in data.iterdir() if ".db" in path.name}
    assert CANARY.encode() in fragile.settings.store.read_bytes() + _log_of(fragile.settings.store)
    assert CANARY not in caplog.text
    output = capfd.readouterr()
    assert CANARY not in printed + output.out + output.err
    assert _assistant_log(fragile)


def _say_it_every_way(fragile: Bot) -> Iterator[str]:
    """The canary on every way a message can take; yields what commands print."""
    patient = fragile.talk()
    assert patient.ask(f"how long does kyphoplasty take {CANARY}?").kind == "answer"
    assert patient.ask(f"my chest hurts and I cannot breathe {CANARY}").kind == "emergency"
    assert patient.ask(f'/{CANARY}{{"a": 1}}').kind == "system"
    assert patient.ask(f"{CANARY} " * 400).kind == "system"
    patient.say(f"{CANARY} ?? <b>{CANARY}</b>\x00")
    patient.say(f"call me at 555-010-0199 {CANARY}")
    with pytest.raises(UnknownChoiceError):
        patient.press_token(CANARY)
    yield from _with_broken_content(fragile, patient)
    _with_failing_actions(fragile, patient)
    yield _command(fragile, "ask", f"how long does it take {CANARY}?").stderr
    yield _command(fragile, "erase", CANARY).stderr
    _with_the_action_server_gone(fragile, patient)


def _with_broken_content(fragile: Bot, patient: Talk) -> Iterator[str]:
    path = fragile.settings.content / "general.yml"
    good = path.read_text()
    path.write_text("answers: [", encoding="utf-8")
    time.sleep(LOOK_EVERY + 0.1)
    try:
        assert patient.ask(f"how long does kyphoplasty take {CANARY}?").kind == "answer"
        yield _command(fragile, "ask", f"how long {CANARY}?").stderr
    finally:
        path.write_text(good, encoding="utf-8")
        time.sleep(LOOK_EVERY + 0.1)


def _with_failing_actions(fragile: Bot, patient: Talk) -> None:
    _sql(fragile.settings.store, BROKEN_TURNS)
    try:
        assert patient.ask(f"how long does kyphoplasty take {CANARY}?").kind == "system"
    finally:
        _sql(fragile.settings.store, "DROP TRIGGER broken")
    assert patient.ask(f"how long does kyphoplasty take {CANARY}?").kind == "answer"
    log, until = fragile.settings.data / "actions.log", time.monotonic() + 10
    while "action_answer failed: IntegrityError at " not in log.read_text():
        assert time.monotonic() < until, log.read_text()[-2000:] + _assistant_log(fragile)[-4000:]
        time.sleep(0.1)


def _with_the_action_server_gone(fragile: Bot, patient: Talk) -> None:
    os.kill(fragile.stack.pids()["action server"], 9)
    while fragile.stack.fallen() is None:
        time.sleep(0.05)
    assert patient.ask(f"how long does kyphoplasty take {CANARY}?").kind == "system"


def _assistant_log(fragile: Bot) -> str:
    return (fragile.settings.data / "assistant.log").read_text()


def _log_of(database: Path) -> bytes:
    log = database.with_name(f"{database.name}-wal")
    return log.read_bytes() if log.exists() else b""


def _command(fragile: Bot, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **fragile.settings.as_environment()}
    command = [sys.executable, "-m", "bot.cli", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT, timeout=180)
