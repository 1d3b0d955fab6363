"""The widget's scripts as a browser needs them: without the comments and the indentation people read them by."""

from __future__ import annotations

from collections.abc import Iterator


def trimmed(source: str) -> str:
    """The same script, line by line, without comments that have lines of their own.

    It is no parser: a comment beside code stays, and so does everything inside a line.
    """
    return "\n".join(_lines_of_code(source)) + "\n"


def _lines_of_code(source: str) -> Iterator[str]:
    in_comment = False
    for line in map(str.strip, source.splitlines()):
        if in_comment or (line.startswith("/*") and _ends_or_goes_on(line)):
            in_comment = "*/" not in line
        elif line and not line.startswith("//"):
            yield line


def _ends_or_goes_on(line: str) -> bool:
    """Whether a line that opens a comment holds nothing else: `/** @type {x} */ (y)` does."""
    return "*/" not in line or line.endswith("*/")
