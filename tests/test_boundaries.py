"""Asked to decide for someone, the bot says first that it cannot, and who can."""

from __future__ import annotations

import pytest

from bot.answering import Question, answer
from bot.boundaries import with_boundary
from bot.content import Content

MEDICINE = "I cannot tell anyone to take, stop or change a medicine."
RIGHT_FOR_YOU = "I cannot tell if it is right for you"


def said(content: Content, text: str, *answer_ids: str) -> str:
    """The reply's text to a message that was understood as these questions."""
    return with_boundary(content, text, answer(content, map(Question, answer_ids), "kyphoplasty")).text


@pytest.mark.parametrize(
    ("text", "answer_id"),
    [
        ("should I stop my warfarin?", "preparation.blood_thinners"),
        ("can my mum keep taking her aspirin", "preparation.blood_thinners"),
        ("do I need to come off Eliquis first", "preparation.blood_thinners"),
        ("is it ok to skip my insulin that morning", "preparation.medicines"),
        ("can he take ibuprofen afterwards", "aftercare.medicines"),
        ("do i give her the aspirin", "preparation.blood_thinners"),
    ],
)
def test_bot_does_not_decide_on_a_medicine(content: Content, text: str, answer_id: str) -> None:
    """The approved text follows, after the words that the doctor decides."""
    reply = said(content, text, answer_id)
    assert reply.startswith(MEDICINE)
    assert answer(content, [Question(answer_id)], "kyphoplasty").text in reply


@pytest.mark.parametrize(
    ("text", "answer_id"),
    [
        ("am I a candidate?", "candidates"),
        ("is my mother too old", "candidates.age"),
        ("would it be right for me with cancer in my spine", "candidates.cancer"),
        ("could she still have it after five months", "candidates.timing"),
    ],
)
def test_bot_does_not_decide_who_is_suitable(content: Content, text: str, answer_id: str) -> None:
    """The general text follows, after the words that only the doctors can tell."""
    assert said(content, text, answer_id).startswith(RIGHT_FOR_YOU)


@pytest.mark.parametrize(
    ("text", "answer_id"),
    [
        ("who is it for?", "candidates"),
        ("which medicines count as blood thinners", "preparation.blood_thinners"),
        ("is there an age limit", "candidates.age"),
        ("should I stop driving", "activity.driving"),
        ("am I a candidate for it", "candidates.me"),
    ],
)
def test_general_question_is_answered_straight(content: Content, text: str, answer_id: str) -> None:
    """Who asks in general, or is told by the text itself, hears the text alone."""
    assert said(content, text, answer_id) == answer(content, [Question(answer_id)], "kyphoplasty").text
