"""Unsaved: what is said to a danger while nothing can be stored, because the disk is full or the file locked."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence

from bot.after_danger import still_there
from bot.emergency import emergency_replies
from bot.first_help import FirstHelp
from bot.help_called import is_reassured
from bot.language_of_talk import in_language_of_talk
from bot.live_content import LiveContent
from bot.moment import stamp_now
from bot.patient_handoff import PatientHandoff
from bot.readings import readings
from bot.red_flags import RedFlag
from bot.reply import Reply
from bot.store import Message, Store
from bot.transcript import Transcript, as_typed

logger = logging.getLogger(__name__)


class Unsaved:
    """Screens in memory. It writes nothing, and of the talk so far it reads what can be read."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        transcript: Transcript,
        handoff: PatientHandoff,
        first_help: FirstHelp,
    ) -> None:
        self._store = store
        self._content = content
        self._transcript = transcript
        self._handoff = handoff
        self._first_help = first_help

    def help(self, conversation: str | None, text: str) -> list[Reply]:
        """The emergency replies to a text that names a danger; the staff hear of it once it can be stored."""
        original = as_typed(text)
        talk: Sequence[Message] = ()
        try:
            red_flag, talk = (
                self._read(conversation, original) if conversation else (self._alone(original), ())
            )
        except sqlite3.Error:
            red_flag = self._alone(original)
        if red_flag is None:
            return []
        logger.error(
            "A danger (%s) cannot be stored: its patient is told to get help, the staff have NO alert of it yet.",
            red_flag.level,
        )
        content = self._content.current()
        return emergency_replies(content, in_language_of_talk(content, red_flag, original, talk))

    def _alone(self, text: str) -> RedFlag | None:
        return self._first_help.screen(*self._readings(text))

    def _readings(self, text: str) -> Sequence[str]:
        return readings(text, self._transcript.redacted(text))

    def _read(self, conversation: str, text: str) -> tuple[RedFlag | None, Sequence[Message]]:
        """The danger as the door would see it in the talk, and the last of the talk."""
        message = self._in_memory(conversation, text)
        standing = self._first_help.standing(message)
        if self._handoff.is_taken_back(message, text) or (standing and is_reassured(text)):
            return None, ()
        red_flag = self._first_help.screen(*self._readings(text), message=message)
        if red_flag:
            red_flag = self._first_help.raised(message, red_flag, *self._readings(text))
        elif standing:
            red_flag = still_there(text, standing)
        return red_flag, self._transcript.recent(message)

    def _in_memory(self, conversation: str, text: str) -> Message:
        """The message as it would be stored next."""
        talk = self._store.messages(conversation)
        now = stamp_now()
        return Message(0, conversation, talk[-1].seq + 1 if talk else 1, "patient", text, None, now)
