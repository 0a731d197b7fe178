"""``wenbao teach``: a lesson is shown with what it would change, confirmed, and written down; it is in force at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.publishing import NotConfirmedError
from bot.golden import lesson_trial
from bot.journal.desk_file import Journal
from bot.journal.lessons import Lesson, taught_by
from bot.render.layout import clean
from bot.render.lessons import changes
from bot.texts import day
from bot.texts import lessons as texts
from knowledge.errors import LessonError
from knowledge.lesson import Alias, Taught
from knowledge.model import Hit

if TYPE_CHECKING:
    from knowledge.library import Library

OFFERED = 9


@dataclass(frozen=True, slots=True)
class Pick:
    """Which fact of the list: its number, 0 to be asked for it; ``about``: other words to look for facts with."""

    number: int = 0
    about: str = ""


@contextmanager
def _opened(home: Path) -> Iterator[tuple[Journal, Library]]:
    """The journal, and the library with what it teaches."""
    from knowledge.library import Library

    with Journal.open(home) as journal:
        library = Library.open(home, taught_by(journal.taught.active()))
        try:
            yield journal, library
        finally:
            library.close()


def alias(home: Path, question: str, pick: Pick, sure: bool) -> int:
    """Teach that a question means one of the facts near it. LessonError: it cannot."""
    with _opened(home) as (journal, library):
        hits = library.search(pick.about, OFFERED) if pick.about else library.nearest(question, OFFERED)
        target = library.target(_picked(hits, pick.number))
        if target is None:
            raise LessonError("lost", (question,), "that fact is not there any more; list the facts again")
        lesson = Alias(question, target)
        library.check_alias(lesson)
        then = replace(library.taught, aliases=(*library.taught.aliases, lesson))
        _confirm(journal, library, then, texts.CONFIRM, sure)
        print(texts.TAUGHT.format(id=journal.taught.alias(question, target, None)))
    return 0


def candidates(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The facts to pick from, a numbered line each."""
    return tuple(
        clean(
            texts.CANDIDATE.format(number=number, headline=hit.headline, label=hit.value.label, section=hit.evidence.section)
        )
        for number, hit in enumerate(hits, 1)
    )


def _picked(hits: Sequence[Hit], number: int) -> Hit:
    """The fact that was meant; the list is shown when it has to be asked for."""
    if not hits:
        raise LessonError("lost", (), "no fact is near; give --about WORDS that the report has for it")
    if not number:
        print("\n".join(candidates(hits)))
        number = _asked(texts.WHICH)
    if not 1 <= number <= len(hits):
        raise LessonError("lost", (), f"there is no fact {number} in the list of {len(hits)}; leave --fact out to see it")
    return hits[number - 1]


def _asked(words: str) -> int:
    try:
        return int(typer.prompt(words, type=int))
    except typer.Abort:  # end of input: nobody is there
        raise NotConfirmedError("nothing was taught; give --fact N to say which fact is meant") from None


def synonym(home: Path, word: str, other: str, sure: bool) -> int:
    """Teach that two words mean the same. LessonError: they cannot."""
    with _opened(home) as (journal, library):
        library.check_synonym(word, other)
        then = replace(library.taught, synonyms=(*library.taught.synonyms, (word, other)))
        _confirm(journal, library, then, texts.CONFIRM, sure)
        print(texts.TAUGHT.format(id=journal.taught.synonym(word, other, None)))
    return 0


def listing(home: Path) -> int:
    """List all lessons, the oldest first."""
    with Journal.open(home) as journal:
        lessons = journal.taught.list()
    print("\n".join(map(_line, lessons)) if lessons else texts.NO_LESSONS)
    return 0


def lines_of(lessons: Sequence[Lesson]) -> list[str]:
    """Lessons as they are listed."""
    return [_line(lesson) for lesson in lessons]


def _line(lesson: Lesson) -> str:
    if lesson.target is None:
        line = texts.SYNONYM_LINE.format(id=lesson.id, word=lesson.words[0], other=lesson.words[1])
    else:
        value, told = lesson.target.text + lesson.target.unit, lesson.target
        line = texts.ALIAS_LINE.format(
            id=lesson.id, question=lesson.question, value=value, label=told.label, section=told.section
        )
    who = texts.COMMAND_LINE if lesson.by is None else str(lesson.by)
    line = texts.BY.format(line=line, who=who, day=day(lesson.at.isoformat()))
    if lesson.reverted_at is not None:
        line = texts.TAKEN_BACK.format(line=line, day=day(lesson.reverted_at.isoformat()))
    return clean(line)


def revert(home: Path, number: int, sure: bool) -> int:
    """Take a lesson back. LessonError: there is none of that number that holds."""
    with _opened(home) as (journal, library):
        held = journal.taught.active()
        if number not in {lesson.id for lesson in held}:
            raise LessonError("lost", (str(number),), f"lesson {number} is not in force; see 'wenbao teach list'")
        then = taught_by(lesson for lesson in held if lesson.id != number)
        _confirm(journal, library, then, texts.CONFIRM_REVERT, sure)
        journal.taught.revert(number, None)
        print(texts.REVERTED.format(id=number))
    return 0


def _confirm(journal: Journal, library: Library, then: Taught, words: str, sure: bool) -> None:
    """Show what would change and ask; NotConfirmedError when nobody says yes."""
    found = lesson_trial(library, then, journal.feedback.confirmed())
    print("\n".join(map(clean, changes(found))))
    if not sure and not confirmed(words):
        raise NotConfirmedError("nothing was changed; confirm with y, or give --yes to be asked nothing")


def confirmed(words: str) -> bool:
    """Whether somebody is there and says yes."""
    try:
        return typer.confirm(words)
    except typer.Abort:
        return False
