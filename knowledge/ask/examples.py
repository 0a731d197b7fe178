"""Questions to start from, drawn from the report itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ask.context import Context
from knowledge.model import Fact

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_TRIED = 60


def _tells(fact: Fact) -> bool:
    """Whether a fact makes a good question: a plain label, and more than one of it."""
    plain = 3 <= len(fact.label) <= 9 and not re.search(r"[的了等在共有\d，、]", fact.label)
    return plain and fact.aspect == "level" and fact.value is not None and fact.value >= 5


def questions_from(engine: Engine, count: int) -> tuple[str, ...]:
    """Up to ``count`` questions, each of which the reports answer with the fact it was made of."""
    facts = [f for f in engine.index.all_facts() if f.fact.kind in ("count", "percent") and _tells(f.fact)]
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
