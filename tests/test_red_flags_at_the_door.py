"""The door looks for red flags in every message, whatever its form and whatever else is broken."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from no_slips import NoSlips
from played_assistant import PlayedAssistant

import bot.store
from bot.assistant import Assistant
from bot.content import Content
from bot.conversation import Conversations
from bot.handoff import Handoffs
from bot.live_content import LiveContent
from bot.reply import Choice, Reply
from bot.store import Message, Store
from bot.transcript import RECENT

pytestmark = pytest.mark.slow


class Patient:
    """Someone who writes in one conversation."""

    def __init__(self, door: Conversations, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.door = door
        self.conversation = door.start("test")

    def writes(self, text: str, client_id: str | None = None) -> Reply:
        """The first reply to a text."""
        return first_reply(
            self._loop.run_until_complete(self.door.receive_text(self.conversation, text, client_id))
        )

    def run(self, coroutine: Coroutine[Any, Any, list[Message]]) -> list[Message]:
        """What a call of the door gives back."""
        return self._loop.run_until_complete(coroutine)

    def changes(self, client_id: str, text: str) -> list[Reply]:
        """The replies to a message of theirs that they changed."""
        stored, *replies = self.door.note_edit(self.conversation, client_id, text)
        assert stored.text == text
        return [each.reply for each in replies if each.reply]

    def presses(self, token: str) -> Reply:
        """The first reply to a button."""
        return first_reply(self._loop.run_until_complete(self.door.receive_choice(self.conversation, token)))


def first_reply(messages: list[Message]) -> Reply:
    """The reply right after the patient's message."""
    reply = messages[1].reply
    assert reply is not None
    return reply


@pytest.fixture
def door(
    store: Store, live_content: LiveContent, played: PlayedAssistant, assistant: Assistant
) -> Conversations:
    """The door as it is without a model: rules alone."""
    return Conversations(store, assistant, live_content)


@pytest.fixture
def patient(door: Conversations, loop: asyncio.AbstractEventLoop) -> Patient:
    """A patient at that door."""
    return Patient(door, loop)


def test_danger_in_pieces_is_seen(patient: Patient, store: Store) -> None:
    """Half a sentence in one message and half in the next are read together."""
    assert patient.writes("hello it is about my legs").kind != "emergency"
    assert patient.writes("they went numb this morning").kind == "emergency"
    (alert,) = store.alerts()
    assert alert["level"] == "emergency_now"


def test_danger_in_fragments_is_seen(patient: Patient) -> None:
    """Three messages of a few words tell what no two of them do; a question between them parts them."""
    for fragment in ("my legs", "since the op"):
        assert patient.writes(fragment).kind != "emergency"
    assert patient.writes("gone numb").kind == "emergency"


def test_fragments_around_a_question_are_not_read_as_one(patient: Patient) -> None:
    """What was asked in between may be what the next words are about."""
    for text in ("my legs", "since the op", "how long is the needle in?"):
        assert patient.writes(text).kind != "emergency"
    assert patient.writes("gone numb").kind != "emergency"


