"""A number looked up backwards: every fact of the reports that has it, however it is written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.ask import compose
from knowledge.ask.engine import Engine
from knowledge.ask.rank import Candidate
from knowledge.errors import NoNumberError
from knowledge.language.normal import fold_plain
from knowledge.language.numeral import magnitude, value_of
from knowledge.language.quantity import find_quantities
from knowledge.model import Evidence, Fact, Quantity, Value
from knowledge.store.search import FoundFact
from knowledge.verify.values import same_unit

_KINDS = ("count", "money", "percent", "rank")
LONGEST = 60  # characters


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A fact that has the number, and the sentence that says so."""

    value: Value
    evidence: Evidence


def found_numbers(engine: Engine, text: str) -> tuple[FoundNumber, ...]:
    """The facts of a number (384, 三百八十四, 0.0384万, 95.9%, 1.2亿元), counts before money, percentages and ranks, each in the
    order of the reports. A unit in the text leaves out facts of other units. NoNumberError: no number in the text."""
    said = _said(text)
    found = [f for f in _facts(engine, said) if f.fact.kind in _KINDS and _fits(engine, said, f.fact)]
    found.sort(key=lambda f: (_KINDS.index(f.fact.kind), f.passage.id, f.fact.sentence, f.fact.at))
    return tuple(FoundNumber(compose.value_of(f.fact, _label(f)), _evidence(engine, f)) for f in found)


def _said(text: str) -> Quantity:
    """The first number of a text; a bare numeral (三百八十四, 十二) counts though nothing follows it."""
    norm = fold_plain(text[:LONGEST]).strip(" 。，？?!！")
    for quantity in find_quantities(norm):
        if quantity.value is not None and quantity.kind in _KINDS:
            return quantity
    value = value_of(norm)
    if value is None:
        raise NoNumberError(f"no number in {text[:LONGEST].strip()!r}; give one, such as 384, 95.9% or 1.2亿元")
    return Quantity(0, len(norm), "count", norm, value=value)


def _facts(engine: Engine, said: Quantity) -> Iterator[FoundFact]:
    """The facts of the value, those in columns of 万 or 亿 included."""
    value = said.value or Decimal(0)
    yield from engine.index.facts_with_value(value)
    for scale in ("万", "亿"):
        yield from (f for f in engine.index.facts_with_value(value / magnitude(scale)) if f.fact.unit == scale)


def _fits(engine: Engine, said: Quantity, fact: Fact) -> bool:
    """Whether a fact is of the sort the number is said in; a number without a unit may be of any."""
    if said.kind == "count" and not said.unit:
        return fact.kind != "rank"
    if said.kind != fact.kind:
        return False
    if said.kind == "percent":
        return ("点" in said.unit) == ("点" in fact.unit)
    return said.kind == "rank" or same_unit(said.unit, fact.unit, engine.lexicon)


def _label(found: FoundFact) -> str:
    return compose.label_for(_candidate(found))


def _evidence(engine: Engine, found: FoundFact) -> Evidence:
    report = found.passage.report
    return compose.evidence_of(_candidate(found), engine.reports[report], engine.source(report))


def _candidate(found: FoundFact) -> Candidate:
    return Candidate(found.passage, found.fact, 0.0, (), (), ())
