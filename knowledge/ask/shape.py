"""The kind of answer a question asks for, its measure words, and whether it asks for a change, a share or a calculation."""

from __future__ import annotations

import re

from knowledge.ask import patterns
from knowledge.ask.question import Asked, Operation
from knowledge.language.units import is_measure, unit_at
from knowledge.model import Aspect

_UNIT_GOES_ON = {
    "个班": "级组子主", "家": "庭长属教具电务", "名": "单师额称字", "人": "才员口民大均物", "门": "诊店票类", "部": "门队分委",
    "班": "级组子主", "项": "目", "台": "账", "本": "科专硕地市省校院年", "条": "例件约", "场": "地馆所", "位": "置", "个": "体案",
}
_UP = frozenset("增长 增加 提高 提升 上升 上涨 扩大 净增 涨 升 增 多 增速 增幅 涨幅 增长率 增长幅度 增长速度".split())
_DOWN = frozenset("下降 减少 降低 下跌 下滑 回落 缩小 跌 降 减 少 降幅 跌幅".split())
_SHAPES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    ("date", patterns.WHEN),
    ("person", patterns.WHO),
    ("place", patterns.WHERE),
    ("percent", patterns.PERCENT),
    ("rank", patterns.RANK),
    ("money", patterns.MONEY),
    ("count", patterns.COUNT),
    ("list", patterns.WHICH),
    ("name", patterns.WHAT),
    ("count", patterns.NUMBER_NOUN),
)
OPERATION_WORDS: dict[Operation, re.Pattern[str]] = {
    "difference": patterns.DIFFERENCE, "more": patterns.MORE, "times": patterns.TIMES,
    "sum": patterns.ADDED,
}


def shape(norm: str, taken: list[tuple[int, int]]) -> tuple[Asked, tuple[str, ...], int]:
    """The kind asked for, the measure words asked for and where the question word stands; marks its span as taken."""
    for asked, pattern in _SHAPES:
        match = pattern.search(norm)
        if not match or (match[0] == "名单" and patterns.HOW_MANY.search(norm)):
            continue  # 几所学校进入名单 asks for no names
        units = _units(norm)
        if asked == "percent" and "占" in match[0]:
            taken.append((match.start(), match.start() + 1))
            question_word = re.search(r"(?:百分之)?(?:多少|几成?)(?:%|成)?", match[0])
            if question_word:
                taken.append((match.start() + question_word.start(), match.start() + question_word.end()))
            if len(match[0]) <= 4:
                taken.append(match.span())
        elif not (asked == "money" and match[0] in ("月薪", "年薪", "工资", "金额")):
            taken.append(match.span())
        taken += [m.span() for m in patterns.COUNT.finditer(norm)]
        ends = [m.end() for m in patterns.HOW_MANY.finditer(norm)]
        taken += [(at, at + len(u)) for at in ends for u in units if norm.startswith(u, at)]
        if asked == "money":
            taken += [m.span() for m in patterns.HOW_MUCH.finditer(norm)]
            if units and units[0] in ("块", "枚") and patterns.PIECES.search(norm):
                asked = "count"
        if asked == "percent" and units == ("成",):
            units = ()  # 占几成
        if asked == "count" and patterns.RATE.search(norm) and not units:
            asked = "percent"
        if asked == "count" and units and units[0] in ("元", "块钱", "美元"):
            asked = "money"
        return asked, units, match.end()
    if patterns.RATE.search(norm):
        return "percent", (), len(norm)
    return "any", (), len(norm)


def _units(norm: str, *, nouns: bool = True) -> tuple[str, ...]:
    """The measure words after 多少 and 几; ``nouns``: else those in nouns such as 人数."""
    found = []
    for match in patterns.HOW_MANY.finditer(norm):
        read = unit_at(norm, match.end())
        if read is None or not is_measure(read.text) or _compound(norm, match.end(), read.text):
            continue
        unit = read.text
        found.append({"块钱": "元", "块": "块", "万元": "元", "亿元": "元", "万人次": "人次", "亿人次": "人次", "万吨": "吨"}.get(unit, unit))
    return tuple(found) or tuple(m["unit"] for m in patterns.COUNTING.finditer(norm) if nouns)


def _compound(norm: str, at: int, unit: str) -> bool:
    """多少个班级 counts 个 of 班级 and not 个班, 多少家庭 counts no 家."""
    following = norm[at + len(unit) : at + len(unit) + 1]
    return bool(following) and following in _UNIT_GOES_ON.get(unit, "")


def aspect_asked(norm: str, asked: Asked, taken: list[tuple[int, int]]) -> tuple[Aspect | None, int]:
    """growth for 增长了多少, share for 占比; with the direction the question names."""
    match = patterns.GROWTH.search(norm)
    if match:
        word = match["verb"] or match["noun"]
        if word in ("多", "少") and "了" not in match[0] and not patterns.CHANGE_VERB.search(norm):
            return ("share" if asked == "percent" and "占" in norm else None), 0
        taken += [m.span() for m in patterns.GROWTH.finditer(norm)]
        return "growth", 1 if word in _UP else -1 if word in _DOWN else 0
    change = patterns.CHANGE_VERB.search(norm)
    if change:
        taken.append(change.span())
        return "growth", 1 if change["verb"] in _UP else -1
    if asked == "percent" and ("占" in norm or re.search("比重|比例|份额|百分比", norm)):
        return "share", 0
    return None, 0


def growth_kind(norm: str, asked: Asked, units: tuple[str, ...]) -> tuple[Asked, tuple[str, ...]]:
    """提高了几个点 asks for percentage points, 涨了百分之几 for a percentage, 多了几件 for a count."""
    if re.search(r"(?:百分点|[几多少]个?点)", norm):
        return "percent", ("个百分点",)
    if re.search(r"百分之|%|幅|增速|率", norm):
        return "percent", ()
    direct = _units(norm, nouns=False)  # 人数涨了多少 may be told in percent, 涨了多少人 may not
    return ("count" if asked in ("any", "name", "percent") else asked), tuple(u for u in units if u != "点" and u in direct)


def operation_of(norm: str) -> Operation | None:
    """What is to be worked out of several facts, None when one fact is asked for."""
    if patterns.TIMES.search(norm):
        return "times"
    if patterns.DIFFERENCE.search(norm):
        return "difference"
    if patterns.MORE.search(norm):
        return "more"
    if patterns.TOTAL.search(norm):
        return "sum"
    return None
