"""How the period of a fact fits the one a question names."""

from __future__ import annotations

import re

from knowledge.ask.other_quantity import to_come
from knowledge.ask.question import Question
from knowledge.language.period import conflicts
from knowledge.model import Fact, Passage, Period

_COHORT = re.compile(r"(20\d\d)届")
_FORMERLY = re.compile("原来|原先|以前|此前|之前|从前")


def period_fit(question: Question, fact: Fact, passage: Passage, report: Period | None) -> tuple[float, str]:
    """A named period must be the fact's; an unnamed one prefers facts of the report's own whole period."""
    around = passage.section.period or report
    if not question.periods:
        if fact.period is not None and fact.period.kind == "relative" and not _FORMERLY.search(question.norm):
            return -0.5, "former"
        return _unnamed(fact, around), ""
    if fact.period is not None and fact.period.kind == "relative":
        dated = any(p.kind != "relative" and p.text not in question.relative for p in question.periods)
        last = not dated and any(r[0] in "上去" for r in question.relative)
        before = last or _FORMERLY.search(question.norm)
        return (0.1, "") if before else (-0.5, "former")
    cohort = _COHORT.search("".join(passage.sentences[fact.sentence].norm[a:b] for a, b, w in fact.zones if w >= 0.65))
    if cohort and any(p.first and p.first != int(cohort[1]) for p in question.periods):
        return -0.5, f"period {question.periods[0].text}"
    for asked in question.periods:
        if fact.period is None and report and asked.first == (report.last or 0) + 1 and to_come(passage.context, report):
            continue  # 明年, under 下一步工作
        if not _same(asked, fact.period, around):
            return -0.5, f"period {asked.text}"
    score = 0.05
    if any(p.text.endswith(("末", "底")) for p in question.periods):
        norm = passage.sentences[fact.sentence].norm
        score += 0.08 if any("年末" in norm[a:b] or "年底" in norm[a:b] for a, b, w in fact.zones if w >= 0.9) else 0.0
    return score, ""


def _unnamed(fact: Fact, around: Period | None) -> float:
    score = 0.0
    if fact.period is not None and fact.kind != "date":
        if fact.period.part is not None:
            score -= 0.12
        if around is not None and fact.period.first is not None and conflicts(fact.period, around):
            earlier = around.first is not None and (fact.period.last or fact.period.first) < around.first
            score -= 0.3 if earlier else 0.15
    return score


def _same(asked: Period, own: Period | None, around: Period | None) -> bool:
    if asked.part is not None and (own is None or own.part != asked.part or own.kind != asked.kind):
        return False
    if asked.first is None:
        return True
    dated = own if own is not None and own.first is not None else around
    if dated is None or dated.first is None:
        return False
    return not conflicts(asked, dated)
