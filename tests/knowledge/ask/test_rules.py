"""The rules by which a question is answered or refused: each has its own report, questions it answers, and near misses."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from tests.knowledge.ask.reports import published, said, turns

Rule = dict[str, Any]
RULES: list[Rule] = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))["rule"]
KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


def reports(rule: Rule) -> list[str]:
    """The report of a rule, or its reports of several years."""
    return list(rule.get("reports") or [rule["report"]])


def marked(rule: Rule, case: dict[str, Any]) -> Any:
    """A case with its rule as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(rule, case, id=" / ".join(turns(case)), marks=marks)


def cases(side: str) -> list[Any]:
    """All rows of one side of the rules."""
    return [marked(rule, case) for rule in RULES for case in rule[side]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Rule], Library]]:
    """The library of a rule, published when it is first asked."""
    libraries: dict[str, Library] = {}

    def library(rule: Rule) -> Library:
        if rule["name"] not in libraries:
            libraries[rule["name"]] = Library.open(published(tmp_path_factory.mktemp("rule"), reports(rule)))
        return libraries[rule["name"]]

    yield library
    for one in libraries.values():
        one.close()


@pytest.mark.parametrize(("rule", "case"), cases("answered"))
def test_what_the_rule_lets_through_is_answered(opened: Callable[[Rule], Library], rule: Rule, case: dict[str, Any]) -> None:
    """A rule does not stand in the way of a question that its report answers."""
    answer = said(opened(rule), case)
    assert answer.status == "answered", (answer.missing, answer.choices)
    assert answer.text == case.get("text", answer.text)
    assert case.get("quote", "") in answer.text
    assert "value" not in case or answer.values[0].value == case["value"]
    assert set(case.get("notes", [])) <= {note.code for note in answer.notes}, answer.notes


@pytest.mark.parametrize(("rule", "case"), cases("near"))
def test_a_near_miss_is_not_answered(opened: Callable[[Rule], Library], rule: Rule, case: dict[str, Any]) -> None:
    """A fact that is close answers its own question only: the wrong headline does not come, nor any other that is not named."""
    answer = said(opened(rule), case)
    assert case["wrong"] not in answer.text
    assert answer.text == case.get("text", "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_a_rule_is_seen_from_both_sides(rule: Rule) -> None:
    """Two questions at least are answered and two are not, and what would be wrong is what the report could have said."""
    text = "".join(reports(rule))
    for side in ("answered", "near"):
        assert sum("xfail" not in case for case in rule[side]) >= 2, side
    assert [case for case in rule["answered"] if not {"text", "value", "quote"} & set(case)] == []
    assert [case for case in rule["near"] if case["wrong"] not in text and "xfail" not in case] == []
    assert [name for name in rule["of"] if not list(KNOWLEDGE.glob(f"*/{name}.py"))] == []
