"""Which words of a sentence a value is of.

A zone is a stretch of the sentence with a weight: 1.0 for the value's own clause, less for what it inherits. Words outside
every zone belong to other values, and matching them must not make this value an answer.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from knowledge.model import Quantity
from knowledge.report.aligned import Zone, Zones, align, clip, has_mark
from knowledge.report.clauses import Clause
from knowledge.report.inherited import PREDICATE, SUBJECT, State, inherit, remember, subject_text
from knowledge.report.shares import OWN, shares
from knowledge.report.subjects import has_subject, leans

# What a bracket leaves out is not what the value is of: 中等职业学校（不含技工学校）.
_EXCLUDED = re.compile(r"（(?:不含|不包括|不计|除|未含|未计)[^）]*）")

_PEOPLE = frozenset({"人", "名", "位"})
# What may stand before the number of a subject: 来自3个支部的98名党员, 共有98名党员.
_LEADING = frozenset("的 有 共有 共 另有 还有 由 组织 选派".split())
_MANNER = frozenset("义务 轮流 全程 全员 现场 实地 集体 长期".split())


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with the zones it is of; ``context`` is inherited from an earlier sentence."""

    quantity: Quantity
    clause: int
    zones: Zones
    context: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A sentence placed: its values with their zones, the zones of each whole clause, and the subject that a following
    sentence inherits when it begins with 其中; ``places``: the stretches of all clauses in order, with the clause's number."""

    values: tuple[Placed, ...]
    clauses: tuple[Zones, ...]
    subject: str
    context: str
    places: tuple[tuple[int, int, int], ...] = ()

    def clause_at(self, place: int) -> int:
        """The clause that holds a place of the sentence; the first one when none does."""
        before = bisect_right(self.places, (place, sys.maxsize)) - 1
        held = self.places[before] if before >= 0 else (0, 0, 0)
        return held[2] if held[0] <= place < held[1] else 0

    def around(self, place: int) -> Zones:
        """The zones of the clause that holds a place."""
        return self.clauses[self.clause_at(place)]


def place(norm: str, clauses: tuple[Clause, ...], before: str) -> Placement:
    """Every value of the sentence with the words it is of; ``before`` is the subject of the sentence before."""
    state = State(context=before if norm.startswith("其中") else "")
    excluded = [m.span() for m in _EXCLUDED.finditer(norm)] if "（" in norm else []
    marked = has_mark(norm)
    whole_zones: dict[int, Zones] = {}
    placed: list[Placed] = []
    subjects: dict[int, State] = {}
    for number, clause in enumerate(clauses):
        scope = state if clause.parent < 0 else subjects.setdefault(clause.parent, State())
        named = bool(clause.values) and has_subject(clause, norm)
        inherited = inherit(norm, clause, scope, whole_zones.get(clause.parent, ()), named)
        own = tuple([(a, b, OWN) for a, b in clause.spans])
        if clause.values:
            inherited += _dated(clauses, number)
        whole_zones[number] = own + inherited
        if clause.parent < 0 and not state.last and not state.context and leans(norm, clause, named):
            state.context = before
        lined_up = align(norm, clauses, number, marked) if clause.values else {}
        for i, (value, zones) in enumerate(shares(clause, norm)):
            inner = lined_up.get(i)
            zones = zones + inherited if inner is None else inner.over(zones + inherited)
            zones += _deeds(clauses, number, value)
            placed.append(Placed(value, number, clip(zones, excluded), state.context))
        remember(norm, clause, scope, own, inherited, named)
    ordered = tuple([whole_zones[n] for n in range(len(clauses))])
    places = sorted([(a, b, number) for number, clause in enumerate(clauses) for a, b in clause.spans])
    return Placement(tuple(placed), ordered, subject_text(norm, state), state.context, tuple(places))


def _deeds(clauses: tuple[Clause, ...], number: int, value: Quantity) -> Zones:
    """98名党员分岗位，义务承担巡查工作，并担任劝导员: who is counted and begins the sentence does what the clauses after say, as
    long as these begin with a verb and count nothing."""
    clause = clauses[number]
    if value.unit not in _PEOPLE or value is not clause.values[-1]:
        return ()
    before = [t for t in clause.tokens[: clause.until(value.at)] if t.tag != "x"]
    after = clause.tokens[clause.since(value.to) :]
    acting = len(after) > 1 and after[0].nominal and any(t.verbal for t in after[1:])
    if not acting or (before and before[-1].word not in _LEADING):
        return ()
    zones: list[Zone] = []
    for later in islice(clauses, number + 1, None):
        if later.group != clause.group or later.parent != clause.parent or later.values or not _begins_with_verb(later):
            break
        zones += [(a, b, PREDICATE) for a, b in later.spans]
    return tuple(zones)


def _begins_with_verb(clause: Clause) -> bool:
    """Whether a clause goes on about a subject named before; 义务 and 轮流 before its verb are adverbs, though tagged nouns."""
    words = [t for t in clause.tokens if t.tag != "x" and t.word not in _MANNER]
    return bool(words) and (words[0].verbal or words[0].tag in ("d", "p", "c", "ad"))


def _dated(clauses: tuple[Clause, ...], number: int) -> Zones:
    """6月30日，举行…仪式，为6名老党员颁发…: a date that stands alone is of all that follows, up to the next date."""
    clause = clauses[number]
    if len(clause.values) != 1 or clause.values[-1].kind != "date" or clause.values[-1].to < clause.to - 2:
        return ()
    zones: list[Zone] = []
    for later in islice(clauses, number + 1, None):
        if later.group != clause.group or (later.values and later.values[0].kind == "date"):
            break
        zones += [(a, b, SUBJECT) for a, b in later.spans]
    return tuple(zones)


def following(clauses: tuple[Clause, ...], number: int, period: Quantity) -> Zones:
    """What a period that stands alone in its clause (2010年，学校…) is of: the clauses after it, up to the next date."""
    clause = clauses[number]
    if period.to < clause.to - 2 or period.at > clause.at + 3:
        return ()
    zones: list[Zone] = []
    for later in islice(clauses, number + 1, None):
        if later.group != clause.group or (later.values and later.values[0].kind == "date") or later.periods:
            break
        zones += [(a, b, SUBJECT) for a, b in later.spans]
    return tuple(zones)
