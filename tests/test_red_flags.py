"""content/red_flags.yml is checked as a whole, every fault is named, and an edit takes effect at once."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.live_content
from bot.content import Content
from bot.content_loader import load_content
from bot.languages import language_guess
from bot.live_content import LiveContent
from bot.problems import ContentError
from bot.red_flags import LEVELS
from bot.screening import Screening

FAULTS = [
    # what stands there, what it is changed to, the fault that must be named
    ("negation: ['no']", "negation: []", "'negation' is missing or empty"),
    ("contrast:", "contrasts:", "unknown part 'contrasts'"),
    (
        "level: crisis",
        "level: urgent",
        "self_harm: level 'urgent' is not one of crisis, emergency_now, same_day",
    ),
    ("level: crisis", "level: same_day", "no flag has the level 'crisis'"),
    ("sources: [clinic]", "sources: [nhs]", "chest: source 'nhs' is not in sources.yml"),
    ("reason: Someone is in danger", "reason: [why]", "chest: 'reason' must be a text"),
    ("rules: [chest_pain]", "rules: [chest_pains]", "rule 'chest_pains': there is no concept 'chest_pains'"),
    ("rules: [chest_pain]", "rules: ['chest_pain and fever']", "is not like 'numb + legs'"),
    ("rules: [chest_pain]", "rules: chest_pain", "chest: rules: is not a list of texts"),
    ("rules: [chest_pain]", "colour: red", "chest: unknown field 'colour'"),
    ("rules: [chest_pain]", "reply: emergency.gone", "replies.yml: 'emergency.gone' is missing"),
    ("rules: [chest_pain]", "not_lowered_by: [luck]", "chest: there is no lowering 'luck'"),
    ("rules: [chest_pain]", "rules_decide: maybe", "chest: rules_decide 'maybe' is not true or false"),
    ("fever: [fever]", "fever: [38]", "concepts: fever: '38' is not a text (put it in quotes)"),
    ("{about: [can the]}", "[about]", "'lowering' is not a mapping"),
    ("  chest:\n", "  chest: text\n  other:\n", "chest: is not a mapping"),
    ("negation:", "in_other_languages: [es]\nnegation:", "'in_other_languages' is not a mapping"),
    ("negation:", "in_other_languages: {es: dolor}\nnegation:", "'es' is not a mapping"),
    (
        "negation:",
        "in_other_languages: {es: {brust: [pecho]}}\nnegation:",
        "in_other_languages: there is no concept 'brust'",
    ),
    (
        "negation:",
        "in_other_languages: {es: {wordings: {urgent: [pecho]}}}\nnegation:",
        "es: wordings: 'urgent' is not one of crisis, emergency_now, same_day, none",
    ),
]


@pytest.fixture
def edit(small_content: Path) -> Path:
    """The small content's red flags, to be edited."""
    return small_content / "red_flags.yml"


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS)
def test_fault_is_named(edit: Path, old: str, new: str, fault: str) -> None:
    """Whatever is wrong with the file is told by name before a patient meets it."""
    text = edit.read_text(encoding="utf-8")
    assert old in text
    edit.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(edit.parent)
    assert [problem for problem in caught.value.problems if fault in problem], caught.value.problems


def test_missing_file_is_named(edit: Path) -> None:
    """Without the file the bot does not start."""
    edit.unlink()
    with pytest.raises(ContentError, match=r"red_flags\.yml: there is no such file"):
        load_content(edit.parent)


@pytest.mark.slow
def test_clinicians_edit_takes_effect(edit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A phrase that a clinician adds is recognised from the next message on."""
    monkeypatch.setattr(bot.live_content, "LOOK_EVERY", 0.0)
    screening = Screening(LiveContent(edit.parent))
    assert screening.screen("I feel a ruddy thump") is None
    text = edit.read_text(encoding="utf-8")
    edit.write_text(text.replace("chest_pain: [chest pain]", "chest_pain: [chest pain, ruddy thump]"))
    found = screening.screen("I feel a ruddy thump")
    assert found is not None
    assert found.flag == "chest"


def test_phrases_of_other_languages_join_the_concepts(edit: Path) -> None:
    """Whatever a concept, a lowering word or a denial is in another language counts as it does in English."""
    text = edit.read_text(encoding="utf-8")
    added = "in_other_languages: {es: {chest_pain: [dolor de pecho], negation: [sin], wordings: {none: [hola]}}}\n"
    edit.write_text(text.replace("negation:", f"{added}negation:", 1), encoding="utf-8")
    flags = load_content(edit.parent).red_flags
    assert "dolor de pecho" in flags.concepts["chest_pain"]
    assert "sin" in flags.negation
    assert flags.foreign_wordings == {"hola": "none"}
    assert flags.in_other_languages == {"dolor de pecho": "es", "sin": "es"}


def test_every_level_has_flags_with_wordings(content: Content) -> None:
    """The shipped file covers each level, and each flag says why and in which words."""
    flags = content.red_flags.flags
    assert {flag.level for flag in flags} == set(LEVELS)
    for flag in flags:
        # Where the learned check has no say, wordings are only tested.
        assert len(flag.wordings) >= (10 if flag.rules_decide else 30)
        assert flag.reason
        assert flag.rules


@pytest.mark.slow
def test_wordings_stand_once(content: Content) -> None:
    """No message is taught as dangerous and as harmless, or twice."""
    wordings = [" ".join(text.lower().split()) for text in content.red_flags.wordings()]
    assert sorted({text for text in wordings if wordings.count(text) > 1}) == []


def test_no_test_message_is_taught(content: Content) -> None:
    """The messages that the recognition is measured with are not among those it learns from."""
    taught = {" ".join(text.lower().split()) for text in content.red_flags.wordings()}
    lines = (Path(__file__).parent / "red_flags.tsv").read_text(encoding="utf-8").splitlines()[1:]
    messages = {" ".join(line.split("\t")[1].lower().split()) for line in lines}
    # Very short ones ('chest pain') are anybody's words.
    assert sorted(text for text in taught & messages if len(text) > 25) == []


def test_what_is_made_of_the_flags_is_made_once(small_content: Path) -> None:
    """An edit of another text leaves them equal, so nothing is made anew; an edit of theirs does not."""
    first = load_content(small_content)
    (small_content / "replies.yml").touch()
    again = load_content(small_content)
    assert (again.red_flags, hash(again.red_flags)) == (first.red_flags, hash(first.red_flags))
    assert language_guess(again) is language_guess(first)
    flags = small_content / "red_flags.yml"
    flags.write_text(flags.read_text().replace("negation: ['no']", "negation: ['no', 'not']"))
    assert load_content(small_content).red_flags != first.red_flags
