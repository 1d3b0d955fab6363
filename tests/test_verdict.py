"""Who was looked at, and knows what it is, is told from who waits, doubts or has something new."""

from __future__ import annotations

import pytest

from bot.verdict import is_found, is_gone, was_found


@pytest.mark.parametrize(
    "text",
    [
        "i called 911 they checked me and its just a pulled muscle, im home again",
        "had fever yesterday after kyphoplasty, saw the doctor, he gave antibiotics",
        "i rang the clinic about my swollen calf and they did a scan, no clot",
        "been to the er, ecg was normal, they sent me home",
        "the gp looked at it and said its fine",
        "the nurse saw the wound, not infected",
        "we went to a&e, x-ray was clear",
        "paramedics came and examined him, they said it was only a panic attack",
        "she was seen at the hospital and they put her on antibiotics",
        "they did an ultrasound and found no clot",
        "my doctor checked the leg, nothing serious",
        "i was checked over in the er, all clear, home now",
        "the scan came back normal",
        "they scanned my calf, no clot, can i walk now?",
        "they said its just a bruise",
    ],
)
def test_verdict_is_heard(text: str) -> None:
    """Somebody who can tell, and what they found or gave."""
    assert is_found(text, "same_day")


@pytest.mark.parametrize(
    "text",
    [
        "they checked me and its just a muscle but it hurts more",
        "saw the doctor, he gave antibiotics, still have the fever",
        "they said it was fine but now my leg is numb",
        "they did a scan, no clot, and now my chest hurts",
        "doctor gave antibiotics and i feel dizzy",
        "the nurse saw the wound, not infected, bleeding through the plaster",
        "they sent me home and im getting worse",
        "they sent me home",
        "hr is 130 since they sent me home",
        "i had the scan, waiting for the results",
        "they didnt check me, said its fine",
        "they couldnt see me today",
        "they found no clot last year",
        "my wife says its just a pulled muscle",
        "its just a pulled muscle",
        "no infection i think",
        "i saw the doctor",
        "will they say its fine",
        "if they find no clot can i go",
        "they are doing a scan",
        "they found a clot",
        "the doctor said to call 911 if its not fine",
        "they gave me antibiotics before the op",
        "they checked and said its fine but it came back",
    ],
)
def test_what_is_not_over_is_not(text: str) -> None:
    """Nobody looked, it is not known yet, or there is more than that."""
    assert not is_found(text, "same_day")


@pytest.mark.parametrize(
    "text",
    ["fever is gone today", "the swelling has gone down", "temp back to normal now", "her fever is gone"],
)
def test_sign_is_gone(text: str) -> None:
    """And nothing else."""
    assert is_gone(text)


@pytest.mark.parametrize(
    "text",
    ["fever is gone but my leg is numb", "is the fever gone?", "feeling is gone", "my leg is gone numb"],
)
def test_more_than_gone_is_not(text: str) -> None:
    """What may be worse is screened."""
    assert not is_gone(text)


def test_earlier_verdict_is_known() -> None:
    """Any of the messages before may tell it."""
    assert was_found(["hello", "they did a scan, no clot"])
    assert not was_found(["my calf is swollen"])


def test_tablets_are_no_verdict_on_an_emergency() -> None:
    """What was found is; and no doctor's word ends despair."""
    assert not is_found("saw the doctor, he gave me tablets", "emergency_now")
    assert is_found("they checked me and its just a pulled muscle", "emergency_now")
    assert not is_found("they checked me and its just a pulled muscle", "crisis")
