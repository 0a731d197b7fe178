"""Dates that no calendar has, that run backwards, or that lie outside the time the report tells of."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from knowledge.check.lines import Line, Told
from knowledge.model import Finding, Period

_DATE = re.compile(r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})[日号])?")
_WEEKDAY = re.compile(r"（?(?:星期|周)(?P<w>[一二三四五六日天])）?")
_TO_DAY = re.compile(r"(?P<m>\d{1,2})月(?P<a>\d{1,2})日?(?:-|—|~|至|到)(?:(?P<n>\d{1,2})月)?(?P<b>\d{1,2})日")
_TO_MONTH = re.compile(r"(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:-|—|~|至|到)(?:(?P<z>20\d\d)年)?(?P<n>\d{1,2})月")
_WEEK = "一二三四五六日"
# What a report tells as done, beside its date.
_DONE = re.compile(
    r"(?:召开|举办|举行|开展|组织|承办|启动|投入使用|投用|建成|竣工|完成|签订|签署|成立|揭牌|通过|获评|荣获|获得|慰问|走访|邀请|参加|接待|启用|开馆|开业|通车|通水|印发|出台)"
)
_EVENT = re.compile("召开|举办|举行|开展|组织|承办|慰问|走访|邀请|参加|接待|启动")
# What lies ahead, or is told of former times.
_AHEAD = re.compile(r"将|拟|计划|预计|力争|争取|目标|到期|有效期|届满|截止|规划|底前|月前|年前|前完成|提前|明年|下一步|筹备|约定|合同|任期|服务期|周期|至20|到20|以前")
_FORMER = re.compile(
    r"自|从|起|以来|始|曾|前身|创[办建刊]|成立于|建于|历史|首次|时任|原|当年|追溯|同期|对比|上年|去年|较|比|出生|入学|入伍|入党|毕业|施行|实施"
    r"|批复|批准|文件|《|届|级|立项|发布|印发|签订|竣工|开工|动工|投产|挂牌|验收|以后|以前|回顾|至今|持续|第一次|于"
)
_TOLD_LATE = 4  # reports are written in the spring and tell what came until then
_PLANNED = re.compile("计划|打算|安排|展望|思路|下一步|下步|目标|规划|今后|明年|重点工作")
_ISSUED = re.compile(r"^[（(]?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|(?:日期|发布|报告)[:：]")
_BEGINS = re.compile(r"(?:^|[，；。：（])$")


def date_findings(told: Told) -> Iterator[Finding]:
    """What is wrong with the dates of each sentence."""
    for line in told.lines:
        if "月" not in line.norm or line.is_row:
            continue
        wrong = {m[0] for m in _DATE.finditer(line.norm) if not _in_calendar(m)}
        for text in sorted(wrong):
            yield Finding("date", True, "no_such_day", (text,), told.evidence([line]))
        yield from _weekdays(told, line)
        yield from _backwards(told, line)
        if not wrong:
            yield from _outside(told, line)


def _in_calendar(match: re.Match[str]) -> bool:
    year, month = int(match["y"] or 2024), int(match["m"])
    return 1 <= month <= 12 and (not match["d"] or 1 <= int(match["d"]) <= monthrange(year, month)[1])


def _weekdays(told: Told, line: Line) -> Iterator[Finding]:
    """2024年4月23日（星期五) that was a Tuesday."""
    for match in _DATE.finditer(line.norm):
        named = _WEEKDAY.match(line.norm, match.end())
        if not named or not match["y"] or not match["d"] or not _in_calendar(match):
            continue
        day = date(int(match["y"]), int(match["m"]), int(match["d"])).weekday()
        said = _WEEK.index(named["w"].replace("天", "日"))
        if day != said:
            words = (match[0], _WEEK[day], _WEEK[said])
            yield Finding("date", True, "weekday", words, told.evidence([line]))


def _backwards(told: Told, line: Line) -> Iterator[Finding]:
    """11月18日至10日; 2024年9月至2024年3月."""
    for match in _TO_DAY.finditer(line.norm):
        if not match["n"] and int(match["b"]) < int(match["a"]) <= 31:
            yield Finding("date", True, "backwards", (match[0],), told.evidence([line]))
    for match in _TO_MONTH.finditer(line.norm):
        years = int(match["y"]), int(match["z"] or match["y"])
        if years[1] < years[0] or (match["z"] and years[0] == years[1] and int(match["n"]) < int(match["m"])):
            yield Finding("date", True, "backwards", (match[0],), told.evidence([line]))


def _outside(told: Told, line: Line) -> Iterator[Finding]:
    """A month of another year in which something is told as done."""
    period = told.outline.period
    if period is None or period.first is None or _PLANNED.search(line.section.label) or not _told_by(line.section.period, period):
        return
    for match in _DATE.finditer(line.norm):
        if match["y"] and _is_outside(line, match, period.first, period.last or period.first):
            yield Finding("date", False, "outside", (match[0], period.text), told.evidence([line]))


def _told_by(section: Period | None, report: Period) -> bool:
    """Whether a section tells of the report's own time."""
    return section is None or section.first is None or section.first == report.first


def _is_outside(line: Line, match: re.Match[str], first: int, last: int) -> bool:
    year, norm = int(match["y"]), line.norm
    if first <= year <= last or (_ISSUED.match(norm) and not _DONE.search(norm)):
        return False
    clause = re.split("[；。]", norm[match.end() :])[0]
    before = re.split("[，；。]", norm[: match.start()])[-1]
    if not _DONE.search(clause) or _AHEAD.search(before + clause):
        return False
    if year > last:
        return year > last + 1 or int(match["m"]) > _TOLD_LATE
    own = before + re.split("[；。]", clause)[0].split("，")[0] + _deed(clause)
    return _BEGINS.search(norm[: match.start()]) is not None and _EVENT.search(own) is not None and not _FORMER.search(own)


def _deed(clause: str) -> str:
    """The first clause that says something after a date that stands alone (2003年8月，开展…)."""
    return next((part for part in clause.split("，") if len(part) > 2), "")
