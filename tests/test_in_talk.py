"""After an answer a message is likelier to be about it, the less it says by itself."""

from __future__ import annotations

import csv

import pytest

from bot.distributions import Distribution, top
from bot.follow_ups import FollowUp, read_follow_ups
from bot.in_talk import in_talk
from bot.settings import ROOT

LAST = "aftercare.dressing"


def likely(**chances: float) -> Distribution:
    """A distribution over some intents; what is left is spread over the others."""
    names = (
        "aftercare.dressing aftercare.medicines pain_relief.lasting duration activity.driving smalltalk.thanks"
        " out_of_scope.other request.human followup request.more request.repeat"
    ).split()
    given = {name.replace("__", "."): chance for name, chance in chances.items()}
    rest = (1 - sum(given.values())) / (len(names) - len(given))
    return {name: given.get(name, rest) for name in names}


def test_what_is_unclear_by_itself_is_about_the_last_answer() -> None:
    """'How long does it stay on' was taken for the relief."""
    unclear = likely(pain_relief__lasting=0.35, duration=0.2, aftercare__dressing=0.2)
    assert top(in_talk(unclear, 0.6, LAST))[0] == LAST


@pytest.mark.parametrize("name", ["activity.driving", "request.human", "smalltalk.thanks"])
def test_what_is_plain_is_heard_as_ever(name: str) -> None:
    """A change of subject drops the old topic."""
    plain = likely(**{name.replace(".", "__"): 0.95})
    assert top(in_talk(plain, 0.9, LAST))[0] == name


def test_a_topic_that_is_sure_is_left_as_it_is() -> None:
    """Not a digit of it changes."""
    sure = likely(activity__driving=0.92)
    assert in_talk(sure, 0.9, LAST) is sure


def test_what_leans_on_the_talk_by_itself_has_its_own_rules() -> None:
    """'And for the other one?'"""
    leaning = likely(followup=0.8)
    assert in_talk(leaning, 0.9, LAST) is leaning


def test_an_answer_without_an_intent_changes_nothing() -> None:
    """An id that is gone from the model."""
    unclear = likely(duration=0.4)
    assert in_talk(unclear, 0.6, "brace") is unclear


def test_a_question_that_was_turned_away_draws_nothing_to_it() -> None:
    """Behind 'should I stop my aspirin' another question is no more about medicines than before."""
    unclear = {**likely(duration=0.4), "boundary.medicine": 0.1}
    assert in_talk(unclear, 0.6, "boundary.medicine") is unclear


def test_it_is_a_distribution() -> None:
    """Nothing is lost, nothing is negative."""
    found = in_talk(likely(duration=0.4, pain_relief__lasting=0.3), 0.5, LAST)
    assert sum(found.values()) == pytest.approx(1.0)
    assert min(found.values()) >= 0


def test_a_follow_up_may_accept_a_kind_of_reply() -> None:
    """Groups and single intents."""
    follow_up = FollowUp("brace", "x", frozenset({"boundary", "brace"}))
    assert follow_up.accepts("boundary.diagnosis")
    assert follow_up.accepts("brace")
    assert not follow_up.accepts("out_of_scope.medical")
    assert FollowUp("brace", "x", frozenset({"person"})).accepts("request.human")


def test_the_follow_ups_to_learn_from_are_whole() -> None:
    """Each has an answer before it, words and something accepted, and none is measured with."""
    rows = read_follow_ups()
    assert len(rows) > 1500
    assert all(row.last and row.text.strip() and row.accept for row in rows)


def test_no_measured_follow_up_is_learned_from() -> None:
    """Whoever measures with bench/follow_ups.tsv measures with new messages."""
    with (ROOT / "bench" / "follow_ups.tsv").open(encoding="utf-8", newline="") as lines:
        measured = {
            row["text"].lower() for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    assert len(measured) > 500
    assert measured.isdisjoint(row.text.lower() for row in read_follow_ups())
