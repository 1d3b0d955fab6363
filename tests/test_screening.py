"""The most urgent of what is found in a message and before it; what is stated is told from what is guessed at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from no_slips import NoSlips

from bot.live_content import LiveContent
from bot.red_flags import Level, RedFlag
from bot.safety import LEARNED, LEARNED_REASON
from bot.screening import Screening

pytestmark = pytest.mark.slow


class Fixed(NoSlips):
    """A learned check that always says the same, or fails."""

    def __init__(self, chance: float | None, level: str = "emergency_now") -> None:
        self._said = None if chance is None else {level: chance}

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """What it always says."""
        if self._said is None:
            raise RuntimeError
        return self._said


class HalvesOnly(Fixed):
    """A learned check that takes long messages for despair."""

    def __init__(self) -> None:
        super().__init__(0.6, "crisis")

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """Nothing in few words."""
        return super().probabilities(text, concepts) if len(text.split()) > 8 else {"none": 1.0}


def by_rule(level: Level) -> RedFlag:
    """What a rule names."""
    return RedFlag(level, "some_flag", "Some reason", f"emergency.{level}")


def learned(level: Level, language: str | None = None) -> RedFlag:
    """What only the learned check sees."""
    return RedFlag(level, LEARNED, LEARNED_REASON, f"emergency.{level}", language)


@pytest.mark.parametrize(
    ("red_flag", "check", "is_sure"),
    [
        (by_rule("emergency_now"), None, True),
        (by_rule("emergency_now"), Fixed(0.4), True),
        (by_rule("emergency_now"), Fixed(0.1), False),
        (by_rule("emergency_now"), Fixed(None), True),
        (by_rule("crisis"), Fixed(0.1), True),
        (learned("emergency_now"), Fixed(0.9), True),
        (learned("emergency_now"), Fixed(0.6), False),
        (learned("crisis"), Fixed(0.9), False),
        (learned("crisis"), Fixed(0.35, "crisis"), False),
        (learned("crisis"), Fixed(0.6, "crisis"), True),
        (learned("emergency_now", "es"), Fixed(0.9), False),
    ],
)
def test_rule_or_a_high_chance_makes_sure(
    live_content: LiveContent, red_flag: RedFlag, check: Fixed | None, is_sure: bool
) -> None:
    """For despair its own chance counts; a check that fails takes nothing away; it has read no Spanish."""
    assert Screening(live_content, check).is_sure(red_flag, "words") == is_sure


class PairCheck(NoSlips):
    """A learned check that sees despair in one message and a body in danger in two."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """By whether the message before is there too."""
        if "breath" in text:
            return {"crisis": 0.05, "emergency_now": 0.9, "same_day": 0.0, "none": 0.05}
        crisis = 0.9 if "still here" in text else 0.4
        return {"crisis": crisis, "emergency_now": 0.0, "same_day": 0.0, "none": 1 - crisis}


@pytest.mark.parametrize(
    ("before", "text", "is_found"),
    [
        ("and driving the van?", "what's the damage going to be, moneywise", False),
        ("it is my driving", "and the damage I could do", True),
    ],
)
def test_two_questions_are_not_two_halves_of_one(
    small_content: Path, before: str, text: str, is_found: bool
) -> None:
    """Whatever the learned check makes of both together."""
    screening = Screening(LiveContent(small_content), HalvesOnly())
    assert (screening.screen(text, before=before) is not None) == is_found


def test_despair_guessed_at_is_read_with_the_message_before(small_content: Path) -> None:
    """After 'no breath' the words 'let me sleep' are the body's; by themselves they are met with the crisis line."""
    screening = Screening(LiveContent(small_content), PairCheck())
    alone, after = (
        screening.screen("let me sleep"),
        screening.screen("let me sleep", before="I get no breath"),
    )
    assert alone is not None
    assert after is not None
    assert (alone.level, after.level) == ("crisis", "emergency_now")


@pytest.mark.parametrize("text", ["I want to die", "what am I still here for"])
def test_despair_that_is_no_guess_comes_first(small_content: Path, text: str) -> None:
    """Where a rule names it or the learned check is sure: whatever hurts besides."""
    screening = Screening(LiveContent(small_content), PairCheck())
    found = screening.screen(text, before="I get no breath")
    assert found is not None
    assert (found.level, found.guessed) == ("crisis", False)
