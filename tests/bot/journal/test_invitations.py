"""An invitation lets in as many people as it says, until its day, and nobody knows it from the file."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from bot.journal.desk_file import Journal
from bot.journal.invitations import Invitation
from bot.journal.people import RANK, Role
from tests.bot.journal.clock import START, Clock

DAY = timedelta(days=1)


def test_a_code_lets_in(journal: Journal) -> None:
    """Who sends the code has the role; the audit names the invitation."""
    code = journal.invitations.create("pr", 1, 2, DAY)
    assert journal.invitations.list() == (Invitation(1, "pr", 1, START, START + DAY, 2, 0),)
    assert journal.invitations.redeem(code, 5, "五", "five") == "pr"
    assert journal.invitations.list()[0].used == 1
    person = journal.people.get(5)
    assert person is not None
    assert (person.name, person.username, person.role, person.added_by) == ("五", "five", "pr", 1)
    assert [(e.actor, e.action, e.subject, e.detail) for e in journal.audit.list()] == [
        (1, "add", "5", "pr, invitation 1"),
        (1, "invite", "1", "pr, 2 uses, until 2031-05-07T07:30:00.000000+00:00"),
    ]


def test_codes_fit_a_deep_link_and_differ(journal: Journal) -> None:
    """22 characters that Telegram lets stand in a link; no two alike."""
    codes = {journal.invitations.create("staff", 1, 1, DAY) for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)


def test_the_code_is_not_in_the_file(journal: Journal, wenbao_home: Path) -> None:
    """Who reads the file can let nobody in."""
    code = journal.invitations.create("staff", 1, 1, DAY)
    written = b"".join(path.read_bytes() for path in wenbao_home.iterdir())
    assert b"staff" in written
    assert code.encode() not in written


def test_a_code_is_over_in_time(journal: Journal, clock: Clock) -> None:
    """To the second it says, and no longer; then it is not listed either."""
    code = journal.invitations.create("staff", 1, 5, DAY)
    clock.pass_by(days=1, seconds=-1)
    assert journal.invitations.redeem(code, 5, "五", None) == "staff"
    clock.pass_by(seconds=1)
    assert journal.invitations.redeem(code, 6, "六", None) is None
    assert journal.people.get(6) is None
    assert journal.invitations.list() == ()


def test_who_is_in_uses_nothing_up(journal: Journal) -> None:
    """An equal or higher role is kept; opening the link twice is no second use, though the code is used up."""
    code = journal.invitations.create("staff", 1, 1, DAY)
    journal.people.put(7, "七", None, "admin", None)
    assert journal.invitations.redeem(code, 7, "七", None) == "admin"
    assert journal.invitations.redeem(code, 5, "五", None) == "staff"
    assert journal.invitations.redeem(code, 5, "五", None) == "staff"
    assert journal.invitations.redeem(code, 6, "六", None) is None


def test_a_lower_role_is_raised(journal: Journal) -> None:
    """A person who is in with less gets more, and a use is gone."""
    journal.people.put(5, "五", None, "staff", None)
    code = journal.invitations.create("pr", 1, 1, DAY)
    assert journal.invitations.redeem(code, 5, "五", None) == "pr"
    assert journal.invitations.list() == ()
    assert journal.audit.list()[0].detail == "staff -> pr, invitation 1"


def test_a_revoked_code_is_nothing(journal: Journal) -> None:
    """revoke ends it, once, and says in the audit who did."""
    code = journal.invitations.create("staff", 1, 1, DAY)
    assert journal.invitations.revoke(1, 2)
    assert not journal.invitations.revoke(1, 2)
    assert not journal.invitations.revoke(9, 2)
    assert journal.invitations.redeem(code, 5, "五", None) is None
    assert [(e.actor, e.action, e.subject) for e in journal.audit.list()][:-1] == [(2, "revoke", "1")]


@pytest.mark.parametrize("code", ["", "x" * 22, "中文", "\ud83d", "a" * 10_000])
def test_a_forged_code_is_nothing(journal: Journal, code: str) -> None:
    """Whatever is sent as a code."""
    journal.invitations.create("staff", 1, 1, DAY)
    assert journal.invitations.redeem(code, 5, "五", None) is None
    assert journal.people.list() == ()


@pytest.mark.parametrize(("uses", "lasts"), [(0, DAY), (-1, DAY), (1, timedelta(0)), (1, -DAY)])
def test_an_invitation_for_nobody_is_refused(journal: Journal, uses: int, lasts: timedelta) -> None:
    """It is a mistake of the program."""
    with pytest.raises(ValueError, match="invites nobody"):
        journal.invitations.create("staff", 1, uses, lasts)


@dataclass
class Known:
    """What should be true of an invitation."""

    role: Role
    uses: int
    expires: datetime
    revoked: bool = False
    used: int = 0


ROLES: st.SearchStrategy[Role] = st.sampled_from(("staff", "pr", "admin"))
PEOPLE = st.integers(100, 104)


class Inviting(RuleBasedStateMachine):
    """Invitations made, used, revoked and run out in any order, against what should be true."""

    codes: Bundle[str] = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.journal = Journal.open(self.home, now=self.clock)
        self.known: dict[str, Known] = {}
        self.roles: dict[int, Role] = {}

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.home)

    @rule(target=codes, role=ROLES, uses=st.integers(1, 2), hours=st.integers(1, 48))
    def create(self, role: Role, uses: int, hours: int) -> str:
        code = self.journal.invitations.create(role, 1, uses, timedelta(hours=hours))
        self.known[code] = Known(role, uses, self.clock.moment + timedelta(hours=hours))
        return code

    @rule(code=codes, person=PEOPLE)
    def redeem(self, code: str, person: int) -> None:
        known, role = self.known[code], self.roles.get(person)
        got = self.journal.invitations.redeem(code, person, "某", None)
        if role is not None and RANK[role] >= RANK[known.role]:
            assert got == role
        elif known.used < known.uses and self.clock.moment < known.expires and not known.revoked:
            known.used += 1
            assert got == known.role
            self.roles[person] = known.role
        else:
            assert got is None

    @rule(code=codes)
    def revoke(self, code: str) -> None:
        number = list(self.known).index(code) + 1
        assert self.journal.invitations.revoke(number, 1) == (not self.known[code].revoked)
        self.known[code].revoked = True

    @rule(person=PEOPLE)
    def remove(self, person: int) -> None:
        assert self.journal.people.remove(person, 1) == (self.roles.pop(person, None) is not None)

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.clock.pass_by(hours=hours)

    @invariant()
    def as_it_should_be(self) -> None:
        assert {p.id: p.role for p in self.journal.people.list()} == self.roles
        usable = [
            (k.role, k.uses, k.used)
            for k in self.known.values()
            if not k.revoked and k.used < k.uses and self.clock.moment < k.expires
        ]
        assert [(i.role, i.uses, i.used) for i in self.journal.invitations.list()] == usable
        assert all(k.used <= k.uses for k in self.known.values())


TestInviting = Inviting.TestCase
TestInviting.settings = settings(max_examples=30, stateful_step_count=30)
