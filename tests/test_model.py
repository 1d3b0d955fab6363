"""A model is trained again exactly when what it is made of changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model import FAST, fingerprint, quiet_environment

FILES = (
    "config.yml", "domain.yml", "data/nlu/brace.yml", "data/stories/rules.yml", "bot/nlu/gate.py",
    "bot/encoder_graph.py", "bot/english.py", "bot/procedures.py", "bot/sentence_encoder.py", "bot/slips.py",
    "bot/softmax_regression.py", "bot/spacy_english.py", "bot/spelling.py", "bot/word_pairs.py",
    "bot/store.py", "content/brace.yml", "actions/answer.py", "endpoints.yml", "README.md",
)  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project in small."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml", "domain.yml", "data/nlu/brace.yml", "data/stories/rules.yml", "bot/nlu/gate.py",
        "bot/encoder_graph.py", "bot/english.py", "bot/procedures.py", "bot/sentence_encoder.py", "bot/slips.py",
        "bot/softmax_regression.py", "bot/spacy_english.py", "bot/spelling.py", "bot/word_pairs.py",
    ],
)  # fmt: skip
def test_change_of_an_ingredient_changes_the_fingerprint(tree: Path, name: str) -> None:
    """Configuration, domain, data and components make the model; put back, it is the old one again."""
    before = fingerprint(tree)
    (tree / name).write_text("changed\n")
    assert fingerprint(tree) != before
    (tree / name).write_text(f"# {name}\n")
    assert fingerprint(tree) == before


@pytest.mark.parametrize(
    "name",
    ["content/brace.yml", "bot/store.py", "actions/answer.py", "endpoints.yml", "README.md", "new.txt"],
)
def test_change_of_anything_else_does_not(tree: Path, name: str) -> None:
    """Texts, the core and the actions can change without training."""
    before = fingerprint(tree)
    (tree / name).write_text("changed\n")
    assert fingerprint(tree) == before


@pytest.mark.parametrize("name", ["data/nlu/cost.yml", "data/deeper/down/cost.yml", "bot/nlu/new.py"])
def test_new_ingredient_changes_the_fingerprint(tree: Path, name: str) -> None:
    """A new file of data or a new component is noticed."""
    before = fingerprint(tree)
    (tree / name).parent.mkdir(parents=True, exist_ok=True)
    (tree / name).write_text("")
    assert fingerprint(tree) != before


def test_renamed_ingredient_changes_the_fingerprint(tree: Path) -> None:
    """A file of data under another name is another file."""
    before = fingerprint(tree)
    (tree / "data/nlu/brace.yml").rename(tree / "data/nlu/corset.yml")
    assert fingerprint(tree) != before


def test_fingerprint_does_not_depend_on_the_place(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same project elsewhere has the same fingerprint, twelve hex digits long."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "project"
    before = fingerprint(tree)
    tree.rename(elsewhere)
    assert fingerprint(elsewhere) == before
    assert len(before) == 12
    assert int(before, 16) >= 0


def test_large_pages_are_asked_for() -> None:
    """The C library takes the setting as it is spelled, and asks the kernel where that gives them on request."""
    code = "import re; kept = bytearray(64_000_000); text = open('/proc/self/smaps').read(); "
    code += "print(any('hg' in flags.split() for flags in re.findall('VmFlags: (.*)', text)))"
    environment = {**os.environ, **FAST}
    asked = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    pages = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    on_request = pages.exists() and "[madvise]" in pages.read_text(encoding="ascii")
    assert (asked.stdout.strip(), asked.stderr) == (str(on_request), "")


def test_rasa_is_told_to_keep_to_itself() -> None:
    """Telemetry and error reports are off in every process of Rasa's that is started."""
    environment = quiet_environment()
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["SENTRY_DSN"] == ""
