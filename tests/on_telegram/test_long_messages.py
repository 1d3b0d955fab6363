"""Long messages between a patient and the staff's group: no part is lost, none comes twice, and a cut says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bot_api.faults import Fault
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from staff_group import GROUP, Group, asks, conversation_of
from telegram_clinic import TelegramClinic, running

from bot.store import Store

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

LETTER = "Dear all, " + "it all began in spring. " * 30 + "And now the zebrafinch."


@pytest.fixture
def clinic(make_clinic: MakeClinic, group: Group, api: BotApi) -> Iterator[TelegramClinic]:
    """A clinic whose staff answer in the group."""
    with running(make_clinic(staff_group=GROUP), api) as clinic:
        yield clinic


def test_a_letter_from_before_the_hand_off_comes_whole(known: Person, group: Group) -> None:
    """What matters may stand at its end; once, below the summary, and with all that came after it."""
    known.writes(LETTER)
    known.reads()
    asks(known)
    topic = group.topic()
    summary = group.reads(topic, "/silent")["text"]
    assert "The rest follows below." in summary
    assert "Dear all" not in summary
    group.reads(topic, "noted for the staff")
    texts = group.texts(topic)
    assert [text for text in texts if "spring" in text] == [f"Patient: {LETTER}"]
    assert [text for text in texts if text.startswith("Patient:")][-1] == "Patient: /human"


def test_a_letter_from_before_can_be_replied_to(known: Person, group: Group) -> None:
    """As every message that stands in the topic by itself."""
    own = known.writes(LETTER)
    known.reads()
    asks(known)
    topic = group.topic()
    shown = group.reads(topic, "zebrafinch")
    group.writes(topic, "Call us.", reply_to_message=dict(group.chat.messages[shown["message_id"]]))
    assert known.reads_until("Call us.")["reply_to_message"]["message_id"] == own


def test_a_letter_is_not_doubled_when_the_topic_opens_again(known: Person, group: Group) -> None:
    """The second summary tells of it, cut with a mark: all of it stands above."""
    asks(known)
    topic = group.topic()
    group.writes(topic, "Hello")
    known.reads_until("Hello")
    known.writes(LETTER)
    group.reads(topic, "zebrafinch")
    group.writes(topic, "/close")
    wait_for(lambda: group.chat.topics[topic].closed)
    asks(known)
    group.reads(topic, "This is only its beginning")
    known.writes("are you there?")
    group.reads(topic, "Patient: are you there?")
    assert sum("zebrafinch" in text for text in group.texts(topic)) == 1


@pytest.mark.parametrize("failing", [1, 2], ids=["first piece", "second piece"])
def test_only_the_missing_pieces_of_a_letter_are_sent_again(
    known: Person, group: Group, topic: int, api: BotApi, failing: int
) -> None:
    """A failure in the middle loses nothing and doubles nothing."""
    letter = "".join(f"Sentence number {number} of this long letter. " for number in range(80)).strip()
    pieces: list[str] = []

    def cut(method: str, params: Any) -> Fault | None:
        if method != "sendMessage" or "Sentence number" not in params.get("text", ""):
            return None
        pieces.append(params["text"])
        return Fault(cut="before") if len(pieces) == failing else None

    api.faults.at_random = cut
    known.writes(letter)
    group.reads(topic, "Sentence number 79")
    said = [text for text in group.texts(topic) if "Sentence number" in text]
    assert len(said) == 2
    assert " ".join(said) == f"Patient: {letter}"
    assert len(pieces) == 3


def test_a_summary_that_failed_is_sent_again(known: Person, group: Group, api: BotApi) -> None:
    """The topic was made and its first message was lost: what to do and what was said still come first."""
    api.faults.add(Fault(cut="before"), "sendMessage", chat=GROUP)
    known.writes("How long does it take?")
    known.reads()
    asks(known)
    topic = group.topic()
    summary = group.reads(topic, "/silent")["text"]
    assert "Patient: How long does it take?" in summary
    assert group.texts(topic)[0] == summary
    assert sum("How long does it take?" in text for text in group.texts(topic)) == 1


def test_the_longest_message_of_the_staff_arrives_whole(known: Person, group: Group, topic: int) -> None:
    """Telegram lets a member write 4096 characters; with the line above it the patient gets two parts."""
    letter = ("Take it easy for a week. " * 200)[: 4096 - 11] + " zebrafinch"
    written = group.writes(topic, letter)
    known.reads_until("has joined")
    known.reads_until("zebrafinch")
    assert " ".join(known.texts[-2:]).split() == ["From", "the", "staff", *letter.split()]
    group.edits(written, letter.replace("easy", "slow"))
    known.reads_until("zebrafinch")
    assert " ".join(known.texts[-2:]).split() == [
        *("From", "the", "staff", "Correction:"),
        *letter.replace("easy", "slow").split(),
    ]


@pytest.mark.parametrize("command", ["", "/silent "], ids=["message", "note"])
def test_what_is_longer_than_can_be_kept_is_refused_in_the_topic(
    known: Person, group: Group, store: Store, command: str
) -> None:
    """No part of it is sent: a text that is cut says something else."""
    asks(known)
    topic = group.topic()
    group.writes(topic, command + "word " * 1001)
    group.reads(topic, "This is too long. Nothing of it was kept or sent")
    assert [each.sender for each in store.messages(conversation_of(store))].count("staff") == 0
    assert list(store.database.query("SELECT * FROM notes")) == []


def test_what_cannot_be_seen_does_not_hold_up_what_can(known: Person, group: Group, topic: int) -> None:
    """Telegram takes no message of such marks alone, and they would be a piece of their own."""
    known.writes("Hello zebrafinch" + "\u200b" * 3900)
    group.reads(topic, "zebrafinch")
    known.writes("are you there?")
    group.reads(topic, "Patient: are you there?")
