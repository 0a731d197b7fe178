"""Whether a value is a level (产量12.30万吨), a change (增长19.6%) or a share (占10.5%), and which period it is of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from knowledge.model import Aspect, Period, Quantity
from knowledge.report.aligned import Zones
from knowledge.report.clauses import Clause

_CHANGE = re.compile(
    r"(?<!新)(?:增长|增加|提高|提升|上升|上涨|扩大|下降|减少|降低|下跌|回落|缩小|收窄|净增|压缩|下滑|缩短|延长|节约|上调|下调|多|少|增|升|降|减|涨|跌)了?(?:约|近|超过?|达)?$"
)
_CHANGE_WORD = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率|增量|增长速度)(?:为|达到?|是|约|均?超过?|高达)*$")
_SHARE = re.compile(r"(?:占|占比|比重|份额|占有率)")
# 由7.6天降至7.1天: the first value is the former one.
_FORMER = re.compile(r"(?:由|从|自)[^，；。]{0,10}$")
_THEN = re.compile(r"[^，；。]{0,4}?(?:增|提|上升|升|降|减|扩|缩|下降|回落|涨|跌)[^，；。]{0,3}?(?:到|至|为)")
_ERA = re.compile(
    r"(?:公元前?|西元前?|前|民国|光绪|康熙|乾隆|嘉庆|道光|咸丰|同治|宣统|雍正|顺治|崇祯|万历|嘉靖|洪武|永乐|正德|成化|弘治|天启|昭和|大正|明治|平成|令和|贞观|开元|天宝|建安|元狩|太和|永和)$"
)
# 3个世纪 is a length of time.
_DECADES = re.compile(r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:世纪(?:\d0年代|[一二三四五六七八九]十年代)?|年代(?![表理价办]))")
_BEFORE_CHRIST = re.compile(r"(?:公元|西元)?前$|公元$|西元$")
_CHRIST = re.compile(r"(?:公元|西元|(?<![\u4e00-\u9fff]))前$")
_LASTED = re.compile(r"(?:第|近|约|逾|超|达|共|有|过|历|时|已|后|前|满|庆|满)$")
_LENGTH = re.compile(r"(?:的?历史|来|间|前|后|多|以上|之久|期|租|校庆|的时间)")
# 其中32.6%获得…, 八成以上的学员是…: so large a part of them.
_OF_WHOM = re.compile(r"其中$")
_WHO_DO = re.compile(r"(?:以上|左右)?的?[^，；。]{0,6}(?:获得|取得|持有|来自|选择|是|为|通过|具有|达到)")
_COMPARED = re.compile(r"[比较同与](?:前)?$")
_YEAR_BEFORE = re.compile("(?<![比较同与])(?:去年|上年)同期")
_AT, _TO, _CLAUSE = attrgetter("at"), attrgetter("to"), attrgetter("clause")
LOOKED_BACK = 100  # clauses that say a time


def compared(norm: str, at: int) -> bool:
    """Whether the period at a place is only what something is compared with (比2022年增加)."""
    return _COMPARED.search(norm, max(0, at - 2), at) is not None


def old_year(norm: str, q: Quantity) -> Quantity | None:
    """A year that the grammar of periods reads as a count: 民国七十一年, 公元前221年, 955年, 19世纪, 1980年代; None for a length
    of time."""
    if decades := _DECADES.match(norm, q.at):
        era = _BEFORE_CHRIST.search(norm, max(0, q.at - 3), q.at)
        at = era.start() if era else q.at
        return replace(q, at=at, to=decades.end(), kind="period", text=norm[at : decades.end()], unit="", value=None, period=None)
    if q.kind != "count" or q.unit not in ("年", "世纪", "个世纪", "年代") or q.marker:
        return None
    era = _ERA.search(norm[max(0, q.at - 4) : q.at])
    if era:
        return replace(q, at=q.at - len(era[0]), kind="period", text=era[0] + q.text + q.unit, unit="", period=None)
    bare = q.text.isdecimal() and len(q.text) == 3 and not _LASTED.search(norm[max(0, q.at - 3) : q.at])
    if q.unit in ("世纪", "年代") or (bare and not _LENGTH.match(norm, q.to)):
        return replace(q, kind="period", text=q.text + q.unit, unit="", period=None)
    return None


def before_christ(norm: str, q: Quantity) -> Quantity:
    """A year with the 前 or 公元前 that is written before it: 前1500年."""
    if q.period is None or q.period.kind != "year" or not (era := _CHRIST.search(norm, max(0, q.at - 3), q.at)):
        return q
    return replace(q, at=era.start(), text=era[0] + q.text)


def aspects_of(norm: str, clause: Clause) -> list[Aspect]:
    """The aspect of each value of a clause."""
    found: list[Aspect] = []
    share = _SHARE.search(norm, clause.at, clause.to) if clause.values else None
    for number, value in enumerate(clause.values):
        before = clause.values[number - 1] if number else None
        lead = norm[max(clause.at, before.to if before else 0) : value.at]
        if value.unit == "个百分点" and "高出" not in lead:
            found.append("growth")
        elif before is not None and lead in ("、", "和", "及", "与"):
            found.append(found[-1] if before.kind == value.kind else "level")  # 分别上升6.3%和8.1%: one verb for both
        else:
            found.append(_aspect(norm, value, lead, share is not None and share.end() <= value.at))
    return found


def _aspect(norm: str, value: Quantity, lead: str, shared: bool) -> Aspect:
    """The aspect of a value by the words before it; ``shared``: they or those before them tell of a share."""
    if _CHANGE.search(lead) or _CHANGE_WORD.search(lead):
        return "growth"
    if value.kind != "percent":
        return "level"
    of_whom = _OF_WHOM.search(norm, max(0, value.at - 2), value.at) or _WHO_DO.match(norm, value.to)
    return "share" if shared or of_whom else "level"


@dataclass(frozen=True, slots=True)
class Times:
    """The days with their year, and the periods, that the clause at ``clause`` says."""

    clause: int
    days: tuple[Quantity, ...]
    periods: tuple[Quantity, ...]


def times_of(clauses: tuple[Clause, ...]) -> tuple[Times, ...]:
    """The times that the clauses of a sentence say; those that say none are left out."""
    told = []
    for number, clause in enumerate(clauses):
        days = tuple([d for d in clause.values if d.kind == "date" and d.period and d.period.first])
        if days or clause.periods:
            told.append(Times(number, days, clause.periods))
    return tuple(told)


def period_of(
    norm: str, clauses: tuple[Clause, ...], told: tuple[Times, ...], number: int, value: Quantity, own: Zones = ()
) -> Period | None:
    """The period a value is of: the nearest one said before it; a term takes the year said before it. ``told``: ``times_of``.

    What follows 比 or 较 (比上年增长) is what is compared with and not the period of the value."""
    if _YEAR_BEFORE.search(norm, max(clauses[number].at, value.at - LOOKED_BACK), value.at):
        return Period("relative", "上年")
    former = _FORMER.search(norm, max(clauses[number].at, value.at - 11), value.at)
    if former and _THEN.match(norm, value.to):
        years = (q.period for q in clauses[number].periods if former.start() <= q.at < value.at)
        return next((y for y in years if y and y.first), Period("relative", "上年"))
    until = bisect_right(told, number, key=_CLAUSE)
    said = _said(norm, clauses, told[max(0, until - LOOKED_BACK) : until], number, value, own)
    last = next(said, None)
    if last is not None and last.first is None:
        dated = next((p for p in said if p.first is not None), None)
        if dated:
            return replace(last, first=dated.first, last=dated.last)
    return last


def _within(periods: tuple[Quantity, ...], own: Zones) -> tuple[Quantity, ...]:
    """The periods that stand in a value's very own zones."""
    spans = [(bisect_left(periods, a, key=_AT), bisect_right(periods, b, key=_TO)) for a, b, w in own if w >= 1.0]
    return tuple([periods[i] for i in sorted({i for span in spans for i in range(*span)})])


def _until(quantities: tuple[Quantity, ...], at: int) -> tuple[Quantity, ...]:
    return quantities[: bisect_right(quantities, at, key=_AT)]


def _said(
    norm: str, clauses: tuple[Clause, ...], told: tuple[Times, ...], number: int, value: Quantity, own: Zones
) -> Iterator[Period]:
    """The periods said before a value, the nearest first."""
    here = clauses[number]
    for times in reversed(told):
        yield from (day.period for day in reversed(_until(times.days, value.at)) if day.period)
        periods = times.periods
        if times.clause == number:
            mine = _within(periods, own)
            apart = len(periods) > len(mine) > 0 and periods[0].to < value.at
            periods = _until(mine if apart else periods, value.at)
        for q in reversed(periods):
            # What follows ； is of another time unless the sentence began with its period.
            apart_by_group = q.at > 2 and clauses[times.clause].group != here.group
            if q.period and not apart_by_group and q.period.kind != "relative" and not compared(norm, q.at):
                yield q.period
