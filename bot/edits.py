"""Edits: a message that the patient changed after sending it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.callback import Callback
from bot.contacts import Contact, contacts_in
from bot.first_help import FirstHelp
from bot.live_content import LiveContent
from bot.readings import readings
from bot.store import Message, Store
from bot.transcript import Transcript, as_typed


class Edits:
    """Stores the new words and screens them; it does not answer them, the old ones were. A number in them is kept."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        transcript: Transcript,
        first_help: FirstHelp,
        callback: Callback,
    ) -> None:
        self._store = store
        self._content = content
        self._transcript = transcript
        self._first_help = first_help
        self._callback = callback

    def take(self, first: Message, replies: Sequence[Message], client_id: str, text: str) -> list[Message]:
        """The changed message as it is stored, with help if it names a danger that the `replies` did not meet.

        Without a danger a word about the number in it, if that is new and the staff will look at it.
        `first` is the message as it came, `client_id` the channel's own id of it.
        """
        original = as_typed(text)
        redacted = self._transcript.redacted(original)
        own_id = f"{client_id} as {_digest(redacted.text)}"
        known = self._transcript.known(first.conversation, own_id)
        contacts = contacts_in(original, redacted)
        # A number that is put right leaves the redacted words, and so the id, as they were.
        is_new = self._callback.can_keep and not self._callback.has(first.conversation, contacts)
        if len(known) > 1 and not is_new:
            return known
        with self._store.writing():
            # One that is not settled would be answered at the next start.
            stored = (
                known[0]
                if known
                else self._transcript.add(first.conversation, redacted.text, own_id, edits=first.id)
            )
            self._store.settle(stored)
        red_flag = self._first_help.screen(*readings(original, redacted), message=first)
        said = [each.reply for each in [*replies, *known] if each.reply]
        met = {reply.level for reply in said if reply.kind == "emergency"}
        if red_flag and red_flag.level not in met:
            help = self._first_help.meet(stored, red_flag, original)
            self._callback.take(self._content.current(), stored, contacts)
            return [stored, *help]
        return [stored, *known[1:], *self._keep(stored, contacts)]

    def _keep(self, stored: Message, contacts: Sequence[Contact]) -> list[Message]:
        """Keep where the patient can be reached, and say so; what was kept before the edit is not said again."""
        if self._callback.has(stored.conversation, contacts):
            return []
        with self._store.writing():
            reply = self._callback.take(self._content.current(), stored, contacts)
            return [self._transcript.reply(stored, reply)] if reply else []


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
