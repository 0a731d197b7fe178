"""``wenbao compare``: what changed between two years' reports of one institution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import texts
from bot.render import record
from bot.render.layout import clean
from bot.texts import comparing as words
from knowledge.beside import YearChange, YearComparison
from knowledge.library import Library
from knowledge.model import Evidence, Report, Value

QUOTED = 60  # characters of a sentence that are shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes to list; with neither, all."""

    up: bool = False
    down: bool = False

    def holds(self, change: YearChange) -> bool:
        """Whether a change goes the way that is asked for."""
        return self.up == self.down or (change.way > 0) == self.up


def compare(home: Path, named: Sequence[str], wanted: Wanted, as_json: bool) -> int:
    """Print what changed. Raises LibraryError's kinds."""
    library = Library.open(home)
    try:
        found = library.compared(*named)
    finally:
        library.close()
    kept = [change for change in found.changes if wanted.holds(change)]
    if as_json:
        print(record.line({"old": found.old.title, "new": found.new.title, "changes": [_record(c) for c in kept]}))
    else:
        print("\n".join(clean(line) for line in _lines(found, kept)))
    return 0


def _record(change: YearChange) -> dict[str, object]:
    return {
        "label": change.label,
        "old": record.value(change.old),
        "new": record.value(change.new),
        "way": "up" if change.way > 0 else "down",
        "difference": change.step,
        "percent": None if change.percent is None else f"{change.percent.normalize():f}",
        "calculation": change.calculation,
        "evidence": [record.evidence(e) for e in change.evidence],
    }


def _lines(found: YearComparison, kept: Sequence[YearChange]) -> Iterator[str]:
    ups = sum(change.way > 0 for change in kept)
    yield words.COMPARED.format(new=found.new.title, old=found.old.title, up=ups, down=len(kept) - ups)
    if not kept:
        yield words.NOTHING
        return
    for change in kept:
        percent = words.percent(change.percent, change.rounded)
        old, new = _shown(change.old), _shown(change.new)
        yield words.CHANGE.format(label=change.label, old=old, new=new, word=change.word, step=change.step, percent=percent)
        for report, evidence in zip((found.new, found.old), change.evidence, strict=True):
            yield _section(report, evidence)
    yield words.ALIKE_ONLY


def _shown(value: Value) -> str:
    return value.text + value.unit


def _section(report: Report, evidence: Evidence) -> str:
    quote = " ".join(evidence.quote.split())
    short = quote if len(quote) <= QUOTED else quote[:QUOTED] + "……"
    return words.SECTION.format(year=texts.period(report.period), section=evidence.section, quote=short)
