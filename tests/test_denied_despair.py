"""A plain denial of despair is heard, and what only looks like one is not."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.denied_despair import denies_despair, has_despair_behind, without_denial
from bot.safety import Safety


@pytest.mark.parametrize(
    "text",
    [
        "no im not suicidal dear im just nervous about thursday",
        "No no, he's not suicidal at all, it's only the pain. What painkillers can he have until the procedure?",
        "Nobody here is suicidal, please stop saying that.",
        "no I won't do anything silly",
        "don't be silly I'm not going to do anything",
        "I'm not going to kill myself, just fed up",
        "harm myself? no. i fell off a ladder",
        "I don\u2019t have suicidal thoughts",
        "she would never harm herself",
    ],
)
def test_despair_is_denied(text: str) -> None:
    """Whoever reads the crisis line's number by mistake says so in such words."""
    assert denies_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "suicidal",
        "I am suicidal",
        "not suicidal but I can't go on",
        "I can't stop thinking about suicide",
        "nobody knows I think about killing myself",
        "I don't want to hurt myself but I might",
        "I'm not sure I won't do something silly",
        "I never told anyone that I am suicidal",
        "I cannot promise I won't do anything stupid",
        "I can't not hurt myself",
        "I'm not afraid of killing myself",
        "I don't want to die",
        "not suicidal any more than yesterday",
    ],
)
def test_nothing_is_denied(text: str) -> None:
    """Nearly the same words say the opposite; and who does not want to die may want the pain to end."""
    assert not denies_despair(text)


@pytest.mark.slow
def test_denial_raises_nothing_and_hides_nothing(content: Content) -> None:
    """What stands beside it is judged by itself."""
    safety = Safety(content.red_flags)
    assert safety.screen("Nobody here is suicidal, please stop saying that.") is None
    beside = safety.screen("I'm not suicidal. I want to end it all tonight")
    assert beside is not None
    assert beside.level == "crisis"
    body = safety.screen("no I'm not suicidal, my legs have gone numb since lunch")
    assert body is not None
    assert body.level == "emergency_now"


def test_denial_is_taken_out() -> None:
    """The rest of the message stays as it was typed."""
    assert "suicidal" not in without_denial("I'm not suicidal, I only want to know about my back")
    assert "my back" in without_denial("I'm not suicidal, I only want to know about my back")


@pytest.mark.parametrize(
    "text",
    [
        "I used to wish I was dead with that pain, now I'm dancing again",
        "Before the cement I wanted to end it all. That's behind me. May I fly",
        "I used to think about ending it. You gave me my life back, thank you",
    ],
)
def test_despair_that_is_over_is_heard(text: str) -> None:
    """Who thanks for a life given back is not met with a crisis line."""
    assert has_despair_behind(text)


@pytest.mark.parametrize(
    "text",
    [
        "used to think of ending it and now I can't stop",
        "I used to want to live, now I want to die",
        "I used to love life, that's behind me",
        "I'll end it tonight. I used to be strong, that's all behind me",
        "tonight I take the pills. I used to be afraid to die, that's behind me",
        "I used to wish I was dead, now I'm fine but tonight I want to end it",
        "I wish I was dead",
    ],
)
def test_despair_that_is_there_is_not_over(text: str) -> None:
    """What comes after it counts."""
    assert not has_despair_behind(text)
