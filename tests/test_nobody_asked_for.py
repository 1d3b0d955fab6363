"""Who names people that did not help, or anyone at all, asks for no person."""

from __future__ import annotations

import pytest

from bot.nobody_asked_for import names_people_only, refuses_person


@pytest.mark.parametrize(
    "text",
    [
        "asked three nurses and nobody knows",
        "no i dont want to talk to anyone",
        "forget it i dont need a person",
        "i dont want a person, just tell me about the risks",
        "thats ok, no need to ring me now. how long is the stay",
        "no human needed. how long is the stay",
        "I'd rather not speak to anybody right now",
        "no one tells you anything here",
        "not a soul has explained it",
        "can anyone have it done",
        "does anybody ever feel it",
        "I don't want to bother the doctor",
        "dont like to ask my surgeon",
        "too shy to ask her",
        "i live alone, there is nobody",
        "i have no one",
        "i live on my own and nobody to help",
        "no one at home with me",
        "there's nobody who can do that",
        "nobody can tell me if i need a nurse afterwards",
        "i live alone, do I need someone with me",
        "I live alone so i need someone with me?",
        "nobody told me whether i need a doctor's letter",
        "no one told me I need a doctor's letter",
        "nobody says if we need the doctor again",
    ],
)
def test_people_are_only_named(text: str) -> None:
    """However often they are."""
    assert names_people_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody has told me anything, please have someone ring me",
        "can anyone help me",
        "is anyone there",
        "I want a person",
        "nobody here understands me, I need to talk to a nurse",
        "can I ask a doctor",
        "I have no one to talk to",
        "can I talk to the doctor, i don't need a nurse",
        "please have the doctor call me. I don't need a person today",
        "can someone ring me tomorrow, i do not want anyone today",
        "could somebody from the team write to me",
        "I don't want a call, I want to talk to someone here",
        "I don't need a call back, just get me a person",
        "no need to call, is there someone I can talk to here",
        "I do not want a person but a doctor please",
    ],
)
def test_a_person_may_be_wanted(text: str) -> None:
    """Better once too often than not."""
    assert not names_people_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody answers, get me a human",
        "no one told me anything, I need a person",
        "nobody can help me here, I want a real person",
        "I live alone and need a nurse",
        "i have nobody at home, can I get a nurse please",
        "nobody tells me anything, I'd like a nurse",
        "nobody answers. could i please message a doctor",
        "i live alone, please can i have a person",
        "nobody knows, so I want someone from the clinic",
        "I don't want to talk to a machine",
        "i dont want to speak to a robot, get me a nurse",
    ],
)
def test_person_asked_for_beside_nobody_is_asked_for(text: str) -> None:
    """Who complains of nobody may want somebody all the more."""
    assert not names_people_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "please dont put me through to anyone i just want to read about it",
        "I'd rather not speak to anybody if that's all right. How is it done?",
        "stop. no person. no nurse. only you",
        "no nurse please, just tell me about the balloon",
        "I'm not asking for a person, I'm asking you",
        "I do not wish to be contacted by your staff again.",
        "no need to get anyone, i'm only reading",
    ],
)
def test_who_wants_nobody_is_heard(text: str) -> None:
    """A request that nobody made would call the staff and drop the question."""
    assert refuses_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "no person answered, can someone call me",
        "I want no bot, get me a person",
        "no one called me back, please ring me",
    ],
)
def test_who_was_not_answered_wants_somebody(text: str) -> None:
    """'No' stands before a person here too."""
    assert not refuses_person(text)


@pytest.mark.parametrize(
    "text",
    ["no humans", "i prefer the bot", "stop offering me people", "could you not connect me please",
     "i dont want anyone ringing me i just want to know about showering"],
)  # fmt: skip
def test_a_person_is_refused_in_lay_words(text: str) -> None:
    """They brought one."""
    assert refuses_person(text)


@pytest.mark.parametrize("text", ["can you connect me please", "no people told me anything", "stop"])
def test_no_person_is_refused(text: str) -> None:
    """One is asked for, or others are spoken of."""
    assert not refuses_person(text)
