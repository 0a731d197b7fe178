"""Whether the value a text says is the one a report tells: amounts with their approximations, ranks, dates."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.ask.fit import bare_unit
from knowledge.language.lexicon import Lexicon
from knowledge.language.numeral import value_of
from knowledge.model import Fact
from knowledge.verify.inquiry import direction
from knowledge.verify.interval import Agreement, compared

_PLACES = {"冠军": 1, "亚军": 2, "季军": 3, "殿军": 4, "榜首": 1, "头名": 1, "首位": 1, "首名": 1, "第一名": 1}
_GRADES = str.maketrans("1234１２３４", "一二三四一二三四")
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(rf"(?:(?P<y>\d{{4}}|[〇零一二三四五六七八九]{{4}})年)?(?:(?P<m>{_N})月)?(?:(?P<d>{_N})[日号])?")
_DASHED = re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2}))?")
_MEDALS = frozenset("金银铜")
_MEDAL_UNITS = frozenset(("枚", "块", "个", "面", "项"))
_MAGNITUDES = frozenset({"万", "亿", "千"})  # of a table's head: 人次（万）
_PERCENT = {"%": Decimal(1), "％": Decimal(1), "成": Decimal(1), "": Decimal(1), "‰": Decimal("0.1")}
_TIMES = re.compile("[\u4e00-\u9fff]次$")
_NTH = re.compile("第([0-9]+|[一二三四五六七八九十百]+)[名位]?")
Day = tuple[int | None, int | None, int | None]


def comparable(claim: Fact, said_in: str, fact: Fact, told_in: str, lexicon: Lexicon) -> bool:
    """Whether a report's fact is of the sort a text states: kind, unit, a change or none, its direction."""
    if claim.kind != fact.kind or (claim.aspect == "growth") != (fact.aspect == "growth"):
        return False
    if claim.aspect == "growth" and direction(said_in, claim) != direction(told_in, fact):
        return False
    if claim.kind == "percent":
        return ("点" in claim.unit) == ("点" in fact.unit)
    if claim.kind == "count":
        return same_unit(claim.unit, fact.unit, lexicon) and _labelled(claim.unit, fact)
    if claim.kind == "date":
        return _as_fine(claim, fact)
    if claim.kind == "money":
        return claim.unit.lstrip("万亿") == fact.unit.lstrip("万亿")
    return True


def _labelled(unit: str, fact: Fact) -> bool:
    """Where the label names the unit (到馆人次 of a table in 万), that one must be meant."""
    named = _TIMES.search(fact.label) if fact.unit in _MAGNITUDES or not fact.unit else None
    return named is None or unit in ("", named[0]) or bare_unit(unit) == named[0]


def same_unit(one: str, two: str, lexicon: Lexicon) -> bool:
    """Whether two measure words may stand for each other; one that is left out stands for any of a thing."""
    one, two = ("" if unit in _MAGNITUDES else bare_unit(unit) for unit in (one, two))
    if one == two or not one or not two or lexicon.interchangeable(one, two):
        return True
    return bool({one, two} & _MEDALS and {one, two} & _MEDAL_UNITS)


def agreement(claim: Fact, fact: Fact) -> Agreement:
    """How the values go together. Only of facts that are comparable."""
    if claim.kind == "date":
        return _days(claim, fact)
    if claim.kind == "rank":
        return "same" if award(claim) == award(fact) else "other"
    if claim.kind == "person":
        return "same" if set(claim.names) <= set(fact.names) else "other"
    if claim.value is None or fact.value is None:
        return "same" if claim.text == fact.text else "other"
    if not claim.unit and not fact.unit and ":" in claim.text:
        return "same" if claim.text == fact.text else "other"
    return compared(_worth(claim), claim.marker, _worth(fact), fact.marker)


def _worth(fact: Fact) -> Decimal:
    value = fact.value or Decimal(0)
    return value * _PERCENT.get(fact.unit, Decimal(1)) if fact.kind == "percent" else value


def award(fact: Fact) -> str:
    """A rank or award, the same for all ways to write it: 冠军 is 第一名, 1等奖 一等奖, 金牌 金奖; 前三 is no 第三."""
    text = fact.text.translate(_GRADES) if "等" in fact.text else fact.text
    if text[:1] in _MEDALS and text[1:] in ("牌", "奖"):
        return text[0]
    if text in _PLACES:
        return str(_PLACES[text])
    if fact.value is not None and not text.startswith(("前", "top")):
        return f"{fact.value.normalize():f}"
    place = _NTH.fullmatch(text)
    number = value_of(place[1]) if place else None
    return text if number is None else f"{number.normalize():f}"


def _as_fine(claim: Fact, fact: Fact) -> bool:
    """Whether two dates name something in common, and the report's the month when the text does: a year is no rival of a day."""
    said, told = day_of(claim.text), day_of(fact.text)
    if said is None or told is None:
        return True
    shared = any(a is not None and b is not None for a, b in zip(said, told, strict=True))
    return shared and (said[1] is None) == (told[1] is None)


def _days(claim: Fact, fact: Fact) -> Agreement:
    """6月2日 may leave the year out, 六月二日 is the same day; of what both say nothing may differ."""
    said, told = day_of(claim.text), day_of(fact.text)
    if said is None or told is None:
        return "same" if claim.text == fact.text else "other"
    both = [(a, b) for a, b in zip(said, told, strict=True) if a is not None and b is not None]
    if any(a != b for a, b in both) or not both:
        return "other"
    if ("学年" in claim.text) != ("学年" in fact.text):
        return "near"
    finer = any(a is not None and b is None for a, b in zip(said[1:], told[1:], strict=True))
    return "near" if finer else "same"


def day_of(text: str) -> Day | None:
    """Year, month and day as far as a date names them; None when it names none of them."""
    match = _DASHED.match(text) or _DAY.match(text)
    if match is None or not any(match.groupdict().values()):
        return None
    return _number(match["y"]), _number(match["m"]), _number(match["d"])


def _number(digits: str | None) -> int | None:
    if not digits:
        return None
    if len(digits) == 4 and not digits.isdecimal():
        return int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in digits))
    value = value_of(digits)
    return None if value is None else int(value)


def written(fact: Fact, norm: str) -> str:
    """A fact's value as its report writes it, with its unit and approximation."""
    text = fact.text + fact.unit
    if fact.marker and fact.marker not in text:
        if norm.endswith(fact.marker, 0, fact.at):
            return fact.marker + text
        if norm.startswith(fact.marker, fact.to):
            return text + fact.marker
    return text
