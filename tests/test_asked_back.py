"""'So that's a no?' wants a yes or a no to what was said; words with something new in them are a question."""

from __future__ import annotations

import pytest

from bot.asked_back import asks_back, asks_which, asks_why, rule_in


@pytest.mark.parametrize(
    "text",
    [
        "yes or no?",
        "just give me a yes or no",
        "so is that a no?",
        "so thats a no then",
        "yes/no",
        "is that a yes",
        "can you just give me a straight answer",
        "a simple yes or no please",
        "is that a no or a yes",
        "so is that a yes or a no?",
        "so yes?",
        "so no?",
        "you mean no?",
        "so basically no",
        "so its fine?",
        "so thats ok?",
        "so it's fine then",
        "so i can?",
        "so I can't",
        "so it isn't safe",
        "so not allowed?",
        "not even for 5 minutes?",
        "not even a little one?",
        "even just round to the shops?",
        "never?",
        "no?",
        "not at all?",
        "really?",
        "are you sure?",
        "so that is not a problem",
        "so it doesn't",
        "so it wont then",
        "so nothing to worry about?",
        "so not possible",
        "so am i allowed",
        "so am I not allowed?",
        "so im not allowed",
        "so I'm allowed then",
        "how come u cant just say a number",
        "why won't you tell me",
        "why can't you just give me a date?",
        "not even a small one",
        "but not even for a day",
        "is that right",
        "is that true?",
        "is that a problem",
        "so is it",
        "well does it",
        "is it then",
        "can i or not",
    ],
)
def test_yes_or_no_is_asked_for(text: str) -> None:
    """And nothing else."""
    assert asks_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "no thanks",
        "not really",
        "never mind",
        "why can't you tell me the price",
        "finally a straight answer",
        "is it a yes for driving",
        "or",
        "",
        "ok",
        "so",
        "so what",
        "so i can drive?",
        "so no swimming then",
        "so thanks",
        "not even my doctor knows",
        "is it right for me",
        "is that all",
        "is that painful",
        "so will it hurt",
        "is it",
        "not even in the leaflet that you sent me last week about the whole procedure",
        "sure",
        "so is it safe to fly",
        "why not",
        "so sorry",
        "so good",
        "no, what about flying?",
        "not with a pacemaker?",
        "even if i'm on warfarin?",
        "even for someone with kidney failure?",
        "not on blood thinners?",
        "so I'm fine, thanks for asking about my wife",
    ],
)
def test_yes_or_no_is_not_asked_for(text: str) -> None:
    """A yes, praise, and a question of its own are something else."""
    assert not asks_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "why",
        "why not?",
        "but why",
        "how come",
        "ok how come not",
        "why so long",
        "and why?",
        "why do they need that",
    ],
)
def test_the_reason_is_asked_for(text: str) -> None:
    """And nothing else."""
    assert asks_why(text)


@pytest.mark.parametrize("text", ["why does it leak", "how can it come back", "why kyphoplasty", "no", ""])
def test_the_reason_of_something_named_is_a_question(text: str) -> None:
    """The classifier knows what it is about."""
    assert not asks_why(text)


def test_what_an_answer_forbids_is_found() -> None:
    """Its first sentence that begins so; not every 'not' is a rule."""
    rule = "Do not drink alcohol for at least 24 hours after sleepy medicine (sedation)."
    assert rule_in(f"For afterwards:\n\n{rule} After that, ask your team.") == rule
    assert rule_in("Walk a little. Never drive yourself. Do not lift.") == "Never drive yourself."
    assert rule_in("There is no fixed rule. You need not stay in bed.") is None


@pytest.mark.parametrize(
    "text",
    [
        "which one are you talking about",
        "which one is that about",
        "which one do you mean",
        "what procedure are you talking about",
        "which of the two is that",
        "is that for both",
    ],
)
def test_which_procedure_was_meant_is_asked(text: str) -> None:
    """By what was said."""
    assert asks_which(text)


@pytest.mark.parametrize(
    "text",
    [
        "which one is better",
        "which one will i have",
        "which one do you recommend",
        "what procedure is done",
        "",
    ],
)
def test_which_to_have_is_another_question(text: str) -> None:
    """It has an answer of its own."""
    assert not asks_which(text)
