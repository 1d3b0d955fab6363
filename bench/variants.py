"""The ways in which one message may be written: with slips, in capitals, politely, and so on."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.evaluation import Case
from bot.run_on import without_punctuation

Variant = Callable[[str, random.Random], str]

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LEAST_LETTERS = 3
"""A slip in a shorter word often makes another word of it."""
MISSPELLINGS = {
    "vertebroplasty": (
        "vertibroplasty",
        "vertabroplasty",
        "vertebroplastey",
        "verteboplasty",
        "vertebreoplasty",
        "vertobroplasty",
        "virtebroplasty",
        "vertebroplaasty",
    ),
    "kyphoplasty": (
        "kifoplasty",
        "kyfaplasty",
        "kiphoplasty",
        "khyphoplasty",
        "kyphaplasty",
        "kyphoplastey",
        "kypoplasty",
        "kyphloplasty",
    ),
}
"""As people write names they have only heard; none of them stands in the content files."""
GREETINGS = ("Hello, ", "Hi there. ", "Good morning, ", "Hi, I hope you are well. ", "Dear team, ", "hey ")
THANKS = (
    " Thank you.",
    " thanks",
    " Many thanks!",
    " Thanks in advance.",
    " Thanks so much for your help",
    " ty",
)


def _one_slip(text: str, chance: random.Random) -> str:
    return _slips(text, 1, chance)


def _two_slips(text: str, chance: random.Random) -> str:
    return _slips(text, 2, chance)


def _capitals(text: str, chance: random.Random) -> str:
    return text.upper()


def _lower_case(text: str, chance: random.Random) -> str:
    return text.lower()


def _no_punctuation(text: str, chance: random.Random) -> str:
    return without_punctuation(text)


def _greeted(text: str, chance: random.Random) -> str:
    return chance.choice(GREETINGS) + text


def _thanked(text: str, chance: random.Random) -> str:
    return text + chance.choice(THANKS)


def _name_misspelt(text: str, chance: random.Random) -> str:
    def misspell(found: re.Match[str]) -> str:
        return chance.choice(MISSPELLINGS[found[0].lower()])

    return re.sub("|".join(MISSPELLINGS), misspell, text, flags=re.IGNORECASE)


VARIANTS: dict[str, Variant] = {
    "one typing error": _one_slip,
    "two typing errors": _two_slips,
    "in capitals": _capitals,
    "without punctuation": _no_punctuation,
    "greeting before": _greeted,
    "thanks after": _thanked,
    "procedure misspelt": _name_misspelt,
    "all lower case": _lower_case,
}
BY_CHANCE = ("one typing error", "two typing errors", "greeting before", "thanks after", "procedure misspelt")


def written(cases: Sequence[Case], variant: str, seed: int = 0) -> list[Case]:
    """The cases with their texts written in this way; the same seed writes them the same."""
    write = VARIANTS[variant]
    return [
        replace(case, text=write(case.text, random.Random(f"{seed} {variant} {case.id}"))) for case in cases
    ]


def _slips(text: str, count: int, chance: random.Random) -> str:
    """`count` words get a slip each, or the one word there is gets them all."""
    words = [word.span() for word in re.finditer(rf"[^\W\d_]{{{LEAST_LETTERS},}}", text)]
    if not words:
        return text
    chosen = chance.sample(words, min(count, len(words))) + chance.choices(
        words, k=max(0, count - len(words))
    )
    for start, end in sorted(chosen, reverse=True):
        text = text[:start] + _slip(text[start:end], chance) + text[end:]
    return text


def _slip(word: str, chance: random.Random) -> str:
    """One slip of the finger: a neighbouring key, a letter left out, doubled, or swapped with the next."""
    kind = chance.choice(("neighbour", "dropped", "doubled", "swapped"))
    if kind == "swapped":
        places = [i for i in range(len(word) - 1) if word[i].lower() != word[i + 1].lower()]
        if places:
            at = chance.choice(places)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    at = chance.randrange(len(word))
    if kind == "dropped":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]


def _neighbour(letter: str, chance: random.Random) -> str:
    """A key beside this one, in the same case; a letter without a key of its own stays."""
    for row in ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            near = chance.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
            return near.upper() if letter.isupper() else near
    return letter
