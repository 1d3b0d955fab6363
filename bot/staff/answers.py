"""Approved answers at hand: found by their words, to be put into a message or sent as the bot's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering import question_choice
from bot.content import Content
from bot.reply import Reply
from bot.staff_desk import approved_answer

MOST = 8
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True)
class FoundAnswer:
    """One approved answer, as the patient would read it."""

    answer_id: str
    question: str
    reply: Reply


def found_answers(content: Content, words: str, procedure: str) -> list[FoundAnswer]:
    """The answers with the most of these words, in the question first; without words the first ones."""
    wanted = [word.lower() for word in _WORD.findall(words)]
    scored = []
    for place, (answer_id, question) in enumerate(content.questions.items()):
        reply = approved_answer(content, answer_id, procedure or None)
        if reply.kind != "answer":
            continue
        score = _score(wanted, f"{question} {answer_id}", reply.text)
        if score or not wanted:
            found = FoundAnswer(answer_id, question_choice(content, answer_id).label, reply)
            scored.append((-score, place, found))
    return [found for _, _, found in sorted(scored, key=lambda each: each[:2])[:MOST]]


def _score(wanted: list[str], question: str, text: str) -> int:
    question, text = question.lower(), text.lower()
    # A beginning is enough: 'drive' finds 'driving' by 'driv'.
    stems = [word[: max(4, len(word) - 2)] for word in wanted]
    return sum(3 * (stem in question) + (stem in text) for stem in stems)
