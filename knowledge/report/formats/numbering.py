"""Automatic numbers of Word paragraphs, counted as Word counts them (ECMA-376 part 1, 17.9).

A paragraph names a list (num) and a level. Lists that share one definition (abstractNum) go on counting each other; a list with a
start of its own begins there when it is first met; a level begins again when a level above it has counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.report.formats.counting import written
from knowledge.report.formats.openxml import Element, child, is_on, kind, value, whole

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list. ``text``: what stands before the paragraph, %1 for the number of level 1. ``restart``: the level
    (from 1) that makes this one begin again, 0 for none, -1 for any above. ``style``: the paragraphs that are of this level."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of a document. ``root``: its numbering part; ``links``: the list of each numbering style."""

    def __init__(self, root: Element | None, links: dict[str, str]) -> None:
        self._definitions: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._met: set[tuple[str, int]] = set()
        self._links = links
        for element in root if root is not None else ():
            if kind(element) == "abstractNum":
                self._define(element)
            elif kind(element) == "num":
                self._list(element)

    def _define(self, element: Element) -> None:
        name = value(element, "abstractNumId") or ""
        self._definitions[name] = {whole(value(e, "ilvl")): _level(e) for e in element if kind(e) == "lvl"}
        link = value(child(element, "numStyleLink"))
        if link:
            self._linked[name] = link

    def _list(self, element: Element) -> None:
        made = _List(value(child(element, "abstractNumId")) or "")
        for override in (e for e in element if kind(e) == "lvlOverride"):
            level = whole(value(override, "ilvl"))
            if (start := child(override, "startOverride")) is not None:
                made.starts[level] = whole(value(start), 1)
            if (changed := child(override, "lvl")) is not None:
                made.levels[level] = _level(changed)
        self._lists[value(element, "numId") or ""] = made

    def _definition(self, number: str) -> str:
        """The definition of a list, through numbering styles."""
        for _ in range(LEVELS):
            name = self._lists[number].definition
            linked = self._links.get(self._linked.get(name, ""), "")
            if linked not in self._lists or linked == number:
                return name
            number = linked
        return self._lists[number].definition

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level whose paragraphs have this style."""
        if number not in self._lists:
            return None
        levels = self._definitions.get(self._definition(number), {}) | self._lists[number].levels
        return next((at for at, level in levels.items() if level.style == style), None)

    def mark(self, number: str, at: int) -> str:
        """What stands before the next paragraph of level ``at`` (from 0) of the list ``number``; "" when it is no list."""
        if number not in self._lists or not 0 <= at < LEVELS:
            return ""
        own = self._lists[number]
        definition = self._definition(number)
        levels = self._definitions.get(definition, {}) | own.levels
        if at not in levels:
            return ""
        counts = self._counts.setdefault(definition, [None] * LEVELS)
        before = counts[at]
        if at in own.starts and (number, at) not in self._met:
            counts[at] = own.starts[at]
        else:
            counts[at] = levels[at].start if before is None else before + 1
        self._met.add((number, at))
        self._begin_again(counts, levels, at)
        return _said(levels, counts, at)

    def _begin_again(self, counts: list[int | None], levels: dict[int, Level], at: int) -> None:
        for upper in range(at):
            if counts[upper] is None:
                counts[upper] = levels.get(upper, Level()).start
        for lower in range(at + 1, LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart < 0 or at < restart:
                counts[lower] = None


def _level(element: Element) -> Level:
    form = child(element, "numFmt")
    if form is None:  # a newer format stands in an alternative; its fallback is the one that is known
        form = next((e for e in element.iter() if kind(e) == "numFmt" and value(e) != "custom"), None)
    restart = child(element, "lvlRestart")
    return Level(
        value(form) or "decimal",
        value(child(element, "lvlText")) or "",
        whole(value(child(element, "start")), 0),
        -1 if restart is None else whole(value(restart), -1),
        is_on(child(element, "isLgl")),
        value(child(element, "pStyle")) or "",
    )


def _said(levels: dict[int, Level], counts: list[int | None], at: int) -> str:
    own = levels[at]
    if own.form == "bullet":
        return "•"

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        form = "decimal" if own.legal else levels.get(level, own).form
        return written(counts[level] or 0, form) if form != "bullet" else ""

    return re.sub("%([1-9])", number, own.text).strip()
