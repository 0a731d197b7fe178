"""Columns of tables against the row that adds them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from knowledge.check.lines import Line, Told, exact, plain, slack, step, written
from knowledge.model import Fact, Finding, FindingKind
from knowledge.report.tables import BAR

_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|总数)$")
_PART_OF_PART = re.compile("其中|小计")
# What no total adds up.
_NOT_ADDED = re.compile("率|均|增|降|同比|排名|名次|序号|年份|比上年|单价|(?<!占)比$|指数|得分|评分|分数")
_SHARE = re.compile("占比|比重|比例")


def column_findings(told: Told) -> Iterator[Finding]:
    """Totals in the last row of a table that its column does not make."""
    for is_row, run in groupby(told.lines, key=lambda line: (line.paragraph, line.is_row)):
        rows = list(run)
        if is_row[1] and len(rows) > 3 and _TOTAL.match(_cells(rows[-1])[0]):
            yield from _columns(told, _cells(rows[0]), rows[1:-1], rows[-1])


def _cells(row: Line) -> list[str]:
    return [cell.strip() for cell in row.norm.split(BAR)]


def _columns(told: Told, header: Sequence[str], rows: Sequence[Line], last: Line) -> Iterator[Finding]:
    if any(_PART_OF_PART.search(_cells(row)[0]) for row in rows):
        return
    for column, name in enumerate(header):
        total, parts = _figure(last, column), [_figure(row, column) for row in rows]
        if column and total and not _NOT_ADDED.search(name) and (total.kind != "percent" or _SHARE.search(name)):
            told_all = [part for part in parts if part]
            counted = total.unit or all(step(value) == 1 for value in (total, *told_all))
            if counted and len(told_all) == len(parts) and all(map(exact, (total, *told_all))):
                yield from _judge(told, (*rows, last), told_all, total)


def _figure(row: Line, column: int) -> Fact | None:
    """The one value of a cell."""
    held = [f for f in row.figures if row.norm.count(BAR, 0, f.at) == column]
    return held[0] if len(held) == 1 else None


def _judge(told: Told, rows: Sequence[Line], parts: Sequence[Fact], total: Fact) -> Iterator[Finding]:
    values = [part.value or Decimal(0) for part in parts]
    made, stated = sum(values, Decimal(0)), total.value or Decimal(0)
    if abs(made - stated) > max(slack((total, *parts)), Decimal("0.1") * len(parts) if total.kind == "percent" else Decimal(0)):
        sum_ = " + ".join(map(plain, values)) + f" = {plain(made)} ≠ {plain(stated)}"
        kind: FindingKind = "share" if total.kind == "percent" else "sum"
        yield Finding(kind, True, "sum", (written(total), plain(made) + total.unit), told.evidence(rows), sum_)
