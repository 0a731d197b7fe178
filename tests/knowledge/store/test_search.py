"""Finding passages and facts, and noticing a file that is not what it should be."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import DamagedRevisionError, TokenizerMismatchError
from knowledge.language.tokens import Tokenizer
from knowledge.store import search
from knowledge.store.reading import Reader
from knowledge.store.search import Index
from knowledge.store.write import write_revision
from tests.knowledge.store.drafts import corpus, report

TOKENIZER = Tokenizer()


@pytest.fixture(scope="module")
def revision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "revision.sqlite"
    write_revision(path, [report("甲校"), *corpus(2, 60)], TOKENIZER)
    return path


@pytest.fixture
def index(revision: Path) -> Index:
    return Index.open(revision, TOKENIZER)


def ask(index: Index, text: str, limit: int = 5, budget: int = 3000) -> list[tuple[int, float]]:
    return index.passages(TOKENIZER.search(text), TOKENIZER.bigrams(text), limit, budget)


def test_the_passage_that_holds_the_words_comes_first(index: Index) -> None:
    """The best passage is the one with the rare words; scores fall."""
    found = ask(index, "毕业生的就业率")
    assert "就业率" in index.passage(found[0][0]).norm
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_headings_are_searched(index: Index) -> None:
    """A passage is found by the words of the heading above it."""
    (best, _), *_ = ask(index, "学生工作讲座就业")
    assert index.passage(best).section.heading == "二、学生工作"


def test_nothing_is_found_for_unknown_words(index: Index) -> None:
    """Words that stand nowhere give no passage."""
    assert ask(index, "焊工") == []
    assert not index.has("焊工")


def test_frequencies_count_passages(index: Index) -> None:
    """A word's df is the number of passages whose text or headings hold it."""
    with closing(sqlite3.connect(index.path)) as connection:
        rows = connection.execute("SELECT context, norm FROM passages").fetchall()
    assert index.passage_count == len(rows) == 123
    for token in ("讲座", "论文", "教学", "无此词"):
        held = sum(token in TOKENIZER.search(c) + TOKENIZER.search(n) for c, n in rows)
        assert index.df(token) == held
        assert index.has(token) == (held > 0)


def test_tokens_are_listed_by_length(index: Index) -> None:
    """Typo correction sees each word of the index once, under its length."""
    assert "就业率" in index.tokens_of_length(3)
    assert {len(token) for token in index.tokens_of_length(2)} == {2}
    assert list(index.tokens_of_length(2)) == sorted(set(index.tokens_of_length(2)))
    assert index.tokens_of_length(99) == ()


