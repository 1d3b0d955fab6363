"""A standing danger: what a patient was just told to get help for, and may still be writing of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.correction import corrects
from bot.course import is_short, parted
from bot.denied_despair import denies_despair
from bot.doubt import waits_in_vain
from bot.false_alarm import denies_alarm, is_false_alarm, restates, takes_alarm_back, takes_back
from bot.help_called import is_attended, is_help_called, is_reassured
from bot.no_better import is_no_better
from bot.red_flags import BOTH_REPLY, LEVELS, UNSURE_REPLY, Level, RedFlag
from bot.store import Message
from bot.verdict import is_found

STANDS_FOR = timedelta(minutes=30)
STANDS_LONGER_FOR = timedelta(hours=3)
"""The same for who writes that it is no better, whatever was asked meanwhile."""
MESSAGES = 3
"""The patient's messages in a row without help for a danger, after which it is taken for settled."""
DESPAIR_MESSAGES = 6
"""The same for despair that was firmly stated."""
GUESS_MESSAGES = 2
"""The same for one that was only guessed at."""
FRESH_FOR = 2
"""For so many messages the danger's whole words need not be said again where something is not understood."""
STILL = "still there"

ON_A_TOPIC = ("answer", "out_of_scope")
Weight = Literal["firm", "guess", "still", "repeat"]
"""What a message that was met with an emergency reply is: a danger stated firmly, one that was guessed at, a word on
how the one before it goes on, or something else, in place of whose reply the danger was said once more."""
Weigh = Callable[[Message], Weight]


@dataclass(frozen=True)
class Standing:
    """A danger that the patient's last messages were met with, and how it stands."""

    level: Level
    """The most urgent one; the body's where despair stands beside it."""
    is_fresh: bool = True
    """Whether one of the last two messages was met with the danger's whole words."""
    is_repeated: bool = False
    """Whether the whole words were said more than once."""
    is_helped: bool = False
    """Whether the patient has told since that help is called, or tells it now beside a question."""
    is_there: bool = False
    """Whether that help is there."""
    is_guess: bool = False
    """Whether it was never stated firmly."""
    is_taken_back: bool = False
    """Whether the patient called it a false alarm since, and was told once more when to call all the same."""
    is_corrected: bool = False
    """Whether the new message takes the sign itself back."""
    is_seen: bool = False
    """Whether the new message tells what those who looked at the sign have found."""
    has_despair: bool = False
    """Whether despair stands beside a danger of the body."""


@dataclass(frozen=True)
class _Turn:
    """What the patient wrote, with the level of the emergency reply that it was met with."""

    text: str
    level: Level | None = None
    weight: Weight = "firm"
    is_answered: bool = False
    """Whether the reply was on a topic."""
    is_settled: bool = False
    """Whether the reply was, in another language, to who has called for help; what is told in English is read."""

    @property
    def is_danger(self) -> bool:
        return self.level is not None and self.weight != "repeat"


def _all_firm(met: Message) -> Weight:
    return "firm"


def standing_danger(
    earlier: Sequence[Message],
    now: datetime,
    text: str = "",
    weigh: Weigh = _all_firm,
    *,
    points_back: bool = False,
) -> Standing | None:
    """What stands in `earlier`, the talk so far, unless the new message's `text` takes it back.

    A word that takes back ends what was met before it; despair is not ended by a word, unless it was a guess. Whoever
    writes that it is no better, or that nobody answers, writes of what was firmly there, however many questions came
    between; so does a text that `points_back` in another language.
    """
    found = _standing(_turns(_last_of(earlier, now, MESSAGES, weigh), weigh), text)
    if found and found.is_guess:
        found = _standing(_turns(_last_of(earlier, now, GUESS_MESSAGES, weigh), weigh), text)
    if found:
        return found
    points_back = points_back or is_no_better(text) or (is_short(text) and waits_in_vain(text))
    return (
        _standing_longer(earlier, now, text, weigh)
        if points_back
        else _standing_despair(earlier, now, text, weigh)
    )


def _standing_despair(earlier: Sequence[Message], now: datetime, text: str, weigh: Weigh) -> Standing | None:
    """Despair that was firmly stated is thought of for longer: who asks for pills may want them for it."""
    found = _standing(_turns(_last_of(earlier, now, DESPAIR_MESSAGES, weigh), weigh), text)
    return found if found and found.level == "crisis" and not found.is_guess else None


def _standing_longer(earlier: Sequence[Message], now: datetime, text: str, weigh: Weigh) -> Standing | None:
    met = _turns(_last_of(earlier, now, len(earlier), weigh, STANDS_LONGER_FOR), weigh)
    found = _standing(met, text)
    is_over = found is None or found.is_guess or found.is_taken_back or found.is_there
    return None if is_over else found


