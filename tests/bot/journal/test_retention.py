"""After so many days nobody's words are kept; what was counted stays counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from bot.journal.retention import Removed
from tests.bot.journal.clock import ANSWER, REFUSAL, START, Clock

DAY = timedelta(days=1)


def test_old_texts_go_and_counts_stay(journal: Journal, clock: Clock, wenbao_home: Path) -> None:
    """With verdicts, requests and buttons, from the bytes too; what is younger stays."""
    old = journal.questions.add(replace(ANSWER, text="AAAgone", quote="BBBgone"))
    journal.feedback.add(old, 5, "wrong")
    journal.requests.file(old, 5, 5, None, "CCCgone")
    journal.buttons.make(5, 5, "again", {"text": "DDDgone"}, 100 * DAY)
    clock.pass_by(days=1)
    young = journal.questions.add(REFUSAL)
    journal.requests.file(young, 5, 5, None, "young")
    token = journal.buttons.make(5, 5, "again", {"text": "young"}, 100 * DAY)
    clock.pass_by(days=29, seconds=1)
    assert journal.retention.apply(30) == Removed(questions=1, requests=1, buttons=1)
    assert journal.questions.get(old) is None
    assert not journal.feedback.add(old, 5, "wrong")
    assert journal.feedback.counts(START) == {}
    assert journal.questions.get(young) is not None
    assert [request.text for request in journal.requests.open()] == ["young"]
    assert journal.buttons.press(token) is not None
    assert journal.questions.counts(START) == {"answered": 1, "not_found": 1}
    assert not [path for path in wenbao_home.iterdir() if b"gone" in path.read_bytes()]


def test_applying_again_removes_nothing(journal: Journal, clock: Clock) -> None:
    """Nor on a journal in which nothing is old."""
    journal.questions.add(ANSWER)
    journal.inbox.receive(1, "a")
    journal.invitations.create("staff", 1, 1, DAY)
    assert journal.retention.apply(30) == Removed()
    clock.pass_by(days=40)
    assert journal.retention.apply(30) == Removed(questions=1, updates=1, invitations=1)
    assert journal.retention.apply(30) == Removed()


def test_buttons_that_are_over_go(journal: Journal, clock: Clock) -> None:
    """However young they are."""
    journal.buttons.make(5, 5, "again", {}, DAY)
    clock.pass_by(days=1)
    assert journal.retention.apply(30) == Removed(buttons=1)


def test_revoked_invitations_go_by_their_end(journal: Journal, clock: Clock) -> None:
    """Those that can be used stay, however old they are."""
    journal.invitations.create("staff", 1, 1, 100 * DAY)
    journal.invitations.create("staff", 1, 1, 100 * DAY)
    clock.pass_by(days=50)
    journal.invitations.revoke(1, 1)
    assert journal.retention.apply(30) == Removed()
    clock.pass_by(days=31)
    assert journal.retention.apply(30) == Removed(invitations=1)
    assert [invitation.id for invitation in journal.invitations.list()] == [2]


def test_updates_are_known_for_two_weeks(journal: Journal, clock: Clock) -> None:
    """A duplicate is a duplicate for 14 days, whatever the days of texts."""
    journal.inbox.receive(1, "a")
    journal.inbox.done(1)
    clock.pass_by(days=14)
    journal.retention.apply(1)
    assert not journal.inbox.receive(1, "a")
    clock.pass_by(seconds=1)
    journal.retention.apply(365)
    assert journal.inbox.receive(1, "a")


def test_strangers_are_forgotten_after_days(journal: Journal, clock: Clock) -> None:
    """But not on the day itself, in any time zone."""
    today = START.date()
    assert journal.people.told(7, today - DAY)
    journal.retention.apply(30)
    assert not journal.people.told(7, today - DAY)
    clock.pass_by(days=3)
    journal.retention.apply(30)
    assert journal.people.told(7, today - DAY)


def test_people_and_audit_are_never_pruned(journal: Journal, clock: Clock) -> None:
    """Rights do not run out, nor who gave them."""
    journal.people.put(5, "五", None, "staff", 1)
    clock.pass_by(days=4000)
    assert journal.retention.apply(1) == Removed()
    assert len(journal.people.list()) == len(journal.audit.list()) == 1


@pytest.mark.parametrize("days", [0, -1])
def test_keeping_nothing_is_refused(journal: Journal, days: int) -> None:
    """A mistake in the settings does not erase what is in use."""
    journal.questions.add(ANSWER)
    with pytest.raises(ValueError, match="still needed"):
        journal.retention.apply(days)
    assert journal.questions.get(1) is not None
