"""How well does the learned check do on wordings it was not taught? Cross-validation; prints a table.

Run it from the project's root (five trainings, about two minutes):

    .venv/bin/python bench/safety_folds.py              (five folds)
    .venv/bin/python bench/safety_folds.py --folds 10

The wordings and harmless messages of content/red_flags.yml and the questions of data/nlu are dealt into folds by a
hash of their words. Each fold is screened, as the door does it, by rules and a check that was taught with the others.
The rules have seen everything, so the figures flatter. The limits of bot/safety.py were chosen by this table.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.content import Content
from bot.content_loader import load_content
from bot.danger_model import DangerModel
from bot.danger_training import STORIES, Example, examples, questions_of, train_danger, without_names
from bot.languages import language_guess
from bot.red_flags import LEVELS, NO_DANGER, RedFlags
from bot.safety import Safety
from bot.sentence_encoder import SentenceEncoder, Vectors
from bot.settings import ROOT, Settings
from bot.vector_file import VectorFile
from bot.wilson import wilson

SMALL_TALK = ("smalltalk", "small_talk")
EVERYDAY = STORIES - {"small_talk"}
Shares = dict[str, list[bool]]


class KnownVectors:
    """The encoder with a memory of the texts that are screened in any case."""

    def __init__(self, texts: Sequence[str], vectors: Vectors, encoder: SentenceEncoder) -> None:
        self._known = dict(zip(texts, vectors, strict=True))
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of a few texts; a sentence by itself is encoded anew."""
        return np.array([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        if text not in self._known:
            self._known[text] = self._encoder.encode([text])[0]
        return self._known[text]


def main() -> int:
    """Train, screen and print."""
    parser = argparse.ArgumentParser(description="Cross-validate the recognition of red flags.")
    parser.add_argument("--folds", type=int, default=5)
    folds = parser.parse_args().folds
    settings = Settings.from_environment()
    content = load_content(settings.content)
    red_flags = content.red_flags
    questions = list(questions_of(ROOT / "data" / "nlu"))
    every, taught = (
        examples(red_flags, each) for each in (questions, list(without_names(content, questions)))
    )
    kinds = dict(_kinds(red_flags, questions))
    encoder = SentenceEncoder()
    vectors = VectorFile(settings.models, encoder)
    texts = [example.text for example in every]
    known = KnownVectors(texts, vectors.encode(texts), encoder)
    shares: Shares = {}
    for fold in range(folds):
        rest = [example for example in taught if _fold(example.text, folds) != fold]
        safety = Safety(red_flags, DangerModel(train_danger(red_flags, rest, vectors), known))
        _screen(safety, [each for each in every if _fold(each.text, folds) == fold], kinds, shares)
        _screen_foreign(content, fold, folds, shares)
        print(f"fold {fold + 1} of {folds}", file=sys.stderr)
    _print(shares)
    return 0


def _fold(text: str, folds: int) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % folds


def _kinds(red_flags: RedFlags, questions: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What each harmless message is counted as; where one stands twice, the file of the flags has its say."""
    for intent, text in questions:
        yield text, "small talk" if intent.startswith(SMALL_TALK) else "questions of data/nlu"
    for kind, messages in red_flags.harmless.items():
        name = "small talk" if kind in SMALL_TALK else "letters and everyday questions"
        for text in messages:
            yield text, name if kind in {*SMALL_TALK, *EVERYDAY} else "lookalikes"


def _screen(safety: Safety, held_out: Sequence[Example], kinds: Mapping[str, str], shares: Shares) -> None:
    for example in held_out:
        met = safety.screen(example.text) is not None
        if example.level == NO_DANGER:
            shares.setdefault(f"false alarms: {kinds[example.text]}", []).append(met)
            continue
        shares.setdefault("recall", []).append(met)
        shares.setdefault(f"recall: {example.level}", []).append(met)


def _screen_foreign(content: Content, fold: int, folds: int, shares: Shares) -> None:
    """Screen the wordings of other languages that the check for those was not taught."""
    levels = content.red_flags.foreign_wordings
    rest = {text: level for text, level in levels.items() if _fold(text, folds) != fold}
    safety = Safety(replace(content.red_flags, foreign_wordings=rest), None, language_guess(content))
    for text in levels.keys() - rest.keys():
        label = "false alarms" if levels[text] == NO_DANGER else "recall"
        shares.setdefault(f"other languages: {label}", []).append(safety.screen(text) is not None)


def _print(shares: Shares) -> None:
    order = ["recall", *(f"recall: {level}" for level in LEVELS)]
    for label in [*order, *sorted(set(shares) - set(order))]:
        hits = shares[label]
        low, high = wilson(sum(hits), len(hits))
        share = sum(hits) / len(hits)
        print(f"{label:<48}{sum(hits):>5} of{len(hits):>6}{share:>8.1%}   {low:.1%} to {high:.1%}")


if __name__ == "__main__":
    sys.exit(main())
