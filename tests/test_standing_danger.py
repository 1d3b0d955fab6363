"""After a danger was named, what is written next is about it until it clearly is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.after_danger import (
    in_few_words,
    mistaken,
    reminded,
    said_again,
    seen,
    settled,
    still_there,
    tells_of_help,
    with_reminder,
)
from bot.content import Content
from bot.foreign_danger import helped_in
from bot.languages import welcome_in
from bot.red_flags import Level, RedFlag
from bot.reply import Choice, Kind, Reply
from bot.standing_danger import MESSAGES, STANDS_FOR, Standing, Weight, at_least, standing_danger
from bot.store import Message

BODY = Standing("emergency_now")
GUESS = Standing("emergency_now", is_guess=True)
HELPED = Standing("emergency_now", is_helped=True)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def said(
    sender: str, ago: timedelta = timedelta(minutes=1), level: str | None = None, text: str = "words"
) -> Message:
    """A message of the talk; one of the bot's with a `level` is an emergency reply."""
    reply = Reply(text, "emergency" if level else "answer", level=level) if sender == "bot" else None
    return Message(1, "c", 1, sender, text, reply, (NOW - ago).isoformat())  # type: ignore[arg-type]


def weighed(**weights: Weight) -> Callable[[Message], Weight]:
    """How messages weigh, by their first word."""
    return lambda met: weights.get(met.text.partition(" ")[0], "firm")


def talk(*turns: tuple[str, str | None]) -> list[Message]:
    """What a patient wrote, each with the level of the emergency reply to it, or None for another reply."""
    return [each for text, level in turns for each in (said("patient", text=text), said("bot", level=level))]


@pytest.mark.parametrize(
    "text",
    [
        "oh i dont want to make a fuss cant it wait till morning",
        "is it really needed to ring 911",
        "no i havent rung 911 yet",
        "could we not leave it until the weekend and see my own doctor then",
        "i would feel silly calling an ambulance out for this at my age",
        "he says they have better things to do and not to waste their time",
        "are you sure",
        "shall i take it off her",
        "what should we tell them",
        "what do i do till then",
        "whats that then",
        "still there",
        "should I wait",
        "can it wait",
        "should we still come in tomorrow",
        "is it serious",
    ],
)
@pytest.mark.parametrize("standing", [BODY, GUESS])
def test_doubt_and_questions_on_it_bring_it_again(text: str, standing: Standing) -> None:
    """Whoever refuses or puts it off is not told when the staff are back; a guess may be right."""
    assert still_there(text, standing) is not None


@pytest.mark.parametrize(
    "text",
    [
        "do i have to wear one of them corsets",
        "do i need to bring my tablets",
        "what if i need to cough",
        "how long would it take to get better on its own",
        "could i stay in hospital a few days",
        "will it help me get about again",
        "when will they be getting me up",
        "do i stay overnight",
        "what is a normal stay",
        "pity",
        "thats not very reassuring",
        "do I have to pay for it",
        "how do i stop it happening again",
        "shall i cancel the op",
        "how soon will it be better",
        "can I have it done in two weeks",
    ],
)
def test_question_of_its_own_is_not_the_danger(text: str) -> None:
    """It is answered below a line that reminds of it."""
    assert still_there(text, BODY) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it's getting worse", True),
        ("she is very pale", True),
        ("is that serious", True),
        ("it's nothing", True),
        ("only since this morning", False),
        ("just the blood pressure one", False),
        ("I mean my son cannot stay with me", False),
    ],
)
def test_guess_needs_plainer_words(text: str, found: bool) -> None:
    """'Just' alone is not about what may never have been there."""
    assert (still_there(text, GUESS) is not None) == found


