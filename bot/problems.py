"""Problems: faults and warnings found while loading content, told all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class CommandError(Exception):
    """A command could not be done; the message is one plain line that says why."""


class ContentError(Exception):
    """Content that must not be used; `problems` names each fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems

    def first(self, most: int) -> list[str]:
        """The first faults, and how many more there are."""
        hidden = len(self.problems) - most
        return self.problems[:most] + ([f"and {hidden} more"] if hidden > 0 else [])


class Problems:
    """Collects faults so that a writer can mend all of them in one go."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def error(self, message: str) -> None:
        """A fault: the content must not be used."""
        self.errors.append(message)

    def warning(self, message: str) -> None:
        """Something to mend that does not stop the bot."""
        self.warnings.append(message)

    @contextmanager
    def reading(self, where: str) -> Iterator[None]:
        """Tell of an entry whose shape is so odd that reading it fails; whatever else is wrong is told too."""
        try:
            yield
        except (AttributeError, KeyError, TypeError, ValueError):
            self.error(f"{where}: is not in the form that this file's entries have")

    def raise_if_any(self) -> None:
        """Raise ContentError with every fault so far."""
        if self.errors:
            raise ContentError(self.errors)
