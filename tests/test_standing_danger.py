"""After a danger was named, what is written next is about it until it clearly is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.content import Content
from bot.red_flags import Level, RedFlag
from bot.reply import Choice, Kind, Reply
from bot.standing_danger import (
    MESSAGES,
    STANDS_FOR,
    Standing,
    at_least,
    in_few_words,
    settled,
    standing_danger,
    still_there,
    tells_of_help,
    with_reminder,
)
from bot.store import Message

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def said(
    sender: str, ago: timedelta = timedelta(minutes=1), level: str | None = None, text: str = "words"
) -> Message:
    """A message of the talk; one of the bot's with a `level` is an emergency reply."""
    reply = Reply(text, "emergency" if level else "answer", level=level) if sender == "bot" else None
    return Message(1, "c", 1, sender, text, reply, (NOW - ago).isoformat())  # type: ignore[arg-type]


def talk(*turns: tuple[str, str | None]) -> list[Message]:
    """What a patient wrote, each with the level of the emergency reply to it, or None for another reply."""
    return [each for text, level in turns for each in (said("patient", text=text), said("bot", level=level))]


@pytest.mark.parametrize(
    ("text", "standing", "level"),
    [
        ("it's getting worse", "emergency_now", "emergency_now"),
        ("it's getting worse", "same_day", "emergency_now"),
        ("only since this morning", "emergency_now", "emergency_now"),
        ("is that serious", "same_day", "same_day"),
        ("should I wait until tomorrow?", "emergency_now", "emergency_now"),
        ("she says it's just pins and needles", "emergency_now", "emergency_now"),
        ("nothing helps", "crisis", "crisis"),
        ("what should I do", "emergency_now", "emergency_now"),
        ("what should I do to prepare", "emergency_now", None),
        ("thank you, I am calling them now", "emergency_now", None),
        ("is it normal to be tired after the procedure", "same_day", None),
        ("how long does it take", "emergency_now", None),
        ("what are the risks", "emergency_now", None),
        ("please help my husband", "emergency_now", "emergency_now"),
        ("am I going to die", "emergency_now", "emergency_now"),
        ("it's been like that for two hours", "emergency_now", "emergency_now"),
        ("my aunt is getting worse", "same_day", "emergency_now"),
        ("I rang them and it is getting worse", "emergency_now", "emergency_now"),
        ("it got worse in the bath", "same_day", "emergency_now"),
        ("so will I be home the same day", "crisis", None),
        ("could she go to a rest home for a few days after", "crisis", None),
        ("I'm a bit nervous about the anaesthetic because of that", "emergency_now", None),
        ("do people die from this", "emergency_now", None),
        ("can I have a bath now", "same_day", None),
        ("ok I've rung them, ambulance coming", "emergency_now", None),
        ("i'll ask my neighbour to drive me", "emergency_now", "emergency_now"),
        ("my son will drive me", "same_day", None),
        ("poison control says im ok", "emergency_now", None),
        ("ok i'll go to er, it is getting worse", "emergency_now", "emergency_now"),
        ("still, " + "and so on " * 10, "emergency_now", None),
    ],
)
def test_few_words_on_how_it_goes_are_the_danger_again(text: str, standing: Level, level: str | None) -> None:
    """Never at a lower level; what got worse is an emergency."""
    found = still_there(text, Standing(standing))
    assert (found.level if found else None) == level


def test_level_is_never_lowered() -> None:
    """A danger that is less urgent by itself is met as the one before it; a more urgent one as it is."""
    milder = RedFlag("same_day", "fever", "Fever", "emergency.before_the_date")
    assert at_least(milder, Standing("emergency_now")).reply == "emergency.emergency_now"
    assert at_least(milder, Standing("same_day")) == milder
    assert at_least(milder, None) == milder
    crisis = RedFlag("crisis", "self_harm", "Despair", "emergency.crisis")
    assert at_least(crisis, Standing("same_day")) == crisis


def test_danger_stands_for_a_few_messages_and_half_an_hour() -> None:
    """The most urgent of the last ones counts; then it is taken for settled."""
    told = [
        said("patient"),
        said("bot", level="same_day"),
        said("patient"),
        said("bot", level="emergency_now"),
    ]
    other = [said("patient"), said("bot")]
    assert standing_danger([], NOW) is None
    for earlier in (told, told + other * (MESSAGES - 1)):
        found = standing_danger(earlier, NOW)
        assert found
        assert found.level == "emergency_now"
    assert standing_danger(told + other * MESSAGES, NOW) is None
    assert standing_danger(told, NOW + STANDS_FOR) is None


