"""The two that are compared: this project's featurizer and classifier, and Rasa's default pipeline."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from components import Pipeline, default_steps, our_steps
from nlu_scores import Guesses, best_threshold, joined
from public_data import OUT_OF_SCOPE, Examples
from rasa.core.constants import DEFAULT_NLU_FALLBACK_THRESHOLD
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY

from bot.nlu.message_parts import FAMILIARITY

FOLDS, DRAWS = 5, 5
SHORT_WORD = 3
"""Letters of a word that is not misspelt."""
Trained = Callable[[Examples], Guesses]
"""Guesses about messages by what was trained."""


def train_ours(train: Examples) -> Trained:
    """This project's components, with config.yml's settings; the score is probability times familiarity."""
    pipeline = _trained(our_steps(), train)

    def ask(test: Examples) -> Guesses:
        messages = pipeline.process(test.texts)
        intents = [message.get(INTENT) for message in messages]
        scores = [
            intent["confidence"] * message.get(FAMILIARITY)
            for intent, message in zip(intents, messages, strict=True)
        ]
        return Guesses([intent["name"] for intent in intents], scores, test.labels)

    return ask


def train_default(train: Examples, epochs: int) -> Trained:
    """Rasa's default pipeline up to DIET; the score is DIET's own confidence."""
    pipeline = _trained(default_steps(epochs), train)

    def ask(test: Examples) -> Guesses:
        rankings = [message.get(INTENT_RANKING_KEY) for message in pipeline.process(test.texts)]
        # The fallback component puts its own verdict first; which threshold it takes is measured here.
        first = [next(one for one in ranking if one["name"] != "nlu_fallback") for ranking in rankings]
        return Guesses([one["name"] for one in first], [one["confidence"] for one in first], test.labels)

    return ask


def default_threshold() -> float:
    """Below this confidence Rasa's default configuration falls back."""
    return float(DEFAULT_NLU_FALLBACK_THRESHOLD)


def picked_threshold(train: Examples) -> float:
    """The threshold that is best on a set's training data, and on nothing else.

    In each fold a fifth of the intents is left out and stands for what is out of scope, and a fifth of the other
    examples for what is covered. All are asked as people type: training examples are tidier than real messages,
    and a threshold picked on tidy ones is too strict. A few hundred examples say little, so they are dealt anew a
    few times: from one draw alone it may come out at .27 or at .48.
    """
    every = [(draw, fold) for draw in range(DRAWS) for fold in range(FOLDS)]
    return best_threshold([joined([_fold(train, draw, fold) for draw, fold in every])])


def _fold(train: Examples, draw: int, fold: int) -> Guesses:
    random = np.random.default_rng(draw)
    intents = sorted(set(train.labels))
    foreign = {
        intent
        for intent, number in zip(intents, _numbers(len(intents), random), strict=True)
        if number == fold
    }
    held_out = _numbers(len(train.labels), random) == fold
    rows = list(zip(train.texts, train.labels, held_out, strict=True))
    kept = [(text, label) for text, label, out in rows if not out and label not in foreign]
    taught = {label for _, label in kept}
    asked = [
        (as_typed(text, random), label if label in taught else OUT_OF_SCOPE)
        for text, label, out in rows
        if out or label in foreign
    ]
    return train_ours(_examples(kept))(_examples(asked))


def as_typed(text: str, random: np.random.Generator) -> str:
    """`text` without a third of its words, and with two letters of one word swapped."""
    words = text.split()
    kept = sorted(random.permutation(len(words))[: max(1, round(len(words) * 2 / 3))])
    words = [words[index] for index in kept]
    number = int(random.integers(len(words)))
    word = words[number]
    if len(word) > SHORT_WORD:
        at = int(random.integers(len(word) - 1))
        words[number] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _numbers(count: int, random: np.random.Generator) -> np.ndarray:
    """A fold's number for each, in no order."""
    return random.permutation(np.arange(count) % FOLDS)


def _examples(pairs: list[tuple[str, str]]) -> Examples:
    return Examples([text for text, _ in pairs], [label for _, label in pairs])


def _trained(steps: list, train: Examples) -> Pipeline:
    with tempfile.TemporaryDirectory() as folder:
        return Pipeline(steps, Path(folder)).train(train.texts, train.labels)
