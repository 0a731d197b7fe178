"""What a question asks: the kind and unit of the answer, the words that must be matched, the scope, the operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from knowledge.model import Aspect, Period, Quantity

Asked = Literal["count", "percent", "money", "date", "rank", "person", "list", "name", "place", "fact", "any"]
Operation = Literal["sum", "difference", "times", "more", "share", "size"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way the report may write a term, and how sure it means the same (1.0 as asked)."""

    text: str
    quality: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question. ``hard`` terms must be accounted for; soft ones (我校, 开展) only help.

    ``at`` is its place in the question's matching text; ``family`` is (family, group) when rivals exclude it;
    ``parts``: the words an entry of the lexicon is made of, which may stand apart in a report as well (本省就业: 本省, 就业).
    ``aside``: it stands in another clause than the question word. ``known``: the reports have the word itself or one of its
    forms."""

    word: str
    forms: tuple[Form, ...]
    hard: bool
    at: int
    family: tuple[str, str] | None = None
    weight: float = 1.0
    known: bool = True
    aside: bool = False
    parts: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. ``text`` is what was typed, ``norm`` its matching text.

    ``kinds``: kinds of fact that can answer, best first; "any" when only key words were given. ``units``: measure words
    asked for. ``change`` is the direction of a change asked for (+1, -1, 0 when none is named). ``hard``: the
    terms that are, asked for at each fact."""

    text: str
    norm: str
    asked: Asked
    terms: tuple[Term, ...] = ()
    units: tuple[str, ...] = ()
    aspect: Aspect | None = None
    change: int = 0
    periods: tuple[Period, ...] = ()
    relative: tuple[str, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    operation: Operation | None = None
    yesno: bool = False
    total: bool = False
    focus: int = -1
    english: bool = False
    chat: str = ""
    claimed: Quantity | None = None
    notes: tuple[tuple[str, str, str], ...] = field(default=())
    hard: tuple[Term, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hard", tuple(t for t in self.terms if t.hard))
