"""Questions on a danger itself are told from those that have an answer."""

from __future__ import annotations

import pytest

from bot.asked_of_danger import (
    asks_for_first_aid,
    asks_leave,
    asks_of_helpers,
    asks_to_take_off,
    asks_what_is_meant,
    asks_what_it_is,
    asks_what_to_do,
)


@pytest.mark.parametrize(
    "text",
    [
        "is it the cement",
        "is that the painkillers doing that",
        "is it normal after this op",
        "is that ok",
        "could it be a clot",
        "could it be another one",
        "does the cement cause that",
        "will that have moved the cement",
        "was that a stroke",
        "is it from the anaesthetic",
        "is it because of the fracture",
        "what does that mean",
        "why is it happening",
        "will it harm him",
        "what is that then",
        "will it go away by itself",
        "do you think she will be ok",
        "am i going to be ok",
        "do you think i'm ok",
    ],
)
def test_cause_and_meaning_are_asked(text: str) -> None:
    """'Is it the cement?' asks for no definition of cement."""
    assert asks_what_it_is(text)


@pytest.mark.parametrize(
    "text",
    [
        "should she lie down",
        "Should he be drinking more water",
        "should she be lying down",
        "should i sit up or lie down",
        "should he eat or drink",
        "can she drink something",
        "can she have some water",
        "should i take paracetamol",
        "can I take something for it",
        "they are coming. do i give her the aspirin",
        "how long will they be",
        "should i keep her awake",
        "should i wake him",
        "can I let her sleep",
        "shall i let him sleep it off",
        "shall i take it off her",
        "should I pull them off him",
        "she wants a cup of tea can she have one",
        "he is thirsty can i give him some water",
        "so should he do his breathing exercises",
        "is it ok to go for a walk on it",
        "can i walk on it",
        "do i carry on with the eliquis",
    ],
)
def test_what_to_do_is_asked(text: str) -> None:
    """'Should she lie down?' after a fall is no question about sleep."""
    assert asks_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it ok to bend to tie shoelaces",
        "is it a big operation",
        "is it the same with the balloon one",
        "can it be done again",
        "is it done under general anaesthetic",
        "does the cement stay in",
        "can i sleep on my side",
        "can I eat before the procedure",
        "can i take my phone",
        "can she use the stairs",
        "what should i take with me",
        "should I stop my aspirin",
        "how long before the op can I eat",
        "is it the day when i can eat",
        "is it safe to fly",
        "will it hurt",
        "can I hold my grandson",
        "how long does it take",
        "is it ok to walk the dog after a week",
        "will the pain go away",
        "when will he be fine",
        "is my insurance ok",
        "is my car safe",
        "can i carry on with work",
        "can i carry on with yoga",
        "where does it go",
        "how fast does it wear off",
    ],
)
def test_ordinary_questions_are_left_alone(text: str) -> None:
    """They name what they are about."""
    assert not asks_what_it_is(text)
    assert not asks_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "what d'you mean",
        "sorry, what do you mean by that?",
        "I don't understand",
        "eh?",
        "what does that mean",
    ],
)
def test_what_was_meant_is_asked(text: str) -> None:
    """By who was just told to get help."""
    assert asks_what_is_meant(text)
    assert not asks_what_is_meant("I don't understand how the balloon comes out")


def test_taking_something_off_is_asked() -> None:
    """Of what is worn, and not of what to wear or of a medicine."""
    assert asks_to_take_off("should i take off her dressing")
    assert asks_to_take_off("do I take his brace off?")
    assert not asks_to_take_off("what should I take off work")
    assert not asks_to_take_off("how long is the dressing on")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what do i do till then", True),
        ("should he take his tablets while we wait", True),
        ("anything i can do in the meantime", True),
        ("can she drink before they come", True),
        ("what should we tell them", True),
        ("what do I say to the paramedics", True),
        ("what will they do", True),
        ("we wait", False),
        ("they told us to lie still until they come", False),
        ("what should I bring", False),
        ("when can I drive", False),
        ("how long does it last", False),
    ],
)
def test_questions_for_those_who_help_are_told(text: str, asks: bool) -> None:
    """What to do until then, and what they will want to know."""
    assert asks_of_helpers(text) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("should i put pressure", True),
        ("do i press on it", True),
        ("can i raise her legs", True),
        ("should we put a towel on it", True),
        ("shall i wrap it up", True),
        ("do i do cpr", True),
        ("should i clean the wound", True),
        ("can it put pressure on the nerve", False),
        ("should i raise it with my doctor", False),
        ("how do they put the dressing on", False),
        ("can i lift", False),
        ("can i lift shopping", False),
        ("do i get a dressing", False),
    ],
)
def test_first_aid_is_asked_for(text: str, asks: bool) -> None:
    """With one's own hands, for what was told; what may be lifted afterwards is another question."""
    assert asks_for_first_aid(text) == asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("can he shower till then", True),
        ("is it ok to drive until then", True),
        ("what do i do till then", False),
        ("can i do anything meanwhile", False),
    ],
)
def test_leave_is_asked_for(text: str, asks: bool) -> None:
    """What may be done has an answer of its own; what to do has not."""
    assert asks_leave(text) == asks
