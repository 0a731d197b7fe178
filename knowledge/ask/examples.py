"""Questions to start from, drawn from the report itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.ask.context import Context

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_TRIED = 60


def questions_from(engine: Engine, count: int) -> tuple[str, ...]:
    """Up to ``count`` questions, each of which the reports answer with the fact it was made of."""
    facts = [f for f in engine.index.all_facts() if f.fact.kind in ("count", "percent") and 3 <= len(f.fact.label) <= 10]
    step = max(1, len(facts) // (count * 4 or 1))
    questions: list[str] = []
    for found in facts[::step][:_TRIED]:
        unit = found.fact.unit if found.fact.kind == "count" else ""
        text = f"{found.fact.label}{'有多少' + unit if unit else '是多少'}"
        answer, _ = engine.ask(text, Context())
        if answer.status == "answered" and answer.values and answer.values[0].text == found.fact.text:
            questions.append(text)
        if len(questions) == count:
            break
    return tuple(questions)