def test_old_message_is_not_read_with_the_new_one(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written more than ten minutes ago is no half of today's sentence."""
    past = (datetime.now(UTC) - timedelta(minutes=11)).isoformat(timespec="milliseconds")
    with monkeypatch.context() as patched:
        patched.setattr(bot.store, "_now", lambda: past)
        patient.writes("hello it is about my legs")
    assert patient.writes("they went numb this morning").kind != "emergency"


def test_pieces_of_two_patients_are_not_mixed(door: Conversations, loop: asyncio.AbstractEventLoop) -> None:
    """Two people who write at the same time are two people."""
    Patient(door, loop).writes("hello it is about my legs")
    assert Patient(door, loop).writes("they went numb this morning").kind != "emergency"


def test_help_is_not_repeated_at_every_later_message(patient: Patient, store: Store) -> None:
    """After an emergency reply the conversation goes on; danger named again gets the reply again."""
    assert patient.writes("I can't feel my legs").kind == "emergency"
    assert patient.writes("thank you").kind != "emergency"
    assert patient.writes("when can I drive?").kind != "emergency"
    assert patient.writes("my legs are still numb").kind == "emergency"
    assert len(store.alerts()) == 2


def test_help_comes_alone(patient: Patient, played: PlayedAssistant) -> None:
    """The emergency reply is the only one, offers no choice, and nothing is asked of the assistant."""
    reply = patient.writes("What does it cost? And my chest hurts now.")
    assert (reply.kind, reply.choices) == ("emergency", ())
    assert played.asked == []


class EasilyDistracted(NoSlips):
    """A learned check that sees despair where nothing else is told."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """Certain, or nothing."""
        return {"crisis": float(text.strip() == "I wish I would not wake up.")}


def test_names_and_numbers_do_not_drown_a_danger(
    store: Store, live_content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """What is told between them is read by itself, and the staff are alerted."""
    patient = Patient(Conversations(store, assistant, live_content, EasilyDistracted()), loop)
    text = "My name is Mary Jones. I wish I would not wake up. You can reach my daughter on 212 555 0123."
    said = patient.writes(text)
    assert (said.kind, said.level) == ("emergency", "crisis")
    assert len(store.alerts()) == 1


class Guessing(NoSlips):
    """A learned check that guesses at despair in one message, and sees it in another."""

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """Weak, certain, or nothing."""
        return {"crisis": {"I did it myself": 0.2, "I want it to end": 0.9}.get(text, 0.0)}


def test_despair_that_is_guessed_at_does_not_stand(
    store: Store, live_content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """It is asked about once, with an alert; who goes on is not reminded of it; despair itself stays."""
    patient = Patient(Conversations(store, assistant, live_content, Guessing()), loop)
    guess = patient.writes("I did it myself")
    assert (guess.kind, guess.level) == ("emergency", "crisis")
    assert guess.text.startswith("I may have misread this.")
    assert len(store.alerts()) == 1
    assert patient.writes("when can I drive?").kind == "answer"
    firm = patient.writes("I want it to end")
    assert firm.text.startswith("I am so sorry")
    assert patient.writes("I did it myself").text == firm.text


class Unsteady(NoSlips):
    """A learned check that guesses at whatever it was told to."""

    def __init__(self, **guesses: tuple[str, float]) -> None:
        """Each first word, with a level and how likely it is."""
        self._guesses = guesses

    def probabilities(self, text: str, concepts: Iterable[str]) -> Mapping[str, float]:
        """By the first word of the text."""
        level, chance = self._guesses.get(text.partition(" ")[0], ("none", 1.0))
        return {level: chance}


@pytest.fixture
def unsteady(
    store: Store,
    live_content: LiveContent,
    assistant: Assistant,
    played: PlayedAssistant,
    loop: asyncio.AbstractEventLoop,
) -> Patient:
    """A patient whose dangers are guessed at by their first word; 'firm' and what is not named there is sure."""
    learned = Unsteady(
        hazy=("emergency_now", 0.5),
        firm=("emergency_now", 0.95),
        I=("emergency_now", 0.95),
        blue=("crisis", 0.35),
        bleak=("crisis", 0.2),
        black=("crisis", 0.8),
    )
    return Patient(Conversations(store, assistant, live_content, learned), loop)


def test_guess_at_despair_never_hides_a_danger_of_the_body(unsteady: Patient, store: Store) -> None:
    """Firm despair is met beside it, the emergency number first; the staff hear of both."""
    for first in ("firm words", "hazy words"):
        assert unsteady.writes(first).level == "emergency_now"
        for guess in ("blue words", "bleak words"):
            reply = unsteady.writes(guess)
            assert (reply.level, reply.links[0].url) == ("emergency_now", "tel:911")
            assert "988" not in reply.text
    reply = unsteady.writes("black words")
    assert [link.url for link in reply.links][:2] == ["tel:911", "tel:988"]
    assert unsteady.writes("I want to die").text == reply.text
    assert [alert["level"] for alert in store.alerts()][-2:] == ["crisis", "crisis"]
    reminded = unsteady.writes("when can I drive?")
    assert [link.url for link in reminded.links] == ["tel:911", "tel:988"]


def test_danger_that_was_stated_firmly_outlives_guesses_after_it(unsteady: Patient) -> None:
    """Three messages after the last of them it still is there."""
    for text in ("firm words", "blue words", "when can I drive?", "how long does it take?"):
        unsteady.writes(text)
    reply = unsteady.writes("no i havent rung 911 yet")
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")


def test_guess_lets_go_sooner(unsteady: Patient, played: PlayedAssistant) -> None:
    """After two answers below the reminder; small talk in its place does not renew it."""
    unsteady.writes("hazy words")
    played.will_say(Reply("You may wear one.", "answer"))
    assert unsteady.writes("do i have to wear one of them corsets").text.startswith(
        "If what you wrote before"
    )
    played.will_say(Reply("That is fine.", "smalltalk"))
    assert unsteady.writes("nah").kind == "system"
    assert unsteady.writes("pity").text == "That is fine."


def test_guess_is_ended_by_a_word(unsteady: Patient, played: PlayedAssistant) -> None:
    """With a line on when to call all the same, which stands before the answer to what was meant."""
    played.will_say(Reply("It takes about an hour.", "answer"))
    unsteady.writes("hazy words")
    word = unsteady.writes("sorry false alarm i think i pulled a muscle")
    assert (word.kind, [link.url for link in word.links]) == ("system", ["tel:911"])
    assert played.asked == []
    assert unsteady.writes("how long does it take?").text == "It takes about an hour."
    unsteady.writes("hazy words")
    meant = unsteady.writes("i mean my son cant stay with me the night")
    assert meant.text == f"{word.text}\n\nIt takes about an hour."
    assert unsteady.writes("how long does it take?").text == "It takes about an hour."


def test_word_of_comfort_is_not_said_three_times(unsteady: Patient, store: Store) -> None:
    """The third time in other words, with the numbers and an alert all the same."""
    said = [unsteady.writes("I want to die") for _ in range(3)]
    assert said[0].text == said[1].text != said[2].text
    assert {each.level for each in said} == {"crisis"}
    assert [link.url for link in said[2].links][:2] == ["tel:988", "tel:911"]
    assert len(store.alerts()) == 3


@pytest.mark.parametrize(
    ("despair", "is_over"), [("bleak words", True), ("blue words", True), ("I want to die", False)]
)
def test_despair_is_ended_by_a_word_only_if_it_was_guessed_at(
    unsteady: Patient, played: PlayedAssistant, despair: str, is_over: bool
) -> None:
    """Either way the crisis line is named once more, and the card is not said again."""
    played.will_say(Reply("It takes about an hour.", "answer"))
    unsteady.writes(despair)
    word = unsteady.writes("no no i didnt mean it like that")
    assert word.kind == "system"
    assert "988" in word.text
    assert ("988" in unsteady.writes("how long does it take?").text) != is_over


def test_danger_that_the_assistant_alone_sees_is_put_before_the_staff(
    patient: Patient, store: Store, played: PlayedAssistant, reply: Reply, content: Content
) -> None:
    """Its emergency reply is the door's: with the alert, the request on top of the queue, and the clinic's words."""
    played.will_say(replace(reply, kind="emergency", level="same_day"))
    said = patient.writes("when can I drive?")
    assert (said.kind, said.level) == ("emergency", "same_day")
    assert content.clinic.phone in said.text
    assert [alert["level"] for alert in store.alerts()] == ["same_day"]
    (waiting,) = Handoffs(store).untaken()
    assert (waiting.conversation, waiting.is_red_flag) == (patient.conversation, True)


def test_danger_in_another_language_is_met_in_it_first(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """Without the assistant: the patient's language, then English, and one alert."""
    sent = patient.run(
        patient.door.receive_text(patient.conversation, "hola, no siento las piernas desde ayer")
    )
    replies = [each.reply for each in sent[1:] if each.reply]
    assert [(reply.kind, reply.language) for reply in replies] == [("emergency", "es"), ("emergency", None)]
    assert "Llame ahora al 911" in replies[0].text
    assert played.asked == []
    assert len(store.alerts()) == 1
    assert patient.writes("gracias").kind != "emergency"


@pytest.mark.parametrize(
    ("language", "text", "met_in"),
    [
        ("pl", "nie czuję nóg", ["pl", None]),
        ("es", "dolor pecho", ["es", None]),
        ("pl", "I can't feel my legs", [None]),
        ("pl", "chest pain", [None]),
        ("de", "cant breathe", [None]),
        ("xx", "dolor pecho", [None]),
    ],
)
def test_danger_in_few_words_is_met_in_the_language_of_the_talk(
    patient: Patient, store: Store, language: str, text: str, met_in: list[str | None]
) -> None:
    """The language that the bot replied in before goes first, unless the danger is told in English."""
    store.add_reply(patient.conversation, Reply("...", "out_of_scope", language=language))
    store.add_reply(patient.conversation, Reply("It takes about an hour.", "answer"))
    sent = patient.run(patient.door.receive_text(patient.conversation, text))
    replies = [each.reply for each in sent[1:] if each.reply]
    assert [reply.language for reply in replies] == met_in
    assert {reply.kind for reply in replies} == {"emergency"}
    assert len(store.alerts()) == 1


def test_help_that_comes_is_told_in_another_language(patient: Patient, played: PlayedAssistant) -> None:
    """In that language; what is asked next is for those who help, and thanks are met with thanks."""
    patient.writes("mąż ma straszny ból w klatce piersiowej i nie może złapać tchu")
    word = patient.writes("karetka już jedzie")
    assert (word.kind, word.language, word.level) == ("system", "pl", "emergency_now")
    assert patient.writes("what should i tell them").text.startswith("It is good that you are getting help.")
    played.will_say(Reply("Proszę bardzo.", "smalltalk", language="pl"))
    assert patient.writes("dziękuję").text == "Proszę bardzo."
    played.will_say(Reply("Rozumiem tylko po angielsku.", "out_of_scope", language="pl"))
    assert patient.writes("kiedy będą").text == word.text


@pytest.mark.parametrize(
    ("danger", "text", "code"),
    [
        ("ich spüre meine Beine nicht mehr", "es ist immer noch so", "de"),
        ("no siento las piernas desde ayer", "sigue igual", "es"),
        ("je n'arrive plus à respirer", "c'est toujours pareil", "fr"),
    ],
)
def test_what_is_no_better_points_back_in_another_language(
    patient: Patient, played: PlayedAssistant, danger: str, text: str, code: str
) -> None:
    """After several questions, as in English."""
    patient.writes(danger)
    played.will_say(Reply("...", "out_of_scope", language=code))
    for question in ("a b c d?", "e f g?", "h i j?", "k l m?", "n o p?"):
        patient.writes(question)
    again = patient.writes(text)
    assert (again.kind, again.language, again.level) == ("emergency", code, "emergency_now")


def test_what_is_not_understood_after_a_danger_is_met_in_its_language(
    patient: Patient, played: PlayedAssistant
) -> None:
    """'E agora?' has no word that tells its language, and was met in English; what is English is."""
    patient.writes("não sinto as pernas desde ontem")
    played.will_say(Reply("I am sorry, I did not understand.", "suggest"))
    reply = patient.writes("¿y mañana?")
    assert (reply.kind, reply.language, reply.level) == ("emergency", "pt", "emergency_now")
    assert patient.writes("is there parking").language is None


def test_two_signs_for_today_may_be_an_emergency(patient: Patient) -> None:
    """A bad wound, and shivers in the next message: it may be sepsis."""
    assert patient.writes("my wound is red and smells").level == "same_day"
    assert patient.writes("i have chills and shivering").level == "emergency_now"


def test_language_of_long_ago_is_not_that_of_the_talk(patient: Patient, store: Store) -> None:
    """A whole talk is not read back for a danger, only the last of it."""
    store.add_reply(patient.conversation, Reply("...", "out_of_scope", language="pl"))
    for _ in range(RECENT):
        store.add_reply(patient.conversation, Reply("It takes about an hour.", "answer"))
    sent = patient.run(patient.door.receive_text(patient.conversation, "dolor pecho"))
    assert [each.reply.language for each in sent[1:] if each.reply] == [None]


def test_comment_on_a_foreign_reply_is_met_in_its_language(
    patient: Patient, store: Store, loop: asyncio.AbstractEventLoop
) -> None:
    """The reply that is rated tells the language, too."""
    rated = store.add_reply(patient.conversation, Reply("...", "out_of_scope", language="pl"))
    sent = loop.run_until_complete(patient.door.rate(rated, "down", "nie czuję nóg"))
    assert [each.reply.language for each in sent if each.reply] == ["pl", None]


def test_danger_in_few_words_without_a_talk_before_is_met_in_english(patient: Patient) -> None:
    """As a first message nothing tells its language."""
    sent = patient.run(patient.door.receive_text(patient.conversation, "dolor pecho"))
    assert [each.reply.language for each in sent[1:] if each.reply] == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nie czuję nóg", "pl"),
        ("nie mogę oddychać", "pl"),
        ("não sinto as pernas", "pt"),
        ("no siento las piernas", "es"),
        ("NON RIESCO A RESPIRARE", "it"),
    ],
)
def test_phrase_of_a_danger_tells_its_language(patient: Patient, text: str, code: str) -> None:
    """Three words are too few for a guess, but the danger is known by these very words."""
    sent = patient.run(patient.door.receive_text(patient.conversation, text))
    assert [each.reply.language for each in sent[1:] if each.reply] == [code, None]


