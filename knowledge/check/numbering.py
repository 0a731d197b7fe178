"""Numbers of headings and of enumerations that skip one or come twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.check.lines import Line, Told
from knowledge.model import Evidence, Finding, Section
from knowledge.report.headings import numeral

_CN = "零一二三四五六七八九十"
_ORDER = (
    re.compile(r"(?:^|(?<=[，；。：、]))(?P<n>[一二三四五六七八九十])(?:是|要)(?=[\w“《])"),
    re.compile(r"(?:^|(?<=[，；。：、]))其(?P<n>[一二三四五六七八九十])[，是、]"),
    re.compile(r"(?:^|(?<=[，；。：\u4e00-\u9fff]))（(?P<n>\d{1,2})）(?=[\u4e00-\u9fff“《])"),
    re.compile(r"(?P<n>[①-⑳])"),
)


def numbering_findings(told: Told) -> Iterator[Finding]:
    """Headings of one rank, and enumerations within a paragraph, whose numbers do not follow one another."""
    yield from _headings(told)
    paragraph: list[Line] = []
    for line in told.lines:
        if paragraph and paragraph[-1].paragraph != line.paragraph:
            yield from _enumerated(told, paragraph)
            paragraph = []
        paragraph.append(line)
    yield from _enumerated(told, paragraph)


def _headings(told: Told) -> Iterator[Finding]:
    siblings: dict[tuple[int, str], list[tuple[int, Section]]] = {}
    for section in told.outline.sections:
        value = numeral(section.number) if section.number else 0
        if value:
            siblings.setdefault((section.parent, _style(section)), []).append((value, section))
    for ranked in siblings.values():
        for (number, earlier), (following, section) in pairwise(ranked):
            if following == number + 1 or following == 1 or _between(told, earlier, section, number):
                continue
            code = "twice" if following == number else "skipped" if following > number else "backwards_number"
            words = (section.heading[:20], earlier.heading[:20])
            quoted = (_heading(told, earlier), _heading(told, section))
            yield Finding("numbering", False, code, words, quoted, f"{number} → {following}")


def _between(told: Told, earlier: Section, section: Section, number: int) -> bool:
    """Whether a line between two headings begins with the number that is missing, though it was not read as a heading."""
    wanted = number + 1
    shown = f"{wanted}|{_chinese(wanted)}"
    missing = re.compile(rf"(?m)(?:^|[。\n])[\s#*（(第]*(?:\d+[.．])*(?:{shown})(?![\d一二三四五六七八九十百年月])")
    return missing.search(told.outline.source, earlier.end, section.start) is not None


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _CN[tens] + "十" if tens < 11 else "百"
    return ten + (_CN[ones] if ones else "")


def _style(section: Section) -> str:
    """How a heading is numbered, without the number: （#）, #、, #.#."""
    before, _, after = section.heading.partition(section.number)
    mark = after[:1] if after[:1] in "、.．）)章节" else ""
    return before.strip() + re.sub(r"\d+|[一二三四五六七八九十]+", "#", section.number) + mark


def _heading(told: Told, section: Section) -> Evidence:
    quote = told.outline.source[section.start : section.end]
    return Evidence(told.outline.title, section.label, section.path, quote, section.start, section.end)


def _enumerated(told: Told, paragraph: list[Line]) -> Iterator[Finding]:
    """一是…，二是…，四是…."""
    for pattern in _ORDER:
        found = [(_value(m["n"]), m[0], line) for line in paragraph for m in pattern.finditer(line.norm)]
        if not found or found[0][0] != 1:
            continue
        for (number, shown, earlier), (following, text, line) in pairwise(found):
            if following == number + 1 or following == 1:
                continue
            code = "twice" if following == number else "skipped" if following > number else "backwards_number"
            yield Finding("numbering", False, code, (text, shown), told.evidence([earlier, line]), f"{number} → {following}")
            break


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    return _CN.index(mark) if mark in _CN else ord(mark) - ord("①") + 1
