"""The front door: a draft in, what does not agree within it out."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.check.bases import base_findings
from knowledge.check.columns import column_findings
from knowledge.check.conflicts import conflict_findings
from knowledge.check.dates import date_findings
from knowledge.check.growths import growth_findings
from knowledge.check.lines import Told, lay_out
from knowledge.check.lists import list_findings
from knowledge.check.malformed import malformed_findings
from knowledge.check.numbering import numbering_findings
from knowledge.check.shares import share_findings
from knowledge.check.spelling import spelling_findings
from knowledge.check.sums import sum_findings
from knowledge.model import Draft, Finding

_CHECKS = (
    sum_findings,
    column_findings,
    share_findings,
    base_findings,
    growth_findings,
    list_findings,
    conflict_findings,
    spelling_findings,
    malformed_findings,
    date_findings,
    numbering_findings,
)


def check(draft: Draft) -> tuple[Finding, ...]:
    """What does not agree within a report, in reading order; the grave first where two stand at one place."""
    told = lay_out(draft)
    found = dict.fromkeys(_all(told))
    return tuple(sorted(found, key=lambda f: (f.evidence[-1].start, not f.grave, f.kind)))


def _all(told: Told) -> Iterator[Finding]:
    for findings in _CHECKS:
        yield from findings(told)
