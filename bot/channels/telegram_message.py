"""Telegram messages: what a stored message becomes there, part by part, in the order of sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from telegram import InlineKeyboardMarkup
from telegram.constants import MessageEntityType, MessageLimit

from bot.channels.telegram_keyboard import keyboard
from bot.channels.telegram_text import Formatted, Span, join, mark, plain, shown
from bot.content import Content
from bot.emergency import links_in
from bot.pictures import PICTURES
from bot.reply import Link, Reply, Source
from bot.store import Message

MAX_CAPTION = int(MessageLimit.CAPTION_LENGTH)


@dataclass(frozen=True)
class TextPart:
    """Words, and on the last part the buttons."""

    text: Formatted
    buttons: InlineKeyboardMarkup | None = None


@dataclass(frozen=True)
class PhotoPart:
    """A drawing, with what it shows in words."""

    path: Path
    caption: str


@dataclass(frozen=True)
class CallPart:
    """A number to call as a card, because Telegram makes no link of short numbers."""

    name: str
    link: Link

    @property
    def number(self) -> str:
        """What is dialled."""
        return self.link.url.removeprefix("tel:")


Part = TextPart | PhotoPart | CallPart


def parts(message: Message, content: Content, pictures: Path = PICTURES) -> list[Part]:
    """The parts of a message: drawings first, then the words, and in an emergency the number to call."""
    texts = formatted(message, content).split()
    buttons = keyboard(message, content)
    last = len(texts) - 1
    words = [TextPart(text, buttons if number == last else None) for number, text in enumerate(texts)]
    return [*_photos(message, pictures), *words, *_call(message, content)]


def formatted(message: Message, content: Content) -> Formatted:
    """The words of a message with its numbers to call marked, and below an answer where it comes from."""
    reply = message.reply
    text = plain(message.text)
    for link in reply.links if reply and reply.links else links_in(message.text, content.clinic):
        bold = (MessageEntityType.BOLD,) if reply and reply.kind == "emergency" else ()
        text = mark(text, link.label, MessageEntityType.PHONE_NUMBER, *bold)
    blocks = [text]
    if message.sender == "staff":
        blocks.insert(0, shown(content.replies["telegram.staff"], MessageEntityType.BOLD))
        return join(blocks, "\n")
    if reply and reply.sources:
        blocks.append(_sources(reply, content))
    return join(blocks, "\n\n")


def _sources(reply: Reply, content: Content) -> Formatted:
    reviewed = content.replies["telegram.reviewed" if reply.reviewed else "telegram.not_reviewed"]
    lines = [
        plain(content.replies["telegram.sources"]),
        *map(_source, reply.sources),
        plain(reviewed.replace("{review}", reply.reviewed or "")),
    ]
    block = join(lines, "\n")
    fold = Span(0, len(block.text), MessageEntityType.EXPANDABLE_BLOCKQUOTE)
    return Formatted(block.text, (fold, *block.spans))


def _source(source: Source) -> Formatted:
    if source.url and source.url.startswith(("http://", "https://")):
        return plain("\u2022 ") + shown(source.title, MessageEntityType.TEXT_LINK, source.url)
    return plain(f"\u2022 {source.title}")


def _photos(message: Message, pictures: Path) -> Iterator[PhotoPart]:
    for picture in message.reply.pictures if message.reply else ():
        yield PhotoPart(pictures / f"{picture.name}.png", picture.alt[:MAX_CAPTION])


def _call(message: Message, content: Content) -> Iterator[CallPart]:
    reply = message.reply
    # What is said in the patient's own language goes before the English reply, which brings the card.
    if reply and reply.kind == "emergency" and reply.links and not reply.language:
        link = reply.links[0]
        yield CallPart(content.replies["telegram.call"].replace("{number}", link.label), link)
