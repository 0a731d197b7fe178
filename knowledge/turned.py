"""What the reports of an earlier revision say today: the front door for telling people of corrections."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.compare.difference import FactDiff, difference
from knowledge.compare.stated import Stated, stated_in_passages
from knowledge.errors import DamagedRevisionError, TokenizerMismatchError
from knowledge.language.tokens import Tokenizer
from knowledge.model import Report
from knowledge.store.revisions import Home
from knowledge.store.search import Index


@dataclass(frozen=True, slots=True)
class Turned:
    """A report then and now: its title now, what differs, and all that it says now, without blanks."""

    title: str
    diff: FactDiff
    text: str

    def still_says(self, quote: str) -> bool:
        """Whether a sentence of then stands in the report of now, word for word."""
        return "".join(quote.split()) in self.text


def turned(home: Path, revision: str) -> dict[str, Turned]:
    """For each report of an earlier revision (by its title then) that is still published: what became of it.

    Empty when that revision is the current one, or not kept, or cannot be read any more."""
    folder = Home(home)
    current = folder.current()
    then = next((one.path for one in folder.list() if one.path.stem == revision and not one.damaged), None)
    if current is None or then is None or then == current:
        return {}
    tokenizer = Tokenizer()
    try:
        with ExitStack() as opened:
            old = opened.enter_context(closing(Index.open(then, tokenizer)))
            new = opened.enter_context(closing(Index.open(current, tokenizer)))
            pairs = [(before, _today(before, new.reports())) for before in old.reports()]
            return {before.title: _turned(old, before, new, today) for before, today in pairs if today is not None}
    except (DamagedRevisionError, TokenizerMismatchError):
        return {}


def _today(before: Report, reports: tuple[Report, ...]) -> Report | None:
    """The report of today that stands in the place of an earlier one: of its institution and period, or of its title."""
    by_title = [one for one in reports if (one.title, one.period) == (before.title, before.period)]
    named = before.institution and before.period
    by_office = [one for one in reports if named and (one.institution, one.period) == (before.institution, before.period)]
    return next(iter(by_title or by_office), None)


def _turned(old: Index, before: Report, new: Index, today: Report) -> Turned:
    then = stated_in_passages(old.report_passages(before.id), before.period)
    now = stated_in_passages(new.report_passages(today.id), today.period)
    return Turned(today.title, difference(then, now), "".join(new.source(today.id).split()))


__all__ = ["Stated", "Turned", "turned"]
