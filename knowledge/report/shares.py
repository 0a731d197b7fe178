"""The own words of each value of a clause: all of it when it is alone of its class, else what stands nearest to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.model import Quantity
from knowledge.report.aligned import Zones, clip
from knowledge.report.clauses import Clause

OWN, SHARED = 1.0, 0.5

NEIGHBOURS = 50  # values on either side that are told apart from one; a longer list is no medal table
_FROM = re.compile(r"[由从自][^，；。]{0,10}$")
# Nothing but this between a counted noun and a value: the value is of that noun.
_LEADS = re.compile(r"(?:共|合|总)?(?:计|达到?|为|约|共)?")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_AND_SO_MANY = frozenset({"", "、", "共"})
_FROM_TO = re.compile(r"[^，；。]{0,4}(?:增|提|上升|升|降|减|扩|缩|回落|涨|跌)[^，；。]{0,3}(?:到|至|为)(?:了|约)?")


def shares(clause: Clause, norm: str) -> list[tuple[Quantity, Zones]]:
    """The own zones of each value: all of the clause when it is alone of its class, else what stands nearest to it."""
    if len(clause.values) < 2:
        return [(value, _whole(clause)) for value in clause.values]
    classes: dict[str, list[Quantity]] = {}
    for value in clause.values:
        classes.setdefault(_class(value), []).append(value)
    zones = {value.at: own for rivals in classes.values() for value, own in _shared(clause, norm, tuple(rivals))}
    return [(value, zones[value.at]) for value in clause.values]


def _whole(clause: Clause) -> Zones:
    return tuple([(a, b, OWN) for a, b in clause.spans])


def _shared(clause: Clause, norm: str, rivals: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, Zones]]:
    """The own zones of the values of one class."""
    if len(rivals) == 1 or _former_and_now(rivals, norm) or _measured_twice(clause, rivals, norm):
        whole = _whole(clause)
        yield from ((value, whole) for value in rivals)
        return
    for i, value in enumerate(rivals):
        near = rivals[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1]
        yield value, _without_medals(_part(clause, norm, rivals, i), value, near)


def _former_and_now(values: tuple[Quantity, ...], norm: str) -> bool:
    """由7.6天降至7.1天: both values are of the same thing."""
    return len(values) == 2 and bool(
        _FROM_TO.fullmatch(norm[values[0].to : values[1].at]) and _FROM.search(norm, max(0, values[0].at - 11), values[0].at)
    )


def _measured_twice(clause: Clause, values: tuple[Quantity, ...], norm: str) -> bool:
    """低保对象486户713人, 征收房屋428户、6.8万平方米: one thing counted in two units."""
    if len(values) != 2 or values[0].unit == values[1].unit or not all(v.unit for v in values):
        return False
    before, behind = norm[clause.at : values[0].at], norm[values[1].to : clause.to]
    return norm[values[0].to : values[1].at] in _AND_SO_MANY and len(_CJK.findall(before)) > 1 and not _CJK.search(behind)


def _class(value: Quantity) -> str:
    return value.kind if value.kind in ("rank", "date") else "amount"


def _without_medals(zones: Zones, value: Quantity, rivals: tuple[Quantity, ...]) -> Zones:
    """11金26银36铜: the unit itself names what is counted, so the neighbours' units are cut out of the zones."""
    if value.unit not in ("金", "银", "铜"):
        return zones
    return clip(zones, [(v.at, v.to) for v in rivals if v is not value])


def _part(clause: Clause, norm: str, values: tuple[Quantity, ...], i: int) -> Zones:
    """选了9家企业开设12门课程: 企业 is of the 9, 课程 of the 12, and the rest of both at half weight."""
    left = values[i - 1].to if i else clause.at
    right = values[i + 1].at if i + 1 < len(values) else clause.to
    head = _head_end(clause, values[i], right)
    start = _head_end(clause, values[i - 1], values[i].at) if i else left
    if i and _LEADS.fullmatch(norm[start : values[i].at]):  # 1个技师班114人次, 三项基金收入计9亿元: of the noun between them
        start = values[i - 1].to
    zones = [(start, head if i + 1 < len(values) else right, OWN)]
    zones += [(a, b, SHARED) for a, b in ((clause.at, start), (zones[0][1], clause.to)) if a < b]
    return tuple((max(a, s), min(b, e), w) for a, b, w in zones for s, e in clause.spans if max(a, s) < min(b, e))


def _head_end(clause: Clause, value: Quantity, limit: int) -> int:
    """Where the noun run right after the value ends (3个支部|98名…); the value's own end when no noun follows."""
    end = value.to
    tokens = clause.tokens
    for place in range(clause.since(value.to), len(tokens)):
        token = tokens[place]
        if token.to > limit or not (token.nominal or token.tag in ("b", "a", "uj", "f")):
            break
        end = token.to
    return end
