"""A 'yes' takes what was offered, as the action sees it."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answering import question_choice
from bot.content import Content
from bot.replies import human_choice
from bot.store import Store

pytestmark = pytest.mark.rasa


@pytest.fixture
def says_yes(monkeypatch: pytest.MonkeyPatch, live_content: Any, store: Store) -> Any:
    """What the action replies to 'yes please' below some choices."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.small_talk import SmallTalkAction

    services = SimpleNamespace(content=live_content, store=store, can_call_back=False)
    monkeypatch.setattr(actions.clinic_action, "services", lambda: services)

    def reply(*choices: Any) -> dict[str, Any]:
        said = {"event": "bot", "data": {"custom": {"choices": [asdict(each) for each in choices]}}}
        message = {"text": "yes please", "intent": {"name": "smalltalk.affirm"}}
        tracker = Tracker("a", {}, message, [said], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        SmallTalkAction().run(dispatcher, tracker, {})
        return dict(dispatcher.messages[0]["custom"])

    return reply


def test_the_one_question_that_is_offered_is_answered(says_yes: Any, content: Content) -> None:
    """Nobody needs to say which; about the procedure that the choice is about."""
    reply = says_yes(question_choice(content, "duration", "kyphoplasty"), human_choice(content))
    assert (reply["kind"], reply["answer_ids"], reply["procedure"]) == (
        "answer",
        ("duration",),
        "kyphoplasty",
    )


def test_of_several_questions_one_is_asked_for(says_yes: Any, content: Content) -> None:
    """With the same choices."""
    offered = [question_choice(content, each) for each in ("duration", "risks")]
    reply = says_yes(*offered, human_choice(content))
    assert reply["kind"] == "suggest"
    assert [each["label"] for each in reply["choices"]] == [
        *(each.label for each in offered),
        "Talk to a person",
    ]


def test_without_an_offer_it_is_asked_what_to_know(says_yes: Any) -> None:
    """A 'yes' to nothing."""
    assert says_yes()["kind"] == "smalltalk"
