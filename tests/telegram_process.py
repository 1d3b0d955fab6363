"""A clinic on Telegram as a process of its own: `python tests/telegram_process.py API_URL ASSISTANT_URL`."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from telegram_clinic import TelegramClinic

from bot.live_content import LiveContent
from bot.settings import Settings


def main() -> None:
    """Run until told to stop."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    settings = Settings.from_environment()
    clinic = TelegramClinic(sys.argv[1], settings, LiveContent(settings.content), sys.argv[2])
    asyncio.run(_serve(clinic))


async def _serve(clinic: TelegramClinic) -> None:
    loop = asyncio.get_running_loop()
    running = asyncio.create_task(clinic.run())
    loop.add_signal_handler(signal.SIGTERM, clinic.ask_to_stop)
    await running


if __name__ == "__main__":
    main()
