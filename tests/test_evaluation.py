"""Replies to a labelled file are judged and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import (
    COLUMNS,
    ROW_COLUMNS,
    Case,
    EvaluationError,
    Outcome,
    read_cases,
    summarize,
    table,
)
from bot.reply import Choice, Reply

HEADER = "\t".join(COLUMNS)
ANSWER = Reply("Yes.", "answer", topics=("brace",), answer_ids=("brace",))
OFFER = Reply(
    "Did you mean?",
    "suggest",
    choices=tuple(Choice(t, "x", t) for t in ("risks", "cost", "brace", "activity")),
)
EMERGENCY = Reply("Call now.", "emergency", level="emergency_now")


def outcome(kind: str, accept: set[str], *replies: Reply, group: str = "g") -> Outcome:
    """A case of this kind and the replies it got."""
    return Outcome(Case("1", "text", kind, frozenset(accept), group), replies)


def cases_of(tmp_path: Path, *lines: str) -> list[Case]:
    """The cases of a file with these lines under the header."""
    path = tmp_path / "cases.tsv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return read_cases(path)


@pytest.mark.parametrize(
    ("kind", "accept", "replies", "verdict"),
    [
        ("answer", {"brace", "cost"}, (ANSWER,), "right"),
        ("answer", {"cost"}, (ANSWER,), "wrong"),
        ("answer", {"cost"}, (OFFER,), "offered"),
        ("answer", {"activity"}, (OFFER,), "missed"),
        ("answer", {"duration"}, (OFFER,), "missed"),
        ("answer", {"brace"}, (EMERGENCY,), "missed"),
        ("answer", {"brace"}, (EMERGENCY, ANSWER), "right"),
        ("emergency", set(), (EMERGENCY,), "right"),
        ("emergency", set(), (ANSWER,), "missed"),
        ("lookalike", set(), (EMERGENCY,), "wrong"),
        ("lookalike", set(), (OFFER,), "right"),
        ("handoff", set(), (Reply("Noted.", "handoff"),), "right"),
        ("handoff", set(), (ANSWER,), "missed"),
        ("out_of_scope", set(), (Reply("Sorry.", "out_of_scope"),), "right"),
        ("out_of_scope", set(), (ANSWER,), "wrong"),
        ("out_of_scope", set(), (OFFER,), "missed"),
        ("smalltalk", set(), (Reply("Hi.", "smalltalk"),), "right"),
    ],
)
def test_verdict(kind: str, accept: set[str], replies: tuple[Reply, ...], verdict: str) -> None:
    """A reply is right, offered, wrong or missed as the design defines it; a fourth choice does not count."""
    assert outcome(kind, accept, *replies).verdict == verdict


def test_row_has_the_columns_of_the_contract() -> None:
    """A row holds what the replies were, the text on one line."""
    wordy = Reply("Two\nlines\tand tabs.", "answer", topics=("cost",), answer_ids=("cost.insurance",))
    row = dict(zip(ROW_COLUMNS, outcome("answer", {"brace"}, ANSWER, wordy, EMERGENCY).row(), strict=True))
    assert row == {
        "id": "1",
        "kind": "answer",
        "topics": "brace|cost",
        "choices": "",
        "level": "emergency_now",
        "answer_ids": "brace|cost.insurance",
        "text": "Yes. Two lines and tabs. Call now.",
    }


def test_row_lists_three_choices() -> None:
    """A row lists the topics behind the first three choices."""
    row = dict(zip(ROW_COLUMNS, outcome("answer", set(), OFFER).row(), strict=True))
    assert (row["topics"], row["choices"]) == ("", "risks|cost|brace")


def test_cases_are_read(tmp_path: Path) -> None:
    """A line becomes a case, with its quotation marks and its accepted topics."""
    (case,) = cases_of(tmp_path, 'a1\tis "it" safe\tanswer\trisks|candidates\t\tlay')
    assert case == Case("a1", 'is "it" safe', "answer", frozenset({"risks", "candidates"}), "lay")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a1\ttext\tanswer\trisks", "line 3: 4 columns, and there must be 6"),
        ("a1\ttext\tguess\t\t\tlay", "line 3: unknown kind 'guess'"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    """A line that cannot be used is named by its number."""
    with pytest.raises(EvaluationError, match=fault):
        cases_of(tmp_path, "a0\ttext\tsmalltalk\t\t\tlay", line)


@pytest.mark.parametrize("content", [b"", b"id\ttext\n", b"\xff\xfe\x00", None])
def test_bad_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    """A file that is empty, has another header, is not UTF-8 or is not there is named."""
    path = tmp_path / "cases.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvaluationError, match=r"cases\.tsv"):
        read_cases(path)


# BUG (reported): str.splitlines in evaluation.py also cuts at U+2028, U+0085, form feeds and the like.
@pytest.mark.parametrize("odd", ["\u2028", "\u0085", "\x0b", "\x0c"])
def test_only_line_ends_end_a_line(tmp_path: Path, odd: str) -> None:
    """A message that holds a rare separator is still one message."""
    (case,) = cases_of(tmp_path, f"a1\tone{odd}two\tsmalltalk\t\t\tlay")
    assert case.text == f"one{odd}two"


def test_summary_counts_by_group() -> None:
    """Verdicts are counted for each group, and shares over all rows of a kind."""
    summary = summarize(
        [
            outcome("answer", {"brace"}, ANSWER, group="lay"),
            outcome("answer", {"cost"}, ANSWER, group="lay"),
            outcome("answer", {"cost"}, OFFER, group="faq"),
            outcome("answer", {"cost"}, EMERGENCY, group="faq"),
            outcome("out_of_scope", set(), ANSWER, group="oos"),
            outcome("emergency", set(), EMERGENCY, group="red"),
        ]
    )
    assert summary["messages"] == 6
    lay = {"kind": "answer", "messages": 2, "right": 1, "offered": 0, "wrong": 1, "missed": 0}
    assert summary["groups"]["lay"] == lay
    assert summary["answers_wrong"] == 0.25
    assert summary["out_of_scope_answered"] == summary["emergency_recall"] == 1.0
    assert summary["false_alarms"] == pytest.approx(0.2)


def test_nothing_to_count_is_no_number() -> None:
    """A share of no rows is not made up."""
    summary = summarize([outcome("smalltalk", set(), ANSWER)])
    assert summary["answers_wrong"] is summary["emergency_recall"] is None


def test_table_shows_groups_and_shares() -> None:
    """The table has a line for each group and each share that there is."""
    lines = table(summarize([outcome("answer", {"brace"}, ANSWER, group="lay")])).splitlines()
    assert lines[1].split() == ["lay", "1", "100.0%", "0.0%", "0.0%", "0.0%"]
    assert [line for line in lines if line.startswith("answer rows") and line.endswith("0.0%")]
    assert not [line for line in lines if line.startswith("emergencies")]


def test_alarms_are_counted_by_kind_with_their_interval() -> None:
    """Recall and false alarms are given for each kind of message, with how sure they are."""
    outcomes = [
        *[outcome("emergency", set(), EMERGENCY)] * 9,
        outcome("emergency", set(), ANSWER),
        outcome("lookalike", set(), EMERGENCY),
        *[outcome("lookalike", set(), ANSWER)] * 3,
        *[outcome("answer", {"brace"}, ANSWER)] * 10,
    ]
    summary = summarize(outcomes)
    assert {kind: (a["met"], a["messages"]) for kind, a in summary["alarms"].items()} == {
        "emergency": (9, 10),
        "lookalike": (1, 4),
        "answer": (0, 10),
    }
    low, high = summary["alarms"]["emergency"]["interval"]
    assert 0.55 < low < 0.9 < high < 1
    assert "emergency                  10    90.0%      59.6% to 98.2%" in table(summary)
