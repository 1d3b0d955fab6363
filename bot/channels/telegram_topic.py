"""A topic of a Telegram group: how it is written to, and how it shows that somebody has deleted it."""

from __future__ import annotations

from telegram import ReplyParameters
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram_limiter import Urgency

GONE = ("thread not found", "topic_deleted", "topic_id_invalid")


class TopicGoneError(Exception):
    """Somebody has deleted the topic."""


def is_gone(error: TelegramError) -> bool:
    """Whether Telegram says that there is no such topic any more."""
    return isinstance(error, BadRequest) and any(words in str(error).lower() for words in GONE)


async def say_in(bot: ExtBot[Urgency], group: int, topic: int, text: str, answers: int | None = None) -> int:
    """Write into a topic, opening it again if somebody closed it; raises TopicGoneError if it is gone."""
    reply = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None
    try:
        sent = await bot.send_message(group, text, message_thread_id=topic, reply_parameters=reply)
    except BadRequest as error:
        if is_gone(error):
            raise TopicGoneError from error
        if "topic_closed" not in str(error).lower():
            raise
        await bot.reopen_forum_topic(group, topic)
        sent = await bot.send_message(group, text, message_thread_id=topic, reply_parameters=reply)
    return sent.message_id