def test_despair_is_not_told_again_by_small_words(content: Content) -> None:
    """'I'm just worn out' after the crisis line has few words more, and a person is offered."""
    despair = Standing("crisis")
    assert still_there("im just worn out with it", despair) is None
    few = in_few_words(content, "im just worn out with it", despair)
    assert few
    assert few.links[0].url == "tel:988"
    assert [choice.label for choice in few.choices] == ["Talk to a person"]
    assert still_there("nothing helps", despair) is not None


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
        ("my son will drive me to hospital", "emergency_now", "emergency_now"),
        ("my neighbour is driving me to the emergency room now", "emergency_now", None),
        ("so should I put it off?", "same_day", "same_day"),
        ("can I still come on Monday", "same_day", "same_day"),
        ("what if I get a fever before then", "same_day", None),
        ("what do I do before then", "same_day", "same_day"),
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


def test_guess_at_despair_does_not_hide_a_danger_of_the_body() -> None:
    """'It's probably the way I lay' after a tight chest: the emergency number, and no crisis line in its place."""
    guess = RedFlag("crisis", "learned", "Guess", "emergency.crisis")
    met = at_least(guess, BODY, is_sure=False)
    assert (met.level, met.reply) == ("emergency_now", "emergency.emergency_now")
    assert at_least(guess, Standing("same_day"), is_sure=False) == guess
    assert at_least(guess, None, is_sure=False) == guess


def test_despair_and_a_danger_of_the_body_are_met_together(content: Content) -> None:
    """Whichever came first: the emergency number, then the crisis line, in the reminder too."""
    despair = RedFlag("crisis", "self_harm", "Despair", "emergency.crisis")
    chest = RedFlag("emergency_now", "chest_or_lung", "Chest", "emergency.emergency_now")
    assert at_least(despair, BODY).reply == at_least(chest, Standing("crisis")).reply == "emergency.both"
    fever = RedFlag("same_day", "fever", "Fever", "emergency.same_day")
    met = [("my chest hurts", "emergency_now"), ("I want to die", "crisis")]
    for turns in (met, met[::-1]):
        both = standing_danger(talk(*turns), NOW)
        assert both == Standing("emergency_now", is_repeated=True, has_despair=True)
        again = still_there("should I wait", both)
        assert again
        assert (again.level, again.reply) == ("emergency_now", "emergency.both")
        assert at_least(fever, both) == RedFlag("emergency_now", "fever", "Fever", "emergency.both")
        (told,) = with_reminder(content, [Reply("Walking can start early.", "answer")], both)
        assert [link.url for link in told.links] == ["tel:911", "tel:988"]


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


@pytest.mark.parametrize("level", ["emergency_now", "crisis", "same_day"])
def test_who_writes_that_it_is_no_better_writes_of_the_danger(level: Level) -> None:
    """Five questions and an hour later, and not of one that was guessed at, taken back, or seen to by now."""
    questions = [("how long does it take", None)] * 5
    met = talk(("numb between my legs", level), *questions)
    later = NOW + timedelta(hours=1)
    assert standing_danger(met, later, "do i need a corset") is None
    standing = standing_danger(met, later, "it is still numb")
    assert standing
    assert standing.level == level
    assert still_there("it is still numb", standing)
    assert standing_danger(met, NOW + timedelta(hours=4), "it is still numb") is None
    assert standing_danger(met, later, "it is still numb", weighed(numb="guess")) is None
    seen = talk(("numb between my legs", level), ("the paramedics are here", None), *questions)
    assert standing_danger(seen, later, "it is still numb") is None


def test_despair_stands_for_longer() -> None:
    """Who asks for sleeping pills some questions later may want them for it."""
    met = talk(("I want to end my life", "crisis"), *[("how long does it take", None)] * 4)
    standing = standing_danger(met, NOW, "can i get some sleep tablets from you")
    assert standing
    assert standing.level == "crisis"
    assert standing_danger(met, NOW, "can i get some", weighed(I="guess")) is None
    legs = talk(("I can't feel my legs", "emergency_now"), *[("how long does it take", None)] * 4)
    assert standing_danger(legs, NOW, "can i get some sleep tablets from you") is None


