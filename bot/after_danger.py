"""After a danger: what is written next is about it, told by those who get help, or begun with a word on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asked_of_danger import (
    asks_for_medicine,
    asks_leave,
    asks_of_helpers,
    asks_to_put_off,
    asks_to_take_off,
    asks_what_is_meant,
    asks_what_it_is,
    asks_what_to_do,
    asks_whether_it_goes_ahead,
    goes_to_rest,
)
from bot.boundaries import MEDICINES
from bot.call_wish import wishes_call
from bot.content import Content
from bot.course import (
    LEAD_IN,
    gets_worse,
    goes_on,
    is_explained_away,
    is_plain_question,
    is_ride,
    is_taken_note,
    is_thanks,
    names_sign,
    only_thanks,
    parted,
    plainly_goes_on,
)
from bot.denied_despair import denies_despair
from bot.doubt import doubts, names_helpers, waits_in_vain
from bot.emergency import emergency_replies, links_in
from bot.false_alarm import denies_alarm, denies_taking, restates, takes_back
from bot.foreign_danger import helped_in
from bot.heard import OF_HELPERS, heard, is_unwilling
from bot.help_called import has_company, is_attended, is_call, is_help_called, is_reassured
from bot.no_better import is_no_better
from bot.nobody_asked_for import asks_for_someone, refuses_person
from bot.questions import asks_nothing
from bot.red_flags import BOTH_REPLY, Level, RedFlag
from bot.replies import by_hours, fill, human_choice, say
from bot.reply import Reply
from bot.standing_danger import ON_A_TOPIC, STILL, Standing
from bot.verdict import is_gone

BARE_TOPIC = 2
"""So many words may name what is asked about, as 'parking' does; in more, without a question, something is told."""
_ASKS_UNMARKED = re.compile(
    LEAD_IN + r"(?:when|where|how|who|what)['\u2019]?s\b"
    r"|\b(?:wants?|wanted|like|likes|wonder(?:s|ing)?|asks?|asking|know|sure|unsure) (?:to know |me )?"
    r"(?:if|whether|when|how|what|where|which|about)\b"
    r"|^\W*(?:the |a )?(?!i\b|he\b|she\b|we\b|it\b|my\b)\w+(?: \w+)? or (?:the |an? )?\w+(?: one)?\W*$",
    re.IGNORECASE,
)
"""Asked without a mark or a turned verb: 'whens my checkup', 'my wife wants to know if', 'same bone or another'."""
REASON = "Writes of a danger that was met a moment ago"


def still_there(text: str, standing: Standing) -> RedFlag | None:
    """The danger again, if a few words tell how it goes on, or ask about it or whether it can wait."""
    # What gets worse is neither settled by a call nor something else: 'I rang, it's worse', 'it got worse in the bath'.
    if gets_worse(text):
        worse: Level = "emergency_now" if standing.level == "same_day" else standing.level
        return again(replace(standing, level=worse))
    if _is_ended(standing) or tells_of_help(text, standing) or asks_beside_help(text, standing.level):
        return None
    if asks_for_someone(text) and wishes_call(text) and not names_helpers(text):
        # A call from the clinic is asked for: 'can you have someone ring me on Monday'.
        return None
    is_taken_back = takes_back(text, standing.level) or (
        standing.is_guess and (restates(text) or denies_alarm(text))
    )
    if standing.is_taken_back or is_taken_back:
        # 'I'm not suicidal, it is only the pain' names none of despair.
        is_despair = standing.level == "crisis" and denies_despair(text)
        is_sign = names_sign(text) and not is_gone(text) and not is_despair
        return again(standing) if is_sign else None
    if is_ride(text) and standing.level != "same_day":
        # Whoever drives: it is no ambulance, and no question on rides home.
        return again(standing)
    # A call that is not for the help that is needed is one more reason to say whom to call.
    asks = asks_what_it_is(text) or asks_what_to_do(text) or asks_for_medicine(text)
    asks = asks or _is_for_helpers(text, standing)
    asks = asks or (standing.is_fresh and asks_what_is_meant(text))
    # Whom to call today is who decides that.
    is_of_the_date = asks_to_put_off(text) or asks_whether_it_goes_ahead(text)
    asks = asks or (standing.level == "same_day" and is_of_the_date)
    # Who sleeps calls nobody; of what can wait some hours it makes no difference.
    asks = asks or (standing.level != "same_day" and goes_to_rest(text))
    is_of_the_call = is_call(text) or doubts(text) or names_helpers(text) or waits_in_vain(text)
    return again(standing) if asks or is_of_the_call or _is_course(text, standing) else None


def _is_ended(standing: Standing) -> bool:
    """Whether the new message takes the sign back, or tells what was found where it was looked at."""
    return standing.is_corrected or standing.is_seen


def _is_course(text: str, standing: Standing) -> bool:
    """Whether a text tells how it goes on; 'just' or 'now' alone is not about a guess, nor about despair."""
    is_plain = standing.is_guess or standing.level == "crisis"
    return is_no_better(text) or (plainly_goes_on(text) if is_plain else goes_on(text))


def tells_of_help(text: str, standing: Standing) -> bool:
    """Whether a message tells that help is called, or asks, once it is, what those who help can say."""
    if gets_worse(text) or waits_in_vain(text) or asks_beside_help(text, standing.level):
        return False
    asks = asks_what_to_do(text) or asks_to_take_off(text) or _is_for_helpers(text, standing)
    is_of_them = names_helpers(text) and not doubts(text)
    is_for_them = standing.is_helped and (asks or is_of_them) and not names_sign(text)
    has_help = is_reassured(text) or is_help_called(text, standing.level)
    return is_for_them or has_help or (standing.level == "crisis" and has_company(text))


def asks_beside_help(text: str, level: Level) -> bool:
    """Whether a message tells that help is called, and asks something of its own: 'they see her at 3. Can she eat?'"""
    _, asked = parted(text)
    is_of_it = (asks_what_it_is, asks_what_to_do, asks_of_helpers, plainly_goes_on, doubts, names_helpers)
    return bool(asked) and is_help_called(text, level) and not any(each(asked) for each in is_of_it)


def _is_for_helpers(text: str, standing: Standing) -> bool:
    """Whether those who help are the ones to ask; what may be done until a visit has an answer of its own."""
    return asks_of_helpers(text) and not (standing.level == "same_day" and asks_leave(text))


def said_again(content: Content, red_flag: RedFlag, text: str) -> list[Reply]:
    """The danger that stands once more, behind a word that takes in what the patient wrote instead of getting help."""
    replies = emergency_replies(content, red_flag)
    taken_in = _taken_in(content, text, red_flag.level)
    if taken_in is None or len(replies) > 1:
        return replies
    (reply,) = replies
    return [replace(reply, text=f"{taken_in}\n\n{reply.text}")]


def _taken_in(content: Content, text: str, level: Level) -> str | None:
    """The clinic's word for what is `heard` in a text; where someone despairs, only who will not call gets one."""
    said = heard(text)
    if level == "crisis":
        return content.replies["heard.unwilling_crisis"] if said == "unwilling" else None
    if said is None or (said in OF_HELPERS and level != "emergency_now"):
        return None
    return fill(content, content.replies[f"heard.{said}"])


