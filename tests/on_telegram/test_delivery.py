"""Delivery: stored before sending, sent until it arrives, and one chat's trouble is no other's."""

from __future__ import annotations

from typing import Any

import pytest
from bot_api.faults import Fault, server_error, too_many
from bot_api.people import Person, buttons, labels, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from telegram_clinic import TelegramClinic, running

from bot.channels.telegram import READ_SECONDS
from bot.reply import Choice, Picture, Reply

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

ANSWER = "It takes about an hour."


def undelivered(clinic: TelegramClinic, chat: int | None = None) -> int:
    """Messages that are stored and not marked as delivered, to one chat or to all."""
    sql = (
        "SELECT count(*) FROM messages JOIN telegram_chats USING (conversation)"
        " WHERE sender != 'patient' AND delivered_at IS NULL AND chat = coalesce(?, chat)"
    )
    return int(clinic.do(lambda: clinic.store.database.execute(sql, [chat]).fetchone()[0]))


def failures(clinic: TelegramClinic) -> list[str]:
    """Why messages did not get through."""
    sql = "SELECT failure FROM messages WHERE failure IS NOT NULL"
    return [row[0] for row in clinic.do(lambda: clinic.store.database.execute(sql).fetchall())]


def answers(person: Person) -> int:
    """How many answers arrived."""
    return sum(text.startswith(ANSWER) for text in person.texts)


