"""Small reports for the store's tests, written out so that nothing but the store is under test."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from hypothesis import strategies as st

from knowledge.language.normal import as_range
from knowledge.model import Draft, Fact, FactKind, Outline, Paragraph, Period, Section, Sentence
from knowledge.store.write import StoredReport

PUBLISHED = "2026-01-31T08:00:00Z"
HEADINGS = ("一、教学工作", "二、学生工作")
PARAGRAPHS = (
    (0, ("全年立项课题8项。", "其中省级3项，市级 5项。")),
    (0, ("教师发表论文120余篇。",)),
    (1, ("毕业生就业率为96.5%。", "举办讲座12场。")),
)


def report(name: str = "甲校", paragraphs: tuple[tuple[int, tuple[str, ...]], ...] = PARAGRAPHS) -> StoredReport:
    """A report of two sections; each number of a sentence is a fact."""
    source = "\n".join([*HEADINGS, *(text for _, texts in paragraphs for text in texts)])
    year = Period("school_year", "2025学年", 2025, 2026)
    sections = tuple(_section(index, heading, source.index(heading), year) for index, heading in enumerate(HEADINGS))
    at = sum(len(heading) + 1 for heading in HEADINGS)
    stored, facts = [], []
    for section, texts in paragraphs:
        sentences = []
        for text in texts:
            sentences.append(sentence(section, text, at))
            at += len(text) + 1
        stored.append(Paragraph(section, tuple(sentences)))
        facts.append(tuple(fact for n, s in enumerate(sentences) for fact in numbers(n, s)))
    outline = Outline(f"{name}工作总结", name, year, source, f"{name}.md", sections, tuple(stored))
    return StoredReport(Draft(outline, tuple(facts)), f"{name}.md", f"digest of {name}", PUBLISHED)


def _section(index: int, heading: str, start: int, period: Period) -> Section:
    return Section(index, -1, 1, heading[0], heading[0], heading, heading, start, start + len(heading), period if index else None)


def sentence(section: int, text: str, start: int) -> Sentence:
    """A sentence whose matching text is the text without blanks."""
    kept = [(char, start + place) for place, char in enumerate(text) if char != " "]
    return Sentence(section, start, start + len(text), "".join(c for c, _ in kept), as_range([place for _, place in kept]))


def numbers(place: int, s: Sentence) -> list[Fact]:
    """A fact for each run of digits."""
    found, at = [], 0
    while at < len(s.norm):
        to = at
        while to < len(s.norm) and s.norm[to] in "0123456789.":
            to += 1
        if to > at:
            text = s.norm[at:to]
            found.append(Fact(place, "count", text, s.norm[to], Decimal(text), at, to, s.norm[:at], zones=((0, at, 1.0),)))
        at = max(to, at + 1)
    return found


def corpus(reports: int, passages: int) -> list[StoredReport]:
    """Reports of many passages that differ in their numbers."""
    rows = tuple((n % 2, (f"第{n}组完成课题{n}项。", f"举办讲座{n + 7}场，参加{n * 31}人次。")) for n in range(passages))
    return [report(f"第{number}校", rows) for number in range(reports)]


periods = st.none() | st.builds(
    Period,
    st.sampled_from(["year", "term", "range"]),
    st.text(max_size=6),
    st.none() | st.integers(1900, 2100),
    st.none() | st.integers(1900, 2100),
    st.none() | st.integers(1, 12),
)
decimals = st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99), st.floats(0, 1))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """A sentence with gaps in its origins, as hard wraps and blanks leave."""
    steps = draw(st.lists(st.sampled_from([0, 1, 1, 1, 1, 2, 9]), max_size=30))
    start, at, origins = draw(st.integers(0, 10**6)), 0, []
    for step in steps:
        at += step
        origins.append(start + at)
    norm = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=len(steps), max_size=len(steps)))
    return Sentence(draw(st.integers(0, 50)), start, start + at + 1, norm, as_range(origins), draw(st.booleans()))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """A fact with any value in each field."""
    kind = cast(FactKind, draw(st.sampled_from(["count", "percent", "money", "date", "rank", "person", "list", "name", "place"])))
    fact = Fact(draw(st.integers(0, 9)), kind, draw(texts), draw(texts), draw(decimals), 0, 1, draw(texts))
    fact = replace(fact, aspect=draw(st.sampled_from(["level", "growth", "share"])), marker=draw(texts), misprint=draw(texts))
    names, zones = tuple(draw(st.lists(texts, max_size=3))), tuple(draw(st.lists(spans, max_size=3)))
    return replace(fact, period=draw(periods), names=names, zones=zones, part_of=draw(st.integers(-1, 9)))
