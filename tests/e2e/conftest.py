"""Two real stacks, each started once: one that stays whole for all tests of this folder, and one to break."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.stack import Stack

from .talk import Bot, Talk, guard_environment, settings_in


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for every talk."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the guard in the stack's processes writes: who it guards, and what it refused."""
    return tmp_path_factory.mktemp("guard")


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory, runner: asyncio.Runner, attempts: Path) -> Iterator[Bot]:
    """The real processes, under guard for as long as the session lasts."""
    stack = Stack(settings_in(tmp_path_factory.mktemp("bot")), print)
    try:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in guard_environment(attempts).items():
                environment.setenv(name, value)
            stack.start()
        bot = Bot(stack, runner)
        yield bot
        bot.close()
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def _to_break(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(settings_in(tmp_path_factory.mktemp("fragile")), print)
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def fragile(_to_break: Stack, runner: asyncio.Runner) -> Iterator[Bot]:
    """The stack to break, whole again for each file, with the most talkative log that the environment can ask for."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LOG_LEVEL", "DEBUG")
        if not _to_break.pids() or _to_break.fallen():
            _to_break.stop()
            _to_break.start()
        bot = Bot(_to_break, runner)
        yield bot
        bot.close()


@pytest.fixture
def patient(bot: Bot) -> Talk:
    """A patient who has not said anything yet."""
    return bot.talk()