@pytest.mark.parametrize(
    ("asked", "owned"),
    [
        ("can the op make your face go lopsided", "because mine has"),
        ("is chest tightness on the list of side effects", "got it now"),
        ("can it make you lose feeling down below", "thats what ive got"),
        ("do people often get a numb bottom after this procedure", "i have it now"),
    ],
)
def test_danger_asked_about_is_one_once_it_is_there(
    patient: Patient, store: Store, played: PlayedAssistant, asked: str, owned: str
) -> None:
    """It was met with 'I am here if you have another question'; the alert names what is there."""
    assert patient.writes(asked).kind != "emergency"
    reply = patient.writes(owned)
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")
    assert [each["level"] for each in store.alerts()] == ["emergency_now"]


def test_sign_from_a_list_that_was_told_is_a_danger(patient: Patient, played: PlayedAssistant) -> None:
    """'I have that now' after the signs to call for was met with 'I am here if you have another question'."""
    played.will_say(Reply("Call now for a weak leg.", "answer", answer_ids=("aftercare.warning_signs",)))
    patient.writes("what are the warning signs")
    assert patient.writes("i have that now").level == "emergency_now"


@pytest.mark.parametrize(
    "texts",
    [
        ["can you get breathless from it", "i am"],
        ["do people faint afterwards", "i did twice"],
        ["do people have trouble breathing", "she does"],
        ["do patients go numb between the legs", "mum is"],
        ["could i black out", "just have done"],
        ["Is swelling normal", "round my mouth"],
        ["is tingling normal afterwards", "both legs"],
        ["does it affect the chest", "i have a pain there now"],
        ["are suicidal thoughts a side effect", "asking for a friend", "its me actually"],
        ["do you get weakness in the legs", "no not yet", "well a bit, the left one drags"],
    ],
)  # fmt: skip
def test_danger_asked_about_and_told_in_few_words_is_one(patient: Patient, texts: list[str]) -> None:
    """They were met with 'I am here', 'You are welcome' and choices of something else."""
    assert [patient.writes(each).kind for each in texts][-1] == "emergency"


