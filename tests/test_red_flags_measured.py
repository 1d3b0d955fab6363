"""How many dangers are recognised and how many harmless messages raise an alarm, on tests/red_flags.tsv.

Nobody's messages: they were written for this test, apart from those that the recognition learns from.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.content import Content
from bot.danger_model import load_danger_model
from bot.model import train_danger_model
from bot.red_flags import RedFlag
from bot.safety import Safety
from bot.settings import Settings

Row = dict[str, str]
Screen = Callable[[str], RedFlag | None]
LOOKALIKES = {"about", "past", "negated", "chronic", "hypothetical", "ordinary"}
MEDIAN_MILLISECONDS = 15.0


@cache
def rows() -> list[Row]:
    """The test set: id, text, level and flag."""
    with (Path(__file__).parent / "red_flags.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def raised(screen: Screen, condition: Callable[[Row], bool]) -> float:
    """The share of these messages that is met with an emergency reply."""
    chosen = [row for row in rows() if condition(row)]
    return sum(screen(row["text"]) is not None for row in chosen) / len(chosen)


@pytest.fixture(scope="module")
def rules(content: Content) -> Screen:
    """The rules alone, as they work when there is no model."""
    return cache(Safety(content.red_flags).screen)


@pytest.fixture(scope="module")
def whole(content: Content) -> Screen:
    """The rules and the learned check, trained if need be."""
    settings = Settings.from_environment()
    train_danger_model(settings, print)
    learned = load_danger_model(settings)
    assert learned is not None
    return cache(Safety(content.red_flags, learned).screen)


def test_set_is_large_and_half_harmless() -> None:
    """There are enough messages to measure with, and as many harmless ones as dangerous ones."""
    dangerous = sum(row["level"] != "none" for row in rows())
    assert len(rows()) >= 400
    assert 0.4 <= dangerous / len(rows()) <= 0.6


def test_rules_alone_see_most_dangers(rules: Screen) -> None:
    """Without a model two of three dangers are seen, and one lookalike in ten raises an alarm."""
    assert raised(rules, lambda row: row["level"] != "none") >= 0.72
    assert raised(rules, lambda row: row["flag"] in LOOKALIKES) <= 0.10
    assert raised(rules, lambda row: row["flag"] in {"plain", "smalltalk"}) == 0


@pytest.mark.rasa
@pytest.mark.parametrize(("level", "floor"), [("emergency_now", 0.96), ("crisis", 0.84), ("same_day", 0.90)])
def test_danger_of_each_level_is_met_with_help(whole: Screen, level: str, floor: float) -> None:
    """Of each level nearly every message is met with an emergency reply."""
    assert raised(whole, lambda row: row["level"] == level) >= floor


@pytest.mark.rasa
def test_danger_is_met_with_help(whole: Screen) -> None:
    """Of all dangers at least 95 in 100 are met with an emergency reply, most of them of the right level."""
    assert raised(whole, lambda row: row["level"] != "none") >= 0.95
    dangers = [(whole(row["text"]), row["level"]) for row in rows() if row["level"] != "none"]
    assert sum(found is not None and found.level == level for found, level in dangers) / len(dangers) >= 0.9


@pytest.mark.rasa
def test_harmless_messages_rarely_raise_an_alarm(whole: Screen) -> None:
    """Lookalikes seldom raise an alarm; plain questions and small talk never do."""
    assert raised(whole, lambda row: row["flag"] in LOOKALIKES) <= 0.15
    assert raised(whole, lambda row: row["flag"] == "plain") <= 0.04
    assert raised(whole, lambda row: row["flag"] == "smalltalk") == 0


@pytest.mark.rasa
def test_screening_is_quick(whole: Screen, content: Content) -> None:
    """A message is screened in less than 15 milliseconds at the median."""
    screen = Safety(content.red_flags, load_danger_model(Settings.from_environment())).screen
    times = []
    for row in rows()[::4]:
        started = time.perf_counter()
        screen(row["text"])
        times.append(1000 * (time.perf_counter() - started))
    assert statistics.median(times) < MEDIAN_MILLISECONDS


@pytest.mark.rasa
def test_our_own_questions_raise_no_alarm(whole: Screen, content: Content) -> None:
    """The questions behind the bot's own choices never lead to an emergency reply."""
    alarms = {question for question in content.questions.values() if whole(question)}
    assert alarms == set()
