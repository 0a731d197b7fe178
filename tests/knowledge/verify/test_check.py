"""Drafts judged against reports: the cases of drafts.toml, the bank with its floors, and laws on any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.accuracy import opened
from benchmarks.drafts import DRAFTS, judge, read_draft
from knowledge.errors import DraftTooLongError
from knowledge.library import Library
from knowledge.verify.check import LONGEST
from tests.knowledge.ask.reports import published

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "drafts.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["case"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The two reports of the table, published."""
    opened_once = Library.open(published(tmp_path_factory.mktemp("verify"), TABLE["reports"]))
    yield opened_once
    opened_once.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(library: Library, case: dict[str, Any]) -> None:
    """Each statement named comes out as the table says, in the order of the draft."""
    found = list(library.check_draft(case["draft"]).findings)
    for said in case["says"]:
        value, _, expected = said.partition(" = ")
        verdict, _, should_be = expected.partition(": ")
        finding = next((f for f in found if f.text == value), None)
        assert finding is not None, (value, [f.text for f in found])
        found.remove(finding)
        if verdict.startswith("not "):
            assert finding.verdict != verdict.removeprefix("not "), finding
        else:
            assert finding.verdict == verdict, finding
        if should_be:
            assert finding.should_be == should_be, finding
    assert not [f for f in found if f.text in case.get("gone", ())]


@pytest.mark.parametrize("path", sorted(DRAFTS.rglob("*.txt")), ids=lambda path: path.stem)
def test_the_bank(path: Path, tmp_path: Path) -> None:
    """No wrong statement of the bank passes, no right one is called wrong, and most right ones are confirmed."""
    draft = read_draft(path)
    library = opened(draft.report, tmp_path)
    try:
        counted, _ = judge(draft, library, show=False)
    finally:
        library.close()
    right = sum(counted[o] for o in ("confirmed", "open", "alarm", "unread"))
    assert counted["missed"] == 0, counted
    assert counted["alarm"] <= 0.03 * right, counted
    assert counted["confirmed"] >= 0.65 * right, counted


def test_no_other_number_of_the_report_passes(tmp_path: Path) -> None:
    """A right number replaced by any other number that the report has in this unit never agrees, nor does it follow."""
    draft = read_draft(DRAFTS / "tune" / "town.txt")
    library = opened(draft.report, tmp_path)
    told: dict[tuple[str, str], set[str]] = {}
    for found in library.facts():
        if found.fact.kind in ("count", "money", "percent") and found.fact.text.replace(".", "").isdecimal():
            told.setdefault((found.fact.kind, found.fact.unit), set()).add(found.fact.text)
    passed = [
        (finding.text, other)
        for finding in library.check_draft(draft.text).findings if finding.verdict == "agrees"
        for (kind, unit), others in told.items() if kind == finding.kind and finding.text.endswith(unit)
        for other in sorted(others - {finding.text.removesuffix(unit)}) if finding.text.removesuffix(unit) in others
        if _passes(library, draft.text, finding.start, finding.end - len(unit), other)
    ]
    library.close()
    assert not passed


def _passes(library: Library, text: str, start: int, end: int, other: str) -> bool:
    """Whether a sentence still agrees where another number is put into it."""
    first = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    last = text.find("。", end) + 1 or len(text)
    changed, at = text[first:start] + other + text[end:last], start - first
    found = [f for f in library.check_draft(changed).findings if f.start < at + len(other) and at < f.end]
    return bool(found) and all(f.verdict in ("agrees", "derived") for f in found)


def test_what_agrees_is_proved(library: Library) -> None:
    """What agrees or is derived has a verbatim sentence of a report, what is derived its calculation too."""
    sources = [library.source(r.id) for r in library.reports()]
    for case in CASES:
        for finding in library.check_draft(case["draft"]).findings:
            if finding.verdict in ("agrees", "derived", "differs"):
                assert finding.evidence
            assert (finding.calculation is not None) == (finding.verdict == "derived") or finding.verdict == "differs"
            assert all(any(s[e.start : e.end] == e.quote for s in sources) for e in finding.evidence)


@given(st.text(alphabet="省级获奖项7项，。；：、（）一二十百万余近超%年月日第届人“”《》0123456789\n　毕业生672叶知秋称号", max_size=120))
@example("")
@example("　\n\n")
@example("第届第届，，。。")
@example("半数以上一半近半数过半翻一番翻两番")
def test_laws(library: Library, text: str) -> None:
    """Any text is judged; each finding spans its own text; the summary counts them; the same text gives the same findings."""
    checked = library.check_draft(text)
    assert all(text[f.start : f.end] == f.text and f.text for f in checked.findings)
    assert Counter(f.verdict for f in checked.findings) == Counter(checked.summary)
    assert tuple(checked.summary) == ("agrees", "differs", "absent", "unclear", "derived")
    assert checked == library.check_draft(text)


def test_a_long_text_is_refused(library: Library) -> None:
    """A text that is no draft is refused, and the message says the limit."""
    with pytest.raises(DraftTooLongError, match="50,000"):
        library.check_draft("奖" * (LONGEST + 1))
