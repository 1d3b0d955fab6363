"""A turn that asks for a person."""

from __future__ import annotations

from datetime import UTC, datetime

from actions.turn import ActionTurn
from bot.handoff import request_person
from bot.patient_handoff import ASKED
from bot.reply import Reply


def ask_for_person(turn: ActionTurn) -> Reply:
    """Note for the staff that the patient asked for them; what to say of it."""
    return request_person(
        turn.services.store,
        turn.content,
        turn.conversation,
        ASKED,
        datetime.now(UTC),
        can_call_back=turn.services.can_call_back,
        text=turn.text,
    )
