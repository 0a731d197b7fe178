"""Which values an answer is drawn with, and that each stands in its own sentence as it is written."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.model import Answer
from tests.knowledge.ask.reports import published

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "drawn.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_what_is_drawn(case: dict[str, Any], tmp_path: Path) -> None:
    """Just the values that belong together, under the report's own words."""
    library = Library.open(published(tmp_path, case.get("reports") or [case["report"]]))
    try:
        series = library.series(library.ask(case["q"]))
        if "kind" not in case:
            assert series is None
            return
        assert series is not None
        told = [[point.name, point.text, point.worth] for point in series.points]
        assert told == [[name, text, Decimal(worth)] for name, text, worth in case["points"]]
        assert (series.kind, series.subject, series.revision) == (case["kind"], case["subject"], library.revision)
        for point in series.points:
            quote = "".join(point.evidence.quote.split())
            assert point.text.removeprefix("增长").removeprefix("下降") in quote
    finally:
        library.close()


def test_a_choice_is_drawn_when_it_is_of_one_group(tmp_path: Path) -> None:
    """各产业占比 asks for all that is offered; a choice between different things is no picture."""
    text = "# 青石市2031年统计公报\n## 一、就业\n就业人员中，第一产业占22.8%，第二产业占29.1%，第三产业占48.1%。全年植树1200棵。"
    library = Library.open(published(tmp_path, [text]))
    try:
        one, other, far = (library.ask(q).evidence[0] for q in ("第一产业占多少", "第二产业占多少", "植树多少棵"))
        series = library.series(Answer("", "choose", evidence=(one, other)))
        assert series is not None and [p.text for p in series.points] == ["22.8%", "29.1%", "48.1%"]
        assert library.series(Answer("", "choose", evidence=(one, far))) is None
        assert library.series(Answer("", "not_found", evidence=(one, other))) is None
    finally:
        library.close()


@pytest.mark.parametrize(
    ("text", "question", "name"),
    [
        ("苹果、梨的优果率分别为85.5%、90%。", "梨的优果率是多少", "优果率 · 梨"),
        ("全年植树1200棵，成活率96%。", "植树多少棵", "植树"),
        ("园艺社在全省花卉比赛中获第二名。", "花卉比赛获第几名", "园艺社在全省花卉比赛中获"),
        ("今年由张远担任园长。", "谁担任园长", ""),
    ],
)
def test_what_a_value_is_of(text: str, question: str, name: str, tmp_path: Path) -> None:
    """In the report's words; nothing for a name, which is of nothing."""
    library = Library.open(published(tmp_path, [f"# 白桦果园2031年工作总结\n## 一、情况\n{text}"]))
    try:
        answer = library.ask(question)
        assert answer.status == "answered" and library.what_of(answer) == name
    finally:
        library.close()


@pytest.mark.parametrize(
    ("said", "lost"),
    [("8153人", ()), ("815人", ("815",)), ("三成", ("三",)), ("第二学期3826人", ()), ("没有数", ())],
)
def test_unproven(said: str, lost: tuple[str, ...]) -> None:
    """A numeral is proven as a whole or not at all."""
    assert Library.unproven([said], "共培训8153人（第一学期4327人，第二学期3826人）") == lost
