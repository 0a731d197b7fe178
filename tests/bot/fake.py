"""A library that answers from a table, for tests of what the bot does with answers; ``python -m tests.bot.fake`` is the
`wenbao` command over it."""

from __future__ import annotations

import dataclasses
import importlib
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from knowledge.errors import NoSuchRevisionError
from knowledge.lesson import NOTHING, Taught
from knowledge.model import Answer, Choice, Evidence, Fact, Note, Passage, Period, Report, Section, Sentence, Value

if TYPE_CHECKING:
    from knowledge.ask.context import Context as Remembered

QUOTE = "全年植树1200\n棵，成活率96%。"
TREES = Value("count", "1200", "1200", "棵", False, "植树")
SHOWN = Evidence("某林场年报", "一、造林 › 1.植树", "一.1", QUOTE, 10, 10 + len(QUOTE), ((4, 10),))
REPORT = Report(1, "某林场年报", "某林场", Period("year", "2030年", 2030, 2030), "a.txt", "d", 100, 2, 3, "2031-01-02T03:04:05Z")
SECTIONS = (
    Section(0, -1, 1, "一", "一", "一、造林", "一、造林", 0, 4),
    Section(1, 0, 2, "1", "一.1", "1.植树", "一、造林 › 1.植树", 4, 8),
)
TABLE = {
    "植树多少": Answer("", "answered", "1200棵", (TREES,), (SHOWN,), notes=(Note("corrected", ("直树", "植树")),)),
    "多少": Answer(
        "",
        "choose",
        choices=(Choice("1200棵", "植树", "一、造林", "植树多少"), Choice("96%", "成活率", "一、造林", "成活率多少")),
    ),
    "成活率多少": Answer("", "answered", "96%", (Value("percent", "96", "96", "%", False, "成活率"),), (SHOWN,)),
    "你好": Answer("", "out_of_scope", notes=(Note("greeting"),)),
}
REFUSAL = Answer("", "not_found", missing=("焊工",), covered=("2030年",), notes=(Note("example"),))


@dataclass(frozen=True)
class FoundFact:
    """A fact and the passage it stands in."""

    passage: Passage
    fact: Fact


@dataclass(frozen=True)
class Context:
    """What was said before, as texts."""

    said: tuple[str, ...] = ()


class Library:
    """Answers from TABLE; everything else is not in the report."""

    is_example = False
    revision = "7"

    @classmethod
    def open(cls, home: Path | None = None, taught: Taught = NOTHING) -> Library:
        return cls()

    def ask(self, text: str, context: Remembered | None = None, *, eager: bool = False, explain: bool = False) -> Answer:
        found = TABLE.get(text.strip(), REFUSAL)
        steps = ("understood", "ranked") if explain else ()
        return dataclasses.replace(found, question=text, revision=self.revision, explanation=steps)

    def converse(self, text: str, context: Remembered) -> tuple[Answer, Remembered]:
        said = cast(Context, context).said
        carried = (Note("carried", said[-1:]),) if said and text.endswith("呢") else ()
        answer = self.ask(text)
        return dataclasses.replace(answer, notes=answer.notes + carried), cast("Remembered", Context((*said, text)))

    def reports(self) -> tuple[Report, ...]:
        return (REPORT,)

    def contents(self, report_id: int) -> tuple[Section, ...]:
        return SECTIONS

    def examples(self, n: int) -> tuple[str, ...]:
        return ("植树多少", "成活率多少", "有哪些树")[:n]

    def source(self, report: int) -> str:
        return "x" * 10 + QUOTE

    def facts(self) -> Iterator[FoundFact]:
        sentence = Sentence(1, 10, 10 + len(QUOTE), QUOTE, tuple(range(10, 10 + len(QUOTE))))
        trees = Fact(0, "count", "1200", "棵", Decimal(1200), 4, 8, "植树")
        loss = Fact(0, "money", "-5.2", "元", Decimal("-5.20"), 4, 8, "=利润", marker="约")
        passage = Passage(1, 1, SECTIONS[1], "", QUOTE, (sentence,), (trees, loss))
        return iter([FoundFact(passage, trees), FoundFact(passage, loss)])

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Summary:
    """What a file was understood to be."""

    title: str = "某林场年报"
    institution: str = ""
    period: Period | None = REPORT.period
    sections: int = 2
    facts: tuple[tuple[str, int], ...] = (("count", 2), ("percent", 1))
    characters: int = 100
    replaces: Report | None = REPORT
    recognised: bool = False
    pictures: int = 0


@dataclass(frozen=True)
class Prepared:
    """A file ready to be published."""

    summary: Summary = Summary()


@dataclass(frozen=True)
class Revision:
    """A kept revision."""

    number: int
    is_current: bool = False
    created: str = "2031-01-02T03:04:05Z"
    titles: tuple[str, ...] = ("某林场年报",)
    damaged: bool = False


def publish(home: Path, prepared: Prepared, keep: int = 10) -> Revision:
    """Leave a trace in the home folder, so that a test sees whether it was done."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "published").touch()
    return Revision(8)


def rollback(home: Path, number: int | None) -> Revision:
    """Only revision 6 is kept."""
    if number not in (None, 6):
        raise NoSuchRevisionError(f"revision {number} is not kept; see 'wenbao revisions'")
    return Revision(6)


def modules() -> dict[str, types.ModuleType]:
    """The front doors of knowledge, by name, as this fake has them."""
    doors = {name: types.ModuleType(name) for name in ("knowledge.library", "knowledge.publish", "knowledge.ask.context")}
    vars(doors["knowledge.library"]).update(Library=Library)
    vars(doors["knowledge.ask.context"]).update(Context=Context)
    vars(doors["knowledge.publish"]).update(
        Edits=lambda *given: given,
        prepare=lambda path, home, edits: Prepared(),
        self_check=lambda prepared: (),
        compared=lambda prepared, home: None,
        publish=publish,
        revisions=lambda home: (Revision(6), Revision(7, is_current=True)),
        rollback=rollback,
    )
    return doors


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand at the front doors until the test ends; an import looks in sys.modules or at the package."""
    for name, module in modules().items():
        parent, _, child = name.rpartition(".")
        monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr(importlib.import_module(parent), child, module, raising=False)


if __name__ == "__main__":
    from bot.cli import main

    with pytest.MonkeyPatch.context() as patch:
        install(patch)
        main()
