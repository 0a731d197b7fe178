"""The same report gives the same facts in whatever format it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.publish import draft_of
from knowledge.report.read import Source
from tests.knowledge.report.formats.here import read_bytes
from tests.knowledge.report.formats.samereport import (
    Block,
    as_doc,
    as_docx,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    blocks_of,
)
from tests.knowledge.report.formats.typeset import Page

BANKS = Path(__file__).parents[3] / "banks"
REPORTS = ("heldout/company.md", "spoken/clinic.md", "spoken/hosp2.md", "nearmiss/health.md", "spoken/tech.txt", "fresh/college.txt")
FORMATS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "text": as_text, "markdown": as_markdown, "html": as_html, "docx": as_docx, "doc": as_doc,
}  # fmt: skip
LOOKS = {
    "indented": Page(header="年度工作总结"),
    "small": Page(size=10.5, pitch=16, margin=90),
    "large": Page(size=16, pitch=28, header="内部资料", numbered=False),
}


def facts(source: Source) -> Counter[object]:
    """What a report says: each fact with its sentence and its section's heading, wherever it stands in the text."""
    draft = draft_of(source)
    sections = draft.outline.sections
    return Counter(
        (p.sentences[f.sentence].norm, sections[p.section].heading, f.kind, f.text, f.unit, f.value, f.label, f.period, f.names, f.marker)
        for p, found in zip(draft.outline.paragraphs, draft.facts, strict=True)
        for f in found
    )


def blocks(name: str) -> list[Block]:
    return blocks_of((BANKS / name).read_text(encoding="utf-8"))


def original(name: str) -> Counter[object]:
    return facts(read_bytes((BANKS / name).read_bytes(), name))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_same_facts(name: str, form: str) -> None:
    """Not one fact more, less or other."""
    told = original(name)
    read = facts(read_bytes(FORMATS[form](blocks(name)), "x"))
    assert (told - read, read - told) == (Counter(), Counter())
    assert told.total() > 60


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("look", LOOKS)
def test_same_facts_in_print(name: str, look: str) -> None:
    """At least 98 of 100 facts of a printed page, and hardly any that the report does not have."""
    told = original(name)
    read = facts(read_bytes(as_pdf(blocks(name), LOOKS[look]), "x.pdf"))
    assert (told & read).total() >= 0.98 * told.total()
    assert (read - told).total() <= 0.02 * told.total()
