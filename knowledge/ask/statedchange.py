"""A change from year to year that a report states itself (比上年增长5.2%), and whether two years' values bear it out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.ask import arithmetic
from knowledge.ask.compose import direction_of
from knowledge.ask.fit import direction
from knowledge.ask.rank import Candidate
from knowledge.model import Fact

# A change from another time, or of another quantity than the year's.
_OTHER_BASE = re.compile(r"环比|年初|上半年|季度|上个?月|[一二三四五六七八九十]五|计划|目标|预算|(?:19|20)\d\d|前年|全[国省市]|年均|累计")
# Between a value and its change nothing but the comparison may stand.
_RIGHT_BEHIND = re.compile(
    r"[，,、；（]?(?:按[^，\d]{1,8}(?:计算|口径)[，]?)?(?:同比|(?:比|较|同|与)(?:上一?年度?|去年|前一年|上一?学年)(?:末|底|同期)?(?:相比|比)?，?)?(?:净|共|实际|名义)?"
    r"(?:增长|增加|提高|提升|上升|上涨|扩大|下降|减少|降低|下跌|回落|缩小|收窄|下滑|多|少)了?"
)
_LEAD = 18
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Stated:
    """``word``: 增长, 下降 as written; ``signed``: the change in base units, per cent or points, below 0 for a fall;
    ``only_checked``: another measure was asked for, and it only has to agree."""

    candidate: Candidate
    word: str
    signed: Decimal
    only_checked: bool = False

    @property
    def text(self) -> str:
        """增长5.2%."""
        fact = self.candidate.fact
        return f"{self.word}{fact.text}{fact.unit}"


def stated_change(candidate: Candidate | None) -> Stated | None:
    """The change of a growth fact when it is one from the year before; None else."""
    if candidate is None or candidate.fact.value is None:
        return None
    fact, value = candidate.fact, candidate.fact.value
    norm = candidate.passage.sentences[fact.sentence].norm
    lead = re.split("[。；]", norm[max(0, fact.at - _LEAD) : fact.at])[-1].split("，")[-1]
    word = direction_of(norm, fact)
    if not word or _OTHER_BASE.search(lead):
        return None
    sign = direction(fact, norm)
    return Stated(candidate, word, sign * abs(value))


def behind(level: Candidate) -> Candidate | None:
    """The change told right behind a value: 95.75万人次，同比增长5.0%."""
    fact, norm = level.fact, level.passage.sentences[level.fact.sentence].norm
    later = (f for f in level.passage.facts if f.sentence == fact.sentence and f.at >= fact.to)
    step = min(later, key=lambda f: f.at, default=None)
    if step is None or step.aspect != "growth" or not _RIGHT_BEHIND.fullmatch(norm, fact.to, step.at):
        return None
    return replace(level, fact=step)


def borne_out(stated: Stated, new: Fact, old: Fact) -> bool:
    """Whether the values of two years come to the stated change within what rounding may do to either."""
    one, two = arithmetic.amount_of(new), arithmetic.amount_of(old)
    if one is None or two is None or new.marker or old.marker or stated.candidate.fact.marker:
        return True
    step = stated.candidate.fact
    given = _half(step.text) * arithmetic.scale_of(step)
    low_new, high_new = _around(one)
    low_old, high_old = _around(two)
    if step.kind == "percent" and step.unit == "%" and new.kind != "percent":
        if low_old <= 0:
            return True
        low, high = (low_new / high_old - 1) * _HUNDRED, (high_new / low_old - 1) * _HUNDRED
    else:
        low, high = low_new - high_old, high_new - low_old
    return low - given <= stated.signed <= high + given


def _half(text: str) -> Decimal:
    """Half of the last digit written."""
    _, _, decimals = text.partition(".")
    return Decimal("0.5").scaleb(-len(re.sub(r"\D.*", "", decimals)))


def _around(amount: arithmetic.Amount) -> tuple[Decimal, Decimal]:
    """What an amount was before it was rounded, in base units; whole numbers without magnitude are exact."""
    exact = not amount.scale and amount.number == amount.number.to_integral_value() and "." not in f"{amount.number:f}"
    half = Decimal(0) if exact and amount.unit != "%" else Decimal("0.5").scaleb(int(amount.number.as_tuple().exponent))
    one, other = Decimal(amount.number - half), Decimal(amount.number + half)
    return one * amount.factor, other * amount.factor
