"""In a talk: how likely each intent is once it is known what was answered last.

'How long does it stay on' asks one thing by itself and another after the answer on the dressing. A log-linear model
with few weights, the same for all intents, so that a new topic needs none: the last answer and its neighbours are the
likelier, the less sure the message is by itself. The weights are learned by bench/talk_weights.py from
data/talks/follow_ups.tsv and stand in talk_weights.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.content import TOPICS, topic_of
from bot.distributions import Distribution, groups_in, top

WEIGHTS = Path(__file__).with_name("talk_weights.json")
LEANING = ("followup", "request.more", "request.repeat")
"""The intents of a message that says by itself that it leans on the talk; they want the last answer."""
PLAIN = 0.9
"""Who asks about one topic so surely is heard as if nothing had been said before."""
LEANS = 0.5
"""Who leans on the talk so surely is understood by its own rules: 'and for the other one?'"""
SMALLEST = 1e-4
"""Added to every probability before its logarithm is taken."""


FEATURES = ("by_itself", "last", "same_topic", "leaning")
"""What each intent is weighed by.

The logarithm of its probability by itself; whether it is what was answered last, or of its topic; and, for the last
answer, the logarithm of how likely the message says by itself that it leans on the talk. Each weight is a sum of
three: a fixed one, one for how sure the message is of a topic, and one for how familiar it is.
"""


@dataclass(frozen=True)
class Heard:
    """A message as it is by itself, and the answer before it."""

    distribution: Distribution
    familiarity: float
    last: str

    @cached_property
    def leaning(self) -> float:
        """How likely the message says by itself that it leans on the talk."""
        return sum(self.distribution.get(name, 0.0) for name in LEANING)

    @property
    def context(self) -> tuple[float, float, float]:
        """What the weights are summed with."""
        return 1.0, top(groups_in(self.merged))[1], self.familiarity

    @cached_property
    def merged(self) -> dict[str, float]:
        """The distribution with what leans on the talk counted for the last answer."""
        merged = {**self.distribution, **dict.fromkeys(LEANING, 0.0)}
        merged[self.last] = merged.get(self.last, 0.0) + self.leaning
        return merged

    def features(self) -> dict[str, tuple[float, ...]]:
        """For each intent the numbers that the weights are for: those of `FEATURES`, each times the context."""
        leaning, context = math.log(self.leaning + SMALLEST), self.context
        found = {}
        for name, probability in self.merged.items():
            is_last = float(name == self.last)
            is_near = float(topic_of(name) == topic_of(self.last))
            single = (math.log(probability + SMALLEST), is_last, is_near, is_last * leaning)
            found[name] = tuple(number * each for number in single for each in context)
        return found


def in_talk(distribution: Distribution, familiarity: float, last: str) -> Distribution:
    """How likely each intent is after the answer `last`; the same as before where a message needs no talk before it."""
    heard = Heard(distribution, familiarity, last)
    group, confidence = top(groups_in(distribution))
    is_plain = group in TOPICS and confidence >= PLAIN
    # A question that was turned away ('boundary.medicine') has no neighbours, and none was learned from.
    if is_plain or heard.leaning >= LEANS or last not in distribution or topic_of(last) not in TOPICS:
        return distribution
    weights = talk_weights()
    scores = {
        name: sum(weight * number for weight, number in zip(weights, numbers, strict=True))
        for name, numbers in heard.features().items()
    }
    return _softmax(scores)


@cache
def talk_weights() -> tuple[float, ...]:
    """The weights that were learned, three for each of `FEATURES`."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return tuple(weight for name in FEATURES for weight in read[name])


def _softmax(scores: Mapping[str, float]) -> dict[str, float]:
    highest = max(scores.values())
    raised = {name: math.exp(score - highest) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: each / total for name, each in raised.items()}
