"""Rights are as last given, and each change of them is in the audit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.journal.desk_file import Journal
from bot.journal.people import Person
from tests.bot.journal.clock import START, Clock


def actions(journal: Journal) -> list[tuple[int | None, str, str, str]]:
    return [(e.actor, e.action, e.subject, e.detail) for e in reversed(journal.audit.list())]


def test_a_person_is_added_found_and_listed(journal: Journal, clock: Clock) -> None:
    """Who was put is there as put, in the order of adding; a stranger is None."""
    journal.people.put(9, "九", None, "admin", None)
    clock.pass_by(seconds=1)
    journal.people.put(2, "二", "two", "staff", 9)
    nine = Person(9, "九", None, "admin", None, START)
    assert journal.people.get(9) == nine
    assert journal.people.list() == (nine, Person(2, "二", "two", "staff", 9, START + timedelta(seconds=1)))
    assert journal.people.get(3) is None
    assert actions(journal) == [(None, "add", "9", "admin"), (9, "add", "2", "staff")]


def test_put_again_changes_name_and_role_only(journal: Journal, clock: Clock) -> None:
    """Who added a person first stays; without a change of role the audit has nothing to tell."""
    journal.people.put(2, "二", "two", "staff", 9)
    clock.pass_by(days=1)
    journal.people.put(2, "老二", None, "staff", 8)
    journal.people.put(2, "老二", None, "pr", 8)
    assert journal.people.get(2) == Person(2, "老二", None, "pr", 9, START)
    assert actions(journal)[1:] == [(8, "set_role", "2", "staff -> pr")]


def test_a_role_is_changed_and_audited(journal: Journal) -> None:
    """set_role changes only who is there."""
    journal.people.put(2, "二", None, "staff", 9)
    assert journal.people.set_role(2, "admin", 9)
    assert not journal.people.set_role(3, "admin", 9)
    person = journal.people.get(2)
    assert person is not None
    assert person.role == "admin"
    assert journal.people.get(3) is None
    assert actions(journal)[1:] == [(9, "set_role", "2", "staff -> admin")]


def test_who_is_removed_is_a_stranger(journal: Journal) -> None:
    """remove takes all rights, once."""
    journal.people.put(2, "二", None, "pr", 9)
    assert journal.people.remove(2, 9)
    assert not journal.people.remove(2, 9)
    assert journal.people.get(2) is None
    assert actions(journal)[1:] == [(9, "remove", "2", "was pr")]


def test_names_follow_telegram(journal: Journal) -> None:
    """rename says whether anything changed, and is no change of rights."""
    journal.people.put(2, "二", None, "staff", 9)
    assert not journal.people.rename(2, "二", None)
    assert journal.people.rename(2, "二", "two")
    assert journal.people.rename(2, "二", None)
    assert not journal.people.rename(3, "三", None)
    assert len(journal.audit.list()) == 1


def test_a_blocked_bot_is_noted(journal: Journal) -> None:
    """blocked is a note that comes and goes; other people's stays."""
    journal.people.put(2, "二", None, "staff", 9)
    journal.people.put(3, "三", None, "staff", 9)
    journal.people.blocked(2, True)
    assert [p.blocked for p in journal.people.list()] == [True, False]
    journal.people.blocked(2, False)
    assert [p.blocked for p in journal.people.list()] == [False, False]


def test_a_stranger_is_told_once_a_day(journal: Journal) -> None:
    """told is True for the first time on each day, for each stranger."""
    day = date(2031, 5, 6)
    assert [journal.people.told(7, day) for _ in range(3)] == [True, False, False]
    assert journal.people.told(8, day)
    assert journal.people.told(7, day + timedelta(days=1))


@pytest.mark.parametrize("change", ["remove", "set_role", "put"])
def test_invitations_end_with_the_rights_of_who_made_them(journal: Journal, change: str) -> None:
    """Who loses rights cannot come back by an invitation of his own; invitations of others stay."""
    journal.people.put(1, "一", None, "admin", None)
    own = journal.invitations.create("admin", 1, 1, timedelta(days=1))
    others = journal.invitations.create("staff", 9, 1, timedelta(days=1))
    journal.invitations.create("staff", 1, 1, timedelta(days=1))
    journal.invitations.revoke(3, 9)
    if change == "remove":
        journal.people.remove(1, 9)
    elif change == "set_role":
        journal.people.set_role(1, "staff", 9)
    else:
        journal.people.put(1, "一", None, "staff", 9)
    assert actions(journal)[-1][3].endswith("; 1 invitations ended")
    assert journal.invitations.redeem(own, 4, "四", None) is None
    assert journal.invitations.redeem(others, 4, "四", None) == "staff"


def test_a_higher_role_ends_no_invitations(journal: Journal) -> None:
    """Only who loses rights loses his invitations."""
    journal.people.put(1, "一", None, "pr", None)
    code = journal.invitations.create("staff", 1, 1, timedelta(days=1))
    journal.people.set_role(1, "admin", 9)
    assert journal.invitations.redeem(code, 4, "四", None) == "staff"


def test_a_name_with_half_a_character_is_held(journal: Journal) -> None:
    """A lone surrogate, as broken clients send, does not keep a person out."""
    journal.people.put(2, "二\ud83d", None, "staff", 9)
    person = journal.people.get(2)
    assert person is not None
    assert person.name == "二?"
