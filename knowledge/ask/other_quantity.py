"""Whether a fact tells another quantity than the plain one asked for: a rate per head, a plan, an increment, an extreme."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.ask.question import Question
from knowledge.model import Fact, Period

# Words of a fact that make it another quantity when the question does not say them.
_PER = re.compile(r"每[万千百十亿]|人均|户均|亩均|日(?:供|产|处理|均|最高|发电|接待)|单日")
_PLANNED = re.compile(
    r"力争|争取(?=在|实现|完成|达|再|年内|新|突破|进入|早日|明年|通过|全年)|预计|拟(?=[新建投举招开])|将于|将(?=[新建投举招开启])|将(?:重点|继续|进一步|以|着力|全力|大力|全面|坚持)"
    r"|(?:^|[，。；：年院校局馆司团县市区委部厅中所处会])计划(?!生育|书|表|的|性|外|内|单列|任务|数|完成率|》|”)|目标(?:是|为|任务)"
)
# A plan word this near to the beginning of a sentence governs all of it, a later one its own clause.
_AT_ONCE = 20
# Headings of what is still to come.
_AHEAD = re.compile(
    r"(?:下一?步|下一?年度?|下阶段|明年|今后|未来)[^，。]{0,8}(?:工作|打算|思路|计划|安排|重点|任务|举措|展望)"
    r"|(?:工作|任务|发展|重点)(?:安排|打算|思路|计划|展望|设想)|努力方向|(?:20\d\d年|今年)(?:的)?(?:重点工作|主要任务|工作重点|主要工作|目标任务|主要目标)"
)
_EXTREME = re.compile("单笔|单次|单个最|最高|最低|最大|最多|最少")
_DONE = re.compile("实际|[，；]已|[，；]其中|[，；][^，；]{0,6}报到")
_PLAN_ASKED = re.compile(r"计划|力争|预计|目标|打算|准备|将|拟|明年|下一年|规划")
_WILL = re.compile("(?<![需主重摘纪概只])要(?![求点素闻件务])|想(?![法象])|会(?=[增建到])")
_INCREMENT = re.compile(
    r"新(?:认[证定]|登记|注册|培育|培养|纳入|命名|成立|评[定为]|立项|开办|投放)"
    r"|新增|新建|新办|新招|招聘|新购|净增|新设|新引进|引进|更换|发展(?=\d)|招录|新签|晋升|新晋|获批|新开工"
)
_GROWN = re.compile("累计|总数")
# What was done to things does not tell how many there are; members confirmed are none of the probationary ones.
_DEED = re.compile("改造|体检|慰问|拆除|维修|整治|更换|报废|注销|停招|撤销|关停|淘汰|安排")
_ALTERED = re.compile("转正|停招|撤销|注销|报废|取消")
_STOCK_ASKED = re.compile(r"累计|一共(?!新|引进|招|聘|培训)|总数|现有|总共|总量|一共有|共有|现在|目前")
# 学校有多少学生 asks for all of them, 1240名学生参加 tells who came.
_STOOD = re.compile("有多少[个名位]?[^了过]{1,4}$")
_TOOK_PART = re.compile("[^，；。]{0,6}?(?:参加|参与|参赛|报名|到场|受益|出席)")
_MARK, _PAUSE = re.compile("[，；。：]"), re.compile("[，；。：、（]")
_FIRST_DAY, _LAST_DAY = re.compile("(?<!去)年初|期初"), re.compile("(?<![上去])年末|(?<![上去])年底|期末(?!考)")
_AIMED = re.compile("目标|打算|力争|预计|准备|(?:今年|明年|下一?年|接下来)[^，]{0,6}(?:要|将|计划)")
_PART = re.compile("其中[^；。]*$")
_HIRED = re.compile(r"招聘|招录|引进|选聘|调入")


def quantity_conflict(
    question: Question, fact: Fact, norm: str, around: Period | None, context: str = "", report: Period | None = None
) -> str:
    """每万人口, a plan, an increment: another quantity than the plain one asked for. ``context``: the headings above;
    ``report``: the period of the report as a whole."""
    own = "".join([norm[a:b] for a, b, w in fact.zones if w >= 0.75])
    if fact.unit and _PER.search(own):
        said = "".join([question.norm, *(f.text for t in question.terms for f in t.forms if f.text in own)])
        if not re.search("每|均|日|天", said):
            return "per"
    ahead = fact.period is not None and around is not None and not question.periods and _after(fact.period, around)
    if ahead and not _PLAN_ASKED.search(question.norm):
        return "future"
    if _EXTREME.search(clause_before(norm, fact)) and not re.search("[最单每]|峰值|极值", question.norm):
        return "extreme"
    later = any(report and _after(p, report) for p in question.periods)
    wanted = bool(_PLAN_ASKED.search(question.norm) or (later and _WILL.search(question.norm)))
    if to_come(context, report):
        return "" if wanted else "plan"
    planned = _PLANNED.search(norm[: fact.at])
    if planned and _DONE.search(norm[planned.end() : fact.at]):
        planned = None  # 计划招生4260人，实际录取4198人
    if planned and (planned.start() <= _AT_ONCE or not re.search("[，；]", norm[planned.end() : fact.at])):
        return "" if wanted else "plan"
    if not planned and _asks_what_is_planned(question.norm):
        return "actual"
    if _other_day(question.norm, _PAUSE.split(norm[: fact.at])[-1]):
        return "day"
    return _of_another_sort(question, fact, norm, own)


def _of_another_sort(question: Question, fact: Fact, norm: str, own: str) -> str:
    """Those that are new, done to or taking part are not all there are."""
    clause = "".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)
    clause += _MARK.split(norm[: fact.at])[-1]  # 新晋升教授8人、副教授27人: both are new
    stock = _STOCK_ASKED.search(question.norm) and not re.search("总|(?<!公)共|累计|全[市县区省校院馆]", norm[max(0, fact.at - 9) : fact.at])
    wide = "".join(norm[a:b] for a, b, w in fact.zones if w >= 0.5) if question.total or _GROWN.search(question.norm) else own
    if stock and _INCREMENT.search(clause + wide) and not _INCREMENT.search(question.norm):
        return "increment"
    if stock and _DEED.search(clause) and not _DEED.search(question.norm):
        return "deed"
    if stock and fact.unit == "人次" and set(question.units) & {"人", "名", "位"}:
        return "visits"
    if _ALTERED.search(clause + norm[fact.at - 6 : fact.at]) and not _ALTERED.search(question.norm):
        return "deed"
    if _STOOD.search(question.norm) and _TOOK_PART.match(norm, fact.to):
        return "participants"
    hired = _HIRED.search(clause) or (fact.aspect == "level" and _HIRED.search(_whole_of(norm, fact)))
    if hired and fact.unit in ("人", "名", "位") and not re.search("招|引进|聘|调|新", question.norm):
        return "increment"
    return ""


def _whole_of(norm: str, fact: Fact) -> str:
    """The clause right before the 其中 whose parts a fact is one of."""
    part = _PART.search(norm, 0, fact.at)
    return _MARK.split(norm[: part.start()].rstrip("，；（"))[-1] if part else ""


def _other_day(asked: str, said: str) -> bool:
    """期刊年初为320种，年末为355种: each is of its own day."""
    first, last = _FIRST_DAY.search(asked), _LAST_DAY.search(asked)
    if bool(first) == bool(last):
        return False
    mine, other = (_FIRST_DAY, _LAST_DAY) if first else (_LAST_DAY, _FIRST_DAY)
    return bool(other.search(said)) and not mine.search(said)


def asks_for_stock(question: Question) -> bool:
    """Whether the question says that it asks for all there are (现有, 一共)."""
    return bool(_STOCK_ASKED.search(question.norm) or _STOOD.search(question.norm))


def to_come(context: str, report: Period | None) -> bool:
    """Whether a heading tells of what is still to come: 2024年主要工作 in the report of 2024 does not."""
    past = report.last if report is not None and report.last is not None else 0
    said = ((m, re.search(r"20\d\d", m[0])) for m in _AHEAD.finditer(context))
    return any(year is None or int(year[0]) > past for _, year in said)


def clause_before(norm: str, fact: Fact) -> str:
    """The words between the last clause mark and a fact's value."""
    return _PAUSE.split(norm[: fact.at])[-1]


@lru_cache(maxsize=64)
def _asks_what_is_planned(norm: str) -> bool:
    """Asked for each fact of one question."""
    return _AIMED.search(norm) is not None


def _after(period: Period, report: Period) -> bool:
    """Whether a period begins after the report's: what is said of it is a plan."""
    return period.first is not None and report.last is not None and period.first > report.last
