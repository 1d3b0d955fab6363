"""Boundaries: what the bot may inform about and must not decide, and the words that say so first."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content import Content
from bot.replies import fill
from bot.reply import Reply

_SOMEONE = r"(?:i|we|he|she|they|my \w+|mum|mom|dad|mother|father)"
_MEDICINE = re.compile(
    rf"\b(?:should|shall|can|could|may|must|do|does|did|would|ought|need|ok(?:ay)?|safe|alright|fine)\b.*"
    rf"\b{_SOMEONE}?.*\b(?:stop|start|restart|take|taking|skip|pause|come off|keep|continue|halve|cut|"
    r"reduce|lower|increase|double|change|switch|mix|quit|swap|stay on|go on|hold|give)",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    rf"\b(?:am|are|is|was|can|could|would|should|shall|will|do|does|might)(?:n't)? (?:you think )?{_SOMEONE}\b|"
    r"\b(?:right|good|suitable|ok(?:ay)?|safe|possible|worth it|anything) (?:\w+ )?for (?:me|us|him|her|them|my)\b|"
    r"\b(?:i|she|he)(?:'m| am| is|'s) (?:too|a candidate|suitable)\b",
    re.IGNORECASE,
)
MEDICINES = frozenset(
    """
    preparation.blood_thinners preparation.medicines aftercare.medicines alternatives.medicine
    osteoporosis.treatment osteoporosis.side_effects
    """.split()
)
"""The answers that are about a medicine."""
_CANDIDATES = frozenset(
    "candidates candidates.not_suitable candidates.timing candidates.age candidates.position candidates.cancer"
    " candidates.disc".split()
)
"""Not `candidates.me`: its own text says it."""


def with_boundary(content: Content, text: str, reply: Reply) -> Reply:
    """The reply to the message `text`, begun with what the bot cannot decide if that was asked.

    Beside other answers it would not be plain what it belongs to; each text says it in its own words too.
    """
    key = _boundary(text, frozenset(reply.answer_ids)) if len(reply.answer_ids) == 1 else None
    if key is None or reply.kind != "answer":
        return reply
    return replace(reply, text=f"{fill(content, content.replies[key])}\n\n{reply.text}")


def _boundary(text: str, answer_ids: frozenset[str]) -> str | None:
    if answer_ids & MEDICINES and _MEDICINE.search(text):
        return "boundary.your_medicine"
    if answer_ids & _CANDIDATES and _CANDIDATE.search(text):
        return "boundary.right_for_you"
    return None
