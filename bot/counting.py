"""Counting: a number before its noun, as it is read aloud."""

from __future__ import annotations


def counted(number: int, plural: str) -> str:
    """`1 message` or `3 messages`; `plural` is a noun whose plural only adds an s."""
    return f"{number} {noun_for(number, plural)}"


def noun_for(number: int, plural: str) -> str:
    """The noun alone, where the number is set apart from it."""
    return plural.removesuffix("s") if number == 1 else plural
