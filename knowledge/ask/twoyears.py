"""Two published reports of one institution laid side by side: which two are meant, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.ask.eachyear import Run, year_of
from knowledge.beside import YearComparison
from knowledge.errors import NoSuchReportError
from knowledge.language.normal import fold_plain
from knowledge.model import Report

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine


def compared(engine: Engine, one: str = "", other: str = "") -> YearComparison:
    """The changes between two reports named by title, a part of it, or year; without names between the two newest of one
    institution. Raises NoSuchReportError."""
    old, new = _named(engine, one, other) if one or other else _newest(engine.runs)
    return YearComparison(old, new, engine.changes(old.id, new.id))


def _newest(runs: tuple[Run, ...]) -> tuple[Report, Report]:
    if not runs:
        raise NoSuchReportError("no institution has reports of two years; publish the report of another year first")
    latest = max(year_of(run[0]) for run in runs)
    newest = [run for run in runs if year_of(run[0]) == latest]
    if len(newest) > 1:
        names = ", ".join(run[0].title for run in newest)
        raise NoSuchReportError(f"several institutions have reports of {latest} ({names}); name the two reports to compare")
    return newest[0][1], newest[0][0]


def _named(engine: Engine, one: str, other: str) -> tuple[Report, Report]:
    """Two reports of one run, the older first; a single name is compared with the year before it."""
    first = [(run, r) for run in engine.runs for r in run if _is_called(r, one or other)]
    if not (one and other):
        pairs = [(run[n + 1], r) for run, r in first for n in range(len(run) - 1) if run[n] is r]
    else:
        pairs = [(r, s) for run, r in first for s in run if s is not r and _is_called(s, other)]
    if len(pairs) != 1:
        said = " and ".join(filter(None, (one, other)))
        problem = "name more than one pair of reports" if pairs else "name no two reports of one institution"
        raise NoSuchReportError(f"{said} {problem}; see 'wenbao reports' for the titles")
    old, new = sorted(pairs[0], key=year_of)
    return old, new


def _is_called(report: Report, name: str) -> bool:
    """Whether a report is meant by its title, a part of it, or its year."""
    asked = fold_plain(name.strip())
    return asked.removesuffix("年") == str(year_of(report)) or (bool(asked) and asked in fold_plain(report.title))
