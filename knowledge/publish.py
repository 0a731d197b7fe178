"""The front door for reports: a file becomes a draft that is shown, then a revision that answers."""

from __future__ import annotations

import gc
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge import example
from knowledge.check.report import check
from knowledge.compare.difference import FactDiff, difference
from knowledge.compare.stated import stated_in_draft, stated_in_passages
from knowledge.errors import DamagedRevisionError, TokenizerMismatchError, UnclearPeriodError
from knowledge.language.tokens import Tokenizer
from knowledge.model import Draft, Finding, Period, Report
from knowledge.report.cover import named_period
from knowledge.report.crew import Crew
from knowledge.report.formats.kinds import Progress, unheard
from knowledge.report.outline import outline
from knowledge.report.read import Source, read
from knowledge.store.revisions import KEEP, Home, Revision
from knowledge.store.search import Index
from knowledge.store.write import StoredReport, extend_revision, write_revision


@dataclass(frozen=True, slots=True)
class Summary:
    """What the reader made of a file: shown before anything is published. ``facts``: (kind, how many). ``recognised``: the
    text was recognised in pictures; ``pictures``: pages that are pictures and were not read."""

    title: str
    institution: str
    period: Period | None
    sections: int
    characters: int
    facts: tuple[tuple[str, int], ...]
    replaces: Report | None
    recognised: bool = False
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report read and ready to be published."""

    draft: Draft
    name: str
    digest: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class Edits:
    """What the admin puts right of what the reader understood; "" leaves a thing as it was. ``period`` as a text writes it."""

    title: str = ""
    institution: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a report says otherwise than ``before``, which it replaces or follows."""

    before: Report
    diff: FactDiff


def draft_of(source: Source) -> Draft:
    """Outline and facts of a text. NoSectionError when it has neither section nor sentence."""
    with Crew(len(source.text)) as crew, _uncollected():
        read_outline = outline(source.text, source.name, source.whole)
        return Draft(read_outline, crew.facts(read_outline.paragraphs))


def text_of(path: Path) -> str:
    """The decoded text of a file, as it is read for a report. Raises ReportError's kinds."""
    return read(path).text


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


def prepare(
    path: Path, home: Path | None = None, edits: Edits = Edits(), progress: Progress = unheard
) -> Prepared:
    """Read a file, and understand it as ``edits`` say. ``home`` tells which published report it would replace; ``progress`` hears
    (pages read, pages) of a PDF. Raises ReportError's kinds."""
    source = read(path, progress)
    draft = _edited(draft_of(source), edits)
    summary = _summary(draft, _replaced(draft, home))
    return Prepared(draft, source.name, source.digest, replace(summary, recognised=source.recognised, pictures=source.pictures))


def _edited(draft: Draft, edits: Edits) -> Draft:
    told = draft.outline
    period = told.period
    if edits.period:
        period = named_period(edits.period)
        if period is None:
            raise UnclearPeriodError(f"{edits.period!r} is no period of a report; name a year, a school year or a half year")
    title, institution = edits.title.strip() or told.title, edits.institution.strip() or told.institution
    return replace(draft, outline=replace(told, title=title, institution=institution, period=period))


def _summary(draft: Draft, replaces: Report | None) -> Summary:
    kinds = Counter(f.kind for facts in draft.facts for f in facts)
    told = draft.outline
    return Summary(
        told.title, told.institution, told.period, len(told.sections), len(told.source), tuple(sorted(kinds.items())), replaces
    )


def self_check(prepared: Prepared) -> tuple[Finding, ...]:
    """Where the report does not agree with itself."""
    return check(prepared.draft)


def compared(prepared: Prepared, home: Path) -> Compared | None:
    """What the report says otherwise than the one it replaces, else than the one before it of the same institution; None when
    neither is published. Raises LibraryError's kinds."""
    with _published(home) as index:
        if index is None:
            return None
        reports = index.reports()
        before = next((r for r in reports if _same(r, prepared.draft)), None) or _before(reports, prepared.draft)
        if before is None:
            return None
        old = stated_in_passages(index.report_passages(before.id), before.period)
        return Compared(before, difference(old, stated_in_draft(prepared.draft)))


def _before(reports: Sequence[Report], draft: Draft) -> Report | None:
    """The latest report of the same institution on a time before the draft's."""
    told = draft.outline
    if not told.institution or told.period is None or told.period.first is None:
        return None
    earlier = [
        (r.period.first, r)
        for r in reports
        if r.institution == told.institution and r.period and r.period.first is not None and r.period.first < told.period.first
    ]
    return max(earlier, key=lambda one: one[0])[1] if earlier else None


@contextmanager
def _published(home: Path) -> Iterator[Index | None]:
    """The current revision, None when nothing was published that can still be read."""
    current = _current(home)
    if current is None:
        yield None
        return
    with closing(Index.open(current, Tokenizer())) as index:
        yield index


def _current(home: Path) -> Path | None:
    """The revision to build on; None when none was published, or none that is kept can be read: then a report can only begin
    anew. While another one is whole, the error of the current one comes through, for going back keeps the other reports."""
    folder = Home(home)
    kept = folder.list()
    if kept and all(one.damaged for one in kept):
        return None
    return folder.current()


def _replaced(draft: Draft, home: Path | None) -> Report | None:
    """The published report of the same institution and period, or of the same title."""
    if home is None:
        return None
    with _published(home) as index:
        return next((r for r in index.reports() if _same(r, draft)), None) if index else None


def _same(report: Report, draft: Draft) -> bool:
    told = draft.outline
    if report.title == told.title:
        return report.period == told.period
    return bool(told.institution) and (report.institution, report.period) == (told.institution, told.period)


def publish(home: Path, prepared: Prepared, keep: int = KEEP) -> Revision:
    """Make a report answer, beside the others or in place of the one it replaces; ``keep`` revisions stay. Raises
    LibraryError's kinds."""
    return Home(home, keep).publish(_building(home, prepared))


def _building(home: Path, prepared: Prepared) -> Callable[[Path], None]:
    """What writes the revision with the report into a file."""
    tokenizer = Tokenizer()
    stored = StoredReport(prepared.draft, prepared.name, prepared.digest, datetime.now(UTC).isoformat(timespec="seconds"))

    def build(part: Path) -> None:
        current = _current(home)
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
    "Compared",
    "DamagedRevisionError",
    "Edits",
    "Prepared",
    "Revision",
    "Summary",
    "TokenizerMismatchError",
    "compared",
    "draft_of",
    "example_report",
    "prepare",
    "publish",
    "rehearsed",
    "revisions",
    "rollback",
    "self_check",
    "text_of",
]
