"""Who does something else than get help is taken in before the danger is said again: anger, excuses, hopes."""

from __future__ import annotations

import pytest

from bot.after_danger import again, in_few_words, said_again, still_there
from bot.asked_of_danger import asks_whether_it_goes_ahead
from bot.content import Content
from bot.emergency import emergency_reply
from bot.heard import heard
from bot.red_flags import Level
from bot.replies import fill
from bot.standing_danger import Standing

BODY = Standing("emergency_now")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stop telling me to ring people", "unwilling"),
        ("Stop saying that!", "unwilling"),
        ("dont give me a phone number", "unwilling"),
        ("no more numbers please", "unwilling"),
        ("you keep telling me to call 911", "unwilling"),
        ("you already said that", "unwilling"),
        ("I'm not calling anyone", "unwilling"),
        ("im not ringing 999 for this", "unwilling"),
        ("he won\u2019t go to hospital", "unwilling"),
        ("i dont want to call them", "unwilling"),
        ("no ambulance", "unwilling"),
        ("i dont want an ambulance", "unwilling"),
        ("dont keep telling me to ring people, hes stubborn and wont have an ambulance", "unwilling"),
        ("no I won't go to A&E again, six hours last time", "unwilling"),
        ("you're useless, I asked a question", "unwilling"),
        ("just answer my question", "unwilling"),
        ("I dont want to bother them at night", "bother"),
        ("cant it wait till monday", "waiting"),
        ("I'll ring the doctor in the morning", "waiting"),
        ("no she's just tired", "hopeful"),
        ("I feel fine", "hopeful"),
        ("really its fine now", "hopeful"),
        ("its gone again now", "hopeful"),
        ("it was only the once", "hopeful"),
        ("just once", "hopeful"),
        ("its only a cold", "hopeful"),
        ("no, I can walk fine, it got better", "hopeful"),
        ("all good now", "hopeful"),
        ("its okay now that I sat down", "hopeful"),
        ("I think I'm just tired", "hopeful"),
        ("he won't let me call", "unwilling"),
        ("should I take another oxycodone?", "medicine"),
        ("should I give her tylenol first", "medicine"),
        ("benadryl ok?", "medicine"),
        ("can I take the bus?", "ride"),
        ("my son drives me to hospital now", "ride"),
        ("We're out in the country, the ambulance takes an hour, should I drive her?", "ride"),
        ("it's probably nothing", "hopeful"),
        ("shes a bit better now", "hopeful"),
        ("will it go ahead on thursday?", "ahead"),
        ("so does it still go ahead", "ahead"),
        ("can I still have the procedure tomorrow", "ahead"),
        ("is it still on for Monday", "ahead"),
        ("will they cancel my op", "ahead"),
        ("shall I postpone it", "ahead"),
    ],
)
def test_what_is_said_instead_is_heard(text: str, said: str) -> None:
    """In a few words and as people type."""
    assert heard(text) == said


@pytest.mark.parametrize(
    "text",
    ["it is still numb", "I can't feel my legs", "how long does it take", "I called them", "she is not well",
     "they are not answering", "I feel awful", "what should I do", "he doesn't look good", "is he fine to walk",
     "ok calling now", "I am ringing them", "can you ring me", "will it still hurt", "the ambulance said no",
     "can I still feel it later", ""],
)  # fmt: skip
def test_other_words_are_none_of_it(text: str) -> None:
    """What tells of the danger, of help, or asks something of its own."""
    assert heard(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [("I dont want to bother them at night", "heard.bother"), ("can it wait until monday", "heard.waiting")],
)
def test_card_comes_behind_a_word_that_takes_it_in(content: Content, text: str, word: str) -> None:
    """The numbers stay, and the level."""
    red_flag = still_there(text, BODY)
    assert red_flag
    (reply,) = said_again(content, red_flag, text)
    card = emergency_reply(content, red_flag)
    assert reply.text == f"{content.replies[word]}\n\n{card.text}"
    assert (reply.kind, reply.level, reply.links) == (card.kind, card.level, card.links)


@pytest.mark.parametrize(
    "text",
    ["I feel nothing", "they feel nothing now", "i don't think it's nothing", "not sure he's ok",
     "nobody believes me, they say i'm fine", "thank you, you are really helping me",
     "do you keep going to physio after it", "please don't tell me it's a stroke", "we don't have an ambulance here",
     "please answer my question, can i drive", "i can't wait any longer", "they told me to wait until morning",
     "will I still be able to walk", "does he still have a chance", "are they still coming",
     "should I cancel the ambulance", "can i still have a shower", "will i still be able to drive on friday"],
)  # fmt: skip
def test_sign_a_worry_or_another_question_is_not_taken_for_it(text: str) -> None:
    """'I hope so, too' to who feels nothing would be false."""
    assert heard(text) is None


@pytest.mark.parametrize(
    "text",
    ["you're useless, i want to talk to a person", "stop telling me that, can a nurse ring me please",
     "i'm not calling a number, put me on to somebody real, i want to speak to a nurse"],
)  # fmt: skip
def test_anger_that_asks_for_a_person_is_passed_on(content: Content, text: str) -> None:
    """The request must not be lost behind the word on the danger."""
    for standing in (BODY, Standing("crisis")):
        assert in_few_words(content, text, standing) is None


def test_card_alone_where_the_danger_goes_on(content: Content) -> None:
    """'It is still numb' needs no word before it; another language's card has none."""
    red_flag = again(BODY)
    assert said_again(content, red_flag, "it is still numb") == [emergency_reply(content, red_flag)]


@pytest.mark.parametrize(
    ("level", "key"),
    [("emergency_now", "unwilling"), ("same_day", "unwilling"), ("crisis", "unwilling_crisis")],
)
def test_who_will_not_call_hears_few_words_and_no_third_card(
    content: Content, level: Level, key: str
) -> None:
    """'Stop telling me to ring people' was met with the same card once more."""
    reply = in_few_words(content, "stop telling me to ring people", Standing(level))
    assert reply
    still = fill(content, content.replies[f"still.{level}"])
    assert reply.text == f"{content.replies[f'heard.{key}']}\n\n{still}"
    assert (reply.kind, bool(reply.links)) == ("system", True)
    assert [choice.label for choice in reply.choices] == ["Talk to a person"]


def test_whether_it_goes_ahead_is_for_the_team(content: Content) -> None:
    """'Will it go ahead on thursday?' was not understood, or taken for whether it lasts."""
    text = "will it go ahead on thursday?"
    reply = in_few_words(content, text, BODY)
    assert reply
    assert reply.text.startswith(content.replies["heard.ahead"])
    # Whom to call today is who decides that.
    red_flag = still_there(text, Standing("same_day"))
    assert red_flag
    (card,) = said_again(content, red_flag, text)
    assert card.text.startswith(content.replies["heard.ahead"])
    assert (card.kind, card.level) == ("emergency", "same_day")


@pytest.mark.parametrize("text", ["will it still hurt", "will it be done by a doctor", "can they do it"])
def test_question_of_its_own_is_not_whether_it_goes_ahead(text: str) -> None:
    """What is done, by whom and how it feels is answered."""
    assert not asks_whether_it_goes_ahead(text)
