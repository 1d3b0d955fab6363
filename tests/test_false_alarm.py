"""A patient takes back what was taken for a danger."""

from __future__ import annotations

import pytest

from bot.false_alarm import (
    denies_alarm,
    denies_taking,
    is_false_alarm,
    is_limb_awake,
    restates,
    slept_and_woke,
    takes_alarm_back,
    takes_back,
)

LONG_AGO = "my lips went up like balloons after prawns once years ago"
NOW = "I can't feel my legs since this morning"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("that was years ago", "I fell off a ladder and hit my head"),
        ("no it was about ten years ago", "I passed out"),
        ("sorry, that was in the 80s", "I had a stroke"),
        ("no I meant last year", "I had chest pain and could not breathe"),
        ("it was last summer", "I had chest pain and could not breathe"),
        ("that was in 2015 when i had pneumonia", "I coughed up blood"),
        ("last year i mean, before my first op", "both my legs went numb"),
        ("sorry, i meant two years ago", "both my legs went numb"),
        ("this was last winter, she is fine now", "my wife coughed up blood"),
        ("nothing to do with this op. will it be a problem", LONG_AGO),
        ("just asking", "can I get a numb leg from it"),
    ],
)
def test_it_was_long_ago_or_only_asked(text: str, met: str) -> None:
    """Then there is no danger to remind of."""
    assert is_false_alarm(text, [met])


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("nothing to do with the op", "I have chest pain"),
        ("just asking", NOW),
        ("just asking", "I can't feel my legs"),
        ("that was years ago but now it is back again", "I passed out"),
        ("it started years ago", "my legs are numb"),
        ("it started last year", "my legs are numb"),
        ("that was in 2999", "my legs are numb"),
        ("that was last winter and now it is back", "my wife coughed up blood"),
        ("last year it was my left leg", "my legs are numb"),
        ("she is fine now", "my wife coughed up blood"),
        ("my dad says it was nothing to do with the op years ago", "I have chest pain"),
        ("ok", LONG_AGO),
    ],
)
def test_what_is_there_now_is_not_taken_back(text: str, met: str) -> None:
    """Pain in the chest is a danger wherever it comes from."""
    assert not is_false_alarm(text, [met])


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("no wait i mean it went to sleep coz i sat on it lol its fine now", "my leg is numb"),
        ("it's fine now", "my leg is numb now"),
        ("it\u2019s gone now", "my leg is numb"),
        ("its gone now", "I can't feel my left foot"),
        ("it went to sleep because I sat on it", "my leg is numb"),
        ("it went to sleep, i slept on it", "my arm is numb"),
    ],
)
def test_limb_that_went_to_sleep_is_over(text: str, met: str) -> None:
    """One limb, with nothing worse beside it."""
    assert is_false_alarm(text, [met])


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("its fine now", "my arm is numb"),
        ("its fine now", "my legs are numb"),
        ("its fine now", "my leg is numb and weak"),
        ("its fine now", "my leg and my face are numb"),
        ("its fine now", "I have chest pain"),
        ("its fine now", "I cannot breathe"),
        ("its fine now", "I want to die"),
        ("its fine now but my chest hurts", "my leg is numb"),
        ("its not fine now", "my leg is numb"),
        ("its gone numb now", "my leg is numb"),
        ("it went to sleep again", "my leg is numb"),
        ("is it fine now?", "my leg is numb"),
        ("its better", "my leg is numb"),
    ],
)
def test_nothing_else_is_over_by_being_fine_now(text: str, met: str) -> None:
    """What passes in the chest, the face or an arm may come again."""
    assert not is_false_alarm(text, [met])
    assert not is_false_alarm(text, ["my leg is numb", met])


@pytest.mark.parametrize(
    "text",
    [
        "my foot went to sleep watching telly, came back when I got up",
        "sat cross legged and my foot fell asleep, it's all fine now",
        "my leg dropped off on the bus seat, it's back to normal",
        "my arm went to sleep when i lay on it and came back after a shake",
        "my leg went dead on the sofa, pins and needles and then normal",
    ],
)
def test_limb_that_slept_and_woke_is_no_danger(text: str) -> None:
    """Told in one message, with every word of it."""
    assert slept_and_woke(text)


@pytest.mark.parametrize(
    "text",
    [
        "my arm went to sleep and came back after two minutes",
        "my foot went to sleep and it's not come back",
        "my leg went dead",
        "my leg went dead and came back and my face is funny",
        "my leg goes to sleep each time I walk and it's back when I stop",
        "both my legs went to sleep, fine now",
        "my foot went to sleep and came back, is that ok?",
        "my leg is numb but it's fine now",
        "my left leg then my right leg went to sleep, all fine now",
        "my leg was fine this morning and now it's gone all dead",
        "my leg went dead and no feeling came back",
        "my leg went dead, came back and now it's gone dead",
        "my leg has gone dead, right back to my foot",
        "my leg went dead when i walked and came back when i sat",
        "my leg went dead and i fell over, ok now it's fine",
        "i lay on my arm and now it has gone dead, it was fine",
        "my leg went dead, came back and is dead",
    ],
)
def test_other_limbs_are_looked_at(text: str) -> None:
    """An arm that nobody lay on may be a small stroke, and one more word may tell something worse."""
    assert not slept_and_woke(text)


def test_every_message_that_was_met_is_taken_back_or_none() -> None:
    """A word on what was long ago does not end what was told after it."""
    text = "nothing to do with this op"
    assert is_false_alarm(text, [LONG_AGO])
    assert not is_false_alarm(text, [LONG_AGO, "I have chest pain"])
    assert not is_false_alarm("just asking", ["I can't feel my legs", "is that bad?"])
    assert not is_false_alarm(text, [])


