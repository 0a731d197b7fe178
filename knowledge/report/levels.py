"""How the numbering styles of one document nest.

Reports commonly nest 一、 over （一） over 1. over （1）, but not all do. The document's own order is seen where a style begins
again at 1 between two neighbouring numbers of another: the other is above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from knowledge.report.headings import STYLES


@dataclass(frozen=True, slots=True)
class Step:
    """A heading as it comes: its style (numbering style, or # and its depth), its value (0 for none), and whether it
    follows directly on another heading, with no text in between."""

    style: str
    value: int
    adjacent: bool


def _above(steps: Iterable[Step]) -> Counter[tuple[str, str]]:
    """How often each (upper, lower) pair of styles was seen nested so."""
    seen: Counter[tuple[str, str]] = Counter()
    last: dict[str, int] = {}
    begun: dict[str, set[str]] = {}
    before: Step | None = None
    for step in steps:
        style, value = step.style, step.value
        if value and last.get(style, 0) + 1 == value > 1:
            seen.update((style, lower) for lower in begun.get(style, ()))
        if before and before.value == 0 and value == 1 and (step.adjacent or last.get(style)):
            seen[before.style, style] += 1
        if value <= 1:
            for upper in begun:
                if upper != style:
                    begun[upper].add(style)
        begun[style] = set()
        last[style] = value
        before = step
    return seen


def _usual(style: str) -> int:
    """The common order; Markdown's # by depth come before all numbering."""
    return int(style[1:]) - 10 if style.startswith("#") else STYLES.index(style)


def style_order(steps: Sequence[Step]) -> dict[str, int]:
    """The rank of each style of a document, 0 the highest."""
    seen = _above(steps)

    def compare(a: str, b: str) -> int:
        if a.startswith("#") or b.startswith("#"):
            return _usual(a) - _usual(b)
        return (seen[b, a] - seen[a, b]) or _usual(a) - _usual(b)

    styles = sorted({step.style for step in steps}, key=_usual)
    return {style: rank for rank, style in enumerate(sorted(styles, key=cmp_to_key(compare)))}
