"""Which numbers that people were given are other ones now, or gone: by what differs between then and today."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.apart.told import Given, Verdict
from knowledge.turned import Turned, turned


def verdicts(home: Path, given: Sequence[Given]) -> tuple[Verdict, ...]:
    """For each number what is said now: the same where its sentence still stands, else what its value changed to, if it did.

    A number whose revision is not kept any more cannot be compared, and one that was only put in other words is no change."""
    told: list[Verdict] = []
    for revision in dict.fromkeys(one.revision for one in given):
        reports = turned(home, revision)
        for one in given:
            if one.revision == revision and (report := reports.get(one.report)) is not None:
                told += _verdict(one, report)
    return tuple(told)


def _verdict(given: Given, report: Turned) -> list[Verdict]:
    if report.still_says(given.quote):
        return [Verdict(given.question, given.headline, "")]
    changed = {(one.new.shown, one.new.section) for one in report.diff.changed if _is(given, one.old.shown, one.old.text)}
    removed = [one for one in report.diff.removed if _is(given, one.shown, one.text)]
    if len(changed) == 1 and not removed:
        now, section = next(iter(changed))
        return [Verdict(given.question, now, section)]
    if removed and not changed:
        return [Verdict(given.question, "", removed[0].section)]
    return []


def _is(given: Given, shown: str, text: str) -> bool:
    """Whether a value of the old report is the one that was given: as written, in the sentence that was quoted."""
    return shown.endswith(given.unit) and text in given.headline and text in "".join(given.quote.split())
