"""Who asks for a person while nobody is there is answered meanwhile, and nothing that is for the staff is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from patient import Patient
from played_assistant import PlayedAssistant
from waiting import waiting_room

from bot.answering import with_foreign_part
from bot.content import Content
from bot.feed import Feed
from bot.handoff import Handoffs, request_person
from bot.live_content import LiveContent
from bot.moment import stamp
from bot.replies import human_choice, say
from bot.reply import Choice, Reply
from bot.staff_accounts import Account
from bot.staff_desk import StaffDesk
from bot.store import Store

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 3, tzinfo=UTC)
CANCEL, GO_ON = "I do not need a person", "Ask the assistant meanwhile"
ON_CALL = "the clinic's on-call line, +1 555 010 0142"
STANDS = (
    f"Your request for a person still stands, and you keep your place. If it cannot wait, call {ON_CALL}."
)
RARE = Reply("Serious problems are rare.", "answer")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a Monday at ten in the evening: the clinic is closed, also when a request is recorded."""
    monkeypatch.setattr("bot.patient_handoff.utc_now", lambda: NIGHT)
    monkeypatch.setattr("bot.handoff.stamp_now", lambda: stamp(NIGHT))


@pytest.fixture
def waiting(patient: Patient, played: PlayedAssistant) -> Patient:
    """A patient who has asked for a person at night."""
    patient.writes("/human")
    played.will_say(RARE)
    return patient


def records(patient: Patient, text: str = "") -> Callable[[], None]:
    """What the action does in its own process when it is asked for a person at night."""

    def record() -> None:
        with closing(Store(patient.store.path)) as store:
            content = patient.door._content.current()
            request_person(
                store, content, patient.conversation, "asked", NIGHT, can_call_back=True, text=text
            )

    return record


def looks(store: Store, live_content: LiveContent, now: datetime = NIGHT) -> None:
    """The waiting room looks."""
    waiting_room(store, live_content, lambda: now).look()


def is_in_queue(patient: Patient) -> bool:
    """Whether the staff find the patient in the line."""
    return Handoffs(patient.store).position(patient.conversation) == 1


def test_request_at_night_does_not_silence_the_bot(patient: Patient, played: PlayedAssistant) -> None:
    """The patient hears when the staff are back, whom to call, and that the bot goes on; and it does at once."""
    (reply,) = patient.writes("/human")
    assert "tomorrow at 8:00" in reply.text
    assert ON_CALL in reply.text
    assert reply.text.endswith("Until they come I answer what I can.")
    assert GO_ON not in [choice.label for choice in reply.choices]
    played.will_say(RARE)
    (answer,) = patient.writes("what are the risks")
    assert answer.kind == "answer"
    assert is_in_queue(patient)


