"""Responding: what comes of a message or a press of a button when there is no danger in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.asking import Asking
from bot.callback import Callback, asks_more, is_only_contact
from bot.content import Content
from bot.course import only_thanks
from bot.courtesies import is_thanks
from bot.expectation import CALL_ME, CANCEL, GO_ON
from bot.going_on import part_missed, says_yes_only
from bot.kept_question import asks, is_plea, kept_question, with_what_was_told
from bot.live_content import LiveContent
from bot.meanwhile import asked_meanwhile, wants_to_go_on
from bot.no_question import refusal
from bot.patient_handoff import ASKED, TIME, TOPIC, PatientHandoff, is_command_for_person
from bot.privacy import without_marks
from bot.replies import HUMAN
from bot.reply import Choice
from bot.rights import BY_PLACE, PAYLOADS, Rights
from bot.store import Message, Store
from bot.taken_back import asked_beside, asked_instead
from bot.transcript import Transcript
from bot.typed_choice import chosen_by_gist, chosen_by_place, chosen_by_words
from bot.wait_question import asks_about_the_wait
from bot.written import Written

CONTACT, ENDED = "contact", "ended"
"""What may be said to a message before the rest of it is dealt with: the number is noted, the waiting is over."""
OFFERING = ("smalltalk", "suggest", "fallback", "out_of_scope")
"""Kinds of replies after which 'yes' takes up the offer of a person that stands alone below them."""
ERASED = "privacy.erased"
"""What a button is taken for whose conversation was erased by pressing it."""


class Responding:
    """Sees what a message is about and who may answer it: the door itself, the assistant, or the staff alone."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        transcript: Transcript,
        handoff: PatientHandoff,
        rights: Rights,
        callback: Callback,
        asking: Asking,
    ) -> None:
        self._store = store
        self._content = content
        self._transcript = transcript
        self._handoff = handoff
        self._rights = rights
        self._callback = callback
        self._asking = asking

    async def to_text(self, written: Written) -> list[Message]:
        """The replies to what the patient typed."""
        content, message = self._content.current(), written.message
        if is_command_for_person(written.original):
            return self._transcript.told(message, self._handoff.request(content, message, ASKED))
        if ENDED in message.begun:
            return await self._after_waiting(content, written)
        payload = self._meant_button(message, written.original)
        if payload:
            return await self.to_press(message, payload)
        ended = self._waiting_ended(message, written.redacted.text)
        if ended is None:
            return await self._to_holder(content, written)
        # From then on the message is the bot's, like any other.
        button, question = ended
        return [
            *self._end_waiting(content, message, button),
            *await self._to_holder(content, written, question),
        ]

    async def to_press(self, message: Message, payload: str) -> list[Message]:
        """The replies to a button, by what it stands for."""
        content = self._content.current()
        if payload == ERASED:
            return [self._transcript.reply(message, self._rights.erased_before(content))]
        if payload in PAYLOADS:
            return [self._transcript.reply(message, await self._rights.press(content, message, payload))]
        if payload == GO_ON:
            return await self._go_on(content, message)
        if self._handoff.presses(payload):
            return self._press(content, message, payload)
        if self._transcript.holder(message) != "bot":
            # Whoever presses a button looks for what it brings.
            return self._transcript.published(self._handoff.take(content, message, asks=True))
        return await self._asking.ask(message, payload=payload)

    def _press(self, content: Content, message: Message, payload: str) -> list[Message]:
        return self._transcript.told(message, self._handoff.press(content, message, payload))

    async def _go_on(self, content: Content, message: Message) -> list[Message]:
        """Let the bot answer, and begin with what was asked just before: nobody should have to type it again."""
        kept = self._kept(message)
        if kept is None:
            # Where the bot was stopped right after the word that it may be asked, that has been said.
            return [] if ENDED in message.begun else self._press(content, message, GO_ON)
        said = [] if ENDED in message.begun else self._end_waiting(content, message, GO_ON)
        return [*said, *await self._answer_kept(content, message, kept)]

    async def _after_waiting(self, content: Content, written: Written) -> list[Message]:
        """The rest of a message whose first words ended the waiting, before the bot was stopped."""
        text = written.redacted.text
        question = asked_beside(text) or asked_instead(text) or asked_meanwhile(text)
        if question is None:
            return await self._go_on(content, written.message)
        return await self._to_holder(content, written, question)

    def _kept(self, message: Message) -> Message | None:
        """The question right before the message, if it was only kept for the staff."""
        content = self._content.current()
        return kept_question(
            self._transcript.earlier(message),
            lambda reply: self._handoff.offers_to_go_on(content, reply),
            self._store.replies_to,
        )

    async def _answer_kept(self, content: Content, message: Message, kept: Message) -> list[Message]:
        """The bot's replies to the question that was kept, unless a person came meanwhile."""
        if self._transcript.holder(message) != "bot":
            return []
        # It may be an older button, of the assistant's.
        pressed = self._store.payload(message.conversation, kept.text)
        if pressed and pressed.startswith("/"):
            return await self._asking.ask(message, payload=pressed)
        return await self._to_bot(
            content, replace(self._transcript.read(kept), message=message), is_kept=True
        )

    def _meant_button(self, message: Message, text: str) -> str | None:
        """What the button stands for that the patient typed the words of, or named by its place."""
        holder = self._transcript.holder(message)
        # To the staff who have taken the request such words are theirs to answer.
        is_over = self._handoff.is_taken_back(message, text) or self._handoff.is_given_up(message, text)
        # 'Cancel' to the question whether to delete everything keeps it.
        if holder != "staff" and is_over and not self._rights.waits_for_yes(message):
            return CANCEL
        if holder == "bot" and self._handoff.is_renewed(self._content.current(), message, text):
            return HUMAN
        earlier = self._transcript.earlier(message)
        # What the staff wrote since is what the patient has before them: '1' answers their question, and no button.
        replies = list(takewhile(lambda each: each.sender not in ("patient", "staff"), reversed(earlier)))
        is_offered = self._was_offered_to_go_on(earlier, replies)
        if self._handoff.waits(message) and wants_to_go_on(text, was_offered=is_offered):
            return GO_ON
        offered = next((each.reply.choices for each in replies if each.reply and each.reply.choices), ())
        by_words = chosen_by_words(text, offered) or chosen_by_gist(
            text, self._of_call_back(message, offered)
        )
        meant = by_words or (chosen_by_place(text, offered) if holder != "staff" else None)
        if meant is None and holder == "bot" and says_yes_only(text):
            meant = by_words = self._person_offered(message, replies)
        known = self._store.choice(message.conversation, meant.value) if meant else None
        if known:
            return known[1] if by_words else BY_PLACE.get(known[1], known[1])
        # The buttons of a patient who waits stay in view, whatever is said after them.
        payload = self._store.payload(message.conversation, text.strip())
        return payload if payload in (CANCEL, GO_ON, CALL_ME) else None

    def _of_call_back(self, message: Message, offered: Sequence[Choice]) -> list[Choice]:
        """The buttons that ask when to call and about what: who types 'in the morning' answers them."""
        known = [(each, self._store.choice(message.conversation, each.value)) for each in offered]
        return [each for each, found in known if found and found[1].startswith((TIME, TOPIC))]

    def _person_offered(self, message: Message, replies: Sequence[Message]) -> Choice | None:
        """The person whom the last words offer and nothing else; 'yes' to a danger says that it is still there."""
        last = next((each.reply for each in replies if each.reply and each.reply.choices), None)
        if last is None or last.level or last.kind not in OFFERING or len(last.choices) > 1:
            return None
        known = self._store.choice(message.conversation, last.choices[0].value)
        return last.choices[0] if known and known[1] == HUMAN else None

    def _was_offered_to_go_on(self, earlier: Sequence[Message], replies: Sequence[Message]) -> bool:
        """Whether the last `replies` said that the bot can answer, in words or by the button of who pleads for one."""
        content = self._content.current()
        last = next((each for each in reversed(earlier) if each.sender == "patient"), None)
        offers = any(self._handoff.offers_to_go_on(content, each) for each in replies)
        return offers or (last is not None and is_plea(last))

    def _waiting_ended(self, message: Message, text: str) -> tuple[str, str] | None:
        """The button that a patient who waits means by the words around a question to the bot, and the question."""
        question = asked_beside(text)
        if question and self._handoff.may_be_taken_back(message):
            return CANCEL, question
        if not self._waits(message):
            return None
        question = asked_instead(text)
        if question and self._handoff.may_be_taken_back(message):
            return CANCEL, question
        question = asked_meanwhile(text)
        # Where the bot goes on already, it need not be told to.
        return (GO_ON, question) if question and self._transcript.holder(message) == "waiting" else None

    def _waits(self, message: Message) -> bool:
        """Whether a message may be meant for the staff, whom the patient has asked for and who are not there yet."""
        return self._transcript.holder(message) != "staff" and self._handoff.waits(message)

    async def _to_holder(
        self, content: Content, written: Written, question: str | None = None
    ) -> list[Message]:
        """Whoever may answer; the `question` is all that the assistant needs of the message, if not the whole."""
        message, text = written.message, written.redacted.text
        question = question or asked_meanwhile(text)
        # What the patient tells who waits is for the staff; a question the bot may answer, if it holds the talk.
        is_for_staff = self._waits(message) and not (question or asks(text) or is_thanks(text))
        if self._transcript.holder(message) != "bot" or is_for_staff:
            return await self._to_held(content, written)
        told = question or self._with_what_was_told(message, text)
        return await self._to_bot(content, written, told or part_missed(text))

    def _with_what_was_told(self, message: Message, text: str) -> str | None:
        """A question with what the patient told the staff right before it, if it is about that."""
        if not self._waits(message):
            return None
        content = self._content.current()
        return with_what_was_told(
            self._transcript.earlier(message),
            message,
            text,
            lambda reply: self._handoff.says_it_is_kept(content, reply),
            self._store.replies_to,
        )

    async def _to_bot(
        self, content: Content, written: Written, question: str | None = None, *, is_kept: bool = False
    ) -> list[Message]:
        """A patient's rights first, then the wait for a person, then what is no question, then the assistant.

        What `is_kept` was asked before; whoever wants it answered does not ask for a person by it.
        """
        own = await self._rights.take(content, written.message, written.redacted.text)
        if own:
            return [self._transcript.reply(written.message, own)]
        is_waiting = self._waits(written.message)
        if asks_about_the_wait(written.redacted.text, is_waiting=is_waiting):
            expected = self._handoff.expect(content, written.message)
            if expected:
                return self._transcript.told(written.message, expected)
        refused = refusal(content, written.original)
        if refused:
            return self._transcript.reply_if_bots(written.message, refused)
        return await self._pass_on(content, written, question, is_kept=is_kept)

    def _end_waiting(self, content: Content, message: Message, payload: str) -> list[Message]:
        with self._store.writing():
            self._store.begin(message, ENDED)
            stored = self._handoff.press(content, message, payload)
        return self._transcript.told(message, stored)

    async def _to_held(self, content: Content, written: Written) -> list[Message]:
        """What is for a person who is waited for or there: a patient's rights and contacts, and never an answer."""
        message, text = written.message, written.redacted.text
        if self._rights.is_about_erasing(message, text):
            own = await self._rights.take(content, message, text)
            if own:
                return [self._transcript.reply(message, own)]
        noted = self._take_contacts(written)
        if not noted and self._waits(message) and only_thanks(text):
            return self._transcript.published(self._handoff.welcome(content, message))
        if not noted and self._waits(message):
            asked = self._handoff.request_in_words(content, message, text)
            if not asked and asks_about_the_wait(text, is_waiting=True):
                asked = self._handoff.expect(content, message)
            if asked:
                return self._transcript.told(message, asked)
        return noted or self._transcript.published(self._handoff.take(content, message, asks=asks(text)))

    async def _pass_on(
        self, content: Content, written: Written, question: str | None, *, is_kept: bool
    ) -> list[Message]:
        """Ask the assistant, and take what the patient left to be called back by, before or after."""
        message, text, contacts = written.message, written.redacted.text, written.contacts
        asks = asks_more(text) and not is_only_contact(text)
        noted = self._take_contacts(written, asks=asks)
        if contacts and (is_only_contact(text) or (noted and not asks_more(text))):
            return noted or [self._transcript.reply(message, self._callback.refuse(content, contacts))]
        asked = question or text
        replies = await self._asking.ask(message, text=without_marks(asked) or asked, is_kept=is_kept)
        # The request for a person may stand in the same message.
        return [*noted, *replies, *([] if noted else self._take_contacts(written))]

    def keep_contacts(self, written: Written) -> None:
        """Keep what a message gives, and say nothing yet: only its redacted words are there after a crash."""
        if CONTACT not in written.message.begun:
            self._callback.take(self._content.current(), written.message, written.contacts)

    def ask_for_lost_contact(self, message: Message) -> list[Message]:
        """Ask again for a number of which only the mark is left, if the staff will look for one."""
        reply = self._callback.ask_again(self._content.current(), message)
        return [self._transcript.reply(message, reply)] if reply else []

    def _take_contacts(self, written: Written, *, asks: bool = False) -> list[Message]:
        """Keep what the message gives, and say so once, however often it is dealt with; it may ask for more beside."""
        message = written.message
        if CONTACT in message.begun:
            return []
        with self._store.writing():
            reply = self._callback.take(self._content.current(), message, written.contacts)
            if reply is None:
                return []
            if asks:
                return [self._transcript.begin(message, reply, CONTACT)]
            return [self._transcript.reply(message, reply)]
