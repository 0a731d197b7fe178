"""Writing a revision: fresh from reports, or as the previous one with a report added or replaced."""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import NoSuchRevisionError, TooLargeError
from knowledge.language.normal import fold_plain
from knowledge.model import Draft
from knowledge.store import schema
from knowledge.store.disk import PART, remove_part, replace_durably, writing
from knowledge.store.packing import compact, fact_span, pack_passage, pack_section, period_row, plain_decimal, seal
from knowledge.store.postings import Frequencies, Text, add_postings, delete_postings
from knowledge.store.reading import Reader, Row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from knowledge.language.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A draft with what is known of its publication. ``digest`` is of the file's bytes, ``published`` ISO 8601 in UTC."""

    draft: Draft
    name: str
    digest: str
    published: str
    example: bool = False


def write_revision(path: Path, reports: Iterable[StoredReport], tokenizer: Tokenizer) -> None:
    """Write a revision file that holds ``reports``, numbered from 1 in their order. ``path`` appears only when it is whole.

    The same reports give equal tables. HomeNotWritableError: disk full, folder read-only. TooLargeError: too many passages."""
    with _part_of(path) as part, _database(part) as database:
        schema.create(database.conn)
        with database.atomic():
            df = Frequencies()
            for number, report in enumerate(reports, 1):
                _add_report(database.conn, number, report, tokenizer, df)
            df.write(database.conn)
            _write_meta(database.conn, tokenizer)


def extend_revision(previous: Path, target: Path, add: StoredReport, replace: int | None, tokenizer: Tokenizer) -> int:
    """Write ``target`` as ``previous`` with ``add`` in place of report ``replace``, or after the last; its report id comes back.

    The tables equal those of a fresh revision of the same reports. NoSuchRevisionError: no report ``replace``.
    DamagedRevisionError, TokenizerMismatchError: of ``previous``. HomeNotWritableError: as ``write_revision``."""
    with closing(Reader(previous)) as reader:
        schema.require_tokenizer(previous, reader.meta(), tokenizer.identity)
    with _part_of(target) as part:
        shutil.copyfile(previous, part)
        with _database(part) as database, database.atomic():
            df = Frequencies()
            number = _free_number(database.conn) if replace is None else replace
            if replace is not None:
                _delete_report(database.conn, replace, tokenizer, df)
            _add_report(database.conn, number, add, tokenizer, df)
            df.write(database.conn)
            _write_meta(database.conn, tokenizer)
    return number


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """An unfinished file beside ``path`` that takes its name at the end, or goes away."""
    part = path.with_name(path.name + PART)
    with writing(path.parent):
        remove_part(part)
        try:
            yield part
            replace_durably(part, path)
        finally:
            remove_part(part)


@contextmanager
def _database(part: Path) -> Iterator[Database]:
    """A database without a journal on disk: a file that was not finished is thrown away, so nothing is to be undone."""
    from sqlite_utils import Database  # takes a tenth of a second, and whoever only asks needs none of it

    with closing(Database(sqlite3.connect(part), execute_plugins=False)) as database:
        database.execute("PRAGMA journal_mode = MEMORY")
        database.execute("PRAGMA synchronous = OFF")
        yield database


def _add_report(connection: sqlite3.Connection, number: int, report: StoredReport, tokenizer: Tokenizer, df: Frequencies) -> None:
    outline = report.draft.outline
    if len(outline.paragraphs) >= schema.PASSAGES_PER_REPORT:
        raise TooLargeError(f"{report.name}: more than {schema.PASSAGES_PER_REPORT - 1:,} paragraphs; split the report")
    _insert_report(connection, number, report)
    _insert_sections(connection, number, report.draft)
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", _passage_rows(number, report.draft))
    facts = _fact_rows(number, report.draft)
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
    add_postings(connection, _texts(number, report.draft), tokenizer, df)


