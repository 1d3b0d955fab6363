"""Slips: which words a slip of the finger makes of a word."""

from __future__ import annotations

from collections.abc import Iterator

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDINGS = frozenset({"s", "d", "r", "n", "ly", "'s"})


def is_slip(typed: str, meant: str) -> bool:
    """Whether one slip made `typed` of `meant`: a letter left out, doubled, swapped or from a key beside."""
    return typed != meant and are_slips(typed, meant, 1)


def are_slips(typed: str, meant: str, most: int) -> bool:
    """Whether at most so many slips made `typed` of `meant`; another language's word is hardly ever two away."""
    if typed == meant:
        return True
    return most > 0 and any(are_slips(nearer, meant, most - 1) for nearer in _undone(typed, meant))


def is_inflection(one: str, other: str) -> bool:
    """Whether two words are the same with another ending: 'bed' and 'beds', 'likes' and 'liked'."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return long[len(short) :] in _ENDINGS
    return one[:-1] == other[:-1] and {one[-1], other[-1]} == {"s", "d"}


def _first_difference(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _undone(typed: str, meant: str) -> Iterator[str]:
    """What was typed without its first slip, by each slip that this may have been."""
    at = _first_difference(typed, meant)
    right, here, there = meant[:at], typed[at:], meant[at:]
    if there:
        yield right + there[0] + here
    if len(there) > 1 and here[:2] == there[1::-1]:
        yield right + there[:2] + here[2:]
    if here and there and _beside(here[0], there[0]):
        yield right + there[0] + here[1:]
    if here and _strays(here[0], meant[max(0, at - 1) : at + 1]):
        yield right + here[1:]


def _strays(letter: str, around: str) -> bool:
    """Whether a letter too many is one of those around it, or stands beside one on the keyboard."""
    return any(letter == each or _beside(letter, each) for each in around)


def _beside(one: str, other: str) -> bool:
    return other in _NEIGHBOURS.get(one, "")


def _neighbours(row: int, column: int) -> str:
    """The keys that touch a key: each row stands half a key further right than the one above it."""
    touching = [(row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1)]
    touching += [(row + 1, column - 1), (row + 1, column)]
    return "".join(ROWS[r][c] for r, c in touching if 0 <= r < len(ROWS) and 0 <= c < len(ROWS[r]))


_NEIGHBOURS = {
    letter: _neighbours(row, column) for row, keys in enumerate(ROWS) for column, letter in enumerate(keys)
}
