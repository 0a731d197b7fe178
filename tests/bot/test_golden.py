"""What a lesson or a report would change is known before it takes effect."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.golden import Change, Said, judge, lesson_trial, questions, trial
from bot.journal.asked import Confirmed
from bot.render.lessons import changes
from knowledge.lesson import NOTHING, Alias, Taught
from knowledge.library import Library
from knowledge.publish import prepare, publish, rehearsed, revisions
from tests.knowledge.test_publish import written

CONFIRMED = (Confirmed("防火巡查多少次", "240次", "防火巡查"), Confirmed("植树多少棵", "5200棵", "植树"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the forest office's report of 2030."""
    publish(tmp_path / "home", prepare(written(tmp_path, 2030, 5200)))
    return tmp_path / "home"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with closing(Library.open(home)) as opened:
        yield opened


def means(library: Library, question: str, words: str) -> Alias:
    """That a question means the first fact that the words find."""
    target = library.target(library.search(words)[0])
    assert target is not None
    return Alias(question, target)


def test_a_lesson_shows_what_it_would_change(library: Library) -> None:
    """The question itself, and nothing else that is answered as before; nothing has taken effect."""
    lesson = means(library, "绿了几棵", "植树")
    found = lesson_trial(library, Taught((lesson,)), CONFIRMED)
    assert found == (Change("绿了几棵", Said("not_found", "", "", False), Said("answered", "5200棵", "植树", True)),)
    assert not found[0].breaks
    assert library.ask("绿了几棵").status == "not_found" and library.taught == NOTHING
    library.teach(Taught((lesson,)))
    taken_back = lesson_trial(library, NOTHING, CONFIRMED)
    assert [(one.question, one.breaks) for one in taken_back] == [("绿了几棵", True)]


def test_a_lesson_that_changes_confirmed_answers_is_seen(library: Library) -> None:
    """An alias for a question that people were content with."""
    found = lesson_trial(library, Taught((means(library, "防火巡查多少次？", "防火巡查"),)), CONFIRMED)
    assert [(one.question, one.before.taught, one.after.taught) for one in found] == [("防火巡查多少次？", False, True)]


def test_golden_questions_are_asked_once(library: Library) -> None:
    """What was taught comes before what was confirmed; a question in other marks is the same."""
    lesson = means(library, "防火巡查，多少次", "防火巡查")
    assert questions(Taught((lesson,)), CONFIRMED) == ("防火巡查，多少次", "植树多少棵")
    assert questions(NOTHING, ()) == ()


def test_a_report_is_tried_before_it_is_published(home: Path, library: Library, tmp_path: Path) -> None:
    """Changed figures, lost answers and what stays; nothing is published, and nothing stays of the trial."""
    taught = Taught((means(library, "绿了几棵", "植树"), means(library, "出动了几个护林人", "护林员")))
    library.teach(taught)
    path = written(tmp_path, 2030, 6100)
    path.write_text(path.read_text("utf-8").replace("，出动护林员38名", ""), encoding="utf-8")
    with rehearsed(home, prepare(path, home)) as file, closing(Library.at(file, taught)) as then:
        found = trial(library, then, questions(taught, CONFIRMED))
        assert [(row.question, row.state) for row in judge(then, taught, CONFIRMED)] == [
            ("绿了几棵", "changed"),
            ("出动了几个护林人", "broken"),
            ("防火巡查多少次", "kept"),
            ("植树多少棵", "changed"),
        ]
    assert [(one.question, one.after.headline, one.breaks) for one in found] == [
        ("绿了几棵", "6100棵", False),
        ("出动了几个护林人", "", True),
        ("植树多少棵", "6100棵", False),
    ]
    assert not file.exists() and len(revisions(home)) == 1
    assert library.ask("植树多少棵").text == "5200棵"


def test_golden_questions_are_judged(library: Library) -> None:
    """By the fact that was taught and the headline that was confirmed."""
    lesson = means(library, "绿了几棵", "植树")
    taught = Taught((lesson,))
    rows = judge(library.imagine(taught), taught, (*CONFIRMED, Confirmed("防火巡查几次", "239次", ""), Confirmed("焊工几名", "3名", "")))
    assert [row.state for row in rows] == ["kept", "kept", "kept", "changed", "broken"]
    assert [row.state for row in judge(library, taught, ())] == ["broken"]
    assert rows[0].golden == "5200棵" and rows[0].said.taught


def test_changes_are_told_with_what_is_lost_first() -> None:
    """A line each, at most ten, and how many more."""
    answered, refused = Said("answered", "8项", "奖项", False), Said("not_found", "", "", False)
    gained, lost = Change("甲", refused, answered), Change("乙", answered, refused)
    assert changes((gained, lost)) == (
        "确认后会变的回答：",
        "“乙”：8项 奖项 → 没有找到答案（原来的答案会丢）",
        "“甲”：没有找到答案 → 8项 奖项",
    )
    assert changes(()) == ("别的回答都不会变。",)
    assert len(changes((gained,) * 25)) == 12 and changes((gained,) * 25)[-1] == "……还有15个"
    taught = Said("answered", "8项", "奖项", True)
    assert Change("丁", taught, answered).breaks and not Change("丁", answered, taught).breaks
    choice = Said("choose", "8项、9项", "", False)
    assert changes((Change("丙", choice, answered),))[1] == "“丙”：请选择：8项、9项 → 8项 奖项"
