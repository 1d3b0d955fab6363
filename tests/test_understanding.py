"""Probabilities become a decision: answer, offer choices, or say that it was not understood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import TOPICS, topic_of
from bot.understanding import (
    BOUNDARY,
    FALLBACK,
    MAX_BESIDE,
    MAX_SUGGESTIONS,
    Decision,
    Distribution,
    Thresholds,
    decide,
)

# Set here, so that tuning config.yml or the defaults does not change what is tested.
T = Thresholds(
    answer=0.5, sure=0.8, beside=0.06, close=0.9, either=0.6, part=0.6, part_weight=0.3, sure_part_weight=0.5,
    out_of_scope=0.5, request=0.5, suggest=0.06, familiar=0.5, foreign=0.2, related=0.1, finer=0.45,
    answer_in_letter=0.5, context=0.0, one_question=0.7, person=0.35, rival=0.8, boundary_part=0.3,
)  # fmt: skip
INTENTS = (
    "brace", "risks", "risks.leak", "activity", "activity.driving", "duration",
    "smalltalk.greet", "smalltalk.thanks", "out_of_scope.other", "boundary.scan", "request.human", "followup",
)  # fmt: skip


def distribution(**shares: float) -> dict[str, float]:
    """A distribution over all intents; `risks__leak` stands for `risks.leak`."""
    named = {name.replace("__", "."): share for name, share in shares.items()}
    rest = (1 - sum(named.values())) / (len(INTENTS) - len(named))
    return {name: named.get(name, rest) for name in INTENTS}


def normalised(weights: list[float]) -> Distribution:
    """Weights as a distribution over all intents."""
    return {name: weight / sum(weights) for name, weight in zip(INTENTS, weights, strict=True)}


distributions = st.lists(
    st.floats(0.001, 1), min_size=len(INTENTS), max_size=len(INTENTS)
).map(normalised)  # fmt: skip


def test_sure_question_is_answered() -> None:
    """A topic that is likely enough is answered."""
    decision = decide(distribution(brace=0.9), [], T)
    assert decision.intent == "brace"
    assert decision.confidence == pytest.approx(0.9)
    assert [(answer_id, part) for answer_id, _, part in decision.questions] == [("brace", -1)]


def test_finer_answers_count_for_their_topic() -> None:
    """Two finer answers of one topic together make the topic sure; unclear which, the topic's own is given."""
    decision = decide(distribution(activity=0.2, activity__driving=0.35), [], T)
    assert decision.intent == "activity.driving"
    unclear = decide({"risks": 0.3, "risks.leak": 0.28, "risks.safe": 0.27, "brace": 0.15}, [], T)
    assert unclear.intent == "risks"


def test_what_resembles_nothing_that_was_taught_is_not_answered() -> None:
    """However sure the classifier is of a topic: it is declined if it may be out of scope, else choices are offered."""
    declined = decide(distribution(brace=0.7, out_of_scope__other=0.25), [], T, familiarity=0.3)
    assert (declined.intent, declined.questions, declined.suggestions) == (
        "out_of_scope.other",
        (),
        ("brace",),
    )
    offered = decide(distribution(brace=0.9), [], T, familiarity=0.3)
    assert (offered.intent, offered.questions, offered.suggestions) == (FALLBACK, (), ("brace",))
    assert decide(distribution(brace=0.7), [], T, familiarity=0.6).intent == "brace"


def test_an_unfamiliar_wish_for_a_person_is_still_heard() -> None:
    """Being unlike the examples holds back answers only."""
    assert decide(distribution(request__human=0.7), [], T, familiarity=0.1).intent == "request.human"


def test_unclear_question_is_met_with_choices() -> None:
    """Below the gate nothing is answered; the likely topics are offered, the likeliest first."""
    decision = decide(distribution(brace=0.4, duration=0.3, risks__leak=0.1), [], T)
    assert (decision.intent, decision.questions) == (FALLBACK, ())
    assert decision.suggestions == ("brace", "duration", "risks.leak")


def test_no_more_than_three_choices_are_offered() -> None:
    """However many topics are likely, three are offered, and one for each topic."""
    shares = {
        "brace": 0.2,
        "risks": 0.2,
        "risks.leak": 0.1,
        "activity": 0.2,
        "duration": 0.2,
        "followup": 0.1,
    }
    decision = decide(shares, [], T)
    assert len(decision.suggestions) == MAX_SUGGESTIONS
    assert len({topic_of(answer_id) for answer_id in decision.suggestions}) == MAX_SUGGESTIONS


