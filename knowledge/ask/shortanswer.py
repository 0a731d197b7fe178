"""Answers that are no number: who, which, what, where, and the honours of a person, cut out of the best sentence."""

from __future__ import annotations

import re

from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate

_BY = re.compile(r"(?:经|由|被)([\u4e00-\u9fff“”]{2,20}?)(?:批准|主办|承办|颁发|授予|认定|组织|评为|牵头|负责|同意|审批|出资|捐赠|建设|实施|举办)")


def clause_around(norm: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch between clause marks that holds most of the places."""
    bounds = [0] + [m.end() for m in re.finditer("[，；。：！？]", norm)] + [len(norm)]
    best, held = (0, len(norm)), -1
    for a, b in zip(bounds, bounds[1:], strict=False):
        if b <= a:
            continue
        count = sum(1 for at, to in places if a <= at < b)
        if count > held:
            best, held = (a, b), count
    return best


def asks_agent(question: Question) -> bool:
    """由谁批准, 谁颁发的: the doer of something."""
    return "由谁" in question.norm or bool(re.search(r"谁(?:批准|主办|承办|颁发|授予|认定|组织|举办|牵头)", question.norm))


def agent(norm: str) -> tuple[int, int] | None:
    """Place of the doer in a sentence."""
    match = _BY.search(norm)
    return match.span(1) if match else None


def people_asked(question: Question, candidate: Candidate) -> bool:
    """Whether the question names one of the people of this fact, and so asks what they won."""
    return any(name in question.norm for name in candidate.fact.names)
