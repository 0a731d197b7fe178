"""``wenbao export``: every fact of the published reports, as JSON or CSV on standard output."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.render import record
from knowledge.model import Fact, Value

if TYPE_CHECKING:
    from knowledge.library import Library

# Of a row, in this order.
COLUMNS = (
    *("report", "kind", "value", "text", "unit", "approximate", "label"),
    *("section", "path", "quote", "start", "end", "revision"),
)
# A spreadsheet runs a cell that begins with one of these; an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(home: Path, as_csv: bool) -> int:
    """Write a JSON array, one fact a line, or CSV that spreadsheets open as UTF-8."""
    from knowledge.library import Library

    library = Library.open(home)
    try:
        (write_csv if as_csv else write_json)(rows(library))
    finally:
        library.close()
    return 0


def rows(library: Library) -> Iterator[dict[str, object]]:
    """One flat row a fact, in the order of the reports; the sentence is cut from the source."""
    reports = {report.id: report for report in library.reports()}
    sources = {number: library.source(number) for number in reports}
    for found in library.facts():
        passage, fact = found.passage, found.fact
        sentence = passage.sentences[fact.sentence]
        place = {
            "report": reports[passage.report].title,
            "section": passage.section.label,
            "path": passage.section.path,
            "quote": sources[passage.report][sentence.start : sentence.end],
            "start": sentence.start,
            "end": sentence.end,
            "revision": library.revision,
        }
        row = {**record.value(valued(fact)), **place}
        yield {column: row[column] for column in COLUMNS}


def valued(fact: Fact) -> Value:
    """The fact as the JSON contract writes a value; a rank or a name that is no number stands as it is written."""
    number = fact.text if fact.value is None else f"{fact.value:f}"
    return Value(fact.kind, number, fact.text, fact.unit, bool(fact.marker), fact.label)


def write_json(facts: Iterator[dict[str, object]]) -> None:
    """A JSON array, written as the facts come."""
    between = "[\n"
    for fact in facts:
        print(between + record.line(fact), end="")
        between = ",\n"
    print("[]" if between == "[\n" else "\n]")


def write_csv(facts: Iterator[dict[str, object]]) -> None:
    """CSV with a byte order mark, for a spreadsheet takes UTF-8 for the local code page without it."""
    sys.stdout.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in facts:
        writer.writerow([cell(fact[column]) for column in COLUMNS])


def cell(content: object) -> str:
    """The content as a cell that no spreadsheet runs as a formula; a negative number stays one."""
    text = str(content)
    return "'" + text if text.startswith(_FORMULA) and not _number(text) else text


def _number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text[0] in "+-"
