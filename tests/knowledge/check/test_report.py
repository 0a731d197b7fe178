"""What the self-check finds: cases, planted reports, reports without mistakes, and laws that hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import example
from knowledge.check.report import check
from knowledge.model import Finding
from tests.knowledge.check.drafts import FOLDER, draft, mistakes, planted

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "findings.toml").read_text(encoding="utf-8"))["case"]
REPORTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
BANKS = sorted(path for path in (HERE.parents[1] / "banks").rglob("*") if path.suffix in (".txt", ".md"))
MISSED = {("bureau", "spelling"), ("government", "conflict"), ("library", "share_of_base")}
REPORT_LIKE = st.text(alphabet="全年共培训其中男女占分别第一季度名人项（）、，；。：5071.%万元月日年一是二“”《》\n", max_size=80)


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_findings(case: dict[str, Any]) -> None:
    """The kinds found in a paragraph are those of the case, no more and no less."""
    found = check(draft(f"清溪镇2024年工作总结\n\n一、基本情况\n\n{case['text']}\n", "report.md"))
    assert [one.kind for one in found] == case["finds"], found


def one_by_one() -> list[Any]:
    """Every mistake of every planted report."""
    return [pytest.param(report, n, id=f"{report}-{n}") for report in REPORTS for n in range(mistakes(report))]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_without_mistakes_has_no_findings(report: str) -> None:
    """Planted reports with nothing wrong."""
    assert check(draft(planted(report).text)) == ()


@pytest.mark.parametrize(("report", "number"), one_by_one())
def test_each_planted_mistake_is_found(report: str, number: int) -> None:
    """One mistake alone in a report is found, and what is found quotes the sentence it stands in."""
    made = planted(report, {number})
    found = check(draft(made.text))
    if (report, made.kind) in MISSED:
        assert not found
        return
    assert found
    assert made.kind in ("numbering", "count_of_list") or any(
        one.start <= made.to and made.at <= one.end for finding in found for one in finding.evidence
    )


def test_reports_that_agree_with_themselves() -> None:
    """Hardly anything is found in reports without planted mistakes: at most one finding in 20,000 characters of all of them."""
    texts = {path: path.read_text(encoding="utf-8") for path in BANKS}
    found = [(path.name, one) for path, text in texts.items() for one in check(draft(text, path.name))]
    assert len(texts) > 20
    assert len(found) * 20_000 <= sum(map(len, texts.values())), found


@pytest.mark.parametrize("piece", ["甲组12人、", "占12.5%、", "由3人增加到5人，净增2人，", "（", "“春雨”", "1", "1."])
def test_sentences_that_nobody_wrote_are_passed_over(piece: str) -> None:
    """A sentence of thousands of values is laid beside nothing."""
    text = "清溪镇2024年工作总结\n\n一、基本情况\n\n共100人，其中" + piece * 4000 + "。\n"
    assert [one.kind for one in check(draft(text)) if one.kind != "malformed"] == []


def test_the_example_agrees_with_itself() -> None:
    """Only the misprint that the built-in example has on purpose, if any."""
    found = check(draft(example.path().read_text(encoding="utf-8")))
    assert {one.kind for one in found} <= {"malformed"}


def lawful(text: str, found: tuple[Finding, ...]) -> bool:
    quotes = all(text[e.start : e.end] == e.quote for one in found for e in one.evidence)
    return quotes and all(one.evidence for one in found)


@given(REPORT_LIKE)
def test_every_finding_quotes_the_text(text: str) -> None:
    """Whatever stands in a text, what is found is quoted from it, and twice the same is found."""
    source = f"清溪镇2024年工作总结\n\n一、基本情况\n\n{text}\n"
    read = draft(source)
    found = check(read)
    assert lawful(read.outline.source, found)
    assert found == check(read)


def test_all_mistakes_at_once() -> None:
    """A report full of mistakes still gives a finding for most of them."""
    wrong = planted("company", set(range(mistakes("company"))))
    assert len(check(draft(wrong.text))) >= mistakes("company") - 3
