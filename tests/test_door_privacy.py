"""What stands in the store is redacted, contacts go to a sealed field, and every channel begins with the notice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.assistant import Assistant
from bot.contacts import Contact, Contacts, SealError, new_key
from bot.content import Content
from bot.conversation import Conversations
from bot.handoff import Handoffs
from bot.live_content import LiveContent
from bot.notice import notice
from bot.reply import Reply
from bot.store import Store

pytestmark = pytest.mark.slow

HAND_OFF = Reply("Your request is noted for the staff.", "handoff")


def waits_for_a_person(patient: Patient) -> None:
    """The patient has asked for a person, and the request is open."""
    Handoffs(patient.store).request(patient.conversation, "asked")


def left_by(patient: Patient, key: str) -> list[Contact]:
    """What the staff can read of the patient's contact."""
    return Contacts(patient.store, key).of(patient.conversation)


@pytest.fixture
def key() -> str:
    """The key of the `patient` fixture's clinic."""
    from conftest import KEY

    return KEY


@pytest.mark.parametrize("channel", ["terminal", "web", "telegram", "one that is not there yet"])
def test_the_first_message_of_every_channel_is_the_notice(
    store: Store, live_content: LiveContent, assistant: Assistant, channel: str
) -> None:
    """It says that this is a program, not for emergencies, what is stored how long, and who reads it."""
    door = Conversations(store, assistant, live_content, retention_days=14)
    conversation = door.start(channel)
    (first,) = door.opening(conversation)
    assert first.sender == "system"
    for words in (
        "computer program",
        "general information",
        "not for emergencies",
        "911",
        "14 days",
        "staff may",
    ):
        assert words in first.text
    assert first.text.endswith("https://clinic.example/privacy")
    assert first.text.count(". ") == 1
    assert ("Telegram" in first.text) == (channel == "telegram")
    assert store.messages(conversation) == [first]


def test_the_notices_version_is_recorded(
    store: Store, live_content: LiveContent, assistant: Assistant, content: Content
) -> None:
    """Which wording a patient was shown can be told later: another wording has another version."""
    versions = set()
    for channel, days in (("web", 30), ("web", 60), ("telegram", 30)):
        conversation = Conversations(store, assistant, live_content, retention_days=days).start(channel)
        assert store.notice(conversation) == notice(content, channel, days).version
        versions.add(store.notice(conversation))
    assert len(versions) == 3


def test_notice_stays_the_opening_when_the_talk_goes_on(patient: Patient) -> None:
    """A channel that asks again later gets the notice and not the talk."""
    patient.writes("hello")
    assert [message.sender for message in patient.door.opening(patient.conversation)] == ["system"]


def test_only_marks_are_stored_and_passed_on(
    patient: Patient, played: PlayedAssistant, tmp_path: Path
) -> None:
    """Name, number and address of a patient stand in no file and never reach Rasa; the rest of the words do."""
    patient.writes(
        "My name is Mary Jones, 84. I live at 12 Maple Street. When can I drive after L1 and 5 mg?"
    )
    assert (
        patient.transcript[0]
        == "My name is [name], 84. I live at [address]. When can I drive after L1 and 5 mg?"
    )
    (asked,) = played.asked
    assert asked["text"] == "My name is , 84. I live at . When can I drive after L1 and 5 mg?"
    for path in (tmp_path / "data").iterdir():
        assert b"Jones" not in path.read_bytes()
        assert b"Maple" not in path.read_bytes()


def test_danger_is_seen_in_the_words_as_they_were_typed(patient: Patient) -> None:
    """A name beside the danger does not hide it, and the alert points to the redacted message."""
    (reply,) = patient.writes("My name is Mary Jones and I can't feel my legs")
    assert reply.kind == "emergency"
    (alert,) = patient.store.alerts()
    assert "Jones" not in str(alert)
    assert patient.transcript[0] == "My name is [name] and I can't feel my legs"


def test_same_message_again_is_known_by_its_id(patient: Patient, played: PlayedAssistant) -> None:
    """A redacted message that the channel sends twice is answered once."""
    first = patient.writes("I'm Mary Jones, how long?", "m-1")
    assert patient.writes("I'm Mary Jones, how long?", "m-1") == first
    assert len(played.asked) == 1


