"""A typed choice: the words of a button, or its place among the others ('the second one'), instead of a press."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reply import Choice

_PLACES = ("first", "second", "third", "fourth", "fifth")
_PLACE = re.compile(
    r"\W*(?:(?:yes|ok|okay|please|i mean|i meant|i'd like|give me)\W+)*(?:the )?"
    r"(?:(?P<place>first|second|third|fourth|fifth|last)|(?:(?:number|option|no\.?|nr\.?|#) ?)?(?P<number>[1-9]))"
    r"(?: (?:one|question|option))?(?:\W+(?:please|thanks|thank you))*\W*",
    re.IGNORECASE,
)
_AROUND = frozenset(
    """
    a about an and are around at be best better call can could for friday good i id ill in is it its just like me mine
    monday my of ok okay on phone please prefer probably ring saturday so some sometime sunday suit suits thank thanks
    that thats the then think thursday time to tomorrow tuesday us wednesday well will works would yes you
    """.split()
)
"""Words that stand around what is picked, on a button as in a message, and change nothing about it."""
_SAME = {"anytime": "any", "whenever": "any", "mornings": "morning", "afternoons": "afternoon"}
_NOT_A_WORD = re.compile(r"[^\w\s]+")
_APOSTROPHE = re.compile(r"['\u2019]")


def chosen_by_words(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The button whose words a message is, or None."""
    said = _plain(text)
    return next((choice for choice in choices if said == _plain(choice.label)), None)


def chosen_by_gist(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The button that a message says the gist of: 'mornings are best' of 'Call me in the morning'; or None.

    It is for buttons that answer a question: there nothing else is meant by it.
    """
    said = _gist(text)
    return next((choice for choice in choices if said and said == _gist(choice.label)), None)


def chosen_by_place(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The button whose place a message names, or None; it is counted among the questions, where there are any.

    A button that stands alone is no 'first one': that may be of what was said.
    """
    found = _PLACE.fullmatch(text)
    questions = [choice for choice in choices if choice.topic] or list(choices)
    if not (found and questions):
        return None
    place, number = (found["place"] or "").lower(), found["number"]
    if place and len(choices) == 1:
        return None
    index = len(questions) - 1 if place == "last" else _PLACES.index(place) if place else int(number) - 1
    return questions[index] if index < len(questions) else None


def _gist(text: str) -> frozenset[str]:
    words = _plain(_APOSTROPHE.sub("", text)).split()
    return frozenset(_SAME.get(word, word) for word in words if word not in _AROUND)


def _plain(text: str) -> str:
    return " ".join(_NOT_A_WORD.sub(" ", text.casefold()).split())
