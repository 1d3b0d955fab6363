"""The check for other languages is taught with a few messages and judges what it has not read."""

from __future__ import annotations

import pytest

from bot.foreign_check import ForeignCheck, ForeignExample, runs

TAUGHT = [
    ("no siento las piernas", {"numb", "legs"}, "emergency_now"),
    ("me duele el pecho", {"chest", "pain"}, "emergency_now"),
    ("quiero morir", {"crisis"}, "crisis"),
    ("ya no quiero vivir", set(), "crisis"),
    ("tengo fiebre desde ayer", {"fever"}, "same_day"),
    ("quiero saber el horario", set(), "none"),
    ("quiero pedir hora", set(), "none"),
    ("muchas gracias por todo", set(), "none"),
    ("me gustaría saber el precio", set(), "none"),
]


@pytest.fixture(scope="module")
def check() -> ForeignCheck:
    """Taught with nine messages."""
    return ForeignCheck([ForeignExample(text, frozenset(names), level) for text, names, level in TAUGHT])


def test_danger_outweighs_none(check: ForeignCheck) -> None:
    """A concept that stands for danger is one in other words too."""
    chances = check.probabilities("tengo las piernas dormidas", {"numb", "legs"})
    assert max(chances, key=lambda level: chances[level]) == "emergency_now"


def test_everyday_message_sounds_like_none(check: ForeignCheck) -> None:
    """Words that stand in harmless messages make one harmless."""
    assert check.probabilities("quiero saber el precio", set())["none"] > 0.6


def test_shares_make_a_whole(check: ForeignCheck) -> None:
    """Whatever is written, the levels and none are shares of one."""
    for text in ("", "?!", "żółć", "quiero morir", "fiebre " * 50):
        chances = check.probabilities(text, {"fever", "unknown"})
        assert sum(chances.values()) == pytest.approx(1.0)
        assert min(chances.values()) >= 0.0


def test_accents_make_no_difference() -> None:
    """People leave them out on phones."""
    assert runs("não está") == runs("NAO ESTA")
    assert " no" not in runs("sino")
