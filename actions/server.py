"""The action server: `python -m actions.server ...`, rasa_sdk's own with texts and store opened before it is up."""

from __future__ import annotations

from rasa_sdk.__main__ import main as rasa_sdk_main

from actions.services import services


def main() -> None:
    """Serve; the first patient after a start does not wait for the texts to be read."""
    services()
    rasa_sdk_main()


if __name__ == "__main__":
    main()
