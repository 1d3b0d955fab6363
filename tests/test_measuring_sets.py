"""The labelled sets in bench/: whole, sensibly labelled, and the blind one untouched by training."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.content import TOPICS
from bot.evaluation import Case, read_cases
from bot.settings import ROOT

pytestmark = pytest.mark.slow

BLIND = ROOT / "bench" / "blind.tsv"
UNSEEN = ROOT / "bench" / "unseen.tsv"
"""Written later; with dangers and lookalikes among its rows, as they come in."""
VOICES = ROOT / "bench" / "voices.tsv"
"""A part of what 16 writers wrote who knew the topics alone; the rest is taught."""
ALIKE = ROOT / "bench" / "alike.tsv"
"""Of the kind of dev.tsv, by two who had read that and the answers only."""
SETS = (BLIND, UNSEEN, VOICES, ALIKE, ROOT / "bench" / "validation.tsv")
LEAST_WORDS = 5
"""Two people may well write the same four words."""


def plain(text: str) -> str:
    """The words alone, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(params=SETS, ids=lambda path: path.name)
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of a set."""
    return read_cases(request.param)


def test_every_message_stands_once(cases: list[Case]) -> None:
    """No id and no wording stands there twice."""
    assert [key for key, count in Counter(case.id for case in cases).items() if count > 1] == []
    assert [key for key, count in Counter(case.text for case in cases).items() if count > 1] == []


def test_answers_accept_topics_there_are(cases: list[Case]) -> None:
    """A question with an answer accepts at least one of the fixed topics and nothing else; other kinds none."""
    for case in cases:
        assert case.accept <= set(TOPICS)
        assert bool(case.accept) == (case.kind == "answer"), case.id


def test_blind_set_has_every_topic_and_group() -> None:
    """The blind set is large enough, and asks about every topic."""
    cases = read_cases(BLIND)
    groups = Counter(case.group for case in cases)
    assert len(cases) >= 580
    assert {group for group, least in LEAST.items() if groups[group] < least} == set()
    assert set().union(*(case.accept for case in cases)) == set(TOPICS)


LEAST = {
    "lay": 180,
    "faq": 140,
    "human": 70,
    "chitchat": 40,
    "out_of_scope_medical": 100,
    "out_of_scope_other": 40,
}


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "nlu").glob("*.yml")), ids=lambda path: path.name)
def test_blind_sets_are_not_taught(path: Path) -> None:
    """No message of the blind sets stands among the examples."""
    examples = {plain(line) for line in path.read_text(encoding="utf-8").splitlines()}
    texts = {plain(case.text) for each in (BLIND, UNSEEN, VOICES, ALIKE) for case in read_cases(each)}
    assert [text for text in texts if len(text.split()) >= LEAST_WORDS and text in examples] == []
