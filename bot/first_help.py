"""First help: every message is screened before anything else is done with it, and a danger in it is met at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from bot.after_danger import (
    again,
    in_few_words,
    mistaken,
    said_again,
    seen,
    settled,
    still_there,
    tells_of_help,
)
from bot.asked_of_danger import goes_to_rest
from bot.asked_then_told import readings_of, tells_where
from bot.before_the_date import in_view_of_date
from bot.callback import Callback
from bot.counted_doses import tells_many_taken
from bot.course import is_short, only_thanks
from bot.danger_so_far import DangerSoFar
from bot.deed import DEED_TOLD, tells_deed
from bot.denied_despair import denies_despair
from bot.emergency import emergency_replies
from bot.emoji import in_words
from bot.false_alarm import is_limb_awake, takes_back, was_long_ago
from bot.fever_talk import fever_told
from bot.foreign_danger import helped_in, is_no_better_abroad, language_of_help
from bot.help_called import is_reassured
from bot.language_of_talk import in_language_of_talk
from bot.live_content import LiveContent
from bot.moment import utc_now
from bot.observer import Observer
from bot.owned import owns, owns_item, says_did
from bot.patient_handoff import PatientHandoff
from bot.privacy import without_marks
from bot.questions import asks_nothing
from bot.red_flags import RedFlag
from bot.replies import fill
from bot.safety import LEARNED
from bot.screening import Screening
from bot.standing_danger import STILL, Standing, at_least
from bot.store import Message, Store
from bot.transcript import Transcript
from bot.verdict import is_found, is_gone, was_found
from bot.wound_talk import WOUND, is_sign_of_wound
from bot.written import Written

_CRISIS, _CRISIS_AGAIN = "emergency.crisis", "emergency.crisis_again"
SIGNS = frozenset({"aftercare.warning_signs", "risks.serious"})
"""Answers that list what to call the emergency number for."""
SIGNS_FOR_TODAY = frozenset({"risks.infection"})
"""Answers that list what to call the clinic for on the same day."""
SIGN_FOR_TODAY_OWNED = RedFlag(
    "same_day", "signs_owned", "Says to have a sign told that must be looked at today", "emergency.same_day"
)
SIGNS_OWNED = RedFlag(
    "emergency_now", "signs_owned", "Says to have one of the warning signs told", "emergency.emergency_now"
)
MANY_TAKEN = RedFlag(
    "emergency_now",
    "overdose_or_poison",
    "Tells how many were taken of what was asked about",
    "emergency.emergency_now",
)
PIECES_WITHIN = timedelta(minutes=10)
"""Two messages within this time may be two halves of one."""
PIECES_TOLD = 2
"""So many messages back another sign may have been told."""
LEAST_FRAGMENTS, MOST_FRAGMENTS, FRAGMENT_WORDS = 2, 4, 6
"""So many messages of so few words before one may tell one thing with it."""
RECENT_TEXTS = 5
"""So many messages back a patient may have named the wound or the date that a message is about."""


class FirstHelp:
    """Finds a danger in a patient's words, alerts the staff to it and says what to do now. It waits for nothing."""

    def __init__(
        self,
        store: Store,
        content: LiveContent,
        screening: Screening,
        transcript: Transcript,
        handoff: PatientHandoff,
        callback: Callback,
        observer: Observer,
        danger: DangerSoFar,
    ) -> None:
        """The `observer` hears how long screening took; `danger` tells what was met before."""
        self._store = store
        self._content = content
        self._screening = screening
        self._transcript = transcript
        self._handoff = handoff
        self._callback = callback
        self._observer = observer
        self._danger = danger

    def before_all(self, written: Written) -> list[Message]:
        """The reply to a typed message that names a danger, goes on about one or tells of help for it; else nothing."""
        message, text = written.message, in_words(written.original)
        if self._handoff.is_taken_back(message, text):
            # 'I do not want a person any more' sounds like despair, and is none where a person was asked for.
            return []
        # 'Poison control says I am ok' names a danger and is none.
        is_over = is_reassured(text) and self.standing(message) is not None
        danger = [] if is_over else self._seen(written) or self.help(message, *written.readings)
        emergency = danger or self._after_danger(message, text)
        if emergency:
            # First and alone: how to reach the patient is for the staff, and no word more for the patient.
            self._callback.take(self._content.current(), message, written.contacts)
        return emergency

    def _seen(self, written: Written) -> list[Message]:
        """A line to who tells of a sign for today and that it was looked at, or that such a sign is gone since."""
        message, text = written.message, written.original
        is_told = is_found(text, "same_day") and asks_nothing(text)
        if not (is_told or (is_gone(text) and was_found(self._recent_texts(message)))):
            return []
        red_flag = self.screen(*written.readings, message=message)
        standing = self.standing(message)
        if red_flag is None or red_flag.level != "same_day" or (standing and standing.level != "same_day"):
            return []
        if is_told:
            # It is the clinic's to know all the same.
            self._put_before_staff(message, red_flag)
        return [self._transcript.reply(message, seen(self._content.current(), "same_day"))]

    def help(self, message: Message, *readings: str) -> list[Message]:
        """The emergency reply if the message, in any of its `readings`, names a danger; else nothing."""
        red_flag = self.screen(*readings, message=message)
        return self.meet(message, self.raised(message, red_flag, *readings), readings[0]) if red_flag else []

    def raised(self, message: Message, red_flag: RedFlag, *readings: str) -> RedFlag:
        """The red flag in a message, never less urgent than what was met before it."""
        # By its words, 'the leg is still the same' may point back to what was met long before.
        standing = self._danger.standing(message) or self._danger.standing(message, readings[0])
        if standing is None and red_flag.level == "same_day":
            # With a swollen calf beside it the blood that was coughed up an hour ago weighs no less.
            standing = self._danger.stood(message)
        is_sure = (
            red_flag.level != "crisis" or standing is None or self._screening.is_sure(red_flag, *readings)
        )
        return at_least(red_flag, standing, is_sure=is_sure)

    def screen(self, *readings: str, message: Message | None = None) -> RedFlag | None:
        """The red flag in a text, read with what its patient wrote just before the `message` that it is of."""
        # Thanks are no second half of what was written before them.
        before = self._text_before(message) if message and not only_thanks(readings[0]) else None
        recent = self._recent_texts(message) if message else []
        began = time.perf_counter()
        red_flag = self._screening.screen(*readings, before=before)
        if red_flag is None:
            red_flag = self._with_what_was_named(readings[0], before, recent)
        if red_flag is None and message:
            red_flag = self._in_fragments(message, readings[0]) or self._owned_of_signs(message, readings[0])
        if (
            red_flag is None
            and tells_many_taken(readings[0])
            and "medicine" in self._screening.concepts(recent[-PIECES_TOLD:])
        ):
            red_flag = MANY_TAKEN
        if message and tells_deed(readings[0]) and self._danger.is_in_despair(message):
            red_flag = DEED_TOLD
        if red_flag and red_flag.level == "same_day":
            red_flag = self._with_what_was_told(red_flag, readings[0], recent)
        if message and red_flag is None and is_short(readings[0]):
            red_flag = self._with_what_was_met(message, recent)
        self._observer.screening(time.perf_counter() - began)
        return self._in_view_of_date(red_flag, [*recent, readings[0]]) if red_flag else None

    def _is_of_medicine(self, texts: Sequence[str]) -> bool:
        return "medicine" in self._screening.concepts(texts)

    def _in_fragments(self, message: Message, text: str) -> RedFlag | None:
        """A red flag told in three or more messages of a few words: 'no wee', 'today', 'at all', 'since the op'."""
        if not _is_fragment(text) or takes_back(text, "crisis") or is_gone(text):
            return None
        before = self._fragments_before(message)
        return (
            self._screening.screen_pieces(" ".join(before), text) if len(before) >= LEAST_FRAGMENTS else None
        )

    def _fragments_before(self, message: Message) -> list[str]:
        """The messages of a few words right before this one, since a danger was met."""
        earlier = list(takewhile(_is_no_help, reversed(self._transcript.earlier(message))))
        written = [
            each for each in earlier if each.sender == "patient" and _age(each, message) <= PIECES_WITHIN
        ]
        told = list(takewhile(_is_fragment, (without_marks(each.text) for each in written)))
        return told[MOST_FRAGMENTS - 1 :: -1]

    def _with_what_was_named(self, text: str, before: str | None, recent: Sequence[str]) -> RedFlag | None:
        """A red flag by what was only named or asked about before: 'the wound' and its sign, 'I've got that now'."""
        if is_sign_of_wound(text, recent):
            return self._screening.screen_pieces(WOUND, text)
        fever = fever_told(text, recent[-PIECES_TOLD:])
        if fever:
            return self._screening.screen(fever)
        if not before:
            return None
        *earlier, last = recent[-PIECES_TOLD:]
        # 'Asking for a friend' or 'no, not yet' may stand between.
        asked = [last, *(each for each in earlier if asks_nothing(last) and not asks_nothing(each))]
        return next(filter(None, (self._with_what_was_asked(each, text) for each in asked)), None)

    def _with_what_was_asked(self, asked: str, text: str) -> RedFlag | None:
        """A red flag by what was asked about before: 'do people faint', 'I did'; 'is swelling normal', 'my lips'."""
        told = readings_of(asked)
        if owns(text) or says_did(text):
            return self._screening.asked_about(asked) or self._screening.screen(*told)
        return self._screening.screen(*(f"{each}, {text}" for each in told)) if tells_where(text) else None

    def _owned_of_signs(self, message: Message, text: str) -> RedFlag | None:
        """A red flag for who says to have what the last thing said to the patient lists as a sign to call for."""
        last = next((each for each in reversed(self._transcript.earlier(message)) if each.reply), None)
        told = set(last.reply.answer_ids) if last and last.reply else set()
        if not told & (SIGNS | SIGNS_FOR_TODAY) or not (owns(text) or owns_item(text)):
            return None
        return SIGNS_OWNED if told & SIGNS else SIGN_FOR_TODAY_OWNED

    def _with_what_was_told(self, red_flag: RedFlag, text: str, recent: Sequence[str]) -> RedFlag:
        """What a sign for today becomes with another of the last messages: a bad wound, and then shivers."""
        together = [self._screening.screen_pieces(each, text) for each in recent[-PIECES_TOLD:]]
        urgent = (
            each for each in together if each and each.level == "emergency_now" and each.flag != LEARNED
        )
        return next(urgent, red_flag)

    def _with_what_was_met(self, message: Message, recent: Sequence[str]) -> RedFlag | None:
        """What a few words tell after a sign for today: 'a bit pink' after a cough makes it an emergency.

        A guess is never made less by what stands before it: 'the site is pouring' after a bad wound is one.
        """
        standing = self._danger.standing(message)
        if standing is None or standing.level != "same_day" or not asks_nothing(message.text):
            return None
        together = [self._screening.screen_pieces(each, message.text) for each in recent[-PIECES_TOLD:]]
        return next((each for each in together if each and each.level == "emergency_now"), None)

    def meet(self, message: Message, red_flag: RedFlag, text: str) -> list[Message]:
        """The emergency reply, in the language of the talk and in English, with the staff alerted."""
        # The staff's alert first: a crash between the two must not lose it.
        self._put_before_staff(message, red_flag)
        content = self._content.current()
        talk = self._transcript.recent(message)
        told = self._not_three_times(in_language_of_talk(content, red_flag, text, talk), message)
        replies = said_again(content, told, text) if told.flag == STILL else emergency_replies(content, told)
        with self._store.writing():
            stored = [self._store.add_reply(message.conversation, each, message.id) for each in replies]
        return self._transcript.told(message, stored)

    def _put_before_staff(self, message: Message, red_flag: RedFlag) -> None:
        self._transcript.alert(message, red_flag.level, f"{red_flag.flag}: {red_flag.reason}")
        self._handoff.raise_flag(message, red_flag)

    def standing(self, message: Message) -> Standing | None:
        """What the patient was just told to get help for, unless the message takes it back.

        Where the staff are there, they see to it.
        """
        return self._danger.standing(message, message.text)

    def met_since(self, message: Message) -> Standing | None:
        """What the patient was told to get help for behind a message that is only answered now."""
        return self._danger.met_since(message, utc_now())

    def _not_three_times(self, red_flag: RedFlag, message: Message) -> RedFlag:
        """The red flag with other words of comfort, where the same were said twice running: a third is not read."""
        content = self._content.current()
        said = [each.text for each in self._transcript.earlier(message) if each.reply]
        is_said_twice = said[-2:] == [fill(content, content.replies[_CRISIS])] * 2
        return (
            replace(red_flag, reply=_CRISIS_AGAIN)
            if red_flag.reply == _CRISIS and is_said_twice
            else red_flag
        )

    def _after_danger(self, message: Message, text: str) -> list[Message]:
        """The emergency reply once more, if the message is about the danger before it, or a word to who called help."""
        standing = self.standing(message)
        if standing is None:
            return self._after_mistake(message, text)
        foreign = language_of_help(self._content.current(), text) if standing.level != "crisis" else None
        if foreign and not standing.has_despair:
            word = helped_in(self._content.current(), foreign, standing.level)
            return [self._transcript.reply(message, word)]
        is_abroad = is_no_better_abroad(self._content.current(), text)
        red_flag = again(standing) if is_abroad else still_there(text, standing)
        if red_flag:
            said = [*self._recent_texts(message), text]
            return self.meet(message, self._in_view_of_date(red_flag, said), text)
        if tells_of_help(text, standing):
            return [self._transcript.reply(message, settled(self._content.current(), standing, text))]
        # Who waits for a person may mean an offer of the waiting room by 'ok', or that one by 'I want nobody'.
        if self._transcript.holder(message) == "bot" and not self._handoff.is_given_up(message, text):
            few = in_few_words(self._content.current(), text, standing)
            return [self._transcript.reply(message, few)] if few else []
        return []

    def _after_mistake(self, message: Message, text: str) -> list[Message]:
        """A line to who takes back what does not stand: a guess, a limb that was asleep, what is long over."""
        is_over = is_limb_awake(text) or was_long_ago(text)
        before = self._danger.standing(message) if is_over else None
        if before:
            return [self._transcript.reply(message, mistaken(self._content.current(), before.level))]
        if self._danger.was_unsure(message) and goes_to_rest(text):
            # 'Goodnight, and thank you for everything' is no small talk to who may be in despair.
            return self.meet(message, again(Standing("crisis")), text)
        if self._danger.was_unsure(message) and takes_back(text, "crisis"):
            return [self._transcript.reply(message, mistaken(self._content.current(), "crisis"))]
        return []

    def _in_view_of_date(self, red_flag: RedFlag, said: Sequence[str]) -> RedFlag:
        # To find concepts takes its time, which most messages need not wait for.
        if red_flag.level != "same_day":
            return red_flag
        return in_view_of_date(red_flag, said, self._screening.concepts(said))

    def _recent_texts(self, message: Message) -> list[str]:
        """The patient's last few messages before this one, if they are recent."""
        earlier = [each for each in self._transcript.earlier(message) if each.sender == "patient"]
        return [each.text for each in earlier[-RECENT_TEXTS:] if _age(each, message) <= PIECES_WITHIN]

    def _text_before(self, message: Message) -> str | None:
        """The patient's last message before this one, if it is recent and was not met with help already."""
        if takes_back(message.text, "crisis"):
            # 'I didn't mean it like that' is no second half of a sentence.
            return None
        earlier = self._transcript.earlier(message)
        position = next((i for i in reversed(range(len(earlier))) if earlier[i].sender == "patient"), None)
        if position is None or _age(earlier[position], message) > PIECES_WITHIN:
            return None
        since = earlier[position + 1 :]
        helped = any(
            each.reply and each.reply.kind == "emergency" and not self._danger.is_unsure(each)
            for each in since
        )
        before = earlier[position].text
        is_over = is_gone(before) or was_found([before]) or denies_despair(before)
        return None if helped or is_over else without_marks(before)


def _is_fragment(text: str) -> bool:
    """Whether a message may be a piece of what is told in several: a few words that ask nothing."""
    return len(text.split()) <= FRAGMENT_WORDS and asks_nothing(text)


def _is_no_help(said: Message) -> bool:
    return said.reply is None or said.reply.level is None


def _age(earlier: Message, later: Message) -> timedelta:
    return datetime.fromisoformat(later.created_at) - datetime.fromisoformat(earlier.created_at)
