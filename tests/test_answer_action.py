"""A question on what was just answered goes deeper; what is asked beside it is not dropped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.answering import Question, answer
from bot.content import Content
from bot.nlu_keys import ASKED_TOO, QUESTIONS
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

    def reply(answer_id: str, *asked_too: str, text: str = "other words") -> dict[str, Any]:
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
        slots = {"procedure": "kyphoplasty", "asked": [asked]}
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
