"""What is kept stays within its bound, and the last used stays longest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.bounded import Bounded


def test_the_least_recently_used_goes_first() -> None:
    """A value that was asked for outlives an older one."""
    kept: Bounded[str, int] = Bounded(2)
    kept.put("a", 1, 1)
    kept.put("b", 2, 1)
    assert kept.get("a") == 1
    kept.put("c", 3, 1)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 6))), st.integers(1, 12))
def test_the_weight_is_never_exceeded(puts: list[tuple[int, int]], bound: int) -> None:
    """Whatever is put, what can still be got weighs no more than the bound, and the newest that fits is there."""
    kept: Bounded[int, int] = Bounded(bound)
    for key, weight in puts:
        kept.put(key, weight, weight)
        assert kept.get(key) == (weight if weight <= bound else None)
        assert sum(kept.get(k) or 0 for k in range(10)) <= bound
