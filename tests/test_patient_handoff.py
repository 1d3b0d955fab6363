"""The patient's side: asking in every way, waiting, going on meanwhile, cancelling, and a call back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from patient import Patient
from played_assistant import PlayedAssistant
from waiting import waiting_room

from bot.callbacks import Callbacks
from bot.content import Content
from bot.handoff import Handoffs, request_person
from bot.live_content import LiveContent
from bot.moment import stamp
from bot.patient_handoff import asks_for_person
from bot.replies import human_choice, say
from bot.reply import Choice, Reply
from bot.store import Store

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
CANCEL, GO_ON, CALL = "I do not need a person", "Ask the assistant meanwhile", "Please call me back"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a Monday at noon: the clinic is open."""
    monkeypatch.setattr("bot.patient_handoff.utc_now", lambda: NOON)
    monkeypatch.setattr("bot.handoff._now", lambda: stamp(NOON))


def asks(patient: Patient) -> Reply:
    """The patient asks for a person by the command; the word about it is the system's."""
    (reply,) = patient.writes("/human")
    assert patient.store.messages(patient.conversation)[-1].sender == "system"
    assert patient.store.holder(patient.conversation) == "waiting"
    return reply


def acts(patient: Patient, now: datetime = NOON) -> Callable[[], None]:
    """What the action does in its own process when it is asked for a person."""

    def record() -> None:
        with closing(Store(patient.store.path)) as store:
            request_person(
                store,
                patient.door._content.current(),
                patient.conversation,
                "asked",
                now,
                can_call_back=True,
            )

    return record


def looks(patient: Patient, live_content: LiveContent) -> Callable[[], None]:
    """What the waiting room does every two seconds."""

    def look() -> None:
        with closing(Store(patient.store.path)) as store:
            waiting_room(store, live_content, lambda: NOON).look()

    return look


def test_asking_is_told_with_place_and_buttons(patient: Patient, content: Content) -> None:
    """Until when the clinic is open, the place in the line, what to do if it cannot wait, and two ways out."""
    reply = asks(patient)
    assert reply.kind == "handoff"
    assert "until 17:00" in reply.text
    assert "You are next." in reply.text
    assert content.clinic.emergency_number in reply.text
    assert [choice.label for choice in reply.choices] == [GO_ON, CANCEL]


def test_words_are_understood_by_the_assistant_and_announced_once(
    patient: Patient, store: Store, played: PlayedAssistant, content: Content
) -> None:
    """The action records the request and its reply is stored as the system's, in the same turn."""
    played.will_say(Reply("Your request is noted for the staff.", "handoff"))
    played.on_message = acts(patient)
    (reply,) = patient.writes("I want a nurse")
    assert reply.text == "Your request is noted for the staff."
    assert [each.sender for each in store.messages(patient.conversation)] == ["system", "patient", "system"]
    assert store.holder(patient.conversation) == "waiting"
    assert Handoffs(store).untold() == []


@pytest.mark.parametrize("first", ["look", "answer"])
@pytest.mark.parametrize("language", [None, "es"])
def test_words_are_announced_once_whoever_is_first(
    patient: Patient,
    store: Store,
    live_content: LiveContent,
    played: PlayedAssistant,
    first: str,
    language: str | None,
) -> None:
    """The waiting room may look between the action's work and its answer: then only what it did not say is added."""
    record = acts(patient)
    look = looks(patient, live_content)
    notes = [Reply("Anotado.", "handoff", language=language)] if language else []
    played.will_say(Reply("It is rare.", "answer"), *notes, Reply("It is noted for the staff.", "handoff"))
    played.on_message = lambda: [record(), look() if first == "look" else None]
    patient.writes("is it dangerous? I want a nurse")
    look()
    said = [
        each for each in store.messages(patient.conversation) if each.reply and each.reply.kind == "handoff"
    ]
    assert [each.text for each in said if each.reply and each.reply.language] == ["Anotado."] * bool(language)
    assert len([each for each in said if "noted for the staff" in each.text]) == 1
    assert "It is rare." in patient.transcript


