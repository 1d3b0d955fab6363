"""Once the talk is about a medicine, 'when do I stop it?' is answered by nobody but the doctor."""

from __future__ import annotations

import pytest

from .talk import Talk

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("opening", ["what about my blood thinners", "should I stop my warfarin before it?"])
@pytest.mark.parametrize(
    "follow_up",
    [
        "how many days before should I stop it",
        "and when do I start again",
        "5 days before?",
        "how long before",
    ],
)
def test_no_time_is_given_for_a_medicine(patient: Talk, opening: str, follow_up: str) -> None:
    """Neither the pain's days nor the walk's hours are said where a medicine is meant."""
    patient.ask(opening)
    reply = patient.ask(follow_up)
    assert "medicine" in reply.text or "blood thinner" in reply.text
    # The third says to ask before any medicine is started again, 'blood thinners most of all'.
    assert set(reply.answer_ids) <= {
        "preparation.blood_thinners",
        "preparation.medicines",
        "aftercare.medicines",
    }
    assert "do not" in reply.text.lower() or "cannot tell" in reply.text


def test_the_talk_stays_with_it(patient: Talk) -> None:
    """The second question in a row is about it too; another subject leaves it."""
    patient.ask("she takes Eliquis, is that ok?")
    assert patient.ask("how many days before should she stop it").kind == "out_of_scope"
    assert patient.ask("so is 5 days right").kind == "out_of_scope"
    assert patient.ask("how long does kyphoplasty take?").topics == ("duration",)
    assert patient.ask("when can I start driving?").topics == ("activity",)


def test_a_time_to_stop_without_a_talk_is_left_to_the_doctor(patient: Talk) -> None:
    """'It' may well be a medicine."""
    assert patient.ask("how long before I stop it").kind == "out_of_scope"
