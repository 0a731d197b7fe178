"""The golden questions of a home, and a report tried against them before it is published."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.golden import Change, questions, trial
from bot.render.layout import clean
from bot.render.lessons import changes
from bot.texts import lessons as texts
from knowledge.errors import JournalError
from knowledge.lesson import Taught

if TYPE_CHECKING:
    from bot.journal.asked import Confirmed
    from knowledge.publish import Prepared


def golden_bank(home: Path) -> tuple[Taught, tuple[Confirmed, ...]]:
    """What is taught in a home and what people confirmed there; nothing where there is no journal, and none is made."""
    from bot.journal.desk_file import NAME, Journal
    from bot.journal.lessons import taught_by

    if not (home / NAME).is_file():
        return Taught(), ()
    with Journal.open(home) as journal:
        return taught_by(journal.taught.active()), journal.feedback.confirmed()


def rehearsal(home: Path, prepared: Prepared, taught: Taught, confirmed: tuple[Confirmed, ...]) -> tuple[Change, ...]:
    """What the golden questions would be answered with if the report was published; nothing is asked where there are none, or
    where nothing is published that can be read."""
    from knowledge import publish as press
    from knowledge.library import Library

    asked = questions(taught, confirmed)
    if not asked or all(one.damaged for one in press.revisions(home)) or Library.newest(home) == "example":
        return ()
    with (
        press.rehearsed(home, prepared) as path,
        closing(Library.open(home, taught)) as now,
        closing(Library.at(path, taught)) as then,
    ):
        return trial(now, then, asked)


def rehearse(home: Path, prepared: Prepared, sure: bool) -> bool:
    """Show what would change and, where answers would be lost, ask once more; False when nobody says yes. A journal that
    cannot be read keeps nobody from publishing."""
    try:
        kept = golden_bank(home)
    except JournalError:
        return True
    found = rehearsal(home, prepared, *kept)
    if not found:
        return True
    print("\n".join(map(clean, changes(found))))
    lost = sum(change.breaks for change in found)
    if not lost or sure:
        return True
    try:
        return typer.confirm(texts.CONFIRM_BROKEN.format(count=lost))
    except typer.Abort:  # end of input: nobody is there
        return False
