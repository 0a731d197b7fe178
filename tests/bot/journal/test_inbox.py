"""An update is never lost and never handed out twice as new, whenever the process dies."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.journal.desk_file import Journal
from bot.journal.inbox import Waiting
from tests.bot.journal.clock import Clock


def test_what_is_received_waits(journal: Journal) -> None:
    """In Telegram's order, until it is done."""
    assert journal.inbox.receive(8, "b")
    assert journal.inbox.receive(7, "a")
    assert journal.inbox.pending() == (Waiting(7, "a", "received"), Waiting(8, "b", "received"))
    journal.inbox.done(7)
    assert journal.inbox.pending() == (Waiting(8, "b", "received"),)


def test_a_duplicate_is_known(journal: Journal) -> None:
    """In every state; its second body changes nothing."""
    assert journal.inbox.receive(7, "a")
    assert not journal.inbox.receive(7, "other")
    journal.inbox.sending(7)
    assert not journal.inbox.receive(7, "other")
    assert journal.inbox.pending() == (Waiting(7, "a", "sending"),)
    journal.inbox.done(7)
    assert not journal.inbox.receive(7, "other")
    assert journal.inbox.pending() == ()


def test_what_is_done_stays_done(journal: Journal) -> None:
    """Whatever is said of it later."""
    journal.inbox.receive(7, "a")
    journal.inbox.done(7)
    journal.inbox.sending(7)
    journal.inbox.release(7)
    journal.inbox.done(7)
    assert journal.inbox.pending() == journal.inbox.given_up() == ()


def test_a_batch_tells_what_is_new(journal: Journal) -> None:
    """Of a redelivered batch only the new ones, each once."""
    journal.inbox.receive(2, "b")
    assert journal.inbox.receive_many([(1, "a"), (2, "b"), (3, "c"), (3, "c")]) == (1, 3)
    assert [w.update_id for w in journal.inbox.pending()] == [1, 2, 3]
    assert journal.inbox.receive_many([]) == ()


def test_a_batch_is_whole_or_not_there(journal: Journal) -> None:
    """When one cannot be written none is: Telegram sends the batch again."""

    def broken() -> Iterator[tuple[int, str]]:
        yield 1, "a"
        raise KeyError

    with pytest.raises(KeyError):
        journal.inbox.receive_many(broken())
    assert journal.inbox.pending() == ()
    assert journal.inbox.receive(1, "a")


def test_a_done_body_is_erased(journal: Journal, wenbao_home: Path) -> None:
    """What was said is not kept for the sake of an id."""
    journal.inbox.receive(7, "a secret body")
    journal.inbox.done(7)
    journal.close()
    assert [b"secret" in path.read_bytes() for path in wenbao_home.iterdir()] == [False]


def test_an_update_that_kills_is_given_up(journal: Journal, wenbao_home: Path) -> None:
    """After three attempts that ended in nothing it is left out, and can be seen apart."""
    journal.inbox.receive(7, "a")
    for attempt in (1, 2, 3):
        assert [w.attempts for w in journal.inbox.pending()] == [attempt - 1]
        assert journal.inbox.begin(7) == attempt
        journal.close()
        journal = Journal.open(wenbao_home)
    assert journal.inbox.pending() == ()
    assert journal.inbox.given_up() == (Waiting(7, "a", "received", 3),)
    assert journal.inbox.begin(7) == 0
    assert not journal.inbox.receive(7, "a")
    journal.inbox.done(7)
    assert journal.inbox.given_up() == ()
    journal.close()


def test_what_is_done_or_unknown_is_not_begun(journal: Journal) -> None:
    """begin gives 0 for it."""
    journal.inbox.receive(7, "a")
    journal.inbox.done(7)
    assert journal.inbox.begin(7) == 0
    assert journal.inbox.begin(8) == 0


