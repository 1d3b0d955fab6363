"""A patient can ask what is kept and have it deleted, in words, by command and by button, with Rasa stopped."""

from __future__ import annotations

import re

import pytest
from patient import Patient
from played_assistant import PlayedAssistant

from bot.assistant import Assistant, AssistantStoppedError
from bot.content import Content
from bot.conversation import UnknownChoiceError
from bot.handoff import Handoffs
from bot.store import Store

pytestmark = pytest.mark.slow


def test_deletion_is_asked_about_once_and_done(
    patient: Patient, played: PlayedAssistant, store: Store, content: Content
) -> None:
    """Delete, yes: all is gone but the yes and its receipt, with the numbers, and the audit keeps only that."""
    patient.writes("How long does it take?")
    (question,) = patient.writes("delete my data")
    assert question.text.startswith("Do you want me to delete this chat")
    assert [choice.label for choice in question.choices] == ["Yes, delete it", "No, keep it"]
    (receipt,) = patient.presses("Yes, delete it")
    assert receipt.text.startswith("Done. I deleted 5 messages and 7 other entries of this chat.")
    assert patient.transcript == ["Yes, delete it", receipt.text]
    assert [row["event"] for row in store.audit()] == ["erased by patient"]
    assert len(played.asked) == 1
    assert played.forgotten == [{"conversations": [patient.conversation], "before": None}]


def test_everything_of_the_conversation_goes(patient: Patient, store: Store) -> None:
    """The request for a person, the alert and the contact go with the messages; other patients' stay."""
    other = store.add_conversation("test")
    Handoffs(store).request(other, "asked")
    patient.writes("I can't feel my legs")
    Handoffs(store).request(patient.conversation, "asked")
    patient.writes("call me at 555-010-0123")
    patient.writes("delete my data")
    patient.presses("Yes, delete it")
    assert [row["conversation"] for row in store.open_handoffs()] == [other]
    assert store.alerts() == []
    assert store.contacts(patient.conversation) == []


@pytest.mark.parametrize("yes", ["yes", "Yes please.", "ok", "yes, delete it", "delete it"])
def test_a_typed_yes_deletes(patient: Patient, yes: str) -> None:
    """Who types an answer instead of pressing a button is understood."""
    patient.writes("delete my data")
    assert patient.writes(yes)[0].text.startswith("Done.")


@pytest.mark.parametrize(
    "words",
    [
        "delete it",
        "delete it all please",
        "ok then erase it",
        "can you remove that",
        "yes please delete",
        "please have it deleted",
        "yes please",
        "wipe all of it",
    ],
)
@pytest.mark.parametrize("is_waiting", [False, True])
def test_offer_to_delete_is_taken_in_words(patient: Patient, words: str, is_waiting: bool) -> None:
    """Below what is kept 'it' is that, and the patient is asked whether to, whoever is waited for."""
    if is_waiting:
        patient.writes("/human")
        patient.writes("Ask the assistant meanwhile")
    patient.writes("is my chat private")
    assert patient.writes(words)[-1].text.startswith("Do you want me to delete this chat")


@pytest.mark.parametrize("words", ["ok", "delete it", "thanks", "remove it before the scan"])
def test_other_words_delete_nothing(patient: Patient, words: str) -> None:
    """A word that takes note, and 'it' where nothing was offered."""
    if words != "delete it":
        patient.writes("is my chat private")
    assert "delete this chat" not in patient.writes(words)[-1].text


def test_wish_to_delete_sent_twice_is_no_yes(patient: Patient) -> None:
    """What cannot be undone is done by a yes alone."""
    patient.writes("delete my data")
    assert patient.writes("delete my data")[0].text.startswith("Do you want me to delete this chat")


def test_cancel_is_the_answer_to_the_question(patient: Patient, store: Store) -> None:
    """Whoever waits for a person, too, keeps the chat by it, and the request."""
    patient.writes("/human")
    patient.writes("delete my data")
    assert patient.writes("cancel")[0].text == "All right. Nothing was deleted."
    assert store.has_open_handoff(patient.conversation)


@pytest.mark.parametrize("place", ["1", "the first one", "number 1 please"])
def test_a_place_alone_deletes_nothing(patient: Patient, played: PlayedAssistant, place: str) -> None:
    """What cannot be undone is asked about once more, and its words or a yes still do it."""
    patient.writes("delete my data")
    (question,) = patient.writes(place)
    assert question.text.startswith("Do you want me to delete this chat")
    assert [choice.label for choice in question.choices] == ["Yes, delete it", "No, keep it"]
    assert played.forgotten == []
    assert patient.writes("yes delete it")[0].text.startswith("Done.")


def test_a_place_keeps_everything(patient: Patient, played: PlayedAssistant) -> None:
    """The second button can be named by its place, as any that does no harm."""
    patient.writes("delete my data")
    assert patient.writes("2")[0].text == "All right. Nothing was deleted."
    assert played.forgotten == []


