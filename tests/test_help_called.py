"""Who tells that help is called is told from who asks, waits or calls somebody else."""

from __future__ import annotations

import pytest

from bot.help_called import has_company, is_attended, is_call, is_help_called, is_reassured
from bot.red_flags import Level


@pytest.mark.parametrize(
    "text",
    [
        "ok ringing them now",
        "will ring",
        "phoning 911",
        "ok I call them",
        "ambulance on its way",
        "i did ring, they said twenty minutes",
        "they are coming. do i give her the aspirin",
        "calling now",
        "ok done",
        "ok will do",
        "ok i've rung them",
        "my husband is ringing 911",
        "they're here",
        "paramedics are here",
        "taking him to A&E now",
        "my neighbour is driving me to the emergency room now",
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
        "ok i'll go to er",
        "we'll go to the ER",
        "going to go to a&e",
        "111 said theyre sending someone",
        "they are sending an ambulance",
        "the clinic is sending an ambulance",
        "an ambulance is being sent",
        "they took her in, thank you. they think its a clot",
        "she has been admitted",
        "they are sending someone soon",
        "we are here now they are looking after me",
        "im in casualty now",
        "doctor is seeing me",
        "they are doing a scan",
        "the paramedics are here",
        "nurse is checking him over",
        "they've given her oxygen",
        "hes being seen",
        "we got to the hospital",
        "shes in resus",
        "were at a&e",
        "theyve arrived",
        "ok they are on route",
        "they're at the door",
        "the ambulance crew are with us",
        "my daughter is calling now",
        "ok my neighbour's ringing for me",
        "husband on the phone now",
        "ok 911",
        "yes the ambulance",
        "ambulance is here",
        "the ambulance has just arrived",
        "ambulance outside now",
    ],
)
def test_help_is_called(text: str) -> None:
    """In the words of someone in a hurry."""
    assert is_help_called(text, "emergency_now")


@pytest.mark.parametrize(
    "text",
    [
        "calling my daughter now",
        "my daughter is calling me back later",
        "my son is calling the clinic",
        "my wife is calling my son",
        "my daughter called",
        "ok 911?",
        "911",
        "ambulance is not here",
        "the ambulance came and went",
        "is the ambulance here",
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
        "should we go to er",
        "i need to go to er?",
        "i'll go to er tomorrow",
        "i dont want to go to the er",
        "can you send someone",
        "they wont send an ambulance",
        "my daughter is sending someone",
        "they took it in",
        "they sent her home",
        "i'll ring soon",
        "going to call them soon",
        "the doctor is seeing me on friday",
        "are they doing a scan",
        "they are doing a scan tomorrow",
        "my daughter is looking after me",
        "nobody is looking after me",
        "the nurse wont see me",
    ],
)
def test_help_is_not_called(text: str) -> None:
    """Asked about, put off, not answered, or another call."""
    assert not is_help_called(text, "emergency_now")


@pytest.mark.parametrize("whom", ["my daughter", "the surgery", "my doctor"])
def test_who_was_called_counts_and_not_how_soon_they_come(whom: str) -> None:
    """'They said twenty minutes' is help only from those who are needed."""
    assert not is_help_called(f"i did call {whom}, they said an hour", "emergency_now")
    assert is_help_called("i did ring, they said an hour", "emergency_now")


def test_right_ones_depend_on_how_urgent_it_is() -> None:
    """The clinic is called for what can wait for it; a daughter is no help for either."""
    assert is_help_called("I rang the clinic", "same_day")
    assert not is_help_called("I rang the clinic", "emergency_now")
    assert not is_help_called("my daughter is on her way", "same_day")
    assert is_call("my daughter is on her way")
    assert not is_call("what do they do at the hospital")


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("poison control says im ok", True),
        ("ok the paramedics said she's fine, thanks", True),
        ("poison control says im ok but my chest hurts", False),
        ("poison control says im ok?", True),
        ("my son says im ok", False),
        ("is poison control ok", False),
    ],
)
def test_it_is_told_that_those_who_help_found_it_all_right(text: str, tells: bool) -> None:
    """By them, and with nothing beside it."""
    assert is_reassured(text) == tells


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("doctor is seeing me", True),
        ("they took her in", True),
        ("ambulance on its way", False),
        ("ok ringing them now", False),
        ("the paramedics are not here", False),
    ],
)
def test_help_that_is_there_is_told_from_help_that_comes(text: str, is_there: bool) -> None:
    """Whoever is looked after need not call."""
    assert is_attended(text) == is_there


