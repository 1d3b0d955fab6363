"""Alerts are seen to by whoever had them in view: one that comes in meanwhile stays, and nothing is closed over it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from patient import Patient
from sqlite_utils import Database
from staff_console import Browser, Clinic

from bot.feed import Feed
from bot.handoff import Handoffs
from bot.live_content import LiveContent
from bot.schema import migrations, table
from bot.settings import Settings
from bot.staff_accounts import Account
from bot.staff_desk import NewAlertError, StaffDesk
from bot.store import Store
from bot.telegram_topics import TelegramTopics

pytestmark = pytest.mark.slow

WOUND = "my wound is red and oozing pus"
DESPAIR = "I took all my pills to end my life"
NUMB = "my legs have just gone numb and I can't pee"
ROUNDS = 12


@pytest.fixture
def clinic(settings: Settings, store: Store, live_content: LiveContent) -> Clinic:
    """The console of the clinic that the patient writes to."""
    return Clinic(settings, store, live_content)


@pytest.fixture
def nurse(clinic: Clinic) -> Browser:
    """Nurse Anna, signed in."""
    return clinic.signed_in("anna")


def page_of(nurse: Browser, patient: Patient) -> str:
    """The patient's page as it is now."""
    return nurse.get(f"/conversations/{patient.conversation}").text


def open_levels(store: Store) -> list[str]:
    """How urgent the alerts are that nobody has seen to."""
    return [each["level"] for each in store.open_alerts()]


def test_an_alert_that_the_page_did_not_show_is_not_seen_to(
    nurse: Browser, patient: Patient, store: Store
) -> None:
    """The old one is; the new one stays on top of the queue, with its words, until somebody has read it."""
    patient.writes(WOUND)
    page = page_of(nurse, patient)
    patient.writes(DESPAIR)
    nurse.does(patient.conversation, "alerts", page)
    assert open_levels(store) == ["crisis"]
    queue = nurse.get("/").text
    assert "Red flags" in queue
    assert DESPAIR in queue
    nurse.does(patient.conversation, "alerts")
    assert open_levels(store) == []


def test_a_request_names_the_most_urgent_danger(patient: Patient, store: Store) -> None:
    """A worse one takes the place of what was there before, and nothing less urgent takes its place."""
    handoffs = Handoffs(store)
    for text, level in ((WOUND, "same_day"), (NUMB, "emergency_now"), (WOUND, "emergency_now")):
        patient.writes(text)
        newest = max((each for each in store.alerts() if each["level"] == level), key=lambda each: each["id"])
        found = handoffs.open(patient.conversation)
        assert found
        assert found.level == level
        assert found.reason == f"red flag: {newest['reason'].partition(': ')[2]}"


@pytest.mark.parametrize("is_taken", [True, False])
def test_nothing_is_closed_over_an_alert_that_the_page_did_not_show(
    nurse: Browser, patient: Patient, store: Store, is_taken: bool
) -> None:
    """Who closes on an old page is told, and the patient is not; the request stays as it was, and closes then."""
    patient.writes("/human")
    if is_taken:
        nurse.does(patient.conversation, "take")
    action, holder = ("close" if is_taken else "dismiss"), store.holder(patient.conversation)
    page = page_of(nurse, patient)
    patient.writes(NUMB)
    before = store.messages(patient.conversation)
    refused = nurse.does(patient.conversation, action, page, outcome="answered")
    assert refused.status_code == 409
    assert "This was not closed: an alert has come in since." in refused.text
    assert "I have seen to this alert" in refused.text
    assert open_levels(store) == ["emergency_now"]
    assert store.has_open_handoff(patient.conversation)
    assert store.holder(patient.conversation) == holder
    assert store.messages(patient.conversation) == before
    assert nurse.does(patient.conversation, action, outcome="answered").status_code == 303
    assert open_levels(store) == []
    assert not store.has_open_handoff(patient.conversation)


