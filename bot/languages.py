"""Languages the bot does not speak: which one a message is in, and what is said then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path
from typing import Any, Protocol

from bot.content import Content
from bot.replies import fill, human_choice
from bot.reply import Reply

FILE = "languages.yml"
SURELY_ENGLISH = 0.9
"""From here on the statistical guess outweighs a single word more in favour of another language."""
MIN_MARKS = 2
"""One foreign word in a message may be a name or a joke."""
ENGLISH_TOO = frozenset("ok hun im hi yo mal novo".split())
"""Small words of other languages that English patients write as well."""
SMALL_TOO = {"fr": frozenset(["oui", "accord"]), "nl": frozenset(["nee"])}
"""Small words that spaCy's lists lack."""
NO_PROOF = frozenset(
    """
    agora aide ale ali ante arts au aura bald bang bat ben bent bin bravo car casa cent certain chi circa co col com
    come comment con dan dank den dice die different dire diverse divers door dont dove eh elf ella ello embargo
    encore era eventual fare favor fin final fine font fora gran haha hat hem hen hoe hue inc inclusive kan lang
    later lei local logo mag male man mayor men met mia min net non oft op ora pan pas pendant plus pod poco
    possible post pour premier press primer prof pronto pure quanta quest relative rug salvo sam sea sean segundo
    sent sept sin solo son state stop sue suit ta tale tam tel tempo tend tens toe ton total tun ty vale van voila
    volta want war wat wil zero
    """.split()
)
"""Words of other languages that are no proof where a single word tells, after a talk in one: they may be English."""

_WORD = re.compile(r"[^\W\d_]{2,}")


class Ranking(Protocol):
    """Guesses how likely a text is in each language."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Language code and probability."""


@dataclass(frozen=True)
class _Marks:
    every: frozenset[str]
    """The language's common small words, from spaCy, and the listed ones."""
    listed: frozenset[str]
    """The words that content/languages.yml adds."""

    def score(self, words: set[str], english: frozenset[str]) -> tuple[int, int, bool]:
        """Words for the language less those for English, words for it, and whether all may be of it."""
        marks = words & self.every
        own = marks - english
        return len(own) - len((words & english) - marks), len(own), marks == words and bool(own & self.listed)


class LanguageGuess:
    """Tells a message in another language from an English one; in doubt it is English."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """`words` maps a language's code to words that mark it."""
        self._english = small_words("en") | ENGLISH_TOO
        self._marks = {code: _marks(code, listed) for code, listed in words.items()}
        self._ranking = _load_ranking(["en", *words])

    def guess(self, text: str) -> str | None:
        """The code of the language, or None for English and for what is too short to tell."""
        words = set(_WORD.findall(text.lower()))
        scores = {code: marks.score(words, self._english) for code, marks in self._marks.items()}
        lead = max((score[0] for score in scores.values()), default=0)
        likely = [code for code, score in scores.items() if score[0] == lead]
        if lead < 1 or not any(scores[code][1] >= MIN_MARKS or scores[code][2] for code in likely):
            return None
        chances = dict(self._ranking.rank(text.lower()))
        if chances["en"] > SURELY_ENGLISH and lead < MIN_MARKS:
            return None
        return max(likely, key=lambda code: chances[code])

    def follows(self, text: str, codes: Iterable[str]) -> str | None:
        """The one of `codes`, in which a talk was before, that a few words more are in; None if they seem English.

        'tak' and 'y me puede llamar alguien' say too little by themselves, but not after a message in the language.
        """
        words = set(_WORD.findall(text.lower()))
        chances = dict(self._ranking.rank(text.lower()))
        fitting = [code for code in codes if code in self._marks and self._fits(code, words, chances)]
        return max(fitting, key=lambda code: chances[code], default=None)

    def is_english_beside(self, code: str, text: str, others: frozenset[str] = frozenset()) -> bool:
        """Whether a text has a small word of English, or one of the `others`, that the language has not."""
        words = set(_WORD.findall(text.lower()))
        return bool(words & (self._english | others) - self._marks[code].every)

    def _fits(self, code: str, words: set[str], chances: Mapping[str, float]) -> bool:
        every = self._marks[code].every
        if words & self._english - every:
            return False
        if words & every - self._english - NO_PROOF and chances["en"] <= SURELY_ENGLISH:
            return True
        # Where letters have marks the statistics can tell; of plain letters they make anything.
        return not "".join(words).isascii() and chances[code] == max(chances.values())


def language_guess(content: Content) -> LanguageGuess:
    """The guess among English and the languages of the content: the one of this process, as long as they stay."""
    return _guess_of(tuple((code, language.words) for code, language in content.languages.items()))


@lru_cache(4)
def _guess_of(words: tuple[tuple[str, tuple[str, ...]], ...]) -> LanguageGuess:
    return LanguageGuess(dict(words))


def _marks(code: str, listed: Sequence[str]) -> _Marks:
    added = frozenset(word.lower() for word in listed)
    return _Marks(small_words(code) | SMALL_TOO.get(code, frozenset()) | added, added)


@cache
def small_words(code: str) -> frozenset[str]:
    """The words of a language that stand in every text; LookupError if spaCy has none for it."""
    # The one file is run, not imported: importing spacy.lang.fr compiles a pattern that takes seconds.
    file = _small_words_file(code)
    if file is None:
        raise LookupError(f"spaCy has no small words for the language {code!r}")
    words: set[str] = run_path(str(file))["STOP_WORDS"]
    return frozenset(word.lower() for word in words)


def _small_words_file(code: str) -> Path | None:
    # Looked up, not imported: the action server needs no spaCy, and importing it would hold up its first turn.
    spacy = find_spec("spacy")
    folders = (spacy.submodule_search_locations or ()) if spacy and code.isalpha() else ()
    files = (Path(folder) / "lang" / code / "stop_words.py" for folder in folders)
    return next((file for file in files if file.exists()), None)


def _load_ranking(codes: Sequence[str]) -> Ranking:
    from py3langid import langid

    identifier: Any = langid.LanguageIdentifier.from_pickled_model(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(codes))
    ranking: Ranking = identifier
    return ranking


def is_known(code: str) -> bool:
    """Whether spaCy knows the small words of the language with this code."""
    return _small_words_file(code) is not None


def welcome_in(content: Content, code: str) -> Reply:
    """The answer to thanks in the language."""
    person = human_choice(content)
    text = fill(content, content.languages[code].welcome, human=person.label)
    return Reply(text, "smalltalk", choices=(person,), language=code)


def decline_language(content: Content, code: str, told: Sequence[str]) -> Reply:
    """Say in the language that the bot does not speak it, at length the first time; `told` names the others."""
    language = content.languages[code]
    person = human_choice(content)
    text = fill(content, language.again if code in told else language.first, human=person.label)
    return Reply(text, "out_of_scope", choices=(person,), language=code)
