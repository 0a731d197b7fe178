"""Written times sort as the moments do, whatever zone they were given in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.times import read, read_if_any, utc_now, written

ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2200, 1, 1), timezones=ZONES)


@given(MOMENTS, MOMENTS)
def test_texts_sort_as_moments(one: datetime, other: datetime) -> None:
    """And come back as the same moment, in UTC."""
    assert (written(one) < written(other)) is (one < other)
    assert read(written(one)) == one
    assert read(written(one)).utcoffset() == timedelta(0)


def test_how_a_time_is_written() -> None:
    """ISO 8601, in UTC, with microseconds always."""
    assert written(datetime(2031, 5, 6, 7, 30, tzinfo=timezone(timedelta(hours=8)))) == "2031-05-05T23:30:00.000000+00:00"
    assert read_if_any(None) is None
    assert read_if_any("2031-05-05T23:30:00.000000+00:00") == datetime(2031, 5, 5, 23, 30, tzinfo=UTC)
    assert utc_now().tzinfo is UTC


def test_a_time_without_zone_is_refused() -> None:
    """It says no moment."""
    with pytest.raises(ValueError, match="no time zone"):
        written(datetime(2031, 5, 6))
