"""甲、乙、丙分别占50.9%、32.6%、16.5%: items and values told apart one to one, or not at all.

The items stand before 分别 in the same clause, in the clause before (甲、乙2个项目，分别位列第三、第四), or are the
subjects of the clauses before (职工37925万人，离退休14196万人，分别增加1214万人和552万人). When the counts differ nothing is
aligned and no item counts as a value's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.language.tags import Token
from knowledge.model import Quantity
from knowledge.report.clauses import Clause

Zone = tuple[int, int, float]
Zones = tuple[Zone, ...]

ITEMS = 100  # of a longer list nobody can say which value is whose
_JOINERS = frozenset({"、", "和", "及", "与", "以及"})
_MARK = re.compile("分别|分获|分列|分居|依次|各(?=[获得有占])")


@dataclass(frozen=True, slots=True)
class Item:
    """What one value is of: its own zones, and the stretches that speak of its neighbours only."""

    own: Zones
    masked: tuple[tuple[int, int], ...]
    lost_all: bool = False

    def over(self, zones: Zones) -> Zones:
        """The item's own zones before what its clause has, the neighbours cut out."""
        if self.lost_all:  # which value is whose is not known: nothing of the clause may prove any of them
            return tuple((a, b, min(w, 0.3)) for a, b, w in clip(zones, self.masked))
        return self.own + clip(zones, self.masked)


def clip(zones: Iterable[Zone], holes: Sequence[tuple[int, int]]) -> Zones:
    """The zones without the given stretches."""
    if not holes:
        return tuple(zones)
    left = list(zones)
    for start, end in holes:
        kept: list[Zone] = []
        for a, b, w in left:
            if b <= start or a >= end:
                kept.append((a, b, w))
                continue
            kept += [(x, y, w) for x, y in ((a, start), (end, b)) if x < y]
        left = kept
    return tuple(left)


def has_mark(norm: str) -> bool:
    """Whether a sentence says anywhere that items and values go one to one."""
    return _MARK.search(norm) is not None


def align(norm: str, clauses: tuple[Clause, ...], number: int, marked: bool) -> dict[int, Item]:
    """Item of each value (by its place among the clause's values); empty when the clause is not such a list. ``marked``:
    whether its sentence has a mark."""
    clause = clauses[number]
    values = _run(norm, clause)
    if len(values) < 2:
        return _spread(norm, clauses, number) if marked else {}
    found = _MARK.search(norm, clause.at, values[0].at)
    pieces = _pieces(clause, clause.at, found.start() if found else values[0].at)
    shared_tail = True
    if found and not pieces and number:
        pieces, shared_tail = _before(clauses, number, len(values))
    if not found and len(pieces) < 2 and number:
        pieces, shared_tail = _told_before(norm, clauses, number, len(values)), True
    if not pieces or (not found and len(pieces) < 2):
        return {}
    order = {v.at: i for i, v in enumerate(clause.values)}
    if len(pieces) != len(values) or len(pieces) > ITEMS:
        lost = tuple((p[0].at, p[-1].to) for p in pieces) if len(pieces) <= ITEMS else ((pieces[0][0].at, pieces[-1][-1].to),)
        return {order[v.at]: Item((), lost, lost_all=True) for v in values}
    items = _items(pieces, shared_tail)
    return {order[v.at]: item for v, item in zip(values, items, strict=True)}


def _told_before(norm: str, clauses: tuple[Clause, ...], number: int, wanted: int) -> list[list[Token]]:
    """The items of the clause before, when it tells as many values apart: 甲、乙分别达5万元、3万元，增长4.8%和6.6%."""
    last = clauses[number - 1]
    if last.group != clauses[number].group or last.parent != clauses[number].parent or len(_run(norm, last)) != wanted:
        return []
    mark = _MARK.search(norm, last.at, last.values[0].at) if last.values else None
    pieces = _pieces(last, last.at, mark.start()) if mark else []
    return pieces if len(pieces) == wanted else []


def _spread(norm: str, clauses: tuple[Clause, ...], number: int) -> dict[int, Item]:
    """甲、乙分获古琴项目二等奖和书法项目三等奖: values of clauses cut at a joiner, one for each item before 分获."""
    start = number
    while start and clauses[start].split and number - start <= ITEMS:
        start -= 1
    end = start + 1
    while end < len(clauses) and clauses[end].split and end - start <= ITEMS:
        end += 1
    if not 2 <= end - start <= ITEMS or any(len(c.values) != 1 for c in clauses[start:end]):
        return {}
    first = clauses[start]
    found = _MARK.search(norm, first.at, first.values[0].at)
    pieces = _pieces(first, first.at, found.start()) if found else []
    return {0: _items(pieces, False)[number - start]} if len(pieces) == end - start else {}


