"""A miss leads on: likely questions first, a person second, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from bot.content import Content, Leaflet
from bot.replies import HUMAN, SOMETHING_ELSE, say
from bot.reply import Reply
from bot.suggesting import ask_about, ask_anew, introduce, suggest


def values(reply: Reply) -> list[str]:
    """What the reply's choices stand for."""
    return [choice.value for choice in reply.choices]


def test_first_miss_offers_likely_questions(content: Content) -> None:
    """The first miss offers the likely questions in plain words, then something else, then a person."""
    reply, offered = suggest(content, ["brace", "activity.driving"], [], misses=1)
    assert reply.kind == "suggest"
    assert values(reply) == ["/brace", "/activity.driving", SOMETHING_ELSE, HUMAN]
    assert [choice.topic for choice in reply.choices] == ["brace", "activity", None, None]
    assert offered == ["brace", "activity.driving"]


def test_two_that_are_close_become_one_short_question(content: Content) -> None:
    """Between two likely questions the patient chooses, about the procedure that was named."""
    reply, _ = suggest(content, ["brace", "recovery"], [], misses=1, is_close=True, procedure="kyphoplasty")
    assert reply.text == "Which of these two do you mean?"
    payload = '{"procedure": "kyphoplasty"}'
    assert values(reply) == [f"/brace{payload}", f"/recovery{payload}", SOMETHING_ELSE, HUMAN]


def test_close_one_that_was_refused_leaves_no_choice_of_two(content: Content) -> None:
    """When one of the two was offered before and not taken, the other is not called one of two."""
    reply, _ = suggest(content, ["brace", "recovery"], ["brace"], misses=1, is_close=True)
    assert reply.text != "Which of these two do you mean?"
    assert values(reply) == ["/recovery", SOMETHING_ELSE, HUMAN]


def test_second_miss_offers_a_person_first(content: Content) -> None:
    """The second miss in a row puts the person before every question."""
    reply, _ = suggest(content, ["brace"], [], misses=2)
    assert reply.kind == "fallback"
    assert values(reply) == [HUMAN, "/brace"]


def test_nothing_is_offered_twice(content: Content) -> None:
    """A question that was offered and not taken is not offered again."""
    _, offered = suggest(content, ["brace", "risks"], [], misses=1)
    reply, offered = suggest(content, ["risks", "cost"], offered, misses=2)
    assert values(reply) == [HUMAN, "/cost"]
    assert offered == ["brace", "risks", "cost"]


def test_miss_without_an_idea_offers_a_person(content: Content) -> None:
    """Where no question is likely, the patient is asked for other words and can have a person."""
    reply, offered = suggest(content, [], [], misses=1)
    assert (reply.kind, values(reply), offered) == ("fallback", [HUMAN], [])


def test_question_that_is_gone_is_not_offered(content: Content) -> None:
    """A question the content no longer answers is left out."""
    reply, _ = suggest(content, ["parking", "brace"], [], misses=1)
    assert values(reply) == ["/brace", SOMETHING_ELSE, HUMAN]


def test_something_else_offers_the_starter_questions(content: Content) -> None:
    """Whoever meant something else is asked anew, with questions to start from and a person at hand."""
    reply, offered = ask_anew(content, ["recovery"], again=False)
    starters = [each for each in content.clinic.starters if each != "recovery"]
    assert reply.text.startswith("All right. Please put your question in a few words")
    assert reply.text.endswith("You can also pick one of these questions.")
    assert values(reply) == [*(f"/{each}" for each in starters), HUMAN]
    assert offered == ["recovery", *starters]


def test_something_else_again_puts_a_person_first(content: Content) -> None:
    """The second time in a row there is no round of the same questions."""
    _, offered = ask_anew(content, [], again=False)
    reply, still = ask_anew(content, offered, again=True)
    assert (values(reply), still) == ([HUMAN], offered)
    assert reply.text == suggest(content, [], [], misses=2)[0].text


def test_something_else_without_starter_questions_asks_for_words(content: Content) -> None:
    """A clinic without them, or whose were all offered, promises none."""
    bare = replace(content, clinic=replace(content.clinic, starters=()))
    for given, offered in ((bare, []), (content, list(content.clinic.starters))):
        reply, _ = ask_anew(given, offered, again=False)
        assert (reply.kind, values(reply)) == ("fallback", [HUMAN])
        assert "pick one" not in reply.text


def test_statement_is_met_with_questions_about_its_procedure(content: Content) -> None:
    """'My father is having kyphoplasty' is asked what to know, with the starter questions about it."""
    reply, offered = ask_about(content, ("kyphoplasty",), [])
    assert "What would you like to know about kyphoplasty?" in reply.text
    assert values(reply) == [*(f'/{each}{{"procedure": "kyphoplasty"}}' for each in offered), HUMAN]
    assert offered == list(content.clinic.starters)


def test_statement_about_both_is_not_about_one(content: Content) -> None:
    """Questions below a message that names both procedures pick neither."""
    reply, _ = ask_about(content, content.procedures, [])
    assert all(name in reply.text for name in content.procedures)
    assert values(reply)[0] == f"/{content.clinic.starters[0]}"


def test_only_questions_with_an_answer_are_offered_about_a_procedure(content: Content) -> None:
    """A procedure without an answer to a starter question is not asked about it."""
    bare = replace(content, leaflets={**content.leaflets, "epidural": Leaflet("epidural", (), (), {})})
    assert ask_about(bare, ("epidural",), [])[1] == [
        i for i in content.clinic.starters if bare.find(i, "epidural")
    ]


def test_who_does_not_know_what_to_ask_may_pick(content: Content) -> None:
    """What the bot can do is told with questions to start from, where the clinic has any."""
    said = say(content, "smalltalk.what_can_you_do", "smalltalk")
    reply = introduce(content, said)
    assert reply.text == f"{said.text} {content.replies['suggest.starters']}"
    assert (reply.kind, values(reply)) == (
        "smalltalk",
        [*(f"/{each}" for each in content.clinic.starters), HUMAN],
    )
    bare = replace(content, clinic=replace(content.clinic, starters=()))
    assert (introduce(bare, said).text, values(introduce(bare, said))) == (said.text, [HUMAN])
