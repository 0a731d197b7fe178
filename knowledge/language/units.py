"""Measure words: which one follows a number, and what kind of value it makes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

UnitKind = Literal["money", "percent", "count"]
_LONGEST = 10
# How the denominator of a rate may begin: 部/百人, 例/10万人.
_MULTIPLES = ("百万", "10万", "十万", "万", "千", "百", "每", "")


@cache
def data(name: str) -> dict[str, Any]:
    """A table of knowledge/language/data, by file name without ending."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word as written, and the kind of its values."""

    text: str
    kind: UnitKind


_LONGER = frozenset(
    "人次 人份 户次 家次 场次 台套 台次 台件 套次 辆次 架次 艘次 列次 班次 车次 航次 件次 件套 例次 项次 篇次 条次 册次 部次 批次 份次"
    " 课时 学时 学分 小时 个月 个班 站点 万册".split()
)


@cache
def _kinds() -> dict[str, UnitKind]:
    table = data("units")
    kinds: dict[str, UnitKind] = dict.fromkeys((table["things"] + table["measure"]).split(), "count")
    kinds.update(dict.fromkeys(table["percent"].split(), "percent"))
    kinds.update(dict.fromkeys(table["money"].split(), "money"))
    return kinds


@cache
def _not_before() -> dict[str, tuple[str, ...]]:
    return {unit: tuple(heads) for unit, heads in data("units")["not_before"].items() if heads}


@cache
def _endings() -> tuple[frozenset[str], frozenset[str]]:
    table = data("units")["endings"]
    return frozenset(table["words"].split()), frozenset(table["after"])


@cache
def _never_after_digit() -> tuple[frozenset[str], frozenset[str]]:
    table = data("units")["chinese"]
    return frozenset(table["never_after_digit"].split()), frozenset(table["after_two_and_more"].split())


def _fits(unit: str, norm: str, to: int) -> bool:
    """Whether ``unit`` ends at ``to`` as a word of its own."""
    if unit in _not_before() and norm.startswith(_not_before()[unit], to):
        return False
    words, after = _endings()
    if unit in words and to < len(norm) and norm[to] not in after:
        return False
    return not (unit[-1].isascii() and unit[-1].isalpha() and norm[to : to + 1].isascii() and norm[to : to + 1].isalnum())


def _plain(norm: str, at: int) -> str:
    """The longest unit at ``at``, without a rate's denominator; "" when there is none."""
    kinds = _kinds()
    for to in range(min(at + _LONGEST, len(norm)), at, -1):
        word = norm[at:to]
        if word in kinds and _fits(word, norm, to):
            return word
    return ""


def _denominator(norm: str, at: int) -> str:
    """The part of a rate from its slash on (/百人, /平方米); "" when no rate is written."""
    if norm[at : at + 1] != "/":
        return ""
    for multiple in _MULTIPLES:
        if norm.startswith(multiple, at + 1) and (unit := _plain(norm, at + 1 + len(multiple))):
            return "/" + multiple + unit
    return ""


def unit_at(norm: str, at: int) -> Unit | None:
    """The unit that begins at ``at`` of a folded text, longest match first (人次 before 人); None when none does."""
    word = _plain(norm, at)
    if not word:
        return _block_of_money(norm, at)
    rate = _denominator(norm, at + len(word))
    return Unit(word + rate, _kinds()[word])


def _block_of_money(norm: str, at: int) -> Unit | None:
    """块 before 钱 is money, else a piece."""
    return Unit("块钱", "money") if norm.startswith("块钱", at) else None


def is_measure(word: str) -> bool:
    """Whether a word measures (名, 公里, 万元) and does not itself name what is counted (党员, 金牌)."""
    return word in _measures()


@cache
def _measures() -> frozenset[str]:
    table = data("units")
    small = (w for w in table["things"].split() if len(w) == 1 or w in _LONGER)
    return frozenset((*small, *table["measure"].split(), *table["percent"].split(), *table["money"].split()))


def after_single_digit(unit: str, digit: str) -> bool:
    """Whether ``unit`` after one Chinese digit standing alone is a count (一所) and not part of a word (一级, 三农)."""
    never, later = _never_after_digit()
    return unit not in never or (unit in later and digit != "一")
