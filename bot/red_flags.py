"""Red flags: what `content/red_flags.yml` says of dangers, checked and ready for use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

from bot.problems import Problems

FILE = "red_flags.yml"
Level = Literal["crisis", "emergency_now", "same_day"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The most urgent to answer first: whoever wants to die is met with that before all else."""

_PARTS = (
    "concepts",
    "lowering",
    "negation",
    "contrast",
    "happening_now",
    "spelled_right",
    "flags",
    "harmless",
)
_OTHER_LANGUAGES = "in_other_languages"
_WORDINGS = "wordings"
NO_DANGER = "none"
UNSURE_REPLY = "emergency.crisis_unsure"
"""What despair that is only guessed at is met with: it says so, and names the clinic too."""
BOTH_REPLY = "emergency.both"
"""What despair beside a danger of the body is met with: the emergency number first, then the crisis line."""
_LISTS = frozenset(("negation", "contrast", "happening_now"))
_FLAG_FIELDS = frozenset(
    ("level", "reason", "sources", "reply", "rules", "wordings", "not_lowered_by", "rules_decide")
)
_RULE = re.compile(r"\w+( [+-] \w+)*")


@dataclass(frozen=True)
class Rule:
    """Concepts that raise a flag where they stand together in a sentence, unless another is there too."""

    together: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """One danger: how urgent it is, why (for the staff), and how it is recognised."""

    name: str
    level: Level
    reason: str
    sources: tuple[str, ...]
    reply: str
    """Key into replies.yml."""
    rules: tuple[Rule, ...]
    wordings: tuple[str, ...]
    """What patients may write; the learned check is taught with them."""
    not_lowered_by: tuple[str, ...]
    """Kinds of lowering words that take nothing out of this danger."""
    rules_decide: bool
    """Whether the learned check, which understands English, has no say."""


