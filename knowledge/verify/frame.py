"""The time a whole text is about, which its sentences leave out: numbers of 2020学年 agree with no report of 2021学年."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.ask.question import Question
from knowledge.ask.scope import newest
from knowledge.language.period import conflicts
from knowledge.language.quantity import find_quantities
from knowledge.model import Fact, Period, Report
from knowledge.verify.reading import Told

# A text names its time in its headline or first sentences; a year further from the reports' is history (创建于1954年).
_FIRST = 3
_YEARS_AWAY = 3


def frame_of(told: Sequence[Told], reports: Iterable[Report]) -> Period | None:
    """The year or school year that holds for statements without one; None where it changes nothing.

    That of the first sentences when no report covers any year the text names; of reports of several years the one that the
    text names first, else the newest."""
    reports = tuple(reports)
    covered = [r.period for r in reports if r.period is not None and r.period.first is not None]
    if not covered:
        return None
    named = [p for t in told for p in _years(t.sentence.norm) if _near(p, covered)]
    fitting = [p for p in named if not all(conflicts(p, c) for c in covered)]
    several = any(conflicts(a, b) for a in covered for b in covered)
    if fitting or (several and not named):
        return (fitting[0] if fitting else newest(reports)) if several else None
    first = [p for t in told[:_FIRST] for p in _years(t.sentence.norm) if _near(p, covered)]
    return first[0] if first else None


def _years(norm: str) -> Iterable[Period]:
    compared = tuple("比较同与")  # 比2023年增长8.0%
    periods = (q.period for q in find_quantities(norm) if q.kind == "period" and not norm[: q.at].endswith(compared))
    return [p for p in periods if p is not None and p.kind in ("year", "school_year") and p.first is not None]


def _near(period: Period, covered: Sequence[Period]) -> bool:
    return any(abs((period.first or 0) - (c.first or 0)) <= _YEARS_AWAY for c in covered)


def framed(question: Question, fact: Fact, frame: Period | None) -> Question:
    """The question with the time of the whole text, where it names none itself."""
    if frame is None or fact.kind == "date" or question.periods or question.relative:
        return question
    return replace(question, periods=(frame,))
