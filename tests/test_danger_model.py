"""The learned check: plain numbers in a file, the same judgement after loading, and no model is no failure."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.content import Content
from bot.danger_model import (
    DangerModel,
    DangerWeights,
    current_danger_model,
    danger_fingerprint,
    load_danger_model,
    terms,
)
from bot.danger_training import (
    NOT_HARMLESS,
    Example,
    examples,
    harmless,
    questions_of,
    train_danger,
    with_run_on,
)
from bot.sentence_encoder import SentenceEncoder
from bot.settings import ROOT, Settings

pytestmark = pytest.mark.slow

TAUGHT = [
    *(Example(f"my {part} is numb", "numb", "emergency_now", 1.0) for part in ("leg", "arm", "foot", "hand")),
    *(
        Example(f"she {fell} and passed out", "faint", "emergency_now", 1.0)
        for fell in ("fell", "sank", "slid")
    ),
    *(Example(f"I want to {end}", "self_harm", "crisis", 1.0) for end in ("die", "end it all", "be dead")),
    *(
        Example(f"I have {ill}", "fever", "same_day", 1.0)
        for ill in ("a fever", "a temperature", "the chills")
    ),
    *(harmless(f"how long does the {what} take", 1.0) for what in ("visit", "scan", "check", "day")),
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The sentence encoder."""
    return SentenceEncoder()


@pytest.fixture(scope="module")
def weights(content: Content, encoder: SentenceEncoder) -> DangerWeights:
    """Weights learned from a few messages."""
    return train_danger(content.red_flags, TAUGHT, encoder)


def test_levels_are_told_apart(weights: DangerWeights, encoder: SentenceEncoder) -> None:
    """Each level, of whichever danger, is the most likely one for a message like those taught; all sum to one."""
    model = DangerModel(weights, encoder)
    for text, level in [
        ("my toe is numb", "emergency_now"),
        ("he tripped and passed out", "emergency_now"),
        ("I just want to die", "crisis"),
        ("I have a high fever", "same_day"),
        ("how long does the lunch take", "none"),
    ]:
        chances = model.probabilities(text, ())
        assert max(chances, key=chances.__getitem__) == level
        assert sum(chances.values()) == pytest.approx(1.0, abs=1e-5)


def test_loaded_weights_judge_alike(weights: DangerWeights, encoder: SentenceEncoder, tmp_path: Path) -> None:
    """What is saved and loaded gives the same probabilities."""
    weights.save(tmp_path / "danger-x.npz")
    loaded = DangerModel(DangerWeights.load(tmp_path / "danger-x.npz"), encoder)
    text = "my lge is numb"
    assert loaded.probabilities(text, ["numb"]) == DangerModel(weights, encoder).probabilities(text, ["numb"])


def test_slips_are_judged_as_what_was_meant(weights: DangerWeights, encoder: SentenceEncoder) -> None:
    """Two slips take nothing from a danger's likelihood."""
    model = DangerModel(weights, encoder)
    assert model.probabilities("my foot is nubm", ["numb"]) == model.probabilities(
        "my foot is numb", ["numb"]
    )


def test_weights_of_before_judge_what_was_typed(
    weights: DangerWeights, encoder: SentenceEncoder, tmp_path: Path
) -> None:
    """A file without the spelling beside the weights serves until the training that an update brings is done."""
    weights.save(tmp_path / "now.npz")
    with np.load(tmp_path / "now.npz") as data:
        np.savez(tmp_path / "before.npz", **{name: data[name] for name in data.files if name != "spelling"})
    before = DangerWeights.load(tmp_path / "before.npz")
    assert (before.spelling, before.names) == ("", weights.names)
    typed, text = DangerModel(before, encoder), "my foot is nubm"
    assert typed.probabilities(text, ()) != DangerModel(weights, encoder).probabilities(text, ())


def test_words_never_seen_are_no_failure(weights: DangerWeights, encoder: SentenceEncoder) -> None:
    """A message without a single known word is judged too."""
    assert DangerModel(weights, encoder).probabilities("\u0645\u0631\u062d\u0628\u0627", ["unheard_of"])