def test_common_words_wait_until_rare_ones_bring_too_little(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a small budget the rarest word is asked for alone, and common ones join only to fill the limit."""
    asked: list[str] = []
    original = Reader.rows

    def spy(self: Reader, statement: str, bound: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if "MATCH" in statement:
            asked.append(bound[0])
        return original(self, statement, bound)

    monkeypatch.setattr(Reader, "rows", spy)
    assert len(index.passages(["就业率", "讲座"], [], 1, budget=10)) == 1
    assert asked == ['words : "就业率"']
    asked.clear()
    assert len(index.passages(["讲座", "就业率"], [], 5, budget=40)) == 5
    assert asked == ['words : "就业率"', 'words : "就业率" OR words : "讲座"']
    asked.clear()
    assert len(index.passages(["讲座", "就业率"], [], 5, budget=10)) == 1
    assert asked == ['words : "就业率"']
    assert len(index.passages(["讲座"], [], 5, budget=1)) == 5


def test_the_limit_holds(index: Index) -> None:
    """No more passages than asked for, each once."""
    found = [passage for passage, _ in ask(index, "举办讲座", limit=7)]
    assert len(found) == len(set(found)) == 7


@given(
    st.lists(st.text(max_size=6) | st.sampled_from(['"', "NOT", "AND (", "words:", "*", '" OR "', "NEAR(讲座)", "^讲座", "讲座"]))
)
def test_any_text_may_be_asked(revision: Path, tokens: list[str]) -> None:
    """Nothing in a token is an operator of the query language."""
    index = Index.open(revision, TOKENIZER)
    whatever = [*tokens, "讲座"]
    index._dfs._words[whatever[0].lower()] = 1  # as if it stood in the index
    assert index.passages(whatever, whatever, 3)
    index.close()


def test_texts_are_the_passages_texts(index: Index) -> None:
    """Matching texts come by id, unknown ids are left out."""
    ids = [passage for passage, _ in ask(index, "举办讲座")]
    texts = index.texts([*ids, 999])
    assert texts == {i: (index.passage(i).context, index.passage(i).norm) for i in ids}


def test_facts_are_found_by_value(index: Index) -> None:
    """However a number is written, all facts of that value are found, with their place in the source."""
    found = index.facts_with_value(Decimal("96.50"))
    assert [(f.passage.report, f.fact.text) for f in found] == [(1, "96.5")]
    assert index.source(1)[found[0].start : found[0].end] == "96.5"
    assert index.facts_with_value(Decimal("123456")) == ()
    assert sum(1 for _ in index.all_facts()) == sum(listed.facts for listed in index.reports())


def test_unknown_ids_are_key_errors(index: Index) -> None:
    """Asking for what is not there is the caller's slip, not damage."""
    with pytest.raises(KeyError):
        index.passage(5)
    with pytest.raises(KeyError):
        index.source(99)
    assert index.sections(99) == ()


def test_parsed_passages_are_kept_within_bounds(revision: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading all facts of a large library does not fill the memory."""
    monkeypatch.setattr(search, "SENTENCES_KEPT", 12)
    index = Index.open(revision, TOKENIZER)
    assert sum(1 for _ in index.all_facts()) > 300
    assert 0 < len(index._passages) <= 12


def test_threads_share_an_index(index: Index) -> None:
    """Many threads asking at once get what one gets."""
    expected = ask(index, "举办讲座")
    results: list[object] = []

    def work() -> None:
        results.append(ask(index, "举办讲座"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8
    index.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
        connection.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


BREAKERS: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("no database at all, but quite a long text" * 100, "utf-8"),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "folder": folder,
    "newer schema": newer,
    "foreign": foreign,
}


@pytest.mark.parametrize("breaker", BREAKERS.values(), ids=BREAKERS)
def test_what_is_no_revision_is_told_at_the_door(revision: Path, tmp_path: Path, breaker: Callable[[Path], object]) -> None:
    """A file that is missing, foreign, cut short or of another schema is refused in one line that names it."""
    path = Path(shutil.copy(revision, tmp_path / "broken.sqlite"))
    breaker(path)
    with pytest.raises(DamagedRevisionError) as caught:
        Index.open(path, TOKENIZER)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_revision_of_other_words_is_refused(revision: Path) -> None:
    """An index asked with other words than it was written with would find nothing and say so."""
    taught = Tokenizer()
    taught.add_words(["就业率高"])
    with pytest.raises(TokenizerMismatchError, match="publish the reports again"):
        Index.open(revision, taught)


def everything(path: Path) -> list[Any]:
    """All that can be asked of a revision."""
    index = Index.open(path, TOKENIZER)
    try:
        numbers = [listed.id for listed in index.reports()]
        known = [index.sections(n) for n in numbers] + [index.source(n) for n in numbers]
        passages = {found.passage for found in index.all_facts()}
        return [index.reports(), known, sorted(passages, key=lambda passage: passage.id)]
    finally:
        index.close()


def test_a_changed_byte_never_changes_a_passage(revision: Path, tmp_path: Path) -> None:
    """Bytes changed anywhere in the file: either all that is read is as it was, or the file is called damaged."""
    healthy, content, rng = everything(revision), revision.read_bytes(), random.Random(7)
    path, noticed = tmp_path / "bent.sqlite", 0
    for _ in range(60):
        bent = bytearray(content)
        for _ in range(6):
            bent[rng.randrange(len(bent))] ^= 1 << rng.randrange(8)
        path.write_bytes(bent)
        try:
            read = everything(path)
        except DamagedRevisionError:
            noticed += 1
        else:
            assert [passage for passage in read[2] if passage not in healthy[2]] == []
    assert noticed > 20


def test_damage_met_while_reading_is_told(revision: Path, tmp_path: Path) -> None:
    """A number changed in the file behind SQLite's back is not shown."""
    path = tmp_path / "bent.sqlite"
    content = revision.read_bytes()
    assert content.count(b"96.5%") >= 1
    path.write_bytes(content.replace(b"96.5%", b"69.5%"))
    index = Index.open(path, TOKENIZER)
    with pytest.raises(DamagedRevisionError, match="checksum"):
        list(index.all_facts())
