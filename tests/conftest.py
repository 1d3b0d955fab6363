"""What the core tests share: the shipped content, a store on disk, and an assistant played over real HTTP."""

from __future__ import annotations

import asyncio
import csv
import gc
import re
import shutil
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import settings as hypothesis_settings
from played_assistant import PlayedAssistant, playing

from bot.content import TOPICS, Content
from bot.live_content import LiveContent
from bot.replies import REPLY_KEYS
from bot.reply import Choice, Link, Picture, Reply, Source
from bot.settings import ROOT, Settings
from bot.store import Store

if TYPE_CHECKING:
    from patient import Patient

    from bot.assistant import Assistant

hypothesis_settings.register_profile("core", max_examples=40, deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("core")

MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HEAVY = frozenset({"spacy", "starlette", "telegram", "uvicorn", "playwright", "rasa"})
"""Libraries that take so long to import that the core tests do without."""
MARKS = ("slow", "rasa", "stack")
_WHOLE_FILE = re.compile(r"^pytestmark = pytest\.mark\.(\w+)", re.MULTILINE)

KEY = "bm90LWEtc2VjcmV0LWJ1dC1nb29kLWZvci10ZXN0cyE="
"""A key for contacts that guards nothing."""

LEAFLET = """\
procedure: epidural
names: [epidural, epidural steroid injection]
answers:
  what_is:
    text: The doctor puts medicine near a sore nerve in your back.
    more: It may help with pain that runs down a leg.
    sources: [clinic]
    reviewed: {by: null, on: null, due: null}
  activity.driving:
    text: Ask the staff when you may drive.
    rule: driving
    sources: [clinic]
    reviewed: {by: null, on: null, due: null}
"""
SOURCES = "clinic: {title: Patient leaflet, publisher: The clinic, year: 2026, url: null}\n"
GENERAL = """\
answers:
  cost:
    text: The staff can tell you what you will pay.
    sources: [clinic]
    reviewed: {by: null, on: null, due: null}
"""

FLAG = """\
  {name}:
    level: {level}
    reason: Someone is in danger
    sources: [clinic]
    rules: [{concept}]
    wordings: ["{wording}"]
"""
RED_FLAGS = (
    "concepts: {chest_pain: [chest pain], despair: [want to die], fever: [fever]}\n"
    "lowering: {about: [can the]}\nnegation: ['no']\ncontrast: [but]\nhappening_now: [now]\n"
    "spelled_right: [showering]\n"
    "harmless: {about: [can the cement cause a fever]}\nflags:\n"
    + FLAG.format(name="chest", level="emergency_now", concept="chest_pain", wording="I have chest pain")
    + FLAG.format(name="self_harm", level="crisis", concept="despair", wording="I want to die")
    + FLAG.format(name="fever", level="same_day", concept="fever", wording="I have a fever")
)

FIRST, *REST = sorted(REPLY_KEYS)

SMALL_FILES = {
    "epidural.yml": LEAFLET,
    "red_flags.yml": RED_FLAGS,
    "sources.yml": SOURCES,
    "general.yml": GENERAL,
    "topics.yml": "".join(f"{topic}:\n  question: What?\n  finer:\n    driving: When?\n" for topic in TOPICS),
    "replies.yml": f"{FIRST}: &same\n  text: You are welcome to call us at any time.\n"
    + "".join(f"{key}: *same\n" for key in REST),
}


def pytest_configure() -> None:
    """End the way Ctrl-C does when told to end: what the tests started is stopped then."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out a file or folder whose tests are all unwanted: importing it costs more than the quick tests take."""
    files = sorted(collection_path.glob("test_*.py")) if collection_path.is_dir() else [collection_path]
    unwanted = [_is_unwanted(file, config.option.markexpr) for file in files if file.match("test_*.py")]
    return True if unwanted and all(unwanted) else None


def _is_unwanted(file: Path, wanted: str) -> bool:
    """Whether the mark expression rules out the one mark that all tests of a file have."""
    mark = _WHOLE_FILE.search(file.read_text(encoding="utf-8"))
    return mark is not None and f"not {mark[1]}" in wanted


def pytest_collection_finish(session: pytest.Session) -> None:
    """See to it that the core tests stay quick: nothing heavy was imported to collect them."""
    heavy = sorted(HEAVY & set(sys.modules))
    if heavy and not any(map(_is_marked, session.items)):
        raise pytest.UsageError(f"Collecting the core tests imported {', '.join(heavy)}: mark what needs it.")
    # What is there by now stays: the garbage collector need not look at it again and again.
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """A core test that is the first to need something heavy fails, whatever runs with it."""
    before = HEAVY & set(sys.modules)
    yield
    heavy = sorted(HEAVY & set(sys.modules) - before)
    if heavy and not _is_marked(item):
        pytest.fail(f"This test imported {', '.join(heavy)}: mark it as slow.")


def _is_marked(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(mark) for mark in MARKS)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a Monday at noon at the door: the clinic is open, and the bot is silent while its patient waits."""
    monkeypatch.setattr("bot.patient_handoff.utc_now", lambda: datetime(2026, 11, 23, 17, tzinfo=UTC))


@pytest.fixture(scope="session")
def live_content() -> LiveContent:
    """The shipped content as the door and the actions read it."""
    return LiveContent(ROOT / "content")


@pytest.fixture(scope="session")
def content(live_content: LiveContent) -> Content:
    """The content the project ships."""
    return live_content.current()


@pytest.fixture(autouse=True)
def in_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clinic is open unless a test says otherwise: whom to call must not depend on when the tests run."""
    for module in ("bot.replies", "bot.emergency"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: MONDAY_NOON)


@pytest.fixture(scope="session")
def english_texts() -> list[str]:
    """Every message of the validation set and of what the bot is taught."""
    with (ROOT / "bench" / "validation.tsv").open(encoding="utf-8") as file:
        texts = [row[1] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            texts += [line.strip()[2:].strip() for line in (entry.get("examples") or "").splitlines()]
    return texts


@pytest.fixture
def content_copy(tmp_path: Path) -> Path:
    """A copy of the shipped content, to be edited."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def small_content(tmp_path: Path) -> Path:
    """The shipped clinic with one short leaflet and short replies: quick to load, to be edited."""
    folder = tmp_path / "small"
    folder.mkdir()
    shutil.copy(ROOT / "content" / "clinic.yml", folder)
    for name, text in SMALL_FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the store in `tmp_path`; called twice, it opens the same file twice."""
    opened: list[Store] = []

    def make() -> Store:
        opened.append(Store(tmp_path / "data" / "clinic.db"))
        # No test cuts the power: waiting for the disk at each commit takes longer than all else.
        opened[-1].database.execute("PRAGMA synchronous = OFF")
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="session")
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "clinic.db"
    Store(path).close()
    return path


@pytest.fixture
def store(tmp_path: Path, _empty_database: Path, make_store: Callable[[], Store]) -> Store:
    """An empty store; its file is copied, because making the schema takes a while."""
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(_empty_database, tmp_path / "data" / "clinic.db")
    return make_store()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that touch nothing outside `tmp_path`."""
    return Settings.from_environment(
        {"CLINIC_BOT_DATA": str(tmp_path / "data"), "CLINIC_BOT_MODELS": str(tmp_path / "models")}
    )


@pytest.fixture
def reply() -> Reply:
    """A reply that uses every field of the contract."""
    return Reply(
        text="It takes about an hour.",
        kind="answer",
        topics=("duration",),
        procedure="kyphoplasty",
        answer_ids=("duration",),
        level=None,
        choices=(Choice("How do I prepare?", "/preparation", "preparation"),),
        sources=(Source("Leaflet (The clinic)", None), Source("Guide", "https://example.org/guide")),
        reviewed="Dr Example, 2026-01-02",
        links=(Link("+1 555 010 0199", "tel:+15550100199"),),
        pictures=(Picture("epidural-steps", "Medicine goes in near a nerve."),),
    )


@pytest.fixture(scope="session")
def _played() -> Iterator[PlayedAssistant]:
    with playing() as played:
        yield played


@pytest.fixture
def played(_played: PlayedAssistant, reply: Reply) -> PlayedAssistant:
    """An assistant that is played over real HTTP; it says `reply` until told otherwise."""
    _played.begins(reply)
    return _played


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop in which the tests wait for replies."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def assistant(_played: PlayedAssistant, loop: asyncio.AbstractEventLoop) -> Iterator[Assistant]:
    """Our side of the line to the played assistant; made once, because making one takes a while."""
    from bot.assistant import Assistant

    assistant = Assistant(_played.url, timeout=5.0)
    yield assistant
    loop.run_until_complete(assistant.close())


@pytest.fixture
def hurried(_played: PlayedAssistant, loop: asyncio.AbstractEventLoop) -> Iterator[Assistant]:
    """The same, but it waits for a twentieth of a second only."""
    from bot.assistant import Assistant

    assistant = Assistant(_played.url, timeout=0.05)
    yield assistant
    loop.run_until_complete(assistant.close())


@pytest.fixture
def patient(
    store: Store,
    live_content: LiveContent,
    played: PlayedAssistant,
    assistant: Assistant,
    loop: asyncio.AbstractEventLoop,
) -> Patient:
    """A patient of a clinic that has a key for contacts; messages reach the played assistant."""
    from patient import Patient

    from bot.conversation import Conversations

    return Patient(Conversations(store, assistant, live_content, contact_key=KEY), store, loop)
