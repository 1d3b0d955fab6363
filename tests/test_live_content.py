"""An edited text takes effect at once, and a broken edit changes nothing but the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import bot.live_content
from bot.live_content import LiveContent
from bot.problems import ContentError

OLD = "The doctor puts medicine near a sore nerve in your back."
NEW = "The doctor puts a drug near a sore nerve in your back."


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.live_content, "LOOK_EVERY", 0.0)


def edit(folder: Path, old: str, new: str) -> None:
    """Replace a text that must be there in the leaflet."""
    path = folder / "epidural.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(live: LiveContent) -> str:
    """What the bot would say to 'what is it?'."""
    answer = live.current().find("what_is", "epidural")
    assert answer is not None
    return answer.text


def test_edit_takes_effect(small_content: Path) -> None:
    """A changed text is said from the next message on."""
    live = LiveContent(small_content)
    assert said(live) == OLD
    edit(small_content, OLD, NEW)
    assert said(live) == NEW
    assert live.problems == []


@pytest.mark.slow
def test_edit_of_the_shipped_content_takes_effect(content_copy: Path) -> None:
    """A text of the shipped leaflets can be changed while the bot runs."""
    live = LiveContent(content_copy)
    path = content_copy / "kyphoplasty.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("is a treatment for a broken bone", "treats a broken bone", 1))
    answer = live.current().find("what_is", "kyphoplasty")
    assert answer is not None
    assert "treats a broken bone" in answer.text


def test_broken_edit_keeps_the_last_good_texts(small_content: Path, caplog: pytest.LogCaptureFixture) -> None:
    """After a broken edit the bot says what it said before, and the log names the fault loudly."""
    live = LiveContent(small_content)
    edit(small_content, OLD, "Call {fone}.")
    with caplog.at_level(logging.ERROR, logger="bot.live_content"):
        assert said(live) == OLD
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "epidural.yml: what_is: unknown placeholder {fone}" in record.getMessage()
    assert live.problems == ["epidural.yml: what_is: unknown placeholder {fone}"]


def test_broken_edit_is_logged_once(small_content: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The same broken edit is not told again with every message."""
    live = LiveContent(small_content)
    edit(small_content, "answers:", "answers: [")
    for _ in range(3):
        live.current()
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1


def test_mended_edit_is_taken(small_content: Path) -> None:
    """Once a broken edit is mended, the new text is said and nothing is wrong any more."""
    live = LiveContent(small_content)
    edit(small_content, OLD, "Call {fone}.")
    assert said(live) == OLD
    edit(small_content, "Call {fone}.", NEW)
    assert said(live) == NEW
    assert live.problems == []


def test_new_procedure_is_taken(small_content: Path) -> None:
    """A new leaflet is there from the next message on."""
    live = LiveContent(small_content)
    second = "procedure: block\nnames: [nerve block]\nanswers:\n  what_is:\n    same_as: epidural\n"
    (small_content / "block.yml").write_text(second)
    assert set(live.current().procedures) == {"epidural", "block"}


def test_vanished_file_keeps_the_last_good_texts(small_content: Path) -> None:
    """A file that is gone is a fault like any other."""
    live = LiveContent(small_content)
    (small_content / "sources.yml").unlink()
    assert said(live) == OLD
    assert "sources.yml: there is no such file" in live.problems


def test_bad_content_does_not_start(small_content: Path) -> None:
    """Without any good content there is nothing to begin with."""
    edit(small_content, OLD, "Call {fone}.")
    with pytest.raises(ContentError, match="fone"):
        LiveContent(small_content)


# BUG (reported): an impossible date stops the loader with a ValueError, and so the patient's message.
def test_impossible_date_keeps_the_last_good_texts(small_content: Path) -> None:
    """A slip of the pen in a date does not cost a patient the reply."""
    live = LiveContent(small_content)
    edit(small_content, "due: null", "due: 2027-02-30")
    assert said(live) == OLD
    assert live.problems
