"""What an amount leaves open: 近5000 is a little less than 5000, 8千余 lies between 8000 and 9000, 超过500 above 500."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Agreement = Literal["same", "near", "other"]

_BELOW = frozenset("近 接近 将近 不足 不到 低于 少于".split())
_AT_MOST = frozenset("不超过 至多 最多 不高于 不多于 以下 及以下 以内 （含）以下".split())
_BEYOND = frozenset("余 多 几".split())
_ABOVE = frozenset("超 超过 逾 突破 高于 多于 上 以外".split())
_AT_LEAST = frozenset("以上 及以上 （含）以上 不少于 不低于 至少".split())
_ABOUT = frozenset("约 大约 约为 左右 上下 来".split())
_OVER = _ABOVE | _AT_LEAST
# How far 约 and 近 may be off, and how much more 超过 may stand for, as parts of the value.
_ROUGHLY, _NEARLY, _MORE = Decimal("0.06"), Decimal("0.1"), Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``; an end that is ``open`` is not among them."""

    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False

    def holds(self, other: Interval) -> bool:
        """Whether every value of the other one is among these."""
        low = self.low < other.low or (self.low == other.low and (not self.open_low or other.open_low))
        high = self.high > other.high or (self.high == other.high and (not self.open_high or other.open_high))
        return low and high

    def meets(self, other: Interval) -> bool:
        """Whether they have a value in common."""
        first, last = sorted((self, other), key=lambda i: (i.low, i.open_low))
        if first.high == last.low:
            return not (first.open_high or last.open_low)
        return first.high > last.low


def step(value: Decimal) -> Decimal:
    """The worth of the last digit that is no nought: 1000 of 8000, 0.1 of 75.5."""
    if not value:
        return Decimal(1)
    exponent = int(value.normalize().as_tuple().exponent)
    return Decimal(1).scaleb(exponent)


def interval(value: Decimal, marker: str) -> Interval:
    """What a value with its approximation, as written, may stand for."""
    worth, size = step(value), abs(value)
    if marker in _BELOW:
        return Interval(max(value - worth, value - _NEARLY * size), value, open_high=True)
    if marker in _AT_MOST:
        return Interval(value - _MORE * size, value)
    if marker in _BEYOND:
        return Interval(value, value + max(worth, Decimal(1)), True, True)
    if marker in _ABOVE or marker in _AT_LEAST:
        return Interval(value, value + max(worth, _MORE * size), marker in _ABOVE)
    if marker in _ABOUT:
        off = min(max(worth / 2, _ROUGHLY * size / 3), _ROUGHLY * size)
        return Interval(value - off, value + off)
    return Interval(value, value)


def compared(said: Decimal, said_marker: str, told: Decimal, told_marker: str) -> Agreement:
    """Whether what a text says holds for what the report tells: "same", "near" where it may (rounded, or both roughly)."""
    claim, fact = interval(said, said_marker), interval(told, told_marker)
    if (said, said_marker) == (told, told_marker) or claim.holds(fact):
        return "same"
    if {said_marker, told_marker} <= _OVER and claim.low <= told <= claim.high:
        return "same"  # 超40万 of 突破42万: how far above is not at issue
    if said_marker and claim.meets(fact):
        return "near"
    if told_marker in _ABOUT and fact.holds(claim):
        return "near"
    return "near" if not said_marker and not told_marker and _rounded(said, told) else "other"


def _rounded(said: Decimal, told: Decimal) -> bool:
    """28600 said as 2.9万: told rounded to the digits said, of which there are two at least."""
    worth = step(said)
    if worth * 10 > abs(said) or worth <= step(told):
        return False
    return abs(said - told) * 2 <= worth
