"""Training the learned check for red flags: examples in, weights out. `python -m bot.danger_training FILE`."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.content import Content
from bot.content_loader import load_content
from bot.danger_model import DangerWeights, Features, features, terms
from bot.danger_spelling import taught_spelling
from bot.follow_ups import read_follow_ups
from bot.problems import ContentError
from bot.red_flags import NO_DANGER, RedFlags
from bot.run_on import has_sentences, without_punctuation
from bot.safety import Safety, named_phrases
from bot.sentence_encoder import EncoderError, SentenceEncoder
from bot.settings import ROOT, Settings
from bot.softmax_regression import SoftmaxRegression
from bot.vector_file import VectorFile

STEPS = 60
"""Of L-BFGS; 50 are as good, and it is not to be waited for until the last digit stands."""
INVERSE_PENALTY = 5.0
"""How little large weights cost beside the examples."""
PLAIN_WEIGHT = 7400.0
"""What the questions of data/nlu weigh together: more of them must not make a danger less likely."""
WORDINGS_WEIGHT = 0.49
"""A danger. More of them weigh less each: together they are to raise no more false alarms (docs/decisions.md)."""
CRISIS_WEIGHT = 0.78
"""The same for despair, which hides behind everyday words more than other dangers do."""
STORIES_WEIGHT = 2.5
"""Letters and everyday questions with a danger's words in them: most messages of patients are like these."""
STORIES = frozenset({"stories", "aftercare_days", "small_talk", "headlines", "everyday"})
ASKING = "request.human"
ASKING_WEIGHT = 2.0
"""Asking for a person sounds like despair: 'I want to talk to a living soul'."""
RUN_ON_EVERY = 3
"""One in so many messages of several sentences is taught without its marks as well: people who are afraid leave them
out, and what runs together sounded like danger. All of them do no better than a third (docs/decisions.md)."""
IN_TALK = "follow_up"
"""Short and broken off, follow-ups are like nothing in data/nlu: 'how likely is it that I stay' was despair."""
NOT_HARMLESS = "urgent_elsewhere.yml"
"""The file of data/nlu whose examples may be dangers all the same, such as a toddler's fever."""
_INTENT = re.compile(r"^- intent: (\S+)$|^ +- (.+)$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Example:
    """A message, what it is, and how much it counts."""

    text: str
    flag: str
    """Which danger, each with a class of its own: a stroke and a bleed have fewer words in common than either with
    what is harmless (docs/decisions.md)."""
    level: str
    weight: float


def harmless(text: str, weight: float) -> Example:
    """A message without a danger; they all are one class."""
    return Example(text, NO_DANGER, NO_DANGER, weight)


def examples(red_flags: RedFlags, questions: Iterable[tuple[str, str]]) -> list[Example]:
    """The wordings and harmless messages of the file, and the questions of data/nlu as harmless ones."""
    dangerous = [
        Example(text, flag.name, flag.level, CRISIS_WEIGHT if flag.level == "crisis" else WORDINGS_WEIGHT)
        for flag in red_flags.flags
        for text in flag.wordings
    ]
    seen = {example.text for example in dangerous}
    alike = [
        harmless(text, STORIES_WEIGHT if kind in STORIES else 1.0)
        for kind, texts in red_flags.harmless.items()
        for text in texts
    ]
    plain = [(intent, text) for intent, text in questions if text not in seen]
    weight = PLAIN_WEIGHT / max(len(plain), 1)
    asked = [harmless(text, ASKING_WEIGHT if intent == ASKING else weight) for intent, text in plain]
    return [*dangerous, *alike, *asked]


def with_run_on(taught: Iterable[Example]) -> Iterator[Example]:
    """The examples, some of them both with and without the marks between their sentences, each at half its weight."""
    for example in taught:
        bare = without_punctuation(example.text)
        if bare == example.text or not has_sentences(example.text) or not _is_picked(example.text):
            yield example
            continue
        half = replace(example, weight=example.weight / 2)
        yield from (half, replace(half, text=bare))


def _is_picked(text: str) -> bool:
    """By the words, so that each training picks the same."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % RUN_ON_EVERY == 0


def questions_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Intent and text of the examples of Rasa's training data, without their marks and without what may be a danger."""
    for path in (each for each in sorted(folder.glob("*.yml")) if each.name != NOT_HARMLESS):
        intent = ""
        for name, text in _INTENT.findall(path.read_text(encoding="utf-8")):
            intent = name or intent
            if text:
                yield intent, _ENTITY.sub(r"\1", text).strip()


def train_danger(
    red_flags: RedFlags, taught: Sequence[Example], encoder: SentenceEncoder | VectorFile
) -> DangerWeights:
    """Weights that tell these examples' dangers apart."""
    spelling = taught_spelling(red_flags, [example.text for example in taught])
    taught = list(with_run_on(taught))
    safety = Safety(red_flags)
    names = (*named_phrases(red_flags), *_vocabulary(example.text for example in taught))
    columns = {name: column for column, name in enumerate(names)}
    vectors = encoder.encode([example.text for example in taught])
    rows = [
        features(vector, safety.concepts(example.text), example.text, columns)
        for vector, example in zip(vectors, taught, strict=True)
    ]
    fitted = SoftmaxRegression.fit(
        vectors,
        np.array([example.flag for example in taught]),
        INVERSE_PENALTY,
        STEPS,
        marks=_marks(rows, len(columns)),
        counts=np.array([example.weight for example in taught], dtype=np.float32),
    )
    # First the vector's, then the one's, then those of the concepts and terms.
    weights = np.roll(fitted.weights, -len(columns), axis=0)
    levels = {example.flag: example.level for example in taught}
    return DangerWeights(
        tuple(levels[flag] for flag in fitted.labels), names, red_flags.rules_digest, weights, spelling
    )


def train_from(settings: Settings) -> DangerWeights:
    """Weights for the project as it stands; raises ContentError if the content has faults."""
    content = load_content(settings.content)
    told = [(IN_TALK, each.text) for each in read_follow_ups()]
    questions = list(without_names(content, [*questions_of(ROOT / "data" / "nlu"), *told]))
    vectors = VectorFile(settings.models, SentenceEncoder())
    # Rasa, trained beside us, waits for these.
    vectors.encode([text for _, text in questions])
    return train_danger(content.red_flags, examples(content.red_flags, questions), vectors)


def without_names(content: Content, questions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The questions that name no procedure.

    Rasa's pipeline masks a name, so those that have one would be encoded once more, a tenth of all, and teach nothing
    that the others do not (docs/decisions.md).
    """
    names = [name.lower() for leaflet in content.leaflets.values() for name in leaflet.names]
    return (each for each in questions if not any(name in each[1].lower() for name in names))


def _vocabulary(texts: Iterable[str]) -> list[str]:
    """The terms that two messages share."""
    counts = Counter(term for text in texts for term in terms(text))
    return sorted(term for term, count in counts.items() if count > 1)


def _marks(rows: Sequence[Features], columns: int) -> csr_matrix:
    """One row for each message: its concepts and terms."""
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix(
        (values, np.concatenate([row.columns for row in rows]), ends), shape=(len(rows), columns)
    )


def main() -> int:
    """Write the weights for the project as it stands to the file named; returns the exit code."""
    try:
        train_from(Settings.from_environment()).save(Path(sys.argv[1]))
    except (ContentError, EncoderError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
