"""Periods: the years, school years, terms, quarters, months and days a text names.

``read_period`` reads one where it begins; ``parse_period`` a text that is one or holds one. Texts are folded ones
(``normal.fold``). Two periods conflict only when both say enough to contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.language.numeral import chinese_value
from knowledge.model import Period

_YEAR = r"(?:(?:19|20)\d\d|1[0-8]\d\d(?=年)|(?:一九|二[〇零0o])[〇零一二三四五六七八九]{2})"
_DASH = r"(?:[-~—–至到/]|—{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = r"[一二三四1-4]"
_DAYS_END = rf"(?:{_DASH}(?:(?:(?:{_YEAR})年)?{_MONTH}月)?{_DAY}[日号])?"
# A two-digit year is one only beside words that durations do not take: 21年 is a year before 度, 末, 上半年, 6月.
_SHORT_SURE = r"(?:[12]\d|3[0-5])(?=年(?:度|末|底|初|上半年|下半年|第?[一二三四]季度|\d{1,2}月)|学年)"

_TERM = re.compile(
    rf"(?:(?P<y>{_YEAR}|{_SHORT_SURE})(?:{_DASH}(?P<z>(?:20)?\d\d))?学年度?)?第?(?P<p>[一二12])学期"
    rf"|(?:(?P<y2>{_YEAR}|{_SHORT_SURE})(?:{_DASH}(?P<z2>(?:20)?\d\d))?学年度?)(?P<p2>[上下]|秋季|春季|秋|春)学期"
    r"|(?P<p3>下|秋季|春季)学期"
)
_SCHOOL_YEAR = re.compile(
    rf"(?P<y>{_YEAR}|{_SHORT_SURE})(?:年?{_DASH}(?P<z>(?:20)?\d\d))?学年度?"
)
_DATE = re.compile(
    rf"(?P<y>{_YEAR})(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?P=s)(?:3[01]|[12]\d|0?[1-9])(?![\d.])"
    rf"|(?:(?P<y2>{_YEAR}|\d\d(?=年))年)?(?P<m2>{_MONTH})月(?:{_DAY}{_DASH})?{_DAY}[日号]{_DAYS_END}(?!线|楼|文)"
)
# Days of the old calendar: 七月初十, 十月廿一; a bare 十月十九 only before a mark, for what follows may be counted.
_OLD_DAY = re.compile(
    r"(?P<m>十[一二]|[正腊一二三四五六七八九十])月(?:(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)(?![项个名家多余])|二?十[一二三四五六七八九]?(?=[，。；、：（）]|$))日?"
)
_RANGE = re.compile(
    rf"(?P<y4>{_YEAR})[./](?:1[0-2]|0[1-9]){_DASH}(?P<z4>{_YEAR})[./](?:1[0-2]|0[1-9])(?!\d)|"
    rf"(?P<y>{_YEAR})年?(?:度|末|底|初)?(?:{_MONTH}月)?{_DASH}(?P<z>{_YEAR}|\d\d(?=年))(?!\d|\.\d|[个人名元万])(?:年度?[末底初]?)?(?:{_MONTH}月)?"
    rf"|(?:(?P<y2>{_YEAR}|\d\d(?=年))年)?{_MONTH}月?{_DASH}{_MONTH}月份?"
    rf"|(?:(?P<y3>{_YEAR})年)?前(?:三季度|[23]个?季度|(?:1[01]|[1-9]|十一?|[一二三四五六七八九])个月)"
)
_HALF = re.compile(rf"(?:(?P<y>{_YEAR}|{_SHORT_SURE})年)?(?P<p>[上下])半年")
_QUARTER = re.compile(rf"(?:(?P<y>{_YEAR}|{_SHORT_SURE})年)?第?(?P<p>{_PART})季度")
_MONTHS = re.compile(rf"(?:(?P<y>{_YEAR}|{_SHORT_SURE})年度?)?(?P<m>{_MONTH})月(?:份|底|末|初)?(?![球均薪饼子])")
_YEARS = re.compile(rf"(?P<y>{_YEAR})(?:年度|年[末底初]|年(?!级|薪|检|会)|(?![\d.,%‰万亿元]))|(?P<y2>{_SHORT_SURE})年(?:度|末|底|初)?")
# 23年毕业生 at the start, or beside another year (比22年): a year. Round numbers (20年) may be durations.
_SHORT_START = re.compile(r"(?P<y>1[6-9]|2[1-9])年(?=[\u4e00-\u9fff]|$)(?!来|以|间|期|内|前|后|多[的时来，]|的|教龄|工龄|历|时间|经|如一日|左右|制|长)")
_DAY_OF_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2})月(\d{1,2})[日号]")
_SHORT_BESIDE = ("比", "较", "和", "与", "跟", "从", "到", "至", "在", "于", "，", "、")
_YEAR_RELATIVE = re.compile(
    r"[本上下今去当](?:一)?(?:学年|年)度?[末底初]?|下一?学年度?|[本上]个?(?:学期|季度|月)|今后[一二三四五六七八九十\d]{1,2}年|前年|明年|后年|上一?(?:学年|年度?|学期)[末底]?"
    r"|全(?:学)?年度?|同期|(?:最?近|过去)(?:\d{1,2}|[一二三四五六七八九十两几]{1,2})(?:个?学?年|个月|天|周)来?"
    r"|一(?:学)?年(?:以)?来|年初|历年|往年|次年|当前学期|本期"
)
_NO_RELATIVE = frozenset(("年初", "下年", "下学年", "本期", "同期"))


def _year(text: str | None) -> int | None:
    """A calendar year of digits in either script; two digits are of this century."""
    if not text:
        return None
    value = _small(text) or _small(text.replace("o", "〇").replace("0", "〇")) or 0
    return value + 2000 if value < 100 else value


def _small(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() and text.isascii() else int(chinese_value(text) or 0)


def _group(match: re.Match[str], *names: str) -> str | None:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _school(match: re.Match[str]) -> tuple[int | None, int | None]:
    """First and last calendar year of a school year; (None, None) when no year is written."""
    first = _year(_group(match, "y", "y2"))
    last = _year(_group(match, "z", "z2"))
    return first, (last or first + 1 if first else None)


def _read_term(match: re.Match[str]) -> Period:
    word = _group(match, "p", "p2", "p3") or ""
    part = {"上": 1, "秋": 1, "秋季": 1, "下": 2, "春": 2, "春季": 2}.get(word) or _small(word)
    first, last = _school(match)
    return Period("term", match[0], first, last, part)


def _read_school_year(match: re.Match[str]) -> Period | None:
    first, last = _school(match)
    if first and last and last <= first:
        return None
    kind = "school_year" if first and last == first + 1 else "range"
    return Period(kind, match[0], first, last)


def _read_range(match: re.Match[str]) -> Period | None:
    first = _year(_group(match, "y", "y2", "y3", "y4"))
    last = _year(_group(match, "z", "z4")) or first
    if first and last and (last < first or (match["z"] and last == first and "月" not in match[0])):
        return None
    return Period("range", match[0], first, last)


def _read_date(match: re.Match[str]) -> Period:
    first = _year(_group(match, "y", "y2"))
    years = [_year(text) for text in re.findall(rf"{_YEAR}(?=年)", match[0])]
    return Period("day", match[0], first, years[-1] if years else first, _small(_group(match, "m", "m2")))


def _read_old_day(match: re.Match[str]) -> Period:
    return Period("day", match[0], part={"正": 1, "腊": 12}.get(match["m"]) or _small(match["m"]))


def _reader(kind: str) -> Callable[[re.Match[str]], Period]:
    def read(match: re.Match[str]) -> Period:
        first = _year(_group(match, "y", "y2"))
        word = _group(match, "p", "m")
        part = {"上": 1, "下": 2}.get(word or "") or _small(word)
        return Period(kind, match[0], first, first, part)

    return read


def _read_relative(match: re.Match[str]) -> Period | None:
    if match[0] in _NO_RELATIVE:
        return None
    return Period("relative", match[0], part=1 if match[0] == "上学期" else None)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (_YEAR_RELATIVE, _read_relative),
    (_TERM, _read_term),
    (_SCHOOL_YEAR, _read_school_year),
    (_DATE, _read_date),
    (_OLD_DAY, _read_old_day),
    (_RANGE, _read_range),
    (_HALF, _reader("half")),
    (_QUARTER, _reader("quarter")),
    (_MONTHS, _reader("month")),
    (_YEARS, _reader("year")),
)
# What digits that begin a period go on with; most numbers do not, and need not be tried by each reader.
_DIGITS_BEGIN = re.compile(r"(?:19|20)\d\d|1[0-8]\d\d年|\d{1,2}[年月季学~—–至到/.-]")
BEGINS = re.compile(rf"{_YEAR}|\d\d(?:年|学年)|{_MONTH}(?:月|{_DASH}{_MONTH}月)|第?{_PART}季度|[本上下今去当全前明后近最过一历往次秋春第同]")


def read_period(norm: str, at: int) -> Period | None:
    """The period that begins exactly at ``at`` of a folded text; its ``text`` is what is written there."""
    if "0" <= norm[at : at + 1] <= "9" and not _DIGITS_BEGIN.match(norm, at):
        return None
    for pattern, read in _READERS:
        match = pattern.match(norm, at)
        if match and (period := read(match)):
            return period
    short = _SHORT_START.match(norm, at) if at == 0 or norm[at - 1] in _SHORT_BESIDE else None
    return _reader("year")(short) if short else None


def parse_period(text: str) -> Period | None:
    """The first period a folded text names, wherever it stands; None when it names none."""
    for match in BEGINS.finditer(text):
        if match.start() and text[match.start()].isdecimal() and text[match.start() - 1].isdecimal():
            continue
        if period := read_period(text, match.start()):
            return period
    return None


def _years(period: Period) -> tuple[int, int] | None:
    if period.first is None:
        return None
    return period.first, period.last or period.first


def _same_scale(a: Period, b: Period) -> bool:
    return a.kind == b.kind and a.part is not None and b.part is not None


def covers(outer: Period, inner: Period) -> bool:
    """Whether ``inner`` lies within ``outer`` by what both say (2021年 covers 2021年6月; not the other way round)."""
    if outer.kind == "relative" or inner.kind == "relative":
        return outer.text == inner.text
    if conflicts(outer, inner):
        return False
    mine, its = _years(outer), _years(inner)
    if mine is None or its is None:
        return mine is None and outer.kind == inner.kind and outer.part == inner.part
    if not (mine[0] <= its[0] and its[1] <= mine[1]):
        return False
    return outer.part is None or (outer.part == inner.part and (outer.kind == inner.kind or outer.kind == "month"))


def _years_apart(a: Period, b: Period) -> bool:
    """Whether the years written exclude each other; a school year meets the calendar year it begins in only."""
    mine, its = _years(a), _years(b)
    if mine is None or its is None:
        return False
    school = ("school_year", "term")
    if (a.kind in school) != (b.kind in school) and "range" not in (a.kind, b.kind):
        whole, other = (a, b) if a.kind in school else (b, a)
        if other.kind == "year":
            return whole.first != other.first
    if a.kind == b.kind == "school_year":
        return mine != its
    return mine[1] < its[0] or its[1] < mine[0]


def conflicts(a: Period, b: Period) -> bool:
    """Whether the two cannot be the same time (2020学年 and 2021学年, 第一学期 and 第二学期).

    False when either does not say enough: relative words conflict with nothing."""
    if "relative" in (a.kind, b.kind):
        return False
    if _years_apart(a, b):
        return True
    if a.kind == b.kind == "day" and (mine := _DAY_OF_MONTH.fullmatch(a.text)) and (its := _DAY_OF_MONTH.fullmatch(b.text)):
        return [int(n) for n in mine.groups()] != [int(n) for n in its.groups()]
    return _same_scale(a, b) and a.part != b.part
