"""Whatever is typed: a clear reply, nothing obeyed, and the next question works."""

from __future__ import annotations

import pytest

from bot.reply import KINDS

from .talk import Bot, Talk

pytestmark = pytest.mark.stack

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
COMMANDS = (
    "/restart",
    "/recovery",
    '/request.human{"x":1}',
    ' /intent{"a":1}',
    "//restart",
    "/back",
    "/session_start",
    '/recovery{"procedure": "kyphoplasty"}',
)
DISGUISED = (
    "/ recovery",
    "/recovery please",
    "\n/\n/recovery",
    f"/{NO_BREAK_SPACE}/recovery",
    "/\N{ZERO WIDTH SPACE}recovery",
    "\N{FULLWIDTH SOLIDUS}recovery",
)


def _goes_on(patient: Talk) -> None:
    reply = patient.ask("how long does kyphoplasty take?")
    assert (reply.kind, reply.topics, reply.procedure) == ("answer", ("duration",), "kyphoplasty")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_typed_command_is_refused(bot: Bot, patient: Talk, command: str) -> None:
    """A command of Rasa's that a patient types does nothing and is told so."""
    reply = patient.ask(command)
    assert reply.kind == "system"
    assert "looks like a computer command" in reply.text
    assert not bot.store.turns(patient.id)
    assert not [row for row in bot.store.open_handoffs() if row["conversation"] == patient.id]
    _goes_on(patient)


@pytest.mark.parametrize("text", DISGUISED)
def test_a_disguised_command_is_read_as_words(bot: Bot, patient: Talk, text: str) -> None:
    """A slash hidden among spaces and words is not obeyed either: the classifier reads what is left."""
    patient.say(text)
    assert all(turn["runner_up"] for turn in bot.store.turns(patient.id))
    _goes_on(patient)


def test_a_typed_restart_does_not_forget_the_talk(patient: Talk) -> None:
    """The conversation's procedure outlives a typed command."""
    patient.say("how is recovery after vertebroplasty?")
    patient.say("/restart")
    assert patient.ask("how long does that take?").procedure == "vertebroplasty"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('hello')</script>",
        "<b>how long</b> does <i>kyphoplasty</i> take?<img src=x onerror=alert(1)>",
        "'; DROP TABLE messages; --",
        'Robert"); DELETE FROM turns WHERE ("1"="1',
        "\N{GRINNING FACE}\N{THUMBS UP SIGN}\N{HEAVY BLACK HEART}",
        "{procedure} {phone} {{7*7}} %s %d ${HOME}",
        "\x00\x07\x1b[31mred\x1b[0m",
        "\ud800 half a surrogate",
        "\N{RIGHT-TO-LEFT OVERRIDE}ytsalpohpyk",
        "[kyphoplasty](procedure) @ [x]{",
        "?",
    ],
)
def test_odd_text_gets_a_clear_reply(bot: Bot, patient: Talk, text: str) -> None:
    """Markup, code, symbols and control characters are stored as text and answered in plain words."""
    replies = patient.say(text)
    assert all(reply.kind in KINDS and reply.text.strip() for reply in replies)
    assert all("<" not in reply.text and "{" not in reply.text for reply in replies)
    assert "I cannot answer just now" not in replies[0].text
    assert bot.store.messages(patient.id)[1].sender == "patient"
    if replies[-1].kind == "handoff":
        # Taken for asking for a person, which ends at a press; until then the bot is silent.
        patient.press("I do not need a person")
    _goes_on(patient)


def test_an_empty_message_is_told_so(patient: Talk) -> None:
    """Nothing but spaces is no question."""
    for text in ("", "   \n\t "):
        reply = patient.ask(text)
        assert reply.kind == "system"
        assert "without any words" in reply.text
    _goes_on(patient)


def test_a_message_of_ten_thousand_characters_is_told_so_and_kept(bot: Bot, patient: Talk) -> None:
    """Too long to answer, but stored, with a person at hand."""
    text = ("my back hurts " * 1000)[:10_000].strip()
    reply = patient.ask(text)
    assert reply.kind == "system"
    assert "too long" in reply.text
    assert patient.labels == ["Talk to a person"]
    assert bot.store.messages(patient.id)[1].text == text
    _goes_on(patient)


def test_a_long_but_allowed_message_is_answered_in_time(patient: Talk) -> None:
    """The longest message that is read still gets a reply."""
    text = "We have been waiting for weeks. " * 120 + "How long does kyphoplasty take?"
    assert "I cannot answer just now" not in patient.say(text)[0].text
    _goes_on(patient)
