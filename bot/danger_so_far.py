"""The danger so far: what stands in a talk, and whether it was stated firmly or only guessed at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from bot.foreign_danger import is_no_better_abroad
from bot.live_content import LiveContent
from bot.readings import readings_of_stored
from bot.red_flags import UNSURE_REPLY
from bot.replies import fill
from bot.safety import LEARNED_REASON
from bot.screening import Screening
from bot.standing_danger import STILL, Standing, Weight, standing_danger
from bot.store import Message, Store
from bot.transcript import RECENT

REMEMBERED = 1000
"""So many messages' weights are kept, and none of their words."""


class DangerSoFar:
    """Reads the last of a talk back, with the alerts that its messages raised."""

    def __init__(self, store: Store, content: LiveContent, screening: Screening) -> None:
        self._store = store
        self._content = content
        self._screening = screening
        self._weights: dict[tuple[int, str], Weight] = {}

    def standing(self, message: Message, text: str = "") -> Standing | None:
        """What the patient was told to get help for before this message, unless its `text` takes it back.

        Where the staff are there, they see to it. Despair that was only guessed at was asked about; who goes on
        with something else is not in it.
        """
        if "staff" in (message.holder, self._store.holder(message.conversation)):
            return None
        earlier = self._without_guesses(self._earlier(message))
        points_back = bool(text) and is_no_better_abroad(self._content.current(), text)
        now = datetime.fromisoformat(message.created_at)
        return standing_danger(earlier, now, text, self._weight, points_back=points_back)

    def stood(self, message: Message) -> Standing | None:
        """What was firmly met in the last hours, however many questions came between, and is in nobody's hands."""
        now = datetime.fromisoformat(message.created_at)
        earlier = self._without_guesses(self._earlier(message))
        found = standing_danger(earlier, now, "", self._weight, points_back=True)
        return None if found is None or found.is_helped else found

    def met_since(self, message: Message, now: datetime) -> Standing | None:
        """What the patient was told to get help for while a message before it was still being answered."""
        since = self._store.messages(message.conversation, after=message.seq)
        is_met = any(each.reply and each.reply.kind == "emergency" for each in since)
        return self.standing_now(message.conversation, now) if is_met else None

    def standing_now(self, conversation: str, now: datetime) -> Standing | None:
        """What stands when nothing new is written: a button of the page's was pressed."""
        if self._store.holder(conversation) == "staff":
            return None
        talk = self._store.messages(conversation)[-RECENT:]
        return standing_danger(self._without_guesses(talk), now, weigh=self._weight)

    def _without_guesses(self, talk: Sequence[Message]) -> list[Message]:
        """The talk without the replies to despair that was only guessed at; another language's stands before ours."""
        return [
            each
            for each, after in zip_longest(talk, talk[1:])
            if not (self.is_unsure(each) or (_is_translation(each) and after and self.is_unsure(after)))
        ]

    def was_unsure(self, message: Message) -> bool:
        """Whether the last thing said before a message was a guess at despair, which asks for other words."""
        earlier = self._earlier(message)
        return bool(earlier) and self.is_unsure(earlier[-1])

    def is_in_despair(self, message: Message) -> bool:
        """Whether despair, firmly stated or guessed at, is what the talk before a message was met with."""
        standing = self.standing(message)
        is_stated = standing is not None and (standing.level == "crisis" or standing.has_despair)
        return is_stated or self.was_unsure(message)

    def _earlier(self, message: Message) -> Sequence[Message]:
        talk = self._store.messages(message.conversation, after=message.seq - RECENT)
        return [each for each in talk if each.seq < message.seq]

    def is_unsure(self, said: Message) -> bool:
        """Whether a message is the reply to despair that was only guessed at."""
        if not (said.reply and said.reply.kind == "emergency"):
            return False
        content = self._content.current()
        return said.text == fill(content, content.replies[UNSURE_REPLY])

    def _weight(self, met: Message) -> Weight:
        """How much a message weighs that was met with an emergency reply; it is screened again for that only once."""
        key = (met.id, met.created_at)
        if key not in self._weights:
            if len(self._weights) >= REMEMBERED:
                self._weights.clear()
            self._weights[key] = self._weighed(met)
        return self._weights[key]

    def _weighed(self, met: Message) -> Weight:
        """By its alert, which tells what raised it, and its words."""
        alerts = self._store.alerts_of(met.conversation)
        reasons = [each["reason"] or "" for each in alerts if each["message"] == met.id]
        if not reasons:
            return "repeat"
        if all(reason.startswith(f"{STILL}:") for reason in reasons):
            return "still"
        texts = readings_of_stored(met.text)
        red_flag = self._screening.screen(*texts)
        if red_flag is None:
            # Seen only together with what was written before it.
            return "guess" if all(reason.endswith(LEARNED_REASON) for reason in reasons) else "firm"
        return "firm" if self._screening.is_sure(red_flag, *texts) else "guess"


def _is_translation(said: Message) -> bool:
    return said.reply is not None and said.reply.language is not None