def test_request_that_was_told_of_is_not_told_again_when_the_answer_fails(
    patient: Patient, store: Store, live_content: LiveContent, played: PlayedAssistant
) -> None:
    """The waiting room looked between the action's work and the assistant's breakdown."""
    record, look = acts(patient), looks(patient, live_content)
    played.status = 500
    played.on_message = lambda: [record(), look()]
    patient.writes("I want a nurse")
    look()
    _, _, *said = store.messages(patient.conversation)
    assert ["noted for the staff" in each.text for each in said] == [True]


def test_action_that_fails_after_recording_is_announced_all_the_same(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """The assistant breaks down right after the request was recorded: the patient hears that it is noted."""
    played.status = 500
    played.on_message = acts(patient)
    (reply,) = patient.writes("I want a nurse")
    assert reply.kind == "handoff"
    assert "noted for the staff" in reply.text
    assert store.messages(patient.conversation)[-1].sender == "system"


def test_button_works_with_the_assistant_down(
    patient: Patient, played: PlayedAssistant, store: Store
) -> None:
    """When the bot cannot answer it offers a person, and the button needs no assistant."""
    played.status = 503
    (sorry,) = patient.writes("How long does it take?")
    assert [choice.label for choice in sorry.choices] == ["Talk to a person"]
    asked = len(played.asked)
    (reply,) = patient.presses("Talk to a person")
    assert reply.kind == "handoff"
    assert len(played.asked) == asked
    assert store.holder(patient.conversation) == "waiting"


@pytest.mark.parametrize(
    "words",
    [
        "I want to talk to a nurse",
        "can i speak with someone please",
        "need a real person",
        "/human",
        "/nurse",
    ],
)
def test_words_work_with_the_assistant_down(
    patient: Patient, played: PlayedAssistant, store: Store, words: str
) -> None:
    """Who plainly asks for a person while the bot cannot think gets in line, too."""
    played.status = 503
    (reply,) = patient.writes(words)
    assert reply.kind == "handoff"
    assert store.holder(patient.conversation) == "waiting"


@pytest.mark.parametrize(
    ("code", "words"),
    [("es", "quiero hablar con una persona"), ("pl", "chce porozmawiac z czlowiekiem")],
)
def test_words_of_another_language_work_with_the_assistant_down(
    patient: Patient, played: PlayedAssistant, store: Store, code: str, words: str
) -> None:
    """The request is recorded and not only an alert; the patient hears of it in that language, then in English."""
    played.status = 503
    noted, reply = patient.writes(words)
    assert [(each.kind, each.language) for each in (noted, reply)] == [("handoff", code), ("handoff", None)]
    assert "You are next." in reply.text
    assert store.holder(patient.conversation) == "waiting"
    assert store.alerts() == []
    assert {each.sender for each in store.messages(patient.conversation)} == {"system", "patient"}


def test_other_words_of_another_language_ask_for_nobody(
    patient: Patient, played: PlayedAssistant, store: Store
) -> None:
    """A question is put before the staff as an English one is."""
    played.status = 503
    (sorry,) = patient.writes("¿cuánto dura la operación?")
    assert sorry.kind == "system"
    assert store.holder(patient.conversation) == "bot"
    assert [alert["level"] for alert in store.alerts()] == ["unanswered"]


@pytest.mark.parametrize(
    ("words", "languages"),
    [("I want to talk to a nurse", [None]), ("quiero hablar con una persona", ["es", None])],
)
def test_waiting_patient_who_asks_again_hears_that_it_is_noted(
    patient: Patient, store: Store, played: PlayedAssistant, words: str, languages: list[str | None]
) -> None:
    """In another language, too; it stays one request."""
    asks(patient)
    replies = patient.writes(words)
    assert [each.language for each in replies] == languages
    assert replies[-1].text.startswith("You have already asked for a person.")
    assert len(Handoffs(store).of(patient.conversation)) == 1
    assert played.asked == []


@pytest.mark.parametrize(
    "words", ["how long does it take", "can my nurse give me pain pills", "is a person awake"]
)
def test_other_words_ask_for_nobody(words: str) -> None:
    """A nurse in a question is not a request for one."""
    assert not asks_for_person(words)


@pytest.mark.parametrize(
    ("kind", "reason"), [("fallback", "not understood"), ("suggest", "not understood"), ("answer", "asked")]
)
def test_reason_tells_what_came_before(
    patient: Patient, played: PlayedAssistant, content: Content, store: Store, kind: str, reason: str
) -> None:
    """After a second miss the staff read that the bot did not understand."""
    played.will_say(Reply("Sorry.", kind).with_choices(human_choice(content)))  # type: ignore[arg-type]
    patient.writes("blorp")
    patient.presses("Talk to a person")
    found = Handoffs(store).open(patient.conversation)
    assert found is not None
    assert found.reason == reason


def test_waiting_patient_is_told_that_messages_are_kept_now_and_then(
    patient: Patient, played: PlayedAssistant, content: Content
) -> None:
    """The first message is met with what waiting means; the next ones, soon after, are not."""
    asks(patient)
    (kept,) = patient.writes("I am 78 and live alone")
    assert kept.text == say(content, "handoff.kept", "handoff").text
    assert [choice.label for choice in kept.choices] == [GO_ON, CANCEL]
    assert patient.writes("and it hurts since monday") == []
    assert played.asked == []


@pytest.mark.parametrize("words", ["a brace?", "what else could they do instead", "and fish oil"])
def test_waiting_patient_who_asks_is_never_met_with_silence(
    patient: Patient, played: PlayedAssistant, content: Content, words: str
) -> None:
    """However soon after the notice: a short word each time, with the same two ways out."""
    asks(patient)
    patient.writes("I am 78 and live alone")
    for _ in range(2):
        (kept,) = patient.writes(words)
        assert kept.text == say(content, "handoff.kept_again", "handoff").text
        assert [choice.label for choice in kept.choices] == [GO_ON, CANCEL]
    assert played.asked == []


def test_old_button_pressed_while_waiting_is_not_met_with_silence(
    patient: Patient, played: PlayedAssistant, content: Content
) -> None:
    """Whoever presses one looks for what it brings."""
    played.will_say(Reply("Six weeks.", "answer", choices=(Choice("Tell me more", "/request.more"),)))
    patient.writes("How long?")
    token = patient.token("Tell me more")
    asks(patient)
    patient.writes("I am 78 and live alone")
    (kept,) = patient.presses_token(token)
    assert kept.text == say(content, "handoff.kept_again", "handoff").text


@pytest.mark.parametrize("words", ["is anyone there", "when will they come", "hello?"])
def test_waiting_patient_who_asks_about_the_wait_hears_how_things_stand(patient: Patient, words: str) -> None:
    """When the staff can be expected and the place in the line; the bot could not answer it."""
    asked = asks(patient)
    patient.writes("I am 78 and live alone")
    (reply,) = patient.writes(words)
    assert reply.text == asked.text


def test_going_on_meanwhile_keeps_the_place(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """The bot answers again, the request stays in the queue, and staff can take it from there."""
    asks(patient)
    (told,) = patient.presses(GO_ON)
    assert "your place in the line stays" in " ".join(told.text.split())
    assert [reply.kind for reply in patient.writes("How long does it take?")] == ["answer"]
    handoffs = Handoffs(store)
    assert handoffs.position(patient.conversation) == 1
    handoffs.take(patient.conversation, 1)
    assert patient.writes("and how is it done?") == []


@pytest.mark.parametrize(
    "words", ["how long is the wait", "when will they come", "is anyone coming", "how do I cancel my request"]
)
def test_wait_is_told_of_while_going_on_meanwhile(
    patient: Patient, store: Store, played: PlayedAssistant, words: str
) -> None:
    """The assistant would take it for the time that the procedure takes."""
    asked = asks(patient)
    patient.presses(GO_ON)
    (reply,) = patient.writes(words)
    assert reply.text == asked.text
    assert CANCEL in [choice.label for choice in reply.choices]
    assert played.asked == []
    assert store.holder(patient.conversation) == "bot"


def test_wait_is_nobodys_without_a_request(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """Nobody was asked for, or a danger alone put the talk before the staff."""
    patient.writes("is anyone coming")
    Handoffs(store).flag(patient.conversation, "numb legs", "emergency_now")
    patient.writes("how long is the wait")
    assert [each["text"] for each in played.asked] == ["is anyone coming", "how long is the wait"]


def test_question_how_to_cancel_leaves_the_request(patient: Patient, store: Store) -> None:
    """It may be the procedure that is meant; the button is there for the request."""
    asks(patient)
    (kept,) = patient.writes("how do i cancel")
    assert [choice.label for choice in kept.choices] == [GO_ON, CANCEL]
    assert store.has_open_handoff(patient.conversation)


def test_cancelling_gives_the_bot_back(patient: Patient, store: Store) -> None:
    """The request ends, on record as the patient's own wish, and the bot answers the next question."""
    asks(patient)
    (told,) = patient.presses(CANCEL)
    assert "cancelled" in told.text
    (ended,) = Handoffs(store).of(patient.conversation)
    assert (ended.ended_by, ended.outcome) == ("patient", "cancelled by the patient")
    assert [reply.kind for reply in patient.writes("How long does it take?")] == ["answer"]


@pytest.mark.parametrize("how", ["button", "typed", "channel"])
def test_a_danger_stays_with_the_staff(
    patient: Patient, store: Store, loop: asyncio.AbstractEventLoop, how: str
) -> None:
    """The bot goes on, the request is not ended by any button, and the patient hears both and whom to call."""
    token = {choice.label: choice.value for choice in asks(patient).choices}[CANCEL]
    patient.writes("I can't feel my legs")
    if how == "channel":
        cancelled = loop.run_until_complete(patient.door.cancel_request(patient.conversation))
        told = cancelled[0].reply
    else:
        (told,) = patient.presses_token(token) if how == "button" else patient.writes(CANCEL)
    assert told
    assert "will still look at your messages" in " ".join(told.text.split())
    assert told.text.startswith("If what you wrote before is still there, call 911 now.")
    assert store.holder(patient.conversation) == "bot"
    found = Handoffs(store).open(patient.conversation)
    assert found
    assert found.is_red_flag
    assert [each.reason for each in Handoffs(store).untaken()] == [found.reason]


@pytest.mark.parametrize(("hour", "number"), [(17, "+1 555 010 0199"), (3, "+1 555 010 0142")])
def test_who_waits_no_more_after_a_danger_hears_the_number_that_is_answered(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, hour: int, number: str
) -> None:
    """By day the clinic's, at night the on-call line's."""
    token = {choice.label: choice.value for choice in asks(patient).choices}[CANCEL]
    monkeypatch.setattr(patient.door._handoff, "_now", lambda: datetime(2026, 11, 24, hour, tzinfo=UTC))
    patient.writes("I can't feel my legs")
    (told,) = patient.presses_token(token)
    assert f"{number}." in " ".join(told.text.split())


@pytest.mark.parametrize("label", [CANCEL, GO_ON])
def test_old_buttons_do_no_harm(patient: Patient, store: Store, label: str) -> None:
    """Pressed when a nurse is there, they end nothing and bring no bot back."""
    asks(patient)
    token = patient.token(label)
    Handoffs(store).take(patient.conversation, 1)
    (told,) = patient.presses_token(token)
    assert told.text.startswith("You are already talking to the staff here.")
    assert store.holder(patient.conversation) == "staff"
    assert [each.sender for each in store.messages(patient.conversation)].count("bot") == 0


def test_call_back_takes_number_time_and_subject(
    patient: Patient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At night: a number that is sealed, a time and a subject by one tap each."""
    monkeypatch.setattr(patient.door._handoff, "_now", lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))
    (reply,) = patient.writes("/human")
    assert "tomorrow at 8:00" in reply.text
    assert CALL in [choice.label for choice in reply.choices]
    (ask,) = patient.presses(CALL)
    assert "phone number" in ask.text
    (noted,) = patient.writes("it is 555-010-0123")
    assert noted.text.startswith("I have noted your phone number")
    (topic,) = patient.presses("Call me in the morning")
    assert topic.text == "What is it about?"
    (done,) = patient.presses("Before the procedure")
    assert "noted for the staff" in done.text
    assert "0142" in done.text
    wish = Callbacks(store).of(patient.conversation)
    assert wish is not None
    assert (wish.time, wish.topic, wish.done_at) == ("morning", "before", None)
    assert "0123" not in " ".join(patient.transcript)
    assert store.has_open_handoff(patient.conversation)


@pytest.mark.parametrize(
    ("time", "topic", "noted"),
    [
        ("in the morning", "it is about my appointment", ("morning", "appointment")),
        ("afternoon please", "before my procedure", ("afternoon", "before")),
    ],
)
def test_time_of_a_call_back_may_be_typed(
    patient: Patient, store: Store, time: str, topic: str, noted: tuple[str, str]
) -> None:
    """Right after the question for it, as if the button was pressed."""
    asks(patient)
    patient.writes("it is 555-010-0123")
    (question,) = patient.writes(time)
    assert question.text == "What is it about?"
    (done,) = patient.writes(topic)
    assert done.text.startswith("Thank you. It is noted for the staff")
    wish = Callbacks(store).of(patient.conversation)
    assert wish is not None
    assert (wish.time, wish.topic) == noted


def test_time_is_of_a_call_back_only_where_it_was_asked_for(patient: Patient, store: Store) -> None:
    """Later on, and to who has left no number, the same words tell the staff something else."""
    asks(patient)
    patient.writes("in the morning")
    patient.writes("it is 555-010-0123")
    patient.writes("my back hurts most when I get up")
    patient.writes("in the morning")
    assert Callbacks(store).of(patient.conversation) is None


def test_thanks_while_waiting_are_welcome(patient: Patient) -> None:
    """However many pieces were told before them; silence would be unkind."""
    asks(patient)
    patient.writes("I am 78 and live alone")
    (told,) = patient.writes("Many thanks for the help")
    assert told.text == "You are welcome. Your place in the line stays."


def test_thanks_after_despair_keep_the_crisis_line(patient: Patient) -> None:
    """Whatever is waited for."""
    patient.writes("I want to end my life")
    asks(patient)
    (told,) = patient.writes("thank you for not just fobbing me off")
    assert "glad that you are reaching out" in told.text
    assert "988" in told.text


@pytest.mark.parametrize("has_danger", [False, True])
def test_old_button_for_a_call_makes_the_request_that_it_tells_of(
    patient: Patient, store: Store, monkeypatch: pytest.MonkeyPatch, has_danger: bool
) -> None:
    """No number can be kept any more, the request had ended, and a danger alone promises nobody."""
    monkeypatch.setattr(patient.door._handoff, "_now", lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))
    patient.writes("/human")
    token = patient.token(CALL)
    patient.presses(CANCEL)
    if has_danger:
        Handoffs(store).flag(patient.conversation, "chest pain", "emergency_now")
    monkeypatch.setattr(patient.door._handoff, "_can_call_back", False)
    (told,) = patient.presses_token(token)
    assert "is still noted" in told.text
    found = Handoffs(store).open(patient.conversation)
    assert found is not None
    assert found.is_awaited


@pytest.mark.parametrize("words", ["ok no need to ring", CANCEL])
def test_call_back_is_taken_back_with_the_request(patient: Patient, store: Store, words: str) -> None:
    """Nobody rings a patient who needs no call, nor finds the old wish beside a new request."""
    asks(patient)
    Callbacks(store).begin(patient.conversation)
    assert "is cancelled" in patient.writes(words)[0].text
    assert Callbacks(store).of(patient.conversation) is None


def test_call_that_was_made_stays_on_record(patient: Patient, store: Store) -> None:
    """The staff's work is not undone by a later request that is taken back."""
    Callbacks(store).begin(patient.conversation)
    Callbacks(store).done(patient.conversation, 1)
    asks(patient)
    patient.presses(CANCEL)
    assert Callbacks(store).of(patient.conversation) is not None


@pytest.mark.parametrize("words", ["1", "the first one", "last", "2"])
@pytest.mark.parametrize("buttons", ["request", "erasing"])
def test_a_number_told_to_the_staff_presses_no_button(
    patient: Patient, store: Store, words: str, buttons: str
) -> None:
    """'On a scale of 1 to 5?' is answered to the nurse, whatever buttons stand above her question."""
    asks(patient)
    if buttons == "erasing":
        assert patient.writes("delete my data")[0].choices
    Handoffs(store).take(patient.conversation, 1)
    store.add_reply(
        patient.conversation, Reply("On a scale of 1 to 5, how bad is it?", "handoff"), sender="staff"
    )
    assert patient.writes(words) == []
    assert Callbacks(store).of(patient.conversation) is None
    assert store.has_open_handoff(patient.conversation)


@pytest.mark.parametrize("words", ["you dont have to ring me", "I don't need the nurse any more"])
def test_words_to_the_staff_take_nothing_back(patient: Patient, store: Store, words: str) -> None:
    """Said to the nurse who has taken the request they are hers to answer, and the bot is silent."""
    asks(patient)
    Handoffs(store).take(patient.conversation, 1)
    assert patient.writes(words) == []
    assert store.has_open_handoff(patient.conversation)


def test_deleting_works_while_staff_are_there(patient: Patient, store: Store) -> None:
    """A patient's right does not wait for anyone; what is left is held by the bot."""
    Handoffs(store).take(patient.conversation, 1)
    patient.writes("please delete my data")
    (receipt,) = patient.presses("Yes, delete it")
    assert receipt.text.startswith("Done. I deleted")
    assert store.holder(patient.conversation) == "bot"
    assert Handoffs(store).of(patient.conversation) == []


def test_red_flag_puts_the_patient_before_the_staff(patient: Patient, store: Store) -> None:
    """The bot goes on, the conversation is on top of the queue, and a later request still counts as one."""
    handoffs = Handoffs(store)
    other = store.add_conversation("test")
    handoffs.request(other, "asked")
    (help_reply,) = patient.writes("I can't breathe")
    assert help_reply.kind == "emergency"
    assert store.holder(patient.conversation) == "bot"
    assert handoffs.position(patient.conversation) == 1
    reply = asks(patient)
    assert "already asked" not in reply.text
    (found,) = handoffs.of(patient.conversation)
    assert found.is_red_flag


@pytest.mark.parametrize(
    "words",
    [CANCEL, "i do not need a person!", "actually never mind", "I don't want to talk to anyone, sorry"],
)
def test_request_is_taken_back_in_words(
    patient: Patient, store: Store, played: PlayedAssistant, words: str
) -> None:
    """The button's own words, or others; none of them is taken for despair or put to the assistant."""
    asks(patient)
    (reply,) = patient.writes(words)
    assert "is cancelled" in reply.text
    assert store.holder(patient.conversation) == "bot"
    assert played.asked == []


def test_going_on_is_chosen_in_words_and_the_request_still_taken_back(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """Whoever goes on meanwhile names what is taken back: 'never mind' may mean the last answer."""
    asks(patient)
    patient.writes("I am 78 and live alone")
    (reply,) = patient.writes("Ask the assistant meanwhile")
    assert "Your place in the line stays" in " ".join(reply.text.split()) or "place in" in reply.text
    played.will_say(Reply("That is fine.", "smalltalk"))
    assert patient.writes("never mind")[0].text == "That is fine."
    assert store.has_open_handoff(patient.conversation)
    assert "is cancelled" in patient.writes("nevermind i dont need the person any more")[0].text
    assert not store.has_open_handoff(patient.conversation)


@pytest.mark.parametrize("words", ["cancel", "no dont call after all"])
def test_open_request_is_taken_back_in_few_words(
    patient: Patient, store: Store, played: PlayedAssistant, words: str
) -> None:
    """Right after an answer of the bot's, too, the request is what can be cancelled."""
    asks(patient)
    patient.writes("Ask the assistant meanwhile")
    played.will_say(Reply("It takes about an hour.", "answer"))
    patient.writes("how long does it take")
    assert "is cancelled" in patient.writes(words)[0].text
    assert not store.has_open_handoff(patient.conversation)


def test_who_took_a_request_back_may_want_it_again(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """'Actually yes I do' names nobody, and was asked what it wanted to know."""
    asks(patient)
    patient.writes("no forget it")
    assert not store.has_open_handoff(patient.conversation)
    (told,) = patient.writes("actually yes I do")
    assert told.kind == "handoff"
    assert store.has_open_handoff(patient.conversation)
    assert played.asked == []


def test_taking_note_that_nobody_comes_asks_for_nobody(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """'Yes, thanks' is for the bot, and so is 'actually yes' once it has said something else."""
    asks(patient)
    patient.writes("no forget it")
    for text in ("ok thanks", "actually yes I do"):
        played.will_say(Reply("You are welcome.", "smalltalk"))
        patient.writes(text)
    assert not store.has_open_handoff(patient.conversation)


def test_who_may_mean_the_answer_hears_that_the_request_stands(
    patient: Patient, store: Store, content: Content, played: PlayedAssistant
) -> None:
    """'Never mind' is not said to be left, as if nobody came any more; how to end it is in view."""
    asks(patient)
    patient.writes("Ask the assistant meanwhile")
    played.will_say(say(content, "smalltalk.deny", "smalltalk"))
    (reply,) = patient.writes("never mind")
    assert "still stands" in reply.text
    assert [each.label for each in reply.choices] == [CANCEL]
    assert "is cancelled" in patient.writes("cancel")[0].text


def test_danger_is_not_taken_back_with_a_request(patient: Patient, store: Store) -> None:
    """Words that could be despair are screened as ever where the staff were alarmed."""
    asks(patient)
    patient.writes("I can't feel my legs")
    patient.writes("I don't want a person any more")
    assert store.has_open_handoff(patient.conversation)


@pytest.mark.parametrize(
    "words",
    [
        "never mind, cancel the nurse",
        "i don't want to talk to a person any more",
        "no need for the nurse",
        "ok i dont need the nurse any more, its gone off",
    ],
)
def test_who_was_in_danger_gives_up_waiting_by_words_as_by_the_button(
    patient: Patient, store: Store, content: Content, played: PlayedAssistant, words: str
) -> None:
    """They are told that the staff look all the same, with the danger's number first."""
    asks(patient)
    patient.writes("I can't feel my legs")
    (reply,) = patient.writes(words)
    assert f"call {content.clinic.emergency_number} now" in reply.text.split("\n")[0]
    assert "the staff will still look" in reply.text
    (found,) = Handoffs(store).of(patient.conversation)
    assert not found.is_awaited
    assert found.ended_at is None
    assert played.asked == []


@pytest.mark.parametrize("words", ["i dont need anyone", "forget it", "hm"])
def test_who_was_in_danger_is_never_met_with_silence(patient: Patient, content: Content, words: str) -> None:
    """Soon after a word that a message is kept, too."""
    asks(patient)
    patient.writes("I can't feel my legs")
    patient.writes("my daughter has the car today")
    (reply,) = patient.writes(words)
    assert content.clinic.emergency_number in reply.text


def test_question_is_chosen_by_its_place(patient: Patient, played: PlayedAssistant) -> None:
    """'The second one' presses the second question."""
    played.will_say(
        Reply(
            "Which of these?",
            "suggest",
            choices=(Choice("How long?", "/duration", "duration"), Choice("The risks?", "/risks", "risks")),
        )
    )
    patient.writes("tell me")
    played.will_say(Reply("Serious problems are rare.", "answer"))
    assert patient.writes("the second one")[0].text == "Serious problems are rare."
    assert [each.get("payload") for each in played.asked][-1] == "/risks"
    assert [each.get("text") for each in played.asked][-1] is None


def test_never_mind_and_a_question_is_answered(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """The request is cancelled, and the bot answers."""
    asks(patient)
    played.will_say(Reply("Six hours before.", "answer"))
    cancelled, answered = patient.writes("Forget it. When do I have to stop eating before it?")
    assert "is cancelled" in cancelled.text
    assert answered.text == "Six hours before."
    assert [each["text"] for each in played.asked] == ["When do I have to stop eating before it?"]
    assert not store.has_open_handoff(patient.conversation)


def test_never_mind_and_far_too_much_is_refused(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """What the door asks of every message holds behind 'never mind' too."""
    asks(patient)
    cancelled, refused = patient.writes("Forget it. " + "When do I have to stop eating? " * 200)
    assert "is cancelled" in cancelled.text
    assert refused.kind == "system"
    assert played.asked == []


def test_question_meanwhile_is_answered(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """The place in the line stays."""
    asks(patient)
    played.will_say(Reply("Not for a day.", "answer"))
    assert patient.writes("while im waiting, when can I drive")[-1].text == "Not for a day."
    assert [each["text"] for each in played.asked] == ["when can I drive"]
    assert store.has_open_handoff(patient.conversation)


def test_answer_beside_a_request_is_said_first(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """The assistant answers and records the request of the same message; neither is lost."""
    played.will_say(Reply("Serious problems are rare.", "answer"), Reply("Your request is noted.", "handoff"))
    played.on_message = acts(patient)
    assert [each.text for each in patient.writes("the risks? and can I talk to a nurse?")] == [
        "Serious problems are rare.",
        "Your request is noted.",
    ]
