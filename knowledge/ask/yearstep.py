"""From one year's value to another's: the difference with its direction, the per cent, and what the report states itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, compose, yeartext
from knowledge.ask.arithmetic import Amount
from knowledge.ask.statedchange import Stated, borne_out
from knowledge.ask.yearly import Yearly
from knowledge.ask.yeartext import Told
from knowledge.model import Answer, Fact, FactKind, Note, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_TENTH = Decimal("0.1")
_RISE, _FALL, _SAME = "增加", "减少", "持平"
_UP, _DOWN, _GREW = "上升", "下降", "增长"
# The value is more than the number written.
_MORE_THAN = frozenset(("余", "多", "超", "超过", "逾", "以上"))


def suits(stated: Stated, asked: Yearly, new: Told | None, old: Told | None) -> bool:
    """Whether what the report states is what was asked for: how many more is not told by a percentage, but where nothing else
    tells it, a fall of so many per cent is what the report says."""
    fact = stated.candidate.fact
    if fact.kind != "percent":
        return not asked.percent
    of_rate = new is not None and new.fact.kind == "percent"
    return asked.percent or of_rate or not (asked.counted or (asked.amount and new is not None and old is not None))


def only_checked(stated: Stated) -> Stated:
    """A stated change that is only held against the computed one."""
    return replace(stated, only_checked=True)


def as_stated(engine: Engine, reading: Reading, stated: Stated, new: Told | None) -> Answer:
    """The change as the report states it, where one year's value is not told."""
    told = Told(stated.candidate, new.report if new else engine.reports[stated.candidate.passage.report])
    return yeartext.answer(engine, reading, [told], stated.text, (compose.value_of(told.fact),), None, ())


def ratio(engine: Engine, reading: Reading, new: Told, old: Told, notes: Sequence[Note]) -> Answer | None:
    """How many times the older year's value the newer one is."""
    amounts = [arithmetic.amount_of(t.fact) for t in (new, old)]
    if amounts[0] is None or amounts[1] is None:
        return None
    result = arithmetic.ratio(amounts[0], amounts[1])
    if result is None:
        return None
    value = Value("count", arithmetic.plain(result.worth), result.text, result.unit, result.approximate, "")
    text = ("约" if result.approximate else "") + result.text + result.unit
    values = (value, yeartext.value_of(new), yeartext.value_of(old))
    return yeartext.answer(engine, reading, [new, old], text, values, result.calculation, notes)


@dataclass(frozen=True, slots=True)
class _Step:
    """A difference worked out: ``result`` in the newer value's unit, ``percent`` of the older value, ``word`` its direction."""

    result: arithmetic.Result
    percent: arithmetic.Result | None
    word: str

    @property
    def text(self) -> str:
        """约8件."""
        return _about(self.result, self.result.unit)

    @property
    def grown(self) -> str:
        """约2.7%, "" where there is no per cent."""
        return _about(self.percent, "%") if self.percent else ""

    @property
    def calculation(self) -> str:
        """The difference, then the per cent."""
        return "；".join(r.calculation for r in (self.result, self.percent) if r is not None)


def _about(result: arithmetic.Result, unit: str) -> str:
    return f"{'约' if result.approximate else ''}{result.text}{unit}"


def step(
    engine: Engine, reading: Reading, asked: Yearly, new: Told, old: Told, stated: Stated | None, notes: Sequence[Note]
) -> Answer:
    """The difference of two years: as the report states it where it does, else worked out."""
    one, two = arithmetic.amount_of(new.fact), arithmetic.amount_of(old.fact)
    if one is None or two is None or not sure(new.fact, old.fact):
        return yeartext.listed(engine, reading, [new, old], notes)
    found = _Step(arithmetic.step(one, two), percent_of(one, two), direction(one, two))
    agrees = stated is None or borne_out(stated, new.fact, old.fact)
    if stated is not None and not agrees:
        notes = [*notes, Note("stated_differs", (stated.text, _computed(found, stated)))]
    text, first = _headline(asked, new, found, stated, agrees)
    told = [new, old] if stated is None else [new, Told(stated.candidate, new.report), old]
    values = (first, yeartext.value_of(new), yeartext.value_of(old))
    return yeartext.answer(engine, reading, told, text, values, found.calculation, notes)


def _headline(asked: Yearly, new: Told, found: _Step, stated: Stated | None, agrees: bool) -> tuple[str, Value]:
    """The headline, and the value that it tells first."""
    difference = _value(new.fact.kind, found.result, found.word)
    if stated is not None and not stated.only_checked:
        alone = not agrees or _same_number(stated, found.result) or not found.result.worth
        text = stated.text if alone else f"{stated.text}（{found.word}{found.text}）"
        return text, compose.value_of(stated.candidate.fact)
    if not found.result.worth:
        return f"{_SAME}（{yeartext.shown(new)}）", difference
    if asked.percent and found.percent and new.fact.kind != "percent":
        grew = _GREW if found.word == _RISE else _DOWN
        return f"{grew}{found.grown}（{found.word}{found.text}）", _value("percent", found.percent, grew)
    if stated is not None and agrees and stated.candidate.fact.unit == "%":
        return f"{found.word}{found.text}（{stated.text}）", difference
    return f"{found.word}{found.text}" + (f"（{found.grown}）" if found.percent else ""), difference


