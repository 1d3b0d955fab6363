"""A few words with an unknown one among them are taken for the example that they are a slip or two away from."""

from __future__ import annotations

import pytest

from bot.short_phrases import ShortPhrases

pytestmark = pytest.mark.slow

TEXTS = [
    "Tell me a joke!",
    "hey hey",
    "How old are you?",
    "operator",
    "agent please",
    "that's grand",
    "bye",
    "my fracure",
    "how long does all of this take on the day",
]


@pytest.fixture(scope="module")
def phrases(tmp_path_factory: pytest.TempPathFactory) -> ShortPhrases:
    """What these examples teach, read back from what was kept."""
    folder = tmp_path_factory.mktemp("phrases")
    ShortPhrases.of(TEXTS).save(folder)
    return ShortPhrases.load(folder)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tlel me a jke", "tell me a joke"),
        ("ehy hye!", "hey hey"),
        ("how old re yo", "how old are you"),
        ("OPRATR", "operator"),
        ("aent pleas", "agent please"),
        ("that\u2019s grrand", "that's grand"),
    ],
)
def test_short_messages_are_read_as_a_whole(phrases: ShortPhrases, written: str, meant: str) -> None:
    """Two slips in two words leave nothing to tell one by the other."""
    assert phrases.meant(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "tell me a joke",
        "operation",
        "bey",
        "opiates please",
        "my name is Jokkela",
        "my fracre",
        "how long does al of ths take on the day",
        "",
        "???",
        "1234567",
        "\N{GRINNING FACE}",
    ],
)
def test_everything_else_stays(phrases: ShortPhrases, text: str) -> None:
    """What is right or common, too short to tell, farther away, longer, or near a mistake of the examples only."""
    assert phrases.meant(text) is None
