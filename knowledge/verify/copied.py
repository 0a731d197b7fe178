"""What a text takes over word for word: a clause with the one before it that stands just so in a report."""

from __future__ import annotations

import re

from knowledge.ask.engine import Engine
from knowledge.ask.other_quantity import to_come
from knowledge.language.period import conflicts
from knowledge.model import Period
from knowledge.report.sentences import split_clauses
from knowledge.verify.finding import Ruling
from knowledge.verify.places import Place, evidence_at, passages_with
from knowledge.verify.reading import Claim

# A clause that begins its sentence says by itself what it is of when it is this long (characters).
_ALONE = 8
_MARKS = frozenset([*"，。；：、！？（）“”《》|｜ ", ""])
_AHEAD = re.compile("计划|打算|展望|目标|思路")
_PLANNED = re.compile("计划|力争|争取|将|拟|目标|预计|明年|下一?[步年]|打算")


def copied(engine: Engine, claim: Claim, frame: Period | None) -> Ruling | None:
    """The ruling on a statement that is copied; None for one that is not, or that a report of another time has."""
    norm, at, to = claim.sentence.norm, claim.fact.at, claim.fact.to
    clauses = split_clauses(norm)
    number = next((i for i, (a, b) in enumerate(clauses) if a <= at < b), -1)
    if number < 0 or (number == 0 and clauses[0][1] - clauses[0][0] < _ALONE):
        return None
    start, end = clauses[max(0, number - 1)][0], clauses[number][1]
    stretch = norm[start:end]
    if re.search("[。！？]", stretch) or end < to:
        return None
    for passage in passages_with(engine, stretch):
        period = passage.section.period or engine.frame.periods[passage.report]
        if frame is not None and period is not None and conflicts(frame, period):
            continue
        ahead = to_come(passage.context, engine.frame.periods[passage.report]) or _AHEAD.search(passage.context)
        for i, sentence in enumerate(passage.sentences):
            planned = ahead or _PLANNED.search(sentence.norm)
            if _whole(sentence.norm, stretch) and (not planned or _PLANNED.search(norm)):
                return Ruling("agrees", (evidence_at(engine, Place(passage, i, stretch)),))
    return None


def _whole(norm: str, stretch: str) -> bool:
    """Whether a stretch stands in a sentence from mark to mark (培训4963人 is not 培训4963人次, nor 8项 18项)."""
    at = norm.find(stretch)
    if at < 0:
        return False
    before, after = norm[max(0, at - 1) : at], norm[at + len(stretch) : at + len(stretch) + 1]
    return before in _MARKS and after in _MARKS
