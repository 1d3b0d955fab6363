"""Every story in this folder, told to the trained model by Rasa's own test runner."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.rasa

FILES = sorted(Path(__file__).parent.glob("test_*.yml"))
STORIES = [
    pytest.param(story["story"], id=f"{file.stem.removeprefix('test_')}: {story['story']}")
    for file in FILES
    for story in yaml.safe_load(file.read_text())["stories"]
]


@pytest.mark.parametrize("story", STORIES)
def test_the_story_goes_as_written(story: str, successful_stories: frozenset[str], failures: str) -> None:
    """Each message of the story is understood as written and met with the action that follows."""
    assert story in successful_stories, failures


def test_every_story_has_a_name_of_its_own() -> None:
    """Two stories of one name could hide each other's failure."""
    names = [param.values[0] for param in STORIES]
    assert len(names) == len(set(names))
