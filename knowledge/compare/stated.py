"""Values of a report under what they are of, so that another report's can be laid beside them wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from knowledge.language.idle import IDLE
from knowledge.language.lexicon import Lexicon
from knowledge.language.tags import tag
from knowledge.model import Aspect, Draft, Fact, FactKind, Passage, Period, Section, Sentence

_COMPARED = frozenset({"count", "percent", "money", "rank"})
_MASKED = _COMPARED | {"date"}
_SPEAKS = 0.7  # the least weight of a zone whose words tell what a value is of
_FUNCTION = ("u", "p", "c", "y", "e", "o", "d", "w", "x")  # jieba's tags of words that name nothing
# A number that is no value of its own: of a year, a version; 第46届 tells which one it is and stays.
_DIGITS = re.compile(r"(?<![第\d])\d[\d.,:/%‰-]*(?:学年度?|年度?|月份?|日|届)?")
_FORMER = re.compile("上年|去年|上一年|上学年|上一学年|前一年")
_IDLE = IDLE | {"其中"}
_PUNCTUATION = re.compile(r"[\W_]+")
_LONGEST = 24
# A longer sentence, or one with more values, is none that a person wrote.
_LONG, _MOST = 3000, 120
_LONG_AGO = -3
_BLANKS = re.compile("\n+")

Time = tuple[int, str, int | None]


@dataclass(frozen=True)
class Stated:
    """One value and what it is of. ``words``: all that speaks of it, numbers and idle words left out, sorted, a synonym for
    all of its kind; ``own``: those of its own clause. ``time``: its period seen from its own report's (0 the same year, -1
    the year before), so that two years' reports compare. ``place``: its sentence with blanks for values, and which it is.
    ``start``: where the value begins in the report's source, in characters."""

    kind: FactKind
    unit: str
    aspect: Aspect
    text: str
    value: Decimal | None
    approximate: bool
    label: str
    words: tuple[str, ...]
    own: tuple[str, ...]
    time: Time
    section: str
    place: tuple[str, int]
    start: int = 0

    @property
    def shown(self) -> str:
        """The value as written, with its unit."""
        return self.text + self.unit


def stated_in_draft(draft: Draft) -> tuple[Stated, ...]:
    """The values of a draft, in reading order."""
    told = draft.outline
    found: list[Stated] = []
    for paragraph, facts in zip(told.paragraphs, draft.facts, strict=True):
        found += _stated(told.sections[paragraph.section], paragraph.sentences, facts, told.period)
    return tuple(found)


def stated_in_passages(passages: Iterable[Passage], period: Period | None) -> tuple[Stated, ...]:
    """The values of a published report's passages; ``period`` is the report's."""
    return tuple(one for p in passages for one in _stated(p.section, p.sentences, p.facts, period))


def _stated(section: Section, sentences: Sequence[Sentence], facts: Sequence[Fact], period: Period | None) -> Iterator[Stated]:
    held: list[list[Fact]] = [[] for _ in sentences]
    for fact in facts:
        held[fact.sentence].append(fact)
    for sentence, own in zip(sentences, held, strict=True):
        values = sorted((f for f in own if f.kind in _COMPARED), key=lambda f: (f.at, f.to))
        if values and len(values) <= _MOST and len(sentence.norm) <= _LONG:
            masked = _masked(sentence.norm, own)
            starts = [sentence.origins[fact.at] for fact in values]
            yield from (_one(section, masked, n, fact, period, starts[n]) for n, fact in enumerate(values))


def _one(section: Section, masked: str, number: int, fact: Fact, period: Period | None, start: int) -> Stated:
    own = "\n".join([masked[a:b] for a, b, weight in fact.zones if weight == 1])
    around = [masked[a:b] for a, b, weight in fact.zones if weight >= _SPEAKS]
    label = _label(masked, own, fact)
    if whole := _whole(masked, fact.at):
        around.append(whole)
        own = f"{whole}\n{own}"
    if masked.startswith("其中"):  # other sentences say the same wherever they stand, whatever stands before them
        around.append(_DIGITS.sub("\n", fact.context))
    time = _time(fact.period or section.period, period)
    return Stated(
        fact.kind, fact.unit, fact.aspect, fact.text, fact.value, bool(fact.marker), label,
        _words("\n".join(around)), _words(own), time, section.label, (_BLANKS.sub("\n", masked), number), start,
    )  # fmt: skip


def _whole(masked: str, at: int) -> str:
    """The clause before the 其中 that a place stands behind: what the value is a part of; "" without one."""
    led = masked.rfind("其中", masked.rfind("；", 0, at) + 1, at)
    told = [piece for piece in re.split("[，；。：（]", masked[:led]) if piece.strip("\n ")] if led > 0 else []
    return told[-1] if told else ""


def _label(masked: str, own: str, fact: Fact) -> str:
    """What is counted, for people: without numbers, and of a change with what changed."""
    label = fact.label
    if not label or any(char.isdigit() for char in label):
        label = _PUNCTUATION.sub("", own).removeprefix("其中")
    if fact.aspect == "growth":
        told = [piece for piece in re.split("[\n，；。、：]", masked[: fact.at]) if len(piece) > 1]
        label = told[-2] + label if len(told) > 1 else label
    return label[:_LONGEST]


def _masked(norm: str, facts: Sequence[Fact]) -> str:
    """The sentence with blanks for its values: a number is no word of another one's."""
    letters = list(norm)
    for fact in facts:
        if fact.kind in _MASKED:
            letters[fact.at : fact.to] = "\n" * (fact.to - fact.at)
    return _DIGITS.sub(lambda m: "\n" * len(m[0]), "".join(letters))


def _words(text: str) -> tuple[str, ...]:
    told = {t.word for t in tag(text) if t.word not in _IDLE and not t.tag.startswith(_FUNCTION)}
    return tuple(sorted({_plain(word) for word in told if not _PUNCTUATION.fullmatch(word)}))


@cache
def _plain(word: str) -> str:
    """One word for all that mean the same; which one of a row it is stays (第一)."""
    return word if word.startswith("第") else min((word, *Lexicon.load().synonyms(word)))


def _time(period: Period | None, own: Period | None) -> Time:
    """The period of a value seen from its report: years apart, and which term, half, quarter or month."""
    if period is None or period.kind == "relative":
        return -1 if period and _FORMER.search(period.text) else 0, "", None
    own_first = own.first if own and own.first else period.first
    years = period.first - own_first if period.first is not None and own_first is not None else 0
    if years < _LONG_AGO and period.first is not None:  # since when, and the same year in each report
        years = period.first
    return years, period.kind if period.part is not None else "", period.part
