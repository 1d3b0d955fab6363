"""A turn in a language the bot does not speak: met in that language, with a person brought in or at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.person_turn import ask_for_person
from actions.turn import ActionTurn
from bot.foreign_request import asks_in, note_in, thanks_in
from bot.language_question import language_asked_for
from bot.languages import decline_language, welcome_in
from bot.understanding import PERSON


def meet_in(turn: ActionTurn, dispatcher: CollectingDispatcher, code: str) -> list[dict[str, Any]]:
    """Say it in the language with this code, and remember that it was said.

    Who asks for a person need not press a button that they may not be able to read.
    """
    told = turn.languages_told
    if turn.intent == PERSON or asks_in(turn.content.languages[code], turn.text):
        dispatcher.utter_message(json_message=note_in(turn.content, code).as_dict())
        reply = ask_for_person(turn)
    elif thanks_in(turn.content.languages[code], turn.text):
        # Nothing was asked, so nothing is declined, and the bot's language was not told.
        return turn.finish(dispatcher, welcome_in(turn.content, code))
    else:
        reply = decline_language(turn.content, code, told)
        if language_asked_for(turn.content, turn.text):
            # In English, and about the bot: that is no question it has to decline.
            reply = replace(reply, kind="smalltalk")
    return turn.finish(dispatcher, reply, languages_told=[*dict.fromkeys([*told, code])])
