"""Rights: what the bot must be allowed to do in the staff's Telegram group, and a line in the log if it is not."""

from __future__ import annotations

import logging

from telegram import Bot, ChatMemberAdministrator
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

NEEDED = {"can_manage_topics": "to manage topics", "can_delete_messages": "to delete messages"}
"""The right's name in the Bot API, and what it allows; without the second no topic can be deleted."""


async def missing_rights(bot: Bot, group: int) -> list[str]:
    """What the bot may not do there: all of it while it is no administrator. Raises TelegramError."""
    member = await bot.get_chat_member(group, bot.id)
    is_administrator = isinstance(member, ChatMemberAdministrator)
    return [allows for right, allows in NEEDED.items() if not (is_administrator and getattr(member, right))]


async def tell_missing_rights(bot: Bot, group: int) -> None:
    """Say once what is missing, for whoever runs the bot: the group itself goes on as far as it can."""
    try:
        missing = await missing_rights(bot, group)
    except TelegramError as error:
        logger.warning("Telegram does not say what the bot may do in the staff's group: %s", _kind(error))
        return
    if missing:
        logger.error(
            "In the staff's Telegram group the bot lacks the right %s: see 'In a Telegram group' in docs/staff.md.",
            " and the right ".join(missing),
        )


def _kind(error: TelegramError) -> str:
    return type(error).__name__
