"""Action: a message in a language that the bot does not speak."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.clinic_action import ClinicAction
from actions.foreign_turn import meet_in
from actions.turn import ActionTurn
from bot.nlu_keys import LANGUAGE
from bot.replies import human_choice, say


class OtherLanguageAction(ClinicAction):
    """Says so, in that language where it is recognised, with the clinic's number and a person; at length only once."""

    action_name = "action_other_language"
    in_any_language = True

    def take(self, turn: ActionTurn, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        """Say it, in English if the language is none of the clinic's, or an edit has just taken it away."""
        code = str(turn.message.get(LANGUAGE) or "")
        if code not in turn.content.languages:
            reply = say(turn.content, "language.unknown", "out_of_scope")
            return turn.finish(dispatcher, reply.with_choices(human_choice(turn.content)))
        return meet_in(turn, dispatcher, code)
