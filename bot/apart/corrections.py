"""Which numbers that people were given are other ones now, or gone: by what differs between then and today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.apart.told import Given, Verdict
from knowledge.turned import Turned, turned

if TYPE_CHECKING:
    from knowledge.turned import Stated


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
        return [Verdict(given.question, given.headline, "", report.title)]
    changed = {(one.new.shown, one.new.section) for one in report.diff.changed if _is(given, one.old)}
    removed = [one for one in report.diff.removed if _is(given, one)]
    if len(changed) == 1 and not removed:
        now, section = next(iter(changed))
        return [Verdict(given.question, now, section, report.title)]
    if removed and not changed and not any(_as_much(one, removed[0]) for one in report.diff.added):
        unclear = any(_alike(one, removed[0]) for one in report.diff.added)
        return [Verdict(given.question, "", removed[0].section, report.title, unclear)]
    return []


def _is(given: Given, stated: Stated) -> bool:
    """Whether a value of the old report is the one that was given: as much, of the same thing, in the sentence that was quoted.

    Of two equal numbers in a sentence the labels say which one it was; without them neither is taken for the other."""
    quote = "".join(given.quote.split())
    if stated.unit != given.unit or not _stands(stated.shown, given.headline) or not _stands(stated.shown, quote):
        return False
    if given.label and stated.label:
        return given.label in stated.label or stated.label in given.label
    return quote.count(stated.shown) == 1


def _stands(shown: str, text: str) -> bool:
    """Whether a number stands in a text by itself and not as a part of a longer one (8场 in 48场)."""
    return bool(re.search(rf"(?<![\d.,．，〇零一二三四五六七八九十百千万亿]){re.escape(shown)}", "".join(text.split())))


def _as_much(one: Stated, other: Stated) -> bool:
    """Whether two values are the same amount: a sentence in quite other words may still say what it said."""
    return one.kind == other.kind and (one.shown == other.shown or (one.value is not None and one.value == other.value))


def _alike(one: Stated, other: Stated) -> bool:
    """Whether two values are of a kind, and a word speaks of both."""
    return (one.kind, one.unit) == (other.kind, other.unit) and bool(set(one.words) & set(other.words))
