"""The evaluation report: made whole, silent on rows from elsewhere, and current in shape."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.confusion import ASKED, TAKEN
from bot.evaluation import Case, EvaluationError, Outcome, read_cases
from bot.evaluation_report import (
    FAILURE_COLUMNS,
    GROUP_COLUMNS,
    MEASURE_COLUMNS,
    SECTIONS,
    Extras,
    read_extras,
    write_report,
)
from bot.measures import MEASURES
from bot.model import pipeline
from bot.reply import Reply
from bot.robustness import Robustness, Writing
from bot.settings import ROOT

REPORT = ROOT / "docs" / "evaluation.md"
OURS = ROOT / "bench" / "blind.tsv"
ANSWER = Reply("The brace.", "answer", topics=("brace",))
Tables = dict[str, list[list[str]]]


def outcomes(number: str) -> list[Outcome]:
    """One message answered right and one wrong."""
    return [
        Outcome(Case(f"{number}a", "secret words", "answer", frozenset({"brace"}), "lay"), (ANSWER,)),
        Outcome(Case(f"{number}b", "secret words", "answer", frozenset({"cost"}), "lay"), (ANSWER,)),
    ]


def sections(text: str) -> Tables:
    """The rows of the tables under each heading, their heads first."""
    found: Tables = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
            found[heading] = []
        elif line.startswith("| ") and not line.startswith("| ---"):
            found[heading].append([cell.strip() for cell in line.strip("|").split(" | ")])
    return found


def written(tmp_path: Path, extras: Extras) -> str:
    """A report on a file of ours and on one from elsewhere."""
    path = tmp_path / "report.md"
    elsewhere = tmp_path / "hospital" / "dev.tsv"
    write_report(path, {OURS: outcomes("ours"), elsewhere: outcomes("theirs")}, extras, date(2026, 1, 2))
    return path.read_text(encoding="utf-8")


def test_report_has_every_section_and_its_picture(tmp_path: Path) -> None:
    """Date, model, figures with intervals, failures and the picture are all there."""
    text = written(tmp_path, Extras())
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert "- Date: 2026-01-02" in text
    found = sections(text)["`bench/blind.tsv`"]
    assert ["lay right", "2", "50.0%", "0.0% to 100.0%", "at least 80%", "no"] in sections_of(
        text, "How good it is"
    )
    assert ["lay", "cost", "1", "0", "1", "0", "brace 1", "oursb"] in found
    ElementTree.parse(tmp_path / "report-confusion.svg")
    assert "(report-confusion.svg)" in text


def sections_of(text: str, section: str) -> list[list[str]]:
    """All table rows within one section, its files' headings included."""
    part = text.split(f"## {section}\n")[1].split("\n## ")[0]
    return [row for rows in sections(part).values() for row in rows] if "#" in part else []


def test_rows_from_elsewhere_leave_no_trace(tmp_path: Path) -> None:
    """Of a file outside the project neither texts, nor ids, nor where it lies are told."""
    text = written(tmp_path, Extras())
    assert "`dev.tsv`" in text
    assert [trace for trace in ("secret", "theirs", "hospital", str(tmp_path)) if trace in text] == []


def test_other_measurements_are_included(tmp_path: Path) -> None:
    """The figures of the two other benchmarks stand in the same report when their files are given."""
    robust, nlu = tmp_path / "robust.json", tmp_path / "nlu.json"
    clean = Writing("clean", 10, 0, {"lay right": 0.9})
    shouted = Writing("in capitals", 10, 10, {"lay right": 0.8})
    robust.write_text(json.dumps(Robustness("some.tsv", 1, (clean, shouted)).as_dict()))
    nlu.write_text(json.dumps({"few-shot": {"ours": {"BANKING77": 87.5}}}))
    text = written(tmp_path, read_extras(robust, nlu))
    assert "| in capitals | 10 of 10 | 80.0% (-10.0) | no: lay right |" in text
    assert "| ours | 87.5 |" in text
    assert "--robust robust.json --nlu nlu.json" in text
    assert "was drawn once." in text


