"""A patient who writes in another language is told so in it, once, and can reach a person."""

from __future__ import annotations

import pytest

from bot.content import Content
from bot.languages import decline_language

from .talk import Bot, Talk

pytestmark = pytest.mark.stack


@pytest.mark.parametrize(
    ("language", "message", "words"),
    [
        ("es", "¿cuánto dura la operación?", "solo entiendo inglés"),
        ("fr", "est-ce que ça fait mal ?", "je ne comprends que l'anglais"),
        ("de", "wie lange dauert der Eingriff?", "verstehe nur Englisch"),
        ("pl", "jak długo trwa zabieg?", "rozumiem tylko po angielsku"),
        ("pt", "posso conduzir depois da vertebroplastia?", "só entendo inglês"),
        ("it", "quali sono i rischi della vertebroplastica?", "capisco solo l'inglese"),
        ("nl", "mag ik daarna weer autorijden?", "begrijp alleen Engels"),
    ],
)
def test_language_is_met_in_that_language(patient: Talk, language: str, message: str, words: str) -> None:
    """The reply is in the patient's language, with the clinic's number, the emergency number and a person."""
    reply = patient.ask(message)
    assert (reply.kind, reply.topics, reply.language) == ("out_of_scope", (), language)
    assert words in reply.text
    assert "+1 555 010 0199" in reply.text
    assert "911" in reply.text
    assert patient.labels == ["Talk to a person"]


def test_second_message_does_not_repeat_it_all(patient: Talk) -> None:
    """Once is enough: the second message is met in short, still with a person."""
    first = patient.ask("¿cuánto dura la operación?")
    second = patient.ask("¿puedo conducir después?")
    assert len(second.text) < len(first.text)
    assert patient.labels == ["Talk to a person"]
    (pressed,) = patient.press("Talk to a person")
    assert pressed.kind == "handoff"


@pytest.mark.parametrize(
    ("language", "message", "noted"),
    [
        ("es", "quiero hablar con una persona", "queda anotada"),
        ("es", "¿puede llamarme alguien?", "queda anotada"),
        ("fr", "je voudrais parler à quelqu'un", "est notée"),
        ("de", "Kann ich mit jemandem sprechen?", "vorgemerkt"),
        ("pl", "chcę rozmawiać z człowiekiem", "jest zapisana"),
        ("pt", "quero falar com uma pessoa", "fica anotado"),
        ("it", "vorrei parlare con una persona", "è annotata"),
        ("nl", "ik wil iemand spreken", "is genoteerd"),
    ],
)
def test_person_asked_for_is_noted_at_once(
    bot: Bot, patient: Talk, language: str, message: str, noted: str
) -> None:
    """The request is on record; the patient hears so in their language, then what to expect in English."""
    own, english = patient.say(message)
    assert (own.kind, own.language) == ("handoff", language)
    assert noted in own.text
    assert (english.kind, english.language) == ("handoff", None)
    assert "noted for the staff" in english.text
    requests = [row for row in bot.store.open_handoffs() if row["conversation"] == patient.id]
    assert [row["reason"] for row in requests] == ["asked"]


def test_english_goes_on_as_usual(patient: Talk) -> None:
    """A relative who takes over in English is answered, and the other language is still told in short."""
    patient.say("meine Mutter hat einen Wirbelbruch, kann man da etwas machen?")
    answer = patient.ask("how long does kyphoplasty take?")
    assert (answer.topics, answer.language) == (("duration",), None)
    assert patient.ask("muss sie über Nacht bleiben?").text.startswith("Ich verstehe nur Englisch.")


@pytest.mark.parametrize(
    ("language", "first", "few_words"),
    [
        ("es", "¿cuánto dura la operación?", "si"),
        ("de", "wie lange dauert der Eingriff?", "ja"),
        ("pl", "jak długo trwa zabieg?", "tak"),
        ("pl", "jak długo trwa zabieg?", "proszę o pomoc"),
        ("pt", "posso conduzir depois da vertebroplastia?", "sim"),
        ("fr", "est-ce que ça fait mal ?", "merci"),
    ],
)
def test_few_words_more_are_met_in_the_same_language(
    patient: Talk, language: str, first: str, few_words: str
) -> None:
    """A yes or a thanks after the reply is no English; English is, whatever was before."""
    patient.say(first)
    assert patient.ask(few_words).language == language
    assert patient.labels == ["Talk to a person"]
    assert patient.ask("thanks").kind == "smalltalk"
    assert patient.ask("how long does kyphoplasty take?").topics == ("duration",)


def test_person_asked_for_in_few_words_is_noted(bot: Bot, patient: Talk) -> None:
    """After a message in the language, what asks for a person in it has asked for one."""
    patient.say("¿cuánto dura la operación?")
    own, _ = patient.say("y me puede llamar alguien?")
    assert (own.kind, own.language) == ("handoff", "es")
    assert patient.id in {row["conversation"] for row in bot.store.open_handoffs()}


@pytest.mark.parametrize(
    "message", ["si", "ok", "no", "vertebroplasty?", "Maria Gonzalez", "doent no wat to do"]
)
def test_short_english_is_not_taken_for_another_language(patient: Talk, message: str) -> None:
    """What may be any language is read as English."""
    patient.say(message)
    assert patient.turn["action"] != "action_other_language"


@pytest.mark.parametrize(
    "message",
    ["сколько длится операция?", "πόσο διαρκεί η επέμβαση;", "كم تستغرق العملية؟", "手术需要多长时间?"],
)
def test_other_letters_are_met_with_a_person(patient: Talk, message: str) -> None:
    """Whoever writes in another alphabet hears in plain English that it is not understood, and whom to call."""
    reply = patient.ask(message)
    assert (reply.kind, reply.language) == ("out_of_scope", None)
    assert "only understand English" in reply.text
    assert "+1 555 010 0199" in reply.text
    assert "911" in reply.text
    assert patient.labels == ["Talk to a person"]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("es", "can you speak spanish"),
        ("es", "¿habla español?"),
        ("pl", "do you speak polish"),
        ("de", "sprechen Sie Deutsch?"),
        ("fr", "parlez-vous français ?"),
    ],
)
def test_language_asked_for_is_answered_in_it(
    patient: Talk, content: Content, language: str, message: str
) -> None:
    """At length, with a person, whichever language it is asked in; an English question is answered in English."""
    reply = patient.ask(message)
    assert reply.language == language
    assert reply.text == decline_language(content, language, []).text
    assert patient.labels == ["Talk to a person"]
    assert patient.ask("how long does kyphoplasty take?").topics == ("duration",)


def test_danger_comes_first_in_any_language_the_screen_can_read(patient: Talk) -> None:
    """English words for a danger are met with help, whatever stands around them."""
    assert patient.ask("mi madre dice: I have chest pain and I cannot breathe").kind == "emergency"
