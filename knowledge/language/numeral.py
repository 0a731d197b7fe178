"""Numerals: finding the runs of digits and of Chinese numerals, and what they are worth.

Values are Decimal; Arabic digits never pass through float."""

from __future__ import annotations

import re
from decimal import Decimal

CHINESE = "零〇一二两三四五六七八九十百千万亿"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "几": 0, "数": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸廿卅", "一二三四五六七八九十百千万亿二三六二三")
_RUN = re.compile(
    r"\d+(?:[.,:]\d+)*|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅]+"
)
# A digit of any script, or a numeral sign such as ② or Ⅳ: the guard must see them too.
_OTHER = re.compile(r"[①-⓿❶-➓㈠-㈩㉈-㉟㊀-㊉㊱-㊿⁰¹²³⁴-⁹₀-₉¼-¾⅐-↋]")
_BELOW = re.compile("-+|零下")
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BELOW_TEN_THOUSAND = "(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二两三四五六七八九]?十)?零?[一二三四五六七八九]?"
_WHOLE = re.compile(
    f"(?:{_BELOW_TEN_THOUSAND}亿)?零?(?:(?:{_BELOW_TEN_THOUSAND}|两)万)?零?{_BELOW_TEN_THOUSAND}"
)
_TAIL = re.compile(r"([一二三四五六七八九])([百千万亿])([一二三四五六七八九])$")
_LONGEST = 40  # a longer run of 百千万亿 is no numeral
_DIGIT_STRING = re.compile(r"[零〇一二三四五六七八九]{2,}")


def digits_and_numerals(text: str) -> tuple[str, ...]:
    """Every digit run and Chinese numeral run of ``text`` in order, as written (3.5 and 6,274 are one run each)."""
    if not _OTHER.search(text):
        return tuple(match[0] for match in _RUN.finditer(text))
    found = [(m.start(), m[0]) for pattern in (_RUN, _OTHER) for m in pattern.finditer(text)]
    return tuple(run for _, run in sorted(found))


def has_number(text: str) -> bool:
    """Whether ``text`` holds a digit or a Chinese numeral, in any script."""
    return _RUN.search(text) is not None or _OTHER.search(text) is not None


def chinese_value(numeral: str) -> Decimal | None:
    """The worth of one Chinese numeral (一百零五, 二〇二一, 两千万, 三万五); None when it is not well formed.

    Two neighbouring digits (三五, 七八十) are an estimate and not a numeral: None."""
    if not numeral:
        return None
    if _DIGIT_STRING.fullmatch(numeral):
        digits = "".join(str(_DIGITS[char]) for char in numeral)
        return Decimal(digits) if set(numeral) & set("零〇") or len(numeral) > 2 else None
    whole = numeral.replace("两", "二")
    if len(whole) == 1 and whole in _DIGITS:
        return Decimal(_DIGITS[whole])
    if not (_WHOLE.fullmatch(whole) or (len(whole) < _LONGEST and set(whole) <= set("百千万亿"))):
        return _two_step(whole)
    return Decimal(_sum(whole))


def _two_step(whole: str) -> Decimal | None:
    """十万亿, 一百万亿: a magnitude upon a magnitude."""
    if whole.endswith(("万亿", "千亿", "百亿")) and (head := chinese_value(whole[:-1])) is not None:
        return head * _BIG["亿"]
    return None


def _sum(numeral: str) -> int:
    """Add up a well-formed numeral; a last digit after 百 千 万 亿 is of the next lower place (三万五 is 35000)."""
    short = _TAIL.search(numeral)
    if short:
        return _sum(numeral[:-1]) + _DIGITS[short[3]] * (_SMALL | _BIG)[short[2]] // 10
    for sign, worth in (("亿", _BIG["亿"]), ("万", _BIG["万"])):
        if sign in numeral:
            high, _, low = numeral.rpartition(sign)
            return (_sum(high) if high else 1) * worth + _sum(low)
    total = digit = 0
    for char in numeral:
        if char in _SMALL:
            total, digit = total + (digit or 1) * _SMALL[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit


def magnitude(text: str) -> Decimal:
    """What a tail of magnitudes multiplies by: 万 10000, 千万 10000000, "" 1."""
    worth = Decimal(1)
    for char in text:
        worth *= _SMALL.get(char) or _BIG[char]
    return worth


def arabic_value(digits: str) -> Decimal | None:
    """The worth of Arabic digits with thousands commas and a point; None when they are no number."""
    return Decimal(digits.replace(",", "")) if _ARABIC.fullmatch(digits) and digits.isascii() else None


def value_of(text: str) -> Decimal | None:
    """The worth of a numeral in either script with its magnitude and approximation (31000余, 1.2亿, 十余, 两千万)."""
    plain = text.translate(_FINANCIAL).strip().translate(dict.fromkeys(map(ord, "余多来几数上")))
    below = _BELOW.match(plain)
    sign = -1 if below else 1
    plain = plain[below.end() :] if below else plain
    head = _ARABIC.match(plain)
    if not head:
        worth = chinese_value(plain)
        return None if worth is None else worth * sign
    tail = plain[head.end() :]
    digits = arabic_value(head[0])
    if digits is None or not set(tail) <= set("十百千万亿"):
        return None
    worth = digits * magnitude(tail) * sign
    return worth.quantize(Decimal(1)) if tail and worth == worth.to_integral_value() < 10**24 else worth
