"""The difference of two reports: cases, and laws over reports that stand in the question banks."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.compare.difference import Change, FactDiff, difference, draft_difference
from knowledge.compare.stated import Stated, stated_in_draft
from tests.knowledge.check.drafts import draft

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))["case"]
BANKS = HERE.parents[1] / "banks"
REPORTS = [BANKS / "tune" / "library.txt", BANKS / "fresh" / "college.txt", BANKS / "spoken" / "hosp2.md"]
TRIED = 12  # numbers of a report that are changed one by one


def of_year(year: int, text: str) -> tuple[Stated, ...]:
    """The values of a short report."""
    return stated_in_draft(draft(f"清溪学院{year}年工作总结\n\n一、主要工作\n\n{text}\n"))


@cache
def told(path: Path) -> tuple[Stated, ...]:
    """The values of a bank's report."""
    return stated_in_draft(draft(path.read_text(encoding="utf-8"), path.name))


def percent(change: Change) -> str:
    return "" if change.percent is None else str(change.percent)


def mirrored(one: FactDiff, other: FactDiff) -> bool:
    """Whether one is the other read backwards."""
    turned = {(id(c.new), id(c.old)) for c in other.changed}
    same = (one.added, one.removed) == (other.removed, other.added)
    return same and {(id(c.old), id(c.new)) for c in one.changed} == turned


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["old"])
def test_cases(case: dict[str, Any]) -> None:
    """What changed, what is new and what is gone; and the same read backwards."""
    old, new = of_year(2023, case["old"]), of_year(2024, case["new"])
    found = difference(old, new)
    assert [[c.old.shown, c.new.shown, percent(c)] for c in found.changed] == case.get("changed", [])
    assert [one.shown for one in found.added] == case.get("added", [])
    assert [one.shown for one in found.removed] == case.get("removed", [])
    assert mirrored(found, difference(new, old))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_does_not_differ_from_itself(path: Path) -> None:
    """diff(x, x) is empty."""
    assert difference(told(path), told(path)).empty


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_moved_sections_and_other_headings_are_no_change(path: Path) -> None:
    """Sections in another order and under other headings say the same."""
    text = path.read_text(encoding="utf-8")
    begins = [m.start() for m in re.finditer(r"(?m)^(?:[一二三四五六七八九十]+、|## )", text)]
    parts = [text[a:b] for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]
    assert len(parts) > 3
    random.Random(7).shuffle(parts)
    moved = text[: begins[0]] + "".join(part.rstrip("\n") + "\n\n" for part in parts)
    assert draft_difference(draft(text, path.name), draft(moved, path.name)).empty


def numbers(path: Path) -> list[tuple[int, int]]:
    """Where some of the exact numbers of a report stand."""
    read = draft(path.read_text(encoding="utf-8"), path.name)
    found = []
    for paragraph, facts in zip(read.outline.paragraphs, read.facts, strict=True):
        for fact in facts:
            if fact.kind in ("count", "money", "percent") and not fact.marker and re.fullmatch(r"[\d.]{2,}[万亿]?", fact.text):
                origins = paragraph.sentences[fact.sentence].origins
                found.append((origins[fact.at], origins[fact.to - 1] + 1))
    return random.Random(7).sample(found, TRIED)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_one_number_changed_is_one_change(path: Path) -> None:
    """Whatever number of a report is changed, exactly that is told."""
    text = path.read_text(encoding="utf-8")
    for start, end in numbers(path):
        last = max(i for i in range(start, end) if text[i].isdigit())
        changed = text[:last] + str((int(text[last]) + 3) % 10) + text[last + 1 :]
        new = stated_in_draft(draft(changed, path.name))
        found = difference(told(path), new)
        assert (len(found.changed), found.added, found.removed) == (1, (), ()), text[start - 20 : end]
        assert mirrored(found, difference(new, told(path)))


def test_other_institutions_share_no_change_across_units() -> None:
    """Of whatever two reports, what is called changed has one kind, unit and time."""
    found = difference(told(REPORTS[0]), told(REPORTS[2]))
    assert all((c.old.kind, c.old.unit, c.old.time) == (c.new.kind, c.new.unit, c.new.time) for c in found.changed)
    assert len(found.changed) * 10 < len(found.added)
