"""The state machine of a hand-off, walked at random against a model of it, on real SQLite."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.handoff import Handoffs, NotYoursError
from bot.reply import Reply
from bot.store import BOT, Store

STAFF = st.integers(1, 3)


class HandoffMachine(RuleBasedStateMachine):
    """One conversation; two processes have the file open, and either may make the next change."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stores = [Store(self.folder / "clinic.db"), Store(self.folder / "clinic.db")]
        self.holder = "bot"
        self.is_open = False
        self.is_red = False
        self.is_awaited = False
        """Whether whoever the request is open for expects somebody; a danger alone promises nobody."""
        self.taken_by: int | None = None
        self.ended = 0
        self.steps = 0

    @initialize()
    def begins(self) -> None:
        """A patient comes."""
        self.conversation = self.stores[0].add_conversation("test")

    def teardown(self) -> None:
        """Leave nothing behind."""
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)

    def handoffs(self, process: bool) -> Handoffs:
        """The machine as one of the processes sees it."""
        return Handoffs(self.stores[process])

    def _moves(self, holder: str) -> None:
        self.holder = holder
        self.steps += 1

    @rule(process=st.booleans())
    def asks(self, process: bool) -> None:
        """The patient asks for a person; who has asked before and goes on with the bot still does."""
        assert self.handoffs(process).request(self.conversation, "asked") is (self.holder == "bot")
        if self.holder == "bot":
            self._moves("waiting")
            if self.is_open and self.is_awaited:
                self._moves("bot")
            self.is_open = self.is_awaited = True

    @rule(process=st.booleans())
    def is_in_danger(self, process: bool) -> None:
        """A red flag puts the conversation before the staff and changes nobody's turn."""
        self.handoffs(process).flag(self.conversation, "chest pain", "emergency_now")
        self.is_awaited = self.is_awaited and self.is_open
        self.is_open, self.is_red = True, self.is_red or self.taken_by is None

    @rule(process=st.booleans())
    def goes_on(self, process: bool) -> None:
        """The patient goes on with the bot meanwhile."""
        assert self.handoffs(process).go_on(self.conversation) is (self.holder == "waiting")
        if self.holder == "waiting":
            self._moves("bot")

    @rule(process=st.booleans())
    def cancels(self, process: bool) -> None:
        """The patient needs nobody; what a danger raised stays for the staff to end."""
        can = self.is_open and self.taken_by is None
        assert self.handoffs(process).cancel(self.conversation) is can
        if can:
            if self.holder == "waiting" or (self.is_red and self.is_awaited):
                self._moves("bot")
            self.is_awaited = False
            if not self.is_red:
                self.is_open, self.ended = False, self.ended + 1

    @rule(process=st.booleans(), who=STAFF)
    def is_taken(self, process: bool, who: int) -> None:
        """Someone of the staff takes it, asked or unasked; nobody can take what another has."""
        handoffs = self.handoffs(process)
        if self.taken_by not in (None, who):
            with pytest.raises(NotYoursError) as refused:
                handoffs.take(self.conversation, who)
            assert refused.value.taken_by == self.taken_by
            return
        assert handoffs.take(self.conversation, who) is (self.taken_by is None)
        if self.taken_by is None:
            self.is_awaited = self.is_awaited or not self.is_open
            self.is_open, self.taken_by = True, who
            self._moves("staff")

    @rule(process=st.booleans(), who=STAFF, to=STAFF)
    def is_handed_on(self, process: bool, who: int, to: int) -> None:
        """Only who has it can hand it on."""
        self._only(who, lambda: self.handoffs(process).transfer(self.conversation, who, to))
        if self.taken_by == who:
            self.taken_by = to
            self._moves("staff")

    @rule(process=st.booleans(), who=STAFF)
    def is_put_back(self, process: bool, who: int) -> None:
        """Only who has it can put it back into the queue; from then on the patient expects somebody."""
        self._only(who, lambda: self.handoffs(process).release(self.conversation, who))
        if self.taken_by == who:
            self.taken_by, self.is_awaited = None, True
            self._moves("waiting")

    @rule(process=st.booleans(), who=STAFF)
    def is_closed(self, process: bool, who: int) -> None:
        """Only who has it can close it; then it is the bot's again."""
        self._only(who, lambda: self.handoffs(process).close(self.conversation, who, "answered"))
        if self.taken_by == who:
            self.taken_by, self.is_open, self.ended = None, False, self.ended + 1
            self.is_red = self.is_awaited = False
            self._moves("bot")

    @rule(process=st.booleans())
    def bot_answers(self, process: bool) -> None:
        """A reply of the bot is stored exactly while the bot holds the conversation."""
        store = self.stores[process]
        message = store.add_patient_message(self.conversation, "hello", None)
        assert message.holder == self.holder
        reply = store.add_reply_if_held(message, Reply("Hi.", "smalltalk"), BOT)
        assert (reply is not None) is (self.holder == "bot")

    @invariant()
    def store_agrees(self) -> None:
        """Both processes read what the model says, and every change left one step that fits the one before."""
        for store in self.stores:
            handoffs = Handoffs(store)
            found = handoffs.open(self.conversation)
            assert store.holder(self.conversation) == self.holder
            assert (found is not None) is self.is_open
            assert (found.taken_by if found else None) == self.taken_by
            assert bool(found and found.is_awaited) is (self.is_awaited and self.taken_by is None)
            steps = handoffs.steps(self.conversation)
            assert len(steps) == self.steps
            assert [each.after for each in steps[:-1]] == [each.before for each in steps[1:]]
            past = [each for each in handoffs.of(self.conversation) if each.ended_at]
            assert len(past) == self.ended
            assert all(each.ended_by and each.outcome and each.requested_at <= each.ended_at for each in past)

    def _only(self, who: int, change: object) -> None:
        if self.taken_by == who:
            change()  # type: ignore[operator]
            return
        with pytest.raises(NotYoursError):
            change()  # type: ignore[operator]


HandoffMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestHandoffMachine = pytest.mark.slow(HandoffMachine.TestCase)


def test_a_conversation_has_one_open_request(tmp_path: Path) -> None:
    """Whatever the code does, the file itself takes no second open request."""
    import sqlite3

    with closing(Store(tmp_path / "clinic.db")) as store:
        conversation = store.add_conversation("test")
        Handoffs(store).request(conversation, "asked")
        with pytest.raises(sqlite3.IntegrityError):
            store.database.execute(
                "INSERT INTO handoffs (conversation, reason, requested_at) VALUES (?, 'x', 'now')",
                [conversation],
            )