@pytest.mark.parametrize(
    "texts",
    [
        ["Is swelling normal", "thanks, i will ask them on the day"],
        ["is numbness normal after", "right, thank you"],
        ["is tingling normal afterwards", "mine's booked for tuesday"],
        ["do people faint afterwards", "no"],
        ["can i drive after it", "i did on monday"],
        ["does it hurt", "it does"],
    ],
)
def test_few_words_behind_a_question_are_no_danger_by_themselves(patient: Patient, texts: list[str]) -> None:
    """What is denied, thanked for or about no danger."""
    assert [patient.writes(each).kind for each in texts][-1] != "emergency"


@pytest.mark.parametrize(
    "owned",
    ["he has the first one", "i have the last two", "yes to all of that", "yes the second one, i have that"],
)
def test_a_sign_pointed_at_in_a_list_is_a_danger(
    patient: Patient, played: PlayedAssistant, owned: str
) -> None:
    """By its place in what was told; which one it is cannot be known for sure."""
    played.will_say(Reply("Call now for a weak leg.", "answer", answer_ids=("aftercare.warning_signs",)))
    patient.writes("when should i call 911")
    assert patient.writes(owned).level == "emergency_now"


def test_a_fragment_that_names_a_danger_is_owned_too(patient: Patient) -> None:
    """Without a question mark, and nothing asked."""
    assert patient.writes("legs going weak as a side effect").kind != "emergency"
    assert patient.writes("i have that").level == "emergency_now"


def test_a_sign_of_infection_pointed_at_is_for_today(patient: Patient, played: PlayedAssistant) -> None:
    """The answer on infections lists what to call the clinic for."""
    played.will_say(Reply("Call the same day for fever.", "answer", answer_ids=("risks.infection",)))
    patient.writes("how would i know its infected")
    assert patient.writes("i have two of those").level == "same_day"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("i had a stroke in 2015, can i have it", "yes i have that"),
        ("my neighbour had a stroke", "he has it"),
    ],
)
def test_what_is_long_over_or_anothers_is_not_owned(patient: Patient, told: str, text: str) -> None:
    """It was not asked about."""
    assert patient.writes(told).kind != "emergency"
    assert patient.writes(text).kind != "emergency"


@pytest.mark.parametrize(
    "text",
    ["my mri shows no sign of a new fracture", "there was no answer at the front desk when i rang about parking",
     "i phoned my insurance and they put me on hold", "is my appointment on hold",
     "i can't get through the day without painkillers"],
)  # fmt: skip
def test_what_else_nobody_answers_points_back_to_no_danger(patient: Patient, text: str) -> None:
    """Hours later it is of something else."""
    patient.writes("I can't feel my legs")
    for question in ("when can I drive", "how long does it take", "do I need a brace", "who does it"):
        patient.writes(question)
    assert patient.writes(text).kind != "emergency"


def test_what_is_owned_was_asked_about_right_before(patient: Patient) -> None:
    """Of a question that names no danger, or one further back, nothing is owned."""
    assert patient.writes("how long does it take").kind != "emergency"
    assert patient.writes("i have it now").kind != "emergency"
    assert patient.writes("can the op make your face go lopsided").kind != "emergency"
    assert patient.writes("when can I drive").kind != "emergency"
    assert patient.writes("i have it now").kind != "emergency"


