"""A message in another language is told from English, and English is never taken for another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.content import Content
from bot.content_loader import load_content
from bot.languages import LanguageGuess, decline_language
from bot.problems import ContentError
from bot.replies import HUMAN
from bot.settings import ROOT

pytestmark = pytest.mark.slow

WORDINGS = yaml.safe_load((Path(__file__).parent / "languages.yml").read_text(encoding="utf-8"))
FOREIGN = [(code, text) for code, texts in WORDINGS.items() if code != "en" for text in texts]


@pytest.fixture(scope="module")
def guess(content: Content) -> LanguageGuess:
    """The guess as the bot makes it."""
    return LanguageGuess({code: language.words for code, language in content.languages.items()})


@pytest.mark.parametrize(("code", "text"), FOREIGN)
def test_language_is_recognised(guess: LanguageGuess, code: str, text: str) -> None:
    """Short and long, with and without accents."""
    assert guess.guess(text) == code


@pytest.mark.parametrize("text", WORDINGS["en"])
def test_short_english_stays_english(guess: LanguageGuess, text: str) -> None:
    """A word, a name, a medicine, a typing error or nothing at all is no other language."""
    assert guess.guess(text) is None


def test_english_of_patients_stays_english(guess: LanguageGuess, english_texts: list[str]) -> None:
    """Not one message of the validation set, nor of what the bot is taught, is taken for another language."""
    # Greetings and thanks of other languages, which an English patient may use in jest.
    borrowed = {"buenos dias", "hola", "bonjour", "gracias", "merci", "danke"}
    assert {text for text in english_texts if guess.guess(text)} <= borrowed


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "y me puede llamar alguien?"),
        ("es", "si"),
        ("es", "mañana"),
        ("pl", "proszę o pomoc"),
        ("pl", "później zadzwonię"),
        ("pl", "tak"),
        ("pl", "nie"),
        ("de", "ja"),
        ("de", "und danach?"),
        ("pt", "sim"),
        ("fr", "oui"),
        ("fr", "merci"),
        ("it", "va bene"),
        ("fr", "d'accord"),
        ("nl", "ja"),
        ("nl", "nee"),
    ],
)
def test_few_words_are_in_the_language_of_the_talk(guess: LanguageGuess, code: str, text: str) -> None:
    """What says too little by itself is taken for the language in which the patient wrote before, and no other."""
    assert guess.follows(text, ["en", code]) == code
    assert guess.follows(text, []) is None


def test_likelier_language_of_the_talk_is_meant(guess: LanguageGuess) -> None:
    """Where a talk was in two languages that share words."""
    assert guess.follows("não pode ser", ["es", "pt"]) == "pt"
    assert guess.follows("¿no puede ser?", ["pt", "es"]) == "es"


def test_english_in_such_a_talk_stays_english(guess: LanguageGuess, english_texts: list[str]) -> None:
    """Hardly a message is taken for one of the talk's languages: a relative may go on in English."""
    borrowed = {"buenos dias", "hola", "bonjour", "gracias", "merci", "danke", "non merci", "oui", "si"}
    told = ["es", "fr", "de", "pl", "pt", "it", "nl"]
    assert {text for text in english_texts if guess.follows(text, told)} <= borrowed


def test_listed_words_are_no_english(content: Content) -> None:
    """No word that marks a language is one of English's small words."""
    english = LanguageGuess({})._english
    assert not [word for each in content.languages.values() for word in each.words if word in english]


def test_first_message_is_answered_at_length_and_the_next_in_short(content: Content) -> None:
    """Both name the phone and the emergency number and offer a person; the second does not repeat the first."""
    for code, language in content.languages.items():
        first, again = decline_language(content, code, []), decline_language(content, code, [code])
        assert len(again.text) < len(first.text), language.name
        for reply in (first, again):
            assert content.clinic.phone in reply.text
            assert content.clinic.emergency_number in reply.text
            assert "Talk to a person" in reply.text
            assert [choice.value for choice in reply.choices] == [HUMAN]
            assert reply.kind == "out_of_scope"
            assert reply.language == code
            assert "{" not in reply.text


def test_five_languages_at_least(content: Content) -> None:
    """Spanish, French, German, Polish and Portuguese are among them, none called reviewed by anyone."""
    assert {"es", "fr", "de", "pl", "pt"} <= set(content.languages)
    assert all(language.review.by is None for language in content.languages.values())
    assert any("Polish" in warning for warning in content.warnings)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  same_day: >-", "  sameday: >-", "languages.yml: es: 'same_day' is missing"),
        ("{crisis}", "988", "languages.yml: es (crisis): must name {crisis} and {emergency}"),
        ("Llame ahora al {emergency}", "Llame", "languages.yml: es (emergency_now): must name {emergency}"),
        ("hoy mismo a la clínica al {phone}", "hoy", "languages.yml: es (same_day): must name {phone}"),
        ("\nes:", "\nxq:", "languages.yml: xq: is not the two-letter code"),
        ("{phone}", "{fone}", "languages.yml: es (first): unknown placeholder {fone}"),
        ("{emergency}", "911", "languages.yml: es (first): must name {phone} and {emergency}"),
        ("  words: [buenas", "  wordz: [buenas", "languages.yml: es: is not in the form"),
        ("  person: [hablar", "  persons: [hablar", "languages.yml: es: is not in the form"),
        (
            "  person: [hablar",
            "  person: ['?', hablar",
            "languages.yml: es: a phrase of 'person' has no word",
        ),
        ("  helped: >-", "  help: >-", "languages.yml: es: 'helped' is missing"),
        ("vuelva a\n    llamar al {emergency}", "llame", "languages.yml: es (helped): must name {emergency}"),
        ("  no_better: [", "  worse: [", "languages.yml: es: is not in the form"),
        ("  help_called: [", "  called: [", "languages.yml: es: is not in the form"),
        ("  person_noted: >-", "  noted: >-", "languages.yml: es: is not in the form"),
        ("la\n    clínica al {phone}", "mañana", "languages.yml: es (person_noted): must name {phone} and"),
        ("  reviewed: {by: null, on: null, due: null}\n", "", "languages.yml: es: 'reviewed' is missing"),
    ],
)
def test_faults_are_named(content_copy: Path, old: str, new: str, fault: str) -> None:
    """A mistake in the file is told by its place, as everywhere in content/."""
    path = content_copy / "languages.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(content_copy)
    assert any(problem.startswith(fault) for problem in caught.value.problems), caught.value.problems


def test_words_are_read_without_importing_the_languages() -> None:
    """Importing spaCy's French compiles a pattern for seconds, in which the first patient after a start waited."""
    code = (
        "import sys; from bot.languages import LanguageGuess; LanguageGuess({'fr': [], 'de': []});"
        "print([name for name in sys.modules if name.startswith('spacy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_language_without_words_is_named() -> None:
    """A clinic that adds one that spaCy does not know is told which."""
    with pytest.raises(LookupError, match="xx-none"):
        LanguageGuess({"xx-none": []})
