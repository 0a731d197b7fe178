"""Questions over several years' reports: each year's value with its own sentence, and what comes of comparing them.

A value that one year does not give, gives twice, or gives in another unit is never compared: the answer refuses, or shows the
single values with a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import refuse, yearstep, yeartext
from knowledge.ask.context import Context
from knowledge.ask.eachyear import Run, fact_in, growth_in, in_own_unit, year_of
from knowledge.ask.guard import UnprovenNumberError, guarded
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.ask.redefined import apart, bare_label, called_otherwise, redefined, strange
from knowledge.ask.statedchange import behind, stated_change
from knowledge.ask.yearly import Yearly, yearly
from knowledge.ask.yeartext import Told
from knowledge.model import Answer, Note, Report

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

# One year's value is no series.
_SERIES = 2
_IN_WORDS = frozenset({"person", "list", "name", "place", "date", "rank"})


def over_years(engine: Engine, question: Question, context: Context) -> tuple[Question, Answer] | None:
    """The answer to a question that compares years of one institution's reports, with the question that the next turn may refer
    to; None for a question that compares none, or where the reports cover no two years."""
    if not engine.runs:
        return None
    asked = _of_the_turns(question, context) or yearly(question)
    if asked is None:
        return None
    if asked.kind == "changes":
        from knowledge.ask.changed import what_changed  # few ask it, and it reads whole reports

        return question, _safe(engine, question, what_changed(engine, question, asked))
    reading = _base(engine, asked, context)
    if reading is None:
        return None
    results = [_of_run(engine, reading, asked, run) for run in engine.runs]
    told = [r for r in results if r.status == "answered"]
    if len(told) > 1:
        return reading.question, refuse.not_found(engine, reading, ())
    answer = replace((told or results)[0], question=question.text)
    return reading.question, _safe(engine, question, answer)


def _safe(engine: Engine, question: Question, answer: Answer) -> Answer:
    try:
        return guarded(answer)
    except UnprovenNumberError:
        return Answer(question.text, "not_found", covered=tuple(r.title for r in engine.reports.values()))


def _of_the_turns(question: Question, context: Context) -> Yearly | None:
    """差多少 said alone after two turns about one thing in two years."""
    if question.operation not in ("difference", "more") or question.periods or len(context.trail) < 2 or not context.answered:
        return None
    if any(len(t.word) > 1 and t.word not in ("相差", "多少", "两年", "这两年") for t in question.hard):
        return None
    one, two = context.trail[-2:]
    if {t.word for t in one.hard} != {t.word for t in two.hard}:
        return None
    years = [_year_in(q) for q in (one, two)]
    return yeartext.turned_yearly(*years) if years[0] != years[1] else None


def _year_in(question: Question) -> int:
    return next((p.first for p in question.periods if p.first is not None), 0)


def _base(engine: Engine, asked: Yearly, context: Context) -> Reading | None:
    """What is asked of each year, with mistyped words mended; a turn that says nothing of it takes the one before."""
    base = engine.understood(asked.base) if asked.base else None
    notes: tuple[Note, ...] = ()
    if base is None or not base.hard:
        if context.question is None or not context.question.hard:
            return None
        before = context.question
        units = base.units if base is not None and base.units else before.units
        base, notes = replace(before, units=units), (Note("carried", ("".join(t.word for t in before.hard),)),)
    if base.asked in _IN_WORDS or base.yesno or base.aspect == "growth":
        return None
    parts = tuple(p for p in base.periods if p.first is None)
    base = replace(base, periods=parts, relative=(), operation=None, total=False)
    reading = engine.read(base, notes)
    return reading if notes else engine.mended(reading)


def _of_run(engine: Engine, reading: Reading, asked: Yearly, run: Run) -> Answer:
    if asked.kind in ("difference", "times"):
        return _pair(engine, reading, asked, run)
    return _series(engine, reading, asked, run)


def _pair(engine: Engine, reading: Reading, asked: Yearly, run: Run) -> Answer:
    """What the newer year has more than the older one, or less."""
    newest = year_of(run[0])
    one = asked.new.of(newest) if asked.new else newest
    other = asked.old.of(newest) if asked.old else one - 1
    late, early = max(one, other), min(one, other)
    reports = {year_of(r): r for r in run}
    if late not in reports or late == early:
        return _lacking(engine, reading, [str(late)], [])
    new = told_in(engine, reading.question, reports[late])
    old = told_in(engine, reading.question, reports[early]) if early in reports else None
    stated = None
    if early == late - 1 and asked.kind == "difference":
        step = behind(new.candidate) if new else growth_in(engine, reading.question, reports[late])
        stated = stated_change(step)
    if stated is not None and not yearstep.suits(stated, asked, new, old):
        stated = yearstep.only_checked(stated)
    if new is None or old is None:
        if stated is not None and not stated.only_checked:
            return yearstep.as_stated(engine, reading, stated, new)
        silent = [str(year) for year, told in ((late, new), (early, old)) if told is None]
        return _lacking(engine, reading, silent, [told for told in (new, old) if told])
    notes = definition_notes(engine, reading.question, [new, old])
    if not in_own_unit(engine, new.fact, old.fact):
        return _with_notes(_lacking(engine, reading, [], [new, old]), [*notes, Note("unit_differs")])
    if _apart(engine, reading.question, new, old):
        return _with_notes(_lacking(engine, reading, [], [new, old]), notes)
    if asked.kind == "times":
        return yearstep.ratio(engine, reading, new, old, notes) or _lacking(engine, reading, [], [new, old])
    return yearstep.step(engine, reading, asked, new, old, stated, notes)


def told_in(engine: Engine, question: Question, report: Report) -> Told | None:
    """The year's value, None when the report does not give just one."""
    found = fact_in(engine, question, report)
    return Told(found, report) if found else None


