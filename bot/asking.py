"""Asking: a message is put to the assistant; what it says is stored, and that it says nothing is admitted."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from bot.after_danger import with_reminder
from bot.assistant import Assistant, AssistantUnavailableError
from bot.beside_request import beside_request, has_nothing, offers_person, saying_it_stands
from bot.emoji import in_words
from bot.first_help import FirstHelp
from bot.language_of_talk import language_of_talk
from bot.live_content import LiveContent
from bot.moment import utc_now
from bot.observer import Observer
from bot.patient_handoff import PatientHandoff, is_notice
from bot.red_flags import LEVELS, Level, RedFlag
from bot.replies import human_choice, say
from bot.reply import Reply
from bot.run_on import with_marks
from bot.standing_danger import at_least
from bot.store import BOT, WAITING, Message, Store
from bot.transcript import Transcript

logger = logging.getLogger(__name__)

NOT_UNDERSTOOD = ("suggest", "fallback")
ASSISTANTS_REASON = "The assistant read a danger in it; the door did not"


def _found_by_assistant(reply: Reply) -> RedFlag:
    """The red flag behind an emergency reply of the assistant's: the staff hear of it as of any other."""
    level: Level = next((level for level in LEVELS if level == reply.level), "emergency_now")
    return RedFlag(level, "assistant", ASSISTANTS_REASON, f"emergency.{level}")


class Asking:
    """Asks the assistant, which may be slow or down, and may record a request for a person."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        assistant: Assistant,
        transcript: Transcript,
        handoff: PatientHandoff,
        first_help: FirstHelp,
        observer: Observer,
    ) -> None:
        """The `observer` hears how long the assistant took, and that it failed."""
        self._store = store
        self._content = content
        self._assistant = assistant
        self._transcript = transcript
        self._handoff = handoff
        self._first_help = first_help
        self._observer = observer

    async def ask(
        self, message: Message, *, text: str | None = None, payload: str | None = None, is_kept: bool = False
    ) -> list[Message]:
        """The assistant's replies to a message's `text`, or to the button with this `payload`, stored.

        A question that `is_kept` for the staff already asks for nobody, however it is read.
        """
        holder = self._handoff.holder_as_seen(message.conversation)
        self._transcript.tell(message.conversation, "typing", "bot")
        try:
            replies = await self._timed(message, text, payload)
        except AssistantUnavailableError as error:
            return self._apologize(message, error, text or "")
        overlooked = next((each for each in replies if each.kind == "emergency"), None)
        if overlooked:
            # The door, which saw none, would call such despair a guess.
            standing = self._first_help.standing(message)
            red_flag = at_least(_found_by_assistant(overlooked), standing, is_sure=False)
            return self._first_help.meet(message, red_flag, text or "")
        if self._is_for_staff(message, replies, is_kept=is_kept):
            return self._transcript.published(self._handoff.leave_to_staff(self._content.current(), message))
        stored = self._stored(message, self._beside_request(message, replies))
        # An action that recorded a request, in a process of its own, may have failed right after it.
        stored += self._handoff.announce_untold(self._content.current(), message.conversation, message)
        if self._handoff.holder_as_seen(message.conversation) != holder:
            self._transcript.tell(message.conversation, "state")
        return self._transcript.published(stored)

    async def _timed(self, message: Message, text: str | None, payload: str | None) -> list[Reply]:
        began = time.perf_counter()
        try:
            asked = text and with_marks(in_words(text))
            return await self._assistant.reply(message.conversation, text=asked, payload=payload)
        finally:
            self._observer.turn(time.perf_counter() - began)

    def _is_for_staff(self, message: Message, replies: Sequence[Reply], *, is_kept: bool) -> bool:
        """Whether the bot has nothing to say to who has asked for a person, and so leaves it to the staff."""
        asks_again = is_kept and all(reply.kind == "handoff" for reply in replies)
        return (asks_again or has_nothing(replies)) and self._handoff.is_awaited(message.conversation)

    def _beside_request(self, message: Message, replies: list[Reply]) -> list[Reply]:
        """The replies as they are said now: to who has asked for a person already, and to who was in danger."""
        content = self._content.current()
        is_asked_now = any(reply.kind == "handoff" for reply in replies)
        if is_asked_now or not self._handoff.is_awaited(message.conversation):
            return self._reminding(message, replies)
        said = self._reminding(message, beside_request(content, replies, self._handoff.number(content)))
        stands = offers_person(replies) or (
            any(reply.kind == "answer" for reply in replies)
            and self._handoff.says_it_stands(content, message)
        )
        return saying_it_stands(content, said, self._handoff.stands(content)) if stands else said

    def _reminding(self, message: Message, replies: list[Reply]) -> list[Reply]:
        """The replies, begun with the danger that the patient wrote of a moment ago."""
        since = self._first_help.met_since(message)
        standing = since or self._first_help.standing(message)
        if standing is None:
            return replies
        # The words of a button are ours: they tell of nothing. What was written before a danger tells nothing of it.
        is_button = self._store.payload(message.conversation, message.text)
        text = "" if is_button or since else message.text
        return with_reminder(
            self._content.current(), self._in_language(message, replies, text), standing, text
        )

    def _in_language(self, message: Message, replies: list[Reply], text: str) -> list[Reply]:
        """A reply to what was not understood, marked with the language of the talk: 'e agora?' is not English."""
        if not (text and replies and replies[0].kind in NOT_UNDERSTOOD) or replies[0].language:
            return replies
        first, *rest = replies
        talk = self._transcript.recent(message)
        return [replace(first, language=language_of_talk(self._content.current(), text, talk)), *rest]

    def _stored(self, message: Message, replies: Sequence[Reply]) -> list[Message]:
        """What of the bot's replies may still be said: nothing, if a person was asked for or came meanwhile.

        An answer beside a request that the same message made is said, before the word about the request.
        """
        holders = BOT | WAITING if any(reply.kind == "handoff" for reply in replies) else BOT
        with self._store.writing():
            # The waiting room may have told of the request while the answer to it was on its way.
            is_told = self._handoff.is_told(message.conversation)
            kept = [
                self._handoff.announce(message, reply)
                if reply.kind == "handoff"
                else self._store.add_reply_if_held(message, reply, holders)
                for reply in replies
                if not (is_told and is_notice(reply))
            ]
        return [each for each in kept if each]

    def _apologize(self, message: Message, error: AssistantUnavailableError, text: str) -> list[Message]:
        logger.error("The assistant gave no reply (%s); the question is put before the staff.", error)
        self._observer.assistant_failed()
        content = self._content.current()
        told = self._handoff.announce_untold(content, message.conversation, message)
        if not told and self._store.holder(message.conversation) == "waiting":
            # The request was recorded and told of while the answer was on its way.
            return []
        told = told or self._handoff.request_in_words(content, message, text)
        if told:
            return self._transcript.told(message, told)
        self._transcript.alert(message, "unanswered", str(error))
        number = content.clinic.number_at(utc_now())
        sorry = say(content, "system.unavailable", "system", phone=number).with_choices(human_choice(content))
        (sorry,) = self._reminding(message, [sorry])
        return self._transcript.reply_if_bots(message, sorry)
