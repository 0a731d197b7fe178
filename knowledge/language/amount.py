"""Amounts: a numeral, its approximation and its unit read together, in Arabic or Chinese digits."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.language.numeral import chinese_value, value_of
from knowledge.language.units import Unit, after_single_digit, unit_at
from knowledge.model import Quantity

_CN = "零〇一二两三四五六七八九十百千万亿"
_MAGNITUDE = r"(?:万亿|[十百千]?[万亿]|千(?![克瓦米伏卡赫帕焦字])|百(?!分))"
_ROUGH = r"(?:余(?![额热量地款票杭姚])|多(?![元样媒媒]?体|种形式)|来(?=[个名位项次年人家万亿]))"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(rf"-?(?P<n>{_ARABIC})(?:{_MAGNITUDE})?(?P<r>{_ROUGH}{_MAGNITUDE}?|几(?=万|[个名项人]))?")
_MISPRINT = re.compile(r"(?P<n>\d+\.\d+|\d+)(?:\.(?=[%‰])|\.\.(?=\d+[%‰]))")
_RANGE_JOIN = re.compile(r"(?:[-~—–]|至|到)(?=-?\d)")
_JOINT_SIGN = re.compile(r"[-~—–至到]")
_CN_RANGE = re.compile(rf"(?P<a>[{_CN}]+)(?P<j>至|到|[-~])(?P<b>[{_CN}]+)")
_RATE = re.compile(rf"(?:{_ARABIC})/(?:[1-9]0*[万亿]|十万|[百千万亿]+)(?!\d)")
_FRACTION = re.compile(r"(?P<a>\d+)/(?P<b>\d+)(?![\d/.]|决赛)")
_RATIO = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:-(?:[01]?\d|2[0-4]):[0-5]\d)?(?![:.\d])")
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?:时(?:\d{1,2}分|许|整|起)|点(?:\d{1,2}分|钟|整|半))|(?:3[01]|[12]?\d)日(?![内游行均间元本报常])")
_DAYTIME = re.compile(r"(?:上午|中午|下午|晚上|早上|凌晨|傍晚|晚)$")
_BARE_HOUR = re.compile(r"(?:1?\d|2[0-4])[点时]")
_COMPARED = re.compile(r"比(?!赛|武|较|上|选|拼)|倍")
_MEDALS = re.compile(r"[金银铜](?=\d)|(?<=[金银铜]\d)[金银铜]|(?<=[金银铜]\d\d)[金银铜]")
_BEFORE = re.compile(r"(?:大约|约为|约|接近|将近|近|超过|超|逾|突破|不足|不到|至少|最多|至多|不少于|不低于|不超过|不多于|不高于|高于|低于|多于|少于|(?<![线网])上)$")
_AFTER = re.compile(r"(?:及|（含）)?以[上下]|以内|以外|左右|上下|不等|(?:多|余)(?=[，。；、的）]|$)")
_RUN = re.compile(rf"[{_CN}]+")
_CN_NUMBER = re.compile(
    rf"(?P<n>[数几][十百千万亿]+|[{_CN}]+)(?P<r>几(?=[{_CN}个名项位人次年家天所篇场])|{_ROUGH})?(?P<m>[十百千万亿]+)?"
)
_CN_FRACTION = re.compile(rf"(?P<b>[一二三四五六七八九十百千万]+)分之(?P<a>[{_CN}]+(?:点[{_CN}]+)?|{_ARABIC})")
_HALF = re.compile(r"半(?=个月|个小时|个学期|年(?!度|报)|小时|天|学期|学年)")
_PAIR = "[一二](?=两)|[一两](?=[两二三])|二(?=三)|三(?=[四五])|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九)"
_ESTIMATE = re.compile(rf"(?P<a>[二三四五六七八九]?十?(?:{_PAIR}))[二两三四五六七八九](?P<m>[十百千万亿]+)?")
# After four digits that may be a year these begin another word (2021班主任大赛, 2022部门预算).
_WEAK = frozenset(
    "班 部 门 组 队 课 类 层 口 网 校 届 期 户 秒 单 节 年 学年 学期 企业 学校 学员 部门 单位 国家 专业 课程 社团 社区 高校 教师 "
    "学生 职工 员工 党员 干部 项目 城市 机构 院校 岗位 党支部 支部 地区 居民 农户 用户 文件 问题 建议 意见".split()
)


def is_weak(unit: str) -> bool:
    """Whether ``unit`` is too weak to make an amount of four digits that look like a year."""
    return unit in _WEAK


def chinese_run_end(norm: str, at: int) -> int:
    """Where the run of Chinese numeral characters at ``at`` ends (at least one further)."""
    match = _RUN.match(norm, at)
    return match.end() if match else at + 1


def _marker(norm: str, at: int, to: int, inner: str = "") -> str:
    """The approximation as written: inside the numeral, before it, or behind the unit."""
    if inner:
        return inner
    before = _BEFORE.search(norm, max(0, at - 3), at)
    if before:
        return before[0]
    after = _AFTER.match(norm, to)
    return after[0] if after else ""


def read_clock_or_ratio(norm: str, at: int) -> Quantity | None:
    """8:30 (date), 6日 (date), 3.1:40.2:56.7 (ratio), 6.31/10万 (percent), 1/3 (percent)."""
    if rate := _RATE.match(norm, at):
        return Quantity(at, rate.end(), "percent", rate[0], value=value_of(rate[0].split("/")[0]))
    clock = _CLOCK.match(norm, at)
    daytime = _DAYTIME.search(norm, max(0, at - 2), at)
    if clock and (daytime or int(clock[0].partition(":")[0]) > 5) and not _COMPARED.search(norm, max(0, at - 8), at):
        return Quantity(at, clock.end(), "date", clock[0])
    hour = _HOUR.match(norm, at) or (_BARE_HOUR.match(norm, at) if daytime else None)
    if hour:
        return Quantity(at, hour.end(), "date", hour[0])
    if ratio := _RATIO.match(norm, at):
        return Quantity(at, ratio.end(), "ratio", ratio[0])
    part = _FRACTION.match(norm, at)
    if part and 0 < int(part["a"]) < int(part["b"]) <= 100:
        share = Decimal(part["a"]) * 100 / Decimal(part["b"])
        return Quantity(at, part.end(), "percent", part[0], value=share, marker=_marker(norm, at, part.end()))
    return None


def read_amount(norm: str, at: int) -> Quantity | None:
    """An Arabic amount at ``at`` with magnitude, approximation and unit; a range is one amount, worth its first."""
    misprint = _MISPRINT.match(norm, at)
    if misprint:
        to = misprint.end() + 1
        if norm[misprint.end()] in "%‰":
            number, marker = misprint["n"], _marker(norm, at, to)
            return Quantity(at, to, "percent", number, norm[to - 1], value_of(number), marker, norm[at:to])
    match = _NUMBER.match(norm, at)
    if not match:
        return None
    end, unit = match.end(), unit_at(norm, match.end())
    rough = (match["r"] or "")[:1]
    whole = _range_end(norm, match, unit)
    if whole:
        text_end, unit = whole
        return _amount(norm, at, text_end, unit, _range_worth(norm[at:text_end]), _JOINT_SIGN.findall(norm[at:text_end])[-1])
    if rough and unit is None and norm[end - 1] in "多来":
        match = re.compile(rf"-?{_ARABIC}(?:{_MAGNITUDE})?").match(norm, at) or match
        end, rough = match.end(), ""
        unit = unit_at(norm, end)
    if medal := _MEDALS.match(norm, end):
        unit = Unit(medal[0], "count")
    return _amount(norm, at, end, unit, value_of(match[0]), rough)


def _range_end(norm: str, match: re.Match[str], unit: Unit | None) -> tuple[int, Unit | None] | None:
    """End of the second numeral of 2-3个 or 10%-20%, and the unit; None when no range is written.

    由1.3万到1.9万 tells a change and is no range; 3-2 is a score."""
    joint = _RANGE_JOIN.match(norm, match.end() + (len(unit.text) if unit else 0))
    second = _NUMBER.match(norm, joint.end()) if joint else None
    if not joint or not second or norm[match.start() - 1 : match.start()] in ("由", "从", "自"):
        return None
    first_worth, worth, after = value_of(match[0]), value_of(second[0]), unit_at(norm, second.end())
    if unit and (after is None or after.text != unit.text):
        return None
    if first_worth is None or worth is None or worth <= first_worth or (joint[0] == "到" and after is None):
        return None
    return second.end(), after


def _range_worth(text: str) -> Decimal | None:
    """The worth of a range's first number, which shares the magnitude written at the second (1.5-2.5万)."""
    first = _NUMBER.match(text)
    tail = re.search(r"[十百千万亿]+$", text)
    if not first:
        return None
    shared = tail[0] if tail and first[0][-1].isdecimal() else ""
    return value_of(first[0] + shared)


