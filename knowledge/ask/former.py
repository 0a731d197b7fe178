"""Last year's value, worked out from this year's and the change that a report states right behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, operands
from knowledge.ask.arithmetic import POINTS, Result
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, accounted
from knowledge.ask.scope import newest
from knowledge.model import Fact, Passage, Period

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_LAST = r"(?:上一?年度?|去年|前一年|上一?学年)(?:末|底|同期)?"
_ASKS_LAST = re.compile(_LAST + r"(?!多|少|增|减|高|低|末多|的?比)")
# Between a value and its change nothing but the comparison may stand: 142名，较上年增加|23名.
_CHANGE = re.compile(
    rf"[，,、；（]?(?:(?:比|较|同|与){_LAST}(?:相比|比)?，?|(?P<same>同比))(?:净|共)?"
    r"(?P<verb>增加|增长|提高|提升|上升|延长|多|增|减少|下降|降低|缩短|压缩|压减|少|减|降)了?"
)
_PLACES = re.compile(
    rf"[，,（]?(?:比|较|同|与){_LAST}(?:相比)?，?(?:排名|位次|名次)?"
    r"(?P<verb>前移|前进|上升|提升|提高|跃升|攀升|进位|前提|后移|后退|下降|下滑|降低|退后|后降)了?"
)
_UP = ("增", "提", "上", "多", "延")
_BACK = ("后", "下", "降", "退")
# Who says 年底 asks how many there were by then: all there are now without those that are new.
_BY_THEN = re.compile("[底末]|截[至止]|累计|原有|原来有")
_NEW = re.compile("新增|新建|新装|加装|新设|新开|新购|新添|新布|新上|增设|增加(?!到|至)|建成")
_NOW_ALL = re.compile("，?(?:累计|总数|总量|总计)(?:已|共)?(?:达到?|增至|增加到|增加至|为|有)?(?:约)?")
_ASKED = ("count", "money", "any", "percent", "rank")
# How many characters may stand between a value and its change when other values are told there.
_REACH = 16

Worked = tuple[Candidate, Fact, Result]


def former(engine: Engine, question: Question) -> Worked | None:
    """The value of last year that a stated change gives, with the fact and the change; None when none is plainly stated."""
    now = newest(tuple(engine.reports.values()))
    if question.asked not in _ASKED or question.operation or not asks_last(question, now):
        return None
    asked = _of_this_year(question, now)
    if question.asked == "rank":
        return _place_before(engine, asked)
    best = operands.alone(engine, asked)
    if best is None or (question.asked == "percent") != (best.fact.kind == "percent"):
        return None
    worked = _all_but_new(engine, question, best) or _before(engine, best)
    # 2023年GDP asks for a figure of record, and what a growth in per cent gives is an estimate.
    estimate = worked is not None and worked[2].approximate and not question.relative
    return None if estimate else worked


def asks_last(question: Question, now: Period | None) -> bool:
    """Whether the last clause of the question is about last year itself and not about a comparison with it.

    ``now``: the period of the newest report, whose year before may be named by its number."""
    clause = re.split("[，,；;]", question.norm.rstrip("?？。"))[-1]
    if any(_is_last(p, now) and p.text in clause for p in question.periods):
        return question.aspect != "growth" and not re.search(r"(?:比|较|跟|和|与|同)(?:20)?\d\d年", clause)
    found = question.relative and _ASKS_LAST.search(clause)
    return bool(found) and not re.search(rf"(?:比|较|跟|和|与|同){_LAST}", clause)


def _is_last(period: Period, now: Period | None) -> bool:
    """Whether a period is the year before that of the newest report, named by its number."""
    if now is None or now.first is None or (now.last or now.first) != now.first or period.part is not None:
        return False
    one = period.kind == "year" and period.last in (None, period.first)
    return one and period.first == now.first - 1 and period.text[:1].isdigit()


def _of_this_year(question: Question, now: Period | None) -> Question:
    periods = tuple(p for p in question.periods if not (re.fullmatch(_LAST, p.text) or _is_last(p, now)))
    asked = "count" if question.asked == "any" else question.asked
    terms = tuple(t for t in question.terms if not any(q.at <= t.at < q.to for q in question.numbers) and not t.word[0].isdigit())
    share = question.aspect if question.aspect == "share" else None
    norm = question.norm if asked == "rank" or share else "".join(t.word for t in terms)
    return replace(
        question, periods=periods, relative=(), aspect=share, change=0, asked=asked, terms=terms, numbers=(), focus=-1, norm=norm
    )


def _before(engine: Engine, best: Candidate) -> Worked | None:
    change = _change_of(engine, best.passage, best.fact)
    if change is None:
        return None
    fact, rose = change
    now, step = arithmetic.amount_of(best.fact), arithmetic.amount_of(fact)
    if now is None or step is None:
        return None
    if best.fact.kind == "percent":
        found = arithmetic.before_change(now, replace(step, unit=now.unit), rose)
        return (best, fact, found) if 0 <= found.worth <= 100 else None
    if fact.kind == "percent":
        grown = arithmetic.before_growth(now, step, rose)
        return (best, fact, grown) if grown else None
    return best, fact, arithmetic.before_change(now, step, rose)


def _change_of(engine: Engine, passage: Passage, fact: Fact) -> tuple[Fact, bool] | None:
    """The change that directly follows a value and names last year, and whether it rose. Of 同比 only a change in the value's own
    unit: of one in per cent last year's value would be a guess."""
    norm = passage.sentences[fact.sentence].norm
    for other in passage.facts:
        if other.sentence != fact.sentence or other.at <= fact.to or other.aspect != "growth" or other.value is None:
            continue
        between = _CHANGE.fullmatch(norm, _told_between(engine, passage, fact, other), other.at)
        if between is None or other.marker or (other.unit == POINTS) != (fact.kind == "percent"):
            continue
        own = fact.kind == "percent" or (other.kind != "percent" and engine.lexicon.interchangeable(fact.unit, other.unit))
        if own or (other.kind == "percent" and not between["same"] and norm[fact.to : other.at] == between[0]):
            return other, between["verb"].startswith(_UP)
    return None