@pytest.mark.parametrize(
    "fault",
    [
        too_many(1),
        server_error(500),
        server_error(502),
        Fault(cut="before"),
        Fault(400, "Bad Request: can't parse entities"),
    ],
    ids=["429", "500", "502", "cut", "parse error"],
)
def test_what_fails_is_sent_again_and_arrives_once(
    clinic: TelegramClinic, known: Person, api: BotApi, fault: Fault
) -> None:
    """Nothing is lost, nothing is doubled, and the store knows that it arrived."""
    api.faults.add(fault, "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    assert known.reads_text().startswith(ANSWER)
    assert known.hears_nothing_more()
    wait_for(lambda: undelivered(clinic) == 0)


@pytest.mark.parametrize("cut", ["middle", "after"])
def test_an_answer_cut_off_is_rather_sent_twice_than_never(
    clinic: TelegramClinic, known: Person, api: BotApi, cut: Any
) -> None:
    """Telegram cannot be asked whether it took a message: whoever waits for help must not wait in vain."""
    api.faults.add(Fault(cut=cut), "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    first, second = known.reads(2)
    assert first["text"] == second["text"]
    wait_for(lambda: undelivered(clinic) == 0)


def test_a_parse_error_leaves_the_plain_words_and_the_buttons(known: Person, api: BotApi) -> None:
    """Looks are given up first."""
    api.faults.add(Fault(400, "Bad Request: can't parse entities"), "sendMessage")
    known.writes("How long does it take?")
    (message,) = known.reads()
    assert "entities" not in message
    assert labels(message)[0] == "How do I prepare?"


def test_a_keyboard_that_is_refused_leaves_the_words(known: Person, api: BotApi) -> None:
    """Then the buttons."""
    api.faults.add(Fault(400, "Bad Request: BUTTON_DATA_INVALID"), "sendMessage", times=2)
    known.writes("How long does it take?")
    (message,) = known.reads()
    assert message["text"].startswith(ANSWER)
    assert buttons(message) == []


def test_what_telegram_never_takes_is_put_before_the_staff(
    clinic: TelegramClinic, known: Person, api: BotApi
) -> None:
    """It does not hold up what comes after it."""
    api.faults.add(Fault(400, "Bad Request: nonsense"), "sendMessage", chat=known.id, times=3)
    known.writes("How long does it take?")
    wait_for(lambda: "undelivered" in [row["level"] for row in clinic.do(clinic.store.alerts)])
    known.writes("How long does it take again?")
    assert known.reads_text().startswith(ANSWER)
    assert known.hears_nothing_more()


@pytest.fixture
def _ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is still on its way at the end of a test is not waited for."""
    monkeypatch.setattr("bot.channels.telegram_outbox.STOP_SECONDS", 0.1)


@pytest.mark.usefixtures("_ends_at_once")
def test_a_chat_that_must_wait_keeps_no_other_waiting(known: Person, api: BotApi) -> None:
    """429 holds for one chat: longer here than anybody waits for an answer in a test."""
    other = Person(api)
    other.writes("/start")
    other.reads(2)
    api.faults.add(too_many(600), "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    wait_for(lambda: api.calls_of("sendMessage", known.id)[-1].ok is False)
    other.writes("How long does it take?")
    assert other.reads_text().startswith(ANSWER)


def test_a_chat_that_must_wait_is_not_written_to_before(known: Person, api: BotApi) -> None:
    """As long as Telegram says."""
    api.faults.add(too_many(1), "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    known.reads()
    refused, taken = api.calls_of("sendMessage", known.id)[-2:]
    assert (refused.ok, taken.ok) == (False, True)
    assert taken.at - refused.at >= 1.0


@pytest.mark.usefixtures("_ends_at_once")
def test_a_slow_answer_keeps_no_other_waiting(clinic: TelegramClinic, known: Person, api: BotApi) -> None:
    """Telegram being slow with one chat is no other's trouble: that one is still on its way when it is answered."""
    other = Person(api)
    api.faults.add(Fault(hang=READ_SECONDS - 1), "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    known.reads()
    other.writes("/start")
    other.reads(2)
    assert undelivered(clinic, known.id) == 1


def test_a_blocked_chat_is_left_alone_until_it_is_unblocked(
    clinic: TelegramClinic, known: Person, api: BotApi
) -> None:
    """What was to be said meanwhile is said then."""
    known.blocks()
    wait_for(lambda: blocked(clinic) == 1)
    before = len(api.calls_of("sendMessage", known.id))
    clinic.do(lambda: say_as_staff(clinic, "The nurse will call you."))
    # Noted when the chat is left alone, and after Telegram's refusal if it were not.
    wait_for(lambda: failures(clinic) == ["the patient has blocked the bot"])
    assert len(api.calls_of("sendMessage", known.id)) == before
    known.unblocks()
    assert known.reads_text() == "From the staff\nThe nurse will call you."
    assert blocked(clinic) == 0


def test_being_blocked_is_noticed_when_sending_too(
    clinic: TelegramClinic, known: Person, api: BotApi
) -> None:
    """One 403, not one for each try; writing again shows that the block is over."""
    known.blocks(tells=False)
    clinic.do(lambda: say_as_staff(clinic, "The nurse will call you."))
    wait_for(lambda: blocked(clinic) == 1)
    known.chat.blocked = False
    known.writes("How long does it take?")
    assert known.reads_text() == "From the staff\nThe nurse will call you."
    assert known.reads_text().startswith(ANSWER)


def test_a_chat_that_is_gone_is_left_alone(clinic: TelegramClinic, known: Person, api: BotApi) -> None:
    """A deleted account is not tried for ever."""
    api.faults.add(Fault(400, "Bad Request: chat not found"), "sendMessage", chat=known.id)
    known.writes("How long does it take?")
    wait_for(lambda: blocked(clinic) == 1)


def test_a_restart_sends_what_was_not_delivered(make_clinic: MakeClinic, api: BotApi) -> None:
    """Stored while Telegram was down, sent after the next start, each once and in order."""
    person = Person(api)
    with running(make_clinic(), api) as clinic:
        person.writes("/start")
        person.reads(2)
        api.faults.add(server_error(), "sendMessage", times=10_000)
        for number in range(3):
            person.writes(f"How long does it take? {number}")
        wait_for(lambda: undelivered(clinic) == 3)
    api.faults.clear()
    with running(make_clinic(), api):
        replies = person.reads(3)
        assert person.hears_nothing_more()
    ids = [each["reply_to_message"]["message_id"] for each in replies]
    assert ids == sorted(ids)


def test_a_long_answer_comes_in_parts_with_the_buttons_on_the_last(
    known: Person, played: PlayedAssistant, api: BotApi
) -> None:
    """Every part fits, none is lost when one fails, and only the first points to the question."""
    paragraphs = [f"Paragraph {number}. " + "word " * 180 for number in range(12)]
    choices = (Choice("Tell me more", "/request.more"),)
    played.will_say(Reply("\n\n".join(paragraphs), "answer", choices=choices))
    api.faults.add(server_error(), "sendMessage", chat=known.id)
    known.writes("Tell me everything.")
    parts = known.reads(3)
    assert known.hears_nothing_more()
    assert [
        number for number in range(12) if any(f"Paragraph {number}." in part["text"] for part in parts)
    ] == list(range(12))
    assert [bool(buttons(part)) for part in parts] == [False, False, True]
    assert ["reply_to_message" in part for part in parts] == [True, False, False]


def test_only_the_missing_parts_are_sent_again(known: Person, played: PlayedAssistant, api: BotApi) -> None:
    """A failure in the middle of a long answer doubles nothing."""
    played.will_say(Reply("\n\n".join(f"Part {n}. " + "word " * 700 for n in range(3)), "answer"))
    known.writes("Tell me everything.")
    known.reads()
    api.faults.add(server_error(), "sendMessage", chat=known.id)
    known.reads(2)
    assert known.hears_nothing_more()
    assert sum("Part 0." in text for text in known.texts) == 1


def test_an_emergency_stands_out_and_can_be_called(known: Person, api: BotApi) -> None:
    """The number is bold, and a card makes it callable, because Telegram makes no link of short numbers."""
    known.writes("my chest hurts and I cannot breathe")
    words, card = known.reads(2)
    assert words["text"].startswith("Call 911 now")
    kinds = {
        (each["type"], words["text"][each["offset"] : each["offset"] + each["length"]])
        for each in words["entities"]
    }
    assert kinds == {
        (kind, number) for kind in ("bold", "phone_number") for number in ("911", "+1 555 010 0199")
    }
    assert card["contact"] == {"phone_number": "911", "first_name": "Call 911"}


def test_an_emergency_in_another_language_is_met_in_it_first(known: Person) -> None:
    """Two messages, the patient's own language before English, both with the number, and one card."""
    known.writes("me duele mucho el pecho y no puedo respirar")
    own, english, card = known.reads(3)
    assert "Llame ahora al 911" in own["text"]
    assert english["text"].startswith("Call 911 now")
    assert all("911" in {_marked(each, span) for span in each["entities"]} for each in (own, english))
    assert card["contact"]["phone_number"] == "911"
    assert known.hears_nothing_more()


def _marked(message: dict[str, Any], span: dict[str, Any]) -> str:
    text: str = message["text"][span["offset"] : span["offset"] + span["length"]]
    return text


def test_a_card_that_is_refused_is_done_without(clinic: TelegramClinic, known: Person, api: BotApi) -> None:
    """The words are there; nothing waits for the card."""
    api.faults.add(Fault(400, "Bad Request: PHONE_NUMBER_INVALID"), "sendContact")
    known.writes("my chest hurts and I cannot breathe")
    assert known.reads_text().startswith("Call 911 now")
    wait_for(lambda: undelivered(clinic) == 0)
    known.writes("How long does it take?")
    reminder, _, answer = known.reads_text().partition("\n\n")
    assert "call 911 now" in reminder
    assert answer.startswith(ANSWER)


def test_sources_are_folded_below_an_answer(known: Person) -> None:
    """Where it comes from can be opened, with links, and says whether it was checked."""
    known.writes("How long does it take?")
    (message,) = known.reads()
    assert "Leaflet (The clinic)" in message["text"]
    assert message["text"].endswith("Checked by: Dr Example, 2026-01-02")
    kinds = {each["type"]: each for each in message["entities"]}
    assert kinds["text_link"]["url"] == "https://example.org/guide"
    assert "expandable_blockquote" in kinds


DRAWING = Picture("kyphoplasty-steps", "Three steps: needle, balloon, cement.")


def test_a_drawing_comes_with_its_words(known: Person, played: PlayedAssistant, api: BotApi) -> None:
    """As a photo with what it shows in words, before the answer; uploaded once, then named by its id."""
    played.will_say(Reply("A balloon makes room.", "answer", pictures=(DRAWING,)))
    for number in range(2):
        asked = known.writes(f"How does it work? {number}")
        photo, answer = known.reads(2)
        assert photo["caption"] == DRAWING.alt
        assert photo["reply_to_message"]["message_id"] == asked
        assert answer["text"].startswith("A balloon makes room.")
        assert "reply_to_message" not in answer
    sent = [each.params["photo"] for each in api.calls_of("sendPhoto", known.id)]
    assert [type(each) for each in sent] == [bytes, str]


def test_a_drawing_that_cannot_be_shown_is_done_without(known: Person, played: PlayedAssistant) -> None:
    """The words do not wait for it."""
    played.will_say(
        Reply("A balloon makes room.", "answer", pictures=(Picture("no-such-drawing", "Steps."),))
    )
    known.writes("How does it work?")
    assert known.reads_text().startswith("A balloon makes room.")


def test_typing_is_shown_while_it_thinks(known: Person, played: PlayedAssistant) -> None:
    """From the question until the answer, and not for danger, which is met at once."""
    played.hangs = True
    known.writes("How long does it take?")
    wait_for(lambda: known.chat.actions == ["typing"])
    played.released.set()
    known.reads()


def blocked(clinic: TelegramClinic) -> int:
    """How many chats are marked as blocked."""
    sql = "SELECT count(*) FROM telegram_chats WHERE blocked_at IS NOT NULL"
    return int(clinic.do(lambda: clinic.store.database.execute(sql).fetchone()[0]))


def say_as_staff(clinic: TelegramClinic, text: str) -> None:
    """Let the staff write to the newest chat."""
    from bot.feed import Signal

    sql = "SELECT conversation FROM telegram_chats ORDER BY rowid DESC"
    conversation = clinic.store.database.execute(sql).fetchone()[0]
    clinic.store.add_reply(conversation, Reply(text, "handoff"), sender="staff")
    clinic.feed.publish(Signal(conversation, "message", "staff"))


def test_a_stop_lets_arrive_what_is_on_its_way(make_clinic: MakeClinic, api: BotApi) -> None:
    """An ordinary restart doubles nothing."""
    person = Person(api)
    with running(make_clinic(), api):
        person.writes("/start")
        person.reads(2)
        api.faults.add(Fault(hang=0.5), "sendMessage", chat=person.id)
        person.writes("How long does it take?")
        wait_for(lambda: api.calls_of("sendMessage", person.id)[2:])
    with running(make_clinic(), api):
        assert person.reads_text().startswith(ANSWER)
        assert person.hears_nothing_more()


def test_a_time_out_is_tried_again(
    make_clinic: MakeClinic, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram took it and said so too late: rather twice than never, and nobody else waits."""
    monkeypatch.setattr("bot.channels.telegram.READ_SECONDS", 0.3)
    slow, other = Person(api), Person(api)
    with running(make_clinic(), api):
        slow.writes("/start")
        slow.reads(2)
        api.faults.add(Fault(hang=1.0), "sendMessage", chat=slow.id)
        slow.writes("How long does it take?")
        other.writes("/start")
        other.reads(2)
        assert [text.startswith(ANSWER) for text in (slow.reads_text(), slow.reads_text())] == [True, True]
        assert slow.hears_nothing_more()