@pytest.mark.parametrize(
    "text",
    [
        "sorry false alarm i think i pulled a muscle",
        "no no i didnt mean it like that",
        "thats not what i meant",
        "you've misunderstood",
        "you took that the wrong way, i was only joking",
        "oh it's just a figure of speech",
        "sorry typo",
        "sorry that was our dog",
        "it's the dog, not my husband",
        "sorry that was my grandson typing what was on tv",
        "that was on the telly",
        "JOKE",
        "it was only a joke, sorry",
        "it was only a dream",
        "no no just a debate at school",
    ],
)
def test_alarm_is_taken_back(text: str) -> None:
    """By naming it, or by what was meant."""
    assert takes_alarm_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "it's nothing",
        "im fine",
        "i mean my legs are numb",
        "i cant say that",
        "i meant to die",
        "it was a false alarm but it's back again",
        "did you mean me",
        "not a false alarm, still numb",
        "this is no joke",
        "its not a joke",
        "it is not just a dream",
        "this is a nightmare",
        "life is just a nightmare",
    ],
)
def test_playing_down_takes_no_alarm_back(text: str) -> None:
    """Nor does what is said more plainly."""
    assert not takes_alarm_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "im fine",
        "no im ok honestly",
        "nothing like that",
        "I'm not suicidal just tired",
        "no just nerves",
        "yes it's only nerves honestly",
    ],
)
def test_alarm_is_denied(text: str) -> None:
    """Enough after a guess."""
    assert denies_alarm(text)
    assert not denies_alarm(f"{text} but my chest hurts")


@pytest.mark.parametrize("text", ["no i havent taken any extra", "I haven't taken them", "never took any"])
def test_taking_is_denied(text: str) -> None:
    """Enough after a guess that too much was."""
    assert denies_taking(text)


@pytest.mark.parametrize(
    "text", ["not taken any yet", "I haven't taken my blood thinner", "havent taken any but i might"]
)
def test_taking_is_not_denied_by_who_may_do_it_yet(text: str) -> None:
    """Nor by who left a medicine out."""
    assert not denies_taking(text)


@pytest.mark.parametrize("text", ["no it's fine now", "I'm fine now", "it is ok now really"])
def test_what_is_fine_now_was_there(text: str) -> None:
    """Such a sign has passed, which is no mistake of the bot's."""
    assert not denies_alarm(text)


def test_what_was_meant_is_said() -> None:
    """Unless it still is there."""
    assert restates("i mean my son cant stay with me the night")
    assert restates("no what i meant was the pain clinic")
    assert restates("the tiredness i mean")
    assert not restates("i mean its still numb")
    assert not restates("what do you mean")


def test_limb_is_awake() -> None:
    """Whatever was told before, which decides if it counts."""
    assert is_limb_awake("i sat on it, it's fine now")
    assert not is_limb_awake("i sat on the chair, it's fine now and my chest hurts")
    assert not is_limb_awake("is it fine now?")


@pytest.mark.parametrize(
    "text",
    [
        "this is not a false alarm",
        "it isn't a false alarm",
        "is it a false alarm",
        "what if it's a false alarm",
        "I don't want to raise a false alarm",
        "do you think I'm joking",
        "it was not a typo",
        "I think I took it wrong",
    ],
)
def test_false_alarm_that_is_denied_or_feared_takes_nothing_back(text: str) -> None:
    """Each of them had been met with "Then I took that the wrong way"."""
    assert not takes_alarm_back(text)


def test_false_alarm_that_is_thought_of_takes_it_back() -> None:
    """'You think' asks, 'I think' tells."""
    assert takes_alarm_back("i think it was a false alarm")


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("years ago my dad died of this", "crushing chest pain"),
        ("10 years ago I had a heart attack, same feeling", "crushing chest pain"),
        ("ages ago, they never come", "no ambulance yet and he is blue"),
        ("just asking", "I have crushing chest pain, is that normal?"),
        ("just wondering", "is it normal that I can't feel my legs?"),
        ("I was just asking, sorry", "I can't feel my legs, what should I do?"),
        ("i was lying on my arm", "my left arm and left leg feel numb"),
        ("i slept on it", "my hand and foot are numb"),
        ("it's gone now", "my left leg and my right leg feel numb"),
    ],
)
def test_long_ago_or_asked_is_told_of_the_whole(text: str, met: str) -> None:
    """What only begins so may be of now, a question may tell, and two limbs are not one that went to sleep."""
    assert not is_false_alarm(text, [met])


@pytest.mark.parametrize(
    "text",
    [
        "oh heavens no, just an expression. I have 5 grandchildren. how soon would the relief come",
        "false alarm!! he had his compression socks on too tight, took them off and its all back",
        "that's my son's, wrong chat sorry",
        "lol no not like that",
    ],
)
def test_alarm_taken_back_may_have_more_behind_it(text: str) -> None:
    """Its first words say it; the rest is screened like anything else."""
    assert takes_alarm_back(text)


@pytest.mark.parametrize(
    ("text", "is_taken_back"),
    [
        ("up the stairs i mean", True),
        ("of hospitals i mean", True),
        ("the operation I mean", True),
        ("of living i mean", False),
        ("to the bridge I mean", False),
        ("on the roof i mean", False),
        ("of it all, I mean", False),
        ("with this life i mean", False),
    ],
)
def test_despair_is_completed_to_something_else(text: str, is_taken_back: bool) -> None:
    """'I can't go on' has another meaning then."""
    assert takes_back(text, "crisis") is is_taken_back
    assert not takes_back(text, "emergency_now")