@pytest.mark.parametrize(
    "text",
    ["nobody answers", "your phone just keeps ringing", "the line is engaged", "no one is there", "nobody picks up",
     "engaged tone every time", "they don't answer", "it just rings and rings", "still nothing", "I can't get through"],
)  # fmt: skip
def test_who_reaches_nobody_is_still_in_danger(patient: Patient, text: str) -> None:
    """After several questions the reply was that of small talk."""
    patient.writes("I can't feel my legs")
    for question in ("when can I drive", "how long does it take", "do I need a brace", "who does it"):
        patient.writes(question)
    reply = patient.writes(text)
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")


@pytest.mark.parametrize(
    "text",
    ["i want to lie down", "night night", "is it ok to have a nap", "going to bed", "can I go to bed now",
     "is it ok to sleep", "goodnight then", "can he have a cup of tea"],
)  # fmt: skip
def test_who_lies_down_in_danger_calls_nobody(patient: Patient, text: str) -> None:
    """'Sleep on your side or your back' was the answer to who had swallowed too much."""
    patient.writes("I took a handful of sleeping pills by mistake")
    reply = patient.writes(text)
    assert (reply.kind, reply.level) == ("emergency", "emergency_now"), text


def test_sleep_is_a_question_of_its_own_after_a_danger_that_has_hours(
    patient: Patient, played: PlayedAssistant
) -> None:
    """Whoever is to call today may ask how to sleep tonight."""
    patient.writes("the wound is oozing yellow stuff")
    played.will_say(Reply("Sleep on your side.", "answer"))
    assert patient.writes("can I go to bed now").kind == "answer"


def test_what_is_told_after_a_danger_is_for_those_who_help(patient: Patient, played: PlayedAssistant) -> None:
    """'He is diabetic by the way' was not understood, and the reply said so."""
    patient.writes("dad's face is drooping on one side")
    for kind in ("out_of_scope", "suggest"):
        played.will_say(Reply("I am sorry, I have no approved answer to this.", kind))
        reply = patient.writes("he's diabetic by the way")
        assert (reply.kind, reply.choices) == ("system", ())
        assert "tell them all that you wrote here" in reply.text
        assert "no approved answer" not in reply.text


def test_harmless_message_in_another_language_reaches_the_assistant(
    patient: Patient, played: PlayedAssistant
) -> None:
    """No alarm stands between it and the reply in its language."""
    patient.writes("hola, quiero saber cuando puedo conducir")
    patient.writes("quiero saber si duele")
    assert len(played.asked) == 2


def test_label_of_a_choice_is_screened(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """A button whose label names a danger is met with help like typed words."""
    offer = Reply("Which?", "suggest", choices=(Choice("I cannot breathe", "/brace"),))
    stored = store.add_reply(patient.conversation, offer).reply
    assert stored is not None
    assert patient.presses(stored.choices[0].value).kind == "emergency"
    assert played.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "/help I can't breathe",
        "/chest_pain{} my chest hurts",
        "word " * 3000 + ". I passed out today",
        "I PASSED OUT TODAY!!!",
        "\u0000I passed out today\u0007",
        "i   pas\u200dsed out\ntoday, i passed out",
    ],
)
def test_form_of_a_message_does_not_matter(patient: Patient, played: PlayedAssistant, text: str) -> None:
    """Commands, letters too long to answer, capitals and odd characters hide no danger."""
    played.status = 503
    assert patient.writes(text).kind == "emergency"


