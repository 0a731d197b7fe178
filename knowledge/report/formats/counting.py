"""Numbers as word processors write them in front of paragraphs: 一, 十二, ①, iv, aa.

The names of the kinds are those of Office Open XML (ST_NumberFormat, ECMA-376 part 1, 17.18.59).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CLOSED = tuple("、，．.）)。：:】章节条篇编")
_CIRCLED = ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))


def written(number: int, kind: str) -> str:
    """``number`` in a format of Office Open XML; an unknown format and a number out of its range are written in digits."""
    form = _FORMS.get(kind)
    return (form(number) if form and 0 < number < 100_000 else "") or str(number)


def put_before(mark: str, text: str) -> str:
    """A number and its paragraph as typists write them: 一、经济, （一）经济, 1.经济, with a blank only where the two would run
    into each other (1.1 经济, 1. 2024年)."""
    if not mark:
        return text
    closed = mark.endswith(_CLOSED) or unicodedata.category(mark[-1]) == "No"
    runs_on = mark.endswith(".") and text[:1].isdecimal()
    return mark + text if closed and not runs_on else f"{mark} {text}"


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一百零二, 十二, 三万零五十."""
    ten_thousands, rest = divmod(number, 10_000)
    low = _below_ten_thousand(rest, digits, units)
    if ten_thousands:
        gap = digits_zero(digits) if 0 < rest < 1000 else ""
        return f"{_below_ten_thousand(ten_thousands, digits, units)}万{gap}{low}"
    return low.removeprefix(digits[1]) if 10 <= number < 20 and digits is _DIGITS else low


def digits_zero(digits: str) -> str:
    """The zero within a numeral: 〇 stands for digits alone."""
    return "零" if digits is _DIGITS else digits[0]


def _below_ten_thousand(number: int, digits: str, units: str) -> str:
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (digits_zero(digits) if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        gap = not digit
    return text


def _in_digits(number: int) -> str:
    """Digit by digit: 一〇二."""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counted(number: int) -> str:
    """As spoken up to 九十九, then digit by digit."""
    return _chinese(number) if number < 100 else _in_digits(number)


def _letters(number: int) -> str:
    """a to z, then aa, bb: as Word counts."""
    repeats, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (repeats + 1) if repeats < 30 else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN if number < 4000 else ():
        times, number = divmod(number, value)
        text += sign * times
    return text


def _within(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other from ``first``, up to ``last``."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else ""


def _circled(number: int) -> str:
    return next((chr(ord(sign) + number - first) for first, last, sign in _CIRCLED if first <= number <= last), "")


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "chineseCounting": _counted,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "koreanCounting": str,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _chinese,
    "japaneseDigitalTenThousand": _in_digits,
    "ideographDigital": _in_digits,
    "taiwaneseDigital": _in_digits,
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL, "拾佰仟"),
    "japaneseLegal": lambda number: _chinese(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: _chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": lambda number: _STEMS[number - 1] if number <= 10 else "",
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if number <= 12 else "",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _within("⒈", 20),
    "decimalEnclosedParen": _within("⑴", 20),
    "ideographEnclosedCircle": _within("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": str,
    "none": lambda number: "",
}
