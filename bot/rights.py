"""A patient's rights: to know what is kept, and to have it deleted, asked for in words, by command or by button."""

from __future__ import annotations

import logging
import re
from datetime import datetime

from bot.assistant import AssistantUnavailableError
from bot.content import Content
from bot.erasure import Eraser, Receipt
from bot.replies import choice, fill, human_choice, say
from bot.reply import Reply
from bot.store import Message, Store

logger = logging.getLogger(__name__)

ERASE, KEEP, ASK = "privacy.erase", "privacy.keep", "privacy.ask"
"""What the buttons stand for. They are pressed at the door and never reach Rasa, whose payloads begin with '/'."""
PAYLOADS = frozenset({ERASE, KEEP, ASK})
BY_PLACE = {ERASE: ASK}
"""What naming a button by its place alone counts as: '1' deletes nothing, but brings the question once more."""

_DATA = (
    r"(?:data|information|info|messages?|chats?|conversations?|chat history|history|transcripts?|personal details"
    r"|details|phone number|contact details|(?:what|everything|anything|all) (?:that )?(?:i|i've|i have|you|you've)"
    r"(?: \w+){0,3}|everything|records? of (?:this|our|the) (?:chat|conversation))"
)
_END = r"(?= *(?:$|[?.!,;]))"
_FILLER = (
    r"(?:(?:all|of|my|our|the|this|these|those|whole|entire|any|every|personal|private|stored|saved|about|chat|health"
    r"|patient|please|and|mine) ){0,5}"
)
_ERASE = re.compile(
    rf"\b(?:delete|deleting|erase|erasing|remove|wipe|destroy|clear|purge|scrub|get rid of|(?<!\bi )forget)"
    rf" (?=(?:\w+ ){{0,4}}(?:my|our|this|these|i|i've|me|everything)\b){_FILLER}{_DATA}\b"
    rf"|(?<!\bi )\bforget (?:all )?(?:about )?me{_END}"
    rf"|\b(?:my|our|this|these) (?:\w+ ){{0,2}}{_DATA}(?: to be| be| is| are| gets?)?"
    r" (?:deleted|erased|removed|wiped|destroyed)"
    r"|\bright to (?:be forgotten|erasure)\b"
)
_NOT = re.compile(
    r"\b(?:not|don't|dont|never|without|didn't|won't) (?:\w+ )?(?:delete|erase|remove|forget|clear|wipe)"
)
_ASKING_HOW = re.compile(
    r"^(?:and |so |hi |hello )?(?:when|do|does|did|is|are|was|were|has|have|how long|who|why|after how)\b"
)
_KEPT = (
    r"(?:kept|keep|keeps|store|stores|stored|save|saves|saved|hold|holds|held|record|recorded|collect|collected"
    r"|got|have)"
)
_OURS = (
    r"(?:(?:my|our|this|these|the) (?:data|messages?|chats?|conversations?)"
    r"|(?:my|our) (?:names?|(?:(?:tele)?phone |mobile )?numbers?|(?:e-?mail |home )?address|(?:personal )?details))"
)
_KNOW = re.compile(
    rf"\b(?:what|which|how much|anything|everything)\b(?: \w+){{0,7}}? (?:know|remember|{_KEPT})(?: \w+){{0,2}}"
    rf" (?:about|on|of|from) (?:me|us){_END}"
    rf"|\b(?:show|give|send|tell|see|get|view|download|export)(?: me)?(?: a copy)?(?: all)?(?: of)? my"
    rf" (?:personal |stored )?(?:data|chat data|messages|chat history){_END}"
    rf"|\b(?:what|which) (?:personal )?(?:data|information) (?:do|does|is|are|have)\b(?: \w+){{0,3}}? {_KEPT}\b"
    rf"|\b(?:do|does|are|is|will|how long)\b(?: \w+){{0,3}}? {_KEPT} {_OURS}{_END}"
    rf"|\b(?:do|does|are|will|would) (?:you|they|it|this)(?: \w+)? {_KEPT} (?:what|all|everything|whatever|anything)"
    rf"(?: that)? (?:i|we) (?:write|type|say|wrote|typed|said|tell you|told you)(?: here| to you| in here)?{_END}"
    rf"|^(?:and |so |but )?is (?:this|(?:our|the) (?:chat|conversation))(?: (?:chat|conversation|here|all))? "
    rf"(?:private|confidential|anonymous|secret)(?: here)?{_END}"
    rf"|\b(?:are|is|will|do|does) {_OURS}(?: \w+)?"
    rf" (?:{_KEPT}|private|confidential|safe|secure|anonymous|deleted|erased){_END}"
    r"|\bwho (?:can |will |is able to |gets to |else )?(?:reads?|sees?|look at|looks at|access|accesses) "
    r"(?:my|our|this|these|the|what) (?:\w+ )?(?:messages?|data|chats?|conversations?|write|type)\b"
    rf"|\bwho (?:can |will |else )?(?:reads?|sees?) this(?: here)?{_END}"
    r"|\b(?:can|could|will|would|do|does|did|is|are) (?:\w+ ){1,3}?(?:able to |allowed to )?(?:read|see|look at|access)"
    r" (?:my|our|this|these|what (?:i|we)) (?:\w+ )?(?:messages?|chats?|conversations?|write|wrote|type|say)"
    rf"(?: here)?{_END}"
    rf"|\byou (?:\w+ )?{_KEPT} (?:anything|something|any data) (?:about|on|of|from) (?:me|us){_END}"
    rf"|\bprivacy (?:policy|notice|statement|information){_END}|\bdata protection{_END}"
)
_THIS = r"(?:this|(?:our|the) (?:chat|conversation))(?: (?:chat|conversation))?"
_SAID = r"what (?:i|we) (?:\w+ )?(?:writ\w+|wrote|typed?|say|said|ask|asked)"
_TO_OTHERS = re.compile(
    rf"\b(?:are|do) you (?:\w+ )?record(?:ing)? (?:me|{_THIS}|{_OURS}|{_SAID})(?: here)?{_END}"
    rf"|^(?:and |so |but )?is {_THIS} (?:being )?(?:recorded|kept|saved|stored)(?: here)?{_END}"
    rf"|\b(?:do|does|will|would|can|could) (?:you|they|it|the clinic)(?: \w+)? (?:sell|share|give (?:away|out)|pass on)"
    rf" {_OURS}(?: \w+){{0,5}}?{_END}"
    rf"|\b(?:can|could|will|would|does|do) (?:my|our|other|any)(?: \w+){{1,3}} (?:read|see|access) {_THIS}{_END}"
    rf"|\b(?:will|would|do|are|can) you (?:going to )?(?:tell|telling|inform|let) (?:my|our) \w+(?: know)?"
    rf" (?:about {_THIS}|{_SAID})(?: here)?{_END}"
)
"""Who else hears of it: the staff who read along, and the notice that says the rest."""
_ERASE_COMMAND = re.compile(r"/(?:delete|erase|forget)\w*(?:@\w+)?\s*")
_KNOW_COMMAND = re.compile(r"/(?:privacy|my_?data)(?:@\w+)?\s*")
_YES = re.compile(
    r"(?:yes|yep|yeah|y|ok|okay|sure|do it|confirm)(?:[ ,]+(?:please|do it|delete|delete it|i do|sure|go ahead))*[.!]*"
)
_DELETE_IT = re.compile(
    r"(?:(?:ok|okay|yes|yeah|then|please|well|can you|could you|i want you to|i want to|i'd like to|so|just)[ ,]+)*"
    r"(?:(?:delete|erase|remove|wipe|clear|destroy|get rid of)(?: (?:it|that|this|them|all|everything|my|data|of))+"
    r"|delete|erase"
    r"|(?:have|get|i want) (?:it|that|this|everything|it all|them)(?: all)? (?:deleted|erased|removed|wiped))"
    r"(?:[ ,]+(?:please|then|now|thanks|thank you|all|for me|right away|again))*[.!?]*"
)
"""Right after the offer to delete what is kept, or the question whether to."""
_YES_PLEASE = re.compile(
    r"(?:yes|yep|yeah|please|sure|ok)[ ,]+(?:please|do|do it|do that|i do|go ahead)(?:[ ,]+(?:please|then|now))*[.!]*"
)
"""Not 'ok' alone, which only takes note of what is kept."""
_NO = re.compile(
    r"(?:no|nope|n|cancel|stop|don't|dont|keep it)(?:[ ,]+(?:thanks|thank you|keep it|don't|please))*[.!]*"
)