def _texts(number: int, draft: Draft) -> Iterator[Text]:
    """The matching texts of the passages, made as they are needed: together they are as long as the report."""
    contexts = [fold_plain(section.label) for section in draft.outline.sections]
    for passage, paragraph in enumerate(draft.outline.paragraphs, number * schema.PASSAGES_PER_REPORT):
        yield passage, contexts[paragraph.section], "".join([sentence.norm for sentence in paragraph.sentences])


def _insert_report(connection: sqlite3.Connection, number: int, report: StoredReport) -> None:
    outline = report.draft.outline
    facts = sum(map(len, report.draft.facts))
    period = compact(period_row(outline.period))
    told: tuple[str | int, ...] = (number, outline.title, outline.institution, period, report.name, report.digest)
    told += (len(outline.source), len(outline.sections), facts, report.published, int(report.example))
    source = zlib.compress(outline.source.encode("utf-8", "surrogatepass"), 1)  # the default is a tenth smaller and takes thrice
    row = (*told, seal(*told), source)
    connection.execute("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _insert_sections(connection: sqlite3.Connection, number: int, draft: Draft) -> None:
    packed = [(section, pack_section(section)) for section in draft.outline.sections]
    connection.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?)",
        [(number, place, s.path, s.label, text, seal(number, text)) for place, (s, text) in enumerate(packed)],
    )


def _passage_rows(number: int, draft: Draft) -> Iterator[Row]:
    for text, paragraph, facts in zip(_texts(number, draft), draft.outline.paragraphs, draft.facts, strict=True):
        passage, context, norm = text
        packed = pack_passage(paragraph.sentences, facts)
        told = (passage, number, paragraph.section, context, norm)
        yield (*told, seal(*told, packed), packed)


def _fact_rows(number: int, draft: Draft) -> Iterator[Row]:
    paragraphs = zip(draft.outline.paragraphs, draft.facts, strict=True)
    for passage, (paragraph, facts) in enumerate(paragraphs, number * schema.PASSAGES_PER_REPORT):
        for ordinal, fact in enumerate(facts):
            quote = paragraph.sentences[fact.sentence]
            value = None if fact.value is None else plain_decimal(fact.value)
            told = (fact.kind, fact.text, fact.unit, value, fact.label, fact.aspect)
            yield (passage, ordinal, number, paragraph.section, *told, *fact_span(quote, fact), quote.start, quote.end)


def _delete_report(connection: sqlite3.Connection, number: int, tokenizer: Tokenizer, df: Frequencies) -> None:
    if connection.execute("SELECT 1 FROM reports WHERE id = ?", (number,)).fetchone() is None:
        raise NoSuchRevisionError(f"there is no report {number} to replace; see `wenbao reports`")
    first, last = number * schema.PASSAGES_PER_REPORT, (number + 1) * schema.PASSAGES_PER_REPORT - 1
    texts = connection.execute("SELECT id, context, norm FROM passages WHERE id BETWEEN ? AND ?", (first, last)).fetchall()
    delete_postings(connection, texts, tokenizer, df)
    connection.execute("DELETE FROM facts WHERE passage_id BETWEEN ? AND ?", (first, last))
    connection.execute("DELETE FROM passages WHERE id BETWEEN ? AND ?", (first, last))
    connection.execute("DELETE FROM sections WHERE report_id = ?", (number,))
    connection.execute("DELETE FROM reports WHERE id = ?", (number,))


def _free_number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM reports").fetchone()[0])


def _write_meta(connection: sqlite3.Connection, tokenizer: Tokenizer) -> None:
    """``created`` is the newest publication and no clock, so that the same reports give the same tables."""
    connection.execute("DELETE FROM meta")
    connection.execute("INSERT INTO meta SELECT 'created', coalesce(max(published), '') FROM reports")
    connection.execute("INSERT INTO meta SELECT 'passages', count(*) FROM passages")
    told = {"tokenizer": tokenizer.identity, "code": _code_version(), "schema": str(schema.VERSION)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", told.items())


def _code_version() -> str:
    try:
        return version("wenbao")
    except PackageNotFoundError:
        return "unknown"
