"""The front door for reports: a file becomes a draft that is shown, then a revision that answers."""

from __future__ import annotations

import gc
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge import example
from knowledge.errors import DamagedRevisionError, TokenizerMismatchError
from knowledge.language.tokens import Tokenizer
from knowledge.model import Draft, Period, Report
from knowledge.report.crew import Crew
from knowledge.report.outline import outline
from knowledge.report.read import Source, read
from knowledge.store.revisions import Home, Revision
from knowledge.store.search import Index
from knowledge.store.write import StoredReport, extend_revision, write_revision


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reader made of a file: shown before anything is published. ``facts``: (kind, how many)."""

    title: str
    institution: str
    period: Period | None
    sections: int
    characters: int
    facts: tuple[tuple[str, int], ...]
    replaces: Report | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report read and ready to be published."""

    draft: Draft
    name: str
    digest: str
    summary: Summary


def draft_of(source: Source) -> Draft:
    """Outline and facts of a text. NoSectionError when it has neither section nor sentence."""
    with Crew(len(source.text)) as crew, _uncollected():
        read_outline = outline(source.text, source.name)
        return Draft(read_outline, crew.facts(read_outline.paragraphs))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of circles: a report has none, and looking for them among millions of values again and again
    takes a sixth of the time that reading does."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def example_report() -> StoredReport:
    """The built-in example, ready to be written; dated the same wherever it is built."""
    source = read(example.path())
    return StoredReport(draft_of(source), source.name, source.digest, "2000-01-01T00:00:00+00:00", example=True)


def prepare(path: Path, home: Path | None = None) -> Prepared:
    """Read a file. ``home`` tells which published report it would replace. Raises ReportError's kinds."""
    source = read(path)
    draft = draft_of(source)
    return Prepared(draft, source.name, source.digest, _summary(draft, _replaced(draft, home)))


def _summary(draft: Draft, replaces: Report | None) -> Summary:
    kinds = Counter(f.kind for facts in draft.facts for f in facts)
    told = draft.outline
    return Summary(
        told.title, told.institution, told.period, len(told.sections), len(told.source), tuple(sorted(kinds.items())), replaces
    )


def _replaced(draft: Draft, home: Path | None) -> Report | None:
    """The published report of the same institution and period, or of the same title."""
    if home is None:
        return None
    current = Home(home).current()
    if current is None:
        return None
    with closing(Index.open(current, Tokenizer())) as index:
        return next((r for r in index.reports() if _same(r, draft)), None)


def _same(report: Report, draft: Draft) -> bool:
    told = draft.outline
    if report.title == told.title:
        return report.period == told.period
    return bool(told.institution) and (report.institution, report.period) == (told.institution, told.period)


def publish(home: Path, prepared: Prepared) -> Revision:
    """Make a report answer, beside the others or in place of the one it replaces. Raises LibraryError's kinds."""
    return Home(home).publish(_building(home, prepared))


def _building(home: Path, prepared: Prepared) -> Callable[[Path], None]:
    """What writes the revision with the report into a file."""
    tokenizer = Tokenizer()
    stored = StoredReport(prepared.draft, prepared.name, prepared.digest, datetime.now(UTC).isoformat(timespec="seconds"))

    def build(part: Path) -> None:
        current = Home(home).current()
        if current is None:
            write_revision(part, [stored], tokenizer)
        else:
            replaced = _replaced(prepared.draft, home)
            extend_revision(current, part, stored, replaced.id if replaced else None, tokenizer)

    return build


@contextmanager
def rehearsed(home: Path, prepared: Prepared) -> Iterator[Path]:
    """The revision that publishing would make now, as a file to ask before anything is published; it is gone after the block.

    Takes as long as publishing, and as much room in the temporary folder as a revision. Raises LibraryError's kinds."""
    with tempfile.TemporaryDirectory(prefix="wenbao-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "rehearsal.sqlite"
        _building(home, prepared)(path)
        yield path


def revisions(home: Path) -> tuple[Revision, ...]:
    """The kept revisions, oldest first."""
    return Home(home).list()


def rollback(home: Path, number: int | None = None) -> Revision:
    """Let an earlier revision answer again: ``number``, or the one before the current."""
    return Home(home).rollback(number)


__all__ = [
    "DamagedRevisionError", "Prepared", "Summary", "TokenizerMismatchError",
    "draft_of", "example_report", "prepare", "publish", "rehearsed", "revisions", "rollback",
]
