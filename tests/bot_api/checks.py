"""What the Bot API checks in a request: lengths, entities, parse modes, keyboards and commands."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from .problems import bad

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BUTTONS = 100
ENTITY_TYPES = frozenset(
    """
    mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler
    blockquote expandable_blockquote code pre text_link text_mention custom_emoji
    """.split()
)
TAGS = frozenset("a b strong i em u ins s strike del code pre blockquote span tg-spoiler tg-emoji".split())
ACTIONS = frozenset(
    """
    typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
    find_location record_video_note upload_video_note
    """.split()
)


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parsed(value: Any, name: str) -> Any:
    """A parameter that holds JSON, whether it came as text or as an object."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad(f"can't parse {name} JSON object") from error


def check_text(text: str | None, limit: int, what: str, *, empty_allowed: bool = False) -> str:
    """The text as it will be shown."""
    if not text or all(each.isspace() or unicodedata.category(each) == "Cf" for each in text):
        if empty_allowed:
            return ""
        raise bad(f"{what} is empty" if what != "message" else "message text is empty")
    if units(text) > limit:
        raise bad("message is too long" if what == "message" else f"{what} is too long")
    return text


def check_entities(text: str, raw: Any) -> list[dict[str, Any]]:
    """The entities over a text; each must lie within it, whole characters only."""
    entities = parsed(raw, "entities") if raw else []
    length = units(text)
    for entity in entities:
        if entity.get("type") not in ENTITY_TYPES:
            raise bad("can't parse entities: unsupported entity type")
        start, size = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(size, int) or start < 0 or size <= 0:
            raise bad("ENTITY_BOUNDS_INVALID")
        if start + size > length or _splits_a_pair(text, start) or _splits_a_pair(text, start + size):
            raise bad("ENTITY_BOUNDS_INVALID")
        if entity["type"] == "text_link":
            check_url(entity.get("url", ""), "can't parse entities: wrong URL")
    return list(entities)


def _splits_a_pair(text: str, offset: int) -> bool:
    """Whether an offset stands between the two units of one character."""
    try:
        text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le")
    except UnicodeDecodeError:
        return True
    return False


def check_parse_mode(text: str, mode: str | None) -> str:
    """The text that a parse mode leaves."""
    if not mode:
        return text
    if mode.upper() == "HTML":
        return _parse_html(text)
    if mode == "MarkdownV2":
        if found := re.search(r"(?<!\\)[_*\[\]()~`>#+\-=|{}.!]", text):
            raise bad(f"can't parse entities: Character '{found.group()}' is reserved and must be escaped")
        return text.replace("\\", "")
    raise bad("unsupported parse_mode")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad("can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += data


def _parse_html(text: str) -> str:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    if tags.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{tags.open[-1]}\"")
    return tags.text


def check_keyboard(raw: Any) -> dict[str, Any] | None:
    """An inline keyboard: every button with a text and exactly one thing that it does."""
    if not raw:
        return None
    markup = parsed(raw, "reply keyboard markup")
    if "inline_keyboard" not in markup:
        return dict(markup)
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": [row for row in rows if row]}


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad("Text buttons are unallowed in the inline keyboard")
    does = [key for key in button if key not in ("text", "style", "icon_custom_emoji_id")]
    if len(does) != 1:
        raise bad("Text buttons are unallowed in the inline keyboard")
    if does == ["callback_data"] and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if does == ["url"]:
        check_url(button["url"], f"inline keyboard button URL '{button['url']}' is invalid")


def check_url(url: str, complaint: str) -> None:
    """An address that a message may link to: tel: is none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
        raise bad(f"{complaint}: Unsupported URL protocol")


def check_commands(raw: Any) -> list[dict[str, str]]:
    """The command menu."""
    commands = parsed(raw, "commands")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(each.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return list(commands)


def check_webhook(url: str, secret: str | None, *, local: bool) -> None:
    """The address and secret of a webhook; only a local Bot API server takes plain http."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")


def check_picture(data: bytes) -> None:
    """A photo: PNG or JPEG, not larger than 10 MB."""
    if len(data) > 10 * 1024 * 1024:
        raise bad("file is too big")
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise bad("IMAGE_PROCESS_FAILED")
