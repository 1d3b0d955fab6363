"""A reply carries the contract's fields and survives the way through JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.reply import Choice, Reply


def test_reply_survives_json(reply: Reply) -> None:
    """A reply that went through JSON is the same reply."""
    assert Reply.from_dict(json.loads(json.dumps(reply.as_dict()))) == reply


def test_reply_has_the_fields_of_the_contract(reply: Reply) -> None:
    """The JSON has exactly the fields the design promises, the numbers to call, the drawings and the language."""
    expected = "text kind topics procedure answer_ids level choices sources reviewed links pictures language"
    assert list(reply.as_dict()) == expected.split()


@pytest.mark.parametrize("field", ["text", "kind", "topics", "choices", "sources", "reviewed"])
def test_missing_field_is_refused(reply: Reply, field: str) -> None:
    """Data without one of the fields is no reply."""
    data = reply.as_dict()
    del data[field]
    with pytest.raises(KeyError, match=field):
        Reply.from_dict(data)


@pytest.mark.parametrize(("field", "nothing"), [("links", ()), ("pictures", ()), ("language", None)])
def test_reply_of_before_there_was_a_field_is_read(reply: Reply, field: str, nothing: object) -> None:
    """A reply that was stored without links or pictures has none, and one without a language is in the clinic's."""
    data = replace(reply, language="es").as_dict()
    del data[field]
    assert getattr(Reply.from_dict(data), field) == nothing


def test_reply_is_in_the_clinics_language_until_it_says_otherwise() -> None:
    """No language is the clinic's own."""
    assert Reply("Hello.", "smalltalk").language is None


def test_first_picture_is_told_by_name(reply: Reply) -> None:
    """A channel that shows one drawing gets the first one's name, or nothing."""
    assert reply.picture == "epidural-steps"
    assert Reply("Hello.", "smalltalk").picture is None


def test_choices_are_added_at_the_end(reply: Reply) -> None:
    """New choices come after those the reply has, and the reply itself stays as it was."""
    added = reply.with_choices(Choice("A", "/a"), Choice("B", "/b"))
    assert [choice.label for choice in added.choices] == ["How do I prepare?", "A", "B"]
    assert len(reply.choices) == 1


def test_choice_stands_once(reply: Reply) -> None:
    """'Talk to a person' below an answer that has it already."""
    human = Choice("Talk to a person", "/request.human")
    twice = replace(reply, choices=(human,)).with_choices(human, Choice("Tell me more", "/request.more"))
    assert [each.label for each in twice.choices] == ["Talk to a person", "Tell me more"]
