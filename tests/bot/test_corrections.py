"""Which numbers that were given are other ones now: no false correction, whatever else changed around them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.apart.corrections import verdicts
from bot.apart.told import Given, Verdict
from knowledge import publish
from knowledge.library import Library

REPORT = "# 某馆2024年工作总结\n\n## 一、活动\n\n{first}\n\n## 二、荣誉\n\n{second}\n"
HONOURS = "获省级奖项7项、市级奖项9项。"


def given(library: Library, question: str) -> Given:
    """A question and its answer as the journal gives them."""
    answer = library.ask(question)
    assert answer.status == "answered", question
    value, proof = answer.values[0], answer.evidence[0]
    return Given(1, proof.report, answer.text, value.value, value.unit, value.label, proof.quote, answer.revision)


def put(folder: Path, first: str, second: str) -> None:
    file = folder / "report.md"
    file.write_text(REPORT.format(first=first, second=second), encoding="utf-8")
    publish.publish(folder / "home", publish.prepare(file, folder / "home"))


def verdict(folder: Path, question: str, before: tuple[str, str], after: tuple[str, str]) -> Verdict | None:
    """What becomes of the answer to a question."""
    put(folder, *before)
    with closing(Library.open(folder / "home")) as library:
        told = given(library, question)
    put(folder, *after)
    found = verdicts(folder / "home", [told])
    return found[0] if found and found[0].now != told.headline else None


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("讲座多少场", ("全年举办讲座48场，展览8场。", HONOURS), ("全年举办讲座48场，展览9场。", HONOURS)),
        ("讲座多少场", ("全年举办讲座8场，展览8场。", HONOURS), ("全年举办讲座8场，展览9场。", HONOURS)),
        ("讲座多少场", ("全年举办讲座48场。", HONOURS), ("讲座开讲48场，场场爆满。", HONOURS)),
        ("讲座多少场", ("全年举办讲座48场。", HONOURS), ("接待读者900人次。", HONOURS + "全年举办讲座48场。")),
        ("市级奖项几项", ("举办讲座48场。", HONOURS), ("举办讲座48场。", "获市级奖项9项。")),
        ("省级奖项几项", ("举办讲座48场。", HONOURS), ("举办讲座48场。", "获省级奖项7项、市级奖项10项。")),
        ("少儿读者多少", ("接待读者5321人次，其中少儿读者1200人次。", HONOURS), ("接待读者5321人次。少儿读者1200人次。", HONOURS)),
    ],
    ids=["part of a number", "equal numbers", "reworded", "moved", "beside what is gone", "beside another level", "split"],
)
def test_what_still_holds_is_not_corrected(tmp_path: Path, question: str, before: tuple[str, str], after: tuple[str, str]) -> None:
    """The sentence has changed and the number has not."""
    assert verdict(tmp_path, question, before, after) is None


@pytest.mark.parametrize(
    ("question", "before", "after", "now", "unclear"),
    [
        ("展览多少场", "全年举办讲座48场，展览8场。", "全年举办讲座48场，展览9场。", "9场", False),
        ("展览多少场", "全年举办讲座8场，展览8场。", "全年举办讲座8场，展览9场。", "9场", False),
        ("讲座多少场", "全年举办讲座48场。接待读者900人次。", "接待读者900人次。", "", False),
        ("讲座多少场", "全年举办讲座48场。", "全年共开讲名家讲座52场。", "", True),
    ],
)
def test_what_has_changed_is(tmp_path: Path, question: str, before: str, after: str, now: str, unclear: bool) -> None:
    """Another number, none at all, or one that is told in other words."""
    found = verdict(tmp_path, question, (before, HONOURS), (after, HONOURS))
    assert found is not None and (found.now, found.unclear) == (now, unclear)
