"""Shares that should make 100 %, and rates that cannot be above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.check.families import complete, rest_told
from knowledge.check.lines import Line, Told, exact, plain, slack, step
from knowledge.model import Fact, Finding

_ALL = Decimal(100)
_NEAR = Decimal(10)  # a list of shares that makes less than 90 % is none of all there is
_SHARE = re.compile(r"占(?:比|总[^，；。]{0,6}的?)?[^，；。、\d]{0,10}$|(?:比重|占比|比例)(?:分别)?[为是达]?$")
# Between two shares: the name of the next part, which may hold ages (36至50岁占).
_NAMED = r"(?:[^，；。、：%\d]|\d{1,2}(?=[岁至到-])){0,14}"
_RUN = re.compile(rf"(?:、|和|及|以及|，(?:{_NAMED}占(?:比)?)?|；{_NAMED}占(?:比)?)[^，；。、：%\d]{{0,12}}")
_RESPECTIVE = re.compile(r"分别(?:约?占|为|是|达)|占比|各占|比重|比例|依次")
# Each part with a noun and a 占比 of its own may be of a whole of its own (住院占比86.9%，基层诊疗量占比61.3%).
_ALIKE = re.compile(r"分别|各占|依次")
# A rate counts who did among all who could have, and is never above 100 %; these measure against something else.
_RATE = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,6})率(?:为|均?达到?|是|高达|保持在|稳定在|提[升高][至到])?$|占(?:比|总数的?|全[^，；。\d]{1,6}的)?$"
)
_UNBOUND = re.compile(
    r"(?:增长|完成|毛入学|入学|使用|周转|入住|出租|覆盖|负债|利用|收益|回报|执行|产销|到位|备付?|充足|流动|速动|自给|保障|杠杆|变动|参保|开工|负荷|产出|投资|贡献"
    r"|转换|换手|渗透|达成|倍|利润|毛利|产能|征收|收缴|入库|保值|增值|保值增值|偿付|拨付|支出|超额|录取|报录|上座|客座|配备|达产|对外依存|床位|脱硫|拨备)$"
)
_ABOVE = re.compile(r"(?:增长|提高|超|完成|预算|计划|目标|任务|同期|上年|毛入)")
_RATIO = re.compile(r"(?<![\d.:])\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){2,}(?![\d:])")
_STRUCTURE = re.compile(r"(?:结构|比例|占比|构成|之?比)[^，；。]{0,6}$")
_FORMER = re.compile(r"(?:由|从|上年|去年)[^，；。]{0,12}$")


def share_findings(told: Told) -> Iterator[Finding]:
    """Shares of one whole whose sum is not 100 %; rates above 100 %."""
    for line in told.lines:
        if line.is_row:
            continue
        percents = [f for f in line.figures if f.kind == "percent" and f.unit == "%"]
        for fact in percents:
            if exact(fact) and fact.value is not None and fact.value > _ALL and _above(line, fact):
                yield Finding("share", True, "above_all", (fact.text + "%",), told.evidence([line]), f"{plain(fact.value)} > 100")
        for run in _runs(line, percents):
            yield from _judge(told, line, run)
        if ":" in line.norm:
            yield from _ratios(told, line)


def _above(line: Line, fact: Fact) -> bool:
    clause = re.split("[，；。]", line.norm[: fact.at])[-1]
    rate = _RATE.search(clause)
    bound = rate is not None and not (rate["of"] and _UNBOUND.search(rate["of"]))
    return fact.aspect != "growth" and bound and not _ABOVE.search(clause)


def _runs(line: Line, percents: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Shares that follow one another with nothing but the names of parts in between."""
    run: list[Fact] = []
    for fact in percents:
        joined = run and _RUN.fullmatch(line.norm, run[-1].to, fact.at)
        if run and not joined:
            yield tuple(run)
            run = []
        if run or (fact.aspect != "growth" and _begins(line, fact)):
            run.append(fact)
    if run:
        yield tuple(run)


def _begins(line: Line, fact: Fact) -> bool:
    return _SHARE.search(re.split("[，；。]", line.norm[: fact.at])[-1]) is not None


def _judge(told: Told, line: Line, run: tuple[Fact, ...]) -> Iterator[Finding]:
    if len(run) < 2 or not all(map(exact, run)):
        return
    total = sum((f.value or Decimal(0) for f in run), Decimal(0))
    off = abs(total - _ALL)
    if off <= max(slack(run), max(map(step, run)) * len(run) / 2):
        return
    lead, labels = _named(line, run)
    between = [line.norm[a.to : b.at] for a, b in pairwise(run)]
    together = bool((_ALIKE if any("占" in one for one in between) else _RESPECTIVE).search(lead)) or "、" in "".join(between)
    known = complete(labels) or rest_told(labels) or _SORTED.search(lead) is not None
    above = total > _ALL and (known or together)
    below = total < _ALL and off <= 5 * _NEAR and (known or (together and _slipped(run, total)))
    if above or below:
        sum_ = " + ".join(plain(f.value or Decimal(0)) for f in run) + f" = {plain(total)} ≠ 100"
        yield Finding("share", True, "shares", (plain(total) + "%",), told.evidence([line]), sum_)


_SORTED = re.compile(r"(?:按|从)[^，；。]{1,8}(?:分|看|划分)|(?:结构|构成)：")


def _named(line: Line, run: Sequence[Fact]) -> tuple[str, list[str]]:
    """What stands before the shares, and the names of their parts: those listed before 分别, or one before each share."""
    lead = re.split("[；。]", line.norm[: run[0].at])[-1]
    if "分别" in lead:
        listed = re.split("[，：]|其中", lead[: lead.rindex("分别")])[-1]
        names = re.split("[、和与及]", listed)
        if len(names) == len(run):
            return lead, names
    clause = re.split("[，：]|其中", lead)[-1]
    ends = [run[0].at - len(clause), *(f.to for f in run[:-1])]
    return lead, [line.norm[a : f.at].strip("、，；和及占") for a, f in zip(ends, run, strict=True)]


def _slipped(run: Sequence[Fact], total: Decimal) -> bool:
    """Whether the sum would be 100 with two neighbouring digits of one share exchanged: a slip that typing makes. A list of the
    largest shares only makes 90 % as well."""
    wanted = {plain(abs(_ALL - total) + d) for d in (Decimal("-0.1"), Decimal(0), Decimal("0.1"))}
    for fact in run:
        digits = fact.text
        for i in range(len(digits)):
            j = i + 2 if digits[i + 1 : i + 2] == "." else i + 1
            if j < len(digits) and digits[i].isdigit() and digits[j].isdigit():
                other = list(digits)
                other[i], other[j] = other[j], other[i]
                if plain(abs(Decimal("".join(other)) - (fact.value or Decimal(0)))) in wanted:
                    return True
    return False


def _ratios(told: Told, line: Line) -> Iterator[Finding]:
    """三次产业结构比为14.8:41.4:43.8."""
    for match in _RATIO.finditer(line.norm):
        terms = [Decimal(t) for t in match[0].split(":")]
        total = sum(terms, Decimal(0))
        named = _STRUCTURE.search(line.norm, 0, match.start()) and not _FORMER.search(line.norm, 0, match.start())
        off = abs(total - _ALL)
        if named and "." in match[0] and Decimal("0.15") < off <= _NEAR * 2:
            sum_ = " + ".join(map(plain, terms)) + f" = {plain(total)} ≠ 100"
            yield Finding("share", True, "shares", (plain(total) + "%",), told.evidence([line]), sum_)
