"""Every kind of update has its answer, and what is no patient's message has none."""

from __future__ import annotations

import time
from typing import Any

import pytest
from bot_api.people import DOCUMENT, LOCATION, PHOTO, POLL, STICKER, VOICE, Person, membership, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from telegram_clinic import TelegramClinic

from .transcript import transcript

pytestmark = pytest.mark.slow

KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "voice": (VOICE, "I cannot listen to voice messages"),
    "audio": ({"audio": VOICE["voice"]}, "I cannot listen to voice messages"),
    "round video": ({"video_note": {**VOICE["voice"], "length": 1}}, "I cannot listen to voice messages"),
    "photo": (PHOTO, "I cannot look at pictures or scans"),
    "video": ({"video": {**VOICE["voice"], "width": 1, "height": 1}}, "I cannot watch videos"),
    "document": (DOCUMENT, "I cannot read files or reports"),
    "sticker": (STICKER, "I can only read words."),
    "dice": ({"dice": {"emoji": "\U0001f3b2", "value": 3}}, "I can only read words."),
    "location": (LOCATION, "I cannot use your location"),
    "poll": (POLL, "I cannot answer polls"),
    "unheard of": ({"something_new": {}}, "I can only read words, so I could not read this"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_text_is_declined_kindly(known: Person, played: PlayedAssistant, kind: str) -> None:
    """The patient hears that nobody has seen or heard it, and the assistant is not asked."""
    content, words = KINDS[kind]
    sent = known.sends(content)
    (reply,) = known.reads()
    assert reply["text"].startswith(words)
    assert reply["reply_to_message"]["message_id"] == sent
    assert known.hears_nothing_more()
    assert played.asked == []


def test_a_form_that_is_not_known_yet_is_read_as_far_as_it_can_be(
    known: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram changes; what the library cannot read keeps nobody waiting, and its words are read and not logged."""
    known.sends({"poll": {"id": "1"}, "caption": "How long does it take, zebrafinch?"})
    known.writes("And afterwards?")
    answers = [each["text"] for each in known.reads(3)]
    assert answers[0].startswith("I can only read words")
    assert [text.startswith("It takes about an hour.") for text in answers[1:]] == [True, True]
    assert "unknown form" in caplog.text
    assert "zebrafinch" not in caplog.text


def test_the_staff_see_that_a_picture_came(clinic: TelegramClinic, known: Person) -> None:
    """The transcript says what kind of thing it was, and nothing more."""
    known.sends(PHOTO)
    known.reads()
    assert "[photo]" in transcript(clinic, known)


def test_the_words_under_a_picture_are_answered(known: Person, played: PlayedAssistant) -> None:
    """The caption is a question like any other."""
    known.sends({**PHOTO, "caption": "How long does it take?"})
    declined, answer = known.reads(2)
    assert declined["text"].startswith("I cannot look at pictures")
    assert answer["text"].startswith("It takes about an hour.")
    assert [each["text"] for each in played.asked] == ["How long does it take?"]


def test_danger_under_a_picture_is_met(known: Person) -> None:
    """A caption is screened as well."""
    known.sends({**PHOTO, "caption": "my chest hurts and I cannot breathe"})
    assert known.reads_until("Call 911 now")


def test_an_album_is_declined_once(known: Person) -> None:
    """Five pictures sent together are one thing to the patient."""
    for _ in range(5):
        known.sends({**PHOTO, "media_group_id": "album"})
    known.reads()
    assert known.hears_nothing_more()


def test_a_forwarded_message_counts_as_the_patients(known: Person) -> None:
    """Whoever forwards a question asks it."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Someone"}
    known.writes("How long does it take?", forward_origin=origin)
    assert known.reads_text().startswith("It takes about an hour.")


def test_an_edited_message_is_screened_and_not_answered_twice(
    clinic: TelegramClinic, known: Person, played: PlayedAssistant
) -> None:
    """The new words are noted; danger in them is met."""
    sent = known.writes("How long does it take?")
    known.reads()
    known.edits(sent, {"text": "How long does it take for mum?"})
    wait_for(lambda: "How long does it take for mum?" in transcript(clinic, known))
    assert known.hears_nothing_more()
    known.edits(sent, {"text": "my chest hurts and I cannot breathe"})
    assert known.reads_text().startswith("Call 911 now")
    assert len(played.asked) == 1


def test_an_edited_message_that_never_came_is_answered(
    known: Person, api: BotApi, played: PlayedAssistant
) -> None:
    """Who wrote while the bot was away and then changed the words gets an answer to the new ones."""
    lost = api.do(lambda: known.chat.add({"text": "How lnog?"}, known.chat.user, int(time.time())))
    known.edits(lost["message_id"], {"text": "How long does it take?"})
    assert known.reads_text().startswith("It takes about an hour.")
    assert [each["text"] for each in played.asked] == ["How long does it take?"]


def test_a_shared_contact_is_kept_only_for_a_call_back(clinic: TelegramClinic, known: Person) -> None:
    """Unasked it is not kept; once a person was asked for it is, sealed, and the transcript has a mark."""
    contact = {"contact": {"phone_number": "15550100187", "first_name": "Wilhelmina"}}
    known.sends(contact)
    assert known.reads_text().startswith("I did not keep your phone number")
    known.writes("/human")
    known.reads()
    known.sends(contact)
    assert known.reads_text().startswith("I have noted your phone number")
    assert len(clinic.do(clinic.store.reachable)) == 1
    assert not [text for text in transcript(clinic, known) if "0187" in text or "Wilhelmina" in text]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_in_a_group_it_says_why_and_leaves(clinic: TelegramClinic, api: BotApi, kind: str) -> None:
    """Health is private."""
    group = Person(api, -500, kind=kind)
    api.do(lambda: api.updates.add(membership(group.chat, "left", "member")))
    wait_for(lambda: not group.chat.is_member)
    assert len(group.from_bot) == 1
    assert "I do not talk in groups" in group.texts[0]
    assert (
        clinic.do(lambda: clinic.store.database.execute("SELECT count(*) FROM messages").fetchone()[0]) == 0
    )


def test_in_a_channel_it_leaves_without_a_word(clinic: TelegramClinic, api: BotApi) -> None:
    """A post there is for its readers, not for the bot."""
    channel = Person(api, -600, kind="channel")
    post = {"message_id": 1, "date": 1, "chat": channel.chat.as_json, "text": "News"}
    api.do(lambda: api.updates.add({"channel_post": post}))
    wait_for(lambda: not channel.chat.is_member)
    assert channel.chat.messages == {}


def test_another_bot_gets_no_answer(known: Person, played: PlayedAssistant) -> None:
    """Two bots must not talk to each other without end."""
    known.writes("How long does it take?", **{"from": {"id": 5, "is_bot": True, "first_name": "Bot"}})
    assert known.hears_nothing_more()
    assert played.asked == []


def test_telegrams_own_notes_get_no_answer(known: Person) -> None:
    """That a message was pinned is no message."""
    known.sends({"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}})
    assert known.hears_nothing_more()


def test_a_message_that_is_too_long_is_declined(known: Person) -> None:
    """With the reason, and a person to ask."""
    known.writes("word " * 815)
    assert "too long for me to read" in known.reads_text()