def test_danger_stands_while_help_is_talked_of(content: Content) -> None:
    """'It is getting worse' on the fourth message after the call must still be met."""
    word = settled(content, Standing("emergency_now"))
    calls = [
        said("patient", text="they are coming"),
        Message(1, "c", 1, "bot", word.text, word, NOW.isoformat()),
    ]
    found = standing_danger([*talk(("I can't feel my legs", "emergency_now")), *calls * 5], NOW)
    assert found == Standing("emergency_now", is_fresh=False, is_helped=True)


@pytest.mark.parametrize("text", ["that was years ago", "nothing to do with this op. will it be a problem"])
def test_false_alarm_ends_it(text: str) -> None:
    """With that message and after it, until another danger is met; a word does not end despair."""
    lips = ("my lips went up like balloons after prawns once years ago", "emergency_now")
    assert standing_danger(talk(lips), NOW, text) is None
    assert standing_danger(talk(lips, (text, None), ("what does it cost", None)), NOW) is None
    assert standing_danger(talk(lips, (text, None), ("I have a fever", "same_day")), NOW) == Standing(
        "same_day"
    )
    assert standing_danger(talk(("I want to die", "crisis")), NOW, text) == Standing("crisis")


def test_it_is_known_how_it_stands() -> None:
    """Whether its words were said just now, said again, and whether help was called since."""
    met = ("I can't feel my legs", "emergency_now")
    assert standing_danger(talk(met), NOW) == Standing("emergency_now")
    drive = ("when can I drive", None)
    assert standing_danger(talk(met, drive), NOW) == Standing("emergency_now")
    assert standing_danger(talk(met, drive, drive), NOW) == Standing("emergency_now", is_fresh=False)
    assert standing_danger(talk(met, ("is it serious", "emergency_now")), NOW) == Standing(
        "emergency_now", is_repeated=True
    )
    helped = standing_danger(talk(met, ("they are coming", None)), NOW)
    assert helped == Standing("emergency_now", is_helped=True)
    again = standing_danger(talk(met, ("they are coming", None), ("he is worse", "emergency_now")), NOW)
    assert again
    assert not again.is_helped


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("ok ringing them now", True),
        ("they are coming. do i give her the aspirin", True),
        ("ambulance on its way, she is getting worse", False),
        ("should I ring them", False),
        ("should she lie down", False),
    ],
)
def test_call_for_help_is_no_question(text: str, tells: bool) -> None:
    """What gets worse is the danger again, whoever is on the way."""
    standing = Standing("emergency_now")
    assert tells_of_help(text, standing) == tells
    assert (still_there(text, standing) is None) == tells


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("should she lie down", True),
        ("should i take off her dressing", True),
        ("how long will they be", True),
        ("she is cold", False),
    ],
)
def test_once_help_is_called_questions_are_for_those_who_help(text: str, tells: bool) -> None:
    """A new sign is the danger again."""
    standing = Standing("emergency_now", is_helped=True)
    assert tells_of_help(text, standing) == tells
    assert (still_there(text, standing) is None) == tells


def test_other_replies_begin_with_it(content: Content) -> None:
    """An answer is given after it; where nothing was understood, the danger's own words are, but not twice running."""
    answer = Reply("Walking can start early.", "answer")
    (told,) = with_reminder(content, [answer], Standing("emergency_now"))
    assert told.kind == "answer"
    assert told.text.startswith("If what you wrote before is still there, call 911 now.")
    assert told.text.endswith("Walking can start early.")
    assert [link.url for link in told.links] == ["tel:911"]
    unclear = Reply("Did you mean one of these?", "suggest", choices=(Choice("Is it right for me?", "/a"),))
    (said_later,) = with_reminder(content, [unclear], Standing("same_day", is_fresh=False))
    assert (said_later.kind, said_later.level, said_later.choices) == ("emergency", "same_day", ())
    assert said_later.text.startswith("Please call the clinic today")
    (said_at_once,) = with_reminder(content, [unclear], Standing("same_day"))
    assert said_at_once.kind == "suggest"
    assert said_at_once.text.startswith("Please call the clinic today at")
    assert said_at_once.text.endswith("You can also ask for a person.")
    assert [choice.label for choice in said_at_once.choices] == ["Talk to a person"]


