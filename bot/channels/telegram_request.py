"""Telegram's requests: HTTP that tells a log neither the token nor a patient's words, and reads what it can."""

from __future__ import annotations

import json
import logging
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)

LOUD = ("httpx", "httpcore", "telegram", "telegram.ext")
"""Loggers that would write addresses with the token, or what was sent."""
RATE_LIMITER = "telegram.ext.AIORateLimiter"
PLAIN_KINDS = ("message", "edited_message", "channel_post")
PLAIN_FIELDS = ("message_id", "date", "edit_date", "chat", "from", "text", "caption", "media_group_id")
"""What a message of an unknown form is reduced to."""
SENT_FIELDS = (*PLAIN_FIELDS, "photo")
"""What we need of a message that was sent."""

Json = dict[str, Any]


class QuietRequest(HTTPXRequest):
    """The library's request, which would log an answer that is not JSON as it stands."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer's JSON; raises TelegramError for what is none.

        A message that was sent comes back with the one it replies to: what could not be read in that would look as if
        sending had failed.
        """
        answer = _parse(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = _only(result, SENT_FIELDS)
        return answer


class UpdatesRequest(HTTPXRequest):
    """The request for updates, in which one that the library cannot read would block all that come with it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer's JSON, each update in it readable."""
        answer = _parse(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [readable(update) for update in answer["result"]]
        return answer


def readable(update: Json) -> Json:
    """The update as it came, or as much of it as the library can read."""
    for form in (update, _plain(update)):
        try:
            Update.de_json(form, None)
        except Exception:
            logger.warning("An update from Telegram has an unknown form; it is read as far as it can be.")
        else:
            return form
    return {"update_id": update["update_id"]}


def _plain(update: Json) -> Json:
    plain: Json = {"update_id": update["update_id"]}
    for kind in PLAIN_KINDS:
        if kind in update:
            plain[kind] = _only(update[kind], PLAIN_FIELDS)
    return plain


def _only(message: Json, fields: tuple[str, ...]) -> Json:
    return {key: value for key, value in message.items() if key in fields}


def _parse(payload: bytes) -> Json:
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except ValueError:
        raise TelegramError("Invalid server response") from None
    if not isinstance(answer, dict):
        raise TelegramError("Invalid server response")
    return answer


def quiet_loggers() -> None:
    """Whatever level the rest of the program logs at, these libraries tell of trouble alone."""
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It tells of every 429, with a traceback; we wait and try again.
    logging.getLogger(RATE_LIMITER).setLevel(logging.CRITICAL)
