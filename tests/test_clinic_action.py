"""An action that fails gives no reply and tells nothing of what the patient wrote."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.rasa


def test_failing_action_says_where_and_not_what(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, live_content: Any
) -> None:
    """The log names the action, the kind of error and the place; the turn ends without a reply."""
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    import actions.clinic_action
    from actions.clinic_action import ClinicAction
    from actions.turn import ActionTurn

    class Failing(ClinicAction):
        """Fails with the patient's words in the error."""

        action_name = "action_failing"

        def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
            """Fail."""
            raise KeyError(turn.message["text"])

    monkeypatch.setattr(actions.clinic_action, "services", lambda: SimpleNamespace(content=live_content))
    tracker = Tracker("a", {}, {"text": "zebrafinch4711"}, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    with caplog.at_level(logging.DEBUG):
        assert Failing().run(dispatcher, tracker, {}) == []
    assert dispatcher.messages == []
    assert "action_failing failed: KeyError at " in caplog.text
    assert "zebrafinch4711" not in caplog.text
