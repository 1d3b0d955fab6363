"""Pictures: our own drawings, and which of them an answer may name."""

from __future__ import annotations

import re
from typing import Any

from bot.problems import Problems
from bot.reply import Picture
from bot.settings import ROOT

PICTURES = ROOT / "bot" / "static" / "pictures"
KINDS = ("svg", "png")
"""The drawing itself, and what is made from it for channels that show no drawings."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_picture(where: str, entry: Any, problems: Problems) -> Picture | None:
    """The drawing an answer names, with what it shows in words; every fault goes to `problems`."""
    if not isinstance(entry, dict) or set(entry) != {"name", "alt"}:
        problems.error(f"{where}: 'picture' must have 'name' and 'alt' (what it shows, in words)")
        return None
    picture = Picture(str(entry["name"]), str(entry["alt"]).strip())
    if not has_picture(picture.name):
        problems.error(f"{where}: there is no picture '{picture.name}'")
    return picture


def has_picture(name: str) -> bool:
    """Whether there is a drawing of this name, in every kind."""
    return bool(_NAME.fullmatch(name)) and all((PICTURES / f"{name}.{kind}").is_file() for kind in KINDS)
