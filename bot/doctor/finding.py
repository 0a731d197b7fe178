"""What a look at one thing gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` is what was looked at, ``told`` how it is, ``todo`` what to do next; each one line of English."""

    check: str
    state: State
    told: str
    todo: str = ""


def ok(check: str, told: str) -> Finding:
    """All is well."""
    return Finding(check, "ok", told)


def warning(check: str, told: str, todo: str) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(check, "warning", told, todo)


def problem(check: str, told: str, todo: str) -> Finding:
    """Something does not work."""
    return Finding(check, "problem", told, todo)


def of_error(check: str, error: Exception) -> Finding:
    """A typed error, whose message ends with what to do."""
    told, _, todo = str(error).rpartition("; ")
    return problem(check, " ".join((told or todo).split()), " ".join(todo.split()) if told else "see docs/operating.md")
