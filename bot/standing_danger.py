"""A standing danger: what a patient was just told to get help for, and may still be writing of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.asked_of_danger import asks_to_take_off, asks_what_it_is, asks_what_to_do
from bot.content import Content
from bot.course import gets_worse, goes_on, is_explained_away, is_ride, is_taken_note
from bot.emergency import emergency_replies, links_in
from bot.false_alarm import is_false_alarm
from bot.help_called import is_call, is_help_called, is_reassured
from bot.red_flags import LEVELS, UNSURE_REPLY, Level, RedFlag
from bot.replies import fill, human_choice, say
from bot.reply import Reply
from bot.store import Message

STANDS_FOR = timedelta(minutes=30)
MESSAGES = 3
"""The patient's messages in a row without help for a danger, after which it is taken for settled."""
FRESH_FOR = 2
"""For so many messages the danger's whole words need not be said again where something is not understood."""
STILL = "still there"
REASON = "Writes of a danger that was met a moment ago"


@dataclass(frozen=True)
class Standing:
    """A danger that the patient's last messages were met with, and how it stands."""

    level: Level
    """The most urgent one."""
    is_fresh: bool = True
    """Whether one of the last two messages was met with the danger's whole words."""
    is_repeated: bool = False
    """Whether the whole words were said more than once."""
    is_helped: bool = False
    """Whether the patient has told since that help is called."""


def standing_danger(earlier: Sequence[Message], now: datetime, text: str = "") -> Standing | None:
    """What stands in `earlier`, the talk so far, unless the new message's `text` takes it back.

    A word that takes back ends what was met before it; despair is not ended by a word.
    """
    levels: list[Level] = []
    met: list[str] = []
    is_helped = False
    turns = _turns(_last_of(earlier, now))
    for written, level in turns:
        if is_false_alarm(written, met):
            levels, met = _despair(levels), []
        if level:
            levels, met, is_helped = [*levels, level], [*met, written], False
        elif levels:
            is_helped = is_helped or is_reassured(written) or is_help_called(written, _most_urgent(levels))
    if is_false_alarm(text, met):
        levels = _despair(levels)
    if not levels:
        return None
    is_fresh = any(level for _, level in turns[-FRESH_FOR:])
    return Standing(_most_urgent(levels), is_fresh, len(levels) > 1, is_helped)


def at_least(red_flag: RedFlag, standing: Standing | None) -> RedFlag:
    """The red flag, never less urgent than the danger before it."""
    if standing is None or LEVELS.index(red_flag.level) < LEVELS.index(standing.level):
        return red_flag
    if red_flag.level == standing.level and red_flag.reply != UNSURE_REPLY:
        return red_flag
    return replace(red_flag, level=standing.level, reply=f"emergency.{standing.level}")


def still_there(text: str, standing: Standing) -> RedFlag | None:
    """The danger again, if a few words tell how it goes on, or ask about it or whether it can wait."""
    # What gets worse is neither settled by a call nor something else: 'I rang, it's worse', 'it got worse in the bath'.
    if gets_worse(text):
        return _again("emergency_now" if standing.level == "same_day" else standing.level)
    if tells_of_help(text, standing):
        return None
    if is_ride(text) and standing.level != "same_day":
        # Whoever drives: it is no ambulance, and no question on rides home.
        return _again(standing.level)
    # A call that is not for the help that is needed is one more reason to say whom to call.
    is_about_it = goes_on(text) or asks_what_it_is(text) or asks_what_to_do(text) or is_call(text)
    return _again(standing.level) if is_about_it else None


def tells_of_help(text: str, standing: Standing) -> bool:
    """Whether a message tells that help is called, or asks, once it is, what those who help can say."""
    if gets_worse(text):
        return False
    asks = asks_what_to_do(text) or asks_to_take_off(text)
    is_for_them = standing.is_helped and asks and not goes_on(text)
    return is_for_them or is_reassured(text) or is_help_called(text, standing.level)


def in_few_words(content: Content, text: str, standing: Standing) -> Reply | None:
    """The short reminder to who only takes note of the danger's words just said, or says that it is something else.

    The latter may be right, which a person can tell; neither asks what the assistant could answer.
    """
    is_noted = standing.is_fresh and is_taken_note(text)
    is_denied = is_explained_away(text) and not goes_on(text)
    if not is_noted and not is_denied:
        return None
    if standing.is_helped:
        return settled(content, standing)
    still = _still(content, standing)
    return still.with_choices(human_choice(content)) if is_denied else still