def definition_notes(engine: Engine, question: Question, told: Sequence[Told]) -> list[Note]:
    """A warning when the wording says that the years do not count the same, or calls what is counted otherwise."""
    words = [w for one in told[1:] for w in redefined(question, told[0].candidate, one.candidate)]
    if any(apart(question, told[0].candidate, one.candidate) for one in told[1:]):
        words += [bare_label(t.fact) for t in told]
    if words:
        return [Note("definition", tuple(dict.fromkeys(words)))]
    if any(called_otherwise(engine, question, told[0].candidate, one.candidate) for one in told[1:]):
        return [Note("called_otherwise", tuple(dict.fromkeys(bare_label(t.fact) for t in told)))]
    return []


def _apart(engine: Engine, question: Question, one: Told, two: Told) -> bool:
    pair = one.candidate, two.candidate
    return apart(question, *pair) or strange(engine, question, *pair)


def _with_notes(answer: Answer, notes: Sequence[Note]) -> Answer:
    return replace(answer, notes=(*answer.notes, *notes))


def _series(engine: Engine, reading: Reading, asked: Yearly, run: Run) -> Answer:
    """The value of each year, the newest first, and of which years none is told that compares with the others."""
    wanted = _wanted(asked, run)
    reports = {year_of(r): r for r in run}
    found = [t for y in wanted if y in reports and (t := told_in(engine, reading.question, reports[y]))]
    told = _alike(engine, reading.question, found)
    missing = [str(y) for y in wanted if y not in {year_of(t.report) for t in told}]
    notes = definition_notes(engine, reading.question, found)
    if any(not in_own_unit(engine, found[0].fact, t.fact) for t in found):
        notes.append(Note("unit_differs"))
    if len(told) < _SERIES:
        return _with_notes(_lacking(engine, reading, missing, found), notes)
    if missing:
        notes.append(Note("year_missing", tuple(missing)))
    sound = len(told) == len(found) and not any(n.code == "definition" for n in notes)
    worked = None
    if asked.kind == "sum" and sound and not missing:
        worked = yearstep.total(engine, reading, told, notes)
    elif asked.kind == "most" and sound:
        worked = yearstep.most(engine, reading, told, notes, asked.direction)
    return worked or yeartext.listed(engine, reading, told, notes)


def _alike(engine: Engine, question: Question, found: Sequence[Told]) -> list[Told]:
    """The years that count the same as each other: as the most of them do, of equally many as the newest does."""

    def alike(one: Told, two: Told) -> bool:
        return in_own_unit(engine, one.fact, two.fact) and not _apart(engine, question, one, two)

    return max(([t for t in found if alike(one, t)] for one in found), key=len, default=[])


def _wanted(asked: Yearly, run: Run) -> list[int]:
    """The years of a series, newest first."""
    newest, oldest = year_of(run[0]), year_of(run[-1])
    if asked.years:
        return sorted(set(asked.years), reverse=True)
    if asked.last:
        return list(range(newest, newest - asked.last, -1))
    return [y for y in range(newest, (asked.since or oldest) - 1, -1) if asked.since or y in {year_of(r) for r in run}]


def _lacking(engine: Engine, reading: Reading, years: Sequence[str], told: Sequence[Told]) -> Answer:
    """A refusal that says of which year nothing is told, with what the other one says as the nearest."""
    near: list[Candidate] = [t.candidate for t in told]
    answer = refuse.not_found(engine, reading, near)
    missing = tuple(dict.fromkeys((*(f"{y}年" for y in years), *answer.missing))) if near else answer.missing
    covers = () if near else (Note("covers", refuse.periods_of(engine)),)
    return replace(answer, missing=missing, notes=(*answer.notes, *covers))
