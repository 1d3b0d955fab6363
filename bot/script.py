"""The widget's files as a browser needs them: without the comments and the indentation people read them by."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TYPE = re.compile(r"/\*\* @type [^*]*\*/ ?")
"""A type that stands beside code, for editors."""


def trimmed(source: str) -> str:
    """The same script or style sheet, line by line, without comments that have lines of their own, and without types.

    It is no parser: any other comment beside code stays, and so does everything inside a line.
    """
    return "\n".join(_lines_of_code(source)) + "\n"


def _lines_of_code(source: str) -> Iterator[str]:
    in_comment = False
    for line in source.splitlines():
        code = _TYPE.sub("", line).strip()
        if in_comment or code.startswith("/*"):
            in_comment = "*/" not in code
        elif code and not code.startswith("//"):
            yield code
