"""The callback: what a patient leaves to be reached by, taken when staff will look at the message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.contacts import WAYS, Contact, Contacts, SealError
from bot.content import Content
from bot.patient_handoff import time_choices
from bot.privacy import without_marks
from bot.questions import is_question
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.store import Message, Store

_AROUND = frozenset(
    """
    a and address am at best but can cell contact e email evening fax for hello hi home i i'm im in is it it's its
    landline mail me mine mobile morning mr mrs ms my name no number ok on or phone please sorry tel telephone
    thank thanks that that's the this to use work you yes
    """.split()
)
"""Words that stand around a number without asking for anything."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORDS = re.compile(r"[\w'\u2019-]+")


class Callback:
    """Keeps contacts for the staff and tells the patient what became of them."""

    def __init__(self, store: Store, contacts: Contacts) -> None:
        self._store = store
        self._contacts = contacts

    def take(self, content: Content, message: Message, contacts: Sequence[Contact]) -> Reply | None:
        """Keep what the message gives, if the staff will look at it; the reply says so, or that it cannot be."""
        if not contacts or not self._store.is_before_staff(message):
            return None
        if not self._contacts.can_keep:
            return _say(content, "contact.no_key", contacts)
        self._contacts.keep(message.conversation, contacts)
        noted = _say(content, "contact.noted", contacts)
        by_phone = any(contact.kind == "phone" for contact in contacts)
        return noted.with_choices(*time_choices(content)) if by_phone else noted

    def refuse(self, content: Content, contacts: Sequence[Contact]) -> Reply:
        """Say that a number nobody asked for was not kept, and offer a person; to write it again, where that helps."""
        key = "contact.not_asked" if self.can_keep else "contact.no_key"
        return _say(content, key, contacts).with_choices(human_choice(content))

    def ask_again(self, content: Content, message: Message) -> Reply | None:
        """Ask for what a stored message shows by its mark and nothing is kept of, if the staff will look at it."""
        # One from before is not this one, which may put it right.
        kept = self._store.contacts_since(message.conversation, message.created_at)
        lost = [Contact(way, "") for way in WAYS if f"[{way}]" in message.text and way not in kept]
        if not lost or not self.can_keep or not self._store.is_before_staff(message):
            return None
        return _say(content, "contact.lost", lost)

    @property
    def can_keep(self) -> bool:
        """Whether there is a key to seal a contact with."""
        return self._contacts.can_keep

    def has(self, conversation: str, contacts: Sequence[Contact]) -> bool:
        """Whether all of these are kept already."""
        if not contacts:
            return True
        try:
            kept = self._contacts.of(conversation)
        except SealError:
            return False
        return all(contact in kept for contact in contacts)


def is_only_contact(redacted: str) -> bool:
    """Whether a message holds a number or an address and asks for nothing."""
    return all(
        word.lower().replace("\u2019", "'") in _AROUND for word in _WORDS.findall(without_marks(redacted))
    )


def asks_more(redacted: str) -> bool:
    """Whether a message asks something beside the sentence with the number."""
    return any(is_question(part) and without_marks(part) == part for part in _SENTENCE.split(redacted))


def _say(content: Content, key: str, contacts: Sequence[Contact]) -> Reply:
    kinds = {contact.kind for contact in contacts}
    what = "number_and_email" if {"phone", "email"} <= kinds else "email" if "email" in kinds else "number"
    return say(content, key, "system", contact=content.replies[f"contact.{what}"])
