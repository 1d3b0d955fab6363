"""Live languages: what the clinic adds to content/languages.yml is told from the next look on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bot.live_content import LOOK_EVERY, LiveContent
from bot.live_languages import LiveLanguageGuess

pytestmark = pytest.mark.slow


def test_language_that_is_added_is_recognised(content_copy: Path) -> None:
    """No restart is needed."""
    path = content_copy / "languages.yml"
    whole = path.read_text(encoding="utf-8")
    without = whole.replace("\nes:", "\nsv:", 1)
    assert without != whole
    path.write_text(without, encoding="utf-8")
    guess = LiveLanguageGuess(LiveContent(content_copy))
    asked = "cuándo puedo conducir después de la operación"
    assert guess.guess(asked) != "es"
    path.write_text(whole, encoding="utf-8")
    os.utime(path, (time.time() + 5, time.time() + 5))
    time.sleep(LOOK_EVERY)
    assert guess.guess(asked) == "es"
