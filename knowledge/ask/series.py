"""差多少, 一共多少 and 哪个多 said alone: the operands are what the last turns were answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.ask import agree, operands
from knowledge.ask.context import Context
from knowledge.ask.operands import Operand
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_POINTING = frozenset("两者 二者 两个 它们 两项 两家 这两个 这两项 三者 三个 三项 前者 后者 俩 它俩 两 这 那 他们 她们 差 相差".split())


def alone(question: Question) -> bool:
    """Whether a turn names an operation and nothing that it is of."""
    words = [t.word for t in question.hard if t.word not in _POINTING]
    return question.operation is not None and not words and not question.periods and not question.relative


def operands_of(engine: Engine, question: Question, context: Context) -> tuple[Operand, ...] | None:
    """The facts of the turns the operation is about: the last two, for a sum all of one series; None when one is unsure."""
    trail = [q for q in context.trail if q.terms]
    if len(trail) < 2 or not context.answered:
        return None
    found = [operands.alone(engine, q) for q in trail]
    size = _series(engine, trail, found) if question.operation == "sum" else 2
    kept = [(q, c) for q, c in zip(trail[-size:], found[-size:], strict=True) if c is not None]
    if question.operation == "sum":
        wholes = [agree.whole_of(c.passage, c.fact) for _, c in kept]
        kept = [(q, c) for q, c in kept if c.fact not in wholes]
        size = len(kept)
    if size < 2 or len({c.place for _, c in kept}) < size:
        return None
    asked = [q for q, _ in kept]
    return tuple(Operand(c, _name(asked, i)) for i, (_, c) in enumerate(kept))


def _series(engine: Engine, trail: list[Question], found: list[Candidate | None]) -> int:
    """How many of the last answers are of one series: alike, and of one sentence or asked for with nearly the same words."""
    size = 1
    while size < len(trail):
        one, other = found[-size - 1], found[-size]
        if one is None or other is None or not agree.alike(engine, (one, other)):
            break
        if one.place[:2] != other.place[:2] and not _kin(trail[-size - 1], trail[-size]):
            break
        size += 1
    return size


def _words(question: Question) -> set[str]:
    return {t.word for t in question.hard} | {p.text for p in question.periods}


def _kin(one: Question, other: Question) -> bool:
    """Whether two questions share most of their words."""
    mine, theirs = _words(one), _words(other)
    return bool(mine & theirs) and len(mine - theirs) <= 2 and len(theirs - mine) <= 2


def _name(trail: list[Question], number: int) -> str:
    others = set().union(*(_words(q) for i, q in enumerate(trail) if i != number))
    periods, terms = [p.text for p in trail[number].periods], [t.word for t in trail[number].hard]
    return "".join(w for w in dict.fromkeys(periods + terms) if w not in others)
