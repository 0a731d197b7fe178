"""Lessons are in force until they are taken back; who did what is in the audit; a reader without the journal sees the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.journal import schema
from bot.journal.asked import Confirmed
from bot.journal.desk_file import NAME, Journal
from bot.journal.lessons import Lesson, LessonReader, taught_by, taught_in
from knowledge.lesson import Alias, Target, Taught
from tests.bot.journal.clock import ANSWER, REFUSAL, START, Clock

TREES = Target("某林场年报", "某林场", "一、造林", "一", "count", "棵", "植树", "1200", "全年植树1200棵。", words="全年植树")


def test_a_lesson_holds_until_it_is_taken_back(journal: Journal, clock: Clock) -> None:
    """With who taught it, and who took it back, and when."""
    alias = journal.taught.alias("种了几棵", TREES, 7)
    word = journal.taught.synonym("种树", "植树", None)
    assert journal.taught.active() == (
        Lesson(alias, "alias", 7, START, "种了几棵", TREES),
        Lesson(word, "synonym", None, START, words=("种树", "植树")),
    )
    assert taught_by(journal.taught.active()) == Taught((Alias("种了几棵", TREES),), (("种树", "植树"),))
    clock.pass_by(hours=1)
    assert journal.taught.revert(alias, 8)
    assert not journal.taught.revert(alias, 8) and not journal.taught.revert(99, 8)
    assert [lesson.id for lesson in journal.taught.active()] == [word]
    taken = journal.taught.list()[0]
    assert (taken.id, taken.reverted_by, taken.reverted_at) == (alias, 8, START + timedelta(hours=1))


def test_each_change_is_in_the_audit(journal: Journal) -> None:
    """Without the texts of questions; what changes nothing is not."""
    alias = journal.taught.alias("种了几棵", TREES, 7)
    word = journal.taught.synonym("种树", "植树", 7)
    assert journal.taught.synonym("植树", "种树", 9) == word
    journal.taught.revert(alias, None)
    journal.taught.revert(alias, None)
    told = [(e.actor, e.action, e.subject, e.detail) for e in reversed(journal.audit.list())]
    assert told == [(7, "teach", str(alias), "alias"), (7, "teach", str(word), "synonym"), (None, "unteach", str(alias), "")]


def test_a_lesson_and_its_entry_are_written_together(journal: Journal) -> None:
    """When the audit cannot be written, nothing is taught and nothing is taken back."""
    kept = journal.taught.alias("种了几棵", TREES, 7)
    with journal._connection.changing() as sql:
        sql.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END")
    changes: tuple[Callable[[], object], ...] = (
        partial(journal.taught.alias, "种了多少", TREES, 7),
        partial(journal.taught.synonym, "种树", "植树", 7),
        partial(journal.taught.revert, kept, 7),
    )
    for change in changes:
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            change()
    assert [lesson.id for lesson in journal.taught.list()] == [kept] == [lesson.id for lesson in journal.taught.active()]


@pytest.mark.parametrize("words", [("", "植树"), ("植树", " "), ("植树", "植树"), ("植树 ", "植树")])
def test_two_words_are_needed(journal: Journal, words: tuple[str, str]) -> None:
    """A word means itself anyway."""
    with pytest.raises(ValueError, match="two words"):
        journal.taught.synonym(*words, None)
    with pytest.raises(ValueError, match="without a word"):
        journal.taught.alias(" ", TREES, None)
    assert journal.taught.list() == () and journal.audit.list() == ()


def test_the_version_grows_with_each_change(journal: Journal) -> None:
    """And only then."""
    seen = [journal.taught.version()]
    alias = journal.taught.alias("种了几棵", TREES, 7)
    seen.append(journal.taught.version())
    journal.taught.synonym("种树", "植树", 7)
    seen.append(journal.taught.version())
    journal.taught.synonym("种树", "植树", 7)
    assert journal.taught.version() == seen[-1]
    journal.taught.revert(alias, 7)
    seen.append(journal.taught.version())
    assert seen == sorted(set(seen))


WORDS = st.text(st.characters(exclude_categories=()), min_size=1, max_size=8)


@given(question=WORDS, label=WORDS, quote=WORDS)
def test_any_text_can_be_taught(question: str, label: str, quote: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Half characters and zeros too; only a half character of the question is shown as a mark."""
    target = replace(TREES, label=label, quote=quote)
    with Journal.open(tmp_path_factory.mktemp("home")) as journal:
        try:
            journal.taught.alias(question, target, None)
        except ValueError:
            assert not question.strip()
            return
        lesson = journal.taught.active()[0]
    assert lesson.question == question.encode("utf-8", "replace").decode() and lesson.target == target


def test_a_reader_sees_what_holds(journal: Journal, wenbao_home: Path) -> None:
    """Each change from the next look on, and the same object while nothing changes."""
    reader = LessonReader(wenbao_home)
    assert reader.taught() == Taught()
    alias = journal.taught.alias("种了几棵", TREES, 7)
    assert reader.taught() == Taught((Alias("种了几棵", TREES),))
    assert reader.taught() is reader.taught()
    journal.taught.revert(alias, 7)
    assert reader.taught() == Taught() == taught_in(wenbao_home)


def test_no_journal_teaches_nothing(wenbao_home: Path) -> None:
    """And none is made by looking."""
    assert taught_in(wenbao_home) == Taught()
    assert not wenbao_home.exists()


def test_an_older_journal_teaches_nothing(wenbao_home: Path) -> None:
    """It is not changed by looking."""
    wenbao_home.mkdir()
    with closing(Database(sqlite3.connect(wenbao_home / NAME), execute_plugins=False)) as older:
        schema.migrations.apply(older, stop_before=schema.STEPS[3])
    before = (wenbao_home / NAME).read_bytes()
    assert taught_in(wenbao_home) == Taught()
    assert (wenbao_home / NAME).read_bytes() == before


def test_what_was_read_holds_while_the_file_cannot_be_read(wenbao_home: Path) -> None:
    """Questions are answered as before; a file that is gone teaches nothing."""
    with Journal.open(wenbao_home) as journal:
        journal.taught.alias("种了几棵", TREES, 7)
    reader = LessonReader(wenbao_home)
    taught = reader.taught()
    assert taught.aliases
    (wenbao_home / NAME).write_bytes(b"no journal " * 500)
    assert reader.taught() is taught
    assert taught_in(wenbao_home) == Taught()
    (wenbao_home / NAME).unlink()
    assert reader.taught() == Taught()


def test_confirmed_answers_are_listed_once(journal: Journal) -> None:
    """The newest first, as they were asked and answered last; none that anybody called wrong, none that was not answered."""
    def asked(text: str, *verdicts: str, headline: str = "1200棵") -> int:
        question = journal.questions.add(replace(ANSWER, text=text, headline=headline))
        for person, verdict in enumerate(verdicts):
            journal.feedback.add(question, person, "useful" if verdict == "useful" else "wrong")
        return question

    asked("植树多少棵？", "useful", headline="1100棵")
    asked("育苗多少株", "useful", "useful")
    asked("植树多少棵")
    asked("防火巡查几次", "useful", "wrong")
    asked("护林员几名")
    refused = journal.questions.add(REFUSAL)
    journal.feedback.add(refused, 5, "useful")
    assert journal.feedback.confirmed() == (Confirmed("植树多少棵", "1200棵", "植树"), Confirmed("育苗多少株", "1200棵", "植树"))
    assert journal.feedback.confirmed(1) == (Confirmed("植树多少棵", "1200棵", "植树"),)
    journal.questions.forget(5)
    assert journal.feedback.confirmed() == ()
