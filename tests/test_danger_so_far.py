"""What stands in a talk: a guess at despair was asked about, in whatever language, and is no danger that stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from patient import Patient

from bot.content import Content
from bot.danger_so_far import DangerSoFar
from bot.emergency import emergency_replies
from bot.moment import stamp, utc_now
from bot.red_flags import UNSURE_REPLY, RedFlag
from bot.store import Message

pytestmark = pytest.mark.slow

GUESS = RedFlag("crisis", "learned", "Some reason", UNSURE_REPLY)
SURE = RedFlag("crisis", "despair", "Some reason", "emergency.crisis")


def danger(patient: Patient) -> DangerSoFar:
    """As the door reads it."""
    return patient.door._first_help._danger


def writes(patient: Patient, text: str, minutes: int = 0) -> Message:
    """A message that comes so many minutes later."""
    message = patient.store.add_patient_message(patient.conversation, text, None)
    return replace(message, created_at=stamp(utc_now() + timedelta(minutes=minutes)))


@pytest.mark.parametrize("language", [None, "es", "pl"])
@pytest.mark.parametrize(("red_flag", "stands"), [(GUESS, False), (SURE, True)])
def test_guess_at_despair_does_not_stand(
    patient: Patient, content: Content, language: str | None, red_flag: RedFlag, stands: bool
) -> None:
    """It was asked about; who goes on with something else is not in it. The alert stays."""
    met = writes(patient, "words of despair")
    patient.store.add_alert(met, "crisis", f"{red_flag.flag}: {red_flag.reason}")
    replies = emergency_replies(content, replace(red_flag, language=language))
    assert len(replies) == (2 if language else 1)
    for each in replies:
        patient.store.add_reply(patient.conversation, each, met.id)
    assert bool(danger(patient).standing(writes(patient, "how long does it take"))) is stands


def test_thanks_are_no_half_of_a_danger(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with what was asked back about before, they had brought the crisis card."""
    help_ = patient.door._first_help
    monkeypatch.setattr(help_._screening, "screen", lambda *readings, before=None: SURE if before else None)
    writes(patient, "what if I just leave things be")
    thanks = "thank you dear, very patient of you"
    assert help_.screen(thanks, message=writes(patient, thanks)) is None
    farewell = "thank you for everything, goodbye"
    assert help_.screen(farewell, message=writes(patient, farewell)) == SURE
