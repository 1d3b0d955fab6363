"""The assistant is asked over HTTP, and says which way it failed."""

from __future__ import annotations

import asyncio
import time

import pytest
from played_assistant import PlayedAssistant

from bot.assistant import Assistant, AssistantUnavailableError
from bot.reply import Reply

pytestmark = pytest.mark.slow


class Line:
    """Asks the assistant and waits for what it says."""

    def __init__(self, assistant: Assistant, loop: asyncio.AbstractEventLoop) -> None:
        self._assistant = assistant
        self._loop = loop

    def ask(self, text: str | None = None, payload: str | None = None) -> list[Reply]:
        """The replies to one message."""
        return self._loop.run_until_complete(self._assistant.reply("c-1", text=text, payload=payload))

    def is_ready(self) -> bool:
        """Whether the assistant says that it is ready."""
        return self._loop.run_until_complete(self._assistant.is_ready())


@pytest.fixture
def line(assistant: Assistant, played: PlayedAssistant, loop: asyncio.AbstractEventLoop) -> Line:
    """The line to the played assistant."""
    return Line(assistant, loop)


def test_replies_come_back_whole(line: Line, reply: Reply) -> None:
    """The replies are exactly those that the assistant gave."""
    assert line.ask(text="how long?") == [reply]


def test_text_and_payload_are_kept_apart(line: Line, played: PlayedAssistant) -> None:
    """What was typed and what was pressed go into fields of their own, with the time of arrival."""
    line.ask(text="/restart")
    line.ask(payload="/brace")
    first, second = played.asked
    assert (first["sender"], first["text"], first["payload"]) == ("c-1", "/restart", None)
    assert (second["text"], second["payload"]) == (None, "/brace")
    assert abs(first["received_at"] - time.time()) < 60


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (500, b"", "status 500"),
        (302, b"", "status 302"),
        (200, b"oops", "not a reply"),
        (200, b'{"replies": [1]}', "not a reply"),
    ],
)
def test_failure_says_why(line: Line, played: PlayedAssistant, status: int, body: bytes, why: str) -> None:
    """A status other than 200 or a body that is no reply is told as what it is."""
    played.status, played.body = status, body
    with pytest.raises(AssistantUnavailableError, match=why):
        line.ask(text="how long?")


def test_slow_assistant_took_too_long(
    hurried: Assistant, played: PlayedAssistant, loop: asyncio.AbstractEventLoop
) -> None:
    """An assistant that is slower than the limit took too long."""
    played.hangs = True
    with pytest.raises(AssistantUnavailableError, match="took too long"):
        Line(hurried, loop).ask(text="how long?")


def test_readiness_is_told(line: Line, played: PlayedAssistant) -> None:
    """It is ready when it says so, and not while it has no model."""
    assert line.is_ready()
    played.status = 503
    assert not line.is_ready()


def test_absent_assistant_is_not_ready(loop: asyncio.AbstractEventLoop) -> None:
    """Where nothing listens, nothing is ready."""
    absent = Assistant("http://127.0.0.1:1", timeout=5.0)
    assert not Line(absent, loop).is_ready()
    loop.run_until_complete(absent.close())


def test_environments_proxy_is_not_used(
    played: PlayedAssistant, loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment never sees a patient's message."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    direct = Assistant(played.url, timeout=5.0)
    assert Line(direct, loop).ask(text="how long?")
    loop.run_until_complete(direct.close())