def _computed(found: _Step, stated: Stated) -> str:
    """What the two years' values come to, in the measure of what is stated."""
    if not found.result.worth:
        return _SAME
    in_percent = found.percent is not None and stated.candidate.fact.unit == "%"
    return found.word + (found.grown if in_percent else found.text)


def _same_number(stated: Stated, result: arithmetic.Result) -> bool:
    return stated.candidate.fact.unit != "%" and abs(stated.signed) == result.worth


def _value(kind: FactKind, result: arithmetic.Result, word: str) -> Value:
    return Value(kind, arithmetic.plain(result.worth), result.text, result.unit, result.approximate, word)


def direction(new: Amount, old: Amount) -> str:
    """The word for how the newer value stands to the older."""
    if new.worth == old.worth:
        return _SAME
    rise = new.worth > old.worth
    return (_UP if rise else _DOWN) if new.unit == "%" else (_RISE if rise else _FALL)


def percent_of(new: Amount, old: Amount) -> arithmetic.Result | None:
    """By how many per cent a value changed, to a tenth: 40 ÷ 1480 × 100% ≈ 2.7%; None for percentages and for what is only
    about so much."""
    if new.unit == "%" or new.approximate or old.approximate or old.worth <= 0 or new.worth == old.worth:
        return None
    gap = arithmetic.step(new, old)
    exact = gap.worth / old.worth * 100
    number = exact.quantize(_TENTH, ROUND_HALF_UP)
    if not number:
        return None
    sign = "=" if number == exact else "≈"
    text = arithmetic.plain(number)
    top = arithmetic.plain(gap.worth / old.factor) + old.scale
    return arithmetic.Result(text, number, "%", number != exact, f"{top} ÷ {old.text} × 100% {sign} {text}%")


def sure(new: Fact, old: Fact) -> bool:
    """Whether it is sure which is more, for all that 余 and 约 leave open."""
    if new.value is None or old.value is None or not (new.marker or old.marker):
        return True
    return abs(new.value - old.value) > _open(new) + _open(old) or _away(new, old)


def _away(new: Fact, old: Fact) -> bool:
    """60余 is more than 52 whatever it leaves open."""
    larger, smaller = (new, old) if (new.value or 0) > (old.value or 0) else (old, new)
    return larger.marker in _MORE_THAN and not smaller.marker and larger.value != smaller.value


def _open(fact: Fact) -> Decimal:
    """By how much an approximate value may be off: one of its last digit that is no zero, of 约 and 近 half of that."""
    if not fact.marker or fact.value is None or not fact.value:
        return Decimal(0)
    one = Decimal(1).scaleb(int(fact.value.normalize().as_tuple().exponent))
    return one if fact.marker in _MORE_THAN else one / 2


def total(engine: Engine, reading: Reading, told: Sequence[Told], notes: Sequence[Note]) -> Answer | None:
    """All years added up; None for percentages, which do not add."""
    amounts = [a for t in told if t.fact.kind != "percent" and (a := arithmetic.amount_of(t.fact))]
    if len(amounts) != len(told) or len(told) < 2:
        return None
    result = replace(arithmetic.total(amounts), unit=amounts[0].unit)
    value = _value(told[0].fact.kind, result, "")
    text = f"{'约' if result.approximate else ''}{result.text}{result.unit}"
    return yeartext.answer(engine, reading, told, text, (value, *map(yeartext.value_of, told)), result.calculation, notes)


def most(engine: Engine, reading: Reading, told: Sequence[Told], notes: Sequence[Note], way: int) -> Answer | None:
    """The year of the most, or of the least; None when it is not sure or two are alike."""
    amounts = {id_: arithmetic.amount_of(t.fact) for id_, t in enumerate(told)}
    if any(a is None or a.approximate for a in amounts.values()):
        return None
    order = sorted(amounts, key=lambda i: a.worth if (a := amounts[i]) else Decimal(0), reverse=way > 0)
    ranked = [told[i] for i in order]
    known = [a for i in order if (a := amounts[i])]
    if known[0].worth == known[1].worth:
        return None
    calculation = (" > " if way > 0 else " < ").join(a.text for a in known) if _steadily(known) else None
    text = f"{ranked[0].year}：{yeartext.shown(ranked[0])}"
    return yeartext.answer(engine, reading, ranked, text, tuple(map(yeartext.value_of, ranked)), calculation, notes)


def _steadily(amounts: Sequence[Amount]) -> bool:
    """Whether no two neighbours are equal, so that one sign stands between all."""
    return len({a.worth for a in amounts}) == len(amounts)
