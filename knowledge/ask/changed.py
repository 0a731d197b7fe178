"""哪些数字比上年下降, 和2023年比哪些变化最大: what changed between two years, told by its direction or by its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic
from knowledge.ask.eachyear import Run, year_of
from knowledge.ask.question import Question
from knowledge.ask.yearly import Yearly
from knowledge.beside import YearChange
from knowledge.model import Answer, Note

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# So many are told; the rest is counted in a note.
TOLD = 8
_CONFIDENCE = 0.8


def what_changed(engine: Engine, question: Question, asked: Yearly) -> Answer:
    """The changes of two years in one direction, else the largest; refused where the two years are not published, or where the
    reports of several institutions have them."""
    pairs = [pair for run in engine.runs if (pair := _years(asked, run))]
    covered = tuple(r.title for r in engine.reports.values())
    if len(pairs) != 1:
        return Answer(question.text, "not_found", covered=covered)
    new, old = pairs[0]
    found = engine.changes(old, new)
    kept = [c for c in found if c.way == asked.direction] if asked.direction else sorted(found, key=_size)
    if not kept:
        return Answer(question.text, "not_found", covered=covered)
    return _told(question, kept, len(found) if not asked.direction else len(kept))


def _years(asked: Yearly, run: Run) -> tuple[int, int] | None:
    """The ids of the newer and the older report."""
    newest = year_of(run[0])
    one = asked.new.of(newest) if asked.new else newest
    other = asked.old.of(newest) if asked.old else one - 1
    reports = {year_of(r): r.id for r in run}
    late, early = max(one, other), min(one, other)
    return (reports[late], reports[early]) if late != early and late in reports and early in reports else None


def _size(change: YearChange) -> tuple[bool, float]:
    """The largest by per cent first; what is itself a percentage comes behind."""
    return change.percent is None, -abs(float(change.percent or 0))


def _told(question: Question, kept: Sequence[YearChange], count: int) -> Answer:
    shown = kept[:TOLD]
    values = tuple(value for c in shown for value in (c.new, c.old))
    evidence = tuple(dict.fromkeys(e for c in shown for e in c.evidence))
    more = (Note("more_changes", (str(count - len(shown)),)),) if count > len(shown) else ()
    notes = (Note("alike_only"), *more)
    text = "；".join(map(_line, shown))
    calculation = "；".join(c.calculation for c in shown)
    return Answer(question.text, "answered", text, values, evidence, calculation, notes, confidence=_CONFIDENCE)


def _line(change: YearChange) -> str:
    """招收新生1725人→1688名，减少37名（约2.1%）."""
    percent = f"（{'约' if change.rounded else ''}{arithmetic.plain(change.percent)}%）" if change.percent is not None else ""
    old, new = change.old, change.new
    return f"{change.label}{old.text}{old.unit}→{new.text}{new.unit}，{change.word}{change.step}{percent}"
