"""Lists, titles and places: the table of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.report.listings import find_listings, find_names

CASES = tomllib.loads((Path(__file__).parent / "listings.toml").read_text(encoding="utf-8"))["case"]
LISTED = st.text(alphabet="甲乙丙学校与和、、等及“”《》（）来自为3个获评开设，。——在举行", max_size=40)


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["text"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_listings(case: dict[str, Any]) -> None:
    """A list has just its members, and a sentence without one gives none."""
    found = find_listings(case["text"])
    assert [list(listing.members) for listing in found] == case.get("members", [])
    assert [listing.counted for listing in found] == case.get("counted", [False] * len(found))


@pytest.mark.parametrize("case", [case for case in CASES if "names" in case], ids=lambda case: case["text"])
def test_names(case: dict[str, Any]) -> None:
    """Titles, quoted names, what follows a dash, and places are read in their order."""
    assert [named.text for named in find_names(case["text"])] == case["names"]


@given(LISTED)
def test_what_is_read_stands_there(norm: str) -> None:
    """A list has two members at least, all of them within its place; a name is what stands at its place."""
    for listing in find_listings(norm):
        assert len(listing.members) >= 2
        assert all(member and member in norm for member in listing.members)
        assert 0 <= listing.at < listing.to <= len(norm)
    assert all(norm[named.at : named.to] == named.text for named in find_names(norm))
