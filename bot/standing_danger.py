"""A standing danger: what a patient was just told to get help for, and may still be writing of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.asked_of_danger import (
    asks_of_helpers,
    asks_to_put_off,
    asks_to_take_off,
    asks_what_is_meant,
    asks_what_it_is,
    asks_what_to_do,
)
from bot.boundaries import MEDICINES
from bot.content import Content
from bot.course import (
    gets_worse,
    goes_on,
    is_explained_away,
    is_plain_question,
    is_ride,
    is_taken_note,
    is_thanks,
    names_sign,
    only_thanks,
    plainly_goes_on,
)
from bot.doubt import doubts, names_helpers, waits_in_vain
from bot.emergency import emergency_replies, links_in
from bot.false_alarm import denies_alarm, is_false_alarm, restates, takes_alarm_back
from bot.foreign_danger import helped_in
from bot.help_called import has_company, is_attended, is_call, is_help_called, is_reassured
from bot.no_better import is_no_better
from bot.nobody_asked_for import refuses_person
from bot.questions import asks_nothing
from bot.red_flags import BOTH_REPLY, LEVELS, UNSURE_REPLY, Level, RedFlag
from bot.replies import fill, human_choice, say
from bot.reply import Reply
from bot.store import Message

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
BARE_TOPIC = 2
"""So many words may name what is asked about, as 'parking' does; in more, without a question, something is told."""
STILL = "still there"
REASON = "Writes of a danger that was met a moment ago"

_ON_A_TOPIC = ("answer", "out_of_scope")
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
    """Whether the patient has told since that help is called."""
    is_there: bool = False
    """Whether that help is there."""
    is_guess: bool = False
    """Whether it was never stated firmly."""
    is_taken_back: bool = False
    """Whether the patient called it a false alarm since, and was told once more when to call all the same."""
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
    writes that it is no better writes of what was firmly there, however many questions came between; so does a text
    that `points_back` in another language.
    """
    found = _standing(_turns(_last_of(earlier, now, MESSAGES, weigh), weigh), text)
    if found and found.is_guess:
        found = _standing(_turns(_last_of(earlier, now, GUESS_MESSAGES, weigh), weigh), text)
    if found:
        return found
    points_back = points_back or is_no_better(text)
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
    is_helped = is_there = is_taken_back = False
    for turn in turns:
        left = _left(met, turn)
        times = (times if left == met else 0) + (turn.level is not None)
        met = left
        if turn.is_danger:
            met, is_helped, is_there, is_taken_back = [*met, turn], False, False, False
        elif met:
            tells = is_reassured(turn.text) or is_help_called(turn.text, _most_urgent(met))
            is_helped = is_helped or turn.is_settled or tells
            is_there = is_helped and (is_there or is_attended(turn.text))
            is_taken_back = is_taken_back or takes_alarm_back(turn.text)
    if is_false_alarm(text, [each.text for each in met]):
        met = _despair(met)
    if not met:
        return None
    level = _most_urgent(met)
    return Standing(
        level,
        is_fresh=any(turn.level for turn in turns[-FRESH_FOR:]),
        is_repeated=times > 1,
        is_helped=is_helped,
        is_there=is_there,
        is_guess=_is_guess(met),
        # Despair is not ended by a word.
        is_taken_back=is_taken_back and level != "crisis",
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


def still_there(text: str, standing: Standing) -> RedFlag | None:
    """The danger again, if a few words tell how it goes on, or ask about it or whether it can wait."""
    # What gets worse is neither settled by a call nor something else: 'I rang, it's worse', 'it got worse in the bath'.
    if gets_worse(text):
        worse: Level = "emergency_now" if standing.level == "same_day" else standing.level
        return again(replace(standing, level=worse))
    if tells_of_help(text, standing):
        return None
    is_taken_back = takes_alarm_back(text) or (standing.is_guess and (restates(text) or denies_alarm(text)))
    if standing.is_taken_back or is_taken_back:
        return again(standing) if names_sign(text) else None
    if is_ride(text) and standing.level != "same_day":
        # Whoever drives: it is no ambulance, and no question on rides home.
        return again(standing)
    # A call that is not for the help that is needed is one more reason to say whom to call.
    asks = asks_what_it_is(text) or asks_what_to_do(text) or asks_of_helpers(text)
    asks = asks or (standing.is_fresh and asks_what_is_meant(text))
    # Whom to call today is who decides that.
    asks = asks or (standing.level == "same_day" and asks_to_put_off(text))
    is_of_the_call = is_call(text) or doubts(text) or names_helpers(text) or waits_in_vain(text)
    return again(standing) if asks or is_of_the_call or _is_course(text, standing) else None


def _is_course(text: str, standing: Standing) -> bool:
    """Whether a text tells how it goes on; 'just' or 'now' alone is not about a guess, nor about despair."""
    is_plain = standing.is_guess or standing.level == "crisis"
    return is_no_better(text) or (plainly_goes_on(text) if is_plain else goes_on(text))


def tells_of_help(text: str, standing: Standing) -> bool:
    """Whether a message tells that help is called, or asks, once it is, what those who help can say."""
    if gets_worse(text) or waits_in_vain(text):
        return False
    asks = asks_what_to_do(text) or asks_to_take_off(text) or asks_of_helpers(text)
    is_of_them = names_helpers(text) and not doubts(text)
    is_for_them = standing.is_helped and (asks or is_of_them) and not names_sign(text)
    has_help = is_reassured(text) or is_help_called(text, standing.level)
    return is_for_them or has_help or (standing.level == "crisis" and has_company(text))


def in_few_words(content: Content, text: str, standing: Standing) -> Reply | None:
    """A few words to who only takes note of the danger's, says that it is something else or takes it back.

    That may be right, which a person can tell; none of them asks what the assistant could answer.
    """
    if standing.is_helped and is_thanks(text):
        return welcomed(content, standing)
    if takes_alarm_back(text) or (standing.is_guess and denies_alarm(text)):
        return (
            mistaken(content, standing.level)
            if standing.is_guess
            else _asking_for_a_person(content, standing)
        )
    if is_taken_note(text) and (standing.is_fresh or standing.is_helped):
        return settled(content, standing) if standing.is_helped else _noted(content, standing, text)
    if only_thanks(text):
        return _noted(content, standing, text)
    is_said_again = (standing.level == "crisis" and goes_on(text)) or refuses_person(text)
    if is_said_again or (is_explained_away(text) and not goes_on(text)):
        return settled(content, standing) if standing.is_helped else _asking_for_a_person(content, standing)
    return None


def welcomed(content: Content, standing: Standing) -> Reply:
    """A kind word to who thanks, with whom to call if it comes to that."""
    key = "settled.thanks_crisis" if standing.level == "crisis" else "settled.thanks"
    return _with_level(content, key, standing.level)


def settled(content: Content, standing: Standing, text: str = "") -> Reply:
    """A few words to someone who has called for help, or is about to, or whose `text` tells that it is there."""
    is_there = standing.is_there or is_attended(text)
    return _with_level(content, "settled.there" if is_there else f"settled.{standing.level}", standing.level)


def mistaken(content: Content, level: Level) -> Reply:
    """A line to who takes back what was taken for a danger, with whom to call all the same."""
    reply = say(content, f"mistaken.{level}", "system")
    return replace(reply, links=links_in(reply.text, content.clinic))


def with_reminder(
    content: Content, replies: Sequence[Reply], standing: Standing, text: str = ""
) -> list[Reply]:
    """Other replies to a message's typed `text`, begun with the danger before them.

    Its own words stand where nothing was understood, unless the message before was met with them, and in place of
    small talk, which would soothe ('That is fine'). A message in a language the bot does not speak is not
    understood, whatever it says. Who has called for help gets a word on that instead of the whole again. Where
    nothing was understood a person is offered, and no question that has nothing to do with the danger. What is told
    and not asked right after a danger is of it, whatever topic it was taken for.
    """
    if not replies or replies[0].kind == "emergency" or standing.is_taken_back:
        return list(replies)
    first, *rest = replies
    if standing.is_guess and first.kind in _ON_A_TOPIC and restates(text):
        return [_begun(content, first, content.replies[f"mistaken.{standing.level}"]), *rest]
    if first.kind == "handoff":
        return [reminded(content, first, standing), *rest]
    if first.language or first.kind in ("suggest", "fallback"):
        return _in_place_of_not_understood(content, first, standing, text)
    if first.kind == "answer" and standing.is_guess and _is_told_of_it(text, standing):
        return [settled(content, standing) if standing.is_helped else _asking_for_a_person(content, standing)]
    is_told = first.kind == "answer" and _is_told_of_it(text, standing)
    if first.kind == "smalltalk" or is_told or _may_name_means(first, standing):
        return [
            *_in_place_of_small_talk(content, standing),
            *(each for each in rest if each.kind == "handoff"),
        ]
    if first.kind == "out_of_scope":
        first = _without_questions(content, first)
    return [reminded(content, first, standing), *rest]


def reminded(content: Content, reply: Reply, standing: Standing) -> Reply:
    """One reply, begun with the danger, in its own language."""
    if standing.is_taken_back:
        return reply
    language = content.languages.get(reply.language or "")
    return _begun(
        content, reply, language.urgent[standing.level] if language else _reminder(content, standing)
    )


def _reminder(content: Content, standing: Standing) -> str:
    if standing.is_helped and standing.level != "crisis":
        return content.replies["still.helped"]
    return content.replies["still.both" if standing.has_despair else f"still.{standing.level}"]


def _begun(content: Content, reply: Reply, danger: str) -> Reply:
    text = f"{fill(content, danger)}\n\n{reply.text}"
    return replace(reply, text=text, links=links_in(text, content.clinic))


def _with_level(content: Content, key: str, level: Level) -> Reply:
    reply = say(content, key, "system")
    return replace(reply, level=level, links=links_in(reply.text, content.clinic))


def _is_told_of_it(text: str, standing: Standing) -> bool:
    is_urgent = standing.is_fresh and standing.level != "same_day"
    return is_urgent and len(text.split()) > BARE_TOPIC and asks_nothing(text)


def _in_place_of_not_understood(content: Content, reply: Reply, standing: Standing, text: str) -> list[Reply]:
    if standing.is_helped:
        return [_to_who_has_help(content, reply, standing).with_choices(human_choice(content))]
    if reply.language or not (standing.is_fresh or is_plain_question(text)):
        return emergency_replies(content, replace(again(standing), language=reply.language))
    return [reminded(content, _without_questions(content, reply), standing)]


def _to_who_has_help(content: Content, reply: Reply, standing: Standing) -> Reply:
    """A word in the language of a reply that says it is not understood, if it is one; thanks are met with the reply."""
    if reply.language and reply.kind == "smalltalk":
        return reply
    if reply.language in content.languages and standing.level != "crisis":
        return helped_in(content, reply.language or "", standing.level)
    return settled(content, standing)


def _in_place_of_small_talk(content: Content, standing: Standing) -> list[Reply]:
    if standing.is_helped:
        return [settled(content, standing)]
    if standing.is_fresh and not standing.is_repeated and not standing.is_guess:
        return emergency_replies(content, again(standing))
    # A third card would not be read.
    return [_still(content, standing)]


def _still(content: Content, standing: Standing) -> Reply:
    text = fill(content, _reminder(content, standing))
    return Reply(text, "system", links=links_in(text, content.clinic))


def _noted(content: Content, standing: Standing, text: str) -> Reply:
    """The few words on the danger, which come first; to thanks with a kind one behind them."""
    still = _still(content, standing)
    welcome = fill(content, content.replies["settled.welcome"])
    return replace(still, text=f"{still.text}\n\n{welcome}") if only_thanks(text) else still


def _asking_for_a_person(content: Content, standing: Standing) -> Reply:
    return _still(content, standing).with_choices(human_choice(content))


def _may_name_means(reply: Reply, standing: Standing) -> bool:
    """Whether a list of medicines would be read by someone in despair."""
    has_despair = standing.level == "crisis" or standing.has_despair
    return has_despair and not MEDICINES.isdisjoint(reply.answer_ids)


def _without_questions(content: Content, reply: Reply) -> Reply:
    """What was not understood, with a person offered and no questions: in danger they only lead away."""
    text = content.replies["suggest.none"] if reply.kind == "suggest" else reply.text
    for leads_to_questions in ("suggest.starters", "suggest.related"):
        text = text.removesuffix(content.replies[leads_to_questions]).rstrip()
    return replace(reply, text=fill(content, text), choices=(human_choice(content),))


def again(standing: Standing) -> RedFlag:
    """The danger that stands, once more."""
    reply = BOTH_REPLY if standing.has_despair else f"emergency.{standing.level}"
    return RedFlag(standing.level, STILL, REASON, reply)


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
        elif message.reply and message.reply.kind in _ON_A_TOPIC:
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


def _takes_guess_back(text: str) -> bool:
    return takes_alarm_back(text) or denies_alarm(text)


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
