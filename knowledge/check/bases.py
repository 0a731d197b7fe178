"""Shares and rates against what they are of: 员工1280人，其中本科576人，占45.0 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from knowledge.check.lines import Line, Told, exact, plain, same_unit, step, written
from knowledge.model import Fact, Finding

_ALL = Decimal(100)
# 占45%, 占全院职工的45%: of what the sentence counts; 占GDP的2%: of what it does not.
_OF = re.compile(
    r"^(?:(?P<who>[\u4e00-\u9fff]{2,4})(?=占比))?(?:约|仅|共)?占(?:比|其|总[人件户台场篇次个]?数|全部|总量|总额)?"
    r"(?P<base>[^，；。、\d%]{0,14}?)(?:总[人件]?[数量额])?的?(?:比重|比例)?(?:为|达到?|是)?$"
)
# （占28.3%）, right behind the number that it is the share of.
_BRACKETED = re.compile(r"（(?:约)?占(?:比)?$")
_CHANGES = re.compile(r"，[^，；。]{0,8}(?:[增升降减]|提高|比上年|同比)[^，；。]{0,12}\d(?:%|个百分点|[^，；。\d]{0,4})(?:和[\d.]+%)?(?=，)")
_ASIDE = re.compile("（[^（）]*）")
_AMONG = re.compile(r"^(?P<base>[^，；。：（）\d]{2,10})中[，：]?")
_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,6}?)(?:人数)?率(?:为|达到?|是|高达|保持在)?$")
# Rates of those who did something among those who could have: the number that did stands with the same word, or with these.
_RATED = (
    "城镇化 败诉 改发 资产负债 产销 预算执行 取证 转正 结案 办结 就业 报到 整改 整改完成 升学 上线 参训 录取 合格 达标 通过 及格 优秀 参与 成功 应诉 调解"
    " 签约 落实 审结 到位 出勤 参保 持证 治愈 毕业 考取 化解 回访 答复 采纳 入选 销号 参会 参考 获奖 应答 兑现 立项 结项 体检 接种 投运 开工 竣工"
).split()
_DID = {
    "城镇化": "城镇", "改发": "改判|发回", "资产负债": "负债", "产销": "销售", "预算执行": "支出", "取证": "取得证书|取证", "整改完成": "整改",
    "结案": "审结|结案|办结|审执结|执结", "办结": "办结|办理", "升学": "升学|专升本|考取", "录取": "录取|考取", "通过": "通过|取得证书",
    "参训": "参训|参加", "参与": "参与|参加", "出勤": "出勤|到岗", "持证": "持证|取得证书",
}  # fmt: skip
_STEMS = tuple((stem, _DID.get(stem, stem)) for stem in sorted(_RATED, key=len, reverse=True))
_AIM = re.compile(r"(?:目标|任务|计划)(?:任务|数|为|是|的)?$")
_AIMED = re.compile(r"(?:目标|任务|计划)[^，；。]{0,12}的?$|完成率[为达]?到?$")
_FEW = 10  # 三项资金分别占: so few are the parts themselves
_NO_THINGS = frozenset("年 月 天 小时 学时 亩 公顷 公里 米 吨 平方米 分 岁 次 期".split())
_OTHER_BASE = re.compile(r"上年|去年|目标|计划|任务|预算|平均|人均|累计")


def base_findings(told: Told) -> Iterator[Finding]:
    """Shares and rates that do not fit the numbers beside them."""
    before: Line | None = None
    for line in told.lines:
        percents = [f for f in line.figures if f.kind == "percent" and f.unit == "%" and exact(f)]
        if len(line.figures) > 1 and not line.is_row:
            for fact in (f for f in percents if f.aspect != "growth"):
                yield from _judge(told, line, before, fact)
        before = line


def _judge(told: Told, line: Line, before: Line | None, fact: Fact) -> Iterator[Finding]:
    clause = re.split("[，；。：（）]", line.norm[: fact.at])[-1]
    aimed = _AIMED.search(clause) is not None and any(_AIM.search(line.norm, max(0, f.at - 8), f.at) for f in line.figures)
    if aimed:
        yield from _of_aim(told, line, fact)
    elif of := _OF.search(clause):
        yield from _of_share(told, line, before, fact, of)
    elif fact.aspect == "share":
        yield from _of_whole_things(told, line, fact)
    elif rate := _RATE.search(clause):
        yield from _of_rate(told, line, fact, rate)


def _of_aim(told: Told, line: Line, fact: Fact) -> Iterator[Finding]:
    """新增就业3.86万人，完成年度目标3.5万人的110.3% · …（目标3.5万人）."""
    aims = [f for f in line.figures if f.kind != "percent" and _AIM.search(line.norm, max(0, f.at - 8), f.at)]
    done = [f for f in line.figures if f.kind != "percent" and f not in aims and f.to <= fact.at]
    if len(aims) != 1 or len(done) != 1 or not same_unit(aims[0], done[0]) or not all(map(exact, (aims[0], done[0]))):
        return
    if not _fits(done[0], aims[0], fact):
        yield _finding(told, line, done[0], aims[0], fact)


def _levels(line: Line, at: int, to: int) -> list[Fact]:
    return [f for f in line.figures if at <= f.at and f.to <= to and f.kind != "percent" and f.aspect == "level"]


def _group(line: Line, at: int) -> int:
    """Where the group of clauses that a place stands in begins: behind the last ；."""
    return max(line.norm.rfind(mark, 0, at) for mark in "；。") + 1


def _fits(part: Fact, whole: Fact, share: Fact) -> bool:
    """Whether the share may be the quotient of the two as rounded: each as far off as its last digit allows."""
    if not part.value or not whole.value or share.value is None:
        return True
    half = Decimal("0.5")
    rounded = [half * step(f) if step(f) != 1 else Decimal(0) for f in (part, whole)]
    lowest = (part.value - rounded[0]) / (whole.value + rounded[1]) * _ALL
    highest = (part.value + rounded[0]) / max(whole.value - rounded[1], Decimal(1) / 1000) * _ALL
    give = step(share) * Decimal("1.01")
    return lowest - give <= share.value <= highest + give


def _of_share(told: Told, line: Line, before: Line | None, fact: Fact, of: re.Match[str]) -> Iterator[Finding]:
    """A number followed by 占45.0%, or by （占45.0%）."""
    group = _group(line, fact.at)
    earlier = [f for f in _levels(line, group, fact.at) if not _closed(line.norm[f.to : fact.at])]
    if not earlier or not exact(earlier[-1]):
        return
    part = earlier[-1]
    behind = _ASIDE.sub("", line.norm[part.to : fact.at])
    if not _BRACKETED.fullmatch(behind) and (behind.count("，") != 1 or re.search("其中|；|（|）", behind.replace("）", "", 1))):
        return
    if of["who"] and of["who"] not in _clause_of(line, part):
        return
    chosen = _base(line, before, part, of["base"].strip("了约的"), group)
    others = [*_levels(line, 0, part.at), *(_levels(before, 0, len(before.norm)) if before else [])]
    if chosen is None or not exact(chosen) or any(same_unit(f, part) and _fits(part, f, fact) for f in others):
        return
    yield _finding(told, line, part, chosen, fact)


def _closed(text: str) -> bool:
    """Whether a bracket that opened before the text closes in it."""
    return "）" in _ASIDE.sub("", text)


def _base(line: Line, before: Line | None, part: Fact, named: str, group: int) -> Fact | None:
    """What a share is of: what it names, what the group of clauses names (专任教师中，…), else the whole before 其中."""
    among = _AMONG.match(line.norm[group:])
    wholes = [f for f in _levels(line, 0, part.at) if same_unit(f, part) and f.value and part.value and f.value >= part.value]
    base = named or (among["base"] if among else "")
    if base:
        beside = [f for f in _levels(before, 0, len(before.norm)) if same_unit(f, part)] if before else []
        sought = [f for f in wholes if _called(line, f, base)] or [f for f in beside if before and _called(before, f, base)]
        return sought[0] if len(sought) == 1 and (sought[0].value or 0) >= (part.value or 0) else None
    led = line.norm.rfind("其中", group, part.at)
    if led >= 0 and group and led == group:
        wholes = [f for f in wholes if f.at >= _group(line, group - 1)]
    if led >= 0:
        wholes = [f for f in wholes if f.to <= led]
    if wholes:
        return wholes[-1] if _plainly(line, wholes, part) else None
    return _told_before(line, before, part)


def _told_before(line: Line, before: Line | None, part: Fact) -> Fact | None:
    """全年接待观众86.4万人次。未成年人观众21.6万人次，占25%: the one number of the sentence before that counts what the part's
    name ends with."""
    ending = re.split("[，；。：（]", line.norm[: part.at])[-1][-2:]
    if before is None or before.paragraph != line.paragraph or len(ending) < 2:
        return None
    sought = [f for f in _levels(before, 0, len(before.norm)) if same_unit(f, part) and before.norm[: f.at].endswith(ending)]
    return sought[0] if len(sought) == 1 and (sought[0].value or 0) >= (part.value or 0) else None


def _plainly(line: Line, wholes: Sequence[Fact], part: Fact) -> bool:
    """Whether the last of the wholes is the one meant: parted by 其中, or the only one of its group and no part of another."""
    between = line.norm[wholes[-1].to : part.at]
    if "；" in between:
        return between.count("；") == 1 and "；其中" in between and len(wholes) == 1
    return "其中" in between or (len(wholes) == 1 and "占" not in between and not line.norm[: wholes[0].at].rstrip().endswith("其中"))


def _called(line: Line, fact: Fact, base: str) -> bool:
    clause = re.split("[，；。：（）]|其中", line.norm[: fact.at])[-1]
    return base in clause + re.split("[，；。：（）]", line.norm[fact.to : fact.to + 8])[0]


def _of_rate(told: Told, line: Line, fact: Fact, rate: re.Match[str]) -> Iterator[Finding]:
    """应到2860人，报到2717人，报到率95.0%."""
    did = next((words for stem, words in _STEMS if rate["stem"].endswith(stem)), None) or _due(line, fact)
    if not did:
        return
    told_before = _levels(line, 0, fact.at)
    if len(told_before) < 2 or told_before[-1].at < _group(line, fact.at):
        return
    part, earlier = told_before[-1], told_before[:-1]
    behind = _CHANGES.sub("", line.norm[part.to : fact.at])
    if not re.search(f"(?<![不未无])(?:{did})", _clause_of(line, part)) or not exact(part) or behind.count("，") != 1:
        return
    wholes = [f for f in earlier if same_unit(f, part) and exact(f) and (f.value or 0) >= (part.value or 0)]
    if not wholes or any(_fits(part, f, fact) for f in wholes) or line.norm.count("；", wholes[-1].to, part.at) > 1:
        return
    if not _OTHER_BASE.search(_CHANGES.sub("", line.norm[wholes[-1].at : fact.at])):
        yield _finding(told, line, part, wholes[-1], fact)


def _due(line: Line, fact: Fact) -> str:
    """应补种426人，实补种418人，补种率98.1%: who did is told with 实, whatever it is."""
    return "实" if re.search("应[^，；。]{1,12}，实[^，；。]{1,12}，[^，；。]{1,8}率[^，；。]{0,3}$", line.norm[: fact.at]) else ""


def _clause_of(line: Line, fact: Fact) -> str:
    return re.split("[，；。：（）]", line.norm[: fact.at])[-1] + re.split("[，；。：（）]", line.norm[fact.at :])[0]


def _finding(told: Told, line: Line, part: Fact, whole: Fact, share: Fact) -> Finding:
    assert part.value is not None and whole.value is not None and share.value is not None
    digits = Decimal(1).scaleb(-len(share.text.partition(".")[2]))
    quotient = plain((part.value / whole.value * _ALL).quantize(digits))
    sum_ = f"{plain(part.value)} ÷ {plain(whole.value)} = {quotient}% ≠ {plain(share.value)}%"
    words = (written(part), written(whole), share.text + "%", quotient + "%")
    return Finding("share_of_base", True, "share_of_base", words, told.evidence([line]), sum_)


def _of_whole_things(told: Told, line: Line, share: Fact) -> Iterator[Finding]:
    """528人，其中…占50.9%: a whole number of people must make the share."""
    base = next((f for f in reversed(line.figures) if f.to <= share.at and f.kind != "percent"), None)
    if base is None or not _counts_things(base):
        return
    between = line.norm[base.to : share.at]
    named = re.search("占[^，；。、]{1,12}的|率", between)
    if not re.search("其中|分别占", between) or named or re.search("[；。]", between) or share.aspect != "share":
        return
    if not _whole(base, share):
        near = (base.value or Decimal(0)) * (share.value or Decimal(0)) / _ALL
        sum_ = f"{plain(base.value or near)} × {plain(share.value or near)}% = {plain(near.quantize(Decimal('0.01')))}"
        words = (written(base), share.text + "%", plain(near.quantize(Decimal("0.1"))) + base.unit)
        yield Finding("share_of_base", False, "whole", words, told.evidence([line]), sum_)


def _counts_things(base: Fact) -> bool:
    """Whether a value counts whole things one by one, and enough of them."""
    counted = base.kind == "count" and base.unit and base.unit not in _NO_THINGS
    return bool(counted) and exact(base) and step(base) == 1 and (base.value or 0) >= _FEW


def _whole(base: Fact, share: Fact) -> bool:
    """Whether a whole number of the base gives the share as rounded (either way)."""
    assert base.value is not None and share.value is not None
    near = (base.value * share.value / _ALL).to_integral_value(rounding=ROUND_HALF_EVEN)
    return any(abs(n / base.value * _ALL - share.value) <= step(share) for n in (near - 1, near, near + 1))