def _amount(norm: str, at: int, end: int, unit: Unit | None, value: Decimal | None, rough: str) -> Quantity:
    """An amount whose numeral is ``at``..``end``; a 多 between 年 or 个 and what follows is taken in."""
    if norm.startswith(("个多月", "个多小时", "个多学期"), end):
        long = norm[end + 2 : end + 3]
        to = end + {"月": 3, "小": 4, "学": 4}[long]
        text = norm[at:end] + "个多"
        return Quantity(at, to, "count", text, norm[end + 2 : to], value, "多")
    to = end + (len(unit.text) if unit else 0)
    kind = unit.kind if unit else "count"
    if unit and unit.text == "成":
        kind, value = "percent", value * 10 if value is not None else None
    if norm.startswith("级", to) and not norm.startswith("级别", to):  # 10万吨级: a class, not an amount
        return Quantity(at, to + 1, "code", norm[at : to + 1])
    return Quantity(at, to, kind, norm[at:end], unit.text if unit else "", value, _marker(norm, at, to, rough))


def read_chinese(norm: str, at: int) -> Quantity | None:
    """An amount in Chinese digits: 十余项, 三万五千, 百分之三十五, 两三个, 半年; None for a digit that counts nothing."""
    if part := _CN_FRACTION.match(norm, at):
        return _chinese_share(norm, part)
    if half := _HALF.match(norm, at):
        unit = unit_at(norm, half.end())
        return _amount(norm, at, half.end(), unit, Decimal("0.5"), "") if unit else None
    match = _CN_NUMBER.match(norm, at)
    if not match:
        return None
    if span := _CN_RANGE.match(norm, at):
        return _chinese_range(norm, span)
    number, rough = match["n"], (match["r"] or "")[:1]
    if number[0] in "数几":
        return _counted(norm, match, value_of(number), number[0])
    if estimate := _ESTIMATE.fullmatch(number):
        return _estimate(norm, match, value_of(estimate["a"] + (estimate["m"] or "")))
    return _counted(norm, match, value_of(match[0]), rough)


