"""Who tells that help is called is told from who asks, waits or calls somebody else."""

from __future__ import annotations

import pytest

from bot.help_called import is_call, is_help_called


@pytest.mark.parametrize(
    "text",
    [
        "ok ringing them now",
        "will ring",
        "phoning 911",
        "ok I call them",
        "ambulance on its way",
        "they are coming. do i give her the aspirin",
        "calling now",
        "ok done",
        "ok will do",
        "ok i've rung them",
        "my husband is ringing 911",
        "they're here",
        "paramedics are here",
        "taking him to A&E now",
        "on my way to hospital",
        "thank you we go",
        "I am calling them now thank you",
        "ive called 999",
        "ill call now",
        "ok calling 911 thanks",
        "my son is calling them now",
        "ambulance is coming",
        "Yes I will",
        "doing it now",
        "just rang the ambulance, how long do they take",
    ],
)
def test_help_is_called(text: str) -> None:
    """In the words of someone in a hurry."""
    assert is_help_called(text, "emergency_now")


@pytest.mark.parametrize(
    "text",
    [
        "should i ring",
        "who do i ring",
        "what do they do at the hospital",
        "is the doctor called smith",
        "ill ring in the morning",
        "i dont want to call",
        "called the clinic",
        "rang my daughter",
        "my ears are ringing",
        "he is calling out in pain",
        "no one answers when i call",
        "cant get through",
        "do i have to call",
        "can you call them for me",
        "ring me back",
        "i called you",
        "the pain is coming back",
        "call my surgeon later",
        "is it the op",
        "when will they ring me",
        "would you ring",
        "i called earlier and they said wait",
        "i'll call if it gets bad",
        "please call me",
        "i will be alright",
        "will it heal",
        "i will ask my doctor",
        "can someone ring me",
    ],
)
def test_help_is_not_called(text: str) -> None:
    """Asked about, put off, not answered, or another call."""
    assert not is_help_called(text, "emergency_now")


def test_right_ones_depend_on_how_urgent_it_is() -> None:
    """The clinic is called for what can wait for it; a daughter is no help for either."""
    assert is_help_called("I rang the clinic", "same_day")
    assert not is_help_called("I rang the clinic", "emergency_now")
    assert not is_help_called("my daughter is on her way", "same_day")
    assert is_call("my daughter is on her way")
    assert not is_call("what do they do at the hospital")