def test_an_attempt_is_taken_back(journal: Journal) -> None:
    """An attempt that ended in good order does not count towards giving up."""
    journal.inbox.receive(7, "a")
    for _ in range(5):
        assert journal.inbox.begin(7) == 1
        journal.inbox.release(7)
    journal.inbox.release(7)
    assert journal.inbox.pending() == (Waiting(7, "a", "received", 0),)


IDS = st.integers(1, 6)


def test_the_newest_messages_are_kept(journal: Journal) -> None:
    """By row of ids; never an older one again."""
    journal.inbox.receive_many([(1, "a"), (2, "b")])
    journal.inbox.done(1, {0: 12, -1005: 3})
    journal.inbox.done(2, {0: 11})
    assert journal.inbox.newest_messages() == {0: 12, -1005: 3}


class Receiving(RuleBasedStateMachine):
    """Updates received again and again, handled, killed and pruned in any order, against what should be true."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.journal = Journal.open(self.home, now=self.clock)
        self.left: list[Journal] = []
        self.waiting: dict[int, Waiting] = {}
        self.received: dict[int, int] = {}  # when, in days
        self.day = 0

    def teardown(self) -> None:
        for journal in (*self.left, self.journal):
            journal.close()
        shutil.rmtree(self.home)

    @rule(ids=st.lists(IDS, max_size=4))
    def receive_many(self, ids: list[int]) -> None:
        new = tuple(dict.fromkeys(id for id in ids if id not in self.received))
        assert self.journal.inbox.receive_many([(id, f"body {id}") for id in ids]) == new
        for id in new:
            self.received[id] = self.day
            self.waiting[id] = Waiting(id, f"body {id}", "received")

    @rule(id=IDS)
    def receive(self, id: int) -> None:
        assert self.journal.inbox.receive(id, f"body {id}") == (id not in self.received)
        if id not in self.received:
            self.received[id] = self.day
            self.waiting[id] = Waiting(id, f"body {id}", "received")

    @rule(id=IDS)
    def begin(self, id: int) -> None:
        known = self.waiting.get(id)
        if known is None or known.attempts >= 3:
            assert self.journal.inbox.begin(id) == 0
        else:
            assert self.journal.inbox.begin(id) == known.attempts + 1
            self.waiting[id] = replace(known, attempts=known.attempts + 1)

    @rule(id=IDS)
    def release(self, id: int) -> None:
        self.journal.inbox.release(id)
        if known := self.waiting.get(id):
            self.waiting[id] = replace(known, attempts=max(0, known.attempts - 1))

    @rule(id=IDS, newest=st.integers(0, 2**40))
    def sending(self, id: int, newest: int) -> None:
        self.journal.inbox.sending(id, newest)
        if known := self.waiting.get(id):
            self.waiting[id] = Waiting(id, known.body, "sending", 0, newest)

    @rule(id=IDS)
    def done(self, id: int) -> None:
        self.journal.inbox.done(id)
        self.waiting.pop(id, None)

    @rule()
    def die(self) -> None:
        """The process goes without closing; the next one opens the file."""
        self.left.append(self.journal)
        self.journal = Journal.open(self.home, now=self.clock)

    @rule(days=st.integers(1, 9))
    def prune(self, days: int) -> None:
        self.day += days
        self.clock.pass_by(days=days)
        old = [id for id, day in self.received.items() if self.day - day > 14]
        assert self.journal.retention.apply(30).updates == len(old)
        for id in old:
            del self.received[id]
            self.waiting.pop(id, None)

    @invariant()
    def as_it_should_be(self) -> None:
        all_waiting = [self.waiting[id] for id in sorted(self.waiting)]
        assert self.journal.inbox.pending() == tuple(w for w in all_waiting if w.attempts < 3)
        assert self.journal.inbox.given_up() == tuple(w for w in all_waiting if w.attempts >= 3)


TestReceiving = Receiving.TestCase
TestReceiving.settings = settings(max_examples=60, stateful_step_count=30)
