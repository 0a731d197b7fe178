"""Which facts are meant: of a report, of a section with what stands under it, those that speak of some words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import NoSuchHeadingError, NoSuchReportError, NothingFoundError
from knowledge.model import Evidence, Report, Section

if TYPE_CHECKING:
    from knowledge.library import FoundFact, Library

# Facts that a search gives at most; whoever wants more wants a section.
MOST_FOUND = 500
_YEAR = re.compile(r"(\d{4})\s*年?(?:度)?")
Places = frozenset[tuple[int, int]]
_MARKS = "".maketrans("（）．，：", "().,:")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; "" leaves a thing open. ``report``: words of the title, or a year. ``section``: a path as answers
    give it (四.2) or words of the heading. ``search``: words that the facts must speak of, as in a question."""

    report: str = ""
    section: str = ""
    search: str = ""


def select(library: Library, selection: Selection) -> Iterator[FoundFact]:
    """The facts that are meant, in the order of the reports. What names nothing raises NoSuchReportError,
    NoSuchHeadingError or NothingFoundError before the first fact comes."""
    reports = reports_named(library.reports(), selection.report)
    places = _places(library, reports, selection.section)
    meant = _speaking_of(library, reports, selection.search)
    return (
        found
        for found in library.facts()
        if found.passage.report in reports
        and (places is None or (found.passage.report, found.passage.section.index) in places)
        and meant(found)
    )


def reports_named(reports: tuple[Report, ...], name: str) -> dict[int, Report]:
    """The reports of that year or with those words in their title, by id; all of them for ""."""
    kept = {report.id: report for report in reports if not name.strip() or _named(report, name.strip())}
    if not kept:
        raise NoSuchReportError(f"no published report is of {name!r}; 'wenbao reports' lists titles and years")
    return kept


def _named(report: Report, name: str) -> bool:
    year = _YEAR.fullmatch(name)
    if year is None:
        return _plain(name) in _plain(report.title)
    covered = report.period
    if covered is not None and covered.first is not None:
        return covered.first <= int(year[1]) <= (covered.last or covered.first)
    return year[1] in report.title


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_MARKS).casefold()


def _places(library: Library, reports: dict[int, Report], asked: str) -> Places | None:
    """Reports and sections, those under the ones asked for among them; None for everything."""
    if not asked.strip():
        return None
    found: set[tuple[int, int]] = set()
    for report in reports:
        sections = library.contents(report)
        roots = _headed(sections, asked.strip())
        found |= {(report, section.index) for section in sections if roots & set(_upwards(sections, section))}
    if not found:
        raise NoSuchHeadingError(f"no section is numbered or called {asked!r}; give its path or words of its heading")
    return frozenset(found)


def _headed(sections: tuple[Section, ...], asked: str) -> set[int]:
    """The sections of that path, else of just that heading, else with those words in it."""
    tests: tuple[Callable[[Section], bool], ...] = (
        lambda section: section.path == asked,
        lambda section: _plain(section.heading) == _plain(asked),
        lambda section: _plain(asked) in _plain(section.heading),
    )
    return next((found for test in tests if (found := {s.index for s in sections if test(s)})), set())


def _upwards(sections: tuple[Section, ...], section: Section) -> Iterator[int]:
    """The section and those it stands under; a section's index is its place."""
    index = section.index
    while index >= 0:
        yield index
        index = sections[index].parent


def _speaking_of(library: Library, reports: dict[int, Report], words: str) -> Callable[[FoundFact], bool]:
    """Whether a fact is among those that a search for the words gives."""
    if not words.strip():
        return lambda found: True
    places = {_place(hit.evidence) for hit in library.search(words, MOST_FOUND)}
    titles = {report.id: report.title for report in reports.values()}
    if not any(place[0] in titles.values() for place in places):
        raise NothingFoundError(f"no fact of the report speaks of {words!r}; try fewer or other words")
    return lambda found: _place_of(titles[found.passage.report], found) in places


_Place = tuple[str, int, int]


def _place(evidence: Evidence) -> _Place:
    """Where the value of a hit begins in the report's text."""
    first = evidence.marks[0][0] if evidence.marks else 0
    return evidence.report, evidence.start, evidence.start + first


def _place_of(title: str, found: FoundFact) -> _Place:
    sentence = found.passage.sentences[found.fact.sentence]
    first = sentence.origins[found.fact.at] if found.fact.to > found.fact.at else sentence.start
    return title, sentence.start, first
