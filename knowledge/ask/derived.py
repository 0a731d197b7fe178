"""Values that one sentence implies: how many are left, a number of people from a percentage of a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import agree, arithmetic, operands
from knowledge.ask.arithmetic import Result
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.model import Fact, Passage

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_RATE = re.compile(r"率[为是达到约有仅高]*$")
# What is not done, and what says that some is left.
_NOT_DONE = re.compile("(?:还)?(?:没有?|尚未|未|不是)(?:来|被|能)?(?=[\u4e00-\u9fff])(?!多少|几)")
_LEFT = re.compile("还剩下?|剩(?=多少|几)|剩下的?|剩余的?|还有(?=多少|几)|还(?=没|未)")
_DONE = re.compile("已|其中|整改|办结|完成|采纳|报到|消除|解决|结案|到位|占|通过|实际|[录签]")
_RIGHT_BEFORE = re.compile("[，（]?(?:约|均|大约)?占[^，；。]{0,8}")
_PEOPLE = frozenset(("人", "名", "位", "人次"))


def remainder(engine: Engine, question: Question) -> tuple[Candidate, Fact, Result] | None:
    """How many are not done yet: 发现问题46个，已整改43个 leaves 3; None unless the done ones stand right behind all of them."""
    if question.asked != "count" or question.yesno or question.operation or not _NOT_DONE.search(question.norm):
        return None
    done = engine.understood(_NOT_DONE.sub("", _LEFT.sub("", question.norm)))
    best = operands.alone(engine, replace(done, units=question.units))
    whole = _right_before(best.passage, best.fact) if best else None
    if best is None or whole is None or not engine.lexicon.interchangeable(whole.unit, best.fact.unit):
        return None
    every, some = arithmetic.amount_of(whole), arithmetic.amount_of(best.fact)
    if every is None or some is None or some.worth > every.worth:
        return None
    return best, whole, arithmetic.difference(every, some)


def _right_before(passage: Passage, fact: Fact) -> Fact | None:
    """The count told right before another one in the same breath, when nothing else of its unit comes between."""
    norm = passage.sentences[fact.sentence].norm
    told = (f for f in passage.facts if f.sentence == fact.sentence and f.to <= fact.at)
    last = max((f for f in told if f.kind == "count" and f.aspect == "level"), key=lambda f: f.at, default=None)
    if last is None or not last.unit or re.search("[；。]", norm[last.to : fact.at]):
        return None
    return last if _DONE.search(norm[last.to : fact.to + 8]) else None


def counted_share(engine: Engine, question: Question) -> tuple[Candidate, Fact, Result] | None:
    """How many a percentage of a whole in the same sentence comes to; None when it is not plainly a share of it."""
    if question.asked != "count" or question.operation or question.aspect or not set(question.units) <= _PEOPLE:
        return None
    asked = replace(question, asked="percent", units=(), focus=-1, total=False)
    best = operands.alone(engine, asked)
    if best is None:
        return None
    whole = _base(best.passage, best.fact)
    if whole is None or whole.unit not in _PEOPLE or _stated(best.passage, whole, best.fact):
        return None
    if question.units and not engine.lexicon.interchangeable(question.units[0], whole.unit):
        return None
    base, percent = arithmetic.amount_of(whole), arithmetic.amount_of(best.fact)
    if base is None or percent is None or percent.number >= 100 or percent.unit != "%":
        return None
    return best, whole, arithmetic.share_of(base, percent)


def _stated(passage: Passage, whole: Fact, percent: Fact) -> bool:
    """新发展会员3.86万人，其中快递员等1.42万人，占36.8%: what the percentage comes to is told, of those that it is of."""
    norm = passage.sentences[percent.sentence].norm
    told = (f for f in passage.facts if f.sentence == percent.sentence and whole.to <= f.at and f.to <= percent.at)
    return any(f.kind == "count" and f.unit == whole.unit and _RIGHT_BEFORE.fullmatch(norm, f.to, percent.at) for f in told)


def _base(passage: Passage, percent: Fact) -> Fact | None:
    """The whole a percentage is a share of: what 其中 follows, and for 占 the only count of people before it."""
    norm = passage.sentences[percent.sentence].norm
    clause = re.split("[，；。：（]", norm[: percent.at])[-1]
    if "率" in clause or _RATE.search(norm[: percent.at]):
        return None
    whole = agree.whole_of(passage, percent)
    if whole is not None or percent.aspect != "share":
        return whole
    before = [
        f for f in passage.facts
        if f.sentence == percent.sentence and f.to <= percent.at and f.kind == "count" and f.unit in _PEOPLE
    ]
    return before[0] if len(before) == 1 and before[0].aspect == "level" else None
