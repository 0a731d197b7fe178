"""Numbers of things against the things named beside them: 青年工匠2名（甲、乙） · 甲、乙、丙3个社团 · 四项措施：…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.check.lines import Line, Told, exact, written
from knowledge.language.people import is_name
from knowledge.model import Finding

# What may be counted by naming it.
_NAMEABLE = frozenset(
    "名 人 位 个 项 家 所 门 种 类 篇 部 本 届 支 条 座 处 件 款 场 大 次 期 对 组 幅 首 台 套 类型 专业 课程 单位 企业 学校 社团 方面 项目 活动 展览 县 市 区 镇 村 乡 街道 省"
    " 国家 城市 系统 平台 基地 中心 品牌 主题 板块 模块 环节 阶段 步骤 机制 制度 领域 行业 岗位 部门 科室 团队".split()
)
# 甲、乙、丙3个社团: what is closed by such a unit is a list of names; 美术、书法展览46场 is none.
_CLOSING = frozenset("个 名 位 家 所 门 种 类 项 大 支 款 本 部".split())
# 31个省（自治区、直辖市）, 省（区、市）: what else there is, and no list.
_PLACES = re.compile(r"[省市县区乡镇村]（$")
_GRADED = re.compile(r"(?:^|、)[\u4e00-\u9fff]{1,3}级(?:、|$)")
_SPELT = re.compile(r"(?<![第\d])(?P<n>[两二三四五六七八九十])大[\u4e00-\u9fff]{2,8}(?=[：（])")
_HIDDEN = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）")
_BRACKET = re.compile(r"[^，；。、：（）\d]{0,14}（(?P<list>[^（）]{2,300})）")
_COLON = re.compile(r"[^，；。、：（）\d]{0,16}(?:：|，(?:分别[是为]|即|具体[是为]|依次[是为]|包括)：?)(?P<list>[^。；：]{3,400})(?=[。；]|$)")
_SUBSET = re.compile(r"等(?!级|奖|次|\d)|其中|主要|包括但|例如|如[^意东皋来]|其他|含|详见|见附|同上|截至|以上|以下|第[一二三四\d]|不[含计]|…|及其")
_SENTENCE = re.compile(r"[，；。：？！]|\d+(?:\.\d+)?(?:个|项|名|人|家|次|场|%|元|万|亿|篇|件|门|所|本|处|册|台|套|亩|公里|分)")
# What goes on to tell of the members is no member.
_FURTHER = re.compile("，(?=其中|均|分别|并|共|占|涉及|覆盖|全部)")
_JOINT = re.compile("以及|[和及与]")
_ONE_BY_ONE = re.compile("([一二三四五六七八九十])(?:是|要)(?=[\u4e00-\u9fff“《])")
_ANNOUNCED = re.compile(r"(?P<n>[两二三四五六七八九]|[2-9])(?:个方面|项(?:措施|举措|工作|任务|重点)?|大(?:举措|行动|工程|任务)|方面|点)[^，；。：]{0,8}[：，。]?$")
_CN = "零一二三四五六七八九十"


def list_findings(told: Told) -> Iterator[Finding]:
    """Counts that differ from the number of members named right behind or before them."""
    for line in told.lines:
        if line.is_row:
            continue
        for fact in line.figures:
            if fact.kind == "count" and exact(fact) and fact.unit in _NAMEABLE and fact.value and 1 <= fact.value <= 40:
                yield from _behind(told, line, fact.to, int(fact.value), written(fact))
        for match in _SPELT.finditer(line.norm):
            yield from _behind(told, line, match.end("n") + 1, _numeral(match["n"]), match[0])
        yield from _in_front(told, line)
        yield from _announced(told, line)


def _behind(told: Told, line: Line, at: int, count: int, shown: str) -> Iterator[Finding]:
    """9项：甲、乙… · 2名（甲、乙）."""
    match = _BRACKET.match(line.norm, at)
    bracketed = match is not None
    match = match or _COLON.match(line.norm, at)
    if match is None or _SUBSET.search(_blank(line.norm[at : match.start("list")])):
        return
    named = _FURTHER.split(match["list"])[0]
    if _SUBSET.search(_blank(named)) or _SENTENCE.search(_blank(named).rstrip("，")) or _GRADED.search(named):
        return
    fewest, most = _members(named)
    one_name = bracketed and (is_name(named) or named.startswith("《"))
    if (fewest == most == 1 and not one_name) or (bracketed and _PLACES.search(line.norm, at, match.start("list"))):
        return
    if fewest and not fewest <= count <= most:
        yield _finding(told, line, shown, count, fewest)


def _blank(text: str) -> str:
    return _HIDDEN.sub(lambda m: m[0][0] + "\0" * (len(m[0]) - 2) + m[0][-1], text)


def _members(text: str) -> tuple[int, int]:
    """How many members a text names, at least and at most: the last may be two joined by 和."""
    blank = _blank(text).strip("，、 ")
    items = [item for part in blank.split("、") for item in _side_by_side(part)]
    if not all(items) or any(len(item) > 40 for item in items):
        return 0, 0
    return len(items), len(items) + len(_JOINT.findall(blank))


def _side_by_side(item: str) -> list[str]:
    """《甲》《乙》 and “甲”“乙” are two members without a mark between them."""
    for marks in ("》《", "”“"):
        item = item.replace(marks, f"{marks[0]}\n{marks[1]}")
    return item.split("\n")


def _in_front(told: Told, line: Line) -> Iterator[Finding]:
    """测量社、算量社、建模社3个社团: the list that a count closes."""
    for listed in (f for f in line.facts if f.kind == "list"):
        open_ended = line.norm.startswith("等", listed.to)
        fact = next((f for f in line.figures if f.at == listed.to + open_ended), None)
        if fact is None or not exact(fact) or fact.kind != "count" or fact.unit not in _CLOSING:
            continue
        fewest, most = _members(line.norm[listed.at : listed.to])
        count, most = int(fact.value or 0), max(most, len(listed.names))
        if not _alike(listed.names) or abs(count - len(listed.names)) > 2:
            continue
        if count < min(fewest, len(listed.names)) or (count > most and not open_ended):
            yield _finding(told, line, written(fact), count, len(listed.names))


def _alike(names: Sequence[str]) -> bool:
    """Whether members are built alike, so that none of them has a lead-in: all in marks, all people, or with one ending."""
    if all(name[0] in "《“" for name in names) or all(map(is_name, names)):
        return True
    return len({name[-1] for name in names}) == 1 and max(map(len, names)) <= min(map(len, names)) + 4


def _numeral(char: str) -> int:
    return 2 if char == "两" else _CN.index(char) if char in _CN else int(char)


def _announced(told: Told, line: Line) -> Iterator[Finding]:
    """抓好三项工作：一是…，二是…，三是…."""
    items = list(_ONE_BY_ONE.finditer(line.norm))
    if len(items) < 2 or items[0][1] != "一":
        return
    lead = _ANNOUNCED.search(line.norm, 0, items[0].start())
    numbers = [_CN.index(item[1]) for item in items]
    if lead is None or numbers != list(range(1, len(numbers) + 1)):
        return
    count = _numeral(lead["n"])
    if count != len(numbers):
        words = (lead[0].rstrip("：，。"), str(len(numbers)))
        yield Finding("count_of_list", False, "count_of_list", words, told.evidence([line]), f"{len(numbers)} ≠ {count}")


def _finding(told: Told, line: Line, shown: str, count: int, members: int) -> Finding:
    return Finding("count_of_list", True, "count_of_list", (shown, str(members)), told.evidence([line]), f"{members} ≠ {count}")