def test_patient_is_seen_waiting_until_the_request_is_taken_back(
    patient: Patient, played: PlayedAssistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chat's head and its buttons say so at once, though the bot answers and however it was asked for."""
    said: list[str] = []
    monkeypatch.setattr(
        patient.door._transcript._feed,
        "publish",
        lambda signal: said.append(f"{signal.kind} {patient.door.holder(patient.conversation)}"),
    )
    played.on_message = records(patient)
    played.will_say(Reply("Noted.", "handoff"))
    patient.writes("is there somebody for me")
    assert "state waiting" in said
    assert store.holder(patient.conversation) == "bot"
    asyncio.run(patient.door.cancel_request(patient.conversation))
    assert said[-1] == "state bot"


def test_answer_says_that_the_request_stands_but_not_each_time(waiting: Patient) -> None:
    """Whoever is answered may think that nobody comes now; whoever reads it each time reads nothing."""
    (first,) = waiting.writes("what are the risks")
    assert first.text == f"{RARE.text}\n\n{STANDS}"
    (second,) = waiting.writes("what about leaks?")
    assert second.text == RARE.text


def test_staff_see_the_question_and_the_answer(waiting: Patient, store: Store) -> None:
    """Nothing that is answered meanwhile is kept from them."""
    waiting.writes("what are the risks")
    assert [each.sender for each in store.messages(waiting.conversation)[-2:]] == ["patient", "bot"]
    assert is_in_queue(waiting)


def test_question_behind_words_on_the_wait_is_answered(waiting: Patient, played: PlayedAssistant) -> None:
    """With no mark it still asks something."""
    (answer,) = waiting.writes("while i wait does medicare pay for it")
    assert answer.kind == "answer"
    assert played.asked[-1]["text"] == "does medicare pay for it"


def test_what_is_told_is_for_the_staff(waiting: Patient, played: PlayedAssistant, content: Content) -> None:
    """Pieces of a story are not chattered at: one notice, which names the number that is answered now."""
    (kept,) = waiting.writes("I am 78 and live alone")
    assert kept.text.startswith("Your message is kept for the staff.")
    assert ON_CALL in kept.text
    assert [choice.label for choice in kept.choices] == [CANCEL]
    assert waiting.writes("and it hurts since monday") == []
    assert played.asked == []


def test_what_is_told_after_other_words_gets_a_short_one(waiting: Patient, played: PlayedAssistant) -> None:
    """Silence right after an exchange reads as a bot that is broken."""
    waiting.writes("I am 78 and live alone")
    waiting.writes("still waiting")
    (short,) = waiting.writes("im on warfrin for my hart")
    assert short.text == "This is kept for the staff too."
    assert waiting.writes("and i have a bad knee") == []
    assert played.asked == []


@pytest.mark.parametrize("words", ["thanks", "ok thank you so much"])
def test_thanks_are_welcome(waiting: Patient, played: PlayedAssistant, words: str) -> None:
    """They tell the staff nothing."""
    played.will_say(Reply("You are welcome.", "smalltalk"))
    assert [each.text for each in waiting.writes(words)] == ["You are welcome."]


def test_few_words_after_an_answer_are_for_the_bot(waiting: Patient, played: PlayedAssistant) -> None:
    """'The balloon one' and 'never mind' go on with what it said, and the request stays."""
    waiting.writes("what are the risks")
    waiting.writes("its the balloon one btw")
    waiting.writes("never mind")
    assert [each["text"] for each in played.asked][1:] == ["its the balloon one btw", "never mind"]
    assert is_in_queue(waiting)


def test_never_mind_before_any_answer_takes_the_request_back(waiting: Patient) -> None:
    """There is nothing else to never mind."""
    (reply,) = waiting.writes("never mind")
    assert "is cancelled" in reply.text


def test_question_without_an_answer_is_left_to_the_staff(
    waiting: Patient, played: PlayedAssistant, content: Content
) -> None:
    """Who asked for a person because the bot failed is not asked for other words, nor offered a person again."""
    sorry = say(content, "suggest.none", "fallback").with_choices(human_choice(content))
    played.will_say(sorry)
    (reply,) = waiting.writes("can they use my own bone instead?")
    assert reply.text == (
        f"I have no sure answer to this. It is kept for the staff. If it cannot wait, call {ON_CALL}."
    )
    assert reply.choices == ()


def test_questions_that_may_be_meant_are_offered(
    waiting: Patient, played: PlayedAssistant, content: Content
) -> None:
    """One of them may be it; the person who was asked for is not offered again."""
    risks = Choice("What are the risks?", "/risks", "risks")
    played.will_say(say(content, "suggest.intro", "suggest").with_choices(risks, human_choice(content)))
    (reply,) = waiting.writes("what if it fales?")
    assert reply.text == (
        f"I have no sure answer to this. It is kept for the staff. If it cannot wait, call {ON_CALL}."
        " I can answer these. Did you mean one of them?"
    )
    assert [choice.label for choice in reply.choices] == [risks.label]
    played.will_say(RARE)
    assert waiting.writes("the first one")[0].text.startswith(RARE.text)


def test_words_that_offer_a_person_say_that_one_was_asked_for(
    waiting: Patient, played: PlayedAssistant, content: Content
) -> None:
    """Each time: whoever reads 'just ask for one' would think that the request is gone."""
    worried = say(content, "smalltalk.worried", "smalltalk").with_choices(human_choice(content))
    played.will_say(worried)
    for _ in range(2):
        (reply,) = waiting.writes("should i be scared?")
        assert reply.text.endswith(STANDS)
        assert reply.choices == ()


def test_question_is_read_with_the_second_thing_that_was_told(
    waiting: Patient, played: PlayedAssistant
) -> None:
    """Its notice is a short one."""
    waiting.writes("I am 78 and live alone")
    waiting.writes("still waiting")
    waiting.writes("im on warfrin for my hart")
    waiting.writes("so do i stop it or not")
    assert played.asked[-1]["text"] == "im on warfrin for my hart\nso do i stop it or not"


def test_part_without_an_answer_is_kept(waiting: Patient, played: PlayedAssistant, content: Content) -> None:
    """Nobody who has asked for a person is told to ask for one."""
    played.will_say(with_foreign_part(content, RARE))
    (reply,) = waiting.writes("what are the risks and do you validate parking?")
    part = "To the other part of your message I have no approved answer. It is kept for the staff."
    assert reply.text == f"{RARE.text}\n\n{part}\n\n{STANDS}"
    assert reply.choices == ()


def test_boundary_is_said(waiting: Patient, played: PlayedAssistant, content: Content) -> None:
    """What must not be decided is not kept until the morning without a word."""
    boundary = say(content, "boundary.medicine", "out_of_scope")
    played.will_say(boundary)
    (reply,) = waiting.writes("its about my warfarin, do i take it tonight")
    assert reply.text.startswith(boundary.text)


@pytest.mark.parametrize(
    ("told", "question", "asked"),
    [
        ("im on warfrin for my hart", "so do i stop it or not", "im on warfrin for my hart\nso do i stop it or not"),
        ("im on warfrin for my hart", "what are the risks", "what are the risks"),
        ("how long does it take", "and is it safe?", "and is it safe?"),
        ("Talk to a person", "is it safe", "is it safe"),
        ("/human", "is that ok for my age", "is that ok for my age"),
    ],
)  # fmt: skip
def test_question_is_read_with_what_it_points_to(
    waiting: Patient, played: PlayedAssistant, told: str, question: str, asked: str
) -> None:
    """What was told the staff right before it the bot has not heard; a button tells them nothing."""
    waiting.writes(told)
    waiting.writes(question)
    assert played.asked[-1]["text"] == asked


@pytest.mark.parametrize(
    "words",
    ["how long will that be", "im waiting", "still waiting", "please someone answer", "you didnt answer me"],
)
def test_pleas_are_told_what_to_expect(waiting: Patient, played: PlayedAssistant, words: str) -> None:
    """However often, never with silence."""
    for _ in range(3):
        (reply,) = waiting.writes(words)
        assert "The staff are back tomorrow at 8:00" in reply.text
        assert ON_CALL in reply.text
    assert played.asked == []


def test_second_request_is_told_and_stops_nothing(
    waiting: Patient, store: Store, played: PlayedAssistant
) -> None:
    """By the words, as the action records them: it is one request, and the bot goes on."""
    played.will_say(Reply("You have already asked.", "handoff"))
    played.on_message = records(waiting)
    assert [each.text for each in waiting.writes("is there somebody i can talk to?")] == [
        "You have already asked."
    ]
    played.on_message = None
    played.will_say(RARE)
    assert waiting.writes("what are the risks")[0].kind == "answer"
    assert len(Handoffs(store).of(waiting.conversation)) == 1


def test_request_of_an_action_is_told_once_whoever_is_first(
    patient: Patient, store: Store, live_content: LiveContent, played: PlayedAssistant
) -> None:
    """The waiting room looks between the action's work and its reply."""
    record = records(patient)
    played.will_say(RARE, Reply("It is noted for the staff.", "handoff"))
    played.on_message = lambda: [record(), looks_anew(store, live_content)]
    patient.writes("is it dangerous? I want a nurse")
    looks(store, live_content)
    said = [each.text for each in store.messages(patient.conversation) if each.sender != "patient"]
    assert len([text for text in said if "noted for the staff" in text]) == 1
    assert RARE.text in said


def looks_anew(store: Store, live_content: LiveContent) -> None:
    """As the waiting room looks, in another thread."""
    with closing(Store(store.path)) as own:
        looks(own, live_content)


def test_request_that_was_recorded_and_not_told_is_told_at_night_too(
    patient: Patient, store: Store, live_content: LiveContent
) -> None:
    """The action died right after it; the bot held the talk already, and the patient waits all the same."""
    records(patient)()
    for _ in range(2):
        looks(store, live_content)
    (notice,) = store.messages(patient.conversation)[1:]
    assert "noted for the staff" in notice.text


def test_nurse_who_comes_silences_the_bot(waiting: Patient, store: Store, played: PlayedAssistant) -> None:
    """Whatever is asked then is hers, and it stays hers when she has left."""
    Handoffs(store).take(waiting.conversation, 1)
    assert waiting.writes("what are the risks", "m1") == []
    Handoffs(store).close(waiting.conversation, 1, "answered")
    assert waiting.writes("what are the risks", "m1") == []
    assert played.asked == []


@pytest.mark.parametrize("says", ["answer", "fallback"])
def test_nurse_who_comes_while_the_bot_thinks_is_not_talked_over(
    waiting: Patient, store: Store, played: PlayedAssistant, content: Content, says: str
) -> None:
    """Neither by an answer nor by the word that there is none."""
    played.will_say(RARE if says == "answer" else say(content, "suggest.none", "fallback"))

    def a_nurse_comes() -> None:
        with closing(Store(store.path)) as own:
            Handoffs(own).take(waiting.conversation, 7)

    played.on_message = a_nurse_comes
    assert waiting.writes("what are the risks") == []
    assert store.messages(waiting.conversation)[-1].sender == "patient"


def test_question_of_before_a_crash_is_answered_once(
    waiting: Patient, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """It was only stored; at the next start it is the bot's, as it was."""
    waiting.door.note_text(waiting.conversation, "what are the risks", "m1")
    loop.run_until_complete(waiting.door.resume())
    loop.run_until_complete(waiting.door.resume())
    assert [each["text"] for each in played.asked] == ["what are the risks"]
    assert waiting.transcript[-1] == f"{RARE.text}\n\n{STANDS}"


def test_changed_words_are_not_answered_again(waiting: Patient, played: PlayedAssistant) -> None:
    """An edit is stored for the staff, as it is at any time."""
    waiting.writes("what are the risks", "m1")
    asked = len(played.asked)
    waiting.door.note_edit(waiting.conversation, "m1", "what are the risks for me")
    assert len(played.asked) == asked
    assert "what are the risks for me" in waiting.transcript


def test_danger_is_met_as_ever(waiting: Patient) -> None:
    """Before anything else, and the request goes on top."""
    (reply,) = waiting.writes("i cant breathe")
    assert reply.kind == "emergency"
    assert is_in_queue(waiting)


def test_wait_is_told_of_after_a_danger(waiting: Patient, played: PlayedAssistant) -> None:
    """With the danger before it; the assistant would take 'how long' for the procedure."""
    waiting.writes("i cant breathe")
    (reply,) = waiting.writes("how long will that be")
    assert reply.kind == "handoff"
    assert "911" in reply.text.partition("\n")[0]
    assert "tomorrow at 8:00" in reply.text
    assert played.asked == []


def test_person_asked_for_after_a_danger_is_expected(patient: Patient, store: Store) -> None:
    """From then on the patient waits, and is told so: the danger alone had promised nobody."""
    patient.writes("i cant breathe")
    found = Handoffs(store).open(patient.conversation)
    assert found is not None
    assert not found.is_awaited
    patient.writes("/human")
    found = Handoffs(store).open(patient.conversation)
    assert found is not None
    assert found.is_awaited
    assert found.is_red_flag
    assert "already asked" in patient.writes("/human")[0].text


@pytest.mark.parametrize("words", ["/human", "get someone to ring me"])
def test_going_on_by_choice_in_opening_hours_is_not_undone(
    patient: Patient, store: Store, played: PlayedAssistant, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """A second request, or a kept question that is read as one, leaves the talk with the bot."""
    monkeypatch.setattr(patient.door._handoff, "_now", lambda: NOON)
    patient.writes("/human")
    assert store.holder(patient.conversation) == "waiting"
    patient.writes("can i have it dun agen")
    played.will_say(Reply("You have already asked.", "handoff"))
    played.on_message = records(patient)
    told, unsure = patient.writes("yes please try")
    assert "you can ask me while you wait" in told.text
    assert unsure.text.startswith("I have no sure answer to this. It is kept for the staff.")
    played.on_message = None
    patient.writes(words)
    assert store.holder(patient.conversation) == "bot"
    played.will_say(RARE)
    assert patient.writes("how likely is a leak?")[0].kind == "answer"


def test_closing_time_gives_the_talk_to_the_bot(
    patient: Patient,
    store: Store,
    played: PlayedAssistant,
    live_content: LiveContent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who asked in time is not locked in for the night; nor is who was put back into the queue then."""
    with monkeypatch.context() as patch:
        patch.setattr(patient.door._handoff, "_now", lambda: NOON)
        patient.writes("/human")
    assert store.holder(patient.conversation) == "waiting"
    looks(store, live_content)
    assert store.holder(patient.conversation) == "bot"
    handoffs = Handoffs(store)
    handoffs.take(patient.conversation, 1)
    handoffs.release(patient.conversation, 1)
    assert store.holder(patient.conversation) == "waiting"
    looks(store, live_content)
    assert store.holder(patient.conversation) == "bot"
    played.will_say(RARE)
    assert patient.writes("what are the risks")[0].kind == "answer"


def test_nurse_who_takes_it_at_closing_time_keeps_it(
    patient: Patient, store: Store, live_content: LiveContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The waiting room had read that nobody was there."""
    monkeypatch.setattr(patient.door._handoff, "_now", lambda: NOON)
    patient.writes("/human")
    untaken = Handoffs.untaken

    def read_then_taken(handoffs: Handoffs) -> list[object]:
        found = untaken(handoffs)
        handoffs.take(patient.conversation, 1)
        return list(found)

    monkeypatch.setattr("bot.waiting_room.Handoffs.untaken", read_then_taken)
    looks(store, live_content)
    assert store.holder(patient.conversation) == "staff"


def test_request_that_the_staff_close_is_told_of(
    waiting: Patient, store: Store, live_content: LiveContent
) -> None:
    """The patient was told that somebody comes; a danger alone promised nobody."""
    nurse = Account(1, "ida", "Nurse Ida", "staff", must_change=False, has_codes=False, disabled=False)
    StaffDesk(store, live_content, Feed()).dismiss(waiting.conversation, nurse, "called")
    assert "have closed your request" in store.messages(waiting.conversation)[-1].text


def test_request_that_everybody_forgot_is_told_of(
    waiting: Patient, store: Store, live_content: LiveContent
) -> None:
    """Though the bot went on meanwhile."""
    looks(store, live_content, datetime.now(UTC) + timedelta(days=61))
    assert not store.has_open_handoff(waiting.conversation)
    assert "closed now" in store.messages(waiting.conversation)[-1].text


def test_numbers_are_those_that_are_answered_now(
    waiting: Patient, store: Store, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At night the on-call line, by day the clinic's own."""
    Handoffs(store).flag(waiting.conversation, "numb legs", "emergency_now")
    for now, number in ((NIGHT, content.clinic.out_of_hours), (NOON, content.clinic.phone)):
        monkeypatch.setattr(waiting.door._handoff, "_now", lambda now=now: now)
        waiting.writes("/human")
        (looked_at,) = waiting.presses(CANCEL)
        assert f"If it gets worse, call {number}." in looked_at.text
