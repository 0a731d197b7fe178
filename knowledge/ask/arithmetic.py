"""Sums, differences, ratios and shares of amounts as reports write them, each with the calculation that shows it.

Decimal only. Magnitudes keep the report's style (3.41亿 - 2.97亿 = 0.44亿); what is approximate stays approximate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from knowledge.language.numeral import magnitude
from knowledge.model import Fact

POINTS, TIMES = "个百分点", "倍"
_WRITTEN = re.compile(r"(?P<digits>-?\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千万亿]*)")
_SCALED_UNIT = re.compile(r"(?P<scale>[万亿]+)(?P<unit>.+)")
# What an approximate amount may be off by, as a part of it, before a comparison is called.
_LEEWAY = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written before its magnitude (3.41 of 3.41亿), with the unit it counts."""

    number: Decimal
    scale: str
    unit: str
    approximate: bool

    @property
    def factor(self) -> Decimal:
        """What the number is multiplied by: 100000000 of 3.41亿."""
        return Decimal(magnitude(self.scale))

    @property
    def worth(self) -> Decimal:
        """In base units: 341000000 of 3.41亿."""
        return self.number * magnitude(self.scale)

    @property
    def text(self) -> str:
        return plain(self.number) + self.scale


@dataclass(frozen=True, slots=True)
class Result:
    """What came out. ``text`` is the number with its magnitude, ``worth`` its value in base units."""

    text: str
    worth: Decimal
    unit: str
    approximate: bool
    calculation: str


def plain(number: Decimal) -> str:
    """A number without exponent and without trailing zeros after its point."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def amount_of(fact: Fact) -> Amount | None:
    """The amount of a fact; None when it has no value or when text and value do not agree."""
    if fact.value is None:
        return None
    written = _WRITTEN.search(fact.text)
    if written is None:
        return Amount(fact.value, "", fact.unit, bool(fact.marker))
    number, scale, unit = Decimal(written["digits"].replace(",", "")), written["scale"], fact.unit
    if number * magnitude(scale) != fact.value:
        scaled = _SCALED_UNIT.fullmatch(unit)
        if scaled is None or scale or number * magnitude(scaled["scale"]) != fact.value:
            return None
        scale, unit = scaled["scale"], scaled["unit"]
    return Amount(number, scale, unit, bool(fact.marker))


def scale_of(fact: Fact) -> Decimal:
    """What the number of a fact is multiplied by to be in base units; 1 when that cannot be told."""
    amount = amount_of(fact)
    return amount.factor if amount else Decimal(1)


def total(amounts: Sequence[Amount]) -> Result:
    """11 + 26 + 36 = 73."""
    scale = _shared_scale(amounts)
    worth = sum((a.worth for a in amounts), Decimal(0))
    text = plain(worth / magnitude(scale)) + scale
    shown = " + ".join(a.text for a in amounts)
    return Result(text, worth, amounts[0].unit, _any(amounts), f"{shown} = {text}")


def difference(one: Amount, other: Amount) -> Result:
    """What the larger has more than the smaller: 4327 - 3826 = 501; percentages differ by points."""
    large, small = (one, other) if one.worth >= other.worth else (other, one)
    scale = _shared_scale((one, other))
    worth = large.worth - small.worth
    text = plain(worth / magnitude(scale)) + scale
    sign = "%" if one.unit == "%" else ""
    unit = POINTS if sign else large.unit
    shown = f"{large.text}{sign} - {small.text}{sign} = {text}{unit if sign else ''}"
    return Result(text, worth, unit, _any((one, other)), shown)


def step(new: Amount, old: Amount) -> Result:
    """The difference in the unit of the newer amount (人 and 名 count the same)."""
    result = difference(new, old)
    return result if result.unit == POINTS else replace(result, unit=new.unit)


def ratio(one: Amount, other: Amount) -> Result | None:
    """4327 ÷ 3826 ≈ 1.13, two decimals; None when the divisor is nothing."""
    if not other.worth:
        return None
    number, exact = _rounded(one.worth / other.worth)
    shown = f"{one.text} ÷ {other.text} {'=' if exact else '≈'} {plain(number)}"
    return Result(plain(number), number, TIMES, _any((one, other)) or not exact, shown)


def share(part: Amount, whole: Amount) -> Result | None:
    """529 ÷ 1306 × 100% ≈ 40.51%; None when the part is larger than the whole."""
    if not whole.worth or part.worth > whole.worth:
        return None
    number, exact = _rounded(part.worth / whole.worth * 100)
    shown = f"{part.text} ÷ {whole.text} × 100% {'=' if exact else '≈'} {plain(number)}%"
    return Result(plain(number), number, "%", _any((part, whole)) or not exact, shown)


def share_of(whole: Amount, percent: Amount) -> Result:
    """528 × 16.5% ≈ 87: whole units, always about, for the percentage itself is rounded."""
    number = (whole.worth * percent.number / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return Result(plain(number), number, whole.unit, True, f"{whole.text} × {plain(percent.number)}% ≈ {plain(number)}")


def before_change(now: Amount, change: Amount, rose: bool) -> Result:
    """142 - 23 = 119: the value before a stated change by a count."""
    scale = _shared_scale((now, change))
    worth = now.worth - change.worth if rose else now.worth + change.worth
    text = plain(worth / magnitude(scale)) + scale
    shown = f"{now.text} {'-' if rose else '+'} {change.text} = {text}"
    return Result(text, worth, now.unit, _any((now, change)), shown)


def before_growth(now: Amount, percent: Amount, rose: bool) -> Result | None:
    """142 ÷ (1 + 19%) ≈ 119: the value before a stated growth in per cent, always about; None when nothing was left."""
    factor = 1 + (percent.number if rose else -percent.number) / 100
    if factor <= 0:
        return None
    places = max(0, -int(now.number.as_tuple().exponent))
    number = (now.number / factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = plain(number) + now.scale
    shown = f"{now.text} ÷ (1 {'+' if rose else '-'} {plain(percent.number)}%) ≈ {text}"
    return Result(text, number * magnitude(now.scale), now.unit, True, shown)


def more(one: Amount, other: Amount) -> int | None:
    """1 when the first is more, -1 when less, 0 when both are exactly equal; None when estimates stand too close."""
    gap = abs(one.worth - other.worth)
    if _any((one, other)) and gap <= _LEEWAY * max(one.worth, other.worth):
        return None
    return (one.worth > other.worth) - (one.worth < other.worth)


def _any(amounts: Sequence[Amount]) -> bool:
    return any(a.approximate for a in amounts)


def _rounded(number: Decimal) -> tuple[Decimal, bool]:
    """Two decimals, and whether nothing was lost."""
    short = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return short, short == number


def _shared_scale(amounts: Sequence[Amount]) -> str:
    """The largest magnitude when all are written with one, else none."""
    scales = [a.scale for a in amounts]
    return max(scales, key=magnitude) if all(scales) else ""
