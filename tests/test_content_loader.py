"""Content is checked as a whole, and every fault is told by file and name."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.content import TOPICS, Content
from bot.content_loader import load_content
from bot.problems import ContentError
from bot.settings import ROOT

TEXT = "The doctor puts medicine near a sore nerve in your back."
HARD = "Percutaneous administration of corticosteroids considerably ameliorates radicular inflammation."
SIGNED = "reviewed: {by: null, on: null, due: null}"

SAID = "You are welcome to call us at any time."
FAULTS = [
    # file, what stands there, what it is changed to, the fault that must be named
    ("epidural.yml", "  what_is:", "  what_it_is:", "epidural.yml: what_it_is: unknown answer id"),
    ("topics.yml", "brace:", "braces:", "topics.yml: unknown topic 'braces'"),
    ("topics.yml", "brace:", "braces:", "topics.yml: topic 'brace' is missing"),
    ("epidural.yml", "[clinic]", "[nhs]", "epidural.yml: what_is: source 'nhs' is not in sources.yml"),
    ("epidural.yml", "[clinic]", "[]", "epidural.yml: what_is: names no source"),
    ("epidural.yml", TEXT, "It is so. " * 20, "epidural.yml: what_is: 60 words, and must be under 60"),
    (
        "epidural.yml",
        "It may help with pain that runs down a leg.",
        "It is so. " * 40,
        "epidural.yml: what_is (more): 120 words, and must be under 120",
    ),
    ("epidural.yml", TEXT, HARD, "epidural.yml: what_is: reading grade"),
    ("epidural.yml", TEXT, "Call {fone}.", "epidural.yml: what_is: unknown placeholder {fone}"),
    ("epidural.yml", "rule: driving", "rule: flying", "rule 'flying' is not in clinic.yml"),
    ("epidural.yml", TEXT, "It is <b>safe</b>.", "epidural.yml: what_is: markup or an address"),
    ("epidural.yml", TEXT, "See https://example.org.", "epidural.yml: what_is: markup or an address"),
    ("epidural.yml", TEXT, "''", "epidural.yml: what_is: has no text"),
    ("epidural.yml", f"    {SIGNED}\n", "", "epidural.yml: what_is: 'reviewed' is missing"),
    ("epidural.yml", "more:", "mehr:", "epidural.yml: what_is: unknown field 'mehr'"),
    (
        "epidural.yml",
        "rule: driving",
        "picture: steps",
        "activity.driving: 'picture' must have 'name' and 'alt'",
    ),
    (
        "epidural.yml",
        "rule: driving",
        "picture: {name: ../front, alt: A needle.}",
        "epidural.yml: activity.driving: there is no picture '../front'",
    ),
    (
        "epidural.yml",
        "rule: driving",
        "picture: {name: kyphoplasty-steps, alt: ''}",
        "epidural.yml: activity.driving (picture): has no text",
    ),
    ("epidural.yml", "names:", "called:", "epidural.yml: needs 'procedure' and 'names'"),
    ("epidural.yml", "what_is:", "what_is: text\n  brace:", "what_is: is not a mapping"),
    ("epidural.yml", "answers:", "answers: [", "epidural.yml: is not valid YAML at line"),
    ("general.yml", "cost:", "price:", "general.yml: price: unknown answer id"),
    ("sources.yml", "title:", "name:", "sources.yml: 'clinic' needs title, publisher, year and url"),
    ("replies.yml", "smalltalk.greet:", "smalltalk.hi:", "replies.yml: 'smalltalk.greet' is missing"),
    ("replies.yml", "smalltalk.greet:", "smalltalk.hi:", "replies.yml: unknown reply 'smalltalk.hi'"),
    (
        "replies.yml",
        SAID,
        HARD,
        "replies.yml: answer.anything_else: reading",
    ),
    ("clinic.yml", 'phone: "', "phone: 1 #", "clinic.yml: 'phone' must be a text"),
]
ODD_EDITS = {
    "due-date-in-quotes": ("epidural.yml", "due: null", "due: '2020-01-01'"),
    "due-date-that-no-month-has": ("epidural.yml", "due: null", "due: 2027-02-30"),
    "answers-as-a-list": ("general.yml", "answers:\n  cost:\n", "answers: [cost]\nmore:\n"),
    "source-in-double-brackets": ("epidural.yml", "[clinic]", "[[clinic]]"),
    "names-no-list": ("epidural.yml", "[epidural, epidural steroid injection]", "3"),
    "signed-without-a-date": ("epidural.yml", "by: null", "by: Dr Example"),
    "topic-without-its-question": (
        "topics.yml",
        "brace:\n  question: What?\n  finer:\n    driving: When?",
        "brace: What?",
    ),
    "unknown-placeholder-in-a-reply": ("replies.yml", "You are welcome to", "At {fone} you can"),
    "markup-in-a-reply": ("replies.yml", "You are welcome", "<b>You are welcome</b>"),
    "holiday-that-no-month-has": ("clinic.yml", "2026-12-25", "2026-12-35"),
}


def faults(folder: Path, today: date | None = None) -> list[str]:
    """The faults that loading this folder names."""
    with pytest.raises(ContentError) as caught:
        load_content(folder, today)
    return caught.value.problems


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there, the first time it occurs."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_shipped_content_answers_every_topic_for_every_procedure(content: Content) -> None:
    """Each shipped procedure has an answer to each of the 22 topics."""
    assert len(TOPICS) == 22
    missing = [(p, t) for p in content.procedures for t in TOPICS if content.find(t, p) is None]
    assert not missing


def test_shipped_content_answers_every_question_itself(content: Content) -> None:
    """Each question in topics.yml has an answer of exactly that id for each shipped procedure."""
    fallen_back = [
        (procedure, answer_id)
        for procedure in content.procedures
        for answer_id in content.questions
        if (answer := content.find(answer_id, procedure)) is None or answer.id != answer_id
    ]
    assert not fallen_back


def test_shipped_content_names_a_source_for_every_answer(content: Content) -> None:
    """Every shipped answer names at least one source, and every source has a title."""
    answers = [a for leaflet in content.leaflets.values() for a in leaflet.answers.values()]
    assert all(answer.sources for answer in [*answers, *content.general.values()])
    assert all(source.title for source in content.sources.values())


def test_small_content_loads(small_content: Path) -> None:
    """The small folder that the next tests break is itself without fault."""
    loaded = load_content(small_content)
    assert loaded.leaflets["epidural"].names == ("epidural", "epidural steroid injection")
    assert loaded.sources["clinic"].title == "Patient leaflet (The clinic, 2026)"


def test_missing_topics_only_warn(small_content: Path) -> None:
    """A procedure that does not answer every topic yet loads, and each topic it lacks is told."""
    warnings = load_content(small_content).warnings
    assert "epidural: no answer for topic 'brace'" in warnings
    assert not [warning for warning in warnings if "'cost'" in warning or "'what_is'" in warning]


def test_unsigned_answers_only_warn(small_content: Path) -> None:
    """Answers that no clinician signed off are counted, and do not stop the bot."""
    assert "3 answers are not yet signed off by a clinician" in load_content(small_content).warnings


@pytest.mark.parametrize(("file", "old", "new", "fault"), FAULTS, ids=[fault for *_, fault in FAULTS])
def test_fault_is_named(small_content: Path, file: str, old: str, new: str, fault: str) -> None:
    """A fault stops the load and is told by its file, its answer and what is wrong."""
    edit(small_content / file, old, new)
    assert [problem for problem in faults(small_content) if fault in problem]


@pytest.mark.parametrize(
    ("same_as", "fault"),
    [
        ("nothing", "epidural.yml: brace: 'nothing' has no such answer"),
        ("epidural", "epidural.yml: brace: 'epidural' has no such answer"),
    ],
)
def test_same_as_must_lead_to_an_answer(small_content: Path, same_as: str, fault: str) -> None:
    """An answer that points to another procedure's is refused when there is none."""
    edit(small_content / "epidural.yml", "answers:", f"answers:\n  brace:\n    same_as: {same_as}")
    assert faults(small_content) == [fault]