def test_alert_is_stored_before_the_reply(
    patient: Patient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the bot is stopped while it replies, the staff know of the danger already, with its reason."""

    def stopped(*args: object, **options: object) -> Message:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "add_reply", stopped)
    with pytest.raises(KeyboardInterrupt):
        patient.writes("I can't feel my legs")
    (alert,) = store.alerts()
    assert alert["reason"].startswith("cauda_equina: ")


def test_alert_names_the_conversation_and_the_flag(patient: Patient, store: Store) -> None:
    """The conversation is marked: the alert names it, the message, how urgent it is and which flag."""
    patient.writes("I can't feel my legs")
    (alert,) = store.alerts()
    assert alert["conversation"] == patient.conversation
    (written,) = (each for each in store.messages(patient.conversation) if each.sender == "patient")
    assert alert["message"] == written.id
    assert (alert["level"], alert["reason"].partition(":")[0]) == ("emergency_now", "cauda_equina")


def test_caption_of_a_photo_is_screened(patient: Patient, played: PlayedAssistant) -> None:
    """The words under a photo come through the same door as typed ones."""
    assert patient.writes("this is my wound, pus is coming out", "photo-1").kind == "emergency"
    assert played.asked == []


def test_danger_during_a_handoff_is_met_with_help(patient: Patient, store: Store) -> None:
    """Someone who waits for a person and is in danger meanwhile gets the emergency reply."""
    Handoffs(store).request(patient.conversation, "asked")
    assert patient.writes("I can't breathe").kind == "emergency"


def test_danger_after_hours_is_met_with_help(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a holiday's night the reply is the same: it waits for no opening hours."""
    by_day = patient.writes("I can't breathe")
    with monkeypatch.context() as patched:
        patched.setattr(bot.store, "_now", lambda: "2026-12-25T03:00:00.000+00:00")
        assert patient.writes("I can't breathe") == by_day


def test_edited_message_is_screened_again(patient: Patient, store: Store, played: PlayedAssistant) -> None:
    """A message that names a danger only after it was changed is met with help, and the staff are told."""
    patient.writes("my legs are sore", "m1")
    (reply,) = patient.changes("m1", "my legs are numb since this morning")
    assert reply.kind == "emergency"
    assert len(played.asked) == len(store.alerts()) == 1


def test_edited_question_is_noted_and_not_answered_twice(
    patient: Patient, store: Store, played: PlayedAssistant
) -> None:
    """A question whose words were changed stands in the transcript and gets no second answer."""
    patient.writes("how long does it tkae?", "m1")
    assert patient.changes("m1", "how long does it take?") == []
    senders = [each.sender for each in store.messages(patient.conversation)]
    assert senders == ["system", "patient", "bot", "patient"]
    assert len(played.asked) == 1


def test_edited_message_is_redacted_like_a_new_one(patient: Patient, store: Store) -> None:
    """What is changed goes the same way as what is typed: no number is written, and danger is still seen."""
    patient.writes("how long does it take?", "m1")
    changed = "call me on 020 7946 0123, I can't feel my legs"
    stored, reply = patient.door.note_edit(patient.conversation, "m1", changed)
    assert "7946" not in stored.text
    assert reply.reply is not None
    assert reply.reply.kind == "emergency"
    assert len(patient.door.note_edit(patient.conversation, "m1", changed)) == 2
    assert len(store.alerts()) == 1


def test_edited_danger_is_not_answered_twice(patient: Patient, store: Store) -> None:
    """Who corrects a slip in a message that was met with help is not sent the same again."""
    patient.writes("I cant breahte", "m1")
    assert patient.changes("m1", "I can't breathe") == []
    assert len(store.alerts()) == 1


def test_edit_that_makes_it_more_urgent_is_answered(patient: Patient) -> None:
    """Who adds a worse sign to a fever gets the more urgent reply, once, however often the edit arrives."""
    patient.writes("I have a fever of 38.5", "m1")
    for _ in range(2):
        (reply,) = patient.changes("m1", "I have a fever of 38.5 and I can't breathe")
        assert reply.level == "emergency_now"


def test_danger_edited_into_a_word_of_help_is_answered(patient: Patient) -> None:
    """That someone is calling does not meet what is told only by the edit."""
    patient.writes("I can't feel my legs")
    assert patient.writes("ok calling them now", "m1").kind == "system"
    (reply,) = patient.changes("m1", "ok calling them now, my chest hurts and I can't breathe")
    assert reply.kind == "emergency"


def test_pieces_in_two_languages_are_no_sentence(patient: Patient) -> None:
    """A relative who goes on in English is not alarmed; someone who goes on in Spanish is met with help."""
    assert patient.writes("meine Mutter hat einen Wirbelbruch, kann man da etwas machen?").kind != "emergency"
    assert patient.writes("how long does kyphoplasty take?").kind != "emergency"
    assert patient.writes("ya no puedo con este dolor").kind != "emergency"
    assert patient.writes("todos estarían mejor sin mí").kind == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "it's getting worse",
        "is that serious",
        "should I wait until tomorrow",
        "she says it's just pins and needles",
    ],
)
def test_words_on_the_danger_itself_bring_its_reply_again(
    patient: Patient, played: PlayedAssistant, store: Store, text: str
) -> None:
    """The assistant, which does not know of the danger, is not asked what they may mean."""
    patient.writes("I can't feel my legs")
    reply = patient.writes(text)
    assert (reply.kind, reply.level) == ("emergency", "emergency_now")
    assert played.asked == []
    assert len(store.alerts()) == 2


def test_milder_danger_after_a_grave_one_is_met_as_the_grave_one(patient: Patient) -> None:
    """Who cannot feel the legs and then tells of a fever is not told to call tomorrow."""
    assert patient.writes("I have a fever of 38.6 since the procedure").level == "same_day"
    assert patient.writes("I can't feel my legs").level == "emergency_now"
    assert patient.writes("and I have a fever of 38.6 since the procedure").level == "emergency_now"


def test_next_answers_begin_with_the_danger(patient: Patient, played: PlayedAssistant) -> None:
    """What is not understood right after it is met with help; an answer comes after it, three messages long."""
    patient.writes("I can't feel my legs")
    played.will_say(Reply("Did you mean one of these?", "suggest", choices=(Choice("The risks", "/risks"),)))
    assert patient.writes("left side too").kind == "emergency"
    played.will_say(Reply("You can drive when your team says so.", "answer", topics=("activity",)))
    for _ in range(3):
        reply = patient.writes("when can I drive?")
        assert reply.kind == "answer"
        assert reply.text.startswith("If what you wrote before is still there, call 911 now.")
    assert patient.writes("when can I drive?").text == "You can drive when your team says so."


def test_button_after_a_danger_is_another_question(patient: Patient, played: PlayedAssistant) -> None:
    """'What if I wait?' on a button is what it says, and the danger is told before its answer."""
    played.will_say(Reply("Which?", "suggest", choices=(Choice("What if I wait or do nothing?", "/wait"),)))
    stored = patient.run(patient.door.receive_text(patient.conversation, "what now"))
    patient.writes("I can't feel my legs")
    played.will_say(Reply("Often it eases.", "answer"))
    assert stored[1].reply
    reply = patient.presses(stored[1].reply.choices[0].value)
    assert reply.kind == "answer"
    assert reply.text.endswith("Often it eases.")
    assert "call 911 now" in reply.text


def test_small_talk_after_a_danger_does_not_soothe(patient: Patient, played: PlayedAssistant) -> None:
    """'That is fine' is not said; the danger is, and in few words from the third time on."""
    patient.writes("I can't feel my legs")
    played.will_say(Reply("That is fine.", "smalltalk"))
    assert patient.writes("nah").text.startswith("Call 911 now.")
    few = patient.writes("nope")
    assert (few.kind, [link.url for link in few.links]) == ("system", ["tel:911"])


