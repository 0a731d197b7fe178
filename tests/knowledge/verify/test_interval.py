"""What an amount leaves open, and whether what a text says holds for what a report tells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.verify.interval import Interval, compared, interval, step

# said, told, how they go together
COMPARED = [
    ("5000 近", "4963", "same"), ("5000 近", "5012", "other"), ("5000 近", "4300", "other"), ("5000 近", "5000", "other"),
    ("500 超过", "512", "same"), ("500 超过", "498", "other"), ("500 以上", "500", "same"), ("500 超过", "500", "other"),
    ("8000 余", "8153", "same"), ("8000 余", "9001", "other"), ("8000 约", "8153", "same"), ("8000 约", "9000", "other"),
    ("20 余", "20 余", "same"), ("20", "20 余", "other"), ("20 余", "20", "other"), ("30 余", "20 余", "other"),
    ("50 近", "49.1", "same"), ("50 近", "43", "other"), ("90 超", "95.9", "same"), ("80 以上", "81.4", "same"),
    ("12000", "12000", "same"), ("29000", "28600", "near"), ("6000", "6000 约", "near"), ("96", "95.9", "near"),
    ("40 超", "42 突破", "same"), ("45 超", "42 突破", "near"), ("9", "7", "other"), ("500", "512", "other"), ("10", "9", "other"),
]


@pytest.mark.parametrize(("said", "told", "how"), COMPARED)
def test_compared(said: str, told: str, how: str) -> None:
    """A number with its approximation against the report's."""
    one, _, marker = said.partition(" ")
    two, _, its = told.partition(" ")
    assert compared(Decimal(one), marker, Decimal(two), its) == how


@pytest.mark.parametrize(("value", "worth"), [("8000", "1000"), ("22000", "1000"), ("75.5", "0.1"), ("7", "1"), ("0", "1")])
def test_step(value: str, worth: str) -> None:
    """The worth of the last digit that counts."""
    assert step(Decimal(value)) == Decimal(worth)


@given(st.decimals(min_value=1, max_value=10**9, places=2), st.sampled_from(["", "近", "余", "超过", "以上", "约", "以内"]))
def test_what_is_said_alike_agrees(value: Decimal, marker: str) -> None:
    """The same value with the same approximation always agrees, and an interval is none turned round."""
    assert compared(value, marker, value, marker) == "same"
    found = interval(value, marker)
    assert found.low <= found.high


@given(st.integers(-50, 50), st.integers(0, 20), st.integers(-50, 50), st.integers(0, 20), st.booleans(), st.booleans())
def test_what_holds_meets(low: int, wide: int, other: int, its: int, open_low: bool, open_high: bool) -> None:
    """An interval that holds another one that has values has some in common with it."""
    one = Interval(Decimal(low), Decimal(low + wide + 1), open_low, open_high)
    two = Interval(Decimal(other), Decimal(other + its))
    assert not one.holds(two) or (one.meets(two) and two.meets(one))
