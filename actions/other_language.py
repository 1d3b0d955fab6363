"""Action: a message in a language that the bot recognises but does not speak."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.turn import ActionTurn
from bot.languages import decline_language
from bot.nlu_keys import LANGUAGE
from bot.replies import say


class OtherLanguageAction(ClinicAction):
    """Says so in that language, with the clinic's number and a person; at length only once."""

    action_name = "action_other_language"

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say it, and remember that it was said."""
        code = str(turn.message.get(LANGUAGE) or "")
        told = [str(each) for each in turn.tracker.get_slot("languages_told") or []]
        if code not in turn.content.languages:
            # An edit took the language away while the message was read.
            return turn.finish(dispatcher, say(turn.content, "suggest.none", "fallback"))
        reply = decline_language(turn.content, code, told)
        return turn.finish(dispatcher, reply, languages_told=[*dict.fromkeys([*told, code])])
