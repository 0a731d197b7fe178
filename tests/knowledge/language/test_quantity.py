"""Quantities: a table of what is found where, and laws of the spans."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.normal import fold_plain
from knowledge.language.quantity import find_quantities
from knowledge.model import Quantity

TABLE = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))
CASES = TABLE["found"] | TABLE["nothing"]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(sorted(CASES)),
        st.sampled_from("0123456789一二两三十百千万亿零几数半第前个名项元%年月日季度届等奖、，。:.-/~至到余多约近上“”《》（）a "),
        st.text(max_size=3),
    ),
    max_size=14,
).map("".join)


def told(quantity: Quantity) -> str:
    """The quantity as the table writes it."""
    value = "" if quantity.value is None else format(round(quantity.value, 4).normalize(), "f")
    fields = (quantity.kind, quantity.text, quantity.unit, value, quantity.marker, quantity.misprint)
    return "|".join(fields).rstrip("|")


@pytest.mark.parametrize("text", CASES)
def test_table(text: str) -> None:
    """Each text gives exactly the quantities listed."""
    assert [told(found) for found in find_quantities(fold_plain(text))] == CASES[text]


@pytest.mark.parametrize("before", ["", "我们", "，"])
@pytest.mark.parametrize("text", TABLE["nothing"])
def test_nothing_stays_nothing(text: str, before: str) -> None:
    """A word that counts nothing counts nothing after another word either."""
    assert find_quantities(fold_plain(before + text + "工作")) == ()


@given(PIECES)
def test_spans(text: str) -> None:
    """Spans lie in the text, in order and apart, and begin with the numeral as written."""
    norm = fold_plain(text)
    end = 0
    for found in find_quantities(norm):
        assert end <= found.at < found.to <= len(norm)
        assert norm[found.at : found.to].startswith(found.text)
        assert norm[found.at : found.to].endswith(found.unit)
        end = found.to


@given(st.integers(min_value=0, max_value=10**12).filter(lambda n: not 1900 <= n < 2100))
def test_arabic_amounts_keep_every_digit(number: int) -> None:
    """An amount with a unit is worth its digits, with or without thousands commas."""
    for written in (str(number), f"{number:,}"):
        (found,) = find_quantities(f"共{written}个，")
        assert (found.value, found.text, found.unit) == (Decimal(number), written, "个")


def test_period_comes_along() -> None:
    """A period found is a period read."""
    (found,) = find_quantities("2021学年")
    assert found.period is not None
    assert (found.period.kind, found.period.first) == ("school_year", 2021)
