"""A request for a person is taken back in words as well as by its button."""

from __future__ import annotations

import pytest

from bot.taken_back import asked_beside, asked_instead, takes_back, wants_again


@pytest.mark.parametrize(
    "text",
    [
        "I don't need a person",
        "I don\u2019t want a person any more",
        "oh wait, I don't want to talk to anyone, sorry",
        "thanks, can you cancel the nurse",
        "forget it, I don't need anybody now",
        "forget the nurse, you're doing ok",
        "I don't need the nurse now, you have been a help",
        "cancel the nurse please, this is fine",
        "forget the person, i dont need one",
        "nevermind i dont need the person any more",
        "Forget it, actually I don't want a nurse",
        "cancel, I changed my mind about the call",
        "I changed my mind about the person",
        "no need for a nurse, thanks",
        "please cancel my request",
        "ive changed my mind about the call",
        "ok no need to ring",
        "no need to call me",
        "dont call me",
        "you dont have to ring me",
        "It\u2019s fine, you don\u2019t need to call me back, thanks",
        "i dont want anyone to ring me now",
        "dont bother calling",
        "no call needed thanks",
        "the nurse is not needed any more",
        "never mind the nurse",
        "never mind about the person thanks",
        "take my name off",
        "please take me off the list",
        "stop waiting, i'll ring",
    ],
)
def test_named_request_is_taken_back(text: str) -> None:
    """Whether or not the patient goes on with the bot meanwhile."""
    assert takes_back(text, is_waiting=False)
    assert takes_back(text, is_waiting=True)


@pytest.mark.parametrize(
    "text",
    [
        "never mind",
        "actually no leave it, my daughter has sorted it",
        "no it's ok, my daughter has sorted it",
        "never mind, I\u2019ve found out",
        "Actually never mind.",
        "cancel",
        "please cancel it",
        "i want to cancel",
        "forget it",
        "no don't bother",
        "no leave it",
        "no actually never mind I don't need one",
    ],
)
def test_bare_words_count_for_who_waits(text: str) -> None:
    """To whoever does not wait, they may mean anything."""
    assert takes_back(text, is_waiting=True)
    assert not takes_back(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "cancel",
        "please cancel that",
        "can you cancel it",
        "ok cancel",
        "no dont call after all",
        "don't ring after all",
        "I don\u2019t need it after all",
        "not needed after all",
        "I don't want to talk after all",
    ],
)
def test_request_that_is_open_is_taken_back_in_few_words(text: str) -> None:
    """Though the bot answers meanwhile."""
    assert takes_back(text, is_waiting=False, is_open=True)
    assert takes_back(text, is_waiting=True)
    assert not takes_back(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "never mind",
        "forget it",
        "leave it",
        "I want to cancel",
        "cancel my operation",
        "can I cancel",
        "I don't want to live after all",
        "don't call the ambulance after all",
    ],
)
def test_what_may_mean_something_else_leaves_an_open_request(text: str) -> None:
    """It may be the last answer, the date, or despair."""
    assert not takes_back(text, is_waiting=False, is_open=True)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want anyone to find me",
        "I don't want to live any more",
        "I don't need anyone any more",
        "leave it, my daughter has had enough of me",
        "no, she told me",
        "actually he has told me",
        "no I found out",
        "I no longer want people",
        "forget people",
        "I don't need a person to drive me home, do I?",
        "can I cancel my appointment",
        "I want a person",
        "forget the nurse said that",
        "don't call me names",
        "don't call the ambulance",
        "no need to call an ambulance",
        "please don't call",
        "dont call me, ill call you",
        "no need to ring my daughter",
        "",
    ],
)
def test_other_words_do_not(text: str) -> None:
    """Least of all words of despair."""
    assert not takes_back(text, is_waiting=True)