def test_contact_given_in_one_breath_survives_a_crash(
    patient: Patient, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the bot stops before it has answered, the message sent again still gives the number."""
    waits_for_a_person(patient)

    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "set_contact", stopped)
        with pytest.raises(KeyboardInterrupt):
            patient.writes("my number is 555-010-0123", "m-1")
    patient.writes("my number is 555-010-0123", "m-1")
    assert left_by(patient, key) == [Contact("phone", "555-010-0123")]
    assert patient.transcript[0] == "my number is [phone]"


@pytest.mark.parametrize(
    ("text", "contacts", "words"),
    [
        ("555-010-0123", [("phone", "555-010-0123")], "phone number"),
        ("You can call me at (555) 010-0123.", [("phone", "(555) 010-0123")], "phone number"),
        ("mary@example.com", [("email", "mary@example.com")], "e-mail address"),
        (
            "I'm Mary Jones, 555-010-0123 or mary@example.com",
            [("phone", "555-010-0123"), ("email", "mary@example.com"), ("name", "Mary Jones")],
            "phone number and e-mail address",
        ),
    ],
)
def test_contact_of_someone_who_waits_is_noted(
    patient: Patient,
    played: PlayedAssistant,
    tmp_path: Path,
    key: str,
    text: str,
    contacts: list[tuple[str, str]],
    words: str,
) -> None:
    """After asking for a person, a number is kept for the staff, sealed, and the patient is told so."""
    waits_for_a_person(patient)
    (reply,) = patient.writes(text)
    assert reply.text == f"I have noted your {words} for the staff. It is not part of the chat record."
    assert left_by(patient, key) == [Contact(*each) for each in contacts]
    assert played.asked == []
    for path in (tmp_path / "data").iterdir():
        assert not [value for _, value in contacts if value.encode() in path.read_bytes()]


def test_question_beside_the_number_is_answered_too(patient: Patient, played: PlayedAssistant) -> None:
    """A number with a question gets both replies, where the patient goes on with the bot."""
    waits_for_a_person(patient)
    Handoffs(patient.store).tell(patient.conversation)
    Handoffs(patient.store).go_on(patient.conversation)
    noted, answer = patient.writes("My number is 555-010-0123. How long does it take?")
    assert noted.text.startswith("I have noted")
    assert answer.text.startswith("It takes about an hour.")
    assert played.asked[0]["text"] == "My number is . How long does it take?"


def test_number_in_the_request_itself_is_noted(patient: Patient, played: PlayedAssistant, key: str) -> None:
    """'Please have someone call me at ...' is a request and a contact in one."""
    played.will_say(HAND_OFF)

    def as_the_action_does() -> None:
        with closing(Store(patient.store.path)) as store:
            Handoffs(store).request(patient.conversation, "asked")

    played.on_message = as_the_action_does
    hand_off, noted = patient.writes("please have a nurse call me at 555-010-0123")
    assert hand_off.kind == "handoff"
    assert noted.text.startswith("I have noted your phone number")
    assert left_by(patient, key) == [Contact("phone", "555-010-0123")]


def test_newer_number_takes_the_place_of_the_old(patient: Patient, key: str) -> None:
    """The staff see the number that was given last."""
    waits_for_a_person(patient)
    patient.writes("555-010-0123")
    patient.writes("sorry, it's 555-010-0124")
    assert left_by(patient, key) == [Contact("phone", "555-010-0124")]


def test_number_in_an_edit_is_noted(patient: Patient, key: str) -> None:
    """Who adds the number to what was sent hears that it is noted, and again when it is put right; once each."""
    patient.writes("/human")
    patient.writes("please call me", "m1")
    edits = [
        patient.door.note_edit(patient.conversation, "m1", f"please call me on 555-010-01{digits}")
        for digits in (23, 23, 24, 24)
    ]
    assert [len(each) for each in edits] == [2, 2, 3, 3]
    assert all(each[-1].text.startswith("I have noted your phone number") for each in edits)
    assert [contact.value for contact in left_by(patient, key)] == ["555-010-0124"]
    (again,) = patient.door.note_edit(patient.conversation, "m1", "please do call me on 555-010-0124")
    assert again.text == "please do call me on [phone]"
    assert "0124" not in " ".join(patient.transcript)


def test_number_in_an_edit_that_names_a_danger_is_kept(patient: Patient, key: str) -> None:
    """Without a word about it beside the help."""
    patient.writes("hello there", "m1")
    noted = patient.door.note_edit(patient.conversation, "m1", "I can't feel my legs, call 555-010-0123")
    assert [each.reply.kind for each in noted if each.reply] == ["emergency"]
    assert [contact.value for contact in left_by(patient, key)] == ["555-010-0123"]


def test_number_in_an_edit_that_nobody_looks_at_is_not_kept(patient: Patient, key: str) -> None:
    """As in any other message."""
    patient.writes("hello there", "m1")
    (noted,) = patient.door.note_edit(patient.conversation, "m1", "hello there, 555-010-0123")
    assert patient.store.is_settled(noted)
    assert left_by(patient, key) == []


@pytest.mark.parametrize(
    "words", ["keep it for now, my number is 212 555 0123", "yes but first note 212 555 0123"]
)
def test_number_beside_the_question_whether_to_delete_is_noted(
    patient: Patient, key: str, words: str
) -> None:
    """A patient who waits and answers it with neither yes nor no is not passed over."""
    patient.writes("/human")
    patient.writes("delete all my data")
    (noted,) = patient.writes(words)
    assert noted.text.startswith("I have noted your phone number")
    assert [contact.value for contact in left_by(patient, key)] == ["212 555 0123"]


def test_number_that_nobody_asked_for_is_not_kept(patient: Patient, key: str) -> None:
    """Without a request for a person the patient is told how to leave a number, and none is kept."""
    (reply,) = patient.writes("555-010-0123")
    assert reply.text.startswith("I did not keep your phone number.")
    assert left_by(patient, key) == []
    patient.presses("Talk to a person")
    assert patient.writes("555-010-0123")[0].text.startswith("I have noted your phone number")


def test_number_is_kept_when_the_staff_see_the_message_anyway(
    patient: Patient, played: PlayedAssistant, key: str
) -> None:
    """With the assistant down the question goes before the staff, so the number beside it is kept for them."""
    played.status = 503
    apology, noted = patient.writes("when can I drive? call me at 555-010-0123")
    assert apology.text.startswith("I am sorry, I cannot answer just now.")
    assert noted.text.startswith("I have noted your phone number")
    assert left_by(patient, key) == [Contact("phone", "555-010-0123")]


def test_emergency_reply_stays_alone_and_the_number_is_kept(patient: Patient, key: str) -> None:
    """Who is in danger reads one thing only; the staff get the number."""
    (reply,) = patient.writes("I can't feel my legs, call me at 555-010-0123")
    assert reply.kind == "emergency"
    assert left_by(patient, key) == [Contact("phone", "555-010-0123")]


def test_without_a_key_nothing_is_kept_and_the_patient_is_told(
    store: Store, live_content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """A clinic that set no key asks patients to call instead."""
    patient = Patient(Conversations(store, assistant, live_content), store, loop)
    waits_for_a_person(patient)
    (reply,) = patient.writes("my number is 555-010-0123")
    assert reply.text.startswith("I cannot keep your phone number here, so I did not keep it.")
    assert "+1 555 010 0199" in reply.text
    assert store.contacts(patient.conversation) == []


def test_without_a_key_nobody_is_told_to_write_the_number_again(
    store: Store, live_content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """Before a request as after it: it would not be kept then either; a person is one tap away."""
    patient = Patient(Conversations(store, assistant, live_content), store, loop)
    (reply,) = patient.writes("my number is 555-010-0123")
    assert reply.text.startswith("I cannot keep your phone number here, so I did not keep it.")
    assert "again" not in reply.text
    assert [each.label for each in reply.choices] == ["Talk to a person"]


def test_another_key_opens_nothing(patient: Patient) -> None:
    """Whoever has the file without the key cannot read a contact."""
    waits_for_a_person(patient)
    patient.writes("my number is 555-010-0123")
    for other in (new_key(), None):
        with pytest.raises(SealError, match="CLINIC_BOT_CONTACT_KEY"):
            Contacts(patient.store, other).of(patient.conversation)


def test_old_database_gets_the_new_columns(tmp_path: Path) -> None:
    """A file from before the notice and the contacts opens, with all it held."""
    path = tmp_path / "old.db"
    Store(path).close()
    with sqlite3.connect(path) as old:
        old.execute("INSERT INTO conversations VALUES ('a', 'web', '2026-01-01', 'bot', NULL)")
        for sql in (
            "ALTER TABLE conversations DROP COLUMN notice",
            "ALTER TABLE messages DROP COLUMN blanked_at",
        ):
            old.execute(sql)
        for name in ("contacts", "audit"):
            old.execute(f"DROP TABLE {name}")
        old.execute(
            "DELETE FROM _sqlite_migrations WHERE name IN"
            " ('note_the_notice', 'note_blanking', 'create_contacts', 'create_audit')"
        )
    store = Store(path)
    assert store.has_conversation("a")
    assert store.notice("a") is None
    assert (store.contacts("a"), store.audit()) == ([], [])
    store.close()


def test_country_of_the_clinic_reads_the_numbers(
    store: Store, content: Content, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """A French clinic reads French numbers without a code in front."""

    class French:
        def current(self) -> Content:
            return replace(content, clinic=replace(content.clinic, country="FR"))

    patient = Patient(Conversations(store, assistant, French()), store, loop)  # type: ignore[arg-type]
    patient.writes("01 42 68 53 00 rings but nobody answers, why?")
    assert patient.transcript[0] == "[phone] rings but nobody answers, why?"
