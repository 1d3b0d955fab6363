"""Every drawing is there for the web and for Telegram, says what it shows, and can do nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.pictures import PICTURES, has_picture

DRAWINGS = sorted(PICTURES.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def test_there_are_drawings() -> None:
    """The two procedures' steps are drawn."""
    assert [drawing.stem for drawing in DRAWINGS] == ["kyphoplasty-steps", "vertebroplasty-steps"]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_drawing_comes_in_every_kind(drawing: Path) -> None:
    """A PNG stands beside each drawing."""
    assert has_picture(drawing.stem)
    assert drawing.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_drawing_says_what_it_shows(drawing: Path) -> None:
    """A drawing that is opened by itself has a title and a description."""
    root = ElementTree.parse(drawing).getroot()
    for part in ("title", "desc"):
        assert (root.findtext(SVG + part) or "").strip()


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_drawing_runs_and_loads_nothing(drawing: Path) -> None:
    """A drawing holds no script, no link and nothing from elsewhere."""
    for element in ElementTree.parse(drawing).iter():
        assert element.tag not in {SVG + "script", SVG + "foreignObject", SVG + "image", SVG + "a"}
        assert all(not name.startswith("on") for name in element.attrib)
        assert element.get("href", "#").startswith("#")


@pytest.mark.parametrize("name", ["", "none-such", "../pictures/kyphoplasty-steps", "Kyphoplasty-Steps"])
def test_other_names_are_no_picture(name: str) -> None:
    """A name that is not a drawing's is refused, and so is a path."""
    assert not has_picture(name)