@pytest.mark.parametrize(
    "text",
    [
        "I called the hospital last week",
        "I rang them yesterday",
        "i was in hospital last month",
        "paramedics have gone",
        "the paramedics left and it came back",
        "i called 911 but the line is dead",
        "i was taken to hospital two days ago for the op",
        "they took me in for surgery last week",
    ],
)
def test_help_that_is_over_is_not_called(text: str) -> None:
    """Whom the crew has left needs the number again."""
    assert not is_help_called(text, "emergency_now")


@pytest.mark.parametrize(
    ("text", "level", "is_called"),
    [
        ("ok i spoke to the on call doctor he wants to see me in the morning", "same_day", True),
        ("I've spoken to the on-call doctor", "same_day", True),
        ("the doctor is seeing me tomorrow morning", "same_day", True),
        ("the nurse is going to look at it", "same_day", True),
        ("the doctor is seeing me tomorrow morning", "emergency_now", False),
        ("the doctor won't see me till monday", "same_day", False),
        ("I spoke to a nurse last week", "same_day", False),
        ("can I speak to the doctor", "same_day", False),
        ("my husband is in, he will look at it", "same_day", False),
        ("I've been to the clinic", "same_day", False),
    ],
)
def test_doctor_who_knows_is_enough_where_it_can_wait_some_hours(
    text: str, level: Level, is_called: bool
) -> None:
    """Not where an ambulance is needed."""
    assert is_help_called(text, level) == is_called


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("my sister is with me now", True),
        ("im ok for now, she is staying the night", True),
        ("I'm not alone any more", True),
        ("my son is coming round", True),
        ("nobody is with me", False),
        ("what is wrong with me", False),
        ("something is the matter with me", False),
        ("she won't stay the night", False),
        ("I am alone", False),
        ("the pills are with me", False),
    ],
)
def test_company_is_told(text: str, has: bool) -> None:
    """Who was asked not to stay alone says so."""
    assert has_company(text) == has


@pytest.mark.parametrize(
    "text",
    [
        "they said come in tomorrow",
        "the nurse told me to come in on monday",
        "the clinic gave me an appointment tomorrow",
        "doctor wants him to come in today",
        "they booked me in for friday",
        "the nurse just called me back and gave me an appointment tomorrow at 9",
        "I called, they said take it easy and wait",
        "ok I called the clinic, they see her at 3. what's the plaster made of anyway",
        "the gp said to bring her in",
    ],
)
def test_visit_that_was_arranged_is_enough_for_today(text: str) -> None:
    """Those who help have decided; of an emergency they have not."""
    assert is_help_called(text, "same_day")
    assert not is_help_called(text, "emergency_now")


@pytest.mark.parametrize(
    "text",
    [
        "I'll call 911, when my husband is home",
        "I rang 911, can't get through",
        "I called 911, what if they don't come?",
        "I called, couldn't reach them",
        "I'll call 911, before I go to bed?",
    ],
)
def test_what_stands_behind_may_say_that_nobody_was_reached(text: str) -> None:
    """Only a plain question is left out."""
    assert not is_help_called(text, "emergency_now")
    assert is_help_called("I called 911, they are coming. When can she eat?", "emergency_now")


@pytest.mark.parametrize(
    "text",
    ["they didn't say come in", "should i come in tomorrow", "my son said come in", "if they say come in"],
)
def test_visit_that_was_not_is_none(text: str) -> None:
    """Nobody of those who help has said so."""
    assert not is_help_called(text, "same_day")