@pytest.mark.parametrize(
    ("kind", "key"), [("fallback", "suggest.starters"), ("out_of_scope", "suggest.related")]
)
def test_what_is_not_understood_brings_no_questions(content: Content, kind: Kind, key: str) -> None:
    """Those that stand below it go, with the words that lead to them."""
    leads_to_questions = content.replies[key]
    asked = Reply(f"What next?\n\n{leads_to_questions}", kind, choices=(Choice("What is it?", "/a"),))
    (told,) = with_reminder(content, [asked], Standing("emergency_now"))
    assert told.text.endswith("That comes first.\n\nWhat next?")
    assert [choice.label for choice in told.choices] == ["Talk to a person"]


@pytest.mark.parametrize("is_fresh", [True, False])
def test_who_called_is_not_told_the_whole_again(content: Content, is_fresh: bool) -> None:
    """Neither by what is not understood nor by what is not English; a person is offered."""
    helped = Standing("emergency_now", is_fresh=is_fresh, is_helped=True)
    for reply in (
        Reply("Did you mean one of these?", "suggest", choices=(Choice("Is it right for me?", "/a"),)),
        Reply("Je ne comprends pas.", "out_of_scope", language="fr"),
    ):
        (told,) = with_reminder(content, [reply], helped)
        assert (told.kind, told.text) == ("system", settled(content, helped).text)
        assert [choice.label for choice in told.choices] == ["Talk to a person"]


def test_who_takes_note_or_explains_is_reminded_in_few_words(content: Content) -> None:
    """Who says that it is something else may want a person; later on the whole words stand again."""
    fresh = Standing("emergency_now")
    noted = in_few_words(content, "ok makes sense", fresh)
    assert noted
    assert (noted.kind, noted.choices) == ("system", ())
    assert noted.text.startswith("If what you wrote before is still there, call 911 now.")
    denied = in_few_words(content, "no thats from diabetes ive had it for years", fresh)
    assert denied
    assert [choice.label for choice in denied.choices] == ["Talk to a person"]
    assert in_few_words(content, "ok", Standing("emergency_now", is_fresh=False)) is None
    assert in_few_words(content, "when can I drive", fresh) is None
    helped = Standing("emergency_now", is_helped=True)
    assert in_few_words(content, "ok", helped) == settled(content, helped)


def test_small_talk_makes_way_for_it(content: Content) -> None:
    """'That is fine' would soothe: the whole words, then the few, or a word to who called for help; a person stays."""
    replies = [Reply("That is fine.", "smalltalk"), Reply("Your request is noted.", "handoff")]
    danger, person = with_reminder(content, replies, Standing("emergency_now"))
    assert (danger.kind, danger.text[:12], person.kind) == ("emergency", "Call 911 now", "handoff")
    (few,) = with_reminder(content, replies[:1], Standing("emergency_now", is_repeated=True))
    assert (few.kind, few.links[0].url) == ("system", "tel:911")
    assert few.text.startswith("If what you wrote before is still there")
    helped = Standing("emergency_now", is_helped=True)
    assert with_reminder(content, replies[:1], helped) == [settled(content, helped)]


@pytest.mark.parametrize("level", ["emergency_now", "crisis", "same_day"])
def test_who_calls_is_told_so_with_the_number(content: Content, level: Level) -> None:
    """The word may be read by someone who has not called yet."""
    reply = settled(content, Standing(level))
    assert reply.kind == "system"
    assert "tel:911" in [link.url for link in reply.links]


def test_other_language_is_met_in_it_again(content: Content) -> None:
    """'Merci' after a danger may be anything: French, then English, as the danger was."""
    replies = with_reminder(
        content, [Reply("Je ne comprends pas.", "out_of_scope", language="fr")], Standing("emergency_now")
    )
    assert [(each.kind, each.language) for each in replies] == [("emergency", "fr"), ("emergency", None)]
    assert "911" in replies[0].text


def test_request_for_a_person_begins_with_it(content: Content) -> None:
    """Nobody may be there to read it; in another language the danger is told in that one."""
    noted = [Reply("Your request is noted.", "handoff"), Reply("And more.", "answer")]
    person, answer = with_reminder(content, noted, Standing("crisis"))
    assert (person.kind, answer) == ("handoff", noted[1])
    assert "crisis line" in person.text
    assert person.text.endswith("Your request is noted.")
    (foreign,) = with_reminder(
        content, [Reply("C'est noté.", "handoff", language="fr")], Standing("emergency_now")
    )
    assert (foreign.kind, foreign.language) == ("handoff", "fr")
    assert "911" in foreign.text


def test_help_stands_as_it_is(content: Content) -> None:
    """An emergency reply needs no reminder."""
    replies = [Reply("Call 911 now.", "emergency"), Reply("And more.", "answer")]
    assert with_reminder(content, replies, Standing("crisis")) == replies
    assert with_reminder(content, [], Standing("crisis")) == []
