"""Content: the approved answers, and which one answers a question about a procedure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.clinic import Clinic
from bot.red_flags import NO_RED_FLAGS, RedFlags
from bot.reply import Picture, Source

TOPICS = (
    "what_is",
    "how_it_works",
    "difference",
    "bone_cement",
    "candidates",
    "benefits",
    "pain_relief",
    "recovery",
    "activity",
    "brace",
    "outpatient",
    "duration",
    "anesthesia",
    "preparation",
    "risks",
    "new_fractures",
    "alternatives",
    "fracture",
    "osteoporosis",
    "cost",
    "appointment",
    "aftercare",
)


@lru_cache(1024)
def topic_of(answer_id: str) -> str:
    """The topic an answer reports: the part before the dot."""
    return answer_id.partition(".")[0]


@dataclass(frozen=True)
class Review:
    """Who of the clinic's clinicians signed a text off, when, and when it is due again."""

    by: str | None = None
    on: date | None = None
    due: date | None = None

    def __str__(self) -> str:
        return f"{self.by}, {self.on}" if self.by else "not yet reviewed"


@dataclass(frozen=True)
class Answer:
    """One approved text, as a template: `{procedure}` and the clinic's facts are filled in when it is said."""

    id: str
    text: str
    more: str | None
    sources: tuple[str, ...]
    review: Review
    rule: str | None = None
    picture: Picture | None = None

    @property
    def topic(self) -> str:
        """The fixed topic this answer belongs to."""
        return topic_of(self.id)

    @property
    def version(self) -> str:
        """Eight hex digits that change when the words do."""
        return hashlib.sha256(f"{self.text}\0{self.more}".encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Leaflet:
    """What is said about one procedure."""

    procedure: str
    names: tuple[str, ...]
    described_as: tuple[str, ...]
    """Words that point to it without naming it: 'the balloon'."""
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Group:
    """Procedures that share one answer."""

    procedures: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True)
class Language:
    """A language that is recognised but not spoken, and what is said in it."""

    name: str
    first: str
    """What the first message in the language is met with."""
    again: str
    welcome: str
    """What thanks are met with."""
    helped: str
    """What the word that help is called is met with."""
    urgent: Mapping[str, str]
    """Level of danger to what is said before the English reply to it."""
    person_noted: str
    """What is said before the English reply to a request for a person."""
    person: tuple[str, ...]
    """Phrases that ask for a person."""
    thanks: tuple[str, ...]
    """Phrases that thank."""
    help_called: tuple[str, ...]
    """Phrases that tell that the help for an emergency is called or comes."""
    no_better: tuple[str, ...]
    """Phrases that tell that what was told before is as it was."""
    words: tuple[str, ...]
    """Words that mark the language beside its common small words."""
    review: Review


@dataclass(frozen=True)
class Content:
    """Everything the bot may say, loaded and checked."""

    clinic: Clinic
    questions: Mapping[str, str]
    """Answer id to the question it answers, in a patient's words."""
    leaflets: Mapping[str, Leaflet]
    general: Mapping[str, Answer]
    replies: Mapping[str, str]
    sources: Mapping[str, Source]
    red_flags: RedFlags = NO_RED_FLAGS
    """How a danger is recognised."""
    languages: Mapping[str, Language] = field(default_factory=dict)
    """The languages the bot does not speak, by their two-letter codes."""
    canned: Mapping[str, str] = field(default_factory=dict)
    """Short replies at hand for the staff: title to text."""
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def procedures(self) -> tuple[str, ...]:
        """The procedures' names, in the order of their files."""
        return tuple(self.leaflets)

    def find(self, answer_id: str, procedure: str) -> Answer | None:
        """The best approved answer: the procedure's own, else the general one, else the topic's."""
        own = self.leaflets[procedure].answers if procedure in self.leaflets else {}
        for key in (answer_id, topic_of(answer_id)):
            answer = own.get(key) or self.general.get(key)
            if answer:
                return answer
        return None

    def groups(self, answer_id: str, procedures: Iterable[str]) -> list[Group]:
        """The different answers these procedures have to one question, each with those that share it."""
        groups: dict[Answer, list[str]] = {}
        for procedure in procedures:
            answer = self.find(answer_id, procedure)
            if answer:
                groups.setdefault(answer, []).append(procedure)
        return [Group(tuple(names), answer) for answer, names in groups.items()]
