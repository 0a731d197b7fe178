"""Years' values as an answer: each with its year, its sentence and its section, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.ask import compose, compute
from knowledge.ask.decide import notes_of
from knowledge.ask.eachyear import year_of
from knowledge.ask.rank import Candidate
from knowledge.ask.yearly import NamedYear, Yearly
from knowledge.model import Answer, Fact, Note, Report, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading


@dataclass(frozen=True, slots=True)
class Told:
    """The value that one year's report gives."""

    candidate: Candidate
    report: Report

    @property
    def fact(self) -> Fact:
        return self.candidate.fact

    @property
    def year(self) -> str:
        """2023年, as the report's title or period calls it."""
        return f"{year_of(self.report)}{'学年' if self.report.period and self.report.period.kind == 'school_year' else '年'}"


def turned_yearly(one: int, other: int) -> Yearly:
    """The comparison of the years of two turns (0: the newest)."""
    first, second = (NamedYear("", y) if y else NamedYear("", None, 0) for y in (one, other))
    return Yearly("difference", "", first, second)


def value_of(told: Told) -> Value:
    """A year's value, its label led by the year."""
    value = compose.value_of(told.fact)
    return replace(value, label=f"{told.year}{compose.label_for(told.candidate)}")


def shown(told: Told) -> str:
    """1480人, as a headline writes it."""
    value = compose.value_of(told.fact)
    return value.text + value.unit


def named(told: Told) -> str:
    """2023年1480人; without the year where the title does not say it, for then nothing that is shown proves it."""
    return f"{told.year if str(year_of(told.report)) in told.report.title else ''}{shown(told)}"


def listed(engine: Engine, reading: Reading, told: Sequence[Told], notes: Sequence[Note]) -> Answer:
    """The years' values beside each other, nothing worked out."""
    return answer(engine, reading, told, "，".join(map(named, told)), tuple(map(value_of, told)), None, notes)


def answer(
    engine: Engine,
    reading: Reading,
    told: Sequence[Told],
    text: str,
    values: tuple[Value, ...],
    calculation: str | None,
    notes: Sequence[Note],
) -> Answer:
    """An answer with the sentence of each year and what each assumes."""
    candidates = [t.candidate for t in told]
    assumed = [n for c in candidates for n in notes_of(replace(reading.question, terms=c.terms, claimed=None), c)]
    kept = tuple(dict.fromkeys((*reading.notes, *notes, *assumed)))
    return Answer(
        reading.question.text, "answered", text, values, compute.evidence(engine, candidates), calculation, kept,
        confidence=round(max(0.0, min(1.0, min(c.score for c in candidates))), 3),
    )  # fmt: skip
