"""What grew, by how much, and by how many per cent: three numbers of which two give the third."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from knowledge.check.lines import Line, Told, exact, plain, same_unit, slack, step, written
from knowledge.model import Fact, Finding

_ALL = Decimal(100)
_GREW = re.compile(r"(?:比上年|较上年|同比|比去年)(?:增加|增长|减少|下降)(?:了)?$")
_UP = re.compile(r"，(?:同比|比上年)?(?:增长|下降|增加|减少|提高)了?$")
_FROM = re.compile(r"由[^，；。]{0,6}$")
_TO = re.compile(r"[^，；。\d]{0,4}(?:增加|增长|提高|上升|减少|下降|降低|降|增|升)[至到为]$")
_FROM_TO = re.compile(
    r"由(?P<a>[^，；。]{1,16}?)(?:增加|增长|提高|提升|上升|扩大|减少|下降|降低|降|增|升)[至到为](?P<b>[^，；。]{1,16}?)，"
    r"(?:净增|净减|增加|减少|提高|新增|下降|降低|上升|增长)了?(?P<c>[^，；。]{1,16})"
)


def growth_findings(told: Told) -> Iterator[Finding]:
    """Increases and rates of growth that the values before and after do not give."""
    for line in told.lines:
        if len(line.figures) < 3 or line.is_row:
            continue
        yield from _changes(told, line)
        for fact in line.figures:
            if fact.kind == "percent" and fact.unit == "%" and exact(fact) and (grown := _growth(line, fact)):
                yield from _of_growth(told, line, fact, *grown)


def _changes(told: Told, line: Line) -> Iterator[Finding]:
    """由128家增加到143家，净增15家."""
    for match in _FROM_TO.finditer(line.norm):
        held = [[f for f in line.figures if match.start(g) <= f.at and f.to <= match.end(g)] for g in "abc"]
        if [len(h) for h in held] != [1, 1, 1]:
            continue
        old, new, by = (h[0] for h in held)
        if not all(map(exact, (old, new, by))) or not all(same_unit(x, y) for x, y in pairwise((old, new, by))):
            continue
        assert old.value is not None and new.value is not None and by.value is not None
        change = abs(new.value - old.value)
        if abs(change - by.value) > slack((old, new, by)):
            more, less = max(new.value, old.value), min(new.value, old.value)
            sum_ = f"{plain(more)} - {plain(less)} = {plain(change)} ≠ {plain(by.value)}"
            yield Finding("sum", True, "change", (written(by), plain(change)), told.evidence([line]), sum_)


def _growth(line: Line, fact: Fact) -> tuple[Fact, Fact, bool] | None:
    """The value now, by how much it grew or what it was, and which of the two; None when the sentence does not say both."""
    up = _UP.search(line.norm, 0, fact.at)
    if up is None:
        return None
    earlier = [f for f in line.figures if f.to <= up.start() and f.kind != "percent"]
    if len(earlier) < 2 or not same_unit(earlier[-1], earlier[-2]) or not all(map(exact, earlier[-2:])):
        return None
    one, other = earlier[-2:]
    if other.to != up.start():
        return None
    if _FROM.search(line.norm, 0, one.at) and _TO.fullmatch(line.norm, one.to, other.at):
        return other, one, False
    if _GREW.search(line.norm, 0, other.at) and line.norm[one.to : other.at].count("，") == 1:
        return one, other, True
    return None


def _of_growth(told: Told, line: Line, fact: Fact, now: Fact, other: Fact, by: bool) -> Iterator[Finding]:
    """``by``: ``other`` is by how much it grew; else what it was."""
    if not now.value or not other.value or fact.value is None:
        return
    fell = re.search("下降|减少|降", line.norm[other.at - 8 : fact.at].split("，")[-1]) is not None
    change = other.value if by else abs(now.value - other.value)
    former = (now.value + change if fell else now.value - change) if by else other.value
    if former <= 0:
        return
    rate = change / former * _ALL
    give = step(fact) + (step(now) + step(other)) / former * _ALL
    if abs(rate - fact.value) > give:
        shown = plain(rate.quantize(Decimal("0.1")))
        sum_ = f"{plain(change)} ÷ {plain(former)} = {shown}% ≠ {plain(fact.value)}%"
        yield Finding("share_of_base", True, "growth", (fact.text + "%", shown + "%"), told.evidence([line]), sum_)
