"""A day told of another thing than the question names, in a sentence that tells the days of several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ask.match import Found
from knowledge.ask.question import Term
from knowledge.model import Fact

_CLAUSE = re.compile("[，；。：、（）]")
# A noun that a day is told of: 物流中心于10月26日投产; 并于 and 又于 go on about the one before.
_SUBJECT_OF_DATE = re.compile("[\u4e00-\u9fff]{3,}(?<![并又再还后曾已])[于在]$")


def of_another_event(norm: str, fact: Fact, others: Sequence[Fact], found: Found, terms: Sequence[Term]) -> str:
    """甲园于4月18日开工，乙园于10月26日投产: who asks for 甲园 does not ask for the day of 乙园. "" when nothing speaks against it."""
    start = max((m.end() for m in _CLAUSE.finditer(norm, 0, fact.at)), default=0)
    if fact.kind != "date" or not _SUBJECT_OF_DATE.search(norm, start, fact.at):
        return ""
    dates = [o for o in others if o.sentence == fact.sentence and o.kind == "date" and o.to <= start]
    ends = _CLAUSE.search(norm, fact.to)
    end = ends.start() if ends else len(norm)
    for term, row in zip(terms, found.places[fact.sentence], strict=False):
        away = row and not any(start <= at < end for at, _, _ in row)
        if term.hard and away and any(not _CLAUSE.search(norm, row[-1][1], o.at) for o in dates):
            return "event"
    return ""
