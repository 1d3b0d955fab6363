"""The greeting: the first words of a chat on the website, with questions to start from."""

from __future__ import annotations

from bot.answering import question_choice
from bot.content import Content
from bot.replies import say
from bot.reply import Reply


def greeting(content: Content) -> Reply:
    """What the bot can do, and the clinic's starter questions as choices."""
    starters = (question_choice(content, answer_id) for answer_id in content.clinic.starters)
    return say(content, "greeting.first", "smalltalk").with_choices(*starters)