def test_without_a_model_there_is_a_warning(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """With no trained file the bot goes on with rules alone and says so."""
    with caplog.at_level(logging.WARNING):
        assert load_danger_model(settings) is None
    assert "rules alone" in caplog.text


def test_broken_file_is_passed_over(
    settings: Settings, weights: DangerWeights, caplog: pytest.LogCaptureFixture
) -> None:
    """A file that cannot be read, or is of another version, is named; an older good one serves."""
    settings.models.mkdir(parents=True)
    weights.save(settings.models / "danger-old.npz")
    current_danger_model(settings).write_bytes(b"no numbers")
    np.savez(settings.models / "danger-other.npz", format="1")
    with caplog.at_level(logging.WARNING):
        assert load_danger_model(settings) is not None
    assert "danger-other.npz" in caplog.text


def test_fingerprint_follows_the_red_flags(tmp_path: Path) -> None:
    """An edited wording asks for a new training; an edited answer does not."""
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    before = danger_fingerprint(content)
    with (content / "general.yml").open("a") as answers:
        answers.write("\n# edited\n")
    assert danger_fingerprint(content) == before
    with (content / "red_flags.yml").open("a") as flags:
        flags.write("\n# edited\n")
    assert danger_fingerprint(content) != before


def test_questions_are_taught_as_harmless(content: Content) -> None:
    """The questions of data/nlu are taught without their marks, and those that may be dangers are left out."""
    questions = list(questions_of(ROOT / "data" / "nlu"))
    assert len(questions) > 1000
    assert not [text for _, text in questions if "](" in text]
    texts = {text for _, text in questions}
    assert "ringing in my ears" in texts
    assert "my 2 year old has a fever of 38.5" not in texts
    taught = examples(content.red_flags, questions)
    assert {example.level for example in taught} == {"crisis", "emergency_now", "same_day", "none"}


def test_asking_for_a_person_counts_for_more(content: Content) -> None:
    """It sounds like despair, so one such message weighs more than any other question."""
    asked = [
        ("request.human", "I'd like to hear a human voice"),
        ("duration", "how many minutes is it"),
    ] * 5000
    weights = {example.text: example.weight for example in examples(content.red_flags, asked)}
    assert weights["I'd like to hear a human voice"] > 2 * weights["how many minutes is it"]


def test_each_question_is_read_with_its_own_intent() -> None:
    """An empty line before an intent does not make its examples another intent's."""
    expected = Counter(
        (part["intent"], line.removeprefix("- "))
        for path in (ROOT / "data" / "nlu").glob("*.yml")
        if path.name != NOT_HARMLESS
        for part in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in part
        for line in part["examples"].splitlines()
        if line and "](" not in line and "]{" not in line
    )
    found = Counter(questions_of(ROOT / "data" / "nlu"))
    assert expected - found == Counter()
    assert {intent for intent, _ in found} == {intent for intent, _ in expected}


def test_terms_are_words_and_pairs() -> None:
    """A message's terms are its words and neighbouring pairs."""
    assert terms("Can't feel, legs") == {"=can't", "=feel", "=legs", "=can't feel", "=feel legs"}


def test_some_messages_are_taught_without_their_marks_too() -> None:
    """The same ones each time, and both forms together weigh what the message weighs."""
    stories = [f"I fell in week {number}. It hurts, doesn't it?" for number in range(60)]
    plain = ["when can I drive?", "no marks at all"]
    taught = [harmless(text, 2.0) for text in (*stories, *plain)]
    written = list(with_run_on(taught))
    assert written == list(with_run_on(taught))
    assert sum(example.weight for example in written) == sum(example.weight for example in taught)
    assert [each.text for each in written if each.text in plain] == plain
    bare = {example.text for example in written} - {*stories, *plain}
    assert bare <= {f"I fell in week {number} It hurts doesnt it" for number in range(60)}
    assert 10 <= len(bare) <= 30