def _chinese_share(norm: str, part: re.Match[str]) -> Quantity:
    whole, _, tail = part["a"].partition("点")
    share = value_of(whole)
    digits = chinese_value("零" + tail) if tail else None
    if share is not None and digits is not None:
        share += digits / Decimal(10) ** len(tail)
    base = chinese_value(part["b"])
    worth = share * 100 / base if share is not None and base else None
    return Quantity(part.start(), part.end(), "percent", part[0], value=worth, marker=_marker(norm, *part.span()))


def _estimate(norm: str, match: re.Match[str], value: Decimal | None) -> Quantity | None:
    """两三个, 七八十人, 十五六岁: two neighbouring digits, worth the first of them, always approximate."""
    unit = unit_at(norm, match.end())
    return _amount(norm, match.start(), match.end(), unit, value, match["n"]) if unit else None


def _chinese_range(norm: str, span: re.Match[str]) -> Quantity | None:
    """三至五年: worth the first; None when nothing is counted or the numbers do not rise."""
    first, second, unit = chinese_value(span["a"]), chinese_value(span["b"]), unit_at(norm, span.end())
    if unit is None or first is None or second is None or second <= first:
        return None
    return _amount(norm, span.start(), span.end(), unit, first, span["j"])


def _counted(norm: str, match: re.Match[str], value: Decimal | None, rough: str) -> Quantity | None:
    """A Chinese numeral with what it needs to count: a unit, or at least two characters with a place value."""
    at, number = match.start(), match["n"]
    unit = unit_at(norm, match.end())
    if value is None:
        return None
    if unit is None:
        plain = len(number) > 1 and set(number) & set("一二三四五六七八九两") and set(number) & set("十百千万亿")
        return _amount(norm, at, match.end(), None, value, rough) if plain and number != "十一" else None
    if len(number) == 1 and not rough:
        return _single(norm, match, unit, value)
    return _amount(norm, at, match.end(), unit, value, rough)


def _single(norm: str, match: re.Match[str], unit: Unit, value: Decimal) -> Quantity | None:
    """One Chinese digit: 一所 counts, 三农 and 一级 do not; 百名 and 万人 only after 近, 上, 超."""
    digit, at = match["n"], match.start()
    marker = _marker(norm, at, match.end())
    if digit in "百千万亿" and not marker:
        return None
    if digit in "零〇" or not after_single_digit(unit.text, digit):
        return None
    if unit.text == "元" and norm[match.end() + 1 : match.end() + 2] not in ("", "，", "。", "、", "；", "钱"):
        return None
    if norm.startswith("半", match.end() + len(unit.text)) and unit.text in ("年", "天", "个月", "小时"):
        to = match.end() + len(unit.text) + 1
        return Quantity(at, to, "count", norm[at:to], "", value + Decimal("0.5"), marker)
    return _amount(norm, at, match.end(), unit, value, "")