def test_unlikely_question_is_not_offered() -> None:
    """A topic that is hardly likely is not worth a button, and small talk is never one."""
    decision = decide({"smalltalk.greet": 0.49, "followup": 0.46, "brace": 0.05}, [], T)
    assert (decision.intent, decision.suggestions) == (FALLBACK, ())


@pytest.mark.parametrize(
    "intent", ["smalltalk.thanks", "out_of_scope.other", "boundary.scan", "request.human", "followup"]
)
def test_what_is_no_question_is_taken_up(intent: str) -> None:
    """Small talk, requests and what is out of scope are decided on, without an answer."""
    decision = decide(distribution(**{intent.replace(".", "__"): 0.8}), [], T)
    assert (decision.intent, decision.questions, decision.suggestions) == (intent, (), ())


def test_out_of_scope_has_a_gate_of_its_own() -> None:
    """The share from which a message counts as out of scope can be set apart from the others."""
    whole = distribution(out_of_scope__other=0.55)
    assert decide(whole, [], T).intent == "out_of_scope.other"
    assert decide(whole, [], Thresholds(out_of_scope=0.6)).intent == FALLBACK


def test_several_questions_are_each_answered() -> None:
    """Two sure questions in one message are both answered, the surer one leads."""
    parts = [distribution(brace=0.7), distribution(duration=0.9)]
    decision = decide(distribution(brace=0.5), parts, T)
    assert decision.intent == "duration"
    assert [(answer_id, part) for answer_id, _, part in decision.questions] == [("duration", 1), ("brace", 0)]


def test_surest_questions_are_said_as_they_were_asked() -> None:
    """Of five, the three surest come first, in the order of the message, and then the other two in theirs."""
    surest = (
        ("duration", 0.9, 1),
        ("risks", 0.8, 2),
        ("outpatient", 0.7, 4),
        ("brace", 0.6, 0),
        ("cost", 0.5, 3),
    )
    decision = Decision("duration", 0.9, surest)
    assert [name for name, _, _ in decision.in_order] == ["duration", "risks", "outpatient", "brace", "cost"]


def test_what_must_not_be_answered_is_not_left_for_later() -> None:
    """No button can stand for it, so it is said even if three questions are surer."""
    surest = (("brace", 0.9, 0), ("duration", 0.8, 1), ("risks", 0.7, 2), ("boundary.scan", 0.6, 3))
    decision = Decision("brace", 0.9, surest)
    assert [name for name, _, _ in decision.in_order] == ["brace", "duration", "boundary.scan", "risks"]


def test_same_question_twice_is_one() -> None:
    """Two parts that ask the same are decided as one message."""
    parts = [distribution(brace=0.9), distribution(brace=0.8)]
    decision = decide(distribution(brace=0.95), parts, T)
    assert [(answer_id, part) for answer_id, _, part in decision.questions] == [("brace", -1)]


def test_unsure_part_is_not_answered() -> None:
    """A part below its gate is left out, and the message is decided as a whole."""
    parts = [distribution(brace=0.9), distribution(duration=0.4)]
    decision = decide(distribution(brace=0.3), parts, T)
    assert decision.intent == FALLBACK


def test_question_in_a_letter_leads() -> None:
    """In a letter with one question, the question counts as much as the whole letter."""
    letter, question = distribution(smalltalk__greet=0.7), distribution(brace=0.9)
    assert decide(letter, [], T).intent == "smalltalk.greet"
    assert decide(distribution(brace=0.2), [question], T).intent == "brace"


def test_vague_question_in_a_letter_leans_on_the_letter() -> None:
    """'Will that help her?' is understood by what stands before it."""
    letter, vague = distribution(risks=0.8), distribution(brace=0.6, risks=0.3)
    assert decide(letter, [vague], T).intent == "risks"


def test_middling_answer_comes_with_other_questions() -> None:
    """An answer that is not sure carries the next likely topics, at most two; a sure one carries none."""
    middling = decide(distribution(brace=0.55, duration=0.2, risks=0.1, activity__driving=0.07), [], T)
    assert (middling.intent, middling.suggestions) == ("brace", ("duration", "risks"))
    assert decide(distribution(brace=0.85, duration=0.08), [], T).suggestions == ()


def test_two_close_topics_are_put_to_the_patient() -> None:
    """Two topics that can hardly be told apart, with no third in sight, become a choice between two."""
    decision = decide(distribution(brace=0.4, duration=0.38), [], T)
    assert (decision.intent, decision.questions) == (FALLBACK, ())
    assert (decision.suggestions, decision.is_close) == (("brace", "duration"), True)