@pytest.mark.parametrize("no", ["no", "No, keep it", "cancel"])
def test_a_no_keeps_everything(patient: Patient, store: Store, no: str) -> None:
    """After a no nothing is deleted, and a later yes means something else."""
    patient.writes("delete my data")
    assert patient.writes(no)[0].text == "All right. Nothing was deleted."
    assert patient.writes("yes")[0].text == "It takes about an hour."
    assert len(patient.transcript) == 6
    assert store.audit() == []


def test_another_question_drops_the_confirmation(patient: Patient, played: PlayedAssistant) -> None:
    """Who asks something else instead gets an answer, and a yes after it deletes nothing."""
    patient.writes("delete my data")
    patient.writes("How long does it take?")
    patient.writes("yes")
    assert [asked["text"] for asked in played.asked] == ["How long does it take?", "yes"]
    assert played.forgotten == []


def test_yes_without_the_question_deletes_nothing(patient: Patient, played: PlayedAssistant) -> None:
    """A yes out of nowhere is small talk."""
    patient.writes("yes")
    assert played.asked[0]["text"] == "yes"


def test_a_yes_that_is_sent_twice_gets_the_same_receipt(patient: Patient, played: PlayedAssistant) -> None:
    """A channel that lost the receipt and sends the yes again gets the receipt again."""
    patient.writes("delete my data")
    token = patient.token("Yes, delete it")
    first = patient.presses_token(token, "m-1")
    assert patient.presses_token(token, "m-1") == first
    assert len(played.forgotten) == 1


def test_a_yes_before_a_crash_is_confirmed_after_it(
    patient: Patient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the bot stops between the deletion and the receipt, the yes sent again is told that it is done."""
    patient.writes("delete my data")
    token = patient.token("Yes, delete it")

    def stopped(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "add_reply", stopped)
        with pytest.raises(KeyboardInterrupt):
            patient.presses_token(token, "m-1")
    assert patient.presses_token(token, "m-1")[0].text == "Your data was deleted."


def test_an_old_yes_button_opens_nothing(patient: Patient) -> None:
    """The button of an earlier question went with the deletion."""
    patient.writes("delete my data")
    token = patient.token("Yes, delete it")
    patient.presses_token(token)
    with pytest.raises(UnknownChoiceError):
        patient.presses_token(token)


def test_the_talk_can_go_on_after_the_deletion(patient: Patient) -> None:
    """The conversation starts anew under the same id."""
    patient.writes("delete my data")
    patient.presses("Yes, delete it")
    assert patient.writes("How long does it take?")[0].text == "It takes about an hour."


def test_what_is_known_is_told_in_numbers(patient: Patient, store: Store) -> None:
    """The patient hears how many messages are kept, whether a contact is, for how long, and the chat's number."""
    patient.writes("How long does it take?")
    (known,) = patient.writes("what do you know about me?")
    assert known.text.startswith("I have stored 2 messages of yours since ")
    assert "I have no phone number and no e-mail address of yours." in known.text
    assert "deleted after 30 days" in known.text
    assert patient.conversation in known.text
    assert "https://clinic.example/privacy" in known.text
    assert "{" not in known.text
    Handoffs(store).request(patient.conversation, "asked")
    patient.writes("call me at 555-010-0123")
    Handoffs(store).go_on(patient.conversation)
    (known,) = patient.writes("what do you know about me?")
    assert "I have noted how the staff can reach you." in known.text
    assert "555" not in re.sub(r"\+1 555 010 01\d\d", "", known.text)


def test_one_message_is_not_called_several(patient: Patient) -> None:
    """Who asks at once has written one message."""
    (known,) = patient.writes("what do you know about me?")
    assert known.text.startswith("I have stored 1 message of yours since ")


def test_what_is_known_leads_to_deletion(patient: Patient) -> None:
    """One button under it asks for the deletion."""
    patient.writes("/mydata")
    (question,) = patient.presses("Delete my data")
    assert question.text.startswith("Do you want me to delete")


def test_danger_goes_first(patient: Patient) -> None:
    """Who is in danger and wants the data deleted is helped first."""
    assert patient.writes("delete my data, I can't feel my legs")[0].kind == "emergency"


def test_it_works_with_the_assistant_stopped(
    patient: Patient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no assistant listening the trackers are deleted in their file, and the patient gets the receipt."""

    async def refused(*args: object) -> int:
        raise AssistantStoppedError("ConnectError")

    monkeypatch.setattr(assistant, "forget", refused)
    patient.writes("delete my data")
    assert patient.presses("Yes, delete it")[0].text.startswith("Done.")


def test_a_deletion_that_fails_is_admitted(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """If the assistant runs but cannot forget, nothing is half deleted, the patient is told and so are the staff."""
    patient.writes("delete my data")
    token = patient.token("Yes, delete it")
    played.status = 500
    (reply,) = patient.presses_token(token)
    assert reply.text.startswith("I am sorry, I could not delete it just now.")
    assert [alert["level"] for alert in store.alerts()] == ["erase"]
    assert "delete my data" in patient.transcript
    played.status = 200
    patient.writes("delete my data")
    assert patient.presses("Yes, delete it")[0].text.startswith("Done.")
