"""Own arithmetic of a text: a sum, a difference, a share or a ratio that follows from what the report tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from knowledge.ask import arithmetic
from knowledge.ask.arithmetic import Amount, Result
from knowledge.ask.rank import Candidate
from knowledge.language.lexicon import Lexicon
from knowledge.model import Evidence, Fact
from knowledge.report.sentences import split_clauses
from knowledge.verify.finding import Ruling
from knowledge.verify.interval import compared
from knowledge.verify.reading import Claim
from knowledge.verify.values import same_unit

Judged = tuple[Claim, Ruling]
Prove = Callable[[Sequence[Candidate]], tuple[Evidence, ...]]

_SUM = re.compile("合计|共计|总计|总数|合起来|加起来|加在一起|一共|总共|[两三四]者|共")
_PLAIN_SUM = re.compile("合计|共计|总计|合起来|加起来|加在一起|一共|总共")
_DIFFERENCE = re.compile("相差|比.{0,12}[多少高低]|[多少]出|多了|少了|结余|盈余|结存|差额|净增|剩余|还剩|节约|超出")
_SHARE = re.compile("占|比重|比例|份额")
_RATIO = re.compile("倍")
_AMOUNTS = frozenset({"count", "money", "percent"})
_STOP = re.compile("[；。]")
_MEDALS = frozenset("金银铜")


def derived(claim: Claim, ruling: Ruling, beside: Sequence[Judged], lexicon: Lexicon, prove: Prove) -> Ruling:
    """The ruling on a statement that follows by calculation from facts of the report that its neighbours are about; the
    ruling as it is where none does. ``beside``: the other statements of its sentence with their rulings, in order."""
    if ruling.verdict in ("agrees", "derived") or claim.fact.kind not in _AMOUNTS or claim.fact.value is None:
        return ruling
    wrong: Ruling | None = None
    for facts, result, sure in _results(claim, beside, lexicon):
        told = Ruling("derived", prove(facts), None, result.calculation)
        marker = "约" if result.approximate else ""
        if compared(claim.fact.value, claim.fact.marker, result.worth, marker) == "same" or _equal(claim.fact, result):
            return told
        contradicted = ruling.verdict in ("absent", "differs") or (ruling.verdict == "unclear" and ruling.facts)
        if sure and wrong is None and contradicted:
            wrong = replace(told, verdict="differs", should_be=result.text + (claim.fact.unit or result.unit))
    return wrong or ruling


def _equal(fact: Fact, result: Result) -> bool:
    """A rounded result said with as many digits: 33.3 % of 33.33 %."""
    assert fact.value is not None
    places = max(0, -int(fact.value.as_tuple().exponent))
    return result.approximate and not fact.marker and places < 3 and round(result.worth, places) == fact.value


def _results(claim: Claim, beside: Sequence[Judged], lexicon: Lexicon) -> Iterator[tuple[tuple[Candidate, ...], Result, bool]]:
    """What can be calculated as the words of the clause say; with whether nothing else can be meant."""
    words = _clause(claim)
    told = [(c, r.facts[0]) for c, r in beside if r.facts and c.fact.kind in ("count", "money")]
    alike = [(c, f) for c, f in told if same_unit(claim.fact.unit, c.fact.unit, lexicon) and c.fact.kind == claim.fact.kind]
    if claim.fact.kind != "percent" and _SUM.search(words):
        yield from _sums(claim, alike, bool(_PLAIN_SUM.search(words)))
    if claim.fact.kind != "percent" and _DIFFERENCE.search(words):
        before = [f for c, f in alike if c.fact.to <= claim.fact.at]
        if len(before) > 1:  # the last two are compared
            yield from _of(before[-2], before[-1], arithmetic.difference, True)
    norm, at = claim.sentence.norm, claim.fact.at
    if claim.fact.kind == "percent" and _SHARE.search(words):
        near = [(c, f) for c, f in told if c.fact.to <= at and not _STOP.search(norm, c.fact.to, at)]
        for (a, one), (b, two) in permutations(near, 2):
            if same_unit(a.fact.unit, b.fact.unit, lexicon):
                yield from _of(one, two, arithmetic.share, False)
    if _RATIO.search(claim.fact.unit):
        for (_, one), (_, two) in permutations(told, 2):
            yield from _of(one, two, arithmetic.ratio, False)


def _clause(claim: Claim) -> str:
    norm, fact = claim.sentence.norm, claim.fact
    return next((norm[a:b] for a, b in split_clauses(norm) if a <= fact.at < b), norm)


def _sums(
    claim: Claim, alike: Sequence[tuple[Claim, Candidate]], plain: bool
) -> Iterator[tuple[tuple[Candidate, ...], Result, bool]]:
    """The runs of values right before the claim, and those right behind it."""
    norm, own = claim.sentence.norm, claim.fact
    alike = [(c, f) for c, f in alike if c.fact.unit == own.unit or c.fact.unit in _MEDALS]
    before = [f for c, f in alike if c.fact.to <= own.at and not _STOP.search(norm, c.fact.to, own.at)]
    after = [f for c, f in alike if c.fact.at >= own.to and not _STOP.search(norm, own.to, c.fact.at)]
    runs = [before[start:] for start in range(len(before) - 1)] + [after[:end] for end in range(len(after), 1, -1)]
    for run in runs:
        amounts = [arithmetic.amount_of(f.fact) for f in run]
        known = [a for a in amounts if a is not None]
        if len(known) == len(amounts):
            yield tuple(run), arithmetic.total(known), plain and len(runs) == 1


def _of(
    one: Candidate, two: Candidate, calculate: Callable[[Amount, Amount], Result | None], sure: bool
) -> Iterator[tuple[tuple[Candidate, ...], Result, bool]]:
    first, second = arithmetic.amount_of(one.fact), arithmetic.amount_of(two.fact)
    if first is not None and second is not None and one.place != two.place:
        result = calculate(first, second)
        if result is not None:
            yield (one, two), result, sure
