"""Refusals: not in the report, with what was not found and what is near; or no question for a report at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.ask import compose
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.model import Answer, Evidence, Note

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

NEAR = 3


def out_of_scope(question: Question) -> Answer:
    """Greetings, thanks, chat and requests to write."""
    return Answer(question.text, "out_of_scope", notes=(Note(question.chat),))


def not_found(engine: Engine, reading: Reading, near: Sequence[Candidate]) -> Answer:
    """What was not found, what the library covers, and the nearest facts as choices."""
    ranked = sorted(near, key=lambda c: (len(c.missing) + len(c.conflicts), -c.score))
    closest = compose.unique([c for c in ranked if c.fact.kind in ("count", "percent", "money", "date", "rank")])[:NEAR]
    choices = tuple(compose.choice_of(c, "") for c in closest)
    evidence: tuple[Evidence, ...] = tuple(
        compose.evidence_of(c, engine.reports[c.passage.report], engine.source(c.passage.report)) for c in closest
    )
    covered = tuple(r.title for r in engine.reports.values())
    notes = reading.notes
    if ranked and any(c.startswith("period") for c in ranked[0].conflicts):
        notes = (*notes, Note("covers", ("、".join(periods_of(engine)),)))
    return Answer(
        reading.question.text, "not_found", "", (), evidence, None, notes, missing_words(reading.question, ranked),
        choices, 0.0, covered=covered,
    )


def periods_of(engine: Engine) -> tuple[str, ...]:
    """The periods the published reports cover: of the documents inside a report where it has several."""
    told: dict[str, None] = {}
    for number, report in engine.reports.items():
        parts = [s.period.text for s in engine.index.sections(number) if s.level == 0 and s.period is not None]
        told.update(dict.fromkeys(parts or ([report.period.text] if report.period else [])))
    return tuple(told)


def missing_words(question: Question, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """The words of the question that the best candidate leaves unaccounted for."""
    if not ranked:
        return tuple(t.word for t in question.hard)
    best = ranked[0]
    named = [t.word for t in best.missing]
    named += [c.partition(" ")[2] for c in best.conflicts if c.startswith("period ")]
    return tuple(dict.fromkeys(named))
