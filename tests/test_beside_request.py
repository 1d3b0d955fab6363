"""What is said to who has asked for a person already, and is answered by the bot meanwhile."""

from __future__ import annotations

import pytest

from bot.beside_request import saying_it_stands
from bot.content import Content
from bot.replies import fill
from bot.reply import Kind, Reply

LINE = "Your request stands."


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("out_of_scope", "suggest.related"),
        ("answer", "answer.not_meant"),
        ("answer", "answer.asked_too"),
        ("answer", "answer.left_out"),
    ],
)
def test_what_leads_to_the_choices_stays_above_them(content: Content, kind: Kind, key: str) -> None:
    """'Did you mean one of them?' is followed by them, and not by a word on the queue."""
    lead = fill(content, content.replies[key])
    (told,) = saying_it_stands(content, [Reply(f"I cannot say.\n\n{lead}", kind)], LINE)
    assert told.text == f"I cannot say.\n\n{LINE}\n\n{lead}"


def test_line_stands_below_the_first_answer_alone(content: Content) -> None:
    """Once, and not in what is said in another language."""
    replies = [Reply("Noted.", "system"), Reply("Walk a little.", "answer"), Reply("Rest.", "answer")]
    said = saying_it_stands(content, replies, LINE)
    assert [reply.text for reply in said] == ["Noted.", f"Walk a little.\n\n{LINE}", "Rest."]
    foreign = [Reply("Je ne comprends pas.", "out_of_scope", language="fr")]
    assert saying_it_stands(content, foreign, LINE) == foreign
