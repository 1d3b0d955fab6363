"""Thumbs: what a patient thought of a reply is kept, and whoever was not helped by it is offered a person."""

from __future__ import annotations

from bot.callback import Callback
from bot.contacts import contacts_in
from bot.feedback import MAX_COMMENT_CHARACTERS, Feedback, Rating
from bot.first_help import FirstHelp
from bot.live_content import LiveContent
from bot.patient_handoff import RATED_DOWN, request_choice
from bot.privacy import Redacted
from bot.readings import readings
from bot.red_flags import RedFlag
from bot.replies import say
from bot.store import Message, Store
from bot.transcript import Transcript
from bot.typed_text import clean


class Thumbs:
    """Takes ratings of replies. A comment is a patient's words as any other: redacted, and screened."""

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
        self._feedback = Feedback(store)

    def take(self, rated: Message, rating: Rating, comment: str | None) -> list[Message]:
        """Keep a rating; the messages that it brings up."""
        original = clean(comment or "")[:MAX_COMMENT_CHARACTERS]
        redacted = self._transcript.redacted(original)
        red_flag = self._first_help.screen(*readings(original, redacted)) if original else None
        kept = redacted.text or None
        if red_flag:
            # Help comes first, and nothing that fails after it takes it back.
            replies = self._met(rated, red_flag, original, redacted)
            self._feedback.set(rated, rating, kept)
            return replies
        # All or nothing: a rating that is known already brings up nothing, so its offer must not be lost.
        with self._store.writing():
            is_new = self._feedback.set(rated, rating, kept)
            wants_person = rating == "down" and is_new and self._store.holder(rated.conversation) == "bot"
            return self._offer_person(rated) if wants_person else []

    def _met(self, rated: Message, red_flag: RedFlag, original: str, redacted: Redacted) -> list[Message]:
        """The emergency reply to a comment, which becomes a message of the patient's for the staff to read.

        The same comment sent again gets the same reply, until one of the staff has seen to it: from then on it is news.
        """
        known = self._store.comment_before_staff(rated, redacted.text)
        message = known or self._transcript.add(rated.conversation, redacted.text, None, answers=rated.id)
        replies = self._store.replies_to(message) or self._first_help.meet(message, red_flag, original)
        # As beside a danger in a message: how to reach the patient is for the staff, and no word more here.
        self._callback.take(self._content.current(), message, contacts_in(original, redacted))
        self._store.settle(message)
        return replies

    def _offer_person(self, rated: Message) -> list[Message]:
        content = self._content.current()
        offer = say(content, "feedback.down", "system").with_choices(request_choice(content, RATED_DOWN))
        return self._transcript.say(rated.conversation, [offer])
