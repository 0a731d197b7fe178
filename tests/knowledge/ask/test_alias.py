"""Questions taught to mean a fact: which can be taught, that only the very question is answered so, and that it follows the fact."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask.context import Context
from knowledge.ask.found_again import found_again
from knowledge.ask.guard import guarded
from knowledge.errors import LessonError
from knowledge.lesson import NOTHING, Alias, Target, Taught
from knowledge.library import Library
from knowledge.model import Answer, Hit
from tests.knowledge.ask.reports import published

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "aliases.toml").read_text(encoding="utf-8"))
MEETING = "书虫见面会搞了多少场"
LINES = {side: [line for line in TABLE["near"][side].split("\n") if line] for side in ("same", "other")}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the report of 2030."""
    return published(tmp_path_factory.mktemp("alias"), [TABLE["report"]])


@pytest.fixture(scope="module")
def library(home: Path) -> Iterator[Library]:
    """The library of 2030; nothing is taught in it but within a test."""
    with closing(Library.open(home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library that has the report of 2031 alone."""
    with closing(Library.open(published(tmp_path_factory.mktemp("next"), [TABLE["next"]]))) as opened:
        yield opened


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of both years."""
    with closing(Library.open(published(tmp_path_factory.mktemp("both"), [TABLE["report"], TABLE["next"]]))) as opened:
        yield opened


def hits(library: Library) -> list[Hit]:
    """All facts that can be shown."""
    sections = [section.index for section in library.contents(1)]
    return [hit for section in sections for hit in library.facts_in(1, section)]


def target(library: Library, value: str) -> Target:
    """The fact of that value, as a lesson remembers it."""
    found = [hit for hit in hits(library) if hit.value.text == value]
    assert len(found) == 1, value
    meant = library.target(found[0])
    assert meant is not None
    return meant


def alias(library: Library, case: dict[str, Any]) -> Alias:
    return Alias(case["q"], target(library, case["value"]))


def codes(answer: Answer) -> list[str]:
    return [note.code for note in answer.notes]


def told(answer: Answer) -> Answer:
    """An answer without how long it took."""
    return replace(answer, ms=0.0)


@pytest.mark.parametrize("case", TABLE["taught"], ids=lambda case: case["q"])
def test_a_question_is_taught(library: Library, later: Library, case: dict[str, Any]) -> None:
    """It is answered by its fact with the proof, says that an admin confirmed it, and follows the fact to the next report."""
    lesson = alias(library, case)
    library.check_alias(lesson)
    before = library.ask(case["q"])
    assert "taught" not in codes(before) and before.text != case["now"]
    taught = library.imagine(Taught((lesson,)))
    answer = taught.ask(case["q"])
    assert (answer.status, answer.text) == ("answered", case["now"]) and codes(answer)[0] == "taught"
    assert answer.evidence[0].quote == lesson.target.quote and case["value"] in answer.evidence[0].quote
    assert guarded(answer) is answer
    assert told(library.ask(case["q"])) == told(before)
    after = later.imagine(Taught((lesson,))).ask(case["q"])
    assert (after.text if "taught" in codes(after) else "") == case["next"]
    if not case["next"]:
        assert told(after) == told(later.ask(case["q"]))


@pytest.mark.parametrize("case", TABLE["refused"], ids=lambda case: f"{case['q']} {case['value']}")
def test_a_lesson_that_would_be_wrong_is_refused(library: Library, case: dict[str, Any]) -> None:
    """With a code; and a library that is taught it all the same does not answer by it."""
    lesson = alias(library, case)
    with pytest.raises(LessonError) as refused:
        library.check_alias(lesson)
    assert refused.value.code == case["code"] and "\n" not in str(refused.value)
    if case["code"] not in ("several", "computed", "followup", "empty"):
        assert told(library.imagine(Taught((lesson,))).ask(case["q"])) == told(library.ask(case["q"]))


def test_a_fact_that_is_not_there_is_refused(library: Library, later: Library) -> None:
    """What was shown once and is gone by now cannot be taught."""
    with pytest.raises(LessonError) as refused:
        later.check_alias(Alias(MEETING, target(library, "120")))
    assert refused.value.code == "lost"
    gone = next(hit for hit in hits(library) if hit.value.text == "58")
    assert later.target(gone) is None


@pytest.mark.parametrize("text", LINES["same"])
def test_marks_and_courtesy_make_no_other_question(library: Library, text: str) -> None:
    """Nor do traditional characters, width and blanks."""
    taught = library.imagine(Taught((Alias(MEETING, target(library, "120")),)))
    assert taught.ask(text).text == "120场" and "taught" in codes(taught.ask(text))


@pytest.mark.parametrize("text", LINES["other"])
def test_a_question_that_resembles_it_is_another_one(library: Library, text: str) -> None:
    """It is answered, or refused, as if nothing was taught: another period, another level, a word more or less."""
    taught = library.imagine(Taught((Alias(MEETING, target(library, "120")),)))
    assert told(taught.ask(text)) == told(library.ask(text))


def test_the_newest_report_is_meant(library: Library, both: Library) -> None:
    """Where no year is named, and then the answer says the year; a named year is that year's; a year that is not there is not."""
    meeting = target(library, "120")
    questions = (MEETING, "2030年" + MEETING, "2031年" + MEETING, "去年" + MEETING, "2029年" + MEETING)
    taught = both.imagine(Taught(tuple(Alias(q, meeting) for q in questions)))
    said = {q: taught.ask(q) for q in questions}
    assert [said[q].text for q in questions[:4]] == ["135场", "120场", "135场", "120场"]
    assert codes(said[MEETING]) == ["taught", "newest"] and "newest" not in codes(said["2030年" + MEETING])
    assert said["2029年" + MEETING].status == "not_found"
    with pytest.raises(LessonError) as refused:
        both.check_alias(Alias(MEETING, meeting))  # the year is to be named
    assert refused.value.code == "period"


def test_what_the_newest_report_does_not_have_is_not_answered_from_an_older_one(library: Library, both: Library) -> None:
    """Staff mean the report that is out now."""
    visits = Alias("书虫来了多少人次", target(library, "52.3万"))
    assert told(both.imagine(Taught((visits,))).ask(visits.question)) == told(both.ask(visits.question))


def test_another_institution_is_not_answered_for(library: Library, tmp_path: Path) -> None:
    """The same sentence in the report of another office is another fact."""
    other = published(tmp_path, [TABLE["report"].replace("松岭县", "云溪县")])
    with closing(Library.open(other, Taught((Alias(MEETING, target(library, "120")),)))) as opened:
        assert opened.ask(MEETING).status == "not_found"


def test_two_facts_that_could_be_meant_answer_nothing(library: Library, tmp_path: Path) -> None:
    """A report that says it twice with other figures leaves a doubt."""
    twice = TABLE["next"].replace("获得省级奖项5项。", "举办读书会18场，其中夜间2场。")
    with closing(Library.open(published(tmp_path, [twice]), Taught((Alias(MEETING, target(library, "120")),)))) as opened:
        assert opened.ask(MEETING).status == "not_found"


def test_a_figure_of_the_year_before_is_not_this_years(library: Library, tmp_path: Path) -> None:
    """A report that tells the same of an earlier year only has no answer for a question that means its own."""
    earlier = TABLE["next"].replace("举办读书会135场，其中夜间40场。", "2030年举办读书会120场，其中夜间36场。")
    lesson = Alias(MEETING, target(library, "120"))
    with closing(Library.open(published(tmp_path, [earlier]), Taught((lesson,)))) as opened:
        assert "taught" not in codes(opened.ask(MEETING))


@pytest.mark.parametrize(
    ("report", "other"),
    [
        ("第一医院次均费用2517元。", "接诊5万人次，第二医院人均收费86元，次均费用9846元。"),
        ("出口额7.9亿元，增长21.5%。", "零售额57.3亿元，增长8.1%。"),
        ("公路隧道86处、173万延米。", "公路桥梁63座、418万延米。"),
    ],
)
def test_what_a_clause_begins_with_belongs_to_the_meaning(tmp_path: Path, report: str, other: str) -> None:
    """The same label under the same heading is another fact where its subject is another."""
    for name in ("now", "then"):
        (tmp_path / name).mkdir()
    text = "# 松岭县2030年统计公报\n\n## 一、总体情况\n\n{}\n"
    with closing(Library.open(published(tmp_path / "now", [text.format(report)]))) as now:
        targets = [t for hit in hits(now) if (t := now.target(hit)) is not None]
    assert len(targets) > 0
    with closing(Library.open(published(tmp_path / "then", [text.format(other)]))) as then:
        engine = then._engine
        found = [found_again(engine, engine.understood("有多少"), one) for one in targets]
    assert found == [None] * len(targets)


def test_teaching_is_at_once_and_is_taken_back_whole(home: Path) -> None:
    """Of two lessons the later counts; without them all is as before."""
    with closing(Library.open(home)) as library:
        before = told(library.ask(MEETING)), told(library.ask("书虫满意率是多少"))
        first, second = Alias(MEETING, target(library, "36")), Alias(MEETING + "？", target(library, "120"))
        library.teach(Taught((first,)))
        assert library.ask(MEETING).text == "36场"
        library.teach(Taught((first, second), (("书虫", "读者"),)))
        assert library.ask(MEETING).text == "120场"
        answer = library.ask("书虫满意率是多少")
        assert answer.text == "96.5%" and [(n.code, n.words) for n in answer.notes] == [("synonym", ("书虫", "读者"))]
        library.teach(NOTHING)
        assert (told(library.ask(MEETING)), told(library.ask("书虫满意率是多少"))) == before


def test_a_synonym_that_cannot_be_taken_changes_nothing(library: Library) -> None:
    """Also when a journal holds it."""
    taught = library.imagine(Taught((), (("省级", "市级"), ("多少", "读者"), ("第一季度", "第二季度"))))
    for question in ("省级奖项几项", "市级奖项几项", "读者多少", "第一季度接待团体几批"):
        assert told(taught.ask(question)) == told(library.ask(question))
    with pytest.raises(LessonError):
        library.check_synonym("省级", "市级")


def test_in_a_conversation_a_taught_question_is_remembered(library: Library) -> None:
    """The next turn may lean on it; a turn that leans on another one is no taught question."""
    taught = library.imagine(Taught((Alias(MEETING, target(library, "120")),)))
    answer, context = taught.converse(MEETING, Context())
    assert answer.text == "120场" and context.answered and context.trail
    assert taught.converse(MEETING, context)[0].text == "120场"


def test_benchmarks_are_not_taught(library: Library) -> None:
    """The best candidate whatever the confidence is what it was."""
    taught = library.imagine(Taught((Alias(MEETING, target(library, "120")),)))
    assert "taught" not in codes(taught.ask(MEETING, eager=True))
    assert taught.ask(MEETING, explain=True).explanation


def test_near_facts_can_each_be_taught(library: Library) -> None:
    """What is offered as the meaning of a question is of its kind, unit, level and period."""
    for question in ("奖励拿了几项", "书虫见面会搞了多少场", "满意的比例", "市级的牌子几项", "第二季度来了几批客"):
        offered = library.nearest(question)
        assert offered and len(offered) <= 5
        for hit in offered:
            meant = library.target(hit)
            assert meant is not None
            library.check_alias(Alias(question, meant))
    assert [hit.headline for hit in library.nearest("满座的比例")] == ["96.5%"]  # no word of it is there
    assert library.nearest("你好") == library.nearest("？") == ()
    assert [hit.headline for hit in library.nearest("市级的牌子几项")][:1] == ["7项"]


def test_every_fact_is_found_again(library: Library) -> None:
    """In the same report each fact that can be shown is found by what a lesson remembers of it, and none for another."""
    engine, shown = library._engine, hits(library)
    assert len(shown) > 12
    for hit in shown:
        meant = library.target(hit)
        assert meant is not None and (meant.text, meant.quote) == (hit.value.text, hit.evidence.quote)
        found = found_again(engine, engine.understood("有多少"), meant, whatever=True)
        assert found is not None and (found.fact.text, found.fact.kind) == (hit.value.text, hit.value.kind)
        assert found.passage.sentences[found.fact.sentence].start == hit.evidence.start


def test_words_that_may_mean_the_same_are_offered(library: Library) -> None:
    """Those of the facts that could be meant, none that is refused."""
    offered = library.words_for("书虫", library.search("读者满意率"))
    assert "读者" in offered
    for word in offered:
        library.check_synonym("书虫", word)


def test_alike_questions_are_grouped(library: Library) -> None:
    """The same in other words; another number, level, period or kind of answer is another question."""
    texts = ["食堂花了多少钱", "食堂花多少钱？", "食堂一共花了多少钱", "省级奖项几项", "市级奖项几项", "2030年食堂花了多少钱", "食堂有哪些"]
    assert library.alike(texts) == ((0, 1, 2), (3,), (4,), (5,), (6,))
    assert library.alike([]) == ()


# --- laws on random lessons

PIECES = st.sampled_from(
    [*"多少几场册人次项批%省市第一二季度去年", "书虫", "读者", "省级", "市级", "图书", "读书会", "比例", "2030年", "第十六届", "呢", "那", "，", "x"]
)
QUESTIONS = st.one_of(st.lists(PIECES, min_size=1, max_size=7).map("".join), st.text(max_size=12), st.sampled_from([MEETING]))


@given(data=st.data(), lessons=st.lists(st.tuples(QUESTIONS, st.integers(0, 40)), max_size=4))
def test_no_lesson_lets_an_unproven_number_out(library: Library, data: st.DataObject, lessons: list[tuple[str, int]]) -> None:
    """Whatever is taught, sound or not: answers pass the guard, a taught answer is its fact in its own sentence, and what
    no lesson is about is answered as before."""
    shown = hits(library)
    aliases = [Alias(q, meant) for q, i in lessons if (meant := library.target(shown[i % len(shown)])) is not None]
    words = data.draw(st.lists(st.tuples(PIECES, PIECES), max_size=3))
    taught = library.imagine(Taught(tuple(aliases), tuple(words)))
    for question in [*(one.question for one in aliases), data.draw(QUESTIONS)]:
        answer = taught.ask(question)
        assert guarded(answer) is answer
        if "taught" in codes(answer):
            assert any((one.target.quote, one.target.text) == (answer.evidence[0].quote, answer.values[0].text) for one in aliases)
    alone = library.imagine(Taught(tuple(aliases)))
    other = data.draw(QUESTIONS)
    if "taught" not in codes(alone.ask(other)):
        assert told(alone.ask(other)) == told(library.ask(other))


@given(QUESTIONS)
def test_nothing_taught_changes_nothing(library: Library, question: str) -> None:
    """A library that was taught and taught nothing again answers to the letter as one that never was."""
    library.teach(Taught((Alias(question, target(library, "120")),), (("书虫", "读者"),)))
    library.ask(question)
    library.teach(NOTHING)
    assert told(library.ask(question)) == told(library.imagine(NOTHING).ask(question))
