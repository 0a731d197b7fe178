"""A person has one verdict on an answer, and may change it."""

from __future__ import annotations

from datetime import timedelta

from bot.journal.desk_file import Journal
from tests.bot.journal.clock import ANSWER, START, Clock


def test_a_verdict_is_noted_and_changed(journal: Journal, clock: Clock) -> None:
    """The last one counts, once, at the time of the change."""
    question = journal.questions.add(ANSWER)
    assert journal.feedback.get(question, 5) is None
    assert journal.feedback.add(question, 5, "useful")
    clock.pass_by(hours=1)
    assert journal.feedback.add(question, 5, "wrong")
    assert journal.feedback.get(question, 5) == "wrong"
    assert journal.feedback.counts(START) == {"wrong": 1}
    assert journal.feedback.counts(START + timedelta(hours=1)) == {"wrong": 1}
    assert journal.feedback.counts(START + timedelta(hours=2)) == {}


def test_each_person_has_his_own(journal: Journal) -> None:
    """One's verdict is not another's, nor that on another answer."""
    first, second = journal.questions.add(ANSWER), journal.questions.add(ANSWER)
    journal.feedback.add(first, 5, "useful")
    journal.feedback.add(first, 6, "wrong")
    assert (journal.feedback.get(first, 5), journal.feedback.get(first, 6)) == ("useful", "wrong")
    assert journal.feedback.get(second, 5) is None
    assert journal.feedback.counts(START) == {"useful": 1, "wrong": 1}


def test_a_question_that_is_gone_takes_none(journal: Journal) -> None:
    """An old button is no error."""
    assert not journal.feedback.add(99, 5, "wrong")
    assert journal.feedback.get(99, 5) is None
