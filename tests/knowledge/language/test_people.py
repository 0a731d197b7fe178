"""People in sentences: the table of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.people import bare_name, find_people, is_name, people_in

CASES = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))["case"]


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["text"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_people(case: dict[str, Any]) -> None:
    """A sentence names the people of its row and nobody else."""
    found = find_people(case["text"])
    assert [list(people.names) for people in found] == case.get("people", [])
    assert "text_of" not in case or found[0].text == case["text_of"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("副馆长郑岚", ("郑岚",)),
        ("郑岚及谭小满", ("郑岚", "谭小满")),
        ("先后有叶知秋、陆之远2人", ("叶知秋", "陆之远")),
        ("叶知秋等3人", ("叶知秋",)),
        ("叶知秋和高校", ()),
        ("3人", ()),
        ("", ()),
    ],
)
def test_a_listing_of_people_names_each(text: str, names: tuple[str, ...]) -> None:
    """Each member ends in a name, or there are none."""
    assert people_in(text) == names


@pytest.mark.parametrize(
    ("text", "yes"),
    [("郑岚", True), ("欧阳若兰", True), ("方予宁", True), ("方予宁宁", False), ("郑", False), ("高校", False), ("江苏", False), ("郑3", False)],
)
def test_a_name_is_a_surname_and_one_or_two_characters(text: str, yes: bool) -> None:
    """What ends like an office or a thing is none, nor a province that begins with a surname."""
    assert is_name(text) is yes


@given(st.text(alphabet="郑岚方予宁院长、获评一等奖由担任（）等3人，。基地", max_size=30))
def test_who_is_named_stands_there(norm: str) -> None:
    """Nobody is made up: names stand at their place, each is a name, and a bare name ends its text."""
    for people in find_people(norm):
        assert people.names
        assert all(is_name(name) and name in norm[people.at : people.to] for name in people.names)
    assert norm.endswith(bare_name(norm))
