"""A text checked: each of its statements judged, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ask.engine import Engine
from knowledge.errors import DraftTooLongError
from knowledge.language.period import conflicts
from knowledge.model import Fact, Period
from knowledge.verify.copied import copied
from knowledge.verify.editions import editions
from knowledge.verify.finding import DraftCheck, DraftFinding, Ruling
from knowledge.verify.frame import frame_of
from knowledge.verify.honours import judged_award, judged_person, people_of
from knowledge.verify.judge import judged
from knowledge.verify.places import evidence_of
from knowledge.verify.reading import Claim, Told, statements
from knowledge.verify.sums import Judged, derived
from knowledge.verify.titles import honoured_bodies

LONGEST = 50_000  # characters
# 创建于2024年 states the year, 2024年工作回顾 does not.
_BEGUN = re.compile("创[建办立]|成立|始建|建成|建立|设立|开馆|建校|建院|建馆|落成|竣工|开工|通车|挂牌|升格")
_OPEN = ("absent", "unclear")


def check(engine: Engine, text: str) -> DraftCheck:
    """Every number, date, rank and name with an honour, judged against the reports. DraftTooLongError over ``LONGEST``."""
    if len(text) > LONGEST:
        raise DraftTooLongError(f"the text has {len(text):,} characters, over the limit of {LONGEST:,}; check it in parts")
    told = statements(text)
    frame = frame_of(told, engine.reports.values())
    findings = [finding for sentence in told for finding in _findings(engine, text, sentence, frame)]
    return DraftCheck(tuple(sorted(findings, key=lambda f: (f.start, f.end))))


def _findings(engine: Engine, text: str, told: Told, frame: Period | None) -> Iterator[DraftFinding]:
    people = tuple(people_of(engine, told))
    claims = sorted((*told.claims, *people), key=lambda c: (c.fact.at, c.fact.to))
    honoured = [claim for claim in claims if claim.fact.kind == "person"]
    values = tuple(claim.fact for claim in told.claims if claim.fact.kind != "person")
    judged_so_far = [(claim, _ruling(engine, claim, values, honoured, frame)) for claim in claims]
    for claim, ruling in _dated(judged_so_far):
        if _sets_time(engine, claim, ruling) or (claim.fact.text == "一" and ruling.verdict in _OPEN):
            continue  # 一句话 counts nothing that a report would tell
        beside = [other for other in judged_so_far if other[0] is not claim]
        yield _finding(text, claim, derived(claim, ruling, beside, engine.lexicon, lambda facts: evidence_of(engine, *facts)))
    for claim, ruling in (*editions(engine, told.sentence), *honoured_bodies(engine, told.sentence, honoured)):
        yield _finding(text, claim, ruling)


def _sets_time(engine: Engine, claim: Claim, ruling: Ruling) -> bool:
    """Whether a year is just the one that the reports are about, of which the text states nothing by itself."""
    own = claim.fact.period
    if claim.fact.kind != "date" or own is None or own.kind not in ("year", "school_year") or ruling.verdict == "agrees":
        return False
    if ruling.verdict == "differs" and _BEGUN.search(claim.sentence.norm):
        return False
    return any(r.period is not None and not conflicts(own, r.period) for r in engine.reports.values())


def _dated(judged_so_far: Sequence[Judged]) -> Iterator[Judged]:
    """A year that sets the time of statements agrees with the report when one of them does."""
    proof = next((r for c, r in judged_so_far if r.verdict == "agrees" and c.fact.kind != "date"), None)
    for claim, ruling in judged_so_far:
        year = "年" in claim.fact.text and claim.fact.period is not None and claim.fact.period.kind in ("year", "school_year")
        if claim.fact.kind == "date" and year and ruling.verdict != "agrees" and proof is not None:
            yield claim, Ruling("agrees", proof.evidence)
        else:
            yield claim, ruling


def _ruling(
    engine: Engine, claim: Claim, values: tuple[Fact, ...], people: Sequence[Claim], frame: Period | None
) -> Ruling:
    taken = copied(engine, claim, frame)
    if taken is not None:
        return taken
    if claim.fact.kind == "person":
        return judged_person(engine, claim, (*values, *(p.fact for p in people if p is not claim)))
    if claim.fact.kind == "rank":
        ruling = judged_award(engine, claim, people)
        if ruling is not None:
            return ruling
    others = tuple(f for f in values if f is not claim.fact and f.kind in ("count", "percent", "money"))
    return judged(engine, claim, others, frame)


def _finding(text: str, claim: Claim, ruling: Ruling) -> DraftFinding:
    return DraftFinding(
        text[claim.start : claim.end], claim.start, claim.end, claim.fact.kind,
        ruling.verdict, ruling.should_be, ruling.evidence, ruling.calculation, ruling.missing,
    )
