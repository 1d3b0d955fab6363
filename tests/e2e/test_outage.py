"""A process of the stack dies in the middle of a talk: the patient hears what to do, and no words leak."""

from __future__ import annotations

import os
import signal
import sqlite3
import time

import pytest

from bot.store import Store

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

CANARY = "budgerigar2286"
"""A word that stands in what patients write here and nowhere else."""


@pytest.fixture(scope="module")
def patient(fragile: Bot) -> Talk:
    """One patient who stays through it all."""
    return fragile.talk()


def _kill(bot: Bot, name: str) -> None:
    pid = bot.stack.pids()[name]
    os.kill(pid, signal.SIGKILL)
    while bot.stack.fallen() is None:
        time.sleep(0.05)


def _alerts(store: Store, patient: Talk) -> list[str]:
    return [alert["level"] for alert in store.alerts() if alert["conversation"] == patient.id]


def _assert_apology(bot: Bot, patient: Talk, text: str) -> None:
    alerts = _alerts(bot.store, patient)
    reply = patient.ask(text)
    assert reply.kind == "system"
    assert "+1 555 010 01" in reply.text
    assert "911" in reply.text
    assert _alerts(bot.store, patient) == [*alerts, "unanswered"]
    assert bot.store.messages(patient.id)[-2].text == text


# In the order of the story: each test goes on where the one before left off.


def test_all_is_well_at_first(patient: Talk) -> None:
    """The talk begins as any other."""
    assert patient.ask(f"how is recovery after vertebroplasty? {CANARY}").kind == "answer"
    assert patient.ask(f"my chest hurts and I cannot breathe {CANARY}").kind == "emergency"


def test_without_the_action_server_the_patient_is_told_whom_to_call(fragile: Bot, patient: Talk) -> None:
    """A turn that fails is an apology with the phone number, and the staff see the question."""
    _kill(fragile, "action server")
    _assert_apology(fragile, patient, f"how long does that take {CANARY}?")


def test_without_the_assistant_the_patient_is_told_whom_to_call(fragile: Bot, patient: Talk) -> None:
    """So is a message when nothing answers at all."""
    _kill(fragile, "assistant")
    _assert_apology(fragile, patient, f"how long does that take {CANARY}?")


def test_a_red_flag_is_met_while_the_assistant_is_down(fragile: Bot, patient: Talk) -> None:
    """Danger is seen before the assistant is asked."""
    reply = patient.ask(f"my chest hurts and I cannot breathe {CANARY}")
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")
    assert _alerts(fragile.store, patient)[-1] == "emergency_now"


def test_the_talk_goes_on_when_it_is_up_again(fragile: Bot, patient: Talk) -> None:
    """Started again, it still knows what the talk was about."""
    fragile.stack.stop()
    fragile.stack.start()
    reply = patient.ask(f"how long does that take? {CANARY}")
    assert (reply.topics, reply.procedure) == (("duration",), "vertebroplasty")


def test_with_its_memory_broken_the_assistant_goes_on(fragile: Bot, patient: Talk) -> None:
    """Talks go on without what they were about, and one can be deleted, which needs the file as well."""
    other = fragile.talk()
    assert other.ask(f"how long does kyphoplasty take? {CANARY}").kind == "answer"
    memory = fragile.settings.data / "rasa.db"
    with sqlite3.connect(memory) as file:
        file.execute("UPDATE events SET data = '{'")
    fragile.stack.stop()
    fragile.stack.start()
    assert patient.ask(f"how is recovery after vertebroplasty? {CANARY}").kind == "answer"
    memory.write_bytes(b"no database " * 10_000)
    assert other.ask(f"how long does kyphoplasty take? {CANARY}").kind == "answer"
    assert other.ask("delete my data").kind == "system"
    assert other.press("Yes, delete it")[0].text.startswith("Done. I deleted")
    assert fragile.stack.fallen() is None


def test_no_word_of_a_patient_is_in_a_log(fragile: Bot) -> None:
    """What patients wrote stands in the databases and in no other file."""
    files = [path for path in fragile.settings.data.rglob("*") if path.is_file()]
    logs = [path for path in files if ".db" not in path.name]
    assert {"actions.log", "assistant.log"} <= {path.name for path in logs}
    assert [path.name for path in logs if CANARY.encode() in path.read_bytes()] == []
    assert any(CANARY.encode() in path.read_bytes() for path in files if ".db" in path.name)


def test_only_the_owner_can_read_the_data(fragile: Bot) -> None:
    """The folder with the patients' words is closed to other users of the machine."""
    assert fragile.settings.data.stat().st_mode & 0o077 == 0
