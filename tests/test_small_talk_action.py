"""A 'yes' takes what was offered, as the action sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from bot.answering import question_choice
from bot.content import Content
from bot.replies import human_choice
from bot.reply import Reply
from bot.store import Sender, Store

pytestmark = pytest.mark.rasa

OFFER = "Did you mean one of these?"


@pytest.fixture
def says_yes(monkeypatch: pytest.MonkeyPatch, live_content: Any, store: Store) -> Any:
    """What the action replies to 'yes please' below some choices."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.small_talk import SmallTalkAction

    conversation = store.add_conversation("test")
    services = SimpleNamespace(content=live_content, store=store, can_call_back=False)
    monkeypatch.setattr(actions.clinic_action, "services", lambda: services)

    def reply(
        *choices: Any, shown: Sequence[tuple[Sender, Reply]] = (), text: str = "yes please"
    ) -> dict[str, Any]:
        for sender, each in shown:
            store.add_reply(conversation, each, sender=sender)
        custom = {"text": OFFER, "choices": [asdict(each) for each in choices]}
        said = {"event": "bot", "data": {"custom": custom}}
        message = {"text": text, "intent": {"name": "smalltalk.affirm"}}
        tracker = Tracker(conversation, {}, message, [said], False, None, {}, "action_listen")
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


@pytest.mark.parametrize("words", [OFFER, f"Call 911 if it gets worse.\n\n{OFFER}", "Another text."])
def test_offer_that_the_door_has_worded_is_taken(says_yes: Any, content: Content, words: str) -> None:
    """A reminder before it, or other words for who has asked for a person; the questions are the same."""
    offered = question_choice(content, "duration")
    shown = Reply(words, "suggest").with_choices(offered)
    assert says_yes(offered, human_choice(content), shown=[("bot", shown)])["answer_ids"] == ("duration",)


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        ("staff", Reply("Shall I book you in for Monday?", "handoff")),
        ("bot", Reply("Call 911 now.", "emergency", level="emergency_now")),
        ("system", Reply("The clinic has closed.", "handoff")),
        ("bot", Reply("I cannot see photos.", "system")),
    ],
)
def test_offer_that_is_no_longer_the_last_word_is_not_taken(
    says_yes: Any, content: Content, sender: Sender, said: Reply
) -> None:
    """A 'yes' is to what was said last, and that was not the offer."""
    offered = question_choice(content, "duration")
    shown = [("bot", Reply(OFFER, "suggest").with_choices(offered)), (sender, said)]
    assert says_yes(offered, human_choice(content), shown=shown)["kind"] == "smalltalk"


@pytest.mark.parametrize("text", ["ok", "OK.", "right", "ok thanks"])
def test_ok_after_an_answer_is_no_yes(says_yes: Any, content: Content, text: str) -> None:
    """Nobody who takes note of an answer is asked at once what else to know."""
    assert says_yes(text=text)["text"] == content.replies["smalltalk.acknowledge"]


def test_choice_has_no_plainer_words(
    monkeypatch: pytest.MonkeyPatch, live_content: Any, store: Store
) -> None:
    """'Simpler please' below a choice asks which one, with the same questions."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.repeat import RepeatAction

    services = SimpleNamespace(content=live_content, store=store, can_call_back=False)
    monkeypatch.setattr(actions.clinic_action, "services", lambda: services)
    offered = asdict(question_choice(live_content.current(), "duration"))
    said = {"event": "bot", "data": {"custom": {"text": OFFER, "kind": "suggest", "choices": [offered]}}}
    message = {"text": "simpler please", "intent": {"name": "request.repeat"}}
    conversation = store.add_conversation("test")
    tracker = Tracker(conversation, {}, message, [said], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    RepeatAction().run(dispatcher, tracker, {})
    reply = dispatcher.messages[0]["custom"]
    assert reply["text"].startswith("Which one?")
    assert [each["label"] for each in reply["choices"]] == [offered["label"]]


@pytest.mark.parametrize(("before", "is_short"), [(0, False), (1, False), (2, True)])
def test_third_decline_in_a_row_is_short(
    monkeypatch: pytest.MonkeyPatch, live_content: Any, store: Store, before: int, is_short: bool
) -> None:
    """The same words four times running read as a machine that is stuck."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.out_of_scope import AGAIN, OutOfScopeAction
    from bot.replies import say

    services = SimpleNamespace(content=live_content, store=store, can_call_back=False)
    monkeypatch.setattr(actions.clinic_action, "services", lambda: services)
    content = live_content.current()
    full = say(content, "out_of_scope.medical", "out_of_scope").text
    said = [{"event": "bot", "data": {"custom": {"text": full, "kind": "out_of_scope"}}}] * before
    message = {"text": "flu shot", "intent": {"name": "out_of_scope.medical"}}
    conversation = store.add_conversation("test")
    tracker = Tracker(conversation, {}, message, said, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    OutOfScopeAction().run(dispatcher, tracker, {})
    expected = say(content, AGAIN, "out_of_scope").text if is_short else full
    assert dispatcher.messages[0]["custom"]["text"] == expected
