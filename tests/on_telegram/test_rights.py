"""Rights in the staff's group: what is missing is said once, at the start, in one line."""

from __future__ import annotations

import pytest
from bot_api.faults import Fault
from bot_api.people import Person, wait_for
from bot_api.server import BotApi
from staff_group import GROUP, Group
from telegram_clinic import running

from .conftest import MakeClinic

pytestmark = pytest.mark.slow

LACKS = "In the staff's Telegram group the bot lacks the right "


@pytest.mark.parametrize(
    ("rights", "missing"),
    [
        ({"can_manage_topics", "can_delete_messages"}, None),
        ({"can_manage_topics"}, "to delete messages:"),
        ({"can_delete_messages"}, "to manage topics:"),
        (set(), "to manage topics and the right to delete messages:"),
        (None, "to manage topics and the right to delete messages:"),
    ],
    ids=["both", "topics", "messages", "none", "no administrator"],
)
def test_missing_rights_are_one_line_at_the_start(
    make_clinic: MakeClinic,
    group: Group,
    api: BotApi,
    caplog: pytest.LogCaptureFixture,
    rights: set[str] | None,
    missing: str | None,
) -> None:
    """Whoever runs the bot reads which right to give, before the first patient needs it."""
    group.chat.rights = rights
    with running(make_clinic(staff_group=GROUP), api):
        wait_for(lambda: api.calls_of("getChatMember", GROUP))
        # Whoever is answered after it was asked: by then the line would be there.
        person = Person(api)
        person.writes("/start")
        person.reads(2)
        if missing:
            wait_for(lambda: LACKS in caplog.text)
    lines = [each.getMessage() for each in caplog.records if each.getMessage().startswith(LACKS)]
    assert len(lines) == (missing is not None)
    assert all(line.startswith(LACKS + str(missing)) for line in lines)


def test_a_group_that_cannot_be_asked_is_one_line_and_stops_nothing(
    make_clinic: MakeClinic, group: Group, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried all the same: the first topic shows."""
    api.faults.add(Fault(400, "Bad Request: chat not found"), "getChatMember")
    with running(make_clinic(staff_group=GROUP), api):
        wait_for(lambda: "does not say what the bot may do" in caplog.text)
