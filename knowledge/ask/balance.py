"""What is left of the income after the spending, where a report tells both totals side by side and no balance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, operands
from knowledge.ask.former import Worked
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_LEFT = r"(?:之?后|下来)?[，,]?(?:还|共|一共|总共|净|能)*(?:剩|余|结余|盈余|多|差)(?:下|余|出|了)?(?:来)?(?:多少|几)"
_ASKED = re.compile(
    r"(?:总的)?(?:收支(?:相抵|相减|两抵|平衡)|(?P<what>[^，。减比]{0,4}?)总?收入"
    r"(?:减去?|减掉|扣掉|扣除|去掉|刨去|刨掉|除去)(?P<of>[^，。]{0,4}?)总?支出)" + _LEFT
)
_INCOME, _SPENDING = ("总收入", "收入总额", "收入"), ("总支出", "支出总额", "支出")


def balance(engine: Engine, question: Question) -> Worked | None:
    """The income, the spending and what is left; None when a total is missing, ambiguous or told elsewhere, or none is left."""
    asked = _ASKED.search(question.norm)
    if asked is None:
        return None
    before = question.norm[: asked.start()] + (asked["what"] or "")
    income, spending = _total(engine, before, _INCOME), _total(engine, before, _SPENDING)
    if income is None or spending is None or income.passage.id != spending.passage.id or income.fact == spending.fact:
        return None
    got, spent = arithmetic.amount_of(income.fact), arithmetic.amount_of(spending.fact)
    if got is None or spent is None or got.worth < spent.worth or income.fact.period != spending.fact.period:
        return None
    return income, spending.fact, arithmetic.difference(got, spent)


def _total(engine: Engine, before: str, names: tuple[str, ...]) -> Candidate | None:
    """The one total that is called by the first of the names that finds any."""
    for name in names:
        found = operands.fitting(engine, engine.understood(f"{before}{name}是多少钱"))
        told = [c for c in found if c.fact.kind == "money"]
        if told:
            return told[0] if len(told) == 1 else None
    return None
