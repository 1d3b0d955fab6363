"""Edits: a message that the patient changed after sending it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.first_help import FirstHelp
from bot.readings import readings
from bot.store import Message, Store
from bot.transcript import Transcript, as_typed


class Edits:
    """Stores the new words and screens them; it does not answer them, the old ones were."""

    def __init__(self, store: Store, transcript: Transcript, first_help: FirstHelp) -> None:
        self._store = store
        self._transcript = transcript
        self._first_help = first_help

    def take(self, first: Message, replies: Sequence[Message], client_id: str, text: str) -> list[Message]:
        """The changed message as it is stored, with help if it names a danger that the `replies` did not meet.

        `first` is the message as it came, `client_id` the channel's own id of it.
        """
        original = as_typed(text)
        redacted = self._transcript.redacted(original)
        own_id = f"{client_id} as {_digest(redacted.text)}"
        known = self._transcript.known(first.conversation, own_id)
        if len(known) > 1:
            return known
        stored = (
            known[0] if known else self._transcript.add(first.conversation, redacted.text, own_id, first.id)
        )
        self._store.settle(stored)
        red_flag = self._first_help.screen(*readings(original, redacted), message=first)
        met = {each.reply.level for each in replies if each.reply and each.reply.kind == "emergency"}
        if red_flag and red_flag.level not in met:
            return [stored, *self._first_help.meet(stored, red_flag, original)]
        return [stored]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
