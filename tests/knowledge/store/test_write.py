"""A revision written fresh and one that grew hold the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import (
    DamagedRevisionError,
    HomeNotWritableError,
    NoSuchRevisionError,
    TokenizerMismatchError,
    TooLargeError,
)
from knowledge.language.tokens import Tokenizer
from knowledge.store import schema
from knowledge.store.search import Index
from knowledge.store.write import StoredReport, extend_revision, write_revision
from tests.knowledge.store.drafts import PARAGRAPHS, report

TOKENIZER = Tokenizer()
TABLES = ("meta", "reports", "sections", "passages", "facts", "vocabulary", "bigrams")


def tables(path: Path) -> dict[str, list[Any]]:
    """All rows of a revision, and all entries of its full-text index."""
    with closing(sqlite3.connect(path)) as connection:
        rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}
        connection.execute("CREATE VIRTUAL TABLE temp.entries USING fts5vocab(main, postings, instance)")
        rows["postings"] = connection.execute("SELECT * FROM temp.entries ORDER BY term, doc, col, offset").fetchall()
        rows["sizes"] = connection.execute("SELECT id, sz FROM postings_docsize ORDER BY id").fetchall()
        rows["totals"] = connection.execute("SELECT block FROM postings_data WHERE id = 1").fetchall()
    return rows


def test_the_same_reports_give_equal_files(tmp_path: Path) -> None:
    """Nothing in a revision depends on when or how often it was written."""
    for name in ("one", "two"):
        write_revision(tmp_path / name, [report("甲校"), report("乙校")], TOKENIZER)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Report, sections, source, passages and facts come back as the draft had them."""
    stored = report("甲校")
    write_revision(tmp_path / "revision", [stored], TOKENIZER)
    index = Index.open(tmp_path / "revision", TOKENIZER)
    (listed,) = index.reports()
    outline = stored.draft.outline
    assert (listed.id, listed.title, listed.institution, listed.period) == (1, outline.title, outline.institution, outline.period)
    assert (listed.characters, listed.sections, listed.facts) == (len(outline.source), 2, 6)
    assert (listed.name, listed.digest, listed.published, listed.example) == (stored.name, stored.digest, stored.published, False)
    assert index.sections(1) == outline.sections
    assert index.source(1) == outline.source
    passages = [index.passage(1_000_000 + n) for n in range(index.passage_count)]
    assert tuple(p.sentences for p in passages) == tuple(p.sentences for p in outline.paragraphs)
    assert tuple(p.facts for p in passages) == stored.draft.facts
    assert [p.section for p in passages] == [outline.sections[p.section] for p in outline.paragraphs]
    assert all("".join(s.norm for s in p.sentences) == p.norm for p in passages)


def test_spans_of_facts_quote_the_value(tmp_path: Path) -> None:
    """The columns meant for exports give the value and the sentence out of the source."""
    stored = report("甲校")
    write_revision(tmp_path / "revision", [stored], TOKENIZER)
    with closing(sqlite3.connect(tmp_path / "revision")) as connection:
        rows = connection.execute('SELECT text, value, start, "end", quote_start, quote_end FROM facts').fetchall()
    source = stored.draft.outline.source
    quotes = {text for _, texts in PARAGRAPHS for text in texts}
    assert {row[0] for row in rows} == {"8", "3", "5", "120", "96.5", "12"}
    assert all(source[start:end] == text for text, _, start, end, _, _ in rows)
    assert all(source[start:end] in quotes for *_, start, end in rows)


words = st.sampled_from(["课题", "论文", "讲座", "教师", "就业率", "第3届", "VR设备", "20余场"])
bodies = st.lists(
    st.tuples(st.integers(0, 1), st.lists(words, min_size=1, max_size=4).map(lambda w: ("".join(w) + "。",))), max_size=5
)
library = st.lists(bodies.map(tuple), min_size=1, max_size=3)


@given(library, bodies.map(tuple), st.data())
def test_a_grown_revision_equals_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, old: list[Any], new: Any, data: st.DataObject
) -> None:
    """Adding or replacing a report gives the tables of a revision written fresh from the same reports."""
    folder = tmp_path_factory.mktemp("grown")
    before = [report(f"第{place}校", body) for place, body in enumerate(old)]
    added = report("新校", new)
    replaced = data.draw(st.none() | st.integers(1, len(before)))
    write_revision(folder / "before", before, TOKENIZER)
    number = extend_revision(folder / "before", folder / "grown", added, replaced, TOKENIZER)
    after = [*before, added] if replaced is None else [*before[: replaced - 1], added, *before[replaced:]]
    write_revision(folder / "fresh", after, TOKENIZER)
    assert number == (replaced or len(before) + 1)
    assert tables(folder / "grown") == tables(folder / "fresh")


def test_replacing_a_report_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Nothing is written when the report to be replaced does not exist."""
    write_revision(tmp_path / "before", [report()], TOKENIZER)
    with pytest.raises(NoSuchRevisionError, match="no report 7"):
        extend_revision(tmp_path / "before", tmp_path / "after", report(), 7, TOKENIZER)
    assert [path.name for path in tmp_path.iterdir()] == ["before"]


def test_another_tokenizer_cannot_extend(tmp_path: Path) -> None:
    """Words of two kinds in one index would hide passages."""
    write_revision(tmp_path / "before", [report()], TOKENIZER)
    taught = Tokenizer()
    taught.add_words(["立项课题"])
    with pytest.raises(TokenizerMismatchError, match="publish the reports again"):
        extend_revision(tmp_path / "before", tmp_path / "after", report(), None, taught)


def test_a_damaged_revision_cannot_be_extended(tmp_path: Path) -> None:
    """What is broken is not copied on."""
    (tmp_path / "before").write_bytes(b"no database" * 100)
    with pytest.raises(DamagedRevisionError):
        extend_revision(tmp_path / "before", tmp_path / "after", report(), None, TOKENIZER)


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    """The operator reads which folder cannot be written and why."""
    with pytest.raises(HomeNotWritableError) as caught:
        write_revision(tmp_path / "missing" / "revision", [report()], TOKENIZER)
    assert str(tmp_path / "missing") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_error_half_way_leaves_nothing(tmp_path: Path) -> None:
    """A report that cannot be stored takes the unfinished file with it."""

    def reports() -> Any:
        yield report()
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_revision(tmp_path / "revision", reports(), TOKENIZER)
    assert list(tmp_path.iterdir()) == []


def test_too_many_passages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage's id has room for its ordinal, or the report is refused."""
    monkeypatch.setattr(schema, "PASSAGES_PER_REPORT", 3)
    with pytest.raises(TooLargeError, match=r"甲校\.md"):
        write_revision(tmp_path / "revision", [report()], TOKENIZER)


def test_an_empty_library_is_a_revision(tmp_path: Path) -> None:
    """No report at all can be written and asked."""
    none: list[StoredReport] = []
    write_revision(tmp_path / "revision", none, TOKENIZER)
    index = Index.open(tmp_path / "revision", TOKENIZER)
    assert index.reports() == ()
    assert index.passages(["课题"], ["课题"], 5) == []
