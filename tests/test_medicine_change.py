"""Whether a medicine is stopped or started is for the doctor to say, also where only the talk before names it."""

from __future__ import annotations

import pytest

from bot.medicine_change import MEDICINE, changes_medicine, is_about_medicine

THINNERS = ["preparation.blood_thinners"]


@pytest.mark.parametrize(
    "text",
    [
        "how many days before should she stop it",
        "but which day then",
        "and when do I start again",
        "when do I start it back up",
        "who says when I begin again with it",
        "he should just stop it surely",
        "should i come off em",
        "when can I go back on it",
        "do I need to come off it?",
        "so do i stop it or not",
        "5 days before?",
        "so is 5 days right",
        "yes but how many days normally",
        "how long usually?",
        "my friend stopped his a week before",
        "how long before",
        "can I just skip a few days",
        "should she stop",
        "does he have to stop it, how many days",
        "can I give it to her before",
        "do I give him his tablets then",
        "Ought I to give it up?",
        "but the last time they told her two days. so two days then?",
    ],
)
@pytest.mark.parametrize("last", [THINNERS, [MEDICINE], ["risks", "preparation.medicines"]])
def test_after_a_medicine_it_is_the_medicine(text: str, last: list[str]) -> None:
    """A pronoun, or no word at all, means what was talked about."""
    assert changes_medicine(text, last)


@pytest.mark.parametrize(
    "text",
    [
        "when can I start driving",
        "can I take a bath",
        "how long does it take",
        "can I take the bus home",
        "when do I stop bleeding",
        "what are the risks",
        "when can I stop wearing the brace",
        "can I stop it? " + "I have so much to tell you about my mother and her many tablets and her doctor",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    """What names its own subject is not about the medicine."""
    assert not changes_medicine(text, THINNERS)


def test_without_a_talk_only_a_pronoun_counts() -> None:
    """'It' that one stops, with nothing before, may be a medicine; after a brace it is the brace."""
    assert changes_medicine("how long before I stop it", [])
    assert not changes_medicine("how long before I stop it", ["brace"])
    assert not changes_medicine("how long before", [])
    assert not changes_medicine("how long", ["alternatives.medicine"])


def test_answers_about_a_medicine_say_it_themselves() -> None:
    """Only if all of them are."""
    assert is_about_medicine(THINNERS)
    assert not is_about_medicine([*THINNERS, "risks"])
    assert not is_about_medicine([])


@pytest.mark.parametrize(
    ("before", "is_medicine"),
    [
        ("I take prednisolone for polymyalgia. Is that the culprit?", True),
        ("mum is on apixaban", True),
        ("my brace rubs at night", False),
        ("", False),
    ],
)
def test_medicine_that_was_named_and_not_answered_is_meant(before: str, is_medicine: bool) -> None:
    """'Ought I to give it up?' was answered as a question on waiting."""
    assert changes_medicine("Ought I to give it up?", ["appointment.doctor"], before) == is_medicine


def test_breaks_are_no_medicine() -> None:
    """What is to be stopped there is the next one."""
    assert not changes_medicine("5th fracture in 3 yrs. How do you stop them?", [])
    assert not changes_medicine("sick of breaking bones. how do I stop it", [])
