"""What is told and asks nothing of the content gets a word that fits it."""

from __future__ import annotations

import pytest

from bot.kind_word import (
    APOLOGY,
    BAD_DAY,
    CALLING,
    HOPE,
    PATIENTS,
    SORROW,
    UNWELL,
    WORRIED,
    kind_word,
    tells_fear,
    tells_loss,
)

TOLD = {
    SORROW: [
        "i mean emotionally, after my wife died",
        "My husband passed away last month",
        "I lost my wife two years ago",
        "nobody needs an old man",
        "no one cares about me",
        "what's the point of it all",
        "I am so lonely",
        "I feel like a burden",
        "the dog died",
        "youre the only one i talk to today",
    ],
    APOLOGY: [
        "sorry for being rude",
        "sorry for the silly questions",
        "i was a bit sharp before, sorry",
        "sorry to bother you",
        "I hope I'm not a nuisance",
    ],
    BAD_DAY: [
        "really bad today",
        "not so good today",
        "feeling rough",
        "I feel awful",
        "terrible today thanks",
        "having a bad day",
    ],
    UNWELL: ["i am numb", "I feel dizzy", "i feel a bit faint now"],
    HOPE: [
        "to feel normal",
        "i just want to be myself again",
        "I want to live without pain",
        "to get my life back",
    ],
    WORRIED: [
        "thanks not a nice thought",
        "that\u2019s a scary thought",
        "I don\u2019t like the sound of that",
    ],
    CALLING: [
        "ok i called the doctor",
        "ok i will ring",
        "i'll call them tomorrow",
        "I\u2019ve spoken to my gp",
        "ok calling the clinic now",
        "I will ask my doctor",
        "ok let me ask my doctor",
        "i\u2019d better ask the consultant then",
        "good point, better ask the surgeon",
    ],
    PATIENTS: [
        "is there a support group",
        "can i speak to another patient",
        "can I talk to someone who has had it",
        "put me in touch with other patients",
    ],
}


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in TOLD.items() for text in texts])
def test_what_is_told_has_its_word(key: str, text: str) -> None:
    """However it is put."""
    assert kind_word(text) == key
    assert kind_word(text, follows=True) == key


@pytest.mark.parametrize(
    "text",
    [
        "i have to speak to the nurse",
        "i'd better talk to the doctor",
        "i want to speak to patient services",
        "can i talk to patient relations",
        "can i talk to someone who has done this operation",
        "what is the use of the balloon",
        "im 90",
        "my wife died of this operation",
        "i called and nobody answered",
        "I called the doctor and he said rest",
        "can i call the doctor",
        "I want to call my doctor",
        "call the clinic",
        "ask the doctor",
        "can i speak to a nurse",
        "I want to talk to someone",
        "how bad is the pain",
        "will i feel numb",
        "i am low on iron",
        "i will call you",
        "sorry for asking is it safe to fly",
        "sorry to bother you when can i drive",
        "sorry for my bad english how long is it",
        "am i too weak",
        "what do other patients say",
        "",
    ],
)
def test_other_words_have_none(text: str) -> None:
    """What asks for something is answered or asked back about."""
    assert kind_word(text) is None


def test_use_may_be_that_of_what_was_answered() -> None:
    """By itself 'what is the use' is despair."""
    assert kind_word("what is the use") == SORROW
    assert kind_word("what is the use", follows=True) is None


@pytest.mark.parametrize(
    ("text", "is_fear"),
    [
        ("i am 81 and they want to put cement in my back. i am rather frightened", True),
        ("I'm a bit nervous about it", True),
        ("im so scared", True),
        ("is it scary", False),
        ("I am 81", False),
    ],
)
def test_fear_is_heard(text: str, is_fear: bool) -> None:
    """Whatever is told beside it."""
    assert tells_fear(text) is is_fear


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("my mum passed away, she had kyphoplasty too", True),
        ("We just lost our dear mother, she was to have the balloon", True),
        ("my husband died after this operation", True),
        ("my mother died of a stroke. is it in the family?", False),
        ("my mobile died", False),
        ("I lost my leaflet", False),
    ],
)
def test_loss_is_heard_beside_what_is_told(text: str, tells: bool) -> None:
    """A procedure named in it makes it no question; a question behind it gets its answer."""
    assert tells_loss(text) is tells
