"""The summary that a topic begins with: nothing of a patient's is cut, and what is cut says so."""

from __future__ import annotations

import pytest

from bot.channels.telegram_summary import CUT, sum_up
from bot.reply import Reply
from bot.store import Message, Store

pytestmark = pytest.mark.slow

LETTER = "Dear all, " + "it all began in spring. " * 30 + "And now the zebrafinch."


def words(message: Message) -> str:
    """How a message is shown."""
    return f"{message.sender}: {message.text}" if message.text else ""


def nowhere(message: Message) -> bool:
    """No message stands in the topic yet."""
    return False


@pytest.fixture
def conversation(store: Store) -> str:
    """An empty one."""
    return store.add_conversation("web")


def test_what_is_short_stands_in_it_whole(store: Store, conversation: str) -> None:
    """The usual talk: a question, an answer, the wish for a person."""
    store.add_patient_message(conversation, "How long does it take?", None)
    store.add_reply(conversation, Reply("An hour.", "answer"))
    last = store.add_patient_message(conversation, "A person, please", None)
    summary = sum_up(store.messages(conversation), words, nowhere)
    assert summary.text == "patient: How long does it take?\n\nbot: An hour.\n\npatient: A person, please"
    assert summary.covered == last.seq


def test_a_patients_letter_is_not_in_it_and_follows(store: Store, conversation: str) -> None:
    """With all that came after it, in its order."""
    store.add_patient_message(conversation, "Hello", None)
    letter = store.add_patient_message(conversation, LETTER, None)
    store.add_reply(conversation, Reply("An hour.", "answer"))
    summary = sum_up(store.messages(conversation), words, nowhere)
    assert summary.text == "patient: Hello\n\nThe rest follows below."
    assert summary.covered == letter.seq - 1


def test_a_letter_that_stands_in_the_topic_is_cut_with_a_mark(store: Store, conversation: str) -> None:
    """It is there to be read, so the topic goes on after it."""
    letter = store.add_patient_message(conversation, LETTER, None)
    summary = sum_up(store.messages(conversation), words, lambda each: each == letter)
    assert summary.text.startswith("patient: Dear all")
    assert summary.text.endswith(CUT)
    assert summary.covered == letter.seq


def test_a_long_answer_of_the_bots_is_cut_with_a_mark(store: Store, conversation: str) -> None:
    """The clinic's own texts are known to the staff; that one is cut must show all the same."""
    store.add_patient_message(conversation, "Tell me everything", None)
    store.add_reply(conversation, Reply("word " * 300, "answer"))
    summary = sum_up(store.messages(conversation), words, nowhere)
    assert summary.text.endswith(CUT)
    assert len(summary.text) < 600


def test_it_says_how_much_went_before(store: Store, conversation: str) -> None:
    """Only the last words are in it, and nobody takes them for all."""
    for number in range(8):
        store.add_patient_message(conversation, f"number {number}", None)
    summary = sum_up(store.messages(conversation), words, nowhere)
    assert summary.text.startswith("(2 earlier messages: see the console.)\n\npatient: number 2")


def test_a_talk_without_words_has_none(store: Store, conversation: str) -> None:
    """They may have been blanked."""
    assert sum_up([], words, nowhere).text == ""
