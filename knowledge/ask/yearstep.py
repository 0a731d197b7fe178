"""From one year's value to another's: the difference with its direction, the per cent, and what the report states itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, compose, yeartext
from knowledge.ask.arithmetic import Amount
from knowledge.ask.question import Question
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


def suits(stated: Stated, asked: Yearly, question: Question, new: Told | None) -> bool:
    """Whether what the report states is what was asked for: how many more is not told by a percentage."""
    fact = stated.candidate.fact
    if fact.kind == "percent":
        of_rate = new is not None and new.fact.kind == "percent"
        return asked.percent or of_rate or not (question.units or question.asked == "money" or (asked.amount and new is not None))
    return not asked.percent


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


def step(
    engine: Engine, reading: Reading, asked: Yearly, new: Told, old: Told, stated: Stated | None, notes: Sequence[Note]
) -> Answer:
    """The difference of two years: as the report states it where it does, else worked out."""
    one, two = arithmetic.amount_of(new.fact), arithmetic.amount_of(old.fact)
    if one is None or two is None or not sure(new.fact, old.fact):
        return yeartext.listed(engine, reading, [new, old], notes)
    result = arithmetic.step(one, two)
    word = direction(one, two)
    percent = percent_of(one, two)
    shown = [result.calculation] + ([percent.calculation] if percent else [])
    headline = f"{'约' if result.approximate else ''}{result.text}{result.unit}"
    difference = _value(new.fact.kind, result, word)
    disagrees = stated is not None and not borne_out(stated, new.fact, old.fact)
    if stated is not None and disagrees:
        said = percent.text + "%" if percent and stated.candidate.fact.unit == "%" else result.text + result.unit
        notes = [*notes, Note("stated_differs", (stated.text, f"{_SAME if not result.worth else word}{said if result.worth else ''}"))]
    told, values = [new, old], (yeartext.value_of(new), yeartext.value_of(old))
    if stated is not None and not stated.only_checked:
        text = stated.text if disagrees or _same_number(stated, result) else f"{stated.text}（{word}{headline}）"
        return _with_stated(engine, reading, told, text, (compose.value_of(stated.candidate.fact), *values), "；".join(shown), notes, stated)
    if not result.worth:
        return yeartext.answer(engine, reading, told, f"{_SAME}（{yeartext.shown(new)}）", (difference, *values), result.calculation, notes)
    if asked.percent and percent and new.fact.kind != "percent":
        grew = _GREW if word == _RISE else _DOWN
        text = f"{grew}{'约' if percent.approximate else ''}{percent.text}%（{word}{headline}）"
        return yeartext.answer(engine, reading, told, text, (_value("percent", percent, grew), *values), "；".join(shown), notes)
    beside = _beside(stated, disagrees, percent)
    if stated is not None:
        return _with_stated(engine, reading, told, f"{word}{headline}{beside}", (difference, *values), "；".join(shown), notes, stated)
    return yeartext.answer(engine, reading, told, f"{word}{headline}{beside}", (difference, *values), "；".join(shown), notes)


def _beside(stated: Stated | None, disagrees: bool, percent: arithmetic.Result | None) -> str:
    """The per cent in brackets: the report's own where it states one."""
    if stated is not None and not disagrees and stated.candidate.fact.unit == "%":
        return f"（{stated.text}）"
    return f"（{'约' if percent.approximate else ''}{percent.text}%）" if percent else ""


def _with_stated(
    engine: Engine, reading: Reading, told: Sequence[Told], text: str, values: tuple[Value, ...], shown: str,
    notes: Sequence[Note], stated: Stated,
) -> Answer:  # fmt: skip
    """An answer whose proof holds the sentence of the stated change as well."""
    sentence = Told(stated.candidate, told[0].report)
    return yeartext.answer(engine, reading, [told[0], sentence, *told[1:]], text, values, shown, notes)


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
    """By how many per cent a value changed, to a tenth: 40 ÷ 1480 × 100% ≈ 2.7%; None for percentages and for what is only about so
    much."""
    if new.unit == "%" or new.approximate or old.approximate or old.worth <= 0 or new.worth == old.worth:
        return None
    gap = arithmetic.difference(new, old)
    exact = gap.worth / old.worth * 100
    number = exact.quantize(_TENTH, ROUND_HALF_UP)
    if not number:
        return None
    sign = "=" if number == exact else "≈"
    text = arithmetic.plain(number)
    base = old.text if _one_scale(gap.text, old) else arithmetic.plain(old.worth)
    top = gap.text if _one_scale(gap.text, old) else arithmetic.plain(gap.worth)
    return arithmetic.Result(text, number, "%", number != exact, f"{top} ÷ {base} × 100% {sign} {text}%")


def _one_scale(gap: str, old: Amount) -> bool:
    """Whether the difference is written with the older value's magnitude."""
    return gap.lstrip("-.0123456789") == old.scale


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