def in_few_words(content: Content, text: str, standing: Standing) -> Reply | None:
    """A few words to who only takes note of the danger's, says that it is something else or takes it back.

    That may be right, which a person can tell; none of them asks what the assistant could answer.
    """
    if _is_ended(standing):
        # What it asks beside that is answered below the same line.
        return _last_line(content, standing) if asks_nothing(text) else None
    if standing.is_helped and is_thanks(text):
        return welcomed(content, standing)
    asks_beside = "?" in text if denies_despair(text) else not asks_nothing(text)
    if standing.level == "crisis" and takes_back(text, "crisis") and asks_beside:
        return None
    if _is_to_be_taken_in(text, standing):
        return _heard(content, standing, text)
    is_denied = denies_alarm(text) or (standing.level != "crisis" and denies_taking(text))
    if takes_back(text, standing.level) or (standing.is_guess and is_denied):
        return (
            mistaken(content, standing.level)
            if standing.is_guess
            else _asking_for_a_person(content, standing)
        )
    if standing.is_taken_back or asks_beside_help(text, standing.level):
        return None
    return _to_what_is_told(content, text, standing)


def _to_what_is_told(content: Content, text: str, standing: Standing) -> Reply | None:
    """A few words to who only takes note, thanks, or says that it is something else."""
    if is_taken_note(text) and (standing.is_fresh or standing.is_helped):
        return settled(content, standing) if standing.is_helped else _noted(content, standing, text)
    if only_thanks(text):
        return _noted(content, standing, text)
    is_said_again = (standing.level == "crisis" and goes_on(text)) or refuses_person(text)
    if is_said_again or (is_explained_away(text) and not goes_on(text)):
        return settled(content, standing) if standing.is_helped else _asking_for_a_person(content, standing)
    return None