def test_close_topics_are_asked_about_even_above_the_gate() -> None:
    """Being likely enough to be answered does not help where another topic is as likely."""
    low = Thresholds(**{**T.__dict__, "answer": 0.3})
    assert decide(distribution(brace=0.45, duration=0.43), [], low).is_close
    assert decide(distribution(brace=0.5, duration=0.3), [], low).intent == "brace"


def test_what_may_well_be_foreign_is_asked_about() -> None:
    """A topic hardly likelier than being out of scope is offered, not answered, even above the gate."""
    low = replace(T, answer=0.4)
    decision = decide(distribution(brace=0.45, out_of_scope__other=0.4), [], low)
    assert (decision.intent, decision.questions, decision.suggestions) == (FALLBACK, (), ("brace",))
    assert decide(distribution(brace=0.45, out_of_scope__other=0.3), [], low).intent == "brace"


def test_three_close_topics_are_no_choice_of_two() -> None:
    """Where a third topic is nearly as likely, three are offered."""
    decision = decide(distribution(brace=0.3, duration=0.29, risks=0.28), [], T)
    assert (len(decision.suggestions), decision.is_close) == (3, False)


def test_boundary_among_questions_gets_its_own_word() -> None:
    """What must not be answered is named as such beside the question that is answered."""
    parts = [distribution(boundary__scan=0.9), distribution(duration=0.8)]
    decision = decide(distribution(duration=0.5), parts, T)
    assert decision.intent == "duration"
    assert [(name, part) for name, _, part in decision.questions] == [("boundary.scan", 0), ("duration", 1)]


def test_boundaries_alone_are_decided_as_one_message() -> None:
    """Two questions that must not be answered are no reason to answer anything."""
    parts = [distribution(boundary__scan=0.9), distribution(boundary__scan=0.8)]
    assert decide(distribution(boundary__scan=0.9), parts, T).intent == "boundary.scan"


@given(distributions, st.lists(distributions, max_size=3))
def test_decision_always_makes_sense(whole: Distribution, parts: list[Distribution]) -> None:
    """Whatever the numbers, a decision answers questions of known topics, or offers others that are likely."""
    decision = decide(whole, parts, T)
    assert decision.intent in (*INTENTS, FALLBACK)
    if decision.questions:
        assert len(decision.suggestions) <= MAX_BESIDE
    assert not decision.is_close or (len(decision.suggestions) == 2 and not decision.questions)
    assert len(decision.suggestions) <= MAX_SUGGESTIONS
    answered = [answer_id for answer_id, _, _ in decision.questions]
    assert len(set(answered)) == len(answered)
    assert {topic_of(name) for name in answered} <= {*TOPICS, BOUNDARY}
    offered = [topic_of(name) for name in decision.suggestions]
    assert set(offered) <= set(TOPICS)
    assert not set(offered) & {topic_of(name) for name in answered}
    assert all(-1 <= part < len(parts) for _, _, part in decision.questions)


def test_message_out_of_scope_as_a_whole_is_no_row_of_questions() -> None:
    """Its sentences may sound like ours by themselves: 'How long in a cast, and can he swim?'"""
    whole = distribution(out_of_scope__other=0.8)
    parts = [distribution(duration=0.9), distribution(activity=0.8)]
    assert decide(whole, parts, T).intent == "out_of_scope.other"
    less_sure = distribution(out_of_scope__other=0.6)
    assert [name for name, _, _ in decide(less_sure, parts, T).questions] == ["duration", "activity"]


def test_message_sure_of_what_no_sentence_asks_is_answered_as_a_whole() -> None:
    """The whole names what its sentences leave out; one that it does ask for leaves all of them questions."""
    parts = [distribution(duration=0.9), distribution(activity=0.8)]
    assert [name for name, _, _ in decide(distribution(brace=0.8), parts, T).questions] == ["brace"]
    assert len(decide(distribution(duration=0.8), parts, T).questions) == 2


def test_whole_message_counts_beside_each_question() -> None:
    """A question that the message around it speaks against is not taken up by itself."""
    whole = distribution(duration=0.6)
    parts = [distribution(duration=0.9), distribution(brace=0.65)]
    assert len(decide(whole, parts, T).questions) == 2
    assert [name for name, _, _ in decide(whole, parts, replace(T, context=0.3)).questions] == ["duration"]


def test_letter_must_be_surer_than_a_line() -> None:
    """A letter touches many topics: what would do for a line is asked back there."""
    thresholds = replace(T, answer=0.4, answer_in_letter=0.6)
    unsure = distribution(risks=0.5)
    assert decide(unsure, [], thresholds).intent == "risks"
    decision = decide(unsure, [unsure], thresholds)
    assert decision.intent == FALLBACK
    assert decision.suggestions[0] == "risks"


