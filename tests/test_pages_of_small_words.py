"""Who leans on a key, or writes a page of 'ok, ok', holds nobody up: each pattern goes through a text about once."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from bot.false_alarm import takes_alarm_back
from bot.meanwhile import wants_to_go_on
from bot.nobody_asked_for import refuses_person
from bot.pleasantries import without_pleasantries
from bot.rights import asks_what_is_known
from bot.taken_back import takes_back, wants_again
from bot.wish_for_person import without_wish
from bot.worry_behind import without_worry

LENGTH = 20_000
SECONDS = 2.0
READERS = {
    "taken back": partial(takes_back, is_waiting=True, is_open=True),
    "wanted again": wants_again,
    "going on": partial(wants_to_go_on, was_offered=True),
    "worry": without_worry,
    "refused": refuses_person,
    "rights": asks_what_is_known,
    "wish": without_wish,
    "alarm": takes_alarm_back,
    "pleasantries": without_pleasantries,
}


@pytest.mark.parametrize(
    "filler",
    [" ", ",", "no ", "and ", "ok, ", "- ", "how ", "i don't want ", "my leg ", "can i ", "get me a "],
)
@pytest.mark.parametrize("reads", READERS.values(), ids=READERS)
def test_a_page_of_small_words_is_read_at_once(reads: Callable[[str], object], filler: str) -> None:
    """Some of these took fifty seconds, and everybody else's messages with them."""
    began = time.monotonic()
    reads((filler * LENGTH)[:LENGTH])
    assert time.monotonic() - began < SECONDS
