"""A soak: many people write to the bot at once while a tenth of what Telegram does goes wrong."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psutil
from bot_api.faults import Fault, Params, server_error, too_many
from bot_api.people import Person, wait_for
from bot_api.server import BotApi

LOOK_EVERY = 0.5
"""Seconds; looking is work, and the played Bot API shares the process."""
QUIET_SECONDS = 2.0
"""In which whatever is sent once too often would come."""
SHARE = 0.1
"""How much goes wrong."""
HARMLESS = (server_error(500), server_error(502), too_many(1), Fault(cut="before"))
"""Nothing was done: it has to be done again."""


@dataclass
class Trouble:
    """Lets a share of the requests go wrong, and keeps count."""

    random: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    unseen: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Answers that arrived without the bot being told, by chat and by the message they are replies to."""

    def __call__(self, method: str, params: Params) -> Fault | None:
        """The fault that a request gets."""
        self.counts["requests"] += 1
        if self.random.random() >= SHARE:
            return None
        self.counts["faults"] += 1
        if method == "getUpdates":
            return self.random.choice((*HARMLESS, Fault(cut="middle")))
        if method == "sendMessage" and self.random.random() < 0.1:
            self._note(params)
            return Fault(cut="after")
        return self.random.choice(HARMLESS)

    def _note(self, params: Params) -> None:
        if "reply_parameters" in params:
            asked = json.loads(params["reply_parameters"])["message_id"]
            self.unseen[int(params["chat_id"]), asked] += 1


@dataclass
class Soak:
    """People with their questions, and what became of them."""

    api: BotApi
    people: Sequence[Person]
    questions: Sequence[str]
    seed: int = 4711
    sent: dict[int, list[int]] = field(default_factory=dict)
    """The ids of each chat's messages."""

    def run(self, pid: int | None, seconds: float) -> dict[str, float]:
        """Let everyone write everything; the memory of a process after a quarter and at the end, in MB, and counts."""
        trouble = Trouble(random.Random(self.seed))
        self.api.faults.at_random = trouble
        self.sent = {person.id: [] for person in self.people}
        memory: dict[str, float] = {}
        for number, question in enumerate(self.questions):
            self._write(question, twice=number % 3 == 0)
            if number == len(self.questions) // 4:
                wait_for(lambda: self._is_answered(trouble), seconds, LOOK_EVERY)
                memory["quarter"] = megabytes(pid)
        wait_for(lambda: self._is_answered(trouble), seconds, LOOK_EVERY)
        time.sleep(QUIET_SECONDS)
        memory["end"] = megabytes(pid)
        self.api.faults.at_random = None
        self._check(trouble)
        return memory | {name: float(count) for name, count in trouble.counts.items()}

    def _write(self, question: str, *, twice: bool) -> None:
        for person in self.people:
            self.sent[person.id].append(person.writes(question))
        if twice:
            # Telegram promises at least once: the newest update of every tenth comes again.
            updates = self.api.updates
            self.api.do(lambda: updates.twice.update(each["update_id"] for each in updates.pending[::10]))

    def _is_answered(self, trouble: Trouble) -> bool:
        """Whether all has come, what was sent a second time too."""
        wanted = sum(map(len, self.sent.values())) + trouble.unseen.total()
        return sum(len(answers(person)) for person in self.people) >= wanted

    def _check(self, trouble: Trouble) -> None:
        """Every message answered exactly once, but for answers that Telegram took without saying so; in order."""
        for person in self.people:
            got = answers(person)
            for message in self.sent[person.id]:
                assert got.count(message) == 1 + trouble.unseen[person.id, message]
            assert list(dict.fromkeys(got)) == self.sent[person.id]


def answers(person: Person) -> list[int]:
    """The messages that the bot's messages are replies to, in the order of coming."""
    replies: list[Any] = [each.get("reply_to_message") for each in person.from_bot]
    return [int(each["message_id"]) for each in replies if each]


def megabytes(pid: int | None) -> float:
    """The memory of a process."""
    return float(psutil.Process(pid).memory_info().rss / 1_000_000) if pid else 0.0
