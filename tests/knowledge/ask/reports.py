"""The small reports of questions.toml, published as people publish them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from knowledge.ask.context import Context
from knowledge.library import Library
from knowledge.model import Answer
from knowledge.publish import prepare, publish

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))
LIBRARIES: dict[str, list[str]] = TABLE["libraries"]
CASES: list[dict[str, Any]] = TABLE["case"]


def turns(case: dict[str, Any]) -> list[str]:
    """What is said in a case, in order."""
    said: list[str] = case.get("turns") or [case["q"]]
    return said


def published(folder: Path, reports: list[str]) -> Path:
    """A home in which the reports were published, one after another."""
    home = folder / "home"
    for number, text in enumerate(reports):
        path = folder / f"{number}.md"
        path.write_text(text.strip() + "\n", encoding="utf-8")
        publish(home, prepare(path, home))
    return home


def said(library: Library, case: dict[str, Any]) -> Answer:
    """The answer to the last turn of a case."""
    context, answer = Context(), None
    for turn in turns(case):
        answer, context = library.converse(turn, context)
    assert answer is not None
    return answer