def _run(norm: str, clause: Clause) -> list[Quantity]:
    """The longest run of values that follow each other with nothing but a joiner between."""
    best: list[Quantity] = []
    run: list[Quantity] = []
    for value in clause.values:
        if run and norm[run[-1].to : value.at] not in _JOINERS:
            run = []
        run.append(value)
        best = max(best, run, key=len)
    return list(best)


def _pieces(clause: Clause, at: int, to: int) -> list[list[Token]]:
    """The words between the joiners, as far as they name something."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in clause.tokens:
        if token.at < at or token.to > to:
            continue
        depth += token.word.count("（") + token.word.count("“") + token.word.count("《")
        depth -= token.word.count("）") + token.word.count("”") + token.word.count("》")
        if depth <= 0 and token.word in _JOINERS:
            pieces.append([])
        elif depth == 1 and token.word in "“《" and pieces[-1] and norm_close(pieces[-1][-1].word):
            pieces.append([token])  # “甲”“乙” stand side by side without 、
        elif token.tag != "x" or token.word in "“”《》":
            pieces[-1].append(token)
    named = [p for p in pieces if any(t.tag not in ("x", "p", "d", "c", "uj") for t in p)]
    return named if len(named) == len(pieces) else ([] if len(pieces) == 1 else named)


def norm_close(word: str) -> bool:
    """Whether a word closes a quotation or a title."""
    return word.endswith(("”", "》"))


def _before(clauses: tuple[Clause, ...], number: int, wanted: int) -> tuple[list[list[Token]], bool]:
    """Items of an earlier clause (cut off before 2个项目), or the subjects of the clauses just before."""
    last = clauses[number - 1]
    limit = last.values[0].at if last.values else last.to
    pieces = _pieces(last, last.at, limit)
    if len(pieces) == wanted:
        return pieces, not last.values
    earlier = clauses[max(0, number - wanted) : number]
    if len(earlier) == wanted and all(c.values for c in earlier):
        subjects = [[t for t in c.tokens if t.to <= c.values[0].at and t.nominal] for c in earlier]
        if all(subjects):
            return subjects, False
    return [], False


def _items(pieces: list[list[Token]], shared_tail: bool) -> list[Item]:
    """Own words of each item. The first item's lead-in (获得) and the last one's tail (职业资格的毕业生) are of all."""
    first, last = pieces[0], pieces[-1]
    core_first = _core_start(first, pieces[1])
    lead: Zones = ((first[0].at, first[core_first].at, 0.7),) if core_first else ()
    tail: Zones = ()
    core_last = _core_end(last, pieces[-2] if len(pieces) > 2 else first[core_first:])
    if shared_tail and core_last + 1 < len(last):
        tail = ((last[core_last].to, last[-1].to, 0.8),)
    spans = [(p[0].at, p[-1].to) for p in pieces]
    spans[0] = (first[core_first].at, spans[0][1])
    spans[-1] = (spans[-1][0], last[core_last].to if tail else spans[-1][1])
    items = []
    for i, (a, b) in enumerate(spans):
        own: Zones = ((a, b, 1.0), *lead, *tail)
        items.append(Item(own, tuple(s for j, s in enumerate(spans) if j != i)))
    return items


def _core_start(first: list[Token], second: list[Token]) -> int:
    """Where the first item begins after its lead-in: at a word like the second item's first one, else as long as it is."""
    for i, token in enumerate(first[:-1]):
        if token.word == second[0].word:
            return i
    if len(second) > 4:  # the last of two items still has its tail on
        nominal = [i for i, t in enumerate(first) if t.nominal]
        return nominal[-1] if nominal else 0
    return max(0, len(first) - len(second))


def _core_end(last: list[Token], before: list[Token]) -> int:
    """Where the last item ends before the tail that all share: at a word like the item before's last one, else as long."""
    ending = before[-1].word[-2:]
    for i, token in enumerate(last[:-1]):
        if token.word.endswith(ending) and i + 1 <= len(before) + 1:
            return i
    return min(len(before), len(last)) - 1
