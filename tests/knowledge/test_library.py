"""The front door for asking: the example, damage, homes that cannot be written, and whatever people type."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ask.context import Context
from knowledge.errors import DamagedRevisionError, LibraryError
from knowledge.library import Library
from knowledge.model import Answer
from knowledge.publish import prepare, publish, revisions, rollback
from tests.knowledge.test_publish import planted, ready, written

STATUSES = ("answered", "choose", "not_found", "out_of_scope")
TYPED: list[str] = tomllib.loads((Path(__file__).parent / "bad_input.toml").read_text(encoding="utf-8"))["case"]
# What TOML cannot hold.
TYPED += ["\ud800", "植树\udfff多少", "植树\x00多少棵", "植" * 10_000, "植树多少棵？" * 2000, "(" * 10_000, "9" * 10_000, "第" * 5000]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of two years of one forest office."""
    folder = tmp_path_factory.mktemp("library")
    for year, trees in ((2030, 5200), (2031, 6100)):
        publish(folder / "home", ready(folder, folder / "home", year, trees))
    with closing(Library.open(folder / "home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of a home in which nothing was published."""
    with closing(Library.open(tmp_path_factory.mktemp("empty"))) as opened:
        yield opened


def codes(answer: Answer) -> set[str]:
    return {note.code for note in answer.notes}


def test_with_nothing_published_the_example_answers(example: Library) -> None:
    """It answers, says of each answer and refusal that it is the example, and is listed as such."""
    assert example.is_example and example.revision == "example"
    assert [report.example for report in example.reports()] == [True]
    questions = example.examples(3)
    assert len(questions) == 3
    for question in questions:
        answer = example.ask(question)
        assert (answer.status, answer.revision) == ("answered", "example")
        assert "example" in codes(answer)
    assert "example" in codes(example.ask("火星基地有几座"))
    assert "example" not in codes(example.ask("你好"))


def test_the_example_ends_with_the_first_publication(tmp_path: Path) -> None:
    """As soon as a report was published it alone is asked."""
    home = tmp_path / "home"
    with closing(Library.open(home)) as before:
        assert before.is_example
        publish(home, ready(tmp_path, home, 2030, 5200))
        assert before.is_example and before.ask("植树多少棵").text != "5200棵"
    with closing(Library.open(home)) as after:
        assert not after.is_example
        answer = after.ask("植树多少棵")
        assert answer.text == "5200棵" and "example" not in codes(answer)
        assert [report.example for report in after.reports()] == [False]


def test_asking_makes_no_revision(tmp_path: Path) -> None:
    """Opening a home to ask publishes nothing."""
    Library.open(tmp_path / "home").close()
    assert revisions(tmp_path / "home") == ()


def test_without_a_home_the_example_answers() -> None:
    """No home at all is the example too."""
    with closing(Library.open()) as library:
        assert library.is_example


def unwritable(folder: Path) -> Path:
    """A home in which a file stands where the example's folder should be: the superuser cannot write there either."""
    home = folder / "home"
    home.mkdir()
    (home / "example").write_text("not a folder", encoding="utf-8")
    return home


def test_a_home_that_cannot_be_written_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the example cannot be kept in the home it is kept in the temporary folder, and answers the same."""
    home = unwritable(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with closing(Library.open(home)) as library:
        assert library.is_example
        assert library.ask(library.examples(1)[0]).status == "answered"


def test_nowhere_to_keep_the_example_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no folder that can be written, the operator is told what to give."""
    home = unwritable(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(home / "example"))
    with pytest.raises(LibraryError, match="--home"):
        Library.open(home)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_read_only_home_answers(tmp_path: Path) -> None:
    """What was published is read without the right to write."""
    home = tmp_path / "home"
    publish(home, ready(tmp_path, home, 2030, 5200))
    folders = [home, home / "revisions"]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert planted(home) == "5200棵"
        with pytest.raises(LibraryError):
            publish(home, prepare(written(tmp_path, 2031, 6100), home))
    finally:
        for folder in folders:
            folder.chmod(0o755)


DAMAGE = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "foreign": lambda data: b"not a revision " * 1000,
    "overwritten": lambda data: data[:4096] + b"\xff" * (len(data) - 4096),
    "no header": lambda data: bytes(100) + data[100:],
}


@pytest.mark.parametrize("harm", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_revision_is_told(tmp_path: Path, harm: object) -> None:
    """It never answers: opening or asking says what to do, and the revision before answers after a rollback."""
    home = tmp_path / "home"
    publish(home, ready(tmp_path, home, 2030, 5200))
    publish(home, ready(tmp_path, home, 2030, 5300))
    path = revisions(home)[-1].path
    assert callable(harm)
    path.chmod(0o644)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(DamagedRevisionError) as told:
        planted(home)
    assert "\n" not in str(told.value) and str(path) in str(told.value)
    rollback(home, 1)
    assert planted(home) == "5200棵"


def test_the_outline_and_the_facts_are_listed(library: Library) -> None:
    """Sections in reading order, facts of all reports, and a source in which every sentence stands where it says."""
    first, second = library.reports()
    assert [s.heading for s in library.contents(first.id)] == ["一、造林", "二、防火"]
    found = list(library.facts())
    assert {f.fact.text for f in found if f.fact.unit == "棵"} == {"5200", "6100"}
    for one in found:
        sentence = one.passage.sentences[one.fact.sentence]
        written_there = library.source(one.passage.report)[sentence.start : sentence.end]
        assert one.fact.text in written_there
    assert library.source(first.id) != library.source(second.id)


def test_an_answer_says_how_long_it_took_and_from_what(library: Library) -> None:
    """Milliseconds, the revision, the question as typed; the explanation only when it is asked for."""
    answer = library.ask("  植树多少棵？ ")
    assert answer.question == "  植树多少棵？ " and answer.revision == "000002" and answer.ms > 0
    assert answer.explanation == ()
    assert library.ask("植树多少棵", explain=True).explanation


def test_eager_answers_whatever_the_confidence(library: Library) -> None:
    """For benchmarks only: what is refused otherwise is answered with the best candidate, still proven."""
    question = "去年林区植树造林总共多少"
    assert library.ask(question, eager=True).status == "answered"


@pytest.mark.parametrize("text", TYPED, ids=lambda text: ascii(text[:12]))
def test_whatever_is_typed_is_answered_or_refused(library: Library, example: Library, text: str) -> None:
    """An answer or a refusal, never an exception, alone and in a conversation; the question comes back as it was typed."""
    for asked in (library, example):
        answer = asked.ask(text)
        assert answer.status in STATUSES and answer.question == text
        assert asked.ask(text, eager=True).status in STATUSES
        _, context = asked.converse("植树多少棵", Context())
        reply, context = asked.converse(text, context)
        assert reply.status in STATUSES
        assert asked.converse("那去年呢", context)[0].status in STATUSES


@settings(max_examples=150)
@given(st.lists(st.text(st.characters(max_codepoint=0x1FFFF, exclude_categories=[]), max_size=40), min_size=1, max_size=3))
def test_any_text_is_answered_or_refused(library: Library, turns: list[str]) -> None:
    """The same for text of any characters."""
    context = Context()
    for turn in turns:
        answer, context = library.converse(turn, context)
        assert answer.status in STATUSES


@pytest.mark.parametrize(
    "typed",
    [
        '"2030年防火巡查"多少次',
        "2030年防火巡查*多少次",
        "2030年（防火巡查）多少次",
        "2030年 防火巡查 多少次;",
        pytest.param(
            "2030年防火巡查多少次--", marks=pytest.mark.xfail(reason="a dash is taken for a word of the question", strict=True)
        ),
    ],
)
def test_search_words_are_no_search_language(library: Library, typed: str) -> None:
    """What means something to FTS5 or SQL means nothing in a question: the answer is the same with and without."""
    assert library.ask(typed).text == library.ask("2030年防火巡查多少次").text == "240次"
