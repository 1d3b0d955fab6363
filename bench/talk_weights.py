"""Learns the weights of bot/in_talk.py and writes them down. Run it from the project's root, after `clinic-bot train`:

    .venv/bin/python bench/talk_weights.py

Each row of data/talks/follow_ups.tsv is what was answered last, what was written then, and what that asks for. None of
its messages is among the examples of the classifier, whose probabilities would be surer of those than of a patient's.
The weights are few and the same for all intents, so that they need not be learned anew with each training.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.log_utils import configure_structlog
from scipy.optimize import minimize

from bot.channels import rasa_server
from bot.content import TOPICS, topic_of
from bot.follow_ups import FollowUp, read_follow_ups
from bot.in_talk import FEATURES, WEIGHTS, Heard
from bot.model import current_model
from bot.nlu.message_parts import DISTRIBUTION, FAMILIARITY
from bot.settings import Settings

PENALTY = 3e-3
"""What large weights cost; from 1e-3 to 1e-2 it does as well."""
DIGITS = 3

Array = npt.NDArray[np.float64]


def learn(rows: Sequence[FollowUp], heard: Sequence[Heard]) -> dict[str, list[float]]:
    """The weights that make what is accepted likeliest."""
    numbers = [np.array(list(each.features().values())) for each in heard]
    accepted = [
        np.array([row.accepts(name) for name in each.merged]) for row, each in zip(rows, heard, strict=True)
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, right in zip(numbers, accepted, strict=True):
            scores = features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            hit = chances[right].sum() + 1e-12
            total -= np.log(hit)
            slope += (chances - chances * right / hit) @ features
        count = len(numbers)
        return float(total / count + PENALTY * weights @ weights), slope / count + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(numbers[0].shape[1]), jac=True, method="L-BFGS-B").x.round(DIGITS)
    return dict(zip(FEATURES, found.reshape(len(FEATURES), -1).tolist(), strict=True))


def hear(processor: MessageProcessor, rows: Sequence[FollowUp]) -> list[Heard]:
    """What the classifier makes of each message by itself."""
    return [Heard(*_alone(processor, row.text), row.last) for row in rows]


def _alone(processor: MessageProcessor, text: str) -> tuple[dict[str, float], float]:
    nobody = DialogueStateTracker.from_events("nobody", [])
    parsed = processor._parse_message_with_graph(UserMessage(text), nobody, only_output_properties=False)
    return parsed[DISTRIBUTION], parsed[FAMILIARITY]


def main() -> None:
    """Learn them and write them down."""
    configure_structlog(logging.ERROR)
    rasa_server.install()
    agent = Agent.load(str(current_model(Settings.from_environment())))
    rows = [row for row in read_follow_ups() if topic_of(row.last) in TOPICS]
    weights = learn(rows, hear(agent.processor, rows))
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(WEIGHTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
