"""A turn of conversation: numbers pick from what was offered, notes are said once, nothing else is invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot import desk
from knowledge.model import Answer, Note
from tests.bot import fake
from tests.bot.tables import cases

OFFERED = ("甲多少", "乙多少", "丙多少")


@pytest.fixture(autouse=True)
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fake stands at the front doors."""
    fake.install(monkeypatch)
    yield


@pytest.mark.parametrize("case", cases("picks"), ids=lambda case: repr(case["typed"]))
def test_picks(case: dict[str, Any]) -> None:
    """A bare number picks what was offered under it; any other text is a question."""
    place = case["place"]
    assert desk.pick(case["typed"], OFFERED) == (OFFERED[place - 1] if place else "")


def test_nothing_offered_nothing_picked() -> None:
    """Without choices a number is a question like any other."""
    assert desk.pick("1", ()) == ""


def test_a_number_asks_the_choice_and_the_others_stay_open() -> None:
    """After a choice the next number still means the same choices; a new question closes them."""
    library, said = fake.Library(), desk.begin()
    reply, said = desk.turn(library, "多少", said)
    assert (reply.answer.status, said.offered) == ("choose", ("植树多少", "成活率多少"))
    reply, said = desk.turn(library, "2", said)
    assert reply.answer.text == "96%"
    reply, said = desk.turn(library, "1", said)
    assert reply.answer.text == "1200棵"
    _, said = desk.turn(library, "焊工多少", said)
    assert said.offered == ()


def test_the_conversation_is_handed_on() -> None:
    """What was said before reaches the library with the next text."""
    library, said = fake.Library(), desk.begin()
    _, said = desk.turn(library, "植树多少", said)
    reply, _ = desk.turn(library, "那成活率呢", said)
    assert "接着上一问：沿用「植树多少」" in reply.notes


def test_equal_notes_are_said_once() -> None:
    """Two notes with the same wording are one."""
    reply = desk.worded(Answer("q", "answered", "8项", notes=(Note("example"), Note("example"), Note("later"))))
    assert len(reply.notes) == 1


def test_out_of_scope_is_answered_by_its_note() -> None:
    """A greeting is greeted back."""
    reply = desk.single(fake.Library(), "你好")
    assert reply.opening.startswith("您好") and reply.notes == ()