def test_who_calls_for_help_is_told_so(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """Without an alert more or a word of the assistant; a question beside it is for the people on the phone."""
    patient.writes("I can't feel my legs")
    for text in ("ok ringing them now", "they are coming. do i give her the aspirin", "should she lie down"):
        reply = patient.writes(text)
        assert reply.kind == "system"
        assert "Ask the people on the phone" in reply.text
    assert played.asked == []
    assert len(store.alerts()) == 1
    assert patient.writes("they are coming but it is getting worse").level == "emergency_now"


def test_short_words_after_a_danger_are_met_in_few_words(
    patient: Patient, played: PlayedAssistant, store: Store
) -> None:
    """Without the assistant and without an alert more; what is worse brings the whole words."""
    patient.writes("I can't feel my legs")
    for text in ("ok makes sense", "right"):
        reply = patient.writes(text)
        assert reply.kind == "system"
        assert reply.text.startswith("If what you wrote before is still there, call 911 now.")
    assert played.asked == []
    assert len(store.alerts()) == 1
    assert patient.writes("my son will drive me").kind == "emergency"
    assert patient.writes("ok but it is worse").kind == "emergency"


def test_word_of_poison_control_is_no_poison(patient: Patient, store: Store) -> None:
    """Its name is, unless the words come after a danger and tell that it is over."""
    patient.writes("I took 20 tramadol")
    assert patient.writes("poison control says im ok").kind == "system"
    assert len(store.alerts()) == 1
    assert patient.writes("I can't feel my legs").kind == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "oh i dont want to make a fuss cant it wait till morning",
        "is it really needed to ring 911",
        "no i havent rung 911 yet",
        "shall i take it off her",
    ],
)
def test_refusal_and_doubt_are_met_and_no_person_is_asked_for(
    patient: Patient, played: PlayedAssistant, text: str
) -> None:
    """'The staff are back at 8' would say: yes, wait. Nor is it kept in silence for the staff."""
    patient.writes("I can't feel my legs")
    assert patient.writes(text).level == "emergency_now"
    assert played.asked == []
    patient.writes("/human")
    assert patient.writes(text).kind == "emergency"


def test_help_that_is_there_is_seen(patient: Patient, played: PlayedAssistant, store: Store) -> None:
    """From then on nobody is told to call, unless it gets worse; thanks are met kindly."""
    patient.writes("I can't feel my legs")
    for text in (
        "we are here now they are looking after me",
        "they are doing a scan",
        "what should we tell them",
    ):
        assert patient.writes(text).text.startswith("It is good that you are being looked after.")
    assert patient.writes("thank you so much").text.startswith("You are welcome.")
    played.will_say(Reply("Most people go home soon.", "answer"))
    answered = patient.writes("how long do i have to stay in hospital usually")
    assert answered.text == "If it gets worse, call 911 now.\n\nMost people go home soon."
    assert len(store.alerts()) == 1
    assert patient.writes("it is getting worse").kind == "emergency"


def test_firm_danger_keeps_its_number_once_after_a_false_alarm(
    patient: Patient, played: PlayedAssistant
) -> None:
    """With a person to ask; then it is quiet, and a sign brings it back."""
    patient.writes("I can't feel my legs")
    word = patient.writes("sorry false alarm")
    assert [link.url for link in word.links] == ["tel:911"]
    assert [choice.label for choice in word.choices] == ["Talk to a person"]
    played.will_say(Reply("It takes about an hour.", "answer"))
    assert patient.writes("how long does it take?").text == "It takes about an hour."
    assert patient.writes("they feel numb").kind == "emergency"


def test_limb_that_is_awake_again_needs_no_answer(patient: Patient, played: PlayedAssistant) -> None:
    """A line, and no text on a topic."""
    patient.writes("my leg is numb")
    word = patient.writes("i sat on it, it's fine now")
    assert word.text.startswith("Then I took that the wrong way.")
    assert played.asked == []
    assert patient.writes("when can I drive?").kind == "answer"


def test_danger_is_not_forgotten_for_questions(patient: Patient, played: PlayedAssistant) -> None:
    """'It is still numb' after five of them is no question on anything else."""
    patient.writes("I can't feel anything between my legs")
    played.will_say(Reply("It takes about an hour.", "answer"))
    for question in (
        "how long does it take?",
        "do I need a brace?",
        "can I drive?",
        "what does it cost?",
        "and after?",
    ):
        patient.writes(question)
    assert patient.writes("can I fly?").text == "It takes about an hour."
    again = patient.writes("it is still numb")
    assert (again.kind, again.level) == ("emergency", "emergency_now")


def test_danger_of_long_before_is_never_lowered(patient: Patient, played: PlayedAssistant) -> None:
    """What would by itself be for today is the emergency that it points back to."""
    patient.writes("I can't feel my left leg")
    played.will_say(Reply("It takes about an hour.", "answer"))
    for question in ("how long does it take?", "do I need a brace?", "can I drive?", "what does it cost?"):
        patient.writes(question)
    again = patient.writes("no better, and I have a fever of 38.5")
    assert (again.kind, again.level) == ("emergency", "emergency_now")


def test_false_alarm_is_over(patient: Patient, played: PlayedAssistant) -> None:
    """What was years ago is not reminded of; a danger that is there now is met."""
    patient.writes("I fell off a ladder and hit my head")
    played.will_say(Reply("It takes about an hour.", "answer"))
    assert patient.writes("that was years ago").text.startswith("Then I took that the wrong way.")
    assert patient.writes("how long does it take?").text == "It takes about an hour."
    assert patient.writes("I can't feel my legs").level == "emergency_now"


@pytest.mark.parametrize("status", [200, 503])
def test_person_asked_for_in_danger_is_told_whom_to_call_first(
    patient: Patient, played: PlayedAssistant, status: int
) -> None:
    """By the assistant's word and by the door's own, when noted and when kept: the clinic may be closed."""
    patient.writes("I can't feel my legs")
    played.will_say(Reply("Your request is noted.", "handoff"))
    played.status = status
    asked = patient.writes("let me speak to a person")
    assert asked.kind == "handoff"
    assert asked.text.startswith("If what you wrote before is still there, call 911 now.")
    patient.writes("/human")
    kept = patient.writes("about the garden")
    assert kept.text.startswith("If what you wrote before is still there, call 911 now.")
    sent = patient.run(patient.door.receive_text(patient.conversation, "i planted beans there"))
    assert len(sent) == 1


