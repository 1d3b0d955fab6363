"""Loading `content/`: YAML to `Content`, with every fault found and named before anything is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.clinic import Clinic
from bot.clinic_loader import read_clinic
from bot.content import TOPICS, Answer, Content, Language, Leaflet, Review
from bot.foreign_phrases import words_of
from bot.languages import is_known
from bot.pictures import read_picture
from bot.problems import Problems
from bot.red_flags import FILE as RED_FLAGS
from bot.red_flags import LEVELS, RedFlags, read_red_flags
from bot.replies import REPLY_KEYS, REPLY_PLACEHOLDERS
from bot.reply import Source
from bot.text_rules import TextRules
from bot.yaml_file import read_yaml

MAX_TEXT_WORDS = 60
MAX_MORE_WORDS = 120
LANGUAGES = "languages.yml"
CANNED = "canned.yml"
NOT_PROCEDURES = (
    CANNED,
    "clinic.yml",
    "general.yml",
    LANGUAGES,
    RED_FLAGS,
    "replies.yml",
    "sources.yml",
    "topics.yml",
)


def load_content(folder: Path, today: date | None = None) -> Content:
    """Read and check the whole folder.

    Raises ContentError, which lists every fault by file and name: unknown topic, missing source,
    text too long or too hard, unknown placeholder, review past its due date, broken YAML.
    """
    problems = Problems()
    clinic = read_clinic(read_yaml(folder / "clinic.yml", problems), problems)
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
        self.rules = TextRules((), clinic.facts())

    def load(self) -> Content:
        files = {
            path.name: read_yaml(path, self.problems)
            for path in sorted(self.folder.glob("*.yml"))
            if path.name not in NOT_PROCEDURES
        }
        names = self._procedure_names(files)
        self.rules = TextRules(tuple(name for every in names.values() for name in every), self.clinic.facts())
        self._check_clinic_rules()
        self._check_starters()
        own = {file: self._answers(file, files[file]) for file in names}
        red_flags = read_red_flags(
            read_yaml(self.folder / RED_FLAGS, self.problems), self.sources, self.problems
        )
        general = self._answers("general.yml", read_yaml(self.folder / "general.yml", self.problems))
        content = Content(
            clinic=self.clinic,
            questions=self.questions,
            leaflets=self._leaflets(files, names, own),
            general=general,
            replies=self._replies(red_flags),
            sources=self.sources,
            red_flags=red_flags,
            languages=self._languages(),
            canned=self._canned(),
        )
        return _with_warnings(content, self.problems)

    def _questions(self) -> dict[str, str]:
        questions: dict[str, str] = {}
        for topic, entry in read_yaml(self.folder / "topics.yml", self.problems).items():
            if topic not in TOPICS:
                self.problems.error(f"topics.yml: unknown topic '{topic}'")
                continue
            with self.problems.reading(f"topics.yml: {topic}"):
                questions[topic] = str(entry["question"])
                for finer, question in (entry.get("finer") or {}).items():
                    questions[f"{topic}.{finer}"] = str(question)
        for topic in TOPICS:
            if topic not in questions:
                self.problems.error(f"topics.yml: topic '{topic}' is missing")
        return questions

    def _sources(self) -> dict[str, Source]:
        sources = {}
        for key, entry in read_yaml(self.folder / "sources.yml", self.problems).items():
            try:
                year = f", {entry['year']}" if entry["year"] else ""
                sources[key] = Source(f"{entry['title']} ({entry['publisher']}{year})", entry["url"])
            except (KeyError, TypeError):
                self.problems.error(f"sources.yml: '{key}' needs title, publisher, year and url")
        return sources

    def _procedure_names(self, files: Mapping[str, dict[str, Any]]) -> dict[str, tuple[str, ...]]:
        """The names of the procedure in each file that has what a procedure's file needs."""
        names: dict[str, tuple[str, ...]] = {}
        owner: dict[str, str] = {}
        for file, data in files.items():
            if not isinstance(data.get("procedure"), str) or not _is_list_of_texts(data.get("names")):
                self.problems.error(f"{file}: needs 'procedure' and 'names' (a list)")
                continue
            names[file] = tuple(data["names"])
            for name in {data["procedure"].lower(), *(name.lower() for name in names[file])}:
                if owner.setdefault(name, file) != file:
                    self.problems.error(f"{file}: the name '{name}' belongs to {owner[name]} already")
        return names

    def _leaflets(
        self,
        files: Mapping[str, dict[str, Any]],
        names: Mapping[str, tuple[str, ...]],
        own: Mapping[str, dict[str, Answer]],
    ) -> dict[str, Leaflet]:
        by_procedure = {files[file]["procedure"]: answers for file, answers in own.items()}
        leaflets = {}
        for file, answers in own.items():
            procedure = files[file]["procedure"]
            described_as = files[file].get("described_as") or []
            if not _is_list_of_texts(described_as):
                self.problems.error(f"{file}: 'described_as' must be a list")
                described_as = []
            shared = self._shared_answers(file, files[file], by_procedure)
            leaflets[procedure] = Leaflet(procedure, names[file], tuple(described_as), {**answers, **shared})
        return leaflets

    def _answers(self, file: str, data: Mapping[str, Any]) -> dict[str, Answer]:
        """The answers that a file words itself."""
        answers: dict[str, Answer] = {}
        with self.problems.reading(f"{file}: answers"):
            for answer_id, entry in (data.get("answers") or {}).items():
                where = f"{file}: {answer_id}"
                if answer_id not in self.questions:
                    self.problems.error(f"{where}: unknown answer id (topics.yml lists them)")
                elif not isinstance(entry, dict):
                    self.problems.error(f"{where}: is not a mapping with 'text' or 'same_as'")
                elif "same_as" not in entry:
                    with self.problems.reading(where):
                        answers[answer_id] = self._answer(where, answer_id, entry)
        return answers

    def _shared_answers(
        self, file: str, data: Mapping[str, Any], by_procedure: Mapping[str, Mapping[str, Answer]]
    ) -> dict[str, Answer]:
        """The answers that a file takes over from another procedure's with `same_as`."""
        answers: dict[str, Answer] = {}
        entries = data.get("answers") if isinstance(data.get("answers"), dict) else {}
        for answer_id, entry in (entries or {}).items():
            if not isinstance(entry, dict) or "same_as" not in entry:
                continue
            other = str(entry["same_as"])
            if shared := by_procedure.get(other, {}).get(answer_id):
                answers[answer_id] = shared
            elif answer_id in self.questions:
                self.problems.error(f"{file}: {answer_id}: '{other}' has no such answer")
        return answers

    def _answer(self, where: str, answer_id: str, entry: dict[str, Any]) -> Answer:
        sources = entry.get("sources") or []
        if not _is_list_of_texts(sources):
            raise TypeError("sources")
        answer = Answer(
            id=answer_id,
            text=str(entry.get("text") or "").strip(),
            more=str(entry["more"]).strip() if entry.get("more") else None,
            sources=tuple(sources),
            review=self._review(where, entry),
            rule=str(entry["rule"]) if entry.get("rule") else None,
            picture=read_picture(where, entry["picture"], self.problems) if entry.get("picture") else None,
        )
        self._check_answer(where, answer, entry)
        return answer

    def _check_answer(self, where: str, answer: Answer, entry: dict[str, Any]) -> None:
        unknown = set(entry) - {"text", "more", "sources", "reviewed", "rule", "picture"}
        if unknown:
            self.problems.error(f"{where}: unknown field '{min(unknown)}'")
        self._tell(where, self.rules.faults(answer.text, MAX_TEXT_WORDS, ("procedure",)))
        if answer.more:
            self._tell(f"{where} (more)", self.rules.faults(answer.more, MAX_MORE_WORDS, ("procedure",)))
        if answer.picture:
            self._tell(f"{where} (picture)", self.rules.faults(answer.picture.alt, MAX_TEXT_WORDS))
        if not answer.sources:
            self.problems.error(f"{where}: names no source")
        for source in answer.sources:
            if source not in self.sources:
                self.problems.error(f"{where}: source '{source}' is not in sources.yml")
        if answer.rule and answer.rule not in self.clinic.rules:
            self.problems.error(f"{where}: rule '{answer.rule}' is not in clinic.yml")

    def _review(self, where: str, entry: dict[str, Any]) -> Review:
        if "reviewed" not in entry:
            self.problems.error(f"{where}: 'reviewed' is missing")
            return Review()
        signed = entry["reviewed"]
        if not isinstance(signed, dict) or set(signed) != {"by", "on", "due"}:
            self.problems.error(f"{where}: 'reviewed' must have by, on and due (null until it is signed off)")
            return Review()
        review = Review(**signed)
        if not all(day is None or type(day) is date for day in (review.on, review.due)):
            self.problems.error(f"{where}: 'on' and 'due' must be dates like 2026-12-25, without quotes")
            return Review()
        if bool(review.by) != bool(review.on):
            self.problems.error(f"{where}: a review needs both who ('by') and when ('on')")
        if review.due and review.due < self.today:
            self.problems.error(f"{where}: review was due on {review.due}")
        return review

    def _check_starters(self) -> None:
        for answer_id in self.clinic.starters:
            if answer_id not in self.questions:
                self.problems.error(f"clinic.yml: starter '{answer_id}' is not in topics.yml")

    def _check_clinic_rules(self) -> None:
        for key, rule in self.clinic.rules.items():
            if rule is not None:
                self._tell(f"clinic.yml: rule '{key}'", self.rules.faults(str(rule), MAX_TEXT_WORDS))

    def _replies(self, red_flags: RedFlags) -> dict[str, str]:
        data = read_yaml(self.folder / "replies.yml", self.problems)
        replies = {
            key: str(entry.get("text") or "").strip()
            for key, entry in data.items()
            if isinstance(entry, dict)
        }
        wanted = REPLY_KEYS.union(flag.reply for flag in red_flags.flags)
        for key in sorted(wanted - set(replies)):
            self.problems.error(f"replies.yml: '{key}' is missing")
        for key in sorted(set(map(str, replies)) - wanted):
            self.problems.error(f"replies.yml: unknown reply '{key}'")
        for key in sorted(wanted & set(replies)):
            faults = self.rules.faults(replies[key], MAX_MORE_WORDS, REPLY_PLACEHOLDERS)
            self._tell(f"replies.yml: {key}", faults)
        return replies

    def _canned(self) -> dict[str, str]:
        """Replies at hand for the staff; a clinic may leave the whole file out."""
        path = self.folder / CANNED
        canned: dict[str, str] = {}
        for key, entry in (read_yaml(path, self.problems) if path.exists() else {}).items():
            with self.problems.reading(f"{CANNED}: {key}"):
                text = str(entry["text"]).strip()
                self._tell(f"{CANNED}: {key}", self.rules.faults(text, MAX_TEXT_WORDS))
                canned[str(entry["title"])] = text
        return canned

    def _languages(self) -> dict[str, Language]:
        """The languages that are recognised; a clinic may leave the whole file out."""
        path = self.folder / LANGUAGES
        languages: dict[str, Language] = {}
        for code, entry in (read_yaml(path, self.problems) if path.exists() else {}).items():
            where = f"{LANGUAGES}: {code}"
            if not is_known(str(code)):
                self.problems.error(
                    f"{where}: is not the two-letter code of a language that can be recognised"
                )
                continue
            with self.problems.reading(where):
                languages[code] = self._language(where, entry)
        return languages

    def _language(self, where: str, entry: dict[str, Any]) -> Language:
        for field in ("words", "person", "thanks", "help_called", "no_better"):
            if not _is_list_of_texts(entry[field]):
                raise TypeError(field)
        for field in ("person", "thanks", "help_called", "no_better"):
            if not all(map(words_of, entry[field])):
                self.problems.error(f"{where}: a phrase of '{field}' has no word")
        texts = {part: str(entry[part]).strip() for part in ("first", "again", "welcome", "person_noted")}
        for part, text in texts.items():
            # How hard a text is to read can be told for English alone.
            faults = self.rules.faults_of_form(text, MAX_TEXT_WORDS, ("human",))
            self._tell(f"{where} ({part})", faults)
            self._check_names(f"{where} ({part})", text, "phone", "emergency")
        return Language(
            name=str(entry["name"]),
            first=texts["first"],
            again=texts["again"],
            welcome=texts["welcome"],
            helped=self._urgent(where, "helped", entry),
            urgent={level: self._urgent(where, level, entry) for level in LEVELS},
            person_noted=texts["person_noted"],
            person=tuple(entry["person"]),
            thanks=tuple(entry["thanks"]),
            help_called=tuple(entry["help_called"]),
            no_better=tuple(entry["no_better"]),
            words=tuple(entry["words"]),
            review=self._review(where, entry),
        )

    def _urgent(self, where: str, level: str, entry: Mapping[str, Any]) -> str:
        """What is said to a danger of this level, or once help for it is called."""
        text = str(entry.get(level) or "").strip()
        if not text:
            self.problems.error(f"{where}: '{level}' is missing")
            return text
        self._tell(f"{where} ({level})", self.rules.faults_of_form(text, MAX_TEXT_WORDS))
        needed = {"crisis": "crisis", "same_day": "phone"}.get(level, "emergency")
        self._check_names(f"{where} ({level})", text, needed, "emergency")
        return text

    def _check_names(self, where: str, text: str, first: str, second: str) -> None:
        if f"{{{first}}}" not in text or f"{{{second}}}" not in text:
            both = f"{{{first}}} and {{{second}}}" if first != second else f"{{{first}}}"
            self.problems.error(f"{where}: must name {both}")

    def _tell(self, where: str, faults: Iterable[str]) -> None:
        for fault in faults:
            self.problems.error(f"{where}: {fault}")


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _with_warnings(content: Content, problems: Problems) -> Content:
    for procedure in content.procedures:
        for topic in TOPICS:
            if not content.find(topic, procedure):
                problems.warning(f"{procedure}: no answer for topic '{topic}'")
    answers = {a for leaflet in content.leaflets.values() for a in leaflet.answers.values()}
    unsigned = sum(answer.review.by is None for answer in answers | set(content.general.values()))
    if unsigned:
        problems.warning(f"{unsigned} answers are not yet signed off by a clinician")
    unread = [language.name for language in content.languages.values() if not language.review.by]
    if unread:
        problems.warning(f"the texts in {', '.join(unread)} are not yet signed off")
    return replace(content, warnings=tuple(problems.warnings))
