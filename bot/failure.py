"""Failure: what a log may say of an error whose text may hold a patient's words."""

from __future__ import annotations

import traceback


def where_it_failed(error: BaseException) -> str:
    """Types and places of an error and its causes; not their texts."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        lines.append(f"{type(cause).__name__}{place}")
        cause = cause.__cause__ or cause.__context__
    return " from ".join(lines)
