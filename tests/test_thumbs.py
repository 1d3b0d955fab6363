"""What patients write beside thumbs up or down reaches the staff: a comment, and above all a danger in one."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from conftest import KEY
from patient import Patient
from staff_console import Browser, Clinic

from bot.contacts import Contact, Contacts
from bot.feedback import Feedback, Rating
from bot.live_content import LiveContent
from bot.reply import Reply
from bot.settings import Settings
from bot.store import Message, Store

pytestmark = pytest.mark.slow

ANSWER = "It takes about an hour."
DANGER = "my chest hurts and I cannot breathe"
Rate = Callable[..., list[Message]]


@pytest.fixture
def nurse(settings: Settings, store: Store, live_content: LiveContent) -> Browser:
    """Nurse Anna, signed in to the console of the clinic that the patient writes to."""
    return Clinic(settings, store, live_content).signed_in("anna")


@pytest.fixture
def rated(patient: Patient, store: Store) -> Message:
    """An answer of the bot's that the patient may rate."""
    return store.add_reply(patient.conversation, Reply(ANSWER, "answer"))


@pytest.fixture
def rate(patient: Patient, rated: Message, loop: asyncio.AbstractEventLoop) -> Rate:
    """Thumbs at that answer, with a comment; what comes back."""

    def once(comment: str | None, rating: Rating = "down") -> list[Message]:
        return loop.run_until_complete(patient.door.rate(rated, rating, comment))

    return once


def test_a_reply_that_was_erased_meanwhile_is_not_rated(
    patient: Patient, rate: Rate, loop: asyncio.AbstractEventLoop, store: Store
) -> None:
    """The thumb is late, and nothing is wrong."""
    loop.run_until_complete(patient.door.erase(patient.conversation))
    assert rate("thank you") == []
    assert rate(DANGER) == []
    assert store.open_alerts() == []


def lines(nurse: Browser, conversation: str) -> list[str]:
    """The lines of the transcript as a nurse reads them."""
    page = nurse.get(f"/conversations/{conversation}/messages", **{"x-console": "1"}).text
    found = re.findall(r"<li .*?</li>", page, re.DOTALL)
    return [" ".join(unescape(re.sub("<[^>]+>", " ", each)).split()) for each in found]


def cards(store: Store, conversation: str) -> list[Message]:
    """The emergency replies that are stored."""
    return [each for each in store.messages(conversation) if each.reply and each.reply.kind == "emergency"]


def test_staff_read_the_comment_that_raised_the_alert(
    nurse: Browser, patient: Patient, rate: Rate, store: Store
) -> None:
    """In the queue, and in the transcript as the patient's words and below the answer; the answer is not quoted."""
    (card,) = rate(DANGER)
    assert card.reply is not None
    assert card.reply.level == "emergency_now"
    queue = " ".join(nurse.get("/").text.split())
    assert f"The patient wrote: </span>{DANGER}" in queue
    assert ANSWER not in queue
    answer, words, help_ = lines(nurse, patient.conversation)[-3:]
    assert ANSWER in answer
    assert f"The patient's comment, thumbs down: {DANGER}" in answer
    assert words.startswith("Patient ")
    assert f"Comment on a reply {DANGER}" in words
    assert "Red flag" in help_
    (alert,) = store.alerts()
    assert store.message(patient.conversation, card.seq - 1).id == alert["message"]


def test_other_comments_stand_in_the_transcript(
    nurse: Browser, patient: Patient, rate: Rate, store: Store
) -> None:
    """Below the answer that they are about, redacted; they are no messages, and no matter for the queue."""
    before = len(store.messages(patient.conversation))
    rate("clear, thank you. Call me at 212 555 0123", "up")
    assert len(store.messages(patient.conversation)) == before
    line = lines(nurse, patient.conversation)[-1]
    assert "The patient's comment, thumbs up: clear, thank you. Call me at [phone]" in line
    assert "thank you" not in nurse.get("/").text


def test_danger_in_a_comment_is_redacted(nurse: Browser, patient: Patient, rate: Rate) -> None:
    """As any message is, wherever it is shown."""
    rate(f"{DANGER}, call me at 212 555 0123")
    shown = nurse.get("/").text + nurse.get(f"/conversations/{patient.conversation}").text
    assert "[phone]" in shown
    assert "0123" not in shown


def test_number_beside_a_danger_in_a_comment_is_kept_for_the_staff(
    patient: Patient, rate: Rate, store: Store
) -> None:
    """Sealed, as one in a message: whoever sees to the alert has to reach the patient."""
    rate(f"{DANGER}, call me at 212 555 0123")
    assert Contacts(store, KEY).of(patient.conversation) == [Contact("phone", "212 555 0123")]


def test_same_comment_again_stores_nothing_more(patient: Patient, rate: Rate, store: Store) -> None:
    """A page that tries again gets the same reply; another danger is another alert."""
    first = rate(DANGER)
    stored = store.messages(patient.conversation)
    for _ in range(3):
        assert rate(DANGER) == first
    assert store.messages(patient.conversation) == stored
    assert len(store.alerts()) == 1
    (other,) = rate("and now my legs are numb")
    assert other not in first
    assert len(store.open_alerts()) == 2


@pytest.mark.parametrize("comment", [DANGER, "I can't feel my legs"])
def test_danger_in_a_comment_alerts_again_once_the_staff_have_seen_to_it(
    nurse: Browser, patient: Patient, rate: Rate, store: Store, comment: str
) -> None:
    """The same words, too: who writes them again later has not been helped."""
    rate(DANGER)
    nurse.does(patient.conversation, "alerts")
    assert store.open_alerts() == []
    (card,) = rate(comment)
    assert card == cards(store, patient.conversation)[-1]
    assert [each["level"] for each in store.open_alerts()] == ["emergency_now"]
    assert comment in unescape(nurse.get("/").text)


def test_comment_whose_help_could_not_be_stored_is_helped_at_the_next_try(
    patient: Patient, rate: Rate, store: Store
) -> None:
    """The alert was there first; it, and the words, stand once."""
    store.database.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.sender != 'patient'"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(sqlite3.Error):
        rate(DANGER)
    store.database.execute("DROP TRIGGER refuse")
    assert len(store.open_alerts()) == 1
    (card,) = rate(DANGER)
    assert [each.text for each in store.messages(patient.conversation)].count(DANGER) == 1
    assert len(store.alerts()) == 1
    assert cards(store, patient.conversation) == [card]


def test_words_of_a_comment_go_with_the_others(
    nurse: Browser, patient: Patient, rate: Rate, store: Store
) -> None:
    """When they have grown old, neither the message nor the line below the answer holds them."""
    rate(DANGER)
    nurse.does(patient.conversation, "dismiss", outcome="called")
    store.blank(datetime.now(UTC) + timedelta(days=1), "purged")
    assert "chest" not in " ".join(lines(nurse, patient.conversation))
    assert [each.comment for each in Feedback(store).of(patient.conversation).values()] == [""]


def test_alert_of_an_older_version_does_not_quote_the_bot(
    nurse: Browser, patient: Patient, rated: Message, store: Store
) -> None:
    """It names the answer that the comment was about; what the patient wrote stands below that in the transcript."""
    store.add_patient_message(patient.conversation, "how long does it take?", None)
    Feedback(store).set(rated, "down", DANGER)
    store.add_alert(rated, "emergency_now", "chest: Chest pain")
    queue = nurse.get("/").text
    assert "Chest pain" in queue
    assert ANSWER not in queue
    assert DANGER in lines(nurse, patient.conversation)[-2]
