"""A clinic whose bot is on Telegram: the real channel in a thread of its own, against the played Bot API."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import uvicorn
from bot_api.people import wait_for
from bot_api.server import TOKEN, BotApi
from starlette.applications import Starlette

from bot.assistant import Assistant
from bot.channels.telegram import TelegramChannel
from bot.conversation import Conversations
from bot.danger_model import load_danger_model
from bot.feed import Feed
from bot.live_content import LiveContent
from bot.settings import Settings
from bot.store import Store
from bot.telegram_settings import TelegramSettings

T = TypeVar("T")
KEY = "bm90LWEtc2VjcmV0LWJ1dC1nb29kLWZvci10ZXN0cyE="


@dataclass
class TelegramClinic:
    """What runs: the store, the door and the channel belong to the thread; a test reads its own store."""

    api_url: str
    settings: Settings
    content: LiveContent
    assistant_url: str
    token: str = TOKEN
    with_webhook: bool = False
    staff_group: int | None = None
    screens: bool = False
    """Whether the learned check looks for red flags too."""
    messages_per_second: float = 1000.0
    assistant_timeout: float = 10.0
    store: Store = field(init=False)
    conversations: Conversations = field(init=False)
    channel: TelegramChannel = field(init=False)
    feed: Feed = field(init=False)
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Start it, and return when it runs."""
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self.run(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(20)

    def stop(self) -> None:
        """Stop it as a server is stopped."""
        self._loop.call_soon_threadsafe(self.ask_to_stop)
        self._thread.join(20)
        assert not self._thread.is_alive()

    def ask_to_stop(self) -> None:
        """Let `run` end; called in the clinic's own thread."""
        self._stop.set()

    def do(self, action: Callable[[], T]) -> T:
        """Run something in the clinic's own thread, where its store may be used."""

        async def run() -> T:
            return action()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    async def run(self, ready: threading.Event | None = None) -> None:
        """Be there for patients until asked to stop."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.store, self.feed = Store(self.settings.store), Feed()
        assistant = Assistant(self.assistant_url, self.assistant_timeout)
        self.conversations = Conversations(
            self.store,
            assistant,
            self.content,
            load_danger_model(self.settings) if self.screens else None,
            contact_key=KEY,
            feed=self.feed,
        )
        try:
            async with AsyncExitStack() as stack:
                await self._start_channel(stack)
                if ready:
                    ready.set()
                await self.conversations.resume()
                await self._stop.wait()
        finally:
            await assistant.close()
            self.store.close()

    async def _start_channel(self, stack: AsyncExitStack) -> None:
        server = await stack.enter_async_context(_served(self.port)) if self.with_webhook else None
        if server:
            self.port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{self.port}" if server else None
        settings = TelegramSettings(self.token, self.api_url, url, self.staff_group)
        self.channel = TelegramChannel(
            settings,
            self.store,
            self.conversations,
            self.content,
            self.feed,
            messages_per_second=self.messages_per_second,
        )
        if server:
            server.config.app.router.routes.extend(self.channel.routes())  # type: ignore[union-attr]
        await stack.enter_async_context(_running(self.channel))


@asynccontextmanager
async def _running(channel: TelegramChannel):  # type: ignore[no-untyped-def]
    task = asyncio.create_task(channel.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _served(port: int):  # type: ignore[no-untyped-def]
    config = uvicorn.Config(Starlette(), port=port, log_config=None, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.005)
    try:
        yield server
    finally:
        server.should_exit = True
        await task


@contextmanager
def running(clinic: TelegramClinic, api: BotApi) -> Iterator[TelegramClinic]:
    """The clinic, up and known to Telegram within the block."""
    before = len(api.calls_of("setMyCommands"))
    clinic.start()
    try:
        wait_for(lambda: len(api.calls_of("setMyCommands")) > before)
        yield clinic
    finally:
        clinic.stop()