def test_draws_are_told_of(tmp_path: Path) -> None:
    """Where chance was drawn several times, the report says how often, and shows the lowest and highest draw."""
    robust = tmp_path / "robust.json"
    clean = Writing("clean", 10, 0, {"lay right": 0.9})
    slips = Writing("one typing error", 30, 30, {"lay right": 0.8}, {"lay right": [0.7, 0.9]})
    robust.write_text(json.dumps(Robustness("some.tsv", 3, (clean, slips)).as_dict()))
    text = written(tmp_path, read_extras(robust=robust))
    assert "was drawn 3 times, with seeds 0 to 2." in text
    assert "behind them the lowest and the highest draw." in text
    assert "| one typing error | 30 of 30 | 80.0% (-10.0) 70.0 to 90.0 | no: lay right |" in text


@pytest.mark.parametrize("content", [None, "{", "[]", '{"writings": []}', '{"writings": [{"odd": 1}]}'])
def test_file_of_another_kind_is_named(tmp_path: Path, content: str | None) -> None:
    """A file that bench/robust.py did not write is named before anything is measured."""
    path = tmp_path / "robust.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(EvaluationError, match=r"robust\.json"):
        read_extras(robust=path)


@pytest.fixture(scope="module")
def report() -> str:
    """The report that the project ships."""
    return REPORT.read_text(encoding="utf-8")


def test_shipped_report_has_todays_sections(report: str) -> None:
    """Every section that the command writes today stands in the report, in its order, and no other."""
    assert [line[3:] for line in report.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert re.search(r"^- Date: \d{4}-\d\d-\d\d$", report, re.MULTILINE)


def test_shipped_report_names_todays_model(report: str) -> None:
    """The model it was made with has a fingerprint, and the components of today's config.yml."""
    assert re.search(r"^- Model: `clinic-[0-9a-f]{12}`$", report, re.MULTILINE)
    (line,) = re.findall(r"^- Understanding: (.*)$", report, re.MULTILINE)
    assert re.findall(r"`(\w+)`", line) == pipeline()


@pytest.mark.parametrize(
    "name",
    ["bench/unseen.tsv", "bench/alike.tsv", "bench/blind.tsv", "bench/voices.tsv", "bench/validation.tsv"],
)
def test_shipped_report_measures_todays_groups(report: str, name: str) -> None:
    """Each of the project's own files is measured, with the groups and kinds it has today."""
    groups = dict.fromkeys((case.group, case.kind) for case in read_cases(ROOT / name))
    good = sections(report.split("## How good it is")[1].split("\n## ")[0])[f"`{name}`"]
    start = good.index(list(GROUP_COLUMNS))
    assert good[0] == list(MEASURE_COLUMNS)
    assert [(row[0], row[1]) for row in good[start + 1 :]] == list(groups)
    assert {row[0] for row in good[1:start]} <= {measure.name for measure in MEASURES}


def test_shipped_report_fails_on_todays_topics(report: str) -> None:
    """Where it fails is told by topics and kinds that there are today."""
    tables = sections(report.split("## Where it still fails")[1])
    for rows in tables.values():
        assert tuple(rows[0][: len(FAILURE_COLUMNS)]) == FAILURE_COLUMNS
        assert {row[1] for row in rows[1:]} <= {*ASKED, "lookalike"}
        named = [name for row in rows[1:] for name in re.findall(r"([a-z_]+) \d+", row[6])]
        assert set(named) <= set(TAKEN)


def test_shipped_picture_has_todays_topics(report: str) -> None:
    """The picture that the report shows has a row and a column for each topic of today."""
    (name,) = re.findall(r"^!\[.+\]\((.+\.svg)\)$", report, re.MULTILINE)
    picture = ElementTree.parse(REPORT.with_name(name)).getroot()
    texts = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    plain = [each.replace("_", " ") for each in (*ASKED, *TAKEN)]
    assert [text for text in texts if text in plain] == plain


def test_shipped_report_can_be_made_anew(report: str) -> None:
    """The command that made it stands in its head, and the command line takes it."""
    from bot.cli import parser

    (line,) = re.findall(r"^clinic-bot (eval .+)$", report, re.MULTILINE)
    options = parser().parse_args(line.split())
    assert options.report == Path("docs/evaluation.md")
