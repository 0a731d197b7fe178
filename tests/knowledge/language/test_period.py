"""Periods: reading them, and which exclude or contain which."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from knowledge.language.period import conflicts, covers, parse_period

TABLE = tomllib.loads(Path(__file__).with_name("periods.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", TABLE["read"])
def test_read(text: str) -> None:
    """A text names the period listed, or none."""
    period = parse_period(text)
    told = [period.kind, period.first or 0, period.last or 0, period.part or 0, period.text] if period else []
    assert told == TABLE["read"][text]


@pytest.mark.parametrize("pair", TABLE["pair"], ids=lambda pair: f"{pair['a']}-{pair['b']}")
def test_pair(pair: dict[str, Any]) -> None:
    """Two periods exclude or contain one another as listed; excluding is mutual."""
    a, b = parse_period(pair["a"]), parse_period(pair["b"])
    assert a and b
    assert conflicts(a, b) == conflicts(b, a) == pair["conflicts"]
    assert covers(a, b) == pair["covers"]


def test_contained_is_no_conflict() -> None:
    """No period conflicts with itself, and none contains what it conflicts with."""
    periods = [period for text in TABLE["read"] if (period := parse_period(text))]
    assert not any(conflicts(period, period) for period in periods)
    assert not any(covers(a, b) and conflicts(a, b) for a, b in combinations(periods, 2))
