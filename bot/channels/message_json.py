"""Messages as the web chat sends them: flat JSON objects (design, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.moment import stamp_now
from bot.reply import Reply
from bot.store import Message


def messages_json(messages: Iterable[Message], ratings: Mapping[int, str]) -> list[dict[str, Any]]:
    """Messages in their order; `ratings` are the patient's, by sequence number."""
    return [message_json(message, ratings.get(message.seq)) for message in messages]


def message_json(message: Message, rating: str | None = None) -> dict[str, Any]:
    """One message; a reply has its choices, sources and links beside the text."""
    data: dict[str, Any] = {
        "seq": message.seq,
        "sender": message.sender,
        "text": message.text,
        "at": message.created_at,
        # What the staff's own messages carry is none of the patient's.
        "client_id": message.client_id if message.sender == "patient" else None,
    }
    return {**data, **_reply_json(message.reply), "rating": rating} if message.reply else data


def help_json(replies: Iterable[Reply], client_id: str | None) -> list[dict[str, Any]]:
    """Emergency replies to the message with this id, which could not be stored: they have no number."""
    at = stamp_now()
    return [
        {"sender": "bot", "text": each.text, "at": at, "client_id": client_id, **_reply_json(each)}
        for each in replies
    ]


def _reply_json(reply: Reply) -> dict[str, Any]:
    return {
        "kind": reply.kind,
        "topics": list(reply.topics),
        "procedure": reply.procedure,
        "answer_ids": list(reply.answer_ids),
        "level": reply.level,
        "choices": [{"label": each.label, "value": each.value} for each in reply.choices],
        "sources": [{"title": each.title, "url": each.url} for each in reply.sources],
        "reviewed": reply.reviewed,
        "links": [{"label": each.label, "url": each.url} for each in reply.links],
        "pictures": [{"url": f"/pictures/{each.name}.svg", "alt": each.alt} for each in reply.pictures],
        "language": reply.language,
    }
