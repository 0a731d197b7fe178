"""How a question was understood and why the candidates came out as they did, for engineers."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate

SHOWN = 8


def explained(question: Question, ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """Lines: the question's parts, then the candidates with each part of their score and what excludes them."""
    lines = [
        f"asked={question.asked} units={','.join(question.units) or '-'} aspect={question.aspect or '-'}"
        f" operation={question.operation or '-'} yesno={question.yesno}"
        f" periods={','.join(p.text for p in question.periods) or '-'}",
        "terms: " + " ".join(f"{t.word}{'' if t.hard else '?'}={t.weight:.2f}" for t in question.terms),
    ]
    for candidate in ranked[:SHOWN]:
        fact = candidate.fact
        parts = " ".join(f"{k}={v:+.2f}" for k, v in candidate.parts.items() if v)
        why = " ".join([*(f"missing:{t.word}" for t in candidate.missing), *candidate.conflicts])
        lines.append(f"{candidate.score:.3f} {fact.kind} {fact.text}{fact.unit} [{fact.label}] {parts} {why}".rstrip())
    return tuple(lines)