def test_same_as_shares_the_answer(small_content: Path) -> None:
    """An answer that points to another procedure's is that very answer."""
    second = "procedure: block\nnames: [nerve block]\nanswers:\n  what_is:\n    same_as: epidural\n"
    (small_content / "block.yml").write_text(second)
    loaded = load_content(small_content)
    shared = loaded.find("what_is", "block")
    assert shared is not None
    assert shared == loaded.find("what_is", "epidural")


def test_procedure_has_one_file(small_content: Path) -> None:
    """A second file for the same procedure is a fault."""
    second = "procedure: epidural\nnames: [shot]\nanswers: {}\n"
    (small_content / "zz.yml").write_text(second)
    assert faults(small_content)[0] == "zz.yml: the name 'epidural' belongs to epidural.yml already"


def test_review_is_good_until_its_due_date(small_content: Path) -> None:
    """A review counts on the day it is due, and is a fault the day after."""
    edit(small_content / "epidural.yml", "due: null", "due: 2027-05-01")
    assert load_content(small_content, date(2027, 5, 1))
    overdue = faults(small_content, date(2027, 5, 2))
    assert overdue == ["epidural.yml: what_is: review was due on 2027-05-01"]


def test_text_that_is_not_utf8_is_named(small_content: Path) -> None:
    """A file saved in another encoding is named."""
    (small_content / "epidural.yml").write_bytes("procedure: épidural".encode("latin-1"))
    assert "epidural.yml: is not UTF-8 text" in faults(small_content)


@pytest.mark.parametrize("file", ["clinic.yml", "topics.yml", "sources.yml", "general.yml", "replies.yml"])
def test_missing_file_is_named(small_content: Path, file: str) -> None:
    """A file that is not there is named."""
    (small_content / file).unlink()
    assert f"{file}: there is no such file" in faults(small_content)


def test_file_that_is_a_list_is_named(small_content: Path) -> None:
    """A file that is no mapping is named."""
    (small_content / "general.yml").write_text("- cost\n")
    assert faults(small_content) == ["general.yml: is not a mapping"]


def test_all_faults_are_told_at_once(small_content: Path) -> None:
    """A writer sees every fault in one go."""
    edit(small_content / "epidural.yml", TEXT, "Call {fone} or see <b>us</b>.")
    edit(small_content / "general.yml", "[clinic]", "[nhs]")
    assert len(faults(small_content)) == 3


# BUG (reported): these edits pass every check of content_loader.py, or stop it with a TypeError, a
# ValueError or an AttributeError in place of a ContentError, so that the running bot's LiveContent fails
# with them instead of keeping the last good texts.
@pytest.mark.parametrize(("file", "old", "new"), ODD_EDITS.values(), ids=ODD_EDITS)
def test_odd_edit_is_named_too(small_content: Path, file: str, old: str, new: str) -> None:
    """Whatever a writer mistypes, loading names it and does not fall over or let it through."""
    edit(small_content / file, old, new)
    assert [problem for problem in faults(small_content) if problem.startswith(file)]


@pytest.mark.slow
def test_loading_content_does_without_spacy() -> None:
    """The action server loads content at its first turn, and must not wait for spaCy there."""
    code = "import sys; from pathlib import Path; from bot.content_loader import load_content; "
    code += "load_content(Path('content')); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