@dataclass(frozen=True, eq=False)
class RedFlags:
    """Everything the file says. Two that say the same are equal: what is made of one is not made again."""

    concepts: Mapping[str, tuple[str, ...]]
    lowering: Mapping[str, tuple[str, ...]]
    """Why a symptom may be no danger (asked about, long past, ...) and the words that show it."""
    negation: tuple[str, ...]
    contrast: tuple[str, ...]
    """Words that end what a denial covers: 'no fever but ...'."""
    happening_now: tuple[str, ...]
    spelled_right: tuple[str, ...]
    """Words that are no slips of others: 'showering' is not 'shivering'."""
    flags: tuple[Flag, ...]
    harmless: Mapping[str, tuple[str, ...]]
    """Messages that sound like danger and are none, by kind; the learned check is taught with them."""
    in_other_languages: Mapping[str, str] = field(default_factory=dict)
    """Those of the phrases above that are not English, with the code of a language of each."""
    foreign_wordings: Mapping[str, str] = field(default_factory=dict)
    """Messages that are not English, and the level of each or `none`; they teach the check for other languages."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RedFlags) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(repr(sorted(vars(self).items())).encode()).hexdigest()

    @property
    def rules_digest(self) -> str:
        """Twelve hex digits that change when a rule, a concept or a lowering word does."""
        rules = [
            (flag.name, flag.level, flag.rules, flag.not_lowered_by, flag.rules_decide) for flag in self.flags
        ]
        words = (self.concepts, self.lowering, self.negation, self.contrast, self.happening_now)
        return hashlib.sha256(repr((rules, words)).encode()).hexdigest()[:12]

    def wordings(self) -> Iterable[str]:
        """Every message the file holds, dangerous or not."""
        for flag in self.flags:
            yield from flag.wordings
        for messages in self.harmless.values():
            yield from messages
        yield from self.foreign_wordings


@dataclass(frozen=True)
class RedFlag:
    """What was found: how urgent, which flag and why (for the staff), and which reply it gets."""

    level: Level
    flag: str
    reason: str
    reply: str
    language: str | None = None
    """What the message is written in, where it is not English."""
    guessed: bool = False
    """Whether only the learned check puts it at this level, and is not sure."""

    @property
    def urgency(self) -> tuple[int, bool]:
        """What to sort by, the most urgent first.

        Despair that is only guessed at comes after a body in danger: who cannot breathe says 'let me sleep' too.
        """
        is_guess = self.level == "crisis" and self.guessed
        return LEVELS.index("emergency_now" if is_guess else self.level), is_guess


NO_RED_FLAGS = RedFlags({}, {}, (), (), (), (), (), {})


def read_red_flags(data: Mapping[str, Any], sources: Collection[str], problems: Problems) -> RedFlags:
    """The red flags of `data`; each fault goes to `problems` by name."""
    return _Reader(sources, problems).read(data)


class _Reader:
    """One pass over the file; all faults are told at once."""

    def __init__(self, sources: Collection[str], problems: Problems) -> None:
        self.sources = sources
        self.problems = problems
        self.concepts: Mapping[str, tuple[str, ...]] = {}
        self.lowering: Mapping[str, tuple[str, ...]] = {}
        self.added: Mapping[str, tuple[str, ...]] = {}
        self.codes: dict[str, str] = {}
        self.foreign_wordings: dict[str, str] = {}

    def read(self, data: Mapping[str, Any]) -> RedFlags:
        for part in _PARTS:
            if not data.get(part):
                self._error(f"'{part}' is missing or empty")
        for part in sorted(set(map(str, data)) - {*_PARTS, _OTHER_LANGUAGES}):
            self._error(f"unknown part '{part}'")
        concepts, lowering = self._lists("concepts", data), self._lists("lowering", data)
        self.added = self._added(data.get(_OTHER_LANGUAGES, {}))
        self.lowering = {name: self._with_added(name, phrases) for name, phrases in lowering.items()}
        new = {name: () for name in self.added if name not in {*concepts, *lowering, *_LISTS}}
        self.concepts = {name: self._with_added(name, each) for name, each in {**concepts, **new}.items()}
        flags = self._flags(data.get("flags"))
        self._check_used(new, flags)
        return RedFlags(
            concepts=self.concepts,
            lowering=self.lowering,
            negation=self._list("negation", data),
            contrast=self._list("contrast", data),
            happening_now=self._list("happening_now", data),
            spelled_right=self._texts("spelled_right", data.get("spelled_right")),
            flags=flags,
            harmless=self._lists("harmless", data),
            in_other_languages=self.codes,
            foreign_wordings=self.foreign_wordings,
        )

    def _added(self, languages: object) -> dict[str, tuple[str, ...]]:
        """The phrases in other languages, by what they add to."""
        if not isinstance(languages, dict):
            self._error(f"'{_OTHER_LANGUAGES}' is not a mapping")
            return {}
        added: dict[str, tuple[str, ...]] = {}
        for code, entry in languages.items():
            if not isinstance(entry, dict):
                self._error(f"'{code}' is not a mapping")
                continue
            phrases = {name: texts for name, texts in entry.items() if name != _WORDINGS}
            for name, texts in self._lists(str(code), {code: phrases}).items():
                added[name] = added.get(name, ()) + texts
                self.codes.update(dict.fromkeys(texts, str(code)))
            self._read_wordings(str(code), self._lists(_WORDINGS, entry))
        return added

    def _read_wordings(self, code: str, wordings: Mapping[str, tuple[str, ...]]) -> None:
        for level, texts in wordings.items():
            if level not in {*LEVELS, NO_DANGER}:
                self._error(f"{code}: wordings: '{level}' is not one of {', '.join((*LEVELS, NO_DANGER))}")
            self.foreign_wordings.update(dict.fromkeys(texts, level))

    def _with_added(self, name: str, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return phrases + self.added.get(name, ())

    def _list(self, name: str, data: Mapping[str, Any]) -> tuple[str, ...]:
        return self._with_added(name, self._texts(name, data.get(name)))

    def _check_used(self, names: Iterable[str], flags: Iterable[Flag]) -> None:
        """A concept that stands only among the other languages is a slip, unless a rule names it."""
        used = {each for flag in flags for rule in flag.rules for each in (*rule.together, *rule.unless)}
        for name in sorted(set(names) - used):
            self._error(f"{_OTHER_LANGUAGES}: there is no concept '{name}'")

    def _flags(self, data: object) -> tuple[Flag, ...]:
        if not isinstance(data, dict):
            self._error("'flags' is not a mapping")
            return ()
        flags = []
        for name, entry in data.items():
            if isinstance(entry, dict):
                flags.append(self._flag(str(name), entry))
            else:
                self._error(f"{name}: is not a mapping with 'level', 'reason', 'rules', ...")
        for level in LEVELS:
            if not any(flag.level == level for flag in flags):
                self._error(f"no flag has the level '{level}'")
        return tuple(flags)

    def _flag(self, name: str, entry: Mapping[str, Any]) -> Flag:
        for unknown in sorted(set(map(str, entry)) - _FLAG_FIELDS):
            self._error(f"{name}: unknown field '{unknown}'")
        level = entry.get("level")
        if level not in LEVELS:
            self._error(f"{name}: level '{level}' is not one of {', '.join(LEVELS)}")
            level = LEVELS[0]
        if not isinstance(entry.get("reason"), str):
            self._error(f"{name}: 'reason' must be a text")
        sources = self._texts(f"{name}: sources", entry.get("sources"), may_be_empty=True)
        for source in sources:
            if source not in self.sources:
                self._error(f"{name}: source '{source}' is not in sources.yml")
        spared = self._texts(f"{name}: not_lowered_by", entry.get("not_lowered_by", []), may_be_empty=True)
        for kind in spared:
            if kind not in self.lowering:
                self._error(f"{name}: there is no lowering '{kind}'")
        rules = (self._rule(name, rule) for rule in self._texts(f"{name}: rules", entry.get("rules")))
        return Flag(
            name=name,
            level=level,
            reason=str(entry.get("reason")),
            sources=sources,
            reply=str(entry.get("reply") or f"emergency.{level}"),
            rules=tuple(rules),
            wordings=self._texts(f"{name}: wordings", entry.get("wordings")),
            not_lowered_by=spared,
            rules_decide=self._rules_decide(name, entry),
        )

    def _rules_decide(self, name: str, entry: Mapping[str, Any]) -> bool:
        value = entry.get("rules_decide", False)
        if not isinstance(value, bool):
            self._error(f"{name}: rules_decide '{value}' is not true or false")
        return value is True

    def _rule(self, flag: str, text: str) -> Rule:
        if not _RULE.fullmatch(text):
            self._error(f"{flag}: rule '{text}' is not like 'numb + legs' or 'collapsed - bones'")
            return Rule((), ())
        words = text.split()
        signs = dict(zip(words[2::2], words[1::2], strict=True))
        for concept in words[::2]:
            if concept not in self.concepts:
                self._error(f"{flag}: rule '{text}': there is no concept '{concept}'")
        together = [words[0], *(concept for concept, sign in signs.items() if sign == "+")]
        return Rule(tuple(together), tuple(concept for concept, sign in signs.items() if sign == "-"))

    def _lists(self, part: str, data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        entries = data.get(part) or {}
        if not isinstance(entries, dict):
            self._error(f"'{part}' is not a mapping")
            return {}
        return {str(name): self._texts(f"{part}: {name}", texts) for name, texts in entries.items()}

    def _texts(self, where: str, texts: object, may_be_empty: bool = False) -> tuple[str, ...]:
        if not isinstance(texts, list) or not (texts or may_be_empty):
            self._error(f"{where}: is not a list of texts")
            return ()
        for text in texts:
            if not isinstance(text, str) or not text.strip():
                self._error(f"{where}: '{text}' is not a text (put it in quotes)")
        return tuple(map(str, texts))

    def _error(self, message: str) -> None:
        self.problems.error(f"{FILE}: {message}")
