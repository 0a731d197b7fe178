"""A sentence cut into the clauses that carry one statement each, with their words and values.

Chinese reports chain many statements in one sentence (A 47所，在校生7.74万人；B …（其中 …）). Every later step works on
these clauses: which words a number is of depends on where the commas, brackets and 、 stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from knowledge.language.tags import Token, tag
from knowledge.model import Quantity

# A sentence with more valued brackets is no sentence any more and is not taken apart at them.
BRACKETS = 200
_BREAKS = frozenset("，；：。！？")
# All that may end a clause or keep it from ending.
_STOP = re.compile("[，；：。！？《“》”（—]")
_BRACKET = re.compile("[（）]")
_VALUE_KINDS = frozenset({"count", "percent", "money", "date", "rank", "ratio"})
_BOUNDS = frozenset({"超", "超过", "以上", "以下", "及以上", "及以下", "以内", "不足", "逾", "突破", "不满", "达"})
_NOUNISH = re.compile(r"(?:以上|以下|及以上)?(?:的)?[\u4e00-\u9fff]{2,}$")
_COMPOUND = {
    ("分", "秒"), ("分钟", "秒"), ("小时", "分"), ("小时", "分钟"), ("个小时", "分钟"), ("年", "个月"), ("天", "小时"), ("天", "个小时"), ("年", "月"),
}
_CONGRESS = re.compile("党代会|代表大会|全会|[人团职教工]代会")
_FIRST_HAD = re.compile(r"有了一[^，。；]{3,6}的")
_FIGURE = re.compile(r"(?:成为|成了|是|形成|打造|当好|作为|亮出|擦亮|交出|构筑|筑起|打响)了?$")
_JOINERS = re.compile("[、和及与]|以及")
_AT, _TO = attrgetter("at"), attrgetter("to")


class Clause(NamedTuple):
    """One statement: ``spans`` are its stretches of the sentence (a bracket with values is a clause of its own, and so a
    hole in its parent). ``group`` counts the ；-parted groups, ``parent`` is the clause whose bracket this stands in."""

    at: int
    to: int
    spans: tuple[tuple[int, int], ...]
    group: int
    parent: int
    tokens: tuple[Token, ...]
    values: tuple[Quantity, ...]
    periods: tuple[Quantity, ...]
    split: bool = False

    def text(self, norm: str) -> str:
        """The words as written, the holes left out."""
        if len(self.spans) == 1:
            ((at, to),) = self.spans
            return norm[at:to]
        return "".join([norm[a:b] for a, b in self.spans])

    def until(self, at: int) -> int:
        """How many of the words end at ``at`` or before."""
        return bisect_right(self.tokens, at, key=_TO)

    def since(self, at: int) -> int:
        """The place of the first word that begins at ``at`` or later."""
        return bisect_left(self.tokens, at, key=_AT)


@dataclass(slots=True)
class _Piece:
    at: int
    parent: int
    group: int
    to: int = 0


def _pieces(norm: str, brackets: dict[int, int]) -> list[_Piece]:
    """The stretches between clause marks; each valued bracket is walked on its own, inside its parent."""
    pieces: list[_Piece] = []
    waiting = [(0, len(norm), -1, 0)]
    while waiting:  # and no recursion: brackets may be nested as deep as the sentence is long
        at, to, parent, group = waiting.pop()
        quoted = 0
        pieces.append(_Piece(at, parent, group))
        pending: list[tuple[int, int, int]] = []
        i = at
        while stop := _STOP.search(norm, i, to):
            i, char = stop.start(), stop[0]
            if i in brackets:
                pending.append((i + 1, brackets[i], len(pieces) - 1))
                i = brackets[i]
            elif char in "《“":
                quoted += 1
            elif char in "》”":
                quoted = max(0, quoted - 1)
            elif (char in _BREAKS and not quoted) or (char == "—" and norm.startswith("——", i)):
                pieces[-1].to = i
                group += char in "；。！？"
                i += char == "—"
                pieces.append(_Piece(i + 1, parent, group))
            i += 1
        pieces[-1].to = to
        waiting += [(*inner, group) for inner in reversed(pending)]
    return pieces


def _valued_brackets(norm: str, values: list[Quantity]) -> dict[int, int]:
    """Opening to closing place of each bracket that holds a value; others stay part of the words around them."""
    found: dict[int, int] = {}
    if "）" not in norm:
        return found
    places = [v.at for v in values]
    stack: list[int] = []
    for bracket in _BRACKET.finditer(norm):
        i = bracket.start()
        if bracket[0] == "（":
            stack.append(i)
        elif stack:
            start = stack.pop()
            if bisect_right(places, start) < bisect_left(places, i):
                found[start] = i
    return found if len(found) <= BRACKETS else {}


def split(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Clause, ...]:
    """The clauses of a sentence's matching text, in reading order, brackets after the clause that holds them."""
    quantities = _without_bounds(norm, _units_shared(norm, _compounds(quantities)))
    values = [q for q in quantities if q.kind in _VALUE_KINDS]
    brackets = _valued_brackets(norm, values)
    found = _Found(_words(norm, quantities), quantities)
    opened = sorted(brackets)
    clauses: list[Clause] = []
    index: dict[int, int] = {}
    for number, piece in enumerate(_pieces(norm, brackets)):
        index[number] = len(clauses)
        clause = _clause(piece, brackets, opened, found)
        parent = index.get(piece.parent, -1)
        parts = _split_listed(clause, norm, found)
        clauses += parts if parent < 0 else [part._replace(parent=parent) for part in parts]
    return tuple(clauses)


