"""'And for kyphoplasty?' asks the last question again, about the procedure that is meant now."""

from __future__ import annotations

import pytest

from bot.answering import Question, answer
from bot.content import Content
from bot.following import follow_up
from bot.replies import HUMAN


def test_named_procedure_gets_the_last_question(content: Content) -> None:
    """Naming a procedure asks the last question about it, and the conversation goes on with it."""
    reply, procedure = follow_up(
        content, "and for kyphoplasty?", ["what_is"], ("kyphoplasty",), "vertebroplasty"
    )
    assert reply == answer(content, [Question("what_is", ("kyphoplasty",))], None)
    assert procedure == "kyphoplasty"


@pytest.mark.parametrize(
    ("current", "other"), [("vertebroplasty", "kyphoplasty"), ("kyphoplasty", "vertebroplasty")]
)
def test_other_one_is_the_one_not_talked_of(content: Content, current: str, other: str) -> None:
    """'The other one' is the procedure that the conversation is not about."""
    reply, procedure = follow_up(content, "what about the OTHER one", ["what_is"], (), current)
    assert reply.procedure == procedure == other


def test_both_asks_about_both(content: Content) -> None:
    """'Both' gets the texts of both, and the conversation is about neither alone."""
    reply, procedure = follow_up(content, "and for both?", ["what_is"], (), "kyphoplasty")
    assert reply.text == answer(content, [Question("what_is")], None).text
    assert procedure is None


def test_conversations_procedure_is_kept(content: Content) -> None:
    """A follow-up that names nothing stays with the conversation's procedure."""
    reply, procedure = follow_up(content, "and?", ["what_is"], (), "kyphoplasty")
    assert reply.procedure == procedure == "kyphoplasty"


def test_several_last_answers_are_all_asked_again(content: Content) -> None:
    """After two answers, a follow-up asks both questions again."""
    reply, _ = follow_up(content, "and kypho?", ["what_is", "duration"], ("kyphoplasty",), None)
    assert reply.topics == ("what_is", "duration")


def test_procedure_alone_is_explained(content: Content) -> None:
    """Naming a procedure with nothing asked before tells what it is."""
    reply, procedure = follow_up(content, "kyphoplasty", [], ("kyphoplasty",), None)
    assert (reply.topics, procedure) == (("what_is",), "kyphoplasty")


def test_follow_up_on_nothing_asks_back(content: Content) -> None:
    """A follow-up with nothing to follow asks for the question and offers a person."""
    reply, procedure = follow_up(content, "and the other one?", [], (), None)
    assert (reply.kind, procedure) == ("fallback", None)
    assert [choice.value for choice in reply.choices] == [HUMAN]
