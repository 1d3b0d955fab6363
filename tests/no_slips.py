"""The base of learned checks that tests play: no danger is known to its training, and nothing is a slip to it."""

from __future__ import annotations


class NoSlips:
    """Reads each text as it was typed; how likely a danger is, is the test's to say."""

    rules = ""

    def meant(self, text: str) -> str:
        """The text itself."""
        return text
