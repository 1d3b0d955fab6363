"""The right approved answer is found: the procedure's own, else the general one, else the topic's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content import Answer, Content, Leaflet, Review, topic_of

OWN, GENERAL, TOPIC = (
    Answer(answer_id, text, None, ("clinic",), Review())
    for answer_id, text in (("cost.insurance", "own"), ("cost.insurance", "general"), ("cost", "topic"))
)


def with_answers(content: Content, own: list[Answer], general: list[Answer]) -> Content:
    """The content with one procedure that has the answers `own`."""
    leaflet = Leaflet("epidural", ("epidural",), (), {answer.id: answer for answer in own})
    return replace(content, leaflets={"epidural": leaflet}, general={answer.id: answer for answer in general})


@pytest.mark.parametrize(
    ("own", "general", "found"),
    [
        ([OWN, TOPIC], [GENERAL], OWN),
        ([TOPIC], [GENERAL], GENERAL),
        ([TOPIC], [], TOPIC),
        ([], [TOPIC], TOPIC),
        ([], [], None),
    ],
)
def test_finest_answer_wins(
    content: Content, own: list[Answer], general: list[Answer], found: Answer | None
) -> None:
    """The procedure's own answer wins, then the general one, then the topic's; without any there is none."""
    assert with_answers(content, own, general).find("cost.insurance", "epidural") is found


def test_unknown_procedure_gets_general_answers_only(content: Content) -> None:
    """A procedure without a leaflet has the general answers and nothing else."""
    assert content.find("osteoporosis", "epidural") == content.general["osteoporosis"]
    assert content.find("what_is", "epidural") is None


def test_shared_answer_is_one_group(content: Content) -> None:
    """Procedures that share a text stand in one group, in the order asked."""
    (group,) = content.groups("bone_cement", content.procedures)
    assert group.procedures == content.procedures
    assert set(group.procedures) == {"vertebroplasty", "kyphoplasty"}


def test_different_answers_are_different_groups(content: Content) -> None:
    """Procedures with texts of their own stand in groups of their own."""
    groups = content.groups("what_is", content.procedures)
    assert [group.procedures for group in groups] == [(name,) for name in content.procedures]


def test_procedure_without_an_answer_is_in_no_group(content: Content) -> None:
    """A procedure that has no answer is left out."""
    assert with_answers(content, [], []).groups("brace", ["epidural"]) == []


def test_version_changes_with_the_words() -> None:
    """An answer's version changes when its text or its second part does, and not with its review."""
    versions = {OWN.version, replace(OWN, text="Own").version, replace(OWN, more="more").version}
    assert len(versions) == 3
    assert replace(OWN, review=Review("Dr Example")).version == OWN.version


def test_topic_is_the_part_before_the_dot() -> None:
    """A finer answer reports the topic it belongs to."""
    assert [topic_of("activity.driving"), topic_of("activity"), OWN.topic] == ["activity", "activity", "cost"]
