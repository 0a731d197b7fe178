"""Document frequencies: looked up once, kept within bounds, the same for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.language.tokens import Tokenizer
from knowledge.store import spread
from knowledge.store.reading import Reader
from knowledge.store.spread import Spread
from knowledge.store.write import write_revision
from tests.knowledge.store.drafts import corpus

LARGE = spread.SMALL + 1


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A revision of two reports with three passages each; every other passage speaks of 讲座."""
    write_revision(tmp_path / "revision.sqlite", corpus(2, 3), Tokenizer())
    reader = Reader(tmp_path / "revision.sqlite")
    yield reader
    reader.close()


def test_a_frequency_is_looked_up_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a known and of an unknown word, of a pair, and of those learned together."""
    known = Spread(reader, LARGE)
    known.learn(["讲座", "举办", "无此词"], ["讲座", "座无"])
    assert (known.word("讲座"), known.pair("讲座"), known.word("课题")) == (6, 6, 6)
    monkeypatch.setattr(reader, "rows", None)
    assert (known.word("讲座"), known.word("无此词"), known.pair("座无"), known.word("课题")) == (6, 0, 0, 6)


def test_few_are_kept(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are asked for; what was forgotten is found again."""
    monkeypatch.setattr(spread, "KEPT", 4)
    known = Spread(reader, LARGE)
    for number in range(20):
        assert known.word(f"无此词{number}") == 0
        assert (known.word("讲座"), known.pair("讲座")) == (6, 6)
        assert len(known._words) <= 4
    known.learn([f"无此词{number}" for number in range(9)], [])
    assert (known.word("讲座"), known.word("无此词3")) == (6, 0)


def test_case_is_no_matter(reader: Reader) -> None:
    """Words are kept in lower case, as matching texts are."""
    known = Spread(reader, LARGE)
    assert known.word("ABC") == known.word("abc") == 0
    assert list(known._words) == ["abc"]


def test_of_a_small_library_all_are_read_at_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first that is asked for; what is not there stands nowhere and is not kept."""
    known, large = Spread(reader, spread.SMALL), Spread(reader, LARGE)
    asked = ("讲座", "课题", "无此词", "ABC")
    counted = [(large.word(word), large.pair(word[:2])) for word in asked]
    assert known.word("无此词") == 0
    monkeypatch.setattr(reader, "rows", None)
    known.learn(["讲座", "另一词"], ["另一"])
    assert [(known.word(word), known.pair(word[:2])) for word in asked] == counted
    assert "无此词" not in known._words