def test_company_and_thanks_are_no_help_in_despair() -> None:
    """The word to them has a level too; only what was told of help counts."""
    reply = Reply("You are welcome.", "system", level="crisis")
    word = Message(1, "c", 1, "bot", "x", reply, (NOW - timedelta(minutes=1)).isoformat())
    despair = talk(("I want to kill myself", "crisis"))
    standing = standing_danger([*despair, said("patient", text="thank you"), word], NOW)
    assert standing
    assert not standing.is_helped


def test_guess_lets_go_sooner() -> None:
    """After two messages; one that was stated firmly, or beside it, stays for three."""
    other = ("when can I drive", None)
    guess = ("hazy words", "emergency_now")
    weigh = weighed(hazy="guess")
    assert standing_danger(talk(guess, other), NOW, weigh=weigh) == GUESS
    assert standing_danger(talk(guess, other, other), NOW, weigh=weigh) is None
    firm = standing_danger(talk(("numb legs", "emergency_now"), guess, other, other), NOW, weigh=weigh)
    assert firm
    assert not firm.is_guess


def test_what_goes_on_is_what_it_was_for_as_long_as_it_goes_on() -> None:
    """The half hour of the first danger is counted up to the later one: a guess does not become firm by waiting."""
    minutes = {"hazy words": 35, "still there": 15}
    earlier = [
        said(sender, timedelta(minutes=ago), level, text)
        for text, ago in minutes.items()
        for sender, level in (("patient", None), ("bot", "emergency_now"))
    ]
    found = standing_danger(earlier, NOW, weigh=weighed(hazy="guess", still="still"))
    assert found
    assert found.is_guess


def test_despair_beside_a_danger_stays_as_long_as_that_goes_on() -> None:
    """The crisis line must not go because the body's danger was told of again after half an hour."""
    told = {
        "i want to die": ("crisis", 40),
        "numb legs": ("emergency_now", 38),
        "still": ("emergency_now", 15),
    }
    earlier = [
        said(sender, timedelta(minutes=ago), level, text)
        for text, (level, ago) in told.items()
        for sender in ("patient", "bot")
    ]
    found = standing_danger(earlier, NOW, weigh=weighed(still="still"))
    assert found
    assert (found.level, found.has_despair) == ("emergency_now", True)


def test_what_is_said_in_its_place_does_not_renew_it() -> None:
    """The card in place of small talk is no new danger; a word on how it goes on is, and is as firm as the first."""
    met, other = ("numb legs", "emergency_now"), ("when can I drive", None)
    place, course = ("nah", "emergency_now"), ("still numb", "emergency_now")
    weigh = weighed(nah="repeat", still="still")
    assert standing_danger(talk(met, place, other), NOW, weigh=weigh) == Standing(
        "emergency_now", is_repeated=True
    )
    assert standing_danger(talk(met, place, other, other), NOW, weigh=weigh) is None
    gone_on = standing_danger(talk(met, other, course, other, other), NOW, weigh=weigh)
    assert gone_on == Standing("emergency_now", is_fresh=False, is_repeated=True)


@pytest.mark.parametrize(
    "text", ["sorry false alarm", "no no i didnt mean it like that", "I mean my son cannot stay", "im fine"]
)
def test_guess_is_ended_by_a_word(text: str) -> None:
    """Despair too, where it was only guessed at."""
    for level in ("emergency_now", "crisis"):
        told = talk(("hazy words", level), (text, None))
        assert standing_danger(told, NOW, weigh=weighed(hazy="guess")) is None


def test_firm_danger_of_the_body_is_only_quieter_after_a_word() -> None:
    """Its number was said once more; a sign brings it back. Despair is not ended by a word."""
    word = ("sorry false alarm", None)
    quiet = standing_danger(talk(("numb legs", "emergency_now"), word), NOW)
    assert quiet == Standing("emergency_now", is_taken_back=True)
    assert still_there("they are numb again", quiet) is not None
    assert still_there("it is getting worse", quiet) is not None
    assert still_there("do we have to wait long", quiet) is None
    assert standing_danger(talk(("numb legs", "emergency_now"), ("im fine", None)), NOW) == BODY
    assert standing_danger(talk(("I want to die", "crisis"), word), NOW) == Standing("crisis")
    again = standing_danger(talk(("numb legs", "emergency_now"), word, ("numb legs", "emergency_now")), NOW)
    assert again
    assert not again.is_taken_back


