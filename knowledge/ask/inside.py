"""The name in a sentence that answers a question: of the clause of its words, and of no rival."""

from __future__ import annotations

import re

from knowledge.ask import shortanswer
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact

_PARTED = re.compile("[，；。：]")


def name_inside(question: Question, best: Candidate) -> tuple[int, int] | None:
    """The name in the best sentence that stands nearest to the question's words."""
    norm = best.passage.sentences[best.fact.sentence].norm
    places = shortanswer.places_of(question, norm)
    names = [
        (f.at, f.to) for f in best.passage.facts
        if f.sentence == best.fact.sentence and f.kind in ("name", "place") and f.text.strip("《》“”") not in question.norm
    ]
    if not names or not places:
        return None
    clause = [n for n in names if any(not _PARTED.search(norm, min(n[1], b), max(n[0], a)) for a, b in places)]
    names = [n for n in clause if not _rival_told(question, norm, n) and not asked_for(question, norm[n[0] : n[1]])]
    if not names:
        return None
    nearest = min(names, key=lambda n: min(max(n[0] - b, a - n[1], 0) for a, b in places))
    return next(((f.at, f.to) for f in best.passage.facts if _side_by_side(f, best, nearest)), nearest)


def asked_for(question: Question, name: str) -> bool:
    """哪个支部进了全国样板支部: a name that has all words of the question is what was won."""
    words = [t for t in question.hard if t.word[-1] not in "了过"]
    told = [t for t in words if not (t.family and t.family[0] == "level")]
    return len(words) > 1 and bool(told) and all(any(f.text in name for f in t.forms) for t in told)


def _rival_told(question: Question, norm: str, name: tuple[int, int]) -> bool:
    """Whether the clause of a name tells another grade or level than the one asked for (其中“甲”获一等奖 is of no 二等奖)."""
    start = max((m.end() for m in _PARTED.finditer(norm, 0, name[0])), default=0)
    end = _PARTED.search(norm, name[1])
    clause = norm[start : name[0]] + norm[name[1] : end.start() if end else len(norm)]
    lexicon = Lexicon.load()
    for term in question.hard:
        if term.family is None or any(f.text in clause for f in term.forms):
            continue
        if any(w in clause and w not in question.norm for w in lexicon.rivals_of(*term.family)):
            return True
    return False


def _side_by_side(fact: Fact, best: Candidate, name: tuple[int, int]) -> bool:
    """Whether a list of quoted names holds a name: “甲”“乙”2件 are both of what is asked."""
    norm = best.passage.sentences[best.fact.sentence].norm
    within = fact.kind == "list" and fact.sentence == best.fact.sentence and fact.at <= name[0] and name[1] <= fact.to
    return within and norm[fact.at] in "“《" and norm[fact.to - 1] in "”》"
