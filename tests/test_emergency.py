"""The emergency reply says what to do now, and nothing else."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.emergency import emergency_reply
from bot.readability import grade
from bot.red_flags import LEVELS, Level, RedFlag
from bot.reply import Reply

MAX_GRADE = 6.0


def met(content: Content, level: Level, key: str | None = None) -> Reply:
    """The reply to a danger of this level."""
    return emergency_reply(content, RedFlag(level, "some_flag", "Some reason", key or f"emergency.{level}"))


def emergency_texts(content: Content) -> list[str]:
    """Every emergency reply, as the patient reads it."""
    flags = content.red_flags.flags
    return sorted({met(content, flag.level, flag.reply).text for flag in flags})


@pytest.mark.parametrize("level", ["emergency_now", "crisis", "same_day"])
def test_level_has_its_own_words(content: Content, level: Level) -> None:
    """Each level has a text of its own, carries the level and offers no way past the help."""
    reply = met(content, level)
    assert (reply.kind, reply.level) == ("emergency", level)
    assert reply.choices == ()
    others = {met(content, other).text for other in LEVELS}
    assert len(others) == 3


def test_emergency_begins_with_the_number_to_call(content: Content) -> None:
    """The first words of an emergency reply are to call the emergency number."""
    assert met(content, "emergency_now").text.startswith(f"Call {content.clinic.emergency_number} now.")


def test_crisis_names_the_crisis_line(content: Content) -> None:
    """Someone in despair is given the crisis line."""
    assert content.clinic.crisis_line in met(content, "crisis").text


def test_same_day_names_the_clinic_and_the_night_line(content: Content) -> None:
    """What must be seen today names the clinic's phone and whom to call when it is closed."""
    text = met(content, "same_day").text
    assert content.clinic.phone in text
    assert content.clinic.out_of_hours in text


def test_every_emergency_reply_is_easy_to_read(content: Content) -> None:
    """Someone in danger reads school grade 6 at most."""
    hard = {text: grade(text, ()) for text in emergency_texts(content) if grade(text, ()) > MAX_GRADE}
    assert hard == {}


def test_every_emergency_reply_names_help_now_and_the_clinic(content: Content) -> None:
    """Each emergency reply gives the number for a life in danger and how to reach the clinic."""
    for text in emergency_texts(content):
        assert content.clinic.emergency_number in text
        assert content.clinic.phone in text


def test_crisis_is_met_with_the_crisis_line_first(content: Content) -> None:
    """The crisis line stands before every other number."""
    text = met(content, "crisis").text
    assert text.index(content.clinic.crisis_line) < text.index(content.clinic.emergency_number)
    assert text.index(content.clinic.crisis_line) < text.index(content.clinic.phone)


def test_reply_that_is_gone_falls_back_to_its_level(content: Content) -> None:
    """A flag whose own text was just edited away still gets the reply of its level."""
    assert met(content, "same_day", "emergency.gone").text == met(content, "same_day").text
