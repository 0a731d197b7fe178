"""``wenbao gaps``: what people asked in vain, and what they ask most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from bot.commands.teaching import candidates
from bot.gaps import GapGroup, grouped
from bot.journal.asked import Frequent, Gap
from bot.journal.desk_file import NAME, Journal
from bot.journal.lessons import taught_by
from bot.journal.times import utc_now
from bot.render import record
from bot.render.layout import clean
from bot.texts import lessons as texts
from bot.texts import listed, quoted
from knowledge.lesson import Taught

WEEK = 7
TOP = 10


def gaps(home: Path, days: int, as_json: bool) -> int:
    """Print the groups, the most asked first, then the questions asked most in the week; as JSON an object a group."""
    from knowledge.library import Library

    found: tuple[Gap, ...] = ()
    frequent: tuple[Frequent, ...] = ()
    taught = Taught()
    if (home / NAME).is_file():
        with Journal.open(home) as journal:
            found = journal.questions.gaps(utc_now() - timedelta(days=max(days, 1)))
            frequent = journal.questions.top(utc_now() - timedelta(days=WEEK), TOP)
            taught = taught_by(journal.taught.active())
    library = Library.open(home, taught)
    try:
        groups = grouped(library, found) if found else ()
    finally:
        library.close()
    if as_json:
        print("\n".join(record.line(row) for row in rows(groups)), end="\n" if groups else "")
    else:
        print("\n".join(clean(line) for line in lines(groups, frequent, days)))
    return 0


def rows(groups: Sequence[GapGroup]) -> Iterator[dict[str, object]]:
    """A group as a JSON object."""
    for group in groups:
        yield {
            "question": group.question,
            "count": group.count,
            "wrong": group.wrong,
            "examples": list(group.examples),
            "missing": list(group.missing),
            "nearest": [
                {"text": hit.headline, "label": hit.value.label, **record.evidence(hit.evidence)} for hit in group.nearest
            ],
            "words": {word: list(offered) for word, offered in group.words},
        }


def lines(groups: Sequence[GapGroup], frequent: Sequence[Frequent], days: int) -> Iterator[str]:
    """All of it for a person."""
    yield texts.GAPS.format(days=days) if groups else texts.NO_GAPS
    for number, group in enumerate(groups, 1):
        yield from _group(number, group)
    if frequent:
        yield texts.TOP.format(days=WEEK)
        for number, one in enumerate(frequent, 1):
            yield texts.FREQUENT.format(number=number, question=one.text, times=one.times, people=one.people)


def _group(number: int, group: GapGroup) -> Iterator[str]:
    head = texts.GROUP_WRONG if group.wrong else texts.GROUP
    yield head.format(number=number, question=group.question, count=group.count, wrong=group.wrong)
    if group.examples:
        yield "  " + texts.EXAMPLES.format(words=quoted(group.examples))
    if group.missing:
        yield "  " + texts.MISSING.format(words=quoted(group.missing))
    for word, offered in group.words:
        yield "  " + texts.WORDS.format(word=word, words=listed(offered))
    if group.nearest:
        yield "  " + texts.NEAREST
        yield from ("  " + line for line in candidates(group.nearest))