@pytest.mark.parametrize(
    "text",
    [
        "how do i cancel",
        "can i cancel",
        "can I cancel it?",
        "and can i say no to it",
        "how can I cancel that please",
        "how do I cancel my request",
        "thanks, can I cancel the nurse",
    ],
)
def test_question_cancels_nothing(text: str) -> None:
    """It may be about the procedure; what can be done about the request stands on its button."""
    assert not takes_back(text, is_waiting=True)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Forget it. When do I stop eating?", "When do I stop eating?"),
        ("Forget it, when can I drive and fly?", "when can I drive and fly?"),
        ("never mind then. how long does it take", "how long does it take"),
        ("no, I don't need one. is it safe", "is it safe"),
        ("never mind, the risks?", "the risks?"),
    ],
)
def test_never_mind_before_a_question_is_both(text: str, question: str) -> None:
    """A patient who waits goes on with the bot, which needs to hear no more than the question."""
    assert asked_instead(text) == question
    assert not takes_back(text, is_waiting=True)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("I do not need a person. can I drive there myself?", "can I drive there myself?"),
        ("So no need for the phone call. What should she watch for?", "What should she watch for?"),
        ("Forget the doctor. Does she have to sign?", "Does she have to sign?"),
        ("no need for a person now thanks, what about infection", "what about infection"),
    ],
)
def test_request_taken_back_by_name_before_a_question_is_both(text: str, question: str) -> None:
    """It needs nobody to be waited for: the person is named."""
    assert asked_beside(text) == question


@pytest.mark.parametrize(
    "text",
    ["I do not need a person", "I don't need anyone. Do you?", "Can I drive? I do not need a person.", ""],
)
def test_request_is_not_taken_back_before_a_question(text: str) -> None:
    """What names no person, or asks nothing behind it, is read as a whole."""
    assert asked_beside(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "On second thoughts no need to phone, we'll see him Friday anyway.",
        "no need to ring me, I'll ask the doctor myself",
        "cancel the call, I will speak to them tomorrow",
    ],
)
def test_reason_may_follow(text: str) -> None:
    """Who sees or asks somebody else says so; what else may be told behind it is read."""
    assert takes_back(text, is_waiting=False)
    assert not takes_back("no need to ring me, I'll be gone by then", is_waiting=False)


@pytest.mark.parametrize(
    "text",
    ["forget it", "never mind, ok?", "Never mind. I want to die", "forget my pain, when can I drive", ""],
)
def test_never_mind_before_no_question_is_not(text: str) -> None:
    """What is told after it is kept for the staff, and screened."""
    assert asked_instead(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "never mind ill ring myself",
        "no leave it actually",
        "actually no dont bother them",
        "i'll do without thanks",
        "it's ok i found the answer",
        "i'll phone instead",
        "scrap that",
        "false alarm",
    ],
)
def test_request_is_taken_back_by_who_waits_in_passing(text: str) -> None:
    """There is nothing else that could be meant; to who does not wait it may."""
    assert takes_back(text, is_waiting=True)
    assert not takes_back(text, is_waiting=False)


def test_who_will_ring_himself_needs_no_call() -> None:
    """Also while the bot answers until they come."""
    assert takes_back("never mind ill ring myself", is_waiting=False, is_open=True)


@pytest.mark.parametrize(
    "text",
    ["i dont need it anymore my daughter explained", "oh its ok found it", "i managed thanks", "sorted now",
     "no longer needed", "stop"],
)  # fmt: skip
def test_request_is_taken_back_by_who_waits_in_lay_words(text: str) -> None:
    """Nothing else can be meant while one waits."""
    assert takes_back(text, is_waiting=True)
    assert not takes_back(text, is_waiting=False)


@pytest.mark.parametrize(
    "text",
    [
        "actually yes I do",
        "no wait, I do want one",
        "on second thoughts yes please",
        "Actually, yes.",
        "i changed my mind again",
        "hmm I do need a nurse after all",
        "sorry, I didn't mean to cancel that",
        "don't cancel it",
        "get the nurse anyway",
        "yes i do please",
        "I still want somebody",
    ],
)
def test_request_is_wanted_again(text: str) -> None:
    """In words that name nobody: what they are about was said a moment ago."""
    assert wants_again(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "yes",
        "ok thanks",
        "no",
        "actually no",
        "actually, when can I drive",
        "I do not",
        "I do feel sick",
        "on second thoughts",
        "",
    ],
)
def test_taking_note_is_no_new_request(text: str) -> None:
    """'Yes' says that it was read; a question or a trouble is for the bot."""
    assert not wants_again(text)
