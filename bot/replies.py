"""Replies that answer no topic: small talk, boundaries, misses, hand-off, and what the system says."""

from __future__ import annotations

from bot.content import Content
from bot.moment import utc_now
from bot.reply import Choice, Kind, Reply

REPLY_KEYS = frozenset(
    """
    smalltalk.greet smalltalk.how_are_you smalltalk.thanks smalltalk.goodbye smalltalk.are_you_human
    smalltalk.who_are_you smalltalk.how_sure smalltalk.what_can_you_do smalltalk.compliment smalltalk.good_news
    smalltalk.complaint smalltalk.missed smalltalk.worried smalltalk.chat smalltalk.affirm smalltalk.deny
    smalltalk.acknowledge smalltalk.apology
    smalltalk.here smalltalk.sorrow smalltalk.bad_day smalltalk.hope smalltalk.calling out_of_scope.patients
    request.more.none request.something_else request.repeat.again request.repeat.none
    followup.unclear followup.which followup.same followup.again
    followup.about followup.holds followup.parts followup.detail followup.no_more out_of_scope.again
    out_of_scope.medical out_of_scope.other boundary.diagnosis boundary.scan boundary.medicine
    boundary.your_medicine boundary.right_for_you
    language.unknown
    suggest.intro suggest.either suggest.none suggest.second suggest.related suggest.starters suggest.about
    choice.something_else choice.human choice.more choice.which
    answer.which_procedure answer.not_for_procedure answer.anything_else
    answer.left_out answer.asked_too answer.foreign_part answer.not_meant answer.yes_or_no
    answer.not_certain answer.no_detail
    answer.for_afterwards answer.stands
    handoff.open handoff.closed handoff.repeat handoff.repeat_closed handoff.with_staff
    handoff.next handoff.one_before handoff.before handoff.wait handoff.wait_one handoff.now_next
    handoff.kept_meanwhile handoff.kept_too handoff.unsure handoff.cannot_wait handoff.stands
    handoff.foreign_part handoff.welcome handoff.left_standing
    handoff.call_offered handoff.no_call
    handoff.kept handoff.kept_again handoff.going_on handoff.cancelled handoff.still_looked_at
    handoff.late handoff.late_call_us
    handoff.closing handoff.joined handoff.joined_unasked handoff.transferred handoff.released handoff.ended
    handoff.left_open handoff.dismissed handoff.rated_up handoff.rated_down
    callback.ask callback.no_key callback.when callback.topic callback.done
    choice.cancel choice.go_on choice.call_me choice.rate_up choice.rate_down
    choice.callback.time.morning choice.callback.time.afternoon choice.callback.time.any
    choice.callback.topic.before choice.callback.topic.after choice.callback.topic.appointment
    choice.callback.topic.other
    handoff.none greeting.first feedback.down input.empty input.too_long input.command system.unavailable
    emergency.emergency_now emergency.crisis emergency.crisis_unsure emergency.same_day
    emergency.crisis_unsure_closed emergency.same_day_closed emergency.before_the_date_closed
    emergency.both emergency.crisis_again
    still.emergency_now still.crisis still.same_day still.same_day_closed still.both still.helped
    heard.ahead heard.unwilling heard.bother heard.waiting heard.hopeful heard.told heard.unwilling_crisis
    heard.first_aid heard.medicine heard.ride
    settled.emergency_now settled.crisis settled.same_day settled.same_day_closed settled.there
    settled.thanks settled.thanks_crisis settled.welcome seen.emergency_now seen.same_day
    mistaken.emergency_now mistaken.crisis mistaken.same_day
    notice.first notice.telegram
    privacy.known privacy.known.contact privacy.known.no_contact privacy.confirm privacy.kept privacy.erased
    privacy.messages privacy.messages_one privacy.others privacy.others_one
    privacy.erased_before privacy.erase_failed choice.ask_erase choice.erase choice.keep
    contact.noted contact.no_key contact.not_asked contact.lost
    contact.number contact.email contact.number_and_email
    attachment.voice attachment.photo attachment.video attachment.document attachment.sticker
    attachment.location attachment.poll attachment.other
    telegram.help telegram.group telegram.staff telegram.call telegram.sources telegram.reviewed
    telegram.not_reviewed telegram.helpful telegram.not_helpful telegram.rated telegram.button_old
    telegram.button_again telegram.command.start telegram.command.help telegram.command.human
    telegram.command.privacy telegram.command.delete
    """.split()
)

REPLY_PLACEHOLDERS = (
    *("procedure", "procedures", "opens", "closes"),
    *("days", "messages", "others", "count", "since", "reach", "chat", "contact"),
    *("number", "review"),
    *("before", "minutes", "name", "call", "rule"),
)
"""What may stand in a reply beside the clinic's facts."""

HUMAN = "/request.human"
MORE = "/request.more"
SOMETHING_ELSE = "/request.something_else"


def say(content: Content, key: str, kind: Kind, **facts: str) -> Reply:
    """The reply under `key` of replies.yml, with the clinic's facts and `facts` filled in."""
    return Reply(fill(content, content.replies[key], **facts), kind)


def by_hours(content: Content, key: str) -> str:
    """The key of the words for a closed clinic, where there are such words and it is closed now; else `key`."""
    closed = f"{key}_closed"
    return closed if closed in content.replies and not content.clinic.hours.closes(utc_now()) else key


def fill(content: Content, text: str, **facts: str) -> str:
    """`text` with its placeholders filled in; one that is not known stays as it stands."""
    values = {**content.clinic.facts(), "procedures": join_names(content.procedures, "and"), **facts}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
        text = text.replace(f"{{{name.capitalize()}}}", value[:1].upper() + value[1:])
    return text


def join_names(names: tuple[str, ...], word: str) -> str:
    """`a, b or c`."""
    return f" {word} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def choice(content: Content, key: str, value: str) -> Choice:
    """The fixed choice whose label replies.yml gives."""
    return Choice(fill(content, content.replies[f"choice.{key}"]), value)


def human_choice(content: Content) -> Choice:
    """'Talk to a person'."""
    return choice(content, "human", HUMAN)