def _told_between(engine: Engine, passage: Passage, fact: Fact, change: Fact) -> int:
    """Where a change may begin: right behind the value, or behind values of other units told in between (优良率85.2%)."""
    norm, at = passage.sentences[fact.sentence].norm, fact.to
    for other in passage.facts:
        if other.sentence == fact.sentence and fact.to <= other.at and other.to <= change.at and other.value is not None:
            unlike = other.kind != fact.kind and not engine.lexicon.interchangeable(other.unit, fact.unit)
            if not unlike or other.to - fact.to > _REACH or re.search("[；。（]", norm[fact.to : other.at]):
                return fact.to
            at = max(at, other.to)
    return at


def _all_but_new(engine: Engine, question: Question, best: Candidate) -> Worked | None:
    """加装电梯37部，累计92部: by the end of last year there were 55."""
    norm = best.passage.sentences[best.fact.sentence].norm
    if not _BY_THEN.search(question.norm) or best.fact.kind != "count":
        return None
    for new in best.passage.facts:
        for every in best.passage.facts if new.kind == "count" and new.sentence == best.fact.sentence else ():
            beside = every.sentence == new.sentence and every.kind == "count" and best.fact in (new, every) and every.at > new.to
            if not beside or not _NOW_ALL.fullmatch(norm, new.to, every.at):
                continue
            words = "".join(norm[a:b] for a, b, w in new.zones if w >= 1.0)
            now, step = arithmetic.amount_of(every), arithmetic.amount_of(new)
            alike = every.unit == new.unit and not every.marker and not new.marker
            if alike and now and step and step.worth < now.worth and _NEW.search(words):
                first, second = (best, new) if best.fact == every else (replace(best, fact=every), new)
                return first, second, arithmetic.before_change(now, step, rose=True)
    return None


def _place_before(engine: Engine, question: Question) -> Worked | None:
    """列第4位，较上年前移3位: last year it was 第7位."""
    found = [c for c in accounted(engine.read(question).facts) if c.fact.kind == "rank" and c.fact.value is not None]
    if not found or any(c.fact.value != found[0].fact.value for c in found if found[0].score - c.score < operands.MARGIN):
        return None
    best = found[0]
    norm = best.passage.sentences[best.fact.sentence].norm
    for other in best.passage.facts:
        if other.sentence != best.fact.sentence or other.at <= best.fact.to or other.unit not in ("位", "名", "个位次"):
            continue
        between = _PLACES.fullmatch(norm, best.fact.to, other.at)
        now, step = arithmetic.amount_of(best.fact), arithmetic.amount_of(other)
        if between and now and step and not other.marker:
            result = arithmetic.before_change(now, step, between["verb"].startswith(_BACK))
            return (best, other, replace(result, text="第" + result.text)) if result.worth >= 1 else None
    return None
