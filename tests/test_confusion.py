"""What was asked against what it was taken for: counted, drawn, and where it failed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.confusion import ASKED, TAKEN, Confusion, asked, taken
from bot.confusion_picture import SIZE, described, draw
from bot.content import TOPICS
from bot.evaluation import Case, Outcome
from bot.failures import failures
from bot.reply import Choice, Reply

SVG = "{http://www.w3.org/2000/svg}"
EMERGENCY = Reply("Call now.", "emergency", level="emergency_now")
FALLBACK = Reply("Sorry?", "fallback")


def answer(*topics: str) -> Reply:
    """An answer on these topics."""
    return Reply("Yes.", "answer", topics=topics)


def offer(*topics: str) -> Reply:
    """Choices for these topics."""
    return Reply("Which?", "suggest", choices=tuple(Choice(topic, topic, topic) for topic in topics))


def outcome(kind: str, accept: str, *replies: Reply, group: str = "lay", number: str = "1") -> Outcome:
    """A case with the topics it accepts, and its replies."""
    return Outcome(
        Case(number, "secret words", kind, frozenset(filter(None, accept.split("|"))), group), replies
    )


@pytest.mark.parametrize(
    ("kind", "accept", "replies", "pair"),
    [
        ("answer", "cost", (answer("cost"),), ("cost", "cost")),
        ("answer", "risks|brace", (answer("cost", "risks"),), ("risks", "risks")),
        ("answer", "risks|brace", (answer("cost"),), ("brace", "cost")),
        ("answer", "cost", (offer("brace", "cost"),), ("cost", "offered")),
        ("answer", "cost", (offer("brace"),), ("cost", "nothing")),
        ("answer", "cost", (FALLBACK,), ("cost", "nothing")),
        ("answer", "cost", (EMERGENCY,), ("cost", "emergency")),
        ("answer", "cost", (Reply("No.", "out_of_scope"),), ("cost", "out_of_scope")),
        ("out_of_scope", "", (answer("cost"),), ("out_of_scope", "cost")),
        ("out_of_scope", "", (Reply("No.", "out_of_scope"),), ("out_of_scope", "out_of_scope")),
        ("handoff", "", (Reply("Hi.", "smalltalk"),), ("handoff", "smalltalk")),
    ],
)
def test_pair(kind: str, accept: str, replies: tuple[Reply, ...], pair: tuple[str, str]) -> None:
    """Each outcome stands in one cell; what was right stands on the diagonal."""
    one = outcome(kind, accept, *replies)
    assert (asked(one), taken(one)) == pair


def test_lookalikes_have_no_cell() -> None:
    """A message that only must not raise an alarm has no right topic."""
    assert not Confusion.of([outcome("lookalike", "", FALLBACK)]).counts


@pytest.fixture
def drawn() -> ElementTree.Element:
    """The picture of a small confusion, read as XML."""
    confusion = Confusion.of(
        [outcome("answer", "cost", answer("cost"))] * 41 + [outcome("answer", "brace", FALLBACK)]
    )
    return ElementTree.fromstring(draw(confusion, "Asked & taken"))


def test_picture_is_told_to_whoever_cannot_see_it(drawn: ElementTree.Element) -> None:
    """Title and description stand in the picture and say what it shows."""
    assert drawn.attrib["role"] == "img"
    named = {element.attrib["id"]: element.text for element in drawn if "id" in element.attrib}
    assert [named[name] for name in drawn.attrib["aria-labelledby"].split()] == [
        "Asked & taken",
        "41 of 42 messages stand on the diagonal. Most often mixed up: brace as nothing, 1.",
    ]


def test_picture_names_every_row_and_column(drawn: ElementTree.Element) -> None:
    """Each topic stands once beside the rows and once above the columns, and the counts are written out."""
    texts = [element.text for element in drawn.iter(f"{SVG}text")]
    plain = [name.replace("_", " ") for name in (*ASKED, *TAKEN)]
    assert [text for text in texts if text in plain] == plain
    assert {"41", "1"} <= set(texts)


def test_picture_has_paper_and_colours_for_light_and_dark(drawn: ElementTree.Element) -> None:
    """Its own paper lies under everything, with a second set of colours for dark pages."""
    paper = next(drawn.iter(f"{SVG}rect"))
    assert (paper.attrib["class"], paper.attrib["width"], paper.attrib["height"]) == (
        "paper",
        *map(str, SIZE),
    )
    light, dark = (next(drawn.iter(f"{SVG}style")).text or "").split("@media (prefers-color-scheme: dark)")
    for each in (".paper {", "text {", ".note {", ".right {", ".wrong {", ".grid {"):
        assert each in light
        assert each in dark


def test_every_cell_is_in_the_picture(drawn: ElementTree.Element) -> None:
    """Nothing is drawn beyond the edge."""
    for box in drawn.iter(f"{SVG}rect"):
        assert float(box.attrib.get("x", 0)) + float(box.attrib["width"]) <= SIZE[0]
        assert float(box.attrib.get("y", 0)) + float(box.attrib["height"]) <= SIZE[1]


def test_nothing_mixed_up_is_said() -> None:
    """A bot without faults is described as such."""
    assert described(Confusion.of([outcome("answer", "cost", answer("cost"))])).endswith("mixed up: none.")


def test_failures_are_counted_by_group_and_topic() -> None:
    """Each group and topic with a failure has a line, the worst first; what is all right has none."""
    rows = [
        each.row()
        for each in failures(
            [
                outcome("answer", "cost", answer("cost")),
                outcome("answer", "cost", answer("risks"), number="2"),
                outcome("answer", "brace", answer("risks"), number="3"),
                outcome("answer", "brace", offer("brace"), number="4"),
                outcome("answer", "brace", FALLBACK, number="5"),
                outcome("smalltalk", "", Reply("Hi.", "smalltalk"), group="chat"),
            ]
        )
    ]
    assert rows == [
        ("lay", "brace", 3, 1, 1, 1, "risks 1, offered 1, nothing 1", "3, 4, 5"),
        ("lay", "cost", 2, 0, 1, 0, "risks 1", "2"),
    ]


def test_every_topic_has_its_row() -> None:
    """The picture holds today's topics."""
    assert ASKED[: len(TOPICS)] == TAKEN[: len(TOPICS)] == TOPICS
