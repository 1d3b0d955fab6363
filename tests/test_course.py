"""A few words after a danger: how it goes on, or another question."""

from __future__ import annotations

import pytest

from bot.course import (
    FEW_CHARACTERS,
    FEW_WORDS,
    gets_worse,
    goes_on,
    is_explained_away,
    is_ride,
    is_taken_note,
    is_thanks,
    names_sign,
    only_thanks,
    plainly_goes_on,
)


@pytest.mark.parametrize(
    "text",
    [
        "he says its nothing",
        "not severe",
        "i feel a bit woozy",
        "oh. its not sore or anything tho",
        "my daughter says im being silly",
        "he's very pale",
        "she is cold and shaky",
        "no pain though",
        "left side too",
        "he won't go to hospital",
        "it's about the same",
        "no answer at the clinic",
        "should I ring",
        "do i really call",
        "do i really have to? its 11 at night",
        "do we have to",
        "shall i let him sleep it off",
        "i dont need 911",
        "i dont need an ambulance",
        "I don't need to call an ambulance",
        "should we go to er",
    ],
)
def test_words_on_how_it_goes_are_about_it(text: str) -> None:
    """Played down, a sign named, or whether it can wait."""
    assert goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it ok to bend to tie shoelaces",
        "same as dentist?",
        "how long till a new date",
        "when can I drive now",
        "what should i take with me",
        "will I be sore after",
        "is it painful",
        "what do they use for numbing",
        "is it normal to be tired after the procedure",
        "which one is better",
        "do you take blood tests",
        "when can I go back to work",
        "it is just for my records that I ask about the day and the time",
    ],
)
def test_plain_questions_are_not(text: str) -> None:
    """They have answers, which are told after a reminder."""
    assert not goes_on(text)
    assert not gets_worse(text)


def test_what_gets_worse_is_told_by_few_words() -> None:
    """A long message is another story."""
    assert gets_worse("I rang them and it is getting worse")
    assert not gets_worse("worse " * (FEW_WORDS + 1))
    assert not gets_worse("worse" + "!" * FEW_CHARACTERS)


@pytest.mark.parametrize("text", ["ok makes sense", "ok", "Right.", "ok, I see, thank you", "got it"])
def test_words_that_take_note_are_told(text: str) -> None:
    """They ask for nothing."""
    assert is_taken_note(text)


@pytest.mark.parametrize("text", ["nah", "ok but is it serious", "right leg", "thanks, when can I drive", ""])
def test_other_words_take_no_note(text: str) -> None:
    """A no, a sign and a question are more."""
    assert not is_taken_note(text)


def test_danger_is_explained_away() -> None:
    """By another cause or by how long it has been there, unless it gets worse or something is asked."""
    assert is_explained_away("no thats from diabetes ive had it for years")
    assert is_explained_away("it's just because of my arthritis")
    assert is_explained_away("probably muscle")
    assert is_explained_away("probably the coffee")
    assert is_explained_away("i think its the stress")
    assert not is_explained_away("I think the cement is the stress for the bone")
    assert not is_explained_away("ive had it for years but it is worse")
    assert not is_explained_away("ive had it for years, can it be treated?")
    assert not is_explained_away("ive had osteoporosis for years")


@pytest.mark.parametrize(
    "text",
    [
        "i'll ask my neighbour to drive me",
        "my son will drive me",
        "I'll drive myself",
        "we could drive there",
        "ill get a taxi",
        "my friend can give me a lift",
    ],
)
def test_ride_to_help_is_told(text: str) -> None:
    """Whoever drives."""
    assert is_ride(text)


@pytest.mark.parametrize(
    "text",
    ["when can i drive", "can my son drive me home", "who drives me after the op", "is a taxi home ok"],
)
def test_ride_home_is_another_question(text: str) -> None:
    """It has an answer."""
    assert not is_ride(text)


def test_small_words_alone_may_mean_another_thing() -> None:
    """'Just' and 'now' tell how a danger goes on where nothing else was talked of."""
    for text in ("only since this morning", "it feels normal", "for two hours"):
        assert goes_on(text)
        assert not plainly_goes_on(text)
    assert plainly_goes_on("he says its nothing")
    assert plainly_goes_on("do we have to?")
    assert plainly_goes_on("do i need to go to the hospital")


def test_signs_are_told_and_not_asked_about() -> None:
    """'Will I be sore?' tells of none."""
    assert names_sign("she is very pale")
    asked = ("will I be sore", "is the procedure painful?", "are the stitches sore", "am I going to be sore")
    assert not any(map(names_sign, asked))
    assert names_sign("is the bleeding bad")
    assert not names_sign("no fever, just sniffles")
    assert names_sign("no fever but she is shivering")


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("thanks", True),
        ("ok thank you love", True),
        ("thanks, when can I drive", False),
        ("thanks but she is pale", False),
        ("thanks it's getting worse", False),
        ("when can I drive", False),
    ],
)
def test_thanks_are_told(text: str, thanks: bool) -> None:
    """With nothing asked or told beside them."""
    assert is_thanks(text) == thanks


def test_who_thanks_may_tell_something_too() -> None:
    """That is for whoever reads it."""
    assert only_thanks("thank you for not just fobbing me off")
    assert not only_thanks("thanks, I am on warfarin")
    assert not only_thanks("thank you for everything, goodbye")
