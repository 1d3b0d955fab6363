"""Action: a message in a language that the bot recognises but does not speak."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.foreign_turn import meet_in
from actions.turn import ActionTurn
from bot.nlu_keys import LANGUAGE
from bot.replies import say


class OtherLanguageAction(ClinicAction):
    """Says so in that language, with the clinic's number and a person; at length only once."""

    action_name = "action_other_language"
    in_any_language = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say it, unless an edit took the language away while the message was read."""
        code = str(turn.message.get(LANGUAGE) or "")
        if code not in turn.content.languages:
            return turn.finish(dispatcher, say(turn.content, "suggest.none", "fallback"))
        return meet_in(turn, dispatcher, code)
