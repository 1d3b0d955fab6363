"""After a danger was named, what is written next is about it until it clearly is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.content import Content
from bot.red_flags import Level, RedFlag
from bot.reply import Reply
from bot.standing_danger import MESSAGES, STANDS_FOR, at_least, standing_level, still_there, with_reminder
from bot.store import Message

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def said(sender: str, ago: timedelta = timedelta(minutes=1), level: str | None = None) -> Message:
    """A message of the talk; one of the bot's with a `level` is an emergency reply."""
    reply = Reply("words", "emergency" if level else "answer", level=level) if sender == "bot" else None
    return Message(1, "c", 1, sender, "words", reply, (NOW - ago).isoformat())  # type: ignore[arg-type]


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
        ("still, " + "and so on " * 10, "emergency_now", None),
    ],
)
def test_few_words_on_how_it_goes_are_the_danger_again(text: str, standing: Level, level: str | None) -> None:
    """Never at a lower level; what got worse is an emergency."""
    found = still_there(text, standing)
    assert (found.level if found else None) == level


def test_level_is_never_lowered() -> None:
    """A danger that is less urgent by itself is met as the one before it; a more urgent one as it is."""
    milder = RedFlag("same_day", "fever", "Fever", "emergency.before_the_date")
    assert at_least(milder, "emergency_now").reply == "emergency.emergency_now"
    assert at_least(milder, "same_day") == milder
    assert at_least(milder, None) == milder
    crisis = RedFlag("crisis", "self_harm", "Despair", "emergency.crisis")
    assert at_least(crisis, "same_day") == crisis


def test_danger_stands_for_a_few_messages_and_half_an_hour() -> None:
    """The most urgent of the last ones counts; then it is taken for settled."""
    told = [
        said("patient"),
        said("bot", level="same_day"),
        said("patient"),
        said("bot", level="emergency_now"),
    ]
    other = [said("patient"), said("bot")]
    assert standing_level([], NOW) is None
    assert standing_level(told, NOW) == "emergency_now"
    assert standing_level(told + other * (MESSAGES - 1), NOW) == "emergency_now"
    assert standing_level(told + other * MESSAGES, NOW) is None
    assert standing_level(told, NOW + STANDS_FOR) is None


def test_other_replies_begin_with_it(content: Content) -> None:
    """An answer is given after it; where nothing was understood, the danger's own words are."""
    (answer,) = with_reminder(content, [Reply("Walking can start early.", "answer")], "emergency_now")
    assert answer.kind == "answer"
    assert answer.text.startswith("If what you wrote before is still there, call 911 now.")
    assert answer.text.endswith("Walking can start early.")
    assert [link.url for link in answer.links] == ["tel:911"]
    (unclear,) = with_reminder(content, [Reply("Did you mean one of these?", "suggest")], "same_day")
    assert (unclear.kind, unclear.level, unclear.choices) == ("emergency", "same_day", ())
    assert unclear.text.startswith("Please call the clinic today")


def test_other_language_is_met_in_it_again(content: Content) -> None:
    """'Merci' after a danger may be anything: French, then English, as the danger was."""
    replies = with_reminder(
        content, [Reply("Je ne comprends pas.", "out_of_scope", language="fr")], "emergency_now"
    )
    assert [(each.kind, each.language) for each in replies] == [("emergency", "fr"), ("emergency", None)]
    assert "911" in replies[0].text


def test_help_and_a_person_stand_as_they_are(content: Content) -> None:
    """An emergency reply needs no reminder, and the word of a request names the number itself."""
    for kind in ("handoff", "emergency"):
        replies = [Reply("Your request is noted.", kind), Reply("And more.", "answer")]  # type: ignore[arg-type]
        assert with_reminder(content, replies, "crisis") == replies
    assert with_reminder(content, [], "crisis") == []
