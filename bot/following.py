"""Following up: 'and for kyphoplasty?', 'what about the other one?', 'how soon?'"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering import Question, answer, more, question_choice
from bot.content import Content
from bot.hint import AGAIN, SAME, Hint
from bot.hints import hint_in
from bot.leaning_hints import leaning_hint
from bot.replies import fill, human_choice, join_names, say
from bot.reply import Reply

_OTHER = re.compile(r"\b(other|another)\b", re.IGNORECASE)
_DETAIL = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|well|no|oh|because|you see)\b\W*)*(?:i|i['\u2019]?m|i['\u2019]?ve|my|mine"
    r"|it['\u2019]?s|he|she|we|hers|his"
    r"|he['\u2019]?s|she['\u2019]?s|we['\u2019]?re)\b[^?]*",
    re.IGNORECASE,
)
"""'It's 5 months old', 'I'm a roofer': what is told of the patient, whom no answer knows."""
_KNOWN = (
    r"mum|mom|mam|dad|mother|father|wife|husband|nan|gran\w*|partner|son|daughter|sister|brother|aunt\w*|uncle|friend"
    r"|neighbou?r|parents?|family|man|woman|person|people|old\w*|young\w*|age|case|others?|ones?|both|two|same|first"
    r"|second|next|last|rest|balloon|cement|procedures?|operations?|op|surgery|treatment|answer|question|bit|part|patient"
)
_OF_NEW_THING = re.compile(
    r"\W*(?:(?:and|so|but|ok|okay|also|then|oh|well)\b\W*)*(?:(?:what|how) about|and) (?:the|my|his|her|our|an?) "
    rf"(?!(?:\w+ )?(?:{_KNOWN})\b)\w+(?: \w+)?\W*",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(both|either|all of them|the two)\b", re.IGNORECASE)


def follow_up(
    content: Content,
    text: str,
    last: Sequence[Question],
    named: tuple[str, ...],
    current: str | None,
    told: Sequence[str] = (),
) -> tuple[Reply, list[Question]]:
    """The reply to a question that the talk before it completes, and what has been asked with it.

    `last` are the questions answered last, `named` the procedures in this message, `current` is the
    conversation's, `told` are the answer ids whose second part was given.
    """
    hint = leaning(text, last) or hint_in(text)
    if hint:
        return _take_hint(content, hint, last, current, told)
    procedures = named or _meant(content, text, current)
    if last and not procedures and _OTHER.search(text):
        # Both were told: there is no other one left.
        return more(content, last, current, told), list(last)
    if last:
        asked = [Question(question.answer_id, procedures) for question in last]
    elif named:
        asked = [Question("what_is", named)]
    else:
        return say(content, "followup.unclear", "fallback").with_choices(human_choice(content)), []
    return _answered_anew(content, asked, last, current, told), asked


def asks_of_new_thing(text: str, last: Sequence[Question]) -> bool:
    """Whether few words ask of something that the last answer is not about: 'and what about the dog?'"""
    return not (leaning(text, last) or hint_in(text)) and bool(_OF_NEW_THING.fullmatch(text))


def differs(content: Content, last: Sequence[Question]) -> bool:
    """Whether the answers differ by procedure."""
    return any(len(content.groups(question.answer_id, content.procedures)) > 1 for question in last)


def said_of(content: Content, last: Sequence[Question], current: str | None) -> Reply:
    """Which procedure the last answers were about, or that they hold for all of them."""
    named = {name for question in last for name in question.procedures} or {current or ""}
    meant = tuple(name for name in content.procedures if name in named) or content.procedures
    both = answer(content, [Question(question.answer_id, content.procedures) for question in last], None)
    if not any(f"{name.capitalize()}:\n" in both.text for name in content.procedures):
        key, meant = "followup.holds", content.procedures
    else:
        key = "followup.about" if len(meant) == 1 else "followup.parts"
    return say(content, key, "smalltalk", procedure=join_names(meant, "and"))


def leaning(text: str, last: Sequence[Question]) -> Hint | None:
    """The hint that a message is after the one answer before it, though by itself it asks something else."""
    return leaning_hint(text, last[0].answer_id) if len(last) == 1 else None


def asks_for_more(content: Content, text: str, last: Sequence[Question], current: str | None) -> bool:
    """Whether the few words of a message ask for what the second part of the last answer says."""
    hint = leaning(text, last) or hint_in(text)
    return hint is not None and _is_in_second_part(content, hint, last, current)


def _take_hint(
    content: Content, hint: Hint, last: Sequence[Question], current: str | None, told: Sequence[str]
) -> tuple[Reply, list[Question]]:
    if _is_in_second_part(content, hint, last, current):
        return more(content, last, current, told), list(last)
    meant = _completed(hint, last)
    if meant in (SAME, AGAIN):
        return said_again(content, last, current), list(last)
    if meant:
        asked = [Question(meant, last[0].procedures)]
        return answer(content, asked, current), asked
    choices = [question_choice(content, answer_id, current) for answer_id in hint.likely]
    return say(content, "followup.which", "suggest").with_choices(*choices, human_choice(content)), []


def said_again(content: Content, last: Sequence[Question], current: str | None) -> Reply:
    """The last answer once more, with a word before it: by itself it would seem that nobody listened."""
    reply = answer(content, last, current)
    return _led_in(content, reply)


def of_a_detail(content: Content, text: str, reply: Reply, *, was_said: bool) -> Reply:
    """What is said again to a detail that was told, with whom it is to be told; and only that if it `was_said` so."""
    led_in = f"{content.replies['followup.again']}\n"
    if not reply.text.startswith(led_in):
        return reply
    if was_said:
        return say(content, "followup.no_more", "smalltalk").with_choices(
            *reply.choices, human_choice(content)
        )
    if not _DETAIL.fullmatch(text):
        return reply
    detail = f"{content.replies['followup.detail']}\n"
    return replace(reply, text=reply.text.replace(led_in, detail, 1))


def led_in_once(content: Content, reply: Reply) -> Reply:
    """The reply without the word before what is said again, where another stands before that ('I cannot tell ...')."""
    led_in = f"{content.replies['followup.again']}\n"
    return reply if reply.text.startswith(led_in) else replace(reply, text=reply.text.replace(led_in, "", 1))


def _led_in(content: Content, reply: Reply) -> Reply:
    return replace(reply, text=f"{content.replies['followup.again']}\n{reply.text}")


def _is_in_second_part(content: Content, hint: Hint, last: Sequence[Question], current: str | None) -> bool:
    """Whether the last answer says it, and not in its first part already: a figure that is asked for again."""
    if _completed(hint, last) != SAME:
        return False
    return not (hint.figure and hint.figure.search(answer(content, last, current).text))


def _answered_anew(
    content: Content,
    asked: Sequence[Question],
    last: Sequence[Question],
    current: str | None,
    told: Sequence[str],
) -> Reply:
    """The last answers for what is meant now; the same words again begin with whom else they hold for.

    Where only the second parts differ, the one's is what can still be told of it.
    """
    reply = answer(content, asked, current)
    if not last or reply.text != answer(content, last, current).text:
        return reply
    if not asked[0].procedures:
        return _led_in(content, reply)
    names = join_names(asked[0].procedures, "and")
    if not differs(content, last) and asked[0].procedures != last[0].procedures:
        return replace(
            reply, text=f"{fill(content, content.replies['followup.same'], procedure=names)}\n{reply.text}"
        )
    second = more(content, asked, current, told) if differs(content, last) else reply
    reply = second if second.kind == "answer" else reply
    return replace(reply, text=f"{names.capitalize()}:\n{reply.text}")


def _completed(hint: Hint, last: Sequence[Question]) -> str | None:
    return hint.answer_id(last[0].answer_id) if len(last) == 1 else None


def _meant(content: Content, text: str, current: str | None) -> tuple[str, ...]:
    if _BOTH.search(text):
        return content.procedures
    if _OTHER.search(text) and current:
        return tuple(name for name in content.procedures if name != current)
    return (current,) if current else ()
