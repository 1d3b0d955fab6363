"""Help in a refusal: a danger in words that the web chat refuses or cannot store is met in the very answer."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from bot.channels.message_json import help_json
from bot.channels.problem import CANNOT_BE_USED, FAILED, UNAVAILABLE_SECONDS, ProblemError
from bot.conversation import Conversations
from bot.failure import where_it_failed

logger = logging.getLogger(__name__)

END_CHARACTERS = 1000
"""Of a refused text so many are screened at each end: the time it takes grows with the text."""

Help = Sequence[Mapping[str, Any]]


class HelpInRefusal:
    """Screens in memory what will not be stored; it is for the patient to send it again."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    @contextmanager
    def given(self, conversation: str, data: Mapping[str, Any], key: str) -> Iterator[None]:
        """Put help into the problem that comes up meanwhile: a text too long, too many, or what fails in here."""
        try:
            yield
        except ProblemError as problem:
            if problem.name in ("too-long", "too-fast"):
                problem.help = self.to_refused(conversation, data, key)
            raise
        except Exception as error:
            help = self._to(conversation, data, _text(data, key))
            if not help:
                raise
            raise _problem_with(help, error) from error

    def to_refused(self, conversation: str, data: Mapping[str, Any], key: str) -> Help:
        """What is said to a danger at the beginning or the end of a text that is refused."""
        return self._to(conversation, data, *_ends(_text(data, key)))

    def _to(self, conversation: str, data: Mapping[str, Any], *texts: str) -> Help:
        replies = [reply for text in texts for reply in self._conversations.help_unsaved(conversation, text)]
        client_id = data.get("client_id")
        # Both ends may be met with the same.
        return help_json(dict.fromkeys(replies), client_id if isinstance(client_id, str) else None)


def _problem_with(help: Help, error: Exception) -> ProblemError:
    """What `on_database_error` and `on_failure` would say, with the help."""
    if isinstance(error, sqlite3.Error):
        logger.error(CANNOT_BE_USED, where_it_failed(error))
        return ProblemError("unavailable", UNAVAILABLE_SECONDS, help)
    logger.error(FAILED, where_it_failed(error))
    return ProblemError("failed", help=help)


def _text(data: Mapping[str, Any], key: str) -> str:
    text = data.get(key)
    return text if isinstance(text, str) else ""


def _ends(text: str) -> tuple[str, ...]:
    """The first and the last part of a text; a short one as it is."""
    if len(text) <= 2 * END_CHARACTERS:
        return (text,)
    return text[:END_CHARACTERS], text[-END_CHARACTERS:]
