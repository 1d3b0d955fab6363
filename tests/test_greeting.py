"""A chat on the website begins with the clinic's own words and questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.content_loader import load_content
from bot.greeting import greeting
from bot.problems import ContentError


def test_greeting_offers_the_starter_questions(content: Content) -> None:
    """Three or four, each a question that has an answer."""
    reply = greeting(content)
    assert 3 <= len(reply.choices) <= 4
    assert [choice.label for choice in reply.choices] == [
        content.questions[answer_id] for answer_id in content.clinic.starters
    ]
    assert "kyphoplasty and vertebroplasty" in reply.text


def edit(folder: Path, starters: str) -> None:
    """Give the clinic other starters."""
    path = folder / "clinic.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"starters: {starters}" if line.startswith("starters:") else line for line in lines]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.slow
def test_clinic_picks_its_own(content_copy: Path) -> None:
    """An edit of clinic.yml is all it takes, finer questions too; none at all is a greeting alone."""
    edit(content_copy, "[cost, activity.driving]")
    assert len(greeting(load_content(content_copy)).choices) == 2
    edit(content_copy, "[]")
    assert greeting(load_content(content_copy)).choices == ()


@pytest.mark.parametrize(
    "starters", ["[nonsense]", "recovery", "[cost, risks, brace, recovery, duration]", "[1]"]
)
def test_faulty_starters_are_named(small_content: Path, starters: str) -> None:
    """What is no question of topics.yml, or a wall of them, is a fault."""
    edit(small_content, starters)
    with pytest.raises(ContentError, match="starter"):
        load_content(small_content)
