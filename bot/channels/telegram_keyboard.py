"""Telegram's keyboards: choices and ratings as inline buttons whose data means nothing to anyone else."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.content import Content
from bot.store import Message

CHOICE, UP, DOWN = "c", "u", "d"
"""What a button's data begins with; a choice's opaque token follows."""
PRESSED = "\u2713 "
"""Stands before the label of a button that was pressed."""

Rows = list[list[InlineKeyboardButton]]


def keyboard(message: Message, content: Content) -> InlineKeyboardMarkup | None:
    """The buttons under a message: one choice to a line, and a line of thumbs under an answer."""
    if message.reply is None:
        return None
    rows = [
        [InlineKeyboardButton(each.label, callback_data=CHOICE + each.value)]
        for each in message.reply.choices
    ]
    if message.reply.kind == "answer" and message.sender == "bot":
        up, down = content.replies["telegram.helpful"], content.replies["telegram.not_helpful"]
        rows.append(
            [InlineKeyboardButton(up, callback_data=UP), InlineKeyboardButton(down, callback_data=DOWN)]
        )
    return _markup(rows)


def after_choice(
    markup: InlineKeyboardMarkup | None, data: str, *, is_final: bool
) -> InlineKeyboardMarkup | None:
    """The buttons once one was pressed: it gets a tick, or all go if the choice was final."""
    if markup is None or is_final:
        return None
    return _markup([[_ticked(button, data) for button in row] for row in markup.inline_keyboard])


def after_rating(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The buttons without the thumbs."""
    if markup is None:
        return None
    rows = [
        [button for button in row if button.callback_data not in (UP, DOWN)] for row in markup.inline_keyboard
    ]
    return _markup(rows)


def _ticked(button: InlineKeyboardButton, data: str) -> InlineKeyboardButton:
    if button.callback_data != data or button.text.startswith(PRESSED):
        return button
    return InlineKeyboardButton(PRESSED + button.text, callback_data=data)


def _markup(rows: Rows) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None
