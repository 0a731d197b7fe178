"""What can be asked of an export: a report, a section, words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.export.rows import rows
from bot.export.selection import Selection
from knowledge.errors import NoSuchHeadingError, NoSuchReportError, NothingFoundError
from knowledge.library import Library
from tests.bot.export.shelves import shelf


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two reports of two years."""
    opened = shelf(tmp_path_factory.mktemp("export"))
    yield opened
    opened.close()


def test_everything_is_all_facts(library: Library) -> None:
    """Nothing asked for leaves nothing out."""
    assert [row.fact for row in rows(library)] == [found.fact for found in library.facts()]


@pytest.mark.parametrize("name", ["2032", "2032年", "某果园 2032年工作总结", "果园2032"])
def test_a_report_by_title_or_year(library: Library, name: str) -> None:
    """Only facts of that report, and there are some."""
    found = list(rows(library, Selection(report=name)))
    assert found and {row.report.title for row in found} == {"某果园2032年工作总结"}


@pytest.mark.parametrize("section", ["一", "种植情况", "一、种植情况"])
def test_a_section_holds_those_under_it(library: Library, section: str) -> None:
    """The chapter's own facts and those of its sections, of both reports."""
    found = {(row.report.title, row.section.path) for row in rows(library, Selection(section=section))}
    assert {path for _, path in found} == {"一", "一.1", "一.2"} and len({title for title, _ in found}) == 2


def test_a_section_below(library: Library) -> None:
    """A path names one section, not all whose number begins like it."""
    assert {row.section.path for row in rows(library, Selection(section="一.1"))} == {"一.1"}


def test_words(library: Library) -> None:
    """Facts that speak of the words, of the year that was asked for, and no other."""
    found = list(rows(library, Selection(report="2031", search="培训")))
    assert {row.fact.text for row in found} == {"36", "5200"} and all("培训" in row.quote for row in found)


def test_all_together(library: Library) -> None:
    """Each part narrows what the others leave."""
    found = list(rows(library, Selection("2031", "投入", "雇工")))
    assert [row.fact.text for row in found] == ["2000余"] and found[0].report.title == "某果园2031年工作总结"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Selection(report="1999"), NoSuchReportError),
        (Selection(report="某医院"), NoSuchReportError),
        (Selection(section="九"), NoSuchHeadingError),
        (Selection(section="没有的标题"), NoSuchHeadingError),
        (Selection(search="焊工"), NothingFoundError),
        (Selection(search="你好"), NothingFoundError),
    ],
)
def test_what_names_nothing_is_said(library: Library, asked: Selection, error: type[Exception]) -> None:
    """Before the first row is written."""
    with pytest.raises(error):
        rows(library, asked)
