"""The report on content that loads says how hard it is to read and what is still to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checking import report
from bot.content import Content
from bot.content_loader import load_content


@pytest.fixture
def small(small_content: Path) -> Content:
    """A little content, quick to grade."""
    return load_content(small_content)


def test_report_sums_up(small: Content) -> None:
    """The report counts procedures and texts and names the hardest one."""
    lines = list(report(small))
    assert lines[0] == "1 procedures: epidural"
    assert "reading grade" in lines[1]
    assert "at most (" in lines[1]


def test_report_lists_what_is_to_do(small: Content) -> None:
    """Each missing topic and the unsigned answers are told."""
    todo = [line for line in report(small) if line.startswith("To do: ")]
    assert "To do: epidural: no answer for topic 'brace'" in todo
    assert todo[-1].startswith("To do: 3 answers are not yet signed off")


def test_verbose_report_lists_every_text(small: Content) -> None:
    """Asked for all, the report has a line with grade and length for each text and each second part."""
    lines = [line for line in report(small, verbose=True) if " words " in line]
    assert [line for line in lines if line.endswith("epidural: what_is (more)")]
    assert [line for line in lines if line.endswith("general: cost")]
    assert [line for line in lines if line.endswith("replies: handoff.open")]
    assert int(lines[0].split()[2]) > 0
