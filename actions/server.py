"""The action server: `python -m actions.server ...`, rasa_sdk's own with texts and store opened before it is up."""

from __future__ import annotations

import os

from rasa_sdk.__main__ import main as rasa_sdk_main

from actions.services import services

KEEP_ALIVE_SECONDS = 60
"""For so long an idle line stays open: longer than the assistant would use it again (bot.channels.rasa_server)."""


def main() -> None:
    """Serve; the first patient after a start does not wait for the texts to be read."""
    services()
    os.environ["SANIC_KEEP_ALIVE_TIMEOUT"] = str(KEEP_ALIVE_SECONDS)
    rasa_sdk_main()


if __name__ == "__main__":
    main()