def test_letter_with_one_plain_question_is_answered_like_a_line() -> None:
    """However much surrounds it: 'What does it cost?' at the end of a letter needs no asking back."""
    thresholds = replace(T, answer=0.4, answer_in_letter=0.6, plain=0.9)
    letter = distribution(duration=0.2, risks=0.1)
    assert decide(letter, [distribution(duration=0.95)], thresholds).intent == "duration"
    assert decide(letter, [distribution(duration=0.85)], thresholds).intent == FALLBACK
    two = [distribution(duration=0.95), distribution(followup=0.9)]
    assert decide(letter, two, thresholds).intent == FALLBACK
    drowned = distribution(activity=0.9)
    assert not decide(drowned, [distribution(duration=0.95)], thresholds).is_close


def test_letter_that_sounds_half_foreign_is_answered_on_its_plain_question() -> None:
    """Falls, soil and daughters are nothing the bot knows; one that is foreign for the most part stays unanswered."""
    thresholds = replace(T, rival=0.4, plain_rival=0.7)
    plain = distribution(duration=0.99)
    half, most = distribution(out_of_scope__other=0.45, duration=0.1), distribution(out_of_scope__other=0.9)
    assert decide(half, [plain], thresholds).intent == "duration"
    assert decide(half, [plain], replace(thresholds, plain_rival=0.4)).intent == FALLBACK
    assert decide(most, [plain], thresholds).intent == FALLBACK


def test_letter_is_offered_what_one_of_its_sentences_asks() -> None:
    """What the letter as a whole drowns is among the choices."""
    whole = distribution(risks=0.3, activity=0.2, brace=0.2)
    decision = decide(whole, [distribution(duration=0.4), distribution(followup=0.6)], T)
    assert decision.intent == FALLBACK
    assert decision.suggestions == ("duration", "risks", "activity")


def test_person_is_brought_in_rather_than_talked_past() -> None:
    """Small talk, a kind refusal and asking back give way to what may ask for a person; an answer does not."""
    for other in ("smalltalk__greet", "out_of_scope__other", "followup"):
        decision = decide(distribution(request__human=0.4, **{other: 0.45}), [], T)
        assert (decision.intent, decision.confidence) == ("request.human", pytest.approx(0.4)), other
    assert decide(distribution(request__human=0.4, brace=0.52), [], T).intent == "brace"
    assert decide(distribution(request__human=0.3, smalltalk__greet=0.6), [], T).intent == "smalltalk.greet"


def test_thanks_do_not_drown_a_question() -> None:
    """'Thanks, that helps. What about driving?' asks something; thanks alone are small talk."""
    whole = distribution(smalltalk__thanks=0.8, activity__driving=0.15)
    assert decide(whole, [distribution(activity__driving=0.9)], T).intent == "activity.driving"
    assert decide(whole, [distribution(smalltalk__greet=0.9)], T).intent == "smalltalk.thanks"
    assert decide(whole, [], T).intent == "smalltalk.thanks"


def test_what_must_not_be_answered_is_said_so_on_a_mere_suspicion() -> None:
    """Beside an answer, silence on 'and can I stop my aspirin?' would be taken for a yes."""
    parts = [distribution(duration=0.9), distribution(boundary__scan=0.35)]
    assert [name for name, _, _ in decide(distribution(duration=0.9), parts, T).questions] == [
        "duration",
        "boundary.scan",
    ]


def test_question_beside_a_wish_for_a_person_is_answered() -> None:
    """'I'd like a callback, and what should I bring': the wish, however sure, hides no question."""
    whole = distribution(request__human=0.9)
    parts = [distribution(request__human=0.95), distribution(brace=0.9)]
    assert decide(whole, parts, T).intent == "brace"
    assert decide(whole, [parts[0], distribution(brace=0.5)], T).intent == "request.human"


def test_row_of_plain_questions_is_not_foreign() -> None:
    """'How long? The brace?' looks foreign as a whole; with something told beside them it may be."""
    whole = distribution(out_of_scope__other=0.8)
    parts = [distribution(duration=0.9), distribution(brace=0.95)]
    assert decide(whole, parts, T).intent == "out_of_scope.other"
    asked = decide(whole, parts, T, asks_only=True)
    assert [name for name, _, _ in asked.questions] == ["brace", "duration"]
    unsure = [distribution(duration=0.7), distribution(brace=0.95)]
    assert decide(whole, unsure, T, asks_only=True).intent == "out_of_scope.other"
    listed = [*parts, distribution(activity=0.4)]
    assert len(decide(whole, listed, T, asks_only=True).questions) == 2, "one unclear item hides no others"
