"""Loading `content/`: YAML to `Content`, with every fault found and named before anything is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.clinic import Clinic
from bot.clinic_loader import read_clinic
from bot.content import TOPICS, Answer, Content, Leaflet, Review
from bot.problems import Problems
from bot.readability import grade, words
from bot.replies import REPLY_KEYS
from bot.reply import Source

MAX_GRADE = 8.0
MAX_TEXT_WORDS = 60
MAX_MORE_WORDS = 120
NOT_PROCEDURES = ("clinic.yml", "general.yml", "replies.yml", "sources.yml", "topics.yml")

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MARKUP = re.compile(r"[<>]|https?://|\]\(|\*\*")


def load_content(folder: Path, today: date | None = None) -> Content:
    """Read and check the whole folder.

    Raises ContentError, which lists every fault by file and name: unknown topic, missing source,
    text too long or too hard, unknown placeholder, review past its due date, broken YAML.
    """
    problems = Problems()
    clinic = read_clinic(_read_yaml(folder / "clinic.yml", problems), problems)
    problems.raise_if_any()
    loader = _Loader(folder, clinic, problems, today or date.today())
    content = loader.load()
    problems.raise_if_any()
    return content


class _Loader:
    """One pass over the folder; faults go to `problems` so that all of them are told at once."""

    def __init__(self, folder: Path, clinic: Clinic, problems: Problems, today: date) -> None:
        self.folder = folder
        self.clinic = clinic
        self.problems = problems
        self.today = today
        self.questions = self._questions()
        self.sources = self._sources()
        self.names: tuple[str, ...] = ()

    def load(self) -> Content:
        files = [p for p in sorted(self.folder.glob("*.yml")) if p.name not in NOT_PROCEDURES]
        raw = {path: _read_yaml(path, self.problems) for path in files}
        self.names = tuple(str(name) for data in raw.values() for name in data.get("names") or ())
        leaflets = self._leaflets(raw)
        general = self._answers("general.yml", _read_yaml(self.folder / "general.yml", self.problems), {})
        content = Content(
            clinic=self.clinic,
            questions=self.questions,
            leaflets=dict(sorted(leaflets.items(), key=lambda item: len(item[1].answers), reverse=True)),
            general=general,
            replies=self._replies(),
            sources=self.sources,
        )
        return _with_warnings(content, self.problems)

    def _questions(self) -> dict[str, str]:
        questions: dict[str, str] = {}
        data = _read_yaml(self.folder / "topics.yml", self.problems)
        for topic, entry in data.items():
            if topic not in TOPICS:
                self.problems.error(f"topics.yml: unknown topic '{topic}'")
                continue
            questions[topic] = entry["question"]
            for finer, question in (entry.get("finer") or {}).items():
                questions[f"{topic}.{finer}"] = question
        for topic in TOPICS:
            if topic not in questions:
                self.problems.error(f"topics.yml: topic '{topic}' is missing")
        return questions

    def _sources(self) -> dict[str, Source]:
        data = _read_yaml(self.folder / "sources.yml", self.problems)
        sources = {}
        for key, entry in data.items():
            try:
                year = f", {entry['year']}" if entry["year"] else ""
                sources[key] = Source(f"{entry['title']} ({entry['publisher']}{year})", entry["url"])
            except (KeyError, TypeError):
                self.problems.error(f"sources.yml: '{key}' needs title, publisher, year and url")
        return sources

    def _leaflets(self, raw: Mapping[Path, dict[str, Any]]) -> dict[str, Leaflet]:
        plain: dict[str, dict[str, Answer]] = {}
        for path, data in raw.items():
            procedure, names = data.get("procedure"), data.get("names")
            if not isinstance(procedure, str) or not names:
                self.problems.error(f"{path.name}: needs 'procedure' and 'names'")
            elif procedure in plain:
                self.problems.error(f"{path.name}: procedure '{procedure}' has a file already")
            else:
                plain[procedure] = self._answers(path.name, data, {})
        leaflets = {}
        for path, data in raw.items():
            procedure = data.get("procedure")
            if procedure in plain:
                answers = self._answers(path.name, data, plain, check=False)
                described_as = tuple(map(str, data.get("described_as") or ()))
                leaflets[procedure] = Leaflet(
                    procedure, tuple(map(str, data["names"])), described_as, answers
                )
        return leaflets

    def _answers(
        self,
        file: str,
        data: Mapping[str, Any],
        others: Mapping[str, Mapping[str, Answer]],
        check: bool = True,
    ) -> dict[str, Answer]:
        """The answers of one file; with `others` given, `same_as` entries too."""
        answers: dict[str, Answer] = {}
        for answer_id, entry in (data.get("answers") or {}).items():
            where = f"{file}: {answer_id}"
            if answer_id not in self.questions:
                if check:
                    self.problems.error(f"{where}: unknown answer id (topics.yml lists them)")
            elif not isinstance(entry, dict):
                self.problems.error(f"{where}: is not a mapping with 'text' or 'same_as'")
            elif "same_as" in entry:
                if others and (shared := others.get(entry["same_as"], {}).get(answer_id)):
                    answers[answer_id] = shared
                elif others:
                    self.problems.error(f"{where}: '{entry['same_as']}' has no such answer")
            else:
                answers[answer_id] = self._answer(where, answer_id, entry, check)
        return answers

    def _answer(self, where: str, answer_id: str, entry: dict[str, Any], check: bool) -> Answer:
        answer = Answer(
            id=answer_id,
            text=str(entry.get("text") or "").strip(),
            more=str(entry["more"]).strip() if entry.get("more") else None,
            sources=tuple(entry.get("sources") or ()),
            review=_review(entry.get("reviewed")),
            rule=entry.get("rule"),
        )
        if check:
            self._check_answer(where, answer, entry)
        return answer

    def _check_answer(self, where: str, answer: Answer, entry: dict[str, Any]) -> None:
        error = self.problems.error
        unknown = set(entry) - {"text", "more", "sources", "reviewed", "rule"}
        if unknown:
            error(f"{where}: unknown field '{sorted(unknown)[0]}'")
        if "reviewed" not in entry:
            error(f"{where}: 'reviewed' is missing")
        self._check_text(where, answer.text, MAX_TEXT_WORDS)
        if answer.more:
            self._check_text(f"{where} (more)", answer.more, MAX_MORE_WORDS)
        self._check_sources(where, answer)
        if answer.rule and answer.rule not in self.clinic.rules:
            error(f"{where}: rule '{answer.rule}' is not in clinic.yml")
        if answer.review.due and answer.review.due < self.today:
            error(f"{where}: review was due on {answer.review.due}")

    def _check_sources(self, where: str, answer: Answer) -> None:
        if not answer.sources:
            self.problems.error(f"{where}: names no source")
        for source in answer.sources:
            if source not in self.sources:
                self.problems.error(f"{where}: source '{source}' is not in sources.yml")

    def _check_text(self, where: str, text: str, most_words: int) -> None:
        error = self.problems.error
        if not text:
            error(f"{where}: has no text")
            return
        if words(text) >= most_words:
            error(f"{where}: {words(text)} words, and must be under {most_words}")
        level = _grade(text, self.names)
        if level > MAX_GRADE:
            error(f"{where}: reading grade {level:.1f}, and may be {MAX_GRADE:g} at most")
        if _MARKUP.search(text):
            error(f"{where}: markup or an address in the text")
        for name in _PLACEHOLDER.findall(text):
            if name.lower() != "procedure" and name not in self.clinic.facts():
                error(f"{where}: unknown placeholder {{{name}}}")

    def _replies(self) -> dict[str, str]:
        data = _read_yaml(self.folder / "replies.yml", self.problems)
        replies = {
            key: str(entry.get("text") or "").strip()
            for key, entry in data.items()
            if isinstance(entry, dict)
        }
        for key in sorted(REPLY_KEYS - set(replies)):
            self.problems.error(f"replies.yml: '{key}' is missing")
        for key in sorted(set(replies) - REPLY_KEYS):
            self.problems.error(f"replies.yml: unknown reply '{key}'")
        for key in sorted(REPLY_KEYS & set(replies)):
            self._check_reply(f"replies.yml: {key}", replies[key])
        return replies

    def _check_reply(self, where: str, text: str) -> None:
        if not text:
            self.problems.error(f"{where}: has no text")
        elif words(text) >= MAX_MORE_WORDS:
            self.problems.error(f"{where}: {words(text)} words, and must be under {MAX_MORE_WORDS}")
        elif words(text) > 4 and (level := _grade(text, self.names)) > MAX_GRADE:
            self.problems.error(f"{where}: reading grade {level:.1f}, and may be {MAX_GRADE:g} at most")


@cache
def _grade(text: str, names: tuple[str, ...]) -> float:
    """`grade`, remembered: after an edit only the changed text is measured again."""
    return grade(text, names)


def _review(entry: Any) -> Review:
    entry = entry if isinstance(entry, dict) else {}
    return Review(entry.get("by"), entry.get("on"), entry.get("due"))


def _with_warnings(content: Content, problems: Problems) -> Content:
    for procedure in content.procedures:
        for topic in TOPICS:
            if not content.find(topic, procedure):
                problems.warning(f"{procedure}: no answer for topic '{topic}'")
    unsigned = _count(content, lambda answer: answer.review.by is None)
    if unsigned:
        problems.warning(f"{unsigned} answers are not yet signed off by a clinician")
    return Content(**{**content.__dict__, "warnings": tuple(problems.warnings)})


def _count(content: Content, condition: Callable[[Answer], bool]) -> int:
    answers = {a for leaflet in content.leaflets.values() for a in leaflet.answers.values()}
    return sum(map(condition, answers | set(content.general.values())))


def _read_yaml(path: Path, problems: Problems) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.error(f"{path.name}: there is no such file")
    except UnicodeDecodeError:
        problems.error(f"{path.name}: is not UTF-8 text")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        problems.error(f"{path.name}: is not valid YAML{place}")
    else:
        if isinstance(data, dict):
            return data
        problems.error(f"{path.name}: is not a mapping")
    return {}
