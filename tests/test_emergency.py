"""The emergency reply says what to do now, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.content import Content
from bot.emergency import emergency_replies, emergency_reply, links_in
from bot.readability import grade
from bot.red_flags import BOTH_REPLY, LEVELS, Level, RedFlag
from bot.reply import Link, Reply

MAX_GRADE = 6.0


def met(content: Content, level: Level, key: str | None = None) -> Reply:
    """The reply to a danger of this level."""
    return emergency_reply(content, RedFlag(level, "some_flag", "Some reason", key or f"emergency.{level}"))


def emergency_texts(content: Content) -> list[str]:
    """Every emergency reply, as the patient reads it."""
    flags = content.red_flags.flags
    again = (met(content, "crisis", "emergency.crisis_again"), met(content, "crisis", BOTH_REPLY))
    return sorted(
        {*(met(content, flag.level, flag.reply).text for flag in flags), *(each.text for each in again)}
    )


@pytest.mark.parametrize("level", ["emergency_now", "crisis", "same_day"])
def test_level_has_its_own_words(content: Content, level: Level) -> None:
    """Each level has a text of its own, carries the level and offers no way past the help."""
    reply = met(content, level)
    assert (reply.kind, reply.level) == ("emergency", level)
    assert reply.choices == ()
    others = {met(content, other).text for other in LEVELS}
    assert len(others) == 3


def test_emergency_begins_with_the_number_to_call(content: Content) -> None:
    """The first words of an emergency reply are to call the emergency number."""
    assert met(content, "emergency_now").text.startswith(f"Call {content.clinic.emergency_number} now.")


def test_crisis_names_the_crisis_line(content: Content) -> None:
    """Someone in despair is given the crisis line."""
    assert content.clinic.crisis_line in met(content, "crisis").text


def test_same_day_names_the_clinic_and_the_night_line(content: Content) -> None:
    """What must be seen today names the clinic's phone and whom to call when it is closed."""
    text = met(content, "same_day").text
    assert content.clinic.phone in text
    assert content.clinic.out_of_hours in text


def test_every_emergency_reply_is_easy_to_read(content: Content) -> None:
    """Someone in danger reads school grade 6 at most."""
    hard = {text: grade(text, ()) for text in emergency_texts(content) if grade(text, ()) > MAX_GRADE}
    assert hard == {}


def test_every_emergency_reply_names_help_now_and_the_clinic(content: Content) -> None:
    """Each emergency reply gives the number for a life in danger and how to reach the clinic."""
    for text in emergency_texts(content):
        assert content.clinic.emergency_number in text
        assert content.clinic.phone in text


def test_danger_of_the_body_goes_before_the_despair_beside_it(content: Content) -> None:
    """In another language too."""
    despair = RedFlag("crisis", "self_harm", "Despair", BOTH_REPLY, language="es")
    for reply in emergency_replies(content, despair):
        assert [link.url for link in reply.links][:2] == ["tel:911", "tel:988"]


def test_crisis_is_met_with_the_crisis_line_first(content: Content) -> None:
    """The crisis line stands before every other number."""
    text = met(content, "crisis").text
    assert text.index(content.clinic.crisis_line) < text.index(content.clinic.emergency_number)
    assert text.index(content.clinic.crisis_line) < text.index(content.clinic.phone)


def test_reply_that_is_gone_falls_back_to_its_level(content: Content) -> None:
    """A flag whose own text was just edited away still gets the reply of its level."""
    assert met(content, "same_day", "emergency.gone").text == met(content, "same_day").text


@pytest.mark.parametrize(
    ("level", "first"), [("emergency_now", "911"), ("crisis", "988"), ("same_day", "+1 555 010 0199")]
)
def test_numbers_are_links(content: Content, level: Level, first: str) -> None:
    """Every number of an emergency reply is a link, in the text's order: whom to call first comes first."""
    reply = met(content, level)
    assert reply.links[0].label == first
    assert {"tel:911", "tel:+15550100199"} <= {link.url for link in reply.links}
    assert all(link.label in reply.text for link in reply.links)


