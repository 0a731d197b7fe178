"""Rows by chapter, each with a sheet name that every spreadsheet takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.export.rows import Row
from bot.texts import exporting as words
from knowledge.model import Report, Section

if TYPE_CHECKING:
    from knowledge.library import Library

LONGEST = 31  # characters (UTF-16 units) of a sheet name
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")
_RESERVED = {"history"}
_BLANKS = re.compile(r"\s+")


def by_chapter(library: Library, rows: Iterable[Row]) -> dict[tuple[int, int], list[Row]]:
    """The rows by report and chapter, a top heading (-1: before the first one), in the order of the reports. Where one heading
    stands over everything (the report's title), the headings under it are the chapters."""
    chapters: dict[int, dict[int, int]] = {}
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        of_report = chapters.setdefault(row.report.id, {}) or chapters[row.report.id]
        if not of_report:
            of_report.update(_chapters(library.contents(row.report.id)))
        found.setdefault((row.report.id, of_report.get(row.section.index, -1)), []).append(row)
    return found


def _chapters(sections: tuple[Section, ...]) -> dict[int, int]:
    """The chapter of each section."""
    parents = {section.index: section.parent for section in sections}
    return {section.index: _chapter(section.index, parents, _over_everything(sections)) for section in sections}


def _over_everything(sections: tuple[Section, ...]) -> int:
    """The heading that all others stand under; -1 when there is none."""
    over = -1
    while True:
        level = [s for s in sections if s.parent == over and s.end > s.start]
        if len(level) != 1 or not any(s.parent == level[0].index for s in sections):
            return over
        over = level[0].index


def _chapter(index: int, parents: dict[int, int], over: int) -> int:
    while parents[index] not in (over, -1):
        index = parents[index]
    return index


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A valid name that no sheet has yet, case aside: without forbidden characters, cut with …, numbered when it is taken."""
    name = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", wanted)).strip(" '") or words.NO_CHAPTER
    used = {other.casefold() for other in taken} | _RESERVED
    number, ending = 1, ""
    while (chosen := _cut(name, LONGEST - len(ending)) + ending).casefold() in used:
        number += 1
        ending = f" ({number})"
    return chosen


def _cut(name: str, longest: int) -> str:
    if _units(name) <= longest:
        return name
    while _units(name) > longest - 1:
        name = name[:-1]
    return name.rstrip(" '") + "…"


def _units(name: str) -> int:
    """Length as spreadsheets count it."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2


def chapter_name(report: Report, section: Section | None) -> str:
    """What a chapter's sheet is called before it is made valid."""
    return section.heading if section is not None and section.heading else report.title