def _is_to_be_taken_in(text: str, standing: Standing) -> bool:
    """Whether the few words on the danger come behind one on what the patient wrote."""
    is_unheard = is_unwilling(text) and not (standing.is_helped or asks_for_someone(text))
    return is_unheard or (standing.level != "crisis" and asks_whether_it_goes_ahead(text))


def welcomed(content: Content, standing: Standing) -> Reply:
    """A kind word to who thanks, with whom to call if it comes to that."""
    key = "settled.thanks_crisis" if standing.level == "crisis" else "settled.thanks"
    return _with_level(content, key, standing.level)


def settled(content: Content, standing: Standing, text: str = "") -> Reply:
    """A few words to someone who has called for help, or is about to, or whose `text` tells that it is there."""
    is_there = standing.is_there or is_attended(text)
    return _with_level(content, "settled.there" if is_there else f"settled.{standing.level}", standing.level)


def seen(content: Content, level: Level) -> Reply:
    """A line to who was looked at and knows what it is, with whom to call if that changes."""
    return _with_level(content, f"seen.{level}", level)


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
    if replies and _is_ended(standing):
        return _below_last_line(content, replies, standing)
    if not replies or replies[0].kind == "emergency" or standing.is_taken_back:
        return list(replies)
    return _below_danger(content, replies, standing, text)


def _below_danger(content: Content, replies: Sequence[Reply], standing: Standing, text: str) -> list[Reply]:
    """Other replies, begun with a danger that stands."""
    first, *rest = replies
    if standing.is_guess and first.kind in ON_A_TOPIC and restates(text):
        return [_begun(content, first, content.replies[f"mistaken.{standing.level}"]), *rest]
    if first.kind == "handoff":
        return [reminded(content, first, standing), *rest]
    if first.language or first.kind in ("suggest", "fallback"):
        return _in_place_of_not_understood(content, first, standing, text)
    if first.kind == "answer" and standing.is_guess and _is_told_of_it(text, standing):
        return [settled(content, standing) if standing.is_helped else _asking_for_a_person(content, standing)]
    is_told = first.kind == "answer" and _is_told_of_it(text, standing)
    # Who says that nobody thinks of suicide and asks for pain relief is told of no pills, nor all of it once more.
    if _may_name_means(first, standing) and denies_despair(text):
        return [_asking_for_a_person(content, standing)]
    if first.kind == "smalltalk" or is_told or _may_name_means(first, standing):
        return [
            *_in_place_of_small_talk(content, standing, text),
            *(each for each in rest if each.kind == "handoff"),
        ]
    return [_in_place_of_out_of_scope(content, first, standing, text), *rest]


def _below_last_line(content: Content, replies: Sequence[Reply], standing: Standing) -> list[Reply]:
    """The line that ends a danger, and below it what was asked beside it, if there is an answer."""
    first, *rest = replies
    line = _last_line(content, standing)
    if first.kind == "emergency":
        return list(replies)
    return [_begun(content, first, line.text), *rest] if first.kind in (*ON_A_TOPIC, "handoff") else [line]


