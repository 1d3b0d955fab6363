"""Staff edit a text while the bot runs: said in the next answer, or the last good text stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

FILE = "general.yml"
QUESTION = "how much does it cost?"


@pytest.fixture(autouse=True)
def as_before(bot: Bot) -> Iterator[None]:
    """Put the file back as it was."""
    before = (bot.settings.content / FILE).read_text()
    yield
    bot.edit(FILE, lambda _: before)


def _with_a_new_sentence(text: str) -> str:
    return text.replace("This chat cannot give a price.", "This chat cannot name a price today.", 1)


def test_an_edited_text_is_said_in_the_next_answer(bot: Bot, patient: Talk) -> None:
    """No restart, no training; the log of turns tells the versions apart."""
    before = patient.ask(QUESTION)
    old = patient.turn["versions"]
    bot.edit(FILE, _with_a_new_sentence)
    after = patient.ask(QUESTION)
    assert "cannot name a price today" not in before.text
    assert "cannot name a price today" in after.text
    assert patient.turn["versions"] != old


@pytest.mark.parametrize(
    "fault",
    [
        lambda text: text + "\n  broken: [",
        lambda text: _with_a_new_sentence(text).replace("sources: [", "sources: [no-such-source, ", 1),
        lambda text: "",
    ],
    ids=["not YAML", "an unknown source", "an empty file"],
)
def test_a_broken_edit_keeps_the_last_good_text(bot: Bot, patient: Talk, fault: Callable[[str], str]) -> None:
    """The patient hears the old text, and the log says loudly what is wrong."""
    before = patient.ask(QUESTION)
    log = bot.settings.data / "actions.log"
    quiet = log.stat().st_size
    bot.edit(FILE, fault)
    assert patient.ask(QUESTION).text == before.text
    said = log.read_bytes()[quiet:].decode()
    assert "CONTENT NOT TAKEN OVER" in said
    assert FILE in said