def test_plain_denial_ends_the_reminders_of_despair() -> None:
    """It is met with one more line; a talk full of the crisis line drives away whoever was misread."""
    denial = ("no I'm not suicidal, I only want to know about my back. What pills can I have?", None)
    met = ("I want to die", "crisis")
    assert standing_danger(talk(met), NOW, denial[0]) == Standing("crisis")
    assert standing_danger(talk(met, denial), NOW) == Standing("crisis", is_taken_back=True)
    again = standing_danger(talk(met, denial, met), NOW)
    assert again
    assert not again.is_taken_back


def test_help_told_beside_a_question_counts_for_it() -> None:
    """The answer does not begin with 'call 911' to somebody who has."""
    met = talk(("numb legs", "emergency_now"))
    text = "I have called, they are on their way. What is the cement made of?"
    found = standing_danger(met, NOW, text)
    assert found
    assert found.is_helped
    assert still_there(text, found) is None
    assert not tells_of_help(text, found)
    assert tells_of_help("They took her in. What now?", Standing("emergency_now"))


def test_call_from_the_clinic_may_be_asked_for() -> None:
    """It is no word on the danger, which stands above the reply to it."""
    assert still_there("Can you have someone ring me on Monday about the second opinion", BODY) is None
    assert still_there("ring 911 for me on Monday", BODY) is not None


def test_denial_of_despair_says_nothing_of_the_body() -> None:
    """A numb leg beside it stands as it did."""
    denial = ("no I'm not suicidal, I only asked", None)
    assert standing_danger(talk(("numb legs", "emergency_now"), denial), NOW) == BODY


def test_sign_that_is_taken_back_ends_the_reminder(content: Content) -> None:
    """With the line to a mistake, and the answer to what is asked below it; what gets worse brings it back."""
    chest, bra = ("my chest is tight", "emergency_now"), "no sorry thats my bra"
    now = standing_danger(talk(chest), NOW, bra)
    assert now == replace(BODY, is_corrected=True)
    assert still_there(bra, now) is None
    assert in_few_words(content, bra, now) == mistaken(content, "emergency_now")
    asked, answer = "no it was my bra. how long does it take?", Reply("An hour.", "answer")
    assert in_few_words(content, asked, now) is None
    assert [each.text for each in with_reminder(content, [answer], now, asked)] == [
        f"{mistaken(content, 'emergency_now').text}\n\nAn hour."
    ]
    unclear = Reply("I did not understand.", "suggest")
    assert with_reminder(content, [unclear], now, asked) == [mistaken(content, "emergency_now")]
    later = standing_danger(talk(chest, (bra, None)), NOW)
    assert later == replace(BODY, is_taken_back=True)
    assert still_there("it is getting worse", later) is not None
    despair = standing_danger(talk(("I want to die", "crisis")), NOW, bra)
    assert despair == Standing("crisis")


