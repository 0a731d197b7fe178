"""Admins see what was asked in vain, and teach: with one tap a question means a fact, or two words mean the same.

What would change is shown before a lesson takes effect; it is in force at once, in the audit, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.commands.teaching import lines_of
from bot.gaps import GapGroup, grouped
from bot.golden import lesson_trial
from bot.render.lessons import changes
from bot.render.telegram import caption, plain_part
from bot.telegram.browsing import Page
from bot.telegram.keyboards import Planned, planned
from bot.texts import lessons as words
from bot.texts import messenger
from knowledge.errors import LessonError
from knowledge.lesson import Alias, Target, Taught

if TYPE_CHECKING:
    from bot.journal.asked import Confirmed
    from bot.telegram.turn import Office
    from knowledge.library import Library

DAYS = 30
SHOWN, TOP, WEEK = 6, 10, 7
LESSONS = 10


async def gaps(office: Office) -> Page:
    """What was asked in vain, the most asked first, a button for each; and the questions of the week."""
    now = datetime.now(UTC)
    found = await office.journal(lambda journal: journal.questions.gaps(now - timedelta(days=DAYS)))
    top = await office.journal(lambda journal: journal.questions.top(now - timedelta(days=WEEK), TOP))
    groups = await office.apart(lambda library: grouped(library, found, SHOWN))
    lines = [words.GAPS.format(days=DAYS)] if groups else [words.NO_GAPS]
    rows: list[list[Planned]] = []
    for number, group in enumerate(groups, 1):
        lines.append(_headed(number, group))
        rows.append([planned(caption(f"{number}. {group.question}"), "gap", question=group.question)])
    if top:
        lines += ["", words.TOP.format(days=WEEK)]
        lines += [_frequent(number, one.text, one.times, one.people) for number, one in enumerate(top, 1)]
    return Page(plain_part(lines), rows)


def _frequent(number: int, text: str, times: int, people: int) -> str:
    return words.FREQUENT.format(number=number, question=caption(text, 60), times=times, people=people)


def _headed(number: int, group: GapGroup) -> str:
    template = words.GROUP_WRONG if group.wrong else words.GROUP
    return template.format(number=number, question=caption(group.question, 80), count=group.count, wrong=group.wrong)


async def gap(office: Office, question: str) -> Page:
    """One gap: the facts it may mean and the words that may mean the same, each a button."""
    now = datetime.now(UTC)
    found = await office.journal(lambda journal: journal.questions.gaps(now - timedelta(days=DAYS)))
    return await office.apart(lambda library: _gap(library, grouped(library, found, 50), question))


def _gap(library: Library, groups: tuple[GapGroup, ...], question: str) -> Page:
    group = next((one for one in groups if question in (one.question, *one.examples)), None)
    if group is None:
        return Page(plain_part([words.NO_GAPS]), [[planned(messenger.BACK, "gaps")]])
    lines = [_headed(1, group)]
    if group.examples:
        lines.append(words.EXAMPLES.format(words="；".join(caption(text, 60) for text in group.examples)))
    if group.missing:
        lines.append(words.MISSING.format(words="、".join(group.missing)))
    rows: list[list[Planned]] = []
    targets = [(hit, library.target(hit)) for hit in group.nearest]
    for hit, target in targets:
        if target is not None:
            text = words.MEANS.format(headline=hit.headline, label=hit.value.label)
            rows.append([planned(caption(text), "means", question=group.question, target=asdict(target))])
    for word, offered in group.words:
        for other in offered[:2]:
            rows.append([planned(caption(words.SAME.format(word=word, other=other)), "same", word=word, other=other)])
    lines.append(words.ONE_TAP if rows else words.NOTHING_NEAR)
    return Page(plain_part(lines), [*rows, [planned(messenger.BACK, "gaps")]])


async def propose(office: Office, payload: Mapping[str, object]) -> Page:
    """What a lesson would change, and whether to teach it; or why it cannot be taught."""
    confirmed = await office.journal(lambda journal: journal.feedback.confirmed())
    try:
        told = await office.apart(lambda library: _tried(library, payload, confirmed))
    except LessonError as error:
        return Page(plain_part([words.refused(error)]), [[planned(messenger.BACK, "gaps")]])
    kind = "teach_alias" if "target" in payload else "teach_synonym"
    row = [planned(words.TEACH, kind, **payload), planned(messenger.BACK, "gaps")]
    return Page(plain_part([_named(payload), *told]), [row])


def _named(payload: Mapping[str, object]) -> str:
    if "target" in payload:
        target = target_of(payload)
        value = target.text + target.unit
        return words.ALIAS_OF.format(question=payload["question"], value=value, label=target.label, section=target.section)
    return words.SYNONYM_OF.format(word=payload["word"], other=payload["other"])


def _tried(library: Library, payload: Mapping[str, object], confirmed: tuple[Confirmed, ...]) -> tuple[str, ...]:
    return changes(lesson_trial(library, _with(library, payload), confirmed))


def _with(library: Library, payload: Mapping[str, object]) -> Taught:
    """What is taught with the lesson of a button. LessonError: it cannot be taught."""
    taught = library.taught
    if "target" in payload:
        alias = Alias(str(payload["question"]), target_of(payload))
        library.check_alias(alias)
        return replace(taught, aliases=(*taught.aliases, alias))
    word, other = str(payload["word"]), str(payload["other"])
    library.check_synonym(word, other)
    return replace(taught, synonyms=(*taught.synonyms, (word, other)))


def target_of(payload: Mapping[str, object]) -> Target:
    """The fact of a button."""
    kept = payload.get("target")
    return Target(**kept) if isinstance(kept, dict) else Target("", "", "", "", "", "", "", "", "")


async def teach(office: Office, payload: Mapping[str, object], by: int) -> Page:
    """The lesson is written down and in force; checked once more, for the report may be another by now."""
    try:
        await office.library(lambda library: _with(library, payload))
    except LessonError as error:
        return Page(plain_part([words.refused(error)]), [[planned(messenger.BACK, "gaps")]])
    if "target" in payload:
        question, target = str(payload["question"]), target_of(payload)
        number = await office.journal(lambda journal: journal.taught.alias(question, target, by))
    else:
        word, other = str(payload["word"]), str(payload["other"])
        number = await office.journal(lambda journal: journal.taught.synonym(word, other, by))
    row = [planned(words.TAKE_BACK, "unteach", lesson=number), planned(messenger.BACK, "gaps")]
    return Page(plain_part([_named(payload), words.TAUGHT.format(id=number)]), [row])


async def lessons(office: Office) -> Page:
    """What was taught, the newest last, with a button to take each back."""
    active = (await office.journal(lambda journal: journal.taught.active()))[-LESSONS:]
    if not active:
        return Page(plain_part([words.NO_LESSONS]), [])
    rows = [[planned(words.TAKE_BACK_ONE.format(id=one.id), "unteach", lesson=one.id)] for one in active]
    return Page(plain_part(lines_of(active)), rows)


async def unteach(office: Office, lesson: int, by: int) -> Page:
    """A lesson is taken back, at once."""
    done = await office.journal(lambda journal: journal.taught.revert(lesson, by))
    text = words.REVERTED.format(id=lesson) if done else messenger.ALREADY_DONE
    return Page(plain_part([text]), [[planned(messenger.BACK, "gaps")]])
