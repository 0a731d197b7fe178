"""Facts of a paragraph: every value, list, name and place, with the words it is of."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.language import people
from knowledge.language.quantity import find_quantities
from knowledge.model import Fact, FactKind, Paragraph, Quantity, Sentence
from knowledge.report import aspects, clauses, labels, listings, tables, zones
from knowledge.report.aligned import Zones
from knowledge.report.aspects import before_christ, compared, old_year
from knowledge.report.clauses import Clause
from knowledge.report.inherited import SUBJECT
from knowledge.report.zones import Placement

# …获一等奖，指导教师为某某: of what was just told.
_HELD_BY = re.compile("(?:第?[一二三]?(?:主要|项目|课题)?(?:完成人|负责人|主持人|发明人|作者|领队|队员|主演)|指导(?:教师|老师|教练)?)(?:为|是|：)")
_NAMES_THEM = re.compile("(?:分别|具体|主要)?(?:为|是|即|包括|有|来自|分赴|奔赴|前往|覆盖|遍布|涉及)")
_KINDS: dict[str, FactKind] = {
    "count": "count", "ratio": "count", "percent": "percent", "money": "money", "date": "date", "rank": "rank",
}


def facts_of(paragraph: Paragraph) -> tuple[Fact, ...]:
    """The facts of all sentences in reading order; ``Fact.sentence`` is the place of the sentence in the paragraph."""
    found: list[Fact] = []
    before = ""
    if any(tables.is_row(s) for s in paragraph.sentences):
        found = tables.table_facts(paragraph.sentences)
    for number, sentence in enumerate(paragraph.sentences):
        if tables.is_row(sentence):
            continue
        facts, before = _of_sentence(number, sentence, before)
        offset = len(found)
        found += facts if not offset else [_shift(f, offset) for f in facts]
    return tuple(found)


def _shift(fact: Fact, offset: int) -> Fact:
    return replace(fact, part_of=fact.part_of + offset) if fact.part_of >= 0 else fact


def _of_sentence(number: int, sentence: Sentence, before: str) -> tuple[list[Fact], str]:
    norm = sentence.norm
    quantities = find_quantities(norm)
    parts = clauses.split(norm, quantities)
    placement = zones.place(norm, parts, before)
    facts = _value_facts(number, norm, parts, placement)
    facts += _period_facts(number, norm, parts, placement, quantities)
    facts += _people_facts(number, norm, parts, placement)
    facts += _listing_facts(number, norm, parts, placement)
    facts += _name_facts(number, norm, placement)
    return facts, placement.subject


def _value_facts(number: int, norm: str, parts: tuple[Clause, ...], placement: Placement) -> list[Fact]:
    facts: list[Fact] = []
    index: dict[int, int] = {}
    times = aspects.times_of(parts)
    told = [iter(aspects.aspects_of(norm, clause)) for clause in parts]
    for placed in placement.values:
        clause, quantity = parts[placed.clause], placed.quantity
        parent = index.get(clause.parent, -1) if clause.parent >= 0 else -1
        index.setdefault(placed.clause, len(facts))
        facts.append(
            Fact(
                number, _KINDS[quantity.kind], quantity.text, quantity.unit, quantity.value, quantity.at, quantity.to,
                labels.label_of(norm, clause, quantity),
                next(told[placed.clause]),
                quantity.marker, quantity.misprint,
                aspects.period_of(norm, parts, times, placed.clause, quantity, placed.zones),
                (), placed.zones, placed.context, parent,
            )
        )
    return facts


def _period_facts(
    number: int, norm: str, parts: tuple[Clause, ...], placement: Placement, quantities: tuple[Quantity, ...]
) -> list[Fact]:
    """Years and months as dates (哪一年建成), of all that their clause and what follows it says."""
    facts = []
    for found in quantities:
        q = before_christ(norm, found) if found.kind == "period" else old_year(norm, found)
        if q is None or (q.period and q.period.kind in ("relative", "term")) or compared(norm, q.at):
            continue
        clause = placement.clause_at(q.at)
        around = placement.clauses[clause] + zones.following(parts, clause, q)
        facts.append(
            Fact(number, "date", q.text, "", None, q.at, q.to, "", period=q.period, zones=around, context=placement.context)
        )
    return facts


def _people_facts(number: int, norm: str, parts: tuple[Clause, ...], placement: Placement) -> list[Fact]:
    facts = []
    for found in people.find_people(norm):
        honour = _honour(norm, parts[placement.clause_at(found.at)], found)
        if len(found.names) > 1 and honour.startswith(("分获", "分别")):
            facts += _people_apart(number, norm, found, placement)
            continue
        clause = placement.clause_at(found.at)
        zones = placement.clauses[clause]
        if clause and _HELD_BY.match(norm, parts[clause].at):
            zones += tuple((a, b, round(w * SUBJECT, 3)) for a, b, w in placement.clauses[clause - 1])
        facts.append(
            Fact(
                number, "person", found.text, "", None, found.at, found.to, honour,
                names=found.names, zones=zones, context=placement.context,
            )
        )
    return facts


def _people_apart(number: int, norm: str, found: people.People, placement: Placement) -> list[Fact]:
    """甲、乙分获二等奖和三等奖: each of them with the value that is his; nobody when the values are not told apart."""
    facts = []
    for name in found.names:
        at = norm.index(name, found.at)
        own = [p for p in placement.values if any(a <= at and at + len(name) <= b and w >= 1 for a, b, w in p.zones)]
        if len(own) == 1 and not any(norm[a:b].count(n) for n in found.names if n != name for a, b, w in own[0].zones if w >= 1):
            last = max((z for z in own[0].zones if z[2] >= 1), key=lambda z: z[1])
            facts.append(
                Fact(
                    number, "person", name, "", None, at, at + len(name), norm[last[0] : last[1]].removeprefix("分"),
                    names=(name,), zones=own[0].zones, context=placement.context,
                )
            )
    return facts


def _honour(norm: str, clause: Clause, found: people.People) -> str:
    """What the people won: the words before their bracket, or those after their verb."""
    if norm[found.at - 1 : found.at] == "（" or (found.at and "（" in norm[max(clause.at, found.at - 4) : found.at]):
        head = norm[clause.at : norm.rfind("（", 0, found.at)]
        counted = [v for v in clause.values if v.to <= found.at]
        if counted and counted[-1].to == clause.at + len(head):
            head = norm[clause.at : counted[-1].at]
        return head
    return norm[found.to : clause.to]


def _listing_facts(number: int, norm: str, parts: tuple[Clause, ...], placement: Placement) -> list[Fact]:
    return [
        Fact(
            number, "list", "、".join(found.members), "", None, found.at, found.to, norm[found.to : found.to + 12].strip("，。；、"),
            names=found.members, zones=_listed_zones(norm, parts, placement, found.at), context=placement.context,
        )
        for found in listings.find_listings(norm)
    ]


def _listed_zones(norm: str, parts: tuple[Clause, ...], placement: Placement, at: int) -> Zones:
    """The zones of a list; 新增景区3家，为甲、乙、丙 names what the clause before counted."""
    clause = placement.clause_at(at)
    own = placement.clauses[clause]
    if clause and _NAMES_THEM.match(norm, parts[clause].at):
        own += tuple((a, b, round(w * SUBJECT, 3)) for a, b, w in placement.clauses[clause - 1])
    return own


def _name_facts(number: int, norm: str, placement: Placement) -> list[Fact]:
    return [
        Fact(
            number, "place" if found.kind == "place" else "name", found.text, "", None, found.at, found.to, "",
            names=(found.text,), zones=placement.around(found.at), context=placement.context,
        )
        for found in listings.find_names(norm)
    ]