def _compounds(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """9分42秒 and 九年六个月 are one value each; its number is that of the larger unit and is not computed with."""
    joined: list[Quantity] = []
    for q in quantities:
        last = joined[-1] if joined else None
        if last is not None and last.to == q.at and (last.unit, q.unit) in _COMPOUND and q.kind == last.kind == "count":
            text = last.text + last.unit + q.text
            joined[-1] = replace(last, to=q.to, text=text, unit=q.unit, value=None)
        else:
            joined.append(q)
    return tuple(joined)


def _units_shared(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """12.6万、9.3万和4.8万人次: the unit behind the last number is of all."""
    if len(quantities) < 2:
        return quantities
    shared = list(quantities)
    for i in range(len(shared) - 2, -1, -1):
        left, right = shared[i], shared[i + 1]
        bare = left.kind == right.kind == "count" and not left.unit and right.unit
        if bare and norm[left.to : right.at] in ("、", "和", "及", "与"):
            shared[i] = replace(left, unit=right.unit)
    return tuple(shared)


def _without_bounds(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """产值超10亿元企业73户: the first number bounds what the second one counts and is no value itself."""
    kept: list[Quantity] = []
    for before, q, after in zip((None, *quantities), quantities, (*quantities[1:], None), strict=False):
        between = "，" if after is None else norm[q.to : after.at]
        if q.value == 1 and (_FIGURE.search(norm[max(0, q.at - 4) : q.at]) or _FIRST_HAD.match(norm, max(0, q.at - 2))):
            # 成为一张名片, 有了一张亮丽的名片: a figure of speech
            kept.append(replace(q, kind="code"))
            continue
        if q.kind == "rank" and _beside_count(q, before, after):  # 3枚金牌, 一等奖2项: the award names what is counted
            kept.append(replace(q, kind="code"))
            continue
        if q.unit in ("次", "届") and _CONGRESS.match(norm, q.to):  # 十四次党代会: an ordinal without its 第
            kept.append(replace(q, kind="code"))
            continue
        if q.unit in ("学年", "学期", "年度", "年来"):  # 一学年共…: how long, not how many
            kept.append(replace(q, kind="code"))
            continue
        bounds = q.marker in _BOUNDS and not re.search("[，；。：、]", between) and len(between) >= 2
        kept.append(replace(q, kind="code") if bounds and q.kind in ("money", "count") and _NOUNISH.match(between) else q)
    return tuple(kept)


def _beside_count(q: Quantity, before: Quantity | None, after: Quantity | None) -> bool:
    behind = before is not None and before.kind == "count" and before.to == q.at
    return behind or (after is not None and after.kind == "count" and after.at == q.to)


def _words(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Token, ...]:
    """The tagged words; what stands inside a value or a period names nothing (m), whatever the dictionary says of it."""
    tokens = list(tag(norm))
    for q in quantities:
        if q.kind in ("code", "ordinal"):
            continue
        for i in range(bisect_right(tokens, q.at, key=_TO), bisect_left(tokens, q.to, key=_AT)):
            t = tokens[i]
            if q.at <= t.at or t.to <= q.to:  # a word that reaches out on both sides stays what it is
                tokens[i] = Token(t.at, t.to, t.word, "m")
    return tuple(tokens)


class _Found:
    """The words and quantities of a sentence, both in order and apart, by their places."""

    def __init__(self, tokens: tuple[Token, ...], quantities: tuple[Quantity, ...]) -> None:
        self._tokens, self._quantities = tokens, quantities
        self._starts, self._ends = [t.at for t in tokens], [t.to for t in tokens]

    def words(self, spans: Sequence[tuple[int, int]]) -> tuple[Token, ...]:
        """The words that stand wholly inside one of the stretches."""
        inside = [self._tokens[bisect_left(self._starts, at) : bisect_right(self._ends, to)] for at, to in spans]
        return inside[0] if len(inside) == 1 else tuple(chain.from_iterable(inside))

    def quantities(self, spans: Sequence[tuple[int, int]]) -> tuple[Quantity, ...]:
        """The quantities that stand wholly inside one of the stretches."""
        every = self._quantities
        if not every or not spans or every[-1].to <= spans[0][0]:
            return ()
        inside = [every[bisect_left(every, at, key=_AT) : bisect_right(every, to, key=_TO)] for at, to in spans]
        return inside[0] if len(inside) == 1 else tuple(chain.from_iterable(inside))


def _clause(piece: _Piece, brackets: dict[int, int], opened: list[int], found: _Found) -> Clause:
    if not opened:
        return _make(((piece.at, piece.to),) if piece.to > piece.at else (), piece.at, piece.to, piece.group, found)
    spans, at = [], piece.at
    for start in opened[bisect_left(opened, at) : bisect_left(opened, piece.to)]:
        if at <= start:
            spans.append((at, start))
            at = brackets[start] + 1
    spans.append((at, piece.to))
    return _make(tuple([span for span in spans if span[1] > span[0]]), piece.at, piece.to, piece.group, found)


def _make(spans: tuple[tuple[int, int], ...], at: int, to: int, group: int, found: _Found, *, cut: bool = False) -> Clause:
    values: tuple[Quantity, ...] = ()
    periods: tuple[Quantity, ...] = ()
    if mine := found.quantities(spans):
        values = tuple([q for q in mine if q.kind in _VALUE_KINDS])
        periods = tuple([q for q in mine if q.kind == "period"])
    return Clause(at, to, spans, group, -1, found.words(spans), values, periods, cut)


def _split_listed(clause: Clause, norm: str, found: _Found) -> list[Clause]:
    """医院231个、卫生院85个 states two things: cut at 、 and 和 where each side has its own value and its own noun."""
    if len(clause.values) < 2:
        return [clause]
    bounds = [clause.at]
    last_noun = next((t.at for t in reversed(clause.tokens) if t.nominal), -1)
    for left, right in pairwise(clause.values):
        cut = _joint(clause, left, right, last_noun)
        if cut:
            bounds.append(cut)
    if len(bounds) == 1:
        return [clause]
    bounds.append(clause.to + 1)
    parts = []
    for number, (a, b) in enumerate(pairwise(bounds)):
        spans = tuple((max(a, s), min(b - 1, e)) for s, e in clause.spans if max(a, s) < min(b - 1, e))
        parts.append(_make(spans, a, b - 1, clause.group, found, cut=number > 0))
    return parts


def _joint(clause: Clause, left: Quantity, right: Quantity, last_noun: int) -> int | None:
    """The place after the joiner between two values that belong to two statements, None when they are one. ``last_noun``:
    where the last noun of the clause begins."""
    between = clause.tokens[clause.since(left.to) : clause.until(right.at)]
    joiners = [t for t in between if _JOINERS.fullmatch(t.word)]
    if not joiners:
        return None
    last = joiners[0] if joiners[0].at == left.to else joiners[-1]
    nouns = [t for t in between if t.nominal and t.at >= last.to]
    trailing = last_noun >= right.to
    own_left = [t for t in between if t.nominal and t.to <= last.at]
    if last.at == left.to and not nouns and not (trailing and left.unit != right.unit):
        return None
    if not nouns and not own_left and not trailing:
        return None
    return last.to
