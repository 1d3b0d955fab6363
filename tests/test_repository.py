"""What must not be in the project's files is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.slow

EVALUATION = ROOT.parent / "shared" / "eval" / "dev.tsv"
MIN_CHARACTERS = 25
"""A shorter message is anybody's wording."""
BINARY = {".png", ".jpg", ".ico", ".gz", ".onnx", ".db", ".pyc", ".woff2"}

INDEX_URL = re.compile(r"https?://[^\s\"'<>)]*(/simple\b|/packages/|\.whl\b)", re.IGNORECASE)
# Split, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + "root|work|home/[a-z]|Users/[A-Za-z]" + r")[/\w]*/[\w.]")


def ignored() -> set[str]:
    """The folders that .gitignore leaves out, and git's own."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {".git", *(line.strip("/") for line in lines if line.endswith("/"))}


def files(folder: Path, leave_out: set[str]) -> Iterator[Path]:
    """The text files under a folder."""
    for path in sorted(folder.iterdir()):
        if path.name in leave_out or path.suffix in BINARY or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from files(path, leave_out)
        else:
            yield path


@cache
def text_of(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def folded(text: str) -> str:
    """A text without regard to case, line breaks and doubled spaces."""
    return " ".join(text.lower().split())


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern occurs in the project's files, by file and line."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files(ROOT, ignored())
        if pattern.search(text_of(path))
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_address_of_a_package_index() -> None:
    """No file says where packages come from: that is for whoever installs to set."""
    assert places(INDEX_URL) == []


def test_no_path_of_one_machine() -> None:
    """No file names a folder that exists on one machine only."""
    assert places(MACHINE_PATH) == []


def test_patterns_find_what_they_look_for() -> None:
    """The two searches above would find what they are for."""
    assert INDEX_URL.search("--index-url https://" + "index.example/simple")
    assert MACHINE_PATH.search("see /" + "root/project/file.py")
    assert not MACHINE_PATH.search("see docs/" + "work/file.py, ~/" + "home/a/b")


@pytest.mark.skipif(not EVALUATION.exists(), reason="the evaluation file is not on this machine")
def test_no_message_of_the_evaluation_is_taught() -> None:
    """No message of the evaluation file stands in training data, content or tests."""
    rows = [line.split("\t") for line in EVALUATION.read_text(encoding="utf-8").split("\n")[1:] if line]
    messages = {row[0]: folded(row[1]) for row in rows if len(row[1]) > MIN_CHARACTERS}
    assert messages
    found = [
        f"{path.relative_to(ROOT)}: row {row}"
        for folder in ("data", "content", "tests")
        for path in files(ROOT / folder, ignored())
        for row, message in messages.items()
        if message in folded_text(path)
    ]
    # Only the rows' ids are shown, never their words.
    assert found == []


@cache
def folded_text(path: Path) -> str:
    """The folded text of a file."""
    return folded(text_of(path))
