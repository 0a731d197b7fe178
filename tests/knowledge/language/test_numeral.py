"""Numerals: what they are worth, and that none is overlooked."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.numeral import chinese_value, digits_and_numerals, has_number, value_of

WORTH = {
    "十": "10",
    "二十": "20",
    "一百零五": "105",
    "一百一": "110",
    "三万五": "35000",
    "三万五千": "35000",
    "一亿两千万": "120000000",
    "三亿五千万": "350000000",
    "十万亿": "10000000000000",
    "二〇二一": "2021",
    "31000余": "31000",
    "1.2亿": "120000000",
    "1,234.5万": "12345000",
    "-5.5": "-5.5",
    "20余万": "200000",
    "数十": "10",
    "9007199254740993": "9007199254740993",
    "壹佰贰拾": "120",
}


@pytest.mark.parametrize("text", WORTH)
def test_value(text: str) -> None:
    """A numeral is worth what is listed, to the last digit."""
    assert value_of(text) == Decimal(WORTH[text])


@pytest.mark.parametrize("text", ["三五", "七八十", "十十", "二一", "", "万十万"])
def test_malformed(text: str) -> None:
    """Estimates and malformed numerals are worth nothing."""
    assert chinese_value(text) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_chinese_value_reads_what_is_written(number: int) -> None:
    """Every whole number written out is read back."""
    assert chinese_value(cn2an.an2cn(number)) == number


def test_every_run_is_seen() -> None:
    """Digits and numerals of either script are listed as written."""
    text = "第38届3.5分、6,274人，十二项②，Ⅳ级１２"
    assert digits_and_numerals(text) == ("38", "3.5", "6,274", "十二", "②", "Ⅳ", "１２")
    assert has_number("②") and not has_number("没有数字")


@given(st.text(max_size=30))
def test_no_digit_is_overlooked(text: str) -> None:
    """Whatever Python calls a decimal digit stands in a run; has_number agrees with the runs."""
    runs = "".join(digits_and_numerals(text))
    assert all(char in runs for char in text if char.isdecimal())
    assert has_number(text) == bool(runs)
