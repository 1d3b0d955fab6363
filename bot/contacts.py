"""Contacts: how a patient wants to be called back, kept sealed and apart from the transcript."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken

from bot.store import Store

if TYPE_CHECKING:
    from bot.privacy import Redacted

WAYS = ("phone", "email")
"""The ways to reach someone; a name is kept only beside one of them."""


class SealError(Exception):
    """A contact cannot be opened: the key is missing or another one than it was sealed with."""


@dataclass(frozen=True)
class Contact:
    """One thing a patient left for the staff."""

    kind: str
    """`phone`, `email` or `name`."""
    value: str


class Contacts:
    """Seals contacts with the clinic's key; without one it keeps nothing."""

    def __init__(self, store: Store, key: str | None) -> None:
        """`key` is from the environment, never from a file beside the database."""
        self._store = store
        self._fernet = Fernet(key) if key else None

    @property
    def can_keep(self) -> bool:
        """Whether there is a key."""
        return self._fernet is not None

    def keep(self, conversation: str, contacts: Iterable[Contact]) -> None:
        """Store these sealed; raises SealError without a key."""
        for contact in contacts:
            sealed = self._key().encrypt(contact.value.encode()).decode()
            self._store.set_contact(conversation, contact.kind, sealed)

    def of(self, conversation: str) -> list[Contact]:
        """What a patient left, for the staff's eyes; raises SealError."""
        return [self._open(kind, sealed) for kind, sealed in self._store.contacts(conversation)]

    def _open(self, kind: str, sealed: str) -> Contact:
        try:
            return Contact(kind, self._key().decrypt(sealed).decode())
        except InvalidToken as error:
            raise SealError("A contact was sealed with another key than CLINIC_BOT_CONTACT_KEY.") from error

    def _key(self) -> Fernet:
        if self._fernet is None:
            raise SealError("CLINIC_BOT_CONTACT_KEY is not set, so contacts can be neither kept nor read.")
        return self._fernet


def new_key() -> str:
    """A new random key."""
    return Fernet.generate_key().decode()


def contacts_in(text: str, redacted: Redacted) -> tuple[Contact, ...]:
    """The ways to reach someone that a message gives, with the name beside them; empty if there is none."""
    found = {each.mark: text[each.start : each.end] for each in redacted.findings}
    if not any(kind in found for kind in WAYS):
        return ()
    return tuple(Contact(kind, found[kind]) for kind in (*WAYS, "name") if kind in found)
