"""A question on what was just answered goes deeper; what is asked beside it is not dropped."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answering import Question, answer
from bot.content import Content
from bot.nlu_keys import ASKED_TOO, QUESTIONS
from bot.replies import fill
from bot.store import Store

pytestmark = pytest.mark.rasa


@pytest.fixture
def asks_again(monkeypatch: pytest.MonkeyPatch, live_content: Any, content: Content, store: Store) -> Any:
    """What the action replies to other words for the question that was answered, with `asked_too` beside it."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.answer import AnswerAction

    conversation = store.add_conversation("test")
    services = SimpleNamespace(content=live_content, store=store, can_call_back=False)
    monkeypatch.setattr(actions.clinic_action, "services", lambda: services)

    def reply(
        answer_id: str, *asked_too: str, text: str = "other words", told: Sequence[str] = ()
    ) -> dict[str, Any]:
        first = answer(content, [Question(answer_id)], "kyphoplasty")
        store.add_reply(conversation, first)
        asked = {"answer_id": answer_id, "procedures": ["kyphoplasty"]}
        message = {
            "text": text,
            "intent": {"name": answer_id},
            QUESTIONS: [asked],
            ASKED_TOO: list(asked_too),
        }
        events = [
            {"event": "user", "text": "first words"},
            {"event": "bot", "data": {"custom": first.as_dict()}},
            {"event": "user", "text": text},
        ]
        slots = {"procedure": "kyphoplasty", "asked": [asked], "told": list(told)}
        tracker = Tracker(conversation, slots, message, events, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        AnswerAction().run(dispatcher, tracker, {})
        return dict(dispatcher.messages[0]["custom"])

    return reply


def test_other_words_get_the_second_part(asks_again: Any, content: Content) -> None:
    """The same text again would help nobody."""
    text = asks_again("recovery")["text"]
    assert text != answer(content, [Question("recovery")], "kyphoplasty").text


def test_what_is_asked_beside_it_is_offered(asks_again: Any, content: Content) -> None:
    """It has had no answer yet."""
    reply = asks_again("recovery", "activity.driving")
    assert content.questions["activity.driving"] in [each["label"] for each in reply["choices"]]


def test_first_part_is_said_again_where_it_has_what_is_asked(asks_again: Any, content: Content) -> None:
    """'Stairs?' after walking, whose second part has no word of them."""
    text = asks_again("activity.walking", text="stairs?")["text"]
    first = answer(content, [Question("activity.walking")], "kyphoplasty").text
    assert text == f"{content.replies['followup.again']}\n{first}"


def test_second_part_says_that_it_may_not_be_meant(asks_again: Any, content: Content) -> None:
    """A word that neither part has may be asked of in other words there, or not at all."""
    lead = content.replies["answer.not_certain"]
    assert asks_again("recovery", text="and with a trombone?")["text"].startswith(lead)
    assert not asks_again("recovery", text="and then?")["text"].startswith(lead)


def test_detail_without_an_answer_is_said_to_have_none(asks_again: Any, content: Content) -> None:
    """Where the second part was told; that there is no more text would answer another question."""
    reply = asks_again("recovery", text="and with a trombone?", told=["recovery"])
    assert reply["text"] == fill(content, content.replies["answer.no_detail"])
    assert reply["kind"] == "smalltalk"
