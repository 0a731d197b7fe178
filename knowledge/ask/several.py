"""Several questions in one turn: 引进展几个，输出展几个; 审结多少件、多少人. Each is asked by itself, and all or none is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.ask import patterns
from knowledge.model import Answer, Evidence

_BETWEEN = re.compile("[，,；;。？?]|(?<=[个件人名次场家项篇所门位张台元]) ?[、和]")
_LEAD = re.compile("^(?:其中的?|另外|还有|以及|那|又|并)")
_MOST = 3


def parts_of(norm: str) -> tuple[str, ...]:
    """The questions of a turn, each with what the first one says of both where it says nothing itself; () for a single one."""
    pieces = [p for p in (_LEAD.sub("", piece) for piece in _BETWEEN.split(norm)) if p]
    asking = [patterns.HOW_MANY.search(p) for p in pieces]
    if not 2 <= len(pieces) <= _MOST or not all(asking) or patterns.TOTAL.search(norm) or patterns.DIFFERENCE.search(norm):
        return ()
    first = asking[0]
    subject = pieces[0][: first.start()] if first else ""
    return tuple(piece if asked and asked.start() else subject + piece for piece, asked in zip(pieces, asking, strict=True))


def together(question: str, answers: Sequence[Answer]) -> Answer | None:
    """One answer of all; None unless each is answered, and by another value."""
    if any(a.status != "answered" or a.calculation or not a.values for a in answers):
        return None
    places = {(a.evidence[0].start, a.evidence[0].marks) for a in answers}
    if len(places) < len(answers):
        return None
    first = answers[0]
    return replace(
        first,
        question=question,
        text="、".join(a.text for a in answers),
        values=tuple(v for a in answers for v in a.values),
        evidence=_merged(e for a in answers for e in a.evidence),
        notes=tuple(dict.fromkeys(n for a in answers for n in a.notes)),
        confidence=min(a.confidence for a in answers),
    )


def _merged(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each sentence once, with all its marks."""
    kept: dict[Evidence, Evidence] = {}
    for said in evidence:
        key = replace(said, marks=())
        kept[key] = replace(said, marks=(*kept[key].marks, *said.marks)) if key in kept else said
    return tuple(kept.values())
