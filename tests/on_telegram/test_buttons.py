"""Buttons: pressed once, twice, late, after a restart; always answered and never harmful."""

from __future__ import annotations

from typing import Any

import pytest
from bot_api.people import Person, buttons, labels, wait_for
from bot_api.server import BotApi
from played_assistant import PlayedAssistant
from telegram_clinic import TelegramClinic, running

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

LABEL = "How do I prepare?"


@pytest.fixture
def asked(clinic: TelegramClinic, known: Person) -> Person:
    """Somebody who has an answer with a button under it, of which the clinic knows that it has arrived."""
    known.writes("How long does it take?")
    known.reads()
    on_its_way = "SELECT count(*) FROM messages WHERE sender != 'patient' AND delivered_at IS NULL"
    wait_for(lambda: clinic.do(lambda: not clinic.store.database.execute(on_its_way).fetchone()[0]))
    return known


def answered(api: BotApi, query: str) -> dict[str, Any]:
    """What a button's press was answered with."""
    found = wait_for(lambda: [a for a in api.methods.query_answers if a["callback_query_id"] == query])
    return dict(found[0])


def last_labels(person: Person) -> list[str]:
    """What stands under the newest message with buttons."""
    return labels(next((each for each in reversed(person.from_bot) if buttons(each)), {}))


def test_an_answer_has_choices_and_thumbs(asked: Person) -> None:
    """One choice to a line, one line of thumbs, and data that tells nobody anything."""
    message = asked.from_bot[-1]
    assert labels(message) == [LABEL, "\U0001f44d Helpful", "\U0001f44e Not helpful"]
    rows = message["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows] == [1, 2]
    assert all(
        len(button["callback_data"]) <= 64 and "/" not in button["callback_data"]
        for button in buttons(message)
    )


def test_a_press_is_answered_and_ticked(asked: Person, api: BotApi, played: PlayedAssistant) -> None:
    """The button shows that it was pressed, and the reply points to where."""
    pressed = asked.from_bot[-1]
    query = asked.presses(LABEL)
    (reply,) = asked.reads()
    assert reply["text"].startswith("It takes about an hour.")
    assert reply["reply_to_message"]["message_id"] == pressed["message_id"]
    assert answered(api, query).get("text") is None
    wait_for(lambda: labels(pressed)[0] == f"\u2713 {LABEL}")
    assert played.asked[-1]["payload"] == "/preparation"


def test_pressed_twice_it_is_asked_once(asked: Person, api: BotApi, played: PlayedAssistant) -> None:
    """An impatient thumb gets one answer, and is told where to look."""
    message, data = asked.from_bot[-1], buttons(asked.from_bot[-1])[0]["callback_data"]
    first, second = (asked.presses_data(message, data) for _ in range(2))
    asked.reads()
    assert answered(api, first).get("text") is None
    assert answered(api, second)["text"].startswith("You have pressed this already")
    assert asked.hears_nothing_more()
    assert len(played.asked) == 2


@pytest.mark.parametrize("data", ["cunknown", "u", "nonsense", "/request.human", "c"])
def test_data_that_was_never_offered_is_harmless(
    known: Person, api: BotApi, played: PlayedAssistant, data: str
) -> None:
    """It is answered, and nothing comes of it."""
    message = {**known.from_bot[0], "message_id": 999}
    assert "too old" in answered(api, known.presses_data(message, data))["text"]
    assert known.hears_nothing_more()
    assert played.asked == []


def test_a_button_of_somebody_elses_chat_is_harmless(
    asked: Person, api: BotApi, played: PlayedAssistant
) -> None:
    """A choice belongs to the conversation it was offered in."""
    stranger, data = Person(api), buttons(asked.from_bot[-1])[0]["callback_data"]
    stranger.writes("/start")
    stranger.reads(2)
    assert "too old" in answered(api, stranger.presses_data(stranger.from_bot[-1], data))["text"]
    assert len(played.asked) == 1


def test_a_button_works_after_a_restart(make_clinic: MakeClinic, api: BotApi) -> None:
    """What was offered before the clinic's server was started anew can still be pressed."""
    person = Person(api)
    with running(make_clinic(), api):
        person.writes("How long does it take?")
        person.reads(2)
    with running(make_clinic(), api):
        person.presses(LABEL)
        assert person.reads_text().startswith("It takes about an hour.")


def test_thumbs_up_are_kept_and_go(clinic: TelegramClinic, asked: Person, api: BotApi) -> None:
    """The rating is stored and the thumbs make room."""
    query = asked.presses("\U0001f44d Helpful")
    assert answered(api, query)["text"].startswith("Thank you")
    wait_for(lambda: last_labels(asked) == [LABEL])
    ratings = "SELECT rating FROM feedback"
    wait_for(lambda: clinic.do(lambda: clinic.store.database.execute(ratings).fetchall()) == [("up",)])
    assert asked.hears_nothing_more()


def test_thumbs_down_offer_a_person(asked: Person) -> None:
    """Whoever was not helped is not left alone."""
    asked.presses("\U0001f44e Not helpful")
    (offer,) = asked.reads()
    assert labels(offer) == ["Talk to a person"]


def test_a_button_that_cannot_be_answered_still_works(asked: Person, api: BotApi) -> None:
    """Telegram forgets a press after a while; the patient's question is not forgotten."""
    query = asked.presses(LABEL)
    api.do(lambda: api.methods.open_queries.discard(query))
    assert asked.reads_text().startswith("It takes about an hour.")
