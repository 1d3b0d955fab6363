"""A sign that is taken back by its patient is told from one that is played down."""

from __future__ import annotations

import pytest

from bot.correction import corrects

TOLD = ["my chest is tight"]
ASKED = ["chest pain? is that a side effect of it"]


@pytest.mark.parametrize(
    "text",
    [
        "no sorry thats my bra haha",
        "oh that's just my seat belt lol",
        "no it was the waistband",
        "typo, i meant chest of drawers",
        "sorry, autocorrect! I meant chest freezer",
        "haha no it's my new jacket",
        "that is only my belt",
        "no its my jeans",
        "i have no symptoms at all, i was asking in general",
        "we don't have any symptoms, just curious",
        "no symptoms at all thankfully",
        "none of that, thank god",
        "no, i mean what if my chest is tight after",
        "sorry i meant what if my chest gets tight later",
        "i was asking in general",
        "no just generally",
        "it was a hypothetical question",
        "i meant it in general",
    ],
)
def test_sign_is_taken_back(text: str) -> None:
    """Whatever was told before: it was no part of the body, or it was never there."""
    assert corrects(text, TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "no i have not got any",
        "no i dont have it",
        "nope haven't got it",
        "I do not have that myself, just curious",
        "i just want to know what can happen",
        "ok i just wanted to know, is it common",
        "only asking",
        "im just wondering how common it is",
        "just trying to understand the risks",
        "i only want to be prepared",
    ],
)
@pytest.mark.parametrize(
    "met",
    [
        "chest pain? is that a side effect of it",
        "is chest pain a side effect",
        "can it cause chest pain",
        "do people get numb legs from this",
        "what are the chances of a stroke",
    ],
)
def test_what_was_only_asked_is_taken_back_by_less(text: str, met: str) -> None:
    """'I haven't got it' and 'I only wanted to know' after a question in general."""
    assert corrects(text, [met])
    assert not corrects(text, TOLD)
    assert not corrects(text, [met, *TOLD])


@pytest.mark.parametrize(
    "text",
    [
        "it is probably my bra but it hurts",
        "i took my bra off and its still tight",
        "no its my heart",
        "that's my chest",
        "what if its my heart",
        "no i mean what if i have a heart attack",
        "i mean what if im dying",
        "no i mean my left arm hurts too",
        "no symptoms but my arm is numb",
        "i have no symptoms except the chest pain",
        "i was asking in general because it hurts now",
        "i dont have a fever",
        "i dont have anyone here",
        "i have no phone",
        "i just want to know if i am dying",
        "just asking, should i wait",
        "no",
        "it's fine",
        "typo, i meant chest pain",
        "sorry i meant my other leg is numb",
        "my shirt is full of blood",
        "ok belt",
        "its the shoes",
        "it was the chair",
    ],
)
def test_what_is_played_down_or_told_is_not(text: str) -> None:
    """After something that was told; a fear put as 'what if' is none of its taking back."""
    assert not corrects(text, TOLD)


@pytest.mark.parametrize(
    "met",
    [
        "is chest pain normal, i have it since this morning",
        "is it a side effect that my legs are numb",
        "can it cause chest pain because he has some",
        "what are the risks, her face is drooping",
        "i cant feel my legs is that common",
    ],
)
def test_question_that_tells_as_well_is_not_taken_back_by_less(met: str) -> None:
    """A question may be asked by who has it."""
    assert not corrects("i just wanted to know", [met])
    assert not corrects("i dont have it", [met])


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("no, if i breathe it hurts", "my chest hurts when i breathe"),
        ("sorry, if it hurts when i breathe in", "it hurts when i breathe in"),
        ("no, what if i faint later on", "my chest hurts"),
    ],
)
def test_if_alone_and_another_sign_put_nothing_right(text: str, met: str) -> None:
    """They tell when it hurts, or fear what comes next."""
    assert not corrects(text, [met])


def test_nothing_is_taken_back_before_anything_was_told() -> None:
    """There is nothing that it could be."""
    assert not corrects("i have no symptoms", [])
