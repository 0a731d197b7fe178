"""A draft laid out for checking: its sentences in reading order, each with the values it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from knowledge.model import Draft, Evidence, Fact, Outline, Section, Sentence
from knowledge.report.tables import is_row

# A longer sentence, or one with more values, is none that a person wrote; nothing in it is laid beside anything else.
LONGEST, MOST_FIGURES = 3000, 120
_VALUED = frozenset({"count", "percent", "money"})
_NUMBER = re.compile(r"-?(\d[\d,]*)(?:\.(\d+))?")
_MAGNITUDE = re.compile(r"(?:万亿|[万亿])?$")
_WORTH = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
_PEOPLE = frozenset("人 名 位".split())

@dataclass(frozen=True)
class Line:
    """One sentence with its exact and inexact values in order of place; ``paragraph`` counts the draft's paragraphs."""

    paragraph: int
    section: Section
    sentence: Sentence
    figures: tuple[Fact, ...]
    facts: tuple[Fact, ...]

    @property
    def norm(self) -> str:
        return self.sentence.norm

    @property
    def is_row(self) -> bool:
        return is_row(self.sentence)


@dataclass(frozen=True)
class Told:
    """A report laid out: its outline and its lines in reading order."""

    outline: Outline
    lines: tuple[Line, ...]

    def evidence(self, lines: Iterable[Line]) -> tuple[Evidence, ...]:
        """The lines as verbatim sentences, each once, in reading order."""
        once = {line.sentence.start: line for line in lines}
        return tuple(self._quoted(once[start]) for start in sorted(once))

    def quote(self, line: Line) -> str:
        """The sentence as the source writes it."""
        return self.outline.source[line.sentence.start : line.sentence.end]

    def _quoted(self, line: Line) -> Evidence:
        section, sentence = line.section, line.sentence
        return Evidence(self.outline.title, section.label, section.path, self.quote(line), sentence.start, sentence.end)

    @cached_property
    def text(self) -> str:
        """All matching texts joined by line feeds."""
        return "\n".join(line.norm for line in self.lines)


def lay_out(draft: Draft) -> Told:
    """The lines of a draft."""
    lines = []
    for number, (paragraph, facts) in enumerate(zip(draft.outline.paragraphs, draft.facts, strict=True)):
        held: list[list[Fact]] = [[] for _ in paragraph.sentences]
        for fact in facts:
            held[fact.sentence].append(fact)
        for sentence, own in zip(paragraph.sentences, held, strict=True):
            figures = sorted((f for f in own if f.kind in _VALUED and f.value is not None), key=lambda f: f.at)
            section = draft.outline.sections[sentence.section]
            if len(figures) > MOST_FIGURES or len(sentence.norm) > LONGEST:
                figures, own = [], []
            lines.append(Line(number, section, sentence, tuple(figures), tuple(own)))
    return Told(draft.outline, tuple(lines))


def exact(fact: Fact) -> bool:
    """Whether a value is stated exactly: no 余, 约, 近, no range, ratio or misprint."""
    return fact.value is not None and not fact.marker and not fact.misprint and ":" not in fact.text and "/" not in fact.text


def same_unit(one: Fact, other: Fact) -> bool:
    """Whether two values may be added: the same kind and unit, 人, 名 and 位 being one."""
    if one.kind != other.kind:
        return False
    return one.unit == other.unit or {one.unit, other.unit} <= _PEOPLE


def step(fact: Fact) -> Decimal:
    """What the last digit written is worth: 0.01亿元 for 2.35亿元, 1 for 6,480."""
    number = _NUMBER.match(fact.text)
    if number is None or not fact.value:
        return Decimal(1)
    plain = Decimal(number[0].replace(",", ""))
    scale = fact.value / plain if plain else Decimal(1)
    return abs(scale) * Decimal(10) ** -len(number[2] or "")


def slack(facts: Iterable[Fact]) -> Decimal:
    """By how much a sum of rounded values may differ: half a step for each, whole numbers not at all."""
    steps = [step(fact) for fact in facts]
    widest = max(steps)
    return Decimal(0) if widest == 1 else widest * (len(steps) // 2)


def scale(facts: Iterable[Fact]) -> Decimal:
    """The magnitude in which all of the values are written (万, 亿), 1 when they differ."""
    written_in = {_MAGNITUDE.search(fact.text)[0] for fact in facts}  # type: ignore[index] # it always matches
    return _WORTH[written_in.pop()] if len(written_in) == 1 else Decimal(1)


def magnitude(worth: Decimal) -> str:
    """万 for 10000, 亿 for 100000000, "" for 1."""
    return next(word for word, value in _WORTH.items() if value == worth)


def plain(value: Decimal) -> str:
    """A number without exponent and idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(fact: Fact) -> str:
    """A value as its sentence writes it, with its unit."""
    return fact.text + fact.unit
