"""The component that gives each question in a message a part of its own."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.rasa


def split(text: str) -> Any:
    """The message as it is after names were found and questions split."""
    from rasa.shared.nlu.constants import TEXT
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.procedure_matcher import ProcedureMatcher
    from bot.nlu.question_splitter import MessageSplitter

    message = Message({TEXT: text})
    context: Any = None
    for component in (ProcedureMatcher, MessageSplitter):
        component.create({}, context, context, context).process([message])
    return message


def test_question_behind_shared_words_has_them_and_its_name() -> None:
    """'When can I | travel after kyphoplasty': what the classifier sees, and the name that stands in it."""
    parts = split("when can I drive and travel after kyphoplasty?").get("parts")
    assert [part.get("masked_text") for part in parts] == [
        "when can I drive",
        "when can I travel after the procedure?",
    ]
    assert [len(part.get("entities")) for part in parts] == [0, 1]


def test_shared_words_are_found_in_a_part_too() -> None:
    """Beside another question the second of two things was dropped: 'when can I shower and | drive'."""
    parts = split("when can i shower and drive and have i got to take the tablets?").get("parts")
    assert [part.get("masked_text") for part in parts] == [
        "when can i shower",
        "when can i drive",
        "have i got to take the tablets?",
    ]


def test_two_names_are_no_two_questions() -> None:
    """Nor is one that stands alone behind a comma; what stands beside it is."""
    assert split("vertebroplasty, kyphoplasty").get("parts") == []
    parts = split("will it hurt? how long is it? kyphoplasty?").get("parts")
    assert [part.get("text") for part in parts] == ["will it hurt?", "how long is it?"]
