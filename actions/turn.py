"""One turn, as an action sees it: what was understood, what to work with, and how to finish."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.services import Services
from bot.answering import Question
from bot.content import Content
from bot.languages import language_guess
from bot.medicine_change import MEDICINE
from bot.nlu_keys import (
    ASKED_TOO,
    ASKS_OF_DANGER,
    HAS_FOREIGN,
    PROCEDURE,
    QUESTIONS,
    SUGGESTIONS,
    WANTS_PERSON,
)
from bot.questions import Span
from bot.replies import fill
from bot.reply import Choice, Reply
from bot.scan_talk import SCAN
from bot.store import Message, Turn
from bot.told_procedure import names_other
from bot.understanding import MAX_QUESTIONS

_NO_MORE = ("request.more.none", "answer.no_detail")
"""Words in place of a second part: what is asked behind them may still be about the answer before."""


@dataclass
class ActionTurn:
    """Wraps the tracker of one turn; `finish` logs it and sends the reply."""

    action: str
    tracker: Tracker
    services: Services
    content: Content = field(init=False)

    def __post_init__(self) -> None:
        # One content for the whole turn, whatever is edited meanwhile.
        self.content = self.services.content.current()

    @property
    def message(self) -> dict[str, Any]:
        """What Rasa understood of the patient's last message."""
        return dict(self.tracker.latest_message or {})

    @property
    def intent(self) -> str:
        """The intent the turn was decided on."""
        return str((self.message.get("intent") or {}).get("name") or "")

    @property
    def conversation(self) -> str:
        """The conversation's id."""
        return str(self.tracker.sender_id)

    @property
    def named_procedures(self) -> tuple[str, ...]:
        """The procedures named in this message."""
        names = [e["value"] for e in self.message.get("entities") or () if e.get("entity") == PROCEDURE]
        return self._meant(tuple(name for name in dict.fromkeys(names) if name in self.content.leaflets))

    @property
    def mentions(self) -> list[Span]:
        """Where this message points to a procedure."""
        found = self.message.get("entities") or ()
        return [(each["start"], each["end"]) for each in found if each.get("entity") == PROCEDURE]

    @property
    def names_procedure(self) -> bool:
        """Whether this message names a procedure, and does not only describe one ('the balloon')."""
        found = self.message.get("entities") or ()
        return any(each.get("entity") == PROCEDURE and each.get("is_name") for each in found)

    @property
    def procedure(self) -> str | None:
        """The conversation's procedure."""
        procedure = self.tracker.get_slot("procedure")
        return procedure if procedure in self.content.leaflets else None

    def _meant(self, described: tuple[str, ...]) -> tuple[str, ...]:
        """The procedures meant by those `described`: 'has the other one a balloon?' is not about the one that has."""
        is_other = described == (self.procedure,) and not self.names_procedure and names_other(self.text)
        if not is_other:
            return described
        return tuple(name for name in self.content.procedures if name != self.procedure)

    @property
    def misses(self) -> int:
        """How many messages in a row were not understood before this one."""
        return int(self.tracker.get_slot("misses") or 0)

    @property
    def offered(self) -> list[str]:
        """The answer ids that were offered since the last answer."""
        return [str(each) for each in self.tracker.get_slot("offered") or ()]

    @property
    def was_asked_anew(self) -> bool:
        """Whether the patient meant something else before, with no answer since."""
        return bool(self.tracker.get_slot("asked_anew"))

    @property
    def questions(self) -> list[Question]:
        """What was asked; a button's payload asks one question without going through the gate."""
        found = [
            Question(question["answer_id"], self._meant(tuple(question["procedures"])))
            for question in self.message.get(QUESTIONS) or ()
        ]
        return found or [Question(self.intent, self.named_procedures)]

    @property
    def text(self) -> str:
        """The patient's words; a button's payload if one was pressed."""
        return str(self.message.get("text") or "")

    @property
    def text_before(self) -> str:
        """What the patient wrote before this; empty at the beginning."""
        said = [str(event.get("text") or "") for event in self.tracker.events if event.get("event") == "user"]
        return said[-2] if len(said) > 1 else ""

    @property
    def suggestions(self) -> list[str]:
        """The likeliest questions when the gate is closed, or other likely ones beside an answer."""
        return list(self.message.get(SUGGESTIONS) or ())

    @property
    def asked_too(self) -> list[str]:
        """What else was probably asked in a message that is answered."""
        return list(self.message.get(ASKED_TOO) or ())

    @property
    def has_foreign(self) -> bool:
        """Whether something was asked in it that there is no approved answer to."""
        return bool(self.message.get(HAS_FOREIGN))

    @property
    def wants_person(self) -> bool:
        """Whether a person was asked for in it as well."""
        return bool(self.message.get(WANTS_PERSON))

    @property
    def asks_of_danger(self) -> bool:
        """Whether it asks what to do in a danger that it names, and is no danger itself."""
        return bool(self.message.get(ASKS_OF_DANGER))

    @property
    def last_questions(self) -> list[Question]:
        """What was answered last in this conversation, with the procedures it was answered for."""
        return self._questions_in("asked")

    @property
    def left_out(self) -> list[Question]:
        """What was asked with them and had no room in the answer."""
        return self._questions_in("left_out")

    @property
    def last_choices(self) -> list[Choice]:
        """The choices below the bot's last message; none if something else was said to the patient since."""
        return [Choice(**choice) for choice in self._last_reply.get("choices") or ()]

    @property
    def asks_the_same(self) -> bool:
        """Whether other words ask what the last message has just answered, and nothing beside it.

        The same words want it again.
        """
        has_answered = self._last_reply.get("answer_ids") or any(map(self.just_said, _NO_MORE))
        if self.text.startswith("/") or self.asked_too or not has_answered:
            return False
        earlier = [event.get("text") for event in self.tracker.events if event.get("event") == "user"]
        asked = self.as_asked(self.questions)["asked"]
        return asked == self.tracker.get_slot("asked") and self.text not in earlier[-2:-1]

    def just_said(self, key: str) -> bool:
        """Whether the bot's last message was the one under `key` of replies.yml."""
        return self.last_text == fill(self.content, self.content.replies[key])

    @property
    def last_text(self) -> str | None:
        """The words of the bot's last message; None if something else was said to the patient since."""
        return self._last_reply.get("text")

    @property
    def last_kind(self) -> str | None:
        """The kind of the bot's last message; None if something else was said to the patient since."""
        return self._last_reply.get("kind")

    @property
    def has_begun(self) -> bool:
        """Whether the assistant has said anything in this talk."""
        return bool(self._bot_events)

    def has_said(self, text: str) -> bool:
        """Whether a message of the assistant in this talk began with `text`."""
        return any(str(_shown_by(event).get("text") or "").startswith(text) for event in self._bot_events)

    def said_in_a_row(self, texts: tuple[str, ...]) -> int:
        """How many of the assistant's last messages began with one of the `texts`, without another between."""
        said = (str(_shown_by(event).get("text") or "") for event in reversed(self._bot_events))
        return sum(1 for _ in takewhile(lambda text: text.startswith(texts), said))

    @cached_property
    def _last_reply(self) -> dict[str, Any]:
        """The bot's last message, if it is what the patient was shown last: staff or door may have spoken since."""
        said = self._bot_events
        reply = _shown_by(said[-1]) if said else {}
        shown = self.services.store.last_shown(self.conversation)
        return reply if shown is None or _is_of(reply, shown) else {}

    @property
    def _bot_events(self) -> list[dict[str, Any]]:
        return [event for event in self.tracker.events if event.get("event") == "bot"]

    @property
    def told(self) -> list[str]:
        """The answer ids of those whose second part was given."""
        return [str(each) for each in self.tracker.get_slot("told") or ()]

    @property
    def languages_told(self) -> list[str]:
        """The codes of the languages in which this conversation was told that the bot speaks English only."""
        return [str(code) for code in self.tracker.get_slot("languages_told") or ()]

    @property
    def language_of_talk(self) -> str | None:
        """The language of the talk before, if the message may be in it: a few words tell less than the talk does."""
        is_button = self.text.startswith("/")
        if is_button or not self.languages_told:
            return None
        return language_guess(self.content).follows(self.text, self.languages_told)

    def as_asked(
        self, questions: Sequence[Question], left_out: Sequence[Question] = ()
    ) -> dict[str, list[dict[str, Any]]]:
        """The slots that remember what was answered of `questions`, and what still waits to be."""
        return {
            "asked": self._as_slot(questions[:MAX_QUESTIONS]),
            "left_out": self._as_slot([*questions[MAX_QUESTIONS:], *left_out]),
        }

    def _questions_in(self, slot: str) -> list[Question]:
        found = [
            Question(each["answer_id"], tuple(each["procedures"]))
            for each in self.tracker.get_slot(slot) or ()
        ]
        known = {*self.content.questions, MEDICINE, SCAN}
        return [question for question in found if question.answer_id in known]

    def _as_slot(self, questions: Sequence[Question]) -> list[dict[str, Any]]:
        """Questions for a slot, each with the procedures it is answered for."""
        current = (self.procedure,) if self.procedure else ()
        return [
            {"answer_id": question.answer_id, "procedures": list(question.procedures or current)}
            for question in questions
        ]

    def finish(self, dispatcher: CollectingDispatcher, reply: Reply, **slots: Any) -> list[dict[str, Any]]:
        """Log the turn, send the reply and return the slots that change."""
        if len(self.named_procedures) == 1:
            slots.setdefault("procedure", self.named_procedures[0])
        if "asked" in slots or slots.get("misses"):
            # The talk went on to something else.
            slots.setdefault("left_out", [])
        if "asked" in slots:
            slots.setdefault("told", [])
        if slots.get("misses") == 0:
            slots.setdefault("asked_anew", False)
        self.services.store.add_turn(self._record(reply))
        dispatcher.utter_message(json_message=reply.as_dict())
        get = self.tracker.get_slot
        return [SlotSet(name, value) for name, value in slots.items() if get(name) != value]

    def _record(self, reply: Reply) -> Turn:
        ranking = self.message.get("intent_ranking") or []
        first, second = ([*ranking, {}, {}])[:2]
        received_at = (self.message.get("metadata") or {}).get("received_at")
        procedures = (reply.procedure,) if reply.procedure else self.content.procedures
        found = [self.content.find(i, name) for i in reply.answer_ids for name in procedures]
        versions = {f"{answer.id}@{answer.version}" for answer in found if answer}
        return Turn(
            conversation=self.conversation,
            action=self.action,
            intent=first.get("name") or self.intent,
            confidence=first.get("confidence"),
            runner_up=second.get("name"),
            runner_up_confidence=second.get("confidence"),
            procedures=self.named_procedures,
            kind=reply.kind,
            answer_ids=reply.answer_ids,
            versions=tuple(sorted(versions)),
            milliseconds=(time.time() - received_at) * 1000 if received_at else None,
        )


def _shown_by(event: dict[str, Any]) -> dict[str, Any]:
    """The reply that an event of the assistant carries; empty if it carries none."""
    return dict((event.get("data") or {}).get("custom") or {})


def _is_of(reply: dict[str, Any], shown: Message) -> bool:
    """Whether a message shows a reply of the assistant; the door may have put words around it."""
    if reply.get("text", "") in shown.text:
        return True
    if shown.sender != "bot" or shown.reply is None or shown.reply.kind not in ("answer", "suggest"):
        return False
    # For who has asked for a person already it is worded anew, with the questions that it offers.
    offered = {choice["label"] for choice in reply.get("choices") or ()}
    return {each.label for each in shown.reply.choices} <= offered
