"""What one conversation remembers: the last question understood and what it was answered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.ask.question import Question
from knowledge.model import Answer

if TYPE_CHECKING:
    from knowledge.ask.engine import Reading

# How many answered questions 一共 and 差多少 may refer to.
_TRAIL = 4


@dataclass(frozen=True, slots=True)
class Context:
    """``Context()`` remembers nothing. ``names``: people named by the last answer; ``values``: (text, unit) it gave."""

    question: Question | None = None
    answered: bool = False
    names: tuple[str, ...] = ()
    trail: tuple[Question, ...] = ()
    unit: str = ""
    kind: str = ""


def people_of(reading: Reading) -> frozenset[str]:
    """The people whom the passages read name."""
    return frozenset(n for r in reading.passages for f in r.passage.facts if f.kind == "person" for n in f.names)


def remembered(context: Context, question: Question, answer: Answer, people: frozenset[str] = frozenset()) -> Context:
    """What the next turn may refer to: the question as completed, and the people that it or its answer named."""
    asked = tuple(sorted(n for n in people if n in question.norm))
    names = asked or tuple(v.value for v in answer.values if v.kind == "person") or tuple(
        n for v in answer.values for n in v.label.split("、") if v.kind == "name" and n and n in question.norm
    )
    trail = (*context.trail, question) if answer.status == "answered" and not question.operation else context.trail
    unit, kind = _unit(answer) or context.unit, _kind(answer) or context.kind
    return Context(question, answer.status == "answered", names or context.names, trail[-_TRAIL:], unit, kind)


def _kind(answer: Answer) -> str:
    return answer.values[0].kind if answer.values else ""


def _unit(answer: Answer) -> str:
    """The measure word of a count that was answered: a follow-up asks for the same."""
    counted = [v.unit for v in answer.values if v.kind == "count"]
    return counted[0].lstrip("十百千万亿") if counted else ""
