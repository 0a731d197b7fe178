"""Totals against their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.check.families import complete, disjoint, rest_told
from knowledge.check.lines import Line, Told, exact, magnitude, plain, same_unit, scale, slack, written
from knowledge.check.parts import Partition, partitions
from knowledge.check.slips import exchanged, slip
from knowledge.model import Fact, Finding

_TOTAL = re.compile(r"[，；、](?:以上|三项|两项|各项|全年|全部)?(?:共计|合计|总计|总共|共)[^，；。、：（）\d]{0,4}$")
_NEARLY = Decimal("0.9")  # three digits and less come near one another by chance
_REST = re.compile(r"(?:其余|剩余|余下)[^，；。、\d]{0,4}$")
# An average is no whole, nor is an age.
_PER = re.compile(r"(?:日均|人均|户均|年均|月均|平均|均)[^，；。]{0,12}$")
# By how much a plan was exceeded is no whole of what was done (引进83人，超出计划3人，其中…).
_OVER = re.compile(r"(?:超出|超过|超额|多出|多于|少于|高于|低于|相差)[^，；。\d]{0,8}$")
_NO_WHOLE = frozenset("岁 年 天 小时 倍 元/人 分 个月".split())


def sum_findings(told: Told) -> Iterator[Finding]:
    """Wholes that are not the sum of their parts, parts that are greater than their whole."""
    before = None
    for line in told.lines:
        if len(line.figures) > 1 or (line.figures and line.norm.startswith("其中")):
            found = list(partitions(line, before))
            parts = {part.at for one in found if _agrees(one) for part in one.parts}
            for partition in found:
                if partition.whole.at not in parts:  # what is a part of a sum that comes out is no whole of its neighbours
                    yield from _judge(told, partition)
            yield from _totals_behind(told, line)
            yield from _medals(told, line)
            yield from _others(told, line)
        before = line


def _agrees(found: Partition) -> bool:
    total = sum((p.value or Decimal(0) for p in found.parts), Decimal(0))
    return len(found.parts) > 1 and abs(total - (found.whole.value or Decimal(0))) <= slack((found.whole, *found.parts))


def _judge(told: Told, found: Partition) -> Iterator[Finding]:
    whole, parts = found.whole, found.parts
    assert whole.value is not None
    lines = (found.whole_line, found.line)
    greater = [p for p in parts if p.value is not None and p.value > whole.value]
    if _PER.search(found.line.norm, 0, whole.at) or _OVER.search(found.line.norm, 0, whole.at) or whole.unit in _NO_WHOLE:
        return
    if greater and found.lead in ("其中", "中", "（", "包括"):
        sum_ = f"{plain(greater[0].value or whole.value)} > {plain(whole.value)}"
        yield Finding("sum", True, "part_greater", (written(greater[0]), written(whole)), told.evidence(lines), sum_)
        return
    total = sum((p.value for p in parts if p.value is not None), Decimal(0))
    off = total - whole.value
    if len(parts) < 2 or abs(off) <= slack((whole, *parts)):
        return
    if _exhaustive(found) or (off > 0 and _apart(found)):
        yield _unequal(told, lines, parts, whole)
    elif off < 0 and found.all_told and found.lead == "其中" and _slipped(whole, parts, total):
        yield replace(_unequal(told, lines, parts, whole), grave=False, code="sum_perhaps")


def _apart(found: Partition) -> bool:
    """Whether the parts exclude each other: 、 joins what is counted alike, ， may begin another statement."""
    return found.style == "、" and found.lead not in ("：", "，") and disjoint(found.labels)


def _exhaustive(found: Partition) -> bool:
    if not found.all_told:
        return False
    if complete(found.labels, found.named):
        return True
    listed = found.lead in ("（", "分别", "分为", "即") or (found.lead == "：" and found.style == "、")
    return listed or (rest_told(found.labels) and found.lead != "，")


def _slipped(whole: Fact, parts: Sequence[Fact], total: Decimal) -> bool:
    """Whether whole and parts would agree but for one digit of the whole, or two neighbouring digits of a part exchanged.

    What follows 其中 need not be everything; when it misses the whole by just such a slip, it most likely is."""
    told_as = scale((whole, *parts))
    stated = plain((whole.value or Decimal(0)) / told_as)
    nearly = total >= (whole.value or Decimal(0)) * _NEARLY
    long = len(stated.replace(".", "")) > (3 if "." in stated else 2) and total * 2 > (whole.value or Decimal(0))
    if slip(stated, plain(total / told_as)) and (nearly or long):
        return True
    if not nearly:
        return False
    missing = (whole.value or Decimal(0)) - total
    values = [p.value or Decimal(0) for p in parts]
    return any(exchanged(plain(v / told_as), plain((v + missing) / told_as)) for v in values)


def _others(told: Told, line: Line) -> Iterator[Finding]:
    """发现隐患217处，整改211处，其余6处…: what was there is what was done and the rest."""
    figures = [f for f in line.figures if f.kind != "percent" and f.aspect == "level"]
    for i, rest in enumerate(figures):
        if i < 2 or not _REST.search(line.norm, 0, rest.at) or not exact(rest):
            continue
        run = [f for f in figures[:i] if same_unit(f, rest) and f.at > line.norm.rfind("；", 0, rest.at)]
        if len(run) < 2 or not all(map(exact, run)):
            continue
        sums = [sum((f.value or Decimal(0) for f in run[j:]), rest.value or Decimal(0)) for j in range(1, len(run))]
        if all(run[j - 1].value != total for j, total in enumerate(sums, 1)):
            yield _unequal(told, [line], (*run[1:], rest), run[0])


def _unequal(told: Told, lines: Iterable[Line], parts: Sequence[Fact], whole: Fact) -> Finding:
    told_as = scale((whole, *parts))
    values = [(p.value or Decimal(0)) / told_as for p in parts]
    total = plain(sum(values, Decimal(0)))
    sum_ = " + ".join(map(plain, values)) + f" = {total} ≠ {plain((whole.value or Decimal(0)) / told_as)}"
    return Finding("sum", True, "sum", (written(whole), total + magnitude(told_as) + whole.unit), told.evidence(lines), sum_)


def _totals_behind(told: Told, line: Line) -> Iterator[Finding]:
    """A 36件、B 18件，共54件."""
    figures = [f for f in line.figures if f.kind != "percent"]
    for i, total in enumerate(figures):
        if i < 2 or not exact(total) or not _TOTAL.search(line.norm, 0, total.at):
            continue
        parts = _run_before(line, figures[:i], total)
        off = sum((p.value or Decimal(0) for p in parts), -(total.value or Decimal(0)))
        if len(parts) > 1 and abs(off) > slack((total, *parts)):
            yield _unequal(told, [line], parts, total)


def _run_before(line: Line, figures: Sequence[Fact], total: Fact) -> list[Fact]:
    """The values of one unit right before a total, parted from one another by 、 only, or by ， only."""
    run: list[Fact] = []
    style = ""
    for figure in reversed(figures):
        between = line.norm[figure.to : run[0].at if run else total.at]
        marks = re.sub("[^，、；。：]", "", between)
        if not same_unit(figure, total) or not exact(figure) or figure.aspect != "level" or len(marks) != 1 or marks in "；。：":
            break
        if run and style and marks != style:
            break
        style = marks if run else style
        run.insert(0, figure)
    return run if not run or "其中" not in line.norm[run[0].at : total.at] else []


def _medals(told: Told, line: Line) -> Iterator[Finding]:
    """4金6银9铜，共19枚 · 奖牌19枚（4金6银9铜）."""
    figures = line.figures
    for i in range(len(figures) - 2):
        three = figures[i : i + 3]
        if [f.unit for f in three] != ["金", "银", "铜"] or not all(map(exact, three)):
            continue
        behind = figures[i + 3] if len(figures) > i + 3 else None
        total = behind if behind and behind.unit in ("枚", "块") and _TOTAL.search(line.norm, 0, behind.at) else None
        if total is None and i and figures[i - 1].unit in ("枚", "块") and line.norm[three[0].at - 1] in "（：":
            total = figures[i - 1]
        if total and exact(total) and total.value != sum(f.value or 0 for f in three):
            yield _unequal(told, [line], three, total)