def _standing(turns: Sequence[_Turn], text: str) -> Standing | None:
    met: list[_Turn] = []
    times = 0
    is_helped = is_there = is_taken_back = is_denied = False
    for turn in turns:
        left = _left(met, turn)
        times = (times if left == met else 0) + (turn.level is not None)
        met = left
        if turn.is_danger:
            met, is_helped, is_there, is_taken_back, is_denied = [*met, turn], False, False, False, False
        elif met:
            tells = is_reassured(turn.text) or is_help_called(turn.text, _most_urgent(met))
            is_taken_back = is_taken_back or _ends(turn.text, met)
            is_denied = is_denied or denies_despair(turn.text)
            is_helped = not is_taken_back and (is_helped or turn.is_settled or tells)
            is_there = is_helped and (is_there or is_attended(turn.text))
    if is_false_alarm(text, [each.text for each in met]):
        met = _despair(met)
    if not met:
        return None
    level = _most_urgent(met)
    return Standing(
        level,
        is_fresh=any(turn.level for turn in turns[-FRESH_FOR:]),
        is_repeated=times > 1,
        is_helped=is_helped or (bool(parted(text)[1]) and is_help_called(text, level)),
        is_there=is_there,
        is_guess=_is_guess(met),
        # Despair is not ended by a word, but by a plain denial once it was met with one more line.
        is_taken_back=is_taken_back and (level != "crisis" or is_denied),
        is_corrected=_corrects(text, met) and level != "crisis",
        is_seen=is_found(text, level),
        has_despair=level == "emergency_now" and _has_firm_despair(met),
    )


def at_least(red_flag: RedFlag, standing: Standing | None, *, is_sure: bool = True) -> RedFlag:
    """The red flag, never less urgent than the danger before it.

    Where the body is in danger the emergency number comes first, and despair that is not `is_sure` in its place would
    only hide it; of other dangers that makes no difference.
    """
    if standing is None:
        return red_flag
    is_bodily = standing.level == "emergency_now"
    if is_bodily and red_flag.level == "crisis" and not is_sure and not standing.has_despair:
        return replace(red_flag, level=standing.level, reply=f"emergency.{standing.level}")
    if standing.has_despair or {red_flag.level, standing.level} == {"crisis", "emergency_now"}:
        level: Level = "emergency_now" if red_flag.level == "same_day" else red_flag.level
        return replace(red_flag, level=level, reply=BOTH_REPLY)
    if LEVELS.index(red_flag.level) < LEVELS.index(standing.level):
        return red_flag
    if red_flag.level == standing.level and red_flag.reply != UNSURE_REPLY:
        return red_flag
    return replace(red_flag, level=standing.level, reply=f"emergency.{standing.level}")


def _last_of(
    earlier: Sequence[Message],
    now: datetime,
    messages: int,
    weigh: Weigh,
    stands_for: timedelta = STANDS_FOR,
) -> list[Message]:
    """The patient's last few messages with the replies to them; those of help that is called do not count.

    A danger that is met while another stands goes on with it, so the half hour is that before the later one.
    """
    asked, is_settled, is_met, later = 0, False, False, now
    found: list[Message] = []
    for message in reversed(earlier):
        at = datetime.fromisoformat(message.created_at)
        if asked == messages or later - at > stands_for:
            break
        if message.sender == "patient":
            asked += not is_settled
            if is_met and weigh(message) != "repeat":
                asked, later = 0, at
            is_met = False
        is_settled = _is_settled(message)
        is_met = is_met or bool(message.reply and message.reply.kind == "emergency")
        found.append(message)
    return found[::-1]


def _turns(talk: Sequence[Message], weigh: Weigh) -> list[_Turn]:
    """What the patient wrote, each with the level of the emergency reply that it was met with."""
    turns: list[_Turn] = []
    wrote: Message | None = None
    for message in talk:
        if message.sender == "patient" or not turns:
            wrote = message if message.sender == "patient" else None
            turns.append(_Turn(message.text if wrote else ""))
        if message.reply and message.reply.kind == "emergency":
            level = next((each for each in LEVELS if each == message.reply.level), None)
            turns[-1] = replace(turns[-1], level=level, weight=weigh(wrote) if wrote else "firm")
        elif message.reply and message.reply.kind in ON_A_TOPIC:
            turns[-1] = replace(turns[-1], is_answered=True)
        elif _is_settled(message) and message.reply and message.reply.language:
            turns[-1] = replace(turns[-1], is_settled=True)
    return turns


def _is_settled(message: Message) -> bool:
    """Whether a message is the bot's word to who has help: called, there, or company."""
    return bool(message.reply and message.reply.kind == "system" and message.reply.level)


def _left(met: list[_Turn], turn: _Turn) -> list[_Turn]:
    """What stands after a message: a guess is ended by whatever says that something else was meant."""
    if is_false_alarm(turn.text, [each.text for each in met]):
        return _despair(met)
    is_another = restates(turn.text) and turn.is_answered
    return [] if _is_guess(met) and (is_another or _takes_guess_back(turn.text)) else met


def _ends(text: str, met: Sequence[_Turn]) -> bool:
    """Whether a message ends the reminders: a false alarm, a sign taken back, or one that was looked at."""
    level = _most_urgent(met)
    return takes_back(text, level) or _corrects(text, met) or is_found(text, level)


def _corrects(text: str, met: Sequence[_Turn]) -> bool:
    return corrects(text, [each.text for each in met if each.weight != "still"])


def _takes_guess_back(text: str) -> bool:
    return takes_alarm_back(text) or denies_alarm(text) or denies_despair(text)


def _is_guess(met: Sequence[_Turn]) -> bool:
    weights = {turn.weight for turn in met}
    return "guess" in weights and "firm" not in weights


def _despair(met: Sequence[_Turn]) -> list[_Turn]:
    return [turn for turn in met if turn.level == "crisis"]


def _has_firm_despair(met: Sequence[_Turn]) -> bool:
    return any(turn.level == "crisis" and turn.weight != "guess" for turn in met)


def _most_urgent(met: Sequence[_Turn]) -> Level:
    """The body's danger first: the reply to it names the crisis line too where despair stands beside it."""
    levels = {turn.level for turn in met}
    return "emergency_now" if "emergency_now" in levels else next(each for each in LEVELS if each in levels)
