"""Questions from end to end: small reports of many kinds are published, and each row of the table is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.model import Answer
from tests.knowledge.ask.reports import CASES, LIBRARIES, published, said, turns


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=f"{case['of']}: {' / '.join(turns(case))}", marks=marks)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Library]]:
    """A library for each row of reports."""
    opened = {
        name: Library.open(published(tmp_path_factory.mktemp(name), reports)) for name, reports in LIBRARIES.items()
    }
    yield opened
    for library in opened.values():
        library.close()


def told(answer: Answer) -> str:
    """The answer in short, for a failure to show."""
    quotes = [f"{e.report} {e.section} {e.quote}" for e in answer.evidence]
    return f"{answer.status} {answer.text} {answer.values} {answer.missing} {answer.choices} {answer.notes} {quotes}"


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_question(libraries: dict[str, Library], case: dict[str, Any]) -> None:
    """What comes of a question is what its row says."""
    answer = said(libraries[case["of"]], case)
    shown = told(answer)
    assert answer.text not in case.get("never", []), shown
    if "never" in case:
        return
    assert answer.status == case.get("status", "answered"), shown
    assert answer.text == case.get("text", answer.text), shown
    assert not case.get("value") or answer.values[0].value == case["value"], shown
    assert case.get("quote", "") in "".join(e.quote for e in answer.evidence), shown
    assert all(case.get("report", "") in e.report for e in answer.evidence), shown
    assert [w for w in case.get("missing", []) if not any(w in m for m in answer.missing)] == [], shown
    assert set(case.get("choices", [])) <= {choice.text for choice in answer.choices}, shown
    assert [w for w in case.get("covered", []) if not any(w in title for title in answer.covered)] == [], shown
    assert set(case.get("notes", [])) <= {note.code for note in answer.notes}, shown


@pytest.mark.parametrize("name", LIBRARIES)
def test_examples_are_answered(libraries: dict[str, Library], name: str) -> None:
    """The questions to start from are answered by the reports they are drawn from."""
    library = libraries[name]
    examples = library.examples(4)
    assert len(set(examples)) == len(examples) >= 2
    assert [q for q in examples if library.ask(q).status != "answered"] == []


@pytest.mark.parametrize("case", CASES, ids=turns)
def test_evidence_is_verbatim(libraries: dict[str, Library], case: dict[str, Any]) -> None:
    """The quote is the source between its offsets, and what is marked of it lies within."""
    library = libraries[case["of"]]
    sources = [library.source(report.id) for report in library.reports()]
    for shown in said(library, case).evidence:
        assert any(source[shown.start : shown.end] == shown.quote for source in sources)
        assert all(0 <= a < b <= len(shown.quote) for a, b in shown.marks)


def test_the_same_question_has_the_same_answer(libraries: dict[str, Library]) -> None:
    """Nothing that was asked before changes an answer that stands alone."""
    asked = [case for case in CASES if "q" in case]
    first = [replace(libraries[c["of"]].ask(c["q"]), ms=0.0) for c in asked]
    again = [replace(libraries[c["of"]].ask(c["q"]), ms=0.0) for c in reversed(asked)]
    assert first == again[::-1]
