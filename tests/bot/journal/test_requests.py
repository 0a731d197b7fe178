"""A request is open until somebody closes it; who filed it is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.journal.desk_file import Journal
from bot.journal.keys import text_key
from bot.journal.requests import Request
from tests.bot.journal.clock import START, Clock


def test_a_request_is_filed(journal: Journal) -> None:
    """With where to tell, the oldest first."""
    first = journal.requests.file(10, 5, -100, 3, "焊工有多少？")
    second = journal.requests.file(11, 6, 6, None, "电工有多少？")
    assert first is not None
    assert second is not None
    assert journal.requests.open() == (
        Request(first, 10, 5, -100, 3, "焊工有多少？", START),
        Request(second, 11, 6, 6, None, "电工有多少？", START),
    )
    assert journal.requests.to_tell() == ()


def test_a_person_files_once(journal: Journal) -> None:
    """The same question never again, the same words not while they are open; others may."""
    first = journal.requests.file(10, 5, 5, None, "焊工有多少？")
    assert first is not None
    assert journal.requests.file(10, 5, 5, None, "焊工有多少？") is None
    assert journal.requests.file(11, 5, 5, None, "焊工 有多少") is None
    assert journal.requests.file(10, 6, 6, None, "焊工有多少？") is not None
    journal.requests.close(first, 1, "declined")
    assert journal.requests.file(10, 5, 5, None, "焊工有多少？") is None
    assert journal.requests.file(12, 5, 5, None, "焊工有多少？") is not None


def test_who_waits_for_the_same_words(journal: Journal) -> None:
    """By the words or by their key; the closed are not waiting."""
    first = journal.requests.file(10, 5, 5, None, "焊工有多少？")
    second = journal.requests.file(11, 6, 6, None, "焊工有多少")
    journal.requests.file(12, 6, 6, None, "电工有多少")
    for key in ("焊工，有多少", text_key("焊工有多少")):
        assert [r.id for r in journal.requests.waiting_for(key)] == [first, second]
    assert first is not None
    journal.requests.close(first, 1, "answered")
    assert [r.id for r in journal.requests.waiting_for("焊工有多少")] == [second]


def test_a_request_is_closed_once(journal: Journal, clock: Clock) -> None:
    """With an outcome, and the audit says by whom."""
    first = journal.requests.file(10, 5, 5, None, "焊工有多少？")
    assert first is not None
    clock.pass_by(hours=1)
    assert journal.requests.close(first, 1, "answered")
    assert not journal.requests.close(first, 2, "declined")
    assert not journal.requests.close(99, 2, "declined")
    assert journal.requests.open() == ()
    later = START + timedelta(hours=1)
    assert journal.requests.to_tell() == (Request(first, 10, 5, 5, None, "焊工有多少？", START, "answered", later),)
    assert [(e.actor, e.action, e.subject, e.detail) for e in journal.audit.list()] == [(1, "close_request", "1", "answered")]


def test_who_can_be_answered_is_told_once(journal: Journal) -> None:
    """Not who is still waiting, not who was declined, nobody twice."""
    ids = [journal.requests.file(10 + n, 5, 5, None, f"问{n}") for n in range(3)]
    answered, declined, waiting = (id for id in ids if id is not None)
    journal.requests.close(answered, 1, "answered")
    journal.requests.close(declined, 1, "declined")
    assert [r.id for r in journal.requests.to_tell()] == [answered]
    assert journal.requests.told(answered)
    assert not journal.requests.told(answered)
    assert not journal.requests.told(waiting)
    assert journal.requests.to_tell() == ()


@pytest.mark.parametrize("text", ["", "？？", "\ud83d焊工"])
def test_any_words_can_be_filed(journal: Journal, text: str) -> None:
    """Also such as have no letter in them."""
    assert journal.requests.file(10, 5, 5, None, text) is not None
    assert len(journal.requests.waiting_for(text)) == 1
