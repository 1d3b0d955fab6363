"""No question of a message is lost beside those that are answered."""

from __future__ import annotations

from bot.asked_too import AskedToo, asked_too
from bot.distributions import without
from bot.understanding import Decision, Distribution, Thresholds

T = Thresholds(asked_too=0.5, foreign_part=0.7, person_part=0.8, finer=0.45)
ANSWERED = Decision("brace", 0.9, (("brace", 0.9, 0),))
OTHERS = (
    "brace",
    "duration",
    "risks",
    "risks.leak",
    "smalltalk.thanks",
    "out_of_scope.other",
    "request.human",
)


def sure_of(name: str, share: float) -> Distribution:
    """A distribution with this share of one intent, and small ones of all others."""
    rest = (1 - share) / (len(OTHERS) - 1)
    return {each: share if each == name else rest for each in OTHERS}


def beside(*parts: Distribution) -> AskedToo:
    """What stands beside the answer on the brace if these parts stood beside that question."""
    return asked_too(ANSWERED, [sure_of("brace", 0.9), *parts], T)


def test_what_was_probably_asked_is_offered() -> None:
    """Its finest answer, each once; what is too unsure is not."""
    found = beside(sure_of("risks.leak", 0.6), sure_of("duration", 0.4), sure_of("risks.leak", 0.7))
    assert found == AskedToo(("risks.leak",))


def test_the_answered_topic_is_not_offered_again() -> None:
    """Nor is small talk."""
    assert beside(sure_of("brace", 0.7), sure_of("smalltalk.thanks", 0.9)) == AskedToo()


def test_what_is_out_of_scope_is_told_if_it_surely_is() -> None:
    """'And what is the weather?' is not passed over in silence; what may be a filler is."""
    assert beside(sure_of("out_of_scope.other", 0.8)).has_foreign
    assert not beside(sure_of("out_of_scope.other", 0.5)).has_foreign


def test_a_question_of_no_topic_beside_several_is_told_to_be_open() -> None:
    """Four questions, three answers: the patient hears that one has none. A piece that says one of them again has."""
    several = Decision("brace", 0.9, (("brace", 0.9, 0), ("duration", 0.9, 1)))
    answered = [sure_of("brace", 0.9), sure_of("duration", 0.9)]
    unsure = {**dict.fromkeys(OTHERS, 0.0), "risks": 0.4, "out_of_scope.other": 0.3, "request.human": 0.3}
    assert asked_too(several, [*answered, unsure], T).has_foreign
    assert not asked_too(several, [*answered, {**unsure, "duration": 0.3}], T).has_foreign
    assert not asked_too(several, [*answered, sure_of("smalltalk.thanks", 0.6)], T).has_foreign
    assert not beside(unsure).has_foreign, "in a letter with one question it is part of the story"


def test_a_person_asked_for_beside_a_question_is_brought_in() -> None:
    """Only if that part plainly asks for one."""
    assert beside(sure_of("request.human", 0.9)).wants_person
    assert not beside(sure_of("request.human", 0.6)).wants_person


def test_nothing_stands_beside_what_is_no_answer() -> None:
    """Choices and refusals have their own."""
    assert asked_too(Decision("nlu_fallback", 0.3), [sure_of("risks", 0.9)], T) == AskedToo()


def test_a_group_ruled_out_leaves_its_share_to_the_others() -> None:
    """And a distribution that is of nothing else stays as it is."""
    assert without({"smalltalk.greet": 0.5, "brace": 0.3, "risks": 0.2}, "smalltalk") == {
        "smalltalk.greet": 0.0,
        "brace": 0.6,
        "risks": 0.4,
    }
    assert without({"smalltalk.greet": 1.0, "brace": 0.0}, "smalltalk") == {
        "smalltalk.greet": 1.0,
        "brace": 0.0,
    }