def _last_line(content: Content, standing: Standing) -> Reply:
    return seen(content, standing.level) if standing.is_seen else mistaken(content, standing.level)


def _in_place_of_out_of_scope(content: Content, reply: Reply, standing: Standing, text: str) -> Reply:
    """What is told and not asked is for those who help; any other reply is reminded of the danger."""
    if reply.kind != "out_of_scope":
        return reminded(content, reply, standing)
    if _is_told(text, standing):
        return _for_those_who_help(content, standing)
    return reminded(content, _without_questions(content, reply), standing)


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
    key = "still.both" if standing.has_despair else f"still.{standing.level}"
    return content.replies[by_hours(content, key)]


def _begun(content: Content, reply: Reply, danger: str) -> Reply:
    text = f"{fill(content, danger)}\n\n{reply.text}"
    return replace(reply, text=text, links=links_in(text, content.clinic))


def _with_level(content: Content, key: str, level: Level) -> Reply:
    reply = say(content, by_hours(content, key), "system")
    return replace(reply, level=level, links=links_in(reply.text, content.clinic))


def _is_told_of_it(text: str, standing: Standing) -> bool:
    is_urgent = standing.is_fresh and standing.level != "same_day"
    is_told = len(text.split()) > BARE_TOPIC and asks_nothing(text) and not _ASKS_UNMARKED.search(text)
    return is_urgent and is_told


def _in_place_of_not_understood(content: Content, reply: Reply, standing: Standing, text: str) -> list[Reply]:
    if standing.is_helped:
        return [_to_who_has_help(content, reply, standing).with_choices(human_choice(content))]
    if reply.language and reply.kind == "smalltalk":
        # Thanks, in the language: the same cards once more would not be read. The few English words are the ones
        # that those in the language say will follow.
        return [reminded(content, reply, standing), _still(content, standing)]
    if _is_told(text, standing) and not reply.language:
        return [_for_those_who_help(content, standing)]
    if reply.language or not (standing.is_fresh or is_plain_question(text)):
        return said_again(content, replace(again(standing), language=reply.language), text)
    return [reminded(content, _without_questions(content, reply), standing)]


def _is_told(text: str, standing: Standing) -> bool:
    """Whether a message tells and does not ask, right after a danger of the body: 'he is diabetic by the way'."""
    is_of_the_body = standing.is_fresh and standing.level != "crisis" and not standing.is_helped
    return bool(text) and is_of_the_body and asks_nothing(text)


def _for_those_who_help(content: Content, standing: Standing) -> Reply:
    still = _still(content, standing)
    return replace(still, text=f"{still.text}\n\n{content.replies['heard.told']}")


def _to_who_has_help(content: Content, reply: Reply, standing: Standing) -> Reply:
    """A word in the language of a reply that says it is not understood, if it is one; thanks are met with the reply."""
    if reply.language and reply.kind == "smalltalk":
        return reply
    if reply.language in content.languages and standing.level != "crisis":
        return helped_in(content, reply.language or "", standing.level)
    return settled(content, standing)


def _in_place_of_small_talk(content: Content, standing: Standing, text: str) -> list[Reply]:
    if standing.is_helped:
        return [settled(content, standing)]
    if standing.is_fresh and not standing.is_repeated and not standing.is_guess:
        return said_again(content, again(standing), text)
    # A third card would not be read.
    return [_still(content, standing)]


def _still(content: Content, standing: Standing) -> Reply:
    text = fill(content, _reminder(content, standing))
    return Reply(text, "system", links=links_in(text, content.clinic))


def _heard(content: Content, standing: Standing, text: str) -> Reply:
    """The few words on the danger, behind one that takes in what the patient wrote."""
    still = _still(content, standing)
    taken_in = _taken_in(content, text, standing.level)
    reply = replace(still, text=f"{taken_in}\n\n{still.text}") if taken_in else still
    return reply.with_choices(human_choice(content))


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
