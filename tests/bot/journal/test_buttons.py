"""A button means after a restart what it meant before, until its time is over; nobody makes one up."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.journal.buttons import Button
from bot.journal.desk_file import Journal
from tests.bot.journal.clock import START, Clock

DAY = timedelta(days=1)
PAYLOAD = {"question": 3, "texts": ["一", "二"], "none": None}


def test_a_button_means_what_it_was_made_for(journal: Journal, wenbao_home: Path, clock: Clock) -> None:
    """Over a restart too; the first press is remembered."""
    token = journal.buttons.make(5, -100, "choose", PAYLOAD, DAY)
    journal.close()
    with Journal.open(wenbao_home, now=clock) as again:
        assert again.buttons.press(token) == Button(5, -100, "choose", PAYLOAD, None)
        clock.pass_by(hours=1)
        assert again.buttons.press(token) == Button(5, -100, "choose", PAYLOAD, START)
        clock.pass_by(hours=1)
        assert again.buttons.press(token) == Button(5, -100, "choose", PAYLOAD, START)


def test_tokens_fit_telegram_and_differ(journal: Journal) -> None:
    """At most 24 ASCII characters, in the order of the buttons, no two alike."""
    tokens = journal.buttons.make_many(None, 5, [("choose", {"n": n}) for n in range(30)], DAY)
    assert len(set(tokens)) == 30
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{20,24}", token) for token in tokens)
    pressed = [journal.buttons.press(token) for token in tokens]
    assert [button.payload["n"] for button in pressed if button] == list(range(30))
    assert {button.owner for button in pressed if button} == {None}
    assert journal.buttons.make_many(5, 5, [], DAY) == ()


def test_a_button_is_over_in_time(journal: Journal, clock: Clock) -> None:
    """Then it is as a forged one."""
    token = journal.buttons.make(5, 5, "choose", {}, DAY)
    clock.pass_by(days=1, seconds=-1)
    assert journal.buttons.press(token) is not None
    clock.pass_by(seconds=1)
    assert journal.buttons.press(token) is None


@pytest.mark.parametrize("token", ["", "x" * 22, "中", "' OR 1=1 --"])
def test_a_forged_token_is_nothing(journal: Journal, token: str) -> None:
    """Whatever a client sends."""
    journal.buttons.make(5, 5, "choose", {}, DAY)
    assert journal.buttons.press(token) is None


def test_another_person_uses_nothing_up(journal: Journal) -> None:
    """When it is said who pressed, only the owner's press counts as use; without an owner anybody's."""
    token = journal.buttons.make(5, 5, "choose", {}, DAY)
    assert [b.used_at for b in (journal.buttons.press(token, 6), journal.buttons.press(token, 5)) if b] == [None, None]
    assert [b.used_at for b in (journal.buttons.press(token, 6),) if b] == [START]
    token = journal.buttons.make(None, 5, "choose", {}, DAY)
    assert [b.used_at for b in (journal.buttons.press(token, 6), journal.buttons.press(token, 5)) if b] == [None, START]