def test_apology_for_the_assistant_begins_with_the_danger(patient: Patient, played: PlayedAssistant) -> None:
    """What cannot be answered leaves the danger first."""
    patient.writes("I can't feel my legs")
    played.status = 503
    assert patient.writes("when can I drive?").text.startswith("If what you wrote before is still there")


def test_fever_is_read_with_the_date_before_it(patient: Patient) -> None:
    """'Tomorrow' in one message and the fever in the next have the words for before the procedure."""
    patient.writes("my kyphoplasty is tomorrow")
    for text in ("I have a fever of 38.6", "should I still come"):
        reply = patient.writes(text)
        assert reply.level == "same_day"
        assert "before you come in" in reply.text
    assert patient.writes("I can't feel my legs").level == "emergency_now"


def test_sign_of_a_wound_is_read_with_a_talk_of_it(
    door: Conversations, loop: asyncio.AbstractEventLoop, patient: Patient, store: Store
) -> None:
    """Three messages after the dressing was named, 'there' is the wound; where none was named, it may be anything."""
    assert Patient(door, loop).writes("the edges are red").kind != "emergency"
    for text in ("the dressing came off", "what shall I put on it", "hm"):
        assert patient.writes(text).kind != "emergency"
    reply = patient.writes("the edges are red")
    assert (reply.kind, reply.level) == ("emergency", "same_day")
    assert store.alerts()[0]["reason"].startswith("wound: ")


def test_sign_that_was_looked_at_is_not_met_again(patient: Patient, store: Store) -> None:
    """Told with the sign or after it; the staff read of it once, and a worse one rings all the same."""
    seen = patient.writes("I have a fever and the doctor saw me, he gave me antibiotics")
    assert seen.kind == "system"
    assert "call the clinic" in seen.text
    assert patient.writes("the fever is gone now").kind != "emergency"
    assert patient.writes("when can I drive?").text.startswith("It is good") is False
    assert [alert["level"] for alert in store.alerts()] == ["same_day"]
    assert (
        patient.writes("the doctor saw me, he gave me antibiotics. I can't feel my legs").kind == "emergency"
    )


def test_sign_that_is_taken_back_is_not_met_again(patient: Patient) -> None:
    """A plain question is answered; what is told after it is met."""
    assert patient.writes("my chest hurts").kind == "emergency"
    assert patient.writes("no sorry thats my bra haha").text.startswith("Then I took that the wrong way.")
    assert "Call 911" not in patient.writes("when can I drive?").text
    assert patient.writes("my chest hurts").kind == "emergency"


@pytest.mark.parametrize("then", ["she is muddled", "and confused"])
def test_few_words_make_an_emergency_of_a_sign_for_today(patient: Patient, then: str) -> None:
    """They are read with the sign, which was met already."""
    assert patient.writes("since yesterday the wound is hot and there is pus").level == "same_day"
    assert patient.writes(then).level == "emergency_now"


@pytest.mark.parametrize("then", ["when can she drive", "only on the left", "ok"])
def test_other_words_make_none(patient: Patient, then: str) -> None:
    """What is asked or harmless does not raise the level."""
    assert patient.writes("since yesterday the wound is hot and there is pus").level == "same_day"
    assert patient.writes(then).level != "emergency_now"


def test_deed_told_after_despair_is_an_emergency(patient: Patient, store: Store) -> None:
    """'I took them' tells nothing by itself; after such words the emergency number comes before the crisis line."""
    assert patient.writes("i took them").kind != "emergency"
    assert patient.writes("I want to kill myself").level == "crisis"
    told = patient.writes("i took them")
    assert (told.kind, told.level) == ("emergency", "emergency_now")
    assert told.text.index("911") < told.text.index("988")
    assert patient.writes("20 of them").level == "emergency_now"
    assert store.alerts()[-1]["level"] == "emergency_now"


def test_plain_denial_of_despair_lets_the_talk_go_on(patient: Patient) -> None:
    """One line more, and then answers without it; what is told of despair again is met again."""
    assert patient.writes("I want to kill myself").level == "crisis"
    denied = patient.writes("no I'm not suicidal, it is only the pain")
    assert denied.kind == "system"
    assert denied.text.startswith("If it is still this hard")
    assert "988" not in patient.writes("when can I drive?").text
    assert "988" not in patient.writes("Nobody here is suicidal. When can I drive?").text
    assert patient.writes("ok thank you, bye").kind != "emergency"
    assert patient.writes("I want to kill myself").level == "crisis"


def test_sign_for_today_weighs_more_after_an_emergency(patient: Patient) -> None:
    """However many questions came between: nobody has looked at the first one yet."""
    assert patient.writes("my calf is swollen and sore").level == "same_day"
    assert patient.writes("I can't feel my legs").level == "emergency_now"
    for _ in range(4):
        patient.writes("when can I drive?")
    assert patient.writes("the wound is red and oozing").level == "emergency_now"


def test_what_is_fine_now_is_no_mistake(
    store: Store, live_content: LiveContent, assistant: Assistant, loop: asyncio.AbstractEventLoop
) -> None:
    """Not even where the danger was only guessed at: 'it is fine now' says that it was there."""
    check = Unsteady(winded=("emergency_now", 0.4))
    patient = Patient(Conversations(store, assistant, live_content, check), loop)
    assert patient.writes("winded by the stairs since yesterday").kind == "emergency"
    assert "the wrong way" not in patient.writes("no it's fine now").text