def asks_to_erase(text: str) -> bool:
    """Whether a message asks to have what is kept deleted."""
    plain = _plain(text)
    if _ERASE_COMMAND.fullmatch(plain):
        return True
    return bool(_ERASE.search(plain)) and not _NOT.search(plain) and not _ASKING_HOW.search(plain)


def asks_what_is_known(text: str) -> bool:
    """Whether a message asks what is kept about the patient, how long, or who reads it."""
    plain = _plain(text)
    if _NOT.search(plain):
        return False
    asks_when = _ERASE.search(plain) and _ASKING_HOW.search(plain)
    return bool(
        _KNOW_COMMAND.fullmatch(plain) or _KNOW.search(plain) or _TO_OTHERS.search(plain) or asks_when
    )


class Rights:
    """Answers at the door, so that it works with Rasa stopped."""

    def __init__(self, store: Store, eraser: Eraser, days: int) -> None:
        """`days` is for how long words are kept."""
        self._store = store
        self._eraser = eraser
        self._days = days

    async def take(self, content: Content, message: Message, text: str) -> Reply | None:
        """The reply to a message about the patient's data, or None if it is about something else."""
        if self._has_erased(message):
            return self.erased_before(content)
        answer = _plain(text)
        if self.waits_for_yes(message):
            # The wish that was asked about, sent twice, is not yet a yes.
            if _YES.fullmatch(answer) or (_DELETE_IT.fullmatch(answer) and not asks_to_erase(text)):
                return await self.press(content, message, ERASE)
            if _NO.fullmatch(answer):
                return await self.press(content, message, KEEP)
        if asks_to_erase(text) or self._takes_offer(message, answer):
            return await self.press(content, message, ASK)
        return self._known(content, message) if asks_what_is_known(text) else None

    def is_about_erasing(self, message: Message, text: str) -> bool:
        """Whether a message asks to have everything deleted, or answers the question whether to."""
        is_offered = self.waits_for_yes(message) or self._takes_offer(message, _plain(text))
        return is_offered or asks_to_erase(text)

    async def press(self, content: Content, message: Message, payload: str) -> Reply:
        """The reply to one of the buttons."""
        if payload == ERASE:
            return await self._erase(content, message)
        if payload == KEEP:
            return say(content, "privacy.kept", "system")
        confirm = say(content, "privacy.confirm", "system")
        return confirm.with_choices(choice(content, "erase", ERASE), choice(content, "keep", KEEP))

    def erased_before(self, content: Content) -> Reply:
        """The reply to a 'yes' that comes a second time, because the first reply was lost."""
        return say(content, "privacy.erased_before", "system")

    async def _erase(self, content: Content, message: Message) -> Reply:
        try:
            receipt = await self._eraser.erase(message.conversation, "erased by patient", keep=message)
        except AssistantUnavailableError as error:
            logger.error("A patient's data could not be deleted (%s); the staff are told.", error)
            self._store.add_alert(message, "erase", str(error))
            return say(content, "privacy.erase_failed", "system").with_choices(human_choice(content))
        return _say_receipt(content, receipt)

    def _known(self, content: Content, message: Message) -> Reply:
        own = [each for each in self._store.messages(message.conversation) if each.sender == "patient"]
        contact = "contact" if self._store.contacts(message.conversation) else "no_contact"
        reply = say(
            content,
            "privacy.known",
            "system",
            messages=_counted(content, "messages", len(own)),
            since=_day(own[0].created_at),
            reach=content.replies[f"privacy.known.{contact}"],
            days=str(self._days),
            chat=message.conversation,
        )
        return reply.with_choices(choice(content, "ask_erase", ASK))

    def _has_erased(self, message: Message) -> bool:
        """Whether it is the 'yes' that everything before it was deleted at: else the notice would stand there."""
        return self._store.messages(message.conversation)[:1] == [message]

    def waits_for_yes(self, message: Message) -> bool:
        """Whether the bot's last words were the question whether to delete everything."""
        return self._was_offered(message, ERASE)

    def _takes_offer(self, message: Message, answer: str) -> bool:
        """Whether a message takes the offer to delete that stood below what is kept: 'delete it', 'yes do that'."""
        is_meant = _DELETE_IT.fullmatch(answer) or _YES_PLEASE.fullmatch(answer)
        return bool(is_meant) and self._was_offered(message, ASK)

    def _was_offered(self, message: Message, payload: str) -> bool:
        """Whether the first button below the bot's last words stands for `payload`."""
        earlier = [each for each in self._store.messages(message.conversation) if each.seq < message.seq]
        reply = earlier[-1].reply if earlier else None
        if reply is None or not reply.choices:
            return False
        offered = self._store.choice(message.conversation, reply.choices[0].value)
        return offered is not None and offered[1] == payload


def _say_receipt(content: Content, receipt: Receipt) -> Reply:
    messages = receipt.counts["messages"]
    others = sum(receipt.counts.values()) - messages
    return say(
        content,
        "privacy.erased",
        "system",
        messages=_counted(content, "messages", messages),
        others=_counted(content, "others", others),
    )


def _counted(content: Content, what: str, count: int) -> str:
    """A number with its noun, in the clinic's words: one of a thing is not several."""
    key = f"privacy.{what}_one" if count == 1 else f"privacy.{what}"
    return fill(content, content.replies[key], count=str(count))


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("\u2019", "'").split())


def _day(moment: str) -> str:
    day = datetime.fromisoformat(moment)
    return f"{day.day} {day:%B %Y}"