def test_verdict_ends_the_reminder(content: Content) -> None:
    """Who was looked at gets one line with the number; a sign or what gets worse brings the danger back."""
    chest, found = ("my chest hurts", "emergency_now"), "they checked me and its just a pulled muscle"
    now = standing_danger(talk(chest), NOW, found)
    assert now == replace(BODY, is_seen=True)
    assert still_there(found, now) is None
    few = in_few_words(content, found, now)
    assert few == seen(content, "emergency_now")
    assert [link.url for link in few.links] == ["tel:911"]
    later = standing_danger(talk(chest, (found, None)), NOW)
    assert later == replace(BODY, is_taken_back=True)
    assert in_few_words(content, "thanks", later) is None
    assert still_there("i feel dizzy", later) is not None
    assert still_there("the pain is gone now", later) is None
    despair = standing_danger(talk(("I want to die", "crisis")), NOW, found)
    assert despair == Standing("crisis")


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
    there = standing_danger(talk(met, ("they are coming", None), ("doctor is seeing me", None)), NOW)
    assert there == Standing("emergency_now", is_fresh=False, is_helped=True, is_there=True)
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
        ("should he take his tablets while we wait", True),
        ("what do i do till then", True),
        ("what should we tell them", True),
        ("shall i take it off her", True),
        ("can i go with her in the ambulance", True),
        ("shall i give him water until they get here", True),
        ("she is cold", False),
        ("shall i cancel the ambulance", False),
        ("still no ambulance and its been an hour", False),
        ("i rang them ages ago still no ambulance", False),
        ("i dont know what to do", True),
        ("what do i do till then, she is worse", False),
    ],
)
def test_once_help_is_called_questions_are_for_those_who_help(text: str, tells: bool) -> None:
    """A new sign is the danger again."""
    standing = Standing("emergency_now", is_helped=True)
    assert tells_of_help(text, standing) == tells
    assert (still_there(text, standing) is None) == tells


