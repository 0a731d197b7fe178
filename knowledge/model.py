"""The values that pass between the rooms: frozen, made of tuples, Decimal for numbers.

Offsets. ``start``/``end`` always count characters (code points) in the *source*, the report's decoded text, so
``source[start:end]`` is the verbatim quote. Offsets into a matching text (``norm``) are named ``at``/``to`` and are
local to the sentence or passage that holds the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Status = Literal["answered", "choose", "not_found", "out_of_scope"]
FactKind = Literal["count", "percent", "money", "date", "rank", "person", "list", "name", "place"]
Aspect = Literal["level", "growth", "share"]
FindingKind = Literal[
    "sum", "share", "share_of_base", "count_of_list", "conflict", "spelling", "malformed", "date", "numbering"
]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time a text names. ``kind``: "year" (2024年), "school_year" (2021学年, 2020-2021学年),
    "term" (第一学期), "half", "quarter", "month", "range" (2001至2010年), "relative" (上年, 去年, 本学年).

    ``first``/``last`` are calendar years (a school year 2021 is 2021..2022); None when the text does not say.
    ``part`` numbers the term, half, quarter or month."""

    kind: str
    text: str
    first: int | None = None
    last: int | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as a text writes it, found at ``at``..``to`` of the text searched.

    ``kind``: "count", "percent", "money", "date", "rank" (第三名, 一等奖, 冠军), "ordinal" (第十六届, 第二季: an
    identity and not a value), "period" (2021学年), "ratio" (2.5:36.7:60.7), "code" (3D, 12333 热线, VR8: no value).
    ``text`` is the numeral as written with its magnitude and approximation suffix (13507.69亿, 22000余, 十余);
    ``unit`` the measure word that follows (元, 人次, %, 个百分点), "" when there is none.
    ``value`` is in base units (13507.69亿元 is 1350769000000), None for rank words that are no number.
    ``marker`` is the approximation as written, before or after (余, 多, 约, 近, 超过, 以上), "" when exact.
    ``misprint`` is the text as written when it had to be mended (80.2.%), else ""."""

    at: int
    to: int
    kind: str
    text: str
    unit: str = ""
    value: Decimal | None = None
    marker: str = ""
    misprint: str = ""
    period: Period | None = None

    @property
    def approximate(self) -> bool:
        return bool(self.marker)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``number`` as written ("四", "2", "" for an unnumbered one); ``path`` joins the
    numbers from the top ("四.2"; an unnumbered heading counts by its place among its siblings, from 1); ``heading`` is the
    whole heading as written without Markdown marks ("2.技能竞赛取得佳绩"); ``label`` joins the headings from the top
    with " › ". ``parent`` is the index of the parent in the report's sections, -1 at the top. ``period`` is the period the
    section speaks of when its heading (or an ancestor's) names one, else None.
    ``start``/``end`` span the heading itself in the source (equal when there is no heading: text before the first)."""

    index: int
    parent: int
    level: int
    number: str
    path: str
    heading: str
    label: str
    start: int
    end: int
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the source, and its matching text. ``norm`` is simplified, half-width, without hard wraps, footnote
    marks and inner blanks between Chinese characters; ``origins[i]`` is the place in the source of ``norm[i]``: a range
    where they follow each other (nearly always, and it takes no room), else a tuple.
    ``heading`` marks a heading that is quoted as a sentence (获批2个国家级基地)."""

    section: int
    start: int
    end: int
    norm: str
    origins: Sequence[int]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together under one section; the unit of retrieval."""

    section: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A report read: where it is from, what it covers, and its text cut into sections, paragraphs and sentences."""

    title: str
    institution: str
    period: Period | None
    source: str
    name: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and what it is of, local to the sentence at ``sentence`` of its paragraph.

    ``zones``: (at, to, weight) stretches of the sentence's matching text that speak of this value: 1.0 its own words, less
    what it inherits. ``names``: members of a list or people. ``text``/``unit``/``value``/``marker`` as in Quantity.
    ``context``: matching text of earlier sentences that this value inherits (其中 at the start of a sentence).
    ``label``: what is counted, short, for people. ``part_of``: index in the paragraph's facts of the whole, -1 if none."""

    sentence: int
    kind: FactKind
    text: str
    unit: str
    value: Decimal | None
    at: int
    to: int
    label: str
    aspect: Aspect = "level"
    marker: str = ""
    misprint: str = ""
    period: Period | None = None
    names: tuple[str, ...] = ()
    zones: tuple[tuple[int, int, float], ...] = ()
    context: str = ""
    part_of: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A report ready to be written into a revision: its outline and the facts of each paragraph, in the same order."""

    outline: Outline
    facts: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A published report, as the library lists it. ``published`` is ISO 8601 in UTC."""

    id: int
    title: str
    institution: str
    period: Period | None
    name: str
    digest: str
    characters: int
    sections: int
    facts: int
    published: str
    example: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored paragraph with everything needed to rank it. ``context`` is the matching text of the headings above it."""

    id: int
    report: int
    section: Section
    context: str
    norm: str
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an answer, as the JSON contract writes it."""

    kind: str
    value: str
    text: str
    unit: str
    approximate: bool
    label: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim sentence and where it stands. ``marks``: spans of the quote (characters of it) that hold the value."""

    report: str
    section: str
    path: str
    quote: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact that was looked up or browsed to: ``headline`` as an answer would write its value, with its proof."""

    headline: str
    value: Value
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several facts that fit, or a near fact of a refusal. ``question`` asks for exactly this one."""

    text: str
    label: str
    section: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the answer assumes or the asker must know; ``bot`` words it. ``code`` names the template, ``words`` fill it."""

    code: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question. ``text`` is the headline; ``notes`` are worded by the caller."""

    question: str
    status: Status
    text: str = ""
    values: tuple[Value, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    calculation: str | None = None
    notes: tuple[Note, ...] = ()
    missing: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    confidence: float = 0.0
    revision: str = ""
    ms: float = 0.0
    covered: tuple[str, ...] = ()
    explanation: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not agree within one report; ``bot`` words it: ``code`` names the template, ``words`` fill it.

    ``grave``: a number contradicts another; else it may be a slip of writing. ``evidence``: the sentences, in reading order.
    ``calculation``: the sum that does not come out, "" when there is none."""

    kind: FindingKind
    grave: bool
    code: str
    words: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    calculation: str = ""
