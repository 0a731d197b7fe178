"""Which of the facts that fit are rivals, and which only stand beside, within or behind another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ask import agree
from knowledge.ask.rank import Candidate

# A part that fits so much better than its whole is what was asked.
PART_AHEAD = 0.2
# How strongly a word speaks of a fact from a heading or a neighbour at most, and from its own clause at least.
INHERITED, SAID = 0.5, 0.85
# So strongly a word of a parallel clause speaks at most of a fact of the same sentence.
CARRIED = 0.76
# Two different values closer than this are a choice and no answer.
MARGIN = 0.035
# Values told side by side are a choice though one of them stands nearer to the words, unless it fits this much better:
# 困难学生家访覆盖率 is no rival of 家访覆盖率. Where a total is asked for, being one is a better fit.
SIBLING, SIBLING_OF_TOTAL = 0.25, 0.12
# What is called exactly as asked may fall this far behind what is called more narrowly.
EXACT_BEHIND = 0.25
_APART, _STOP, _LEAD = re.compile("分别[^，；。]{0,6}$"), re.compile("[；。]"), 12


def wholes(fitting: list[Candidate]) -> list[Candidate]:
    """接待游客612万人次，其中过夜游客88万人次: where the whole has all words, its parts do not answer for it."""
    fitting = [c for c in fitting if not any(_outdone(c, other) for other in fitting)] or fitting
    kept = [c for c in fitting if not any(_part_of(c, w) and c.score - w.score < PART_AHEAD for w in fitting)]
    return kept or fitting


def exact_first(fitting: list[Candidate]) -> list[Candidate]:
    """医院1523个 before 互联网医院167家: what is called just as it was asked for comes before what is called more narrowly."""
    best = fitting[0]
    if best.parts["whole"] >= 0 or best.fact.kind != "count":
        return fitting
    exact = [c for c in fitting if c.parts["whole"] > 0 and c.fact.kind == "count" and best.score - c.score < EXACT_BEHIND]
    own = [c for c in exact if min(_hard_weights(c), default=0) > SAID and c.parts["head"] >= best.parts["head"]]
    if not own:
        return fitting
    return sorted([*own, *(c for c in fitting if c.parts["whole"] >= 0 and c not in own)], key=lambda c: -c.score)


def _hard_weights(candidate: Candidate) -> list[float]:
    return [w for t, w in zip(candidate.terms, candidate.weights, strict=True) if t.hard]


def _outdone(one: Candidate, other: Candidate) -> bool:
    """现有专业42个，其中师范类专业19个: who asks for 师范专业 means what says so itself, not what has it from a heading."""
    pairs = list(zip(_hard_weights(one), _hard_weights(other), strict=True))
    beside = one.place[:2] == other.place[:2] and "分别" not in one.passage.sentences[one.fact.sentence].norm
    return (
        one.passage.id == other.passage.id
        and all(theirs > mine - 0.05 for mine, theirs in pairs)
        and any(mine <= (CARRIED if beside else INHERITED) and theirs >= SAID for mine, theirs in pairs)
    )


def _part_of(part: Candidate, whole: Candidate) -> bool:
    said = min(_hard_weights(whole), default=0) > INHERITED
    return said and part.passage.id == whole.passage.id and agree.whole_of(part.passage, part.fact) == whole.fact


def contenders(fitting: Sequence[Candidate], total: bool) -> list[Candidate]:
    """The best candidate and those that say another value about as well."""
    best = fitting[0]
    near = [c for c in fitting if best.score - c.score < MARGIN or sibling(best, c, total)]
    distinct: dict[tuple[str, str], Candidate] = {}
    for candidate in near:
        distinct.setdefault((str(candidate.fact.value or candidate.fact.text), candidate.fact.kind), candidate)
    return list(distinct.values())[:4]


def sibling(best: Candidate, other: Candidate, total: bool = False) -> bool:
    """甲、乙分别3件、4件 asked without saying which: the nearer number is no better than the other."""
    same = best.place[:2] == other.place[:2] and (best.fact.kind, best.fact.unit) == (other.fact.kind, other.fact.unit)
    parts = {c.fact.period.part for c in (best, other) if c.fact.period is not None}
    if same and best.fact.kind != "date" and None not in parts and len(parts) == 2:
        return True  # of two terms or quarters neither is the year
    if same and best is not other and _told_apart(best, other):
        return best.score - other.score < SIBLING
    level = abs(best.parts["coverage"] - other.parts["coverage"]) < 0.01 and best.fact.aspect == other.fact.aspect
    near = best.score - other.score < (SIBLING_OF_TOTAL if total else SIBLING)
    return same and level and near and best is not other and other.parts["rival"] == best.parts["rival"]


def _told_apart(best: Candidate, other: Candidate) -> bool:
    """水稻、玉米播种面积分别为2万亩、1万亩: who names neither asks for neither more than for the other."""
    first, last = sorted((best.fact, other.fact), key=lambda f: f.at)
    norm = best.passage.sentences[first.sentence].norm
    apart = _APART.search(norm, max(0, first.at - _LEAD), first.at) and not _STOP.search(norm, first.at, last.at)
    own = (min(_hard_weights(c), default=0) for c in (best, other))
    return bool(apart) and all(w >= INHERITED for w in own) and best.fact.aspect == other.fact.aspect
