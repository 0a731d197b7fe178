"""The periods, numbers, ordinals, ranks and dates that a question names, each with the ways a report may write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ask import patterns
from knowledge.ask.question import Form, Term
from knowledge.language.numeral import chinese_value
from knowledge.language.period import parse_period
from knowledge.model import Period, Quantity

# 一期, 二级: an identity, though written as a count.
ORDINAL_UNITS = frozenset({"期", "级", "届", "号", "型", "类", "批"})
# Units of a number that tells one thing from others (24小时的书房, 60岁的老人).
_TELLING = frozenset({"小时", "岁", "周岁", "寸", "层", "度"})
_STARS = re.compile("([一二三四五1-5])星级?")
_LIMIT = re.compile("(?:及|（含）)?以[上下]")
_COMPARED = re.compile("[比较同与跟和](?:前)?$")
_DIGITS = "零一二三四五六七八九"
_RANKS = {"冠军": ("第一名", "第1名"), "亚军": ("第二名", "第2名"), "季军": ("第三名", "第3名"), "金奖": (), "银奖": ()}


def named(
    norm: str, quantities: Sequence[Quantity], taken: list[tuple[int, int]]
) -> tuple[tuple[Period, ...], tuple[str, ...], tuple[Quantity, ...], list[Term]]:
    """Periods, relative periods and numbers the question names; ordinals and codes become terms that must match."""
    periods: list[Period] = []
    relative: list[str] = []
    numbers: list[Quantity] = []
    fixed: list[Term] = []
    fixed += _starred(norm, taken)
    for q in quantities:
        if any(a < q.to and q.at < b for a, b in taken):
            continue
        if q.kind == "period" and q.period is not None:
            taken.append((q.at, q.to))
            if q.period.kind == "relative":
                if not _COMPARED.search(norm[: q.at]):
                    relative.append(q.period.text)
            else:
                periods.append(q.period)
        elif q.kind == "count" and not q.unit and not norm[q.at].isdigit():
            if norm.startswith("等功", q.to):  # 三等功: a grade
                taken.append((q.at, q.to + 2))
                fixed.append(Term(norm[q.at : q.to + 2], (Form(norm[q.at : q.to + 2], 1.0),), True, q.at))
            continue  # 张三: a numeral inside a name
        elif q.kind in ("ordinal", "code", "rank", "date") or q.unit in ORDINAL_UNITS:
            end = q.to + (q.kind == "ordinal" and norm.startswith(("方", "者"), q.to))  # 第三方 is nobody's number
            taken.append((q.at, end))
            forms = _dates(norm[q.at : end]) if q.kind == "date" else _written(norm[q.at : end], q)
            fixed.append(Term(norm[q.at : end], forms, True, q.at))
        elif q.unit in ("岁", "周岁") and (limit := _LIMIT.match(norm, q.to)):
            taken.append((q.at, limit.end()))
            numbers.append(q)
            fixed.append(Term(norm[q.at : limit.end()], _aged(q.text, limit[0][-2:]), True, q.at))
        else:
            taken.append((q.at, q.to))
            numbers.append(q)
            grouped = bool(patterns.TOTAL.search(norm)) and q.unit in ("项", "个", "类", "种", "级", "家", "所")
            bound = grouped or bool(q.marker) or q.unit in _TELLING or norm[max(0, q.at - 1) : q.at] in ("过", "超", "满", "逾")
            fixed.append(Term(norm[q.at : q.to], _bounds(q), bound, q.at))
    return tuple(periods), tuple(relative), tuple(numbers), fixed


def _starred(norm: str, taken: list[tuple[int, int]]) -> Iterator[Term]:
    """三星级 tells hotels apart; written with either numeral."""
    for star in _STARS.finditer(norm):
        taken.append(star.span())
        number = _DIGITS.index(star[1]) if star[1] in _DIGITS else int(star[1])
        ways = dict.fromkeys((f"{_DIGITS[number]}星级", f"{number}星级", f"{_DIGITS[number]}星"))
        yield Term(star[0], tuple(Form(way, 1.0) for way in ways), True, star.start())


def _chinese(number: int) -> str:
    """第12届 is written 第十二届 too: numbers up to 99 in Chinese."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _bounds(q: Quantity) -> tuple[Form, ...]:
    """A number that bounds what is asked (10亿以上的项目, 过百亿的企业): with or without its unit."""
    bare = q.text.rstrip("余多")
    if q.marker in ("以上", "以下", "以内", "及以上", "及以下"):
        whole = q.text + (q.unit or "元")
        if q.unit == "岁":
            return tuple(Form(f"{q.text}{u}{m}", 1.0) for u in ("岁", "周岁") for m in (q.marker, "及" + q.marker.lstrip("及")))
        ways = [whole + q.marker, q.text + q.marker, whole + "及" + q.marker.lstrip("及")]
        if q.marker.endswith("以上"):  # 总投资超10亿元的项目
            ways += [more + whole for more in ("超", "超过", "逾", "突破", "满")]
        return tuple(Form(way, 1.0) for way in dict.fromkeys(ways))
    forms = [Form(q.text + q.unit, 1.0), Form(bare + q.unit, 0.98)]
    if len(bare) > 1 and q.unit not in _TELLING:  # 三 alone stands in （三） and anywhere, 24 in 2024
        forms.append(Form(bare, 0.95))
    return tuple(dict.fromkeys(forms))


def _aged(number: str, limit: str) -> tuple[Form, ...]:
    """60岁以上 is written 60周岁及以上 too."""
    return tuple(Form(f"{number}{unit}{mark}{limit}", 1.0) for unit in ("岁", "周岁") for mark in ("", "及", "（含）"))


def _dates(word: str) -> tuple[Form, ...]:
    """九月一号 and 9月1日 are one day; a report often leaves out the year."""
    forms = {word: Form(word, 1.0)}
    period = parse_period(word)
    match = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]", word)
    if match and period is not None:
        month, day = (int(n) if n.isdecimal() else int(chinese_value(n) or 0) for n in match.groups())
        for text in (f"{month}月{day}日", f"{month}月{day}号", f"{_chinese(month)}月{_chinese(day)}日"):
            forms.setdefault(text, Form(text, 0.98))
    return tuple(forms.values())


def _written(word: str, q: Quantity) -> tuple[Form, ...]:
    """The ways an ordinal or rank may be written: 第12届 and 第十二届."""
    forms = {word: Form(word, 1.0)}
    digits = re.search(r"\d+", word)
    if digits and q.kind in ("ordinal", "rank") and int(digits[0]) < 100:
        other = word.replace(digits[0], _chinese(int(digits[0])))
        forms.setdefault(other, Form(other, 0.98))
    elif q.value is not None and q.kind in ("ordinal", "rank"):
        other = re.sub("[零一二三四五六七八九十百]+", str(int(q.value)), word, count=1)
        forms.setdefault(other, Form(other, 0.98))
    series = re.fullmatch("([一二三四五六七八九])([一二三四五六七八九])([级类等期])", word)
    if series:  # 三四级手术 is written 三、四级手术
        forms.setdefault("{}、{}{}".format(*series.groups()), Form("{}、{}{}".format(*series.groups()), 0.98))
    first = re.fullmatch("第[一1](批|届|次|例|家|个|所|座|条|期)", word)
    if first:
        forms.setdefault("首" + first[1], Form("首" + first[1], 0.98))
    if re.fullmatch(r"\d\d[届级]", word):
        forms.setdefault("20" + word, Form("20" + word, 0.98))
    for other in _RANKS.get(word, ()):
        forms.setdefault(other, Form(other, 0.95))
    return tuple(forms.values())
