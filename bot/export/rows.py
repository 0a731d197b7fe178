"""One flat row a fact: its value, what it is of, its sentence and where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.export.selection import Selection, select
from bot.render import record
from knowledge.model import Fact, Report, Section, Value

if TYPE_CHECKING:
    from knowledge.library import FoundFact, Library

# Of a row, in this order.
COLUMNS = (
    *("report", "kind", "value", "text", "unit", "approximate", "label"),
    *("section", "path", "quote", "start", "end", "revision"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with all that an export says of it. ``number`` is its value in its unit (29753万人 is 297530000, 95.9% is 95.9),
    None for what is no number; ``quote`` is cut from the source, ``start``..``end`` are its characters there."""

    report: Report
    section: Section
    fact: Fact
    number: Decimal | None
    quote: str
    start: int
    end: int
    revision: str

    def flat(self) -> dict[str, object]:
        """The row by the names of COLUMNS."""
        place = {
            "report": self.report.title,
            "section": self.section.label,
            "path": self.section.path,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "revision": self.revision,
        }
        row = {**record.value(valued(self.fact)), **place}
        return {column: row[column] for column in COLUMNS}


def rows(library: Library, selection: Selection | None = None) -> Iterator[Row]:
    """The rows of the facts that are meant (all, unless said), in the order of the reports. Errors: see ``select``."""
    facts = select(library, selection or Selection())
    reports = {report.id: report for report in library.reports()}
    sources = {number: library.source(number) for number in reports}
    return (_row(found, reports[found.passage.report], sources[found.passage.report], library.revision) for found in facts)


def _row(found: FoundFact, report: Report, source: str, revision: str) -> Row:
    fact, passage = found.fact, found.passage
    sentence = passage.sentences[fact.sentence]
    start, end = sentence.start, sentence.end
    return Row(report, passage.section, fact, fact.value, source[start:end], start, end, revision)


def valued(fact: Fact) -> Value:
    """The fact as the JSON contract writes a value; a rank or a name that is no number stands as it is written."""
    number = fact.text if fact.value is None else f"{fact.value:f}"
    return Value(fact.kind, number, fact.text, fact.unit, bool(fact.marker), fact.label)