def test_a_page_from_before_an_upgrade_sees_to_nothing(
    nurse: Browser, patient: Patient, store: Store
) -> None:
    """It does not say what it shows, and what is no number says nothing either."""
    patient.writes(WOUND)
    for fields in ({"alert": ""}, {"alert": "all"}, {"alert": "-1"}):
        nurse.does(patient.conversation, "alerts", **fields)
    assert open_levels(store) == ["same_day"]


def test_an_alert_after_an_erasure_is_not_the_one_that_the_page_showed(
    nurse: Browser, patient: Patient, store: Store
) -> None:
    """The chat goes on in the same conversation; nothing that was erased lends its number to a new danger."""
    patient.writes(WOUND)
    page = page_of(nurse, patient)
    patient.writes("delete my data")
    patient.presses("Yes, delete it")
    patient.writes(NUMB)
    nurse.does(patient.conversation, "alerts", page)
    assert open_levels(store) == ["emergency_now"]


def test_alerts_of_an_older_version_keep_their_numbers(tmp_path: Path) -> None:
    """And all that was noted of them; the next one gets a number that none of them ever had."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as file:
        old = Database(file)
        migrations.apply(old, stop_before="number_alerts_once")
        for number in (3, 5):
            table(old, "alerts").insert(
                {"id": number, "conversation": "c", "level": "same_day", "reason": "r", "created_at": "t"}
            )
        file.commit()
    with closing(Store(path)) as store:
        assert [each["id"] for each in store.alerts()] == [3, 5]
        store.erase("c", "erased by staff")
        message = store.add_patient_message(store.add_conversation("test"), NUMB, None)
        store.add_alert(message, "emergency_now", "cauda_equina: numb legs")
        assert [each["id"] for each in store.alerts()] == [6]


def test_danger_and_closing_in_the_same_moment(store: Store, live_content: LiveContent) -> None:
    """Whichever is first, the alert is there afterwards, and so is a request with it."""
    anna = Account(1, "anna", "Nurse Anna", "staff", must_change=False, has_codes=False, disabled=False)
    for _ in range(ROUNDS):
        conversation = store.add_conversation("test")
        Handoffs(store).take(conversation, anna.id)
        barrier = threading.Barrier(2)

        def closes(conversation: str = conversation, barrier: threading.Barrier = barrier) -> None:
            with closing(Store(store.path)) as own:
                barrier.wait()
                try:
                    StaffDesk(own, live_content, Feed()).close(conversation, anna, "answered")
                except NewAlertError:
                    assert own.holder(conversation) == "staff"

        thread = threading.Thread(target=closes)
        thread.start()
        barrier.wait()
        message = store.add_patient_message(conversation, NUMB, None)
        store.add_alert(message, "emergency_now", "cauda_equina: numb legs")
        Handoffs(store).flag(conversation, "numb legs", "emergency_now")
        thread.join()
        assert [each["conversation"] for each in store.open_alerts()][-1] == conversation
        assert store.has_open_handoff(conversation)


def test_a_database_of_an_older_version_learns_of_levels_and_shown_alerts(tmp_path: Path) -> None:
    """What a request of then names is outdone by any danger, and no alert is taken for shown in a topic."""
    path = tmp_path / "old.db"
    old = Store(path)
    conversation = old.add_conversation("telegram")
    Handoffs(old).flag(conversation, "a fever", "same_day")
    TelegramTopics(old).add(conversation, 7)
    old.close()
    with sqlite3.connect(path) as file:
        file.execute("ALTER TABLE handoffs DROP COLUMN level")
        for name in ("alert", "alert_as"):
            file.execute(f"ALTER TABLE telegram_topics DROP COLUMN {name}")
        file.execute(
            "DELETE FROM _sqlite_migrations WHERE name IN"
            " ('note_how_urgent_a_request_is', 'note_alerts_in_topics')"
        )
    with closing(Store(path)) as store:
        handoffs, topics = Handoffs(store), TelegramTopics(store)
        handoffs.flag(conversation, "chest pain", "emergency_now")
        assert [each.reason for each in handoffs.of(conversation)] == ["red flag: chest pain"]
        assert topics.seen_alert(7, 100) == 0
        topics.show_alert(7, 3)
        assert topics.seen_alert(7, 100) == 3