def settled(content: Content, standing: Standing) -> Reply:
    """A few words to someone who has called for help, or is about to."""
    reply = say(content, f"settled.{standing.level}", "system")
    return replace(reply, level=standing.level, links=links_in(reply.text, content.clinic))


def with_reminder(content: Content, replies: Sequence[Reply], standing: Standing) -> list[Reply]:
    """Other replies, begun with the danger before them.

    Its own words stand where nothing was understood, unless the message before was met with them, and in place of
    small talk, which would soothe ('That is fine'). A message in a language the bot does not speak is not
    understood, whatever it says. Who has called for help gets a word on that instead of the whole again. Where
    nothing was understood a person is offered, and no question that has nothing to do with the danger.
    """
    if not replies or replies[0].kind == "emergency":
        return list(replies)
    first, *rest = replies
    if first.kind == "handoff":
        return [reminded(content, first, standing.level), *rest]
    if first.language or first.kind in ("suggest", "fallback"):
        return _in_place_of_not_understood(content, first, standing)
    if first.kind == "smalltalk":
        return [
            *_in_place_of_small_talk(content, standing),
            *(each for each in rest if each.kind == "handoff"),
        ]
    if first.kind == "out_of_scope":
        first = _without_questions(content, first)
    return [reminded(content, first, standing.level), *rest]


def reminded(content: Content, reply: Reply, level: Level) -> Reply:
    """One reply, begun with the danger, in its own language."""
    language = content.languages.get(reply.language or "")
    danger = language.urgent[level] if language else content.replies[f"still.{level}"]
    text = f"{fill(content, danger)}\n\n{reply.text}"
    return replace(reply, text=text, links=links_in(text, content.clinic))


def _in_place_of_not_understood(content: Content, reply: Reply, standing: Standing) -> list[Reply]:
    if standing.is_helped:
        return [settled(content, standing).with_choices(human_choice(content))]
    if reply.language or not standing.is_fresh:
        return emergency_replies(content, replace(_again(standing.level), language=reply.language))
    return [reminded(content, _without_questions(content, reply), standing.level)]


def _in_place_of_small_talk(content: Content, standing: Standing) -> list[Reply]:
    if standing.is_helped:
        return [settled(content, standing)]
    if not standing.is_repeated:
        return emergency_replies(content, _again(standing.level))
    # Said twice already: a third card would not be read, and would keep the danger standing for ever.
    return [_still(content, standing)]


def _still(content: Content, standing: Standing) -> Reply:
    still = say(content, f"still.{standing.level}", "system")
    return replace(still, links=links_in(still.text, content.clinic))


def _without_questions(content: Content, reply: Reply) -> Reply:
    """What was not understood, with a person offered and no questions: in danger they only lead away."""
    text = content.replies["suggest.none"] if reply.kind == "suggest" else reply.text
    for leads_to_questions in ("suggest.starters", "suggest.related"):
        text = text.removesuffix(content.replies[leads_to_questions]).rstrip()
    return replace(reply, text=fill(content, text), choices=(human_choice(content),))


def _again(level: Level) -> RedFlag:
    return RedFlag(level, STILL, REASON, f"emergency.{level}")


def _last_of(earlier: Sequence[Message], now: datetime) -> list[Message]:
    """The patient's last few messages with the replies to them; those of help that is called do not count."""
    asked, is_settled = 0, False
    found: list[Message] = []
    for message in reversed(earlier):
        if asked == MESSAGES or now - datetime.fromisoformat(message.created_at) > STANDS_FOR:
            break
        if message.sender == "patient":
            asked += not is_settled
        is_settled = bool(message.reply and message.reply.kind == "system" and message.reply.level)
        found.append(message)
    return found[::-1]


def _turns(talk: Sequence[Message]) -> list[tuple[str, Level | None]]:
    """What the patient wrote, each with the level of the emergency reply that it was met with."""
    turns: list[tuple[str, Level | None]] = []
    for message in talk:
        if message.sender == "patient" or not turns:
            turns.append((message.text if message.sender == "patient" else "", None))
        if message.reply and message.reply.kind == "emergency":
            level = next((each for each in LEVELS if each == message.reply.level), None)
            turns[-1] = (turns[-1][0], level)
    return turns


def _despair(levels: Sequence[Level]) -> list[Level]:
    return [level for level in levels if level == "crisis"]


def _most_urgent(levels: Sequence[Level]) -> Level:
    return min(levels, key=LEVELS.index)
