"""A sentence cut into the clauses that carry one statement each, with their words and values.

Chinese reports chain many statements in one sentence (A 47所，在校生7.74万人；B …（其中 …）). Every later step works on
these clauses: which words a number is of depends on where the commas, brackets and 、 stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import attrgetter

from knowledge.language.tags import Token, tag
from knowledge.model import Quantity

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


@dataclass(frozen=True, slots=True)
class Clause:
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
        return "".join(norm[a:b] for a, b in self.spans)


@dataclass(slots=True)
class _Piece:
    at: int
    parent: int
    group: int
    to: int = 0


def _pieces(norm: str, brackets: dict[int, int]) -> list[_Piece]:
    """The stretches between clause marks; each valued bracket is walked on its own, inside its parent."""
    pieces: list[_Piece] = []

    def walk(at: int, to: int, parent: int, group: int) -> None:
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
        for inner_at, inner_to, owner in pending:
            walk(inner_at, inner_to, owner, group)

    walk(0, len(norm), -1, 0)
    return pieces


def _valued_brackets(norm: str, values: list[Quantity]) -> dict[int, int]:
    """Opening to closing place of each bracket that holds a value; others stay part of the words around them."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKET.finditer(norm):
        i = bracket.start()
        if bracket[0] == "（":
            stack.append(i)
        elif stack:
            start = stack.pop()
            if any(start < v.at < i for v in values):
                found[start] = i
    return found


def split(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Clause, ...]:
    """The clauses of a sentence's matching text, in reading order, brackets after the clause that holds them."""
    quantities = _without_bounds(norm, _units_shared(norm, _compounds(quantities)))
    values = [q for q in quantities if q.kind in _VALUE_KINDS]
    brackets = _valued_brackets(norm, values)
    tokens = _words(norm, quantities)
    clauses: list[Clause] = []
    index: dict[int, int] = {}
    for number, piece in enumerate(_pieces(norm, brackets)):
        index[number] = len(clauses)
        clause = _clause(piece, norm, brackets, quantities, tokens)
        parent = index.get(piece.parent, -1)
        parts = _split_listed(clause, norm, quantities, tokens)
        clauses += parts if parent < 0 else [replace(part, parent=parent) for part in parts]
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
    for q, after in zip(quantities, (*quantities[1:], None), strict=False):
        between = "，" if after is None else norm[q.to : after.at]
        if q.value == 1 and (_FIGURE.search(norm[max(0, q.at - 4) : q.at]) or _FIRST_HAD.match(norm, max(0, q.at - 2))):
            # 成为一张名片, 有了一张亮丽的名片: a figure of speech
            kept.append(replace(q, kind="code"))
            continue
        if q.kind == "rank" and _beside_count(q, quantities):  # 3枚金牌, 一等奖2项: the award names what is counted
            kept.append(replace(q, kind="code"))
            continue
        if q.unit in ("次", "届") and _CONGRESS.match(norm[q.to :]):  # 十四次党代会: an ordinal without its 第
            kept.append(replace(q, kind="code"))
            continue
        if q.unit in ("学年", "学期", "年度", "年来"):  # 一学年共…: how long, not how many
            kept.append(replace(q, kind="code"))
            continue
        bounds = q.marker in _BOUNDS and not re.search("[，；。：、]", between) and len(between) >= 2
        kept.append(replace(q, kind="code") if bounds and q.kind in ("money", "count") and _NOUNISH.match(between) else q)
    return tuple(kept)


def _beside_count(q: Quantity, quantities: tuple[Quantity, ...]) -> bool:
    return any(c.kind == "count" and (c.to == q.at or c.at == q.to) for c in quantities)


def _words(norm: str, quantities: tuple[Quantity, ...]) -> tuple[Token, ...]:
    """The tagged words; what stands inside a value or a period names nothing (m), whatever the dictionary says of it."""
    taken = {i for q in quantities if q.kind not in ("code", "ordinal") for i in range(q.at, q.to)}
    return tuple([Token(t.at, t.to, t.word, "m") if t.at in taken or t.to - 1 in taken else t for t in tag(norm)])


def _clause(
    piece: _Piece, norm: str, brackets: dict[int, int], quantities: tuple[Quantity, ...], tokens: tuple[Token, ...]
) -> Clause:
    spans, at = [], piece.at
    for start in sorted(brackets):
        if at <= start < piece.to:
            spans.append((at, start))
            at = brackets[start] + 1
    spans.append((at, piece.to))
    return _make(tuple((a, b) for a, b in spans if b > a), piece.at, piece.to, piece.group, quantities, tokens)


def _make(
    spans: tuple[tuple[int, int], ...], at: int, to: int, group: int,
    quantities: tuple[Quantity, ...], tokens: tuple[Token, ...], *, cut: bool = False,
) -> Clause:
    mine = [q for q in quantities if any(s <= q.at and q.to <= e for s, e in spans)]
    return Clause(
        at, to, spans, group, -1,
        tuple(chain.from_iterable(_between(tokens, *span) for span in spans)),
        tuple(q for q in mine if q.kind in _VALUE_KINDS),
        tuple(q for q in mine if q.kind == "period"),
        cut,
    )


def _between(tokens: tuple[Token, ...], at: int, to: int) -> tuple[Token, ...]:
    """The words that stand wholly inside a stretch."""
    return tokens[bisect_left(tokens, at, key=_AT) : bisect_right(tokens, to, key=_TO)]


def _split_listed(
    clause: Clause, norm: str, quantities: tuple[Quantity, ...], tokens: tuple[Token, ...]
) -> list[Clause]:
    """医院231个、卫生院85个 states two things: cut at 、 and 和 where each side has its own value and its own noun."""
    if len(clause.values) < 2:
        return [clause]
    bounds = [clause.at]
    for left, right in pairwise(clause.values):
        cut = _joint(norm, clause, left, right)
        if cut:
            bounds.append(cut)
    if len(bounds) == 1:
        return [clause]
    bounds.append(clause.to + 1)
    parts = []
    for number, (a, b) in enumerate(pairwise(bounds)):
        spans = tuple((max(a, s), min(b - 1, e)) for s, e in clause.spans if max(a, s) < min(b - 1, e))
        parts.append(_make(spans, a, b - 1, clause.group, quantities, tokens, cut=number > 0))
    return parts


def _joint(norm: str, clause: Clause, left: Quantity, right: Quantity) -> int | None:
    """The place after the joiner between two values that belong to two statements, None when they are one."""
    between = [t for t in clause.tokens if left.to <= t.at and t.to <= right.at]
    joiners = [t for t in between if _JOINERS.fullmatch(t.word)]
    if not joiners:
        return None
    last = joiners[0] if joiners[0].at == left.to else joiners[-1]
    nouns = [t for t in between if t.nominal and t.at >= last.to]
    trailing = [t for t in clause.tokens if t.at >= right.to and t.nominal]
    own_left = [t for t in between if t.nominal and t.to <= last.at]
    if last.at == left.to and not nouns and not (trailing and left.unit != right.unit):
        return None
    if not nouns and not own_left and not trailing:
        return None
    return last.to
