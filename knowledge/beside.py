"""Values that are laid beside each other: the points of a picture, the years of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.model import Evidence, Report, Value

SeriesKind = Literal["parts", "years", "list"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series: ``name`` tells it from the others, ``text`` is the value as the report writes it (with unit,
    approximation and direction), ``worth`` its size in base units, negative for a decrease."""

    name: str
    text: str
    worth: Decimal
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind and unit that a picture can show beside each other. ``kind``: "parts" (percentages that make 100),
    "years" (one thing in several years, in their order), "list" (several things). ``subject``: what all of it is of."""

    kind: SeriesKind
    subject: str
    points: tuple[Point, ...]
    revision: str = ""


@dataclass(frozen=True, slots=True)
class YearChange:
    """One thing of which two years' reports give two values. ``way``: +1 it rose, -1 it fell; ``step``: the difference as text
    (37人, 2.8个百分点), ``word`` its direction; ``percent``: by how many per cent, to a tenth (``rounded`` when that is not all of
    it), None for percentages and approximate values; ``calculation`` shows both; ``evidence``: the newer sentence, the older."""

    label: str
    new: Value
    old: Value
    way: int
    word: str
    step: str
    percent: Decimal | None
    rounded: bool
    calculation: str
    evidence: tuple[Evidence, Evidence]


@dataclass(frozen=True, slots=True)
class YearComparison:
    """What two years' reports of one institution tell otherwise, in the reading order of the newer one."""

    old: Report
    new: Report
    changes: tuple[YearChange, ...]
