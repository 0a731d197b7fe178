"""Relative periods (今年, 去年) of a question as the periods of the reports at hand; there is no clock here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.ask.question import Question, Term
from knowledge.model import Period, Report

# Words for one kind of institution: a report by one of them is spoken of by all of them.
_HOSTS = (
    ("学校", "学院", "大学", "中学", "小学", "幼儿园", "职高", "技校"),
    ("医院", "卫生院", "医共体"),
    ("公司", "企业", "集团", "厂"),
    ("图书馆", "馆"),
    ("银行", "行"),
)
_HOST_WORDS = frozenset(w for group in _HOSTS for w in group)
_WIDER = {
    "全市": r"市[^院校馆司厂]{0,16}(?:公报|统计|政府|局|委|工作报告|总工会)|市$",
    "全县": r"县[^院校馆司厂]{0,16}(?:公报|统计|政府|局|委|工作报告|总工会)|县$",
    "全区": r"区[^院校馆司厂]{0,16}(?:公报|统计|政府|局|委|工作报告)|区$",
    "全省": r"省[^院校馆司厂]{0,16}(?:公报|统计|政府|局|厅|委|工作报告)|省$",
    "全国": r"国|部|总局",
}
_LAST = ("去年", "上年", "上一年", "上学年", "前一年")
# Where 去年 opens the question it sets the time; 就业率去年是多少 contrasts it with this year.
_SPOKEN = ("去年",)
_OPENS = re.compile(r"^(?:请问|我们|咱们?|全)?[^，。是为多少几]{0,5}去年")
_BEFORE = re.compile(r"今年|本年|同期|去年度?(?:同期|末|底|年[底末]|是|为|的?[？?]?$)|[比较和与同跟](?:去年|上)")
_NEXT = ("明年", "下年", "下学年")


def newest(reports: Sequence[Report]) -> Period | None:
    """The latest period any report covers."""
    periods = [r.period for r in reports if r.period is not None and r.period.first is not None]
    return max(periods, key=lambda p: p.last or p.first or 0, default=None)


def hosted(question: Question, reports: Sequence[Report], hosts: frozenset[str]) -> Question:
    """医院 in a hospital's report means the hospital itself; in a library's it is a word that must be matched."""
    titles = " ".join(f"{r.title} {r.institution}" for r in reports)

    def counted(term: Term) -> bool:
        return question.asked == "count" and bool(question.units) and term.at == question.focus

    terms = tuple(
        replace(t, hard=False)
        if t.word in _WIDER and not _foreign(t.word, titles)
        else replace(t, hard=True)
        if not t.hard and ((t.word in hosts and (counted(t) or not _is_host(t.word, titles))) or _foreign(t.word, titles))
        else t
        for t in question.terms
    )
    return replace(question, terms=terms)


def _foreign(word: str, titles: str) -> bool:
    """全市 in the report of one of the city's courts is another scope than the report's own."""
    return word in _WIDER and not re.search(_WIDER[word], titles)


def _is_host(word: str, titles: str) -> bool:
    return any(w in titles for group in _HOSTS if word in group for w in group) or word in titles or word not in _HOST_WORDS


def as_report_year(question: Question, reports: Sequence[Report]) -> tuple[Question, str] | None:
    """去年招了多少人 asked of the one report of a year that is over: staff mean the year it tells of. None when the year before
    is asked for in so many words (就业率去年是多少), a change, or there are several years to choose from."""
    years = {r.period.first for r in reports if r.period is not None and r.period.first is not None}
    now = newest(reports)
    last = next((w for w in question.relative if w.startswith(_SPOKEN)), "")
    if now is None or not last or len(years) != 1 or question.aspect == "growth" or len(question.relative) > 1:
        return None
    if not _OPENS.search(question.norm) or _BEFORE.search(question.norm):
        return None
    periods = tuple(p for p in question.periods if p.text != last)
    return replace(question, relative=(), periods=periods), now.text


def resolved(question: Question, reports: Sequence[Report]) -> Question:
    """去年 and 明年 counted from the newest report; this year's words ask for nothing that is not there anyway."""
    now = newest(reports)
    periods = list(question.periods)
    for word in question.relative:
        shift = -1 if word.startswith(_LAST) else -2 if word.startswith("前年") else 1 if word.startswith(_NEXT) else 0
        if word in ("上学期", "下学期"):
            periods.append(Period("term", word, part=1 if word == "上学期" else 2))
        elif shift and now is not None and now.first is not None:
            periods.append(Period(now.kind, word, now.first + shift, (now.last or now.first) + shift))
        elif shift:
            periods.append(Period("year", word, 1, 1))
    return replace(question, periods=tuple(periods)) if len(periods) > len(question.periods) else question
