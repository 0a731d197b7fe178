"""Refusals: not in the report, with what was not found and what is near; or no question for a report at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from knowledge.ask import compose
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, Ranked
from knowledge.model import Answer, Evidence, Note

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

NEAR = 3
_NUMBERS = frozenset({"count", "percent", "money", "date", "rank"})


def out_of_scope(question: Question) -> Answer:
    """Greetings, thanks, chat and requests to write."""
    return Answer(question.text, "out_of_scope", notes=(Note(question.chat),))


def not_found(engine: Engine, reading: Reading, near: Sequence[Candidate]) -> Answer:
    """What was not found, what the library covers, and the nearest facts as choices."""
    best, closest = _nearest(near)
    choices = tuple(compose.choice_of(c, "") for c in closest)
    evidence: tuple[Evidence, ...] = tuple(
        compose.evidence_of(c, engine.reports[c.passage.report], engine.source(c.passage.report)) for c in closest
    )
    covered = tuple(r.title for r in engine.reports.values())
    notes = reading.notes
    if best and any(c.startswith("period") for c in best.conflicts):
        notes = (*notes, Note("covers", ("、".join(periods_of(engine)),)))
    return Answer(
        reading.question.text, "not_found", "", (), evidence, None, notes, missing_words(reading.question, best),
        choices, 0.0, covered=covered,
    )


def _nearest(near: Sequence[Candidate]) -> tuple[Candidate | None, list[Candidate]]:
    """The candidate that misses and contradicts the least, and the numbers among the first, each once."""
    best: Candidate | None = None
    closest: list[Candidate] = []
    for candidate in _in_order(near):
        best = best or candidate
        if candidate.fact.kind in _NUMBERS:
            closest = compose.unique([*closest, candidate])
            if len(closest) == NEAR:
                break
    return best, closest


def _in_order(near: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those that miss and contradict the least first. Of ranked ones no more are scored than are looked at: one that lacks
    some words comes behind all that lack and contradict less."""
    if not isinstance(near, Ranked):
        yield from sorted(near, key=_distance)
        return
    waiting: list[Candidate] = []
    for count, group in near.by_missing():
        waiting.sort(key=_order)
        while waiting and _distance(waiting[0])[0] < count:
            yield waiting.pop(0)
        waiting += group
    yield from sorted(waiting, key=_order)


def _distance(candidate: Candidate) -> tuple[int, float]:
    return len(candidate.missing) + len(candidate.conflicts), -candidate.score


def _order(candidate: Candidate) -> tuple[int, float, tuple[int, int, int]]:
    return *_distance(candidate), candidate.place


def periods_of(engine: Engine) -> tuple[str, ...]:
    """The periods the published reports cover: of the documents inside a report where it has several."""
    told: dict[str, None] = {}
    for number, report in engine.reports.items():
        parts = [s.period.text for s in engine.index.sections(number) if s.level == 0 and s.period is not None]
        told.update(dict.fromkeys(parts or ([report.period.text] if report.period else [])))
    return tuple(told)


def missing_words(question: Question, best: Candidate | None) -> tuple[str, ...]:
    """The words of the question that the best candidate leaves unaccounted for."""
    if best is None:
        return tuple(t.word for t in question.hard)
    named = [t.word for t in best.missing]
    named += [c.partition(" ")[2] for c in best.conflicts if c.startswith("period ")]
    return tuple(dict.fromkeys(named))