@pytest.fixture
def at_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, ten in the evening."""
    for module in ("bot.replies", "bot.emergency"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))


@pytest.mark.usefixtures("at_night")
@pytest.mark.parametrize("key", ["same_day", "before_the_date"])
def test_number_that_is_answered_comes_first_at_night(content: Content, key: str) -> None:
    """Nobody is sent to a telephone that rings in an empty room: the on-call line is the first link and in the text."""
    reply = met(content, "same_day", f"emergency.{key}")
    assert "closed now" in reply.text
    assert [link.label for link in reply.links] == ["+1 555 010 0142", "911", "+1 555 010 0199"]
    assert grade(reply.text, ()) <= MAX_GRADE


@pytest.mark.usefixtures("at_night")
def test_button_of_the_number_that_is_answered_comes_first_in_every_language(content: Content) -> None:
    """The few words in the language are followed by the English ones, which say whose number it is."""
    for code in content.languages:
        own, english = emergency_replies(content, RedFlag("same_day", "a", "b", "emergency.same_day", code))
        assert (own.links[0].label, english.links[0].label) == ("+1 555 010 0142",) * 2


@pytest.mark.usefixtures("at_night")
def test_doubt_at_night_names_no_clinic_that_is_closed(content: Content) -> None:
    """What is about the body and may wait for an hour is for the on-call line."""
    reply = met(content, "crisis", "emergency.crisis_unsure")
    assert [link.label for link in reply.links] == ["988", "911", "+1 555 010 0142"]
    assert grade(reply.text, ()) <= MAX_GRADE


def test_number_with_words_around_it_is_a_link(content: Content) -> None:
    """Of a line such as '111, option 2' the number is dialled, and of one in words nothing is made up."""
    clinic = replace(content.clinic, crisis_line="111, option 2", out_of_hours="the night desk")
    assert links_in("Call 111, option 2, or the night desk, in 5 minutes.", clinic) == (
        Link("111", "tel:111"),
    )


def test_emergency_reply_says_what_to_do_while_waiting(content: Content) -> None:
    """Who waits for help is told to stay with someone, and not to drive or to wait for the chat."""
    text = met(content, "emergency_now").text
    for advice in ("do not drive yourself", "stay with", "Do not wait for a reply here"):
        assert advice in " ".join(text.split()).replace("do not\ndrive", "do not drive")


@pytest.mark.parametrize(
    ("level", "first"), [("emergency_now", "911"), ("crisis", "988"), ("same_day", "+1 555 010 0199")]
)
def test_reply_begins_in_the_patients_language(content: Content, level: Level, first: str) -> None:
    """A message of its own, marked as what it is written in, names whom to call; the English reply follows."""
    for code in content.languages:
        flag = RedFlag(level, "some_flag", "Some reason", f"emergency.{level}", code)
        own, english = emergency_replies(content, flag)
        assert (own.kind, own.level, own.language, own.choices) == ("emergency", level, code, ())
        assert own.links[0].label == first
        assert all(link.label in own.text for link in own.links)
        assert content.clinic.emergency_number in own.text
        assert "{" not in own.text
        assert english == met(content, level)


@pytest.mark.parametrize("language", [None, "en", "xx"])
def test_other_danger_is_answered_in_english_alone(content: Content, language: str | None) -> None:
    """English, and a language whose texts an edit took away meanwhile."""
    flag = RedFlag("crisis", "some_flag", "Some reason", "emergency.crisis", language)
    assert emergency_replies(content, flag) == [met(content, "crisis")]


def test_doubtful_despair_is_met_with_every_number(content: Content) -> None:
    """It may be despair, the body or nothing: the crisis line first, then the others, and room to say it anew."""
    flag = RedFlag("crisis", "learned", "Some reason", "emergency.crisis_unsure")
    reply = emergency_reply(content, flag)
    clinic = content.clinic
    places = [reply.text.index(each) for each in (clinic.crisis_line, clinic.emergency_number, clinic.phone)]
    assert places == sorted(places)
    assert "other words" in reply.text