def test_at_night_it_is_told_with_the_number_that_is_answered(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before other replies, and to who is about to call."""
    monkeypatch.setattr("bot.replies.utc_now", lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))
    (told,) = with_reminder(content, [Reply("Walking can start early.", "answer")], Standing("same_day"))
    for reply in (told, settled(content, Standing("same_day", is_helped=True))):
        assert "The clinic is closed now." in reply.text
        assert [link.label for link in reply.links] == ["+1 555 010 0142", "911"]


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


def test_question_that_is_not_understood_later_on_is_reminded_of_it(content: Content) -> None:
    """'How far' behind an answer is no more of the danger; what is told may be."""
    earlier = Standing("same_day", is_fresh=False)
    miss = Reply("I am not sure I understood.", "suggest")
    (told,) = with_reminder(content, [miss], earlier, "how far")
    assert told.kind == "suggest"
    (card,) = with_reminder(content, [miss], earlier, "the lodger has it too")
    assert card.kind == "emergency"


@pytest.mark.parametrize("is_fresh", [True, False])
def test_who_called_is_not_told_the_whole_again(content: Content, is_fresh: bool) -> None:
    """Neither by what is not understood nor by what is not English; a person is offered."""
    helped = Standing("emergency_now", is_fresh=is_fresh, is_helped=True)
    for reply, word in (
        (
            Reply("Did you mean one of these?", "suggest", choices=(Choice("Is it right for me?", "/a"),)),
            settled(content, helped),
        ),
        (
            Reply("Je ne comprends pas.", "out_of_scope", language="fr"),
            helped_in(content, "fr", "emergency_now"),
        ),
    ):
        (told,) = with_reminder(content, [reply], helped)
        assert (told.kind, told.text) == ("system", word.text)
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


@pytest.mark.parametrize("text", ["thanks", "thank you so much", "ok cheers you have been a help"])
def test_thanks_once_help_is_called_are_met_kindly(content: Content, text: str) -> None:
    """With the number once more; where nobody was called yet, the danger stays first."""
    reply = in_few_words(content, text, HELPED)
    assert reply
    assert reply.text.startswith("You are welcome.")
    assert (reply.level, reply.links[0].url) == ("emergency_now", "tel:911")
    despair = in_few_words(content, text, Standing("crisis", is_helped=True))
    assert despair
    assert [link.url for link in despair.links] == ["tel:988"]
    few = in_few_words(content, "thanks", BODY)
    assert few
    assert few.text.startswith("If what you wrote before is still there")


def test_who_is_looked_after_is_not_told_to_call(content: Content) -> None:
    """By the message that tells so and after it."""
    told = settled(content, HELPED, "doctor is seeing me")
    assert told.text.startswith("It is good that you are being looked after.")
    assert settled(content, Standing("crisis", is_helped=True, is_there=True)).text == told.text
    assert settled(content, HELPED, "ok ringing them now").text != told.text


def test_answers_once_help_is_called_do_not_say_to_call(content: Content) -> None:
    """Only that it may get worse; despair keeps its line."""
    answer = Reply("Most people go home soon.", "answer")
    (told,) = with_reminder(content, [answer], HELPED, "how long do i have to stay in hospital usually")
    assert told.text == "If it gets worse, call 911 now.\n\nMost people go home soon."
    (told,) = with_reminder(content, [answer], Standing("crisis", is_helped=True))
    assert "988" in told.text


@pytest.mark.parametrize("text", ["she had a morphine patch on", "we got the cement done on tuesday"])
def test_what_is_told_right_after_it_is_of_it(content: Content, text: str) -> None:
    """And not of a topic: the danger once more, then few words; a guess has few words and a person."""
    answer = Reply("For many people, medicine is enough.", "answer")
    (card,) = with_reminder(content, [answer], BODY, text)
    assert (card.kind, card.level) == ("emergency", "emergency_now")
    (few,) = with_reminder(content, [answer], Standing("emergency_now", is_repeated=True), text)
    assert few.text == "If what you wrote before is still there, call 911 now. That comes first."
    (few,) = with_reminder(content, [answer], GUESS, text)
    assert [choice.label for choice in few.choices] == ["Talk to a person"]
    (told,) = with_reminder(content, [answer], HELPED, text)
    assert told == settled(content, HELPED)
    (told,) = with_reminder(content, [answer], Standing("emergency_now", is_helped=True, is_guess=True), text)
    assert told == settled(content, HELPED)


def test_medicines_are_not_told_to_despair(content: Content) -> None:
    """A list of them may be one of means; other questions are answered below the crisis line."""
    pills = Reply("Take only what your team told you.", "answer", answer_ids=("aftercare.medicines",))
    walk = Reply("Walking can start early.", "answer", answer_ids=("activity.walking",))
    for standing in (Standing("crisis"), Standing("emergency_now", has_despair=True)):
        (told,) = with_reminder(content, [pills], standing, "what painkillers are there")
        assert pills.text not in told.text
        assert "tel:988" in [link.url for link in told.links]
        (told,) = with_reminder(content, [walk], standing, "can I walk")
        assert told.text.endswith(walk.text)
    (told,) = with_reminder(content, [pills], BODY, "what painkillers are there")
    assert told.text.endswith(pills.text)
    (told,) = with_reminder(
        content, [pills], Standing("crisis"), "I'm not suicidal. Which pills can he have?"
    )
    assert told.kind == "system"


@pytest.mark.parametrize("standing", [Standing("crisis"), BODY])
def test_who_wants_to_talk_to_nobody_is_not_asked_for_other_words(
    content: Content, standing: Standing
) -> None:
    """The number stays, and a person is only offered: the wish had been taken for a request for one."""
    few = in_few_words(content, "no i dont want to talk to anyone", standing)
    assert few
    assert few.links
    assert [choice.label for choice in few.choices] == ["Talk to a person"]


def test_thanks_are_met_with_a_kind_word_behind_the_danger(content: Content) -> None:
    """What comes first stays first; other small words have none."""
    few = in_few_words(content, "bless you", BODY)
    assert few
    assert few.text.startswith("If what you wrote before is still there, call 911 now.")
    assert few.text.endswith("You are welcome.")
    noted = in_few_words(content, "ok makes sense", BODY)
    assert noted
    assert "welcome" not in noted.text


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("when can I drive", BODY),
        ("parking", BODY),
        ("Before hospital how many hours I not eat", BODY),
        ("", BODY),
        ("I had it done on Monday", Standing("emergency_now", is_fresh=False)),
        ("I had it done on Monday", Standing("same_day")),
    ],
)
def test_what_is_asked_is_answered(content: Content, text: str, standing: Standing) -> None:
    """Below the reminder; a bare topic and a button ask too."""
    (told,) = with_reminder(content, [Reply("As your team says.", "answer")], standing, text)
    assert told.kind == "answer"
    assert told.text.endswith("As your team says.")
    assert told.text.startswith(("If what you wrote before", "Please call the clinic today"))


@pytest.mark.parametrize("text", ["sorry false alarm, I pulled a muscle", "you misunderstood me"])
def test_alarm_taken_back_is_met_with_one_line(content: Content, text: str) -> None:
    """After a guess with when to call all the same; what was stated firmly keeps its number, and has a person."""
    assert still_there(text, BODY) is None
    assert in_few_words(content, text, GUESS) == mistaken(content, "emergency_now")
    few = in_few_words(content, text, BODY)
    assert few
    assert [link.url for link in few.links] == ["tel:911"]
    assert [choice.label for choice in few.choices] == ["Talk to a person"]
    assert still_there("false alarm, but she is very pale", GUESS) is not None


def test_what_was_meant_is_answered_below_that_line(content: Content) -> None:
    """'I mean my son cannot stay the night' asks for no ambulance."""
    answer = Reply("An adult should stay with you.", "answer")
    text = "i mean my son cant stay with me the night"
    assert in_few_words(content, text, GUESS) is None
    (told,) = with_reminder(content, [answer], GUESS, text)
    assert told.text == f"{mistaken(content, 'emergency_now').text}\n\nAn adult should stay with you."
    unclear = Reply("I did not understand.", "suggest")
    (told,) = with_reminder(content, [unclear], GUESS, "i mean she doesnt answer me any more")
    assert told.text.startswith("If what you wrote before is still there, call 911 now.")
    quiet = Standing("emergency_now", is_taken_back=True)
    assert with_reminder(content, [answer], quiet, "when can I drive") == [answer]
    assert reminded(content, answer, quiet) == answer


@pytest.mark.parametrize("level", ["emergency_now", "crisis", "same_day"])
def test_line_to_a_mistake_names_the_number(content: Content, level: Level) -> None:
    """It may have been no mistake."""
    assert mistaken(content, level).links


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
    for quieter in (GUESS, Standing("emergency_now", is_fresh=False)):
        assert with_reminder(content, replies[:1], quieter) == [few]


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


def test_thanks_in_another_language_bring_few_words(content: Content) -> None:
    """The danger in the language before the welcome, and the few English words that it says will follow."""
    thanked = [welcome_in(content, "es")]
    first, then = with_reminder(content, thanked, Standing("emergency_now"), "muchas gracias")
    assert first.text.startswith("Lo que escribe puede ser una emergencia. Llame ahora al 911.")
    assert "De nada" in first.text
    assert (then.kind, then.text[:46]) == ("system", "If what you wrote before is still there, call ")


@pytest.mark.parametrize(
    "text", ["whens my checkup", "my wife wants to know if i can mow the lawn", "same bone or another"]
)
def test_what_is_asked_without_a_mark_is_answered(content: Content, text: str) -> None:
    """Below the reminder, and not swallowed as told."""
    (told,) = with_reminder(content, [Reply("As your team says.", "answer")], BODY, text)
    assert told.text.endswith("As your team says.")
    assert told.text.startswith("If what you wrote before")


def test_first_aid_is_for_the_people_on_the_phone(content: Content) -> None:
    """The danger once more, behind where to ask; of what can wait a day the call is enough."""
    danger = still_there("should i put pressure", BODY)
    assert danger
    (told,) = said_again(content, danger, "should i put pressure")
    assert (told.kind, told.text[:26]) == ("emergency", "Ask the people at 911. The")
    (lesser,) = said_again(
        content, replace(danger, level="same_day", reply="emergency.same_day"), "do i press on it"
    )
    assert lesser.text.startswith("Please call the clinic today")


def test_what_may_be_done_until_the_visit_is_answered() -> None:
    """Where help for the day is called; while an ambulance is awaited it is for those who come."""
    text = "can he shower till then"
    assert still_there(text, Standing("same_day", is_helped=True)) is None
    assert not tells_of_help(text, Standing("same_day", is_helped=True))
    assert tells_of_help(text, HELPED)
