"""Two values for one thing in different places of a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.check.lines import Line, Told, exact, plain, written
from knowledge.check.slips import exchanged, slip
from knowledge.language.idle import IDLE
from knowledge.language.tags import tag
from knowledge.model import Fact, Finding, Period

_BREAK = re.compile("[，；。：（）]")
# These say that another amount is meant.
_OTHER = re.compile(
    r"其中|上年|去年|同期|增加|减少|同比|比上|较上|净增|计划|目标|力争|争取|预计|拟|将|到20|每|平均|人均|日均|户均|首批|第[一二三四五六\d]|季度|上半年|下半年|学期"
    r"|\d月|分别|单日|最[高低大多]|另|还有|剩余|其余|其他|累计|以来|五年|过去|近[三两五\d]|批|部分|约"
)
_ALL = re.compile(r"全[年市县省区校院馆局镇系集体]|共|总|现有|年末|年底|在册|集团|学校|学院|医院|公司|[本我][馆院校]|下设|设有")
# What all of them did is no word of what they are.
# Idle in a report that tells of itself only.
_OWN = IDLE | frozenset("全省 全国 累计 在册 在职 新 党委".split())
_PREDICATE = re.compile("全部|全都|均|都|已|^的")
_AHEAD = re.compile("计划|打算|安排|展望|思路|下一步|下步|目标|规划|今后|明年")
_TELLING = ("n", "v", "j", "l", "i", "a", "b", "eng", "s", "f", "z")


@dataclass(frozen=True)
class Stated:
    """A value with the words it is of."""

    fact: Fact
    line: Line
    words: tuple[str, ...]
    whole: bool


def conflict_findings(told: Told) -> Iterator[Finding]:
    """Each two sentences that give one thing, told in the same words, different values."""
    alike: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for line in told.lines:
        if line.is_row or _AHEAD.search(line.section.label):
            continue
        for fact in line.figures:
            stated = _stated(told, line, fact)
            if stated:
                alike[(stated.words, fact.kind, fact.unit, fact.aspect, _time(fact, line, told.outline.period))].append(stated)
    for held in alike.values():
        yield from _differing(told, held)


def _time(fact: Fact, line: Line, own: Period | None) -> object:
    """None for the time of the whole report."""
    period = fact.period or line.section.period
    if period is None or own is None or period.kind == "relative" or (period.first, period.part) == (own.first, None):
        return None
    return period.first, period.last, period.kind, period.part


def _stated(told: Told, line: Line, fact: Fact) -> Stated | None:
    """The value with the words of its own clause; None when it tells a part, another time, or too little."""
    if not exact(fact) or fact.aspect != "level" or not fact.value:
        return None
    norm = line.norm
    group = max((norm.rfind(mark, 0, fact.at) for mark in "；。"), default=-1) + 1
    begin = max((norm.rfind(mark, 0, fact.at) for mark in "，；。：（）"), default=-1) + 1
    after = _PREDICATE.split(_BREAK.split(norm[fact.to : fact.to + 30])[0])[0]
    lead = norm[begin : fact.at]
    if _OTHER.search(norm[group : fact.at]) or _OTHER.search(after) or "、" in lead or (begin and norm[begin - 1] in "（："):
        return None
    if any(f is not fact and begin <= f.at < fact.at for f in line.figures):
        return None
    words = _words(told, lead)
    words += _words(told, after) if words and fact.kind == "count" else _counted(after)
    letters = sum(map(len, words))
    if letters < (5 if fact.kind == "percent" and begin > group else 3):
        return None
    return Stated(fact, line, tuple(sorted(set(words))), _ALL.search(lead) is not None)


def _words(told: Told, text: str) -> list[str]:
    text = text.replace(told.outline.institution, "") if told.outline.institution else text
    return [t.word for t in tag(text) if t.word not in _OWN and t.tag.startswith(_TELLING)]


def _counted(after: str) -> list[str]:
    """The noun right behind a number (16个|党支部|全部完成换届)."""
    words = []
    for token in tag(after):
        if not token.nominal or token.word in _OWN:
            break
        words.append(token.word)
    return words


def _differing(told: Told, held: list[Stated]) -> Iterator[Finding]:
    first = held[0]
    for other in held[1:]:
        if other.line is first.line or other.fact.value == first.fact.value or not _one_thing(first, other):
            continue
        sum_ = f"{plain(first.fact.value or 0)} ≠ {plain(other.fact.value or 0)}"  # type: ignore[arg-type] # both have a value
        words = (other.fact.label or "".join(other.words), written(first.fact), written(other.fact))
        yield Finding("conflict", True, "conflict", words, told.evidence((first.line, other.line)), sum_)
        return


def _one_thing(one: Stated, other: Stated) -> bool:
    """Whether both tell of the same: many words in common, or few and a slip of the keys between the values."""
    letters = sum(map(len, one.words))
    if one.whole and other.whole:
        return True
    texts = one.fact.text, other.fact.text
    slipped = exchanged(*texts) or (slip(*texts) and len(texts[0]) > 2)
    if one.whole or other.whole:
        return slipped or (len(one.words) > 2 and letters > 5)
    return slipped and len(one.words) > 1
