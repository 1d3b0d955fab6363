"""The OpenAPI document: `openapi.yml` beside this file, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from bot.problems import Problems
from bot.yaml_file import read_yaml

FILE = Path(__file__).with_name("openapi.yml")


@cache
def document() -> dict[str, Any]:
    """The document; raises ContentError if the file is broken."""
    problems = Problems()
    data = read_yaml(FILE, problems)
    problems.raise_if_any()
    return data
