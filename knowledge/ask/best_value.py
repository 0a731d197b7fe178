"""Which value of a passage answers a question of numbers: by the kind asked for, its sentence, and how near it stands to the
asked words. For benchmarks on open text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.ask.best_sentence import Asked
from knowledge.ask.question import Question
from knowledge.model import Fact, Passage

# Measured on public sets: parts in the choice of the value.
SENTENCE, FIT, CLOSE, NEAR, ZONE, END, SAID = 0.7, 4.3, 1.4, 3.8, 3.2, 0.8, 8.5
COMMA, HALFWAY = 10, 12.0

_LENGTH_OF_TIME = re.compile(
    "多久|多长时间|多少时间|几个?(?:小时|分钟|天|日|周|季度|世纪)|几个月|(?<!月)几日|"
    "多少个?(?:小时|分钟|天|周|月|年|日)|(?<![元国])几年(?!级|代|时|的时候)"
)
_TIME_UNITS = re.compile("年|月|天|日|周|小时|分钟|秒|星期|世纪|时辰|载|刻")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("age", re.compile("几岁|多大年纪|多少岁|年龄")),
    ("era", re.compile("哪一?个?(?:年代|世纪)|何年代|什么年代|几世纪")),
    ("year", re.compile("哪一?年|何年|几几年|年份|[元国]几年")),
    ("day", re.compile("哪一?[天日]|何日|几月几|几号|日期")),
    ("month", re.compile("几月|哪一?个?月")),
    ("ordinal", re.compile("第几|排名?第?几|名次|第多少")),
    ("span", _LENGTH_OF_TIME),
    ("when", re.compile("什么时候|何时|什么时间|啥时候|时间$")),
    ("percent", re.compile("百分之[几多]|比例|占比|比率|百分比|几成|[几多少]%")),
)
# What a question measures, when it names no unit, and the units that measure it.
_MEASURED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile("面积|占地|多大"), re.compile("平方|公顷|亩|坪|km²|m²|㎡")),
    (re.compile("体重|多重|重量|质量"), re.compile("克|斤|吨|磅|盎司|k?g$")),
    (re.compile("温度|气温|多热|多冷"), re.compile("度|℃|℉")),
    (re.compile("多[长高远深宽厚]|[高长深宽厚]度|海拔|距离|直径|身高|体长|全长|轨距"), re.compile("^(?!平方|立方).*(?:米|里|尺|寸|公分|公厘|[kcmn]m|m)$")),
    (re.compile("人口|人数|兵力|军队"), re.compile("^[人名位口]$|^$")),
)
ASKS_MOST = re.compile("最[高多大长远](?:[^，。]{0,3}(?:多少|几|多)|$)|上限")
# Which end of a stretch is asked for, and what stands before the value at that end.
_ENDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (ASKS_MOST, re.compile("[到至]$|最[高多大长远].?$")),
    (re.compile("最[低少小短近](?:[^，。]{0,3}(?:多少|几|多)|$)|下限"), re.compile("[从自由]$|最[低少小短近].?$")),
    (re.compile("[到至](?:了)?(?:哪|何|什么时候|几|西元|公元)"), re.compile("[到至]$")),
    (re.compile("[从自](?:哪|何|什么时候|几|西元|公元)"), re.compile("[从自由]$")),
)
_NTH = re.compile("第[0-9零一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of value a question wants ("count" when nothing tells more), the word counted by, and the units that measure
    what is asked."""

    kind: str
    unit: str
    measures: re.Pattern[str] | None = None


def wanted(question: Question) -> Wanted | None:
    """What value a question wants, None when it wants none."""
    kind = next((name for name, pattern in _KINDS if pattern.search(question.norm)), "")
    unit = question.units[0] if question.units else ""
    if not kind and unit in ("元", "美元", "港元"):
        kind = "money"
    if not kind and question.asked in ("count", "percent", "money", "date", "rank"):
        kind = {"date": "when", "rank": "ordinal"}.get(question.asked, question.asked)
        kind = "count" if unit and kind in ("percent", "money") else kind
    if not kind:
        return None
    if kind == "ordinal":
        nth = re.search("第几([\u4e00-\u9fff])?", question.norm)
        unit = (nth[1] or "") if nth else ""
    return Wanted(kind, unit, next((units for what, units in _MEASURED if what.search(question.norm)), None))


def values_of(passage: Passage, want: Wanted) -> list[tuple[Fact, float]]:
    """The values of a passage that can answer, with how well their kind and unit fit."""
    found = [(fact, fit) for fact in _candidates(passage, want) if (fit := _fit(fact, want, passage)) is not None]
    return [(fact, fit) for fact, fit in found if not passage.sentences[fact.sentence].heading]


def _candidates(passage: Passage, want: Wanted) -> Iterator[Fact]:
    yield from (f for f in passage.facts if f.kind in ("count", "percent", "money", "date", "rank"))
    if want.kind == "ordinal":
        for number, sentence in enumerate(passage.sentences):
            for m in _NTH.finditer(sentence.norm):
                unit = want.unit if want.unit and sentence.norm.startswith(want.unit, m.end()) else ""
                yield Fact(number, "rank", m[0], unit, None, m.start(), m.end(), "")


def _fit(fact: Fact, want: Wanted, passage: Passage) -> float | None:
    """How well the kind and the unit fit, 1.0 best; None when the value cannot answer."""
    whole = fact.text + fact.unit
    timed = fact.kind == "count" and _TIME_UNITS.search(fact.unit) is not None
    timed = timed and passage.sentences[fact.sentence].norm[max(0, fact.at - 1) : fact.at] not in ("零", "又")  # 13年零8个月
    if want.kind in ("year", "era", "day", "month", "when"):
        return _old_year_fit(fact, want.kind) if fact.kind == "count" else _date_fit(fact, whole, want.kind)
    if want.kind == "span":
        return 1.0 if timed else None
    if want.kind == "age":
        return 1.0 if fact.unit in ("岁", "周岁") else None
    if want.kind == "ordinal":
        if fact.kind != "rank":
            return 0.3 if fact.unit in ("名", "位", want.unit or "名") and fact.kind == "count" else None
        return 1.0 if not want.unit or fact.unit == want.unit or "名" in (want.unit, fact.unit) else 0.5
    if want.kind == "percent":
        return 1.0 if fact.kind == "percent" else None
    if want.kind == "money":
        return 1.0 if fact.kind == "money" else 0.2 if fact.kind == "count" and not fact.unit else None
    return _count_fit(fact, want)


def _old_year_fit(fact: Fact, kind: str) -> float | None:
    """A count of years may be a year that nothing marks as one (770年, 至元二十六年, 1861至1865年)."""
    if fact.unit != "年" or kind not in ("year", "when"):
        return None
    if re.match(r"\d{3,4}", fact.text):
        return 0.8
    return -0.2 if fact.marker or fact.text.isdecimal() else 0.2


def _date_fit(fact: Fact, whole: str, kind: str) -> float | None:
    if fact.kind != "date":
        return None
    era = "世纪" in whole or "年代" in whole
    if kind == "era":
        return 1.0 if era else 0.2
    if kind == "year":
        return None if "年" not in whole and not era else 0.4 if era else 1.0
    if kind == "day":
        return 1.0 if re.search("月.*[日号]|初|廿", whole) else 0.3 if "日" in whole else None
    if kind == "month":
        return 1.0 if "月" in whole else None
    return 1.0 if "年" in whole or era else 0.8 if "月" in whole else 0.5


_PEOPLE = frozenset("人 名 位 口 人次".split())


def _count_fit(fact: Fact, want: Wanted) -> float | None:
    unit = want.unit
    if fact.kind in ("date", "rank") or (fact.kind == "percent" and unit):
        return None
    if not unit:
        if want.measures:
            return 1.0 if want.measures.search(fact.unit) else 0.2
        return 0.9 if fact.kind == "count" else 0.6
    if unit == fact.unit or (unit in fact.unit and len(unit) > 1) or {unit, fact.unit} <= _PEOPLE:
        return 1.0
    if not fact.unit:
        return 0.4
    if "个" in (unit, fact.unit):
        return 0.4
    return 0.1 if fact.kind == "count" else None


def at_asked_end(question: Question, norm: str, fact: Fact) -> bool:
    """Whether the value stands at the end of a stretch that is asked for: 从1200元到3500元, 最高多少."""
    lead = norm[max(0, fact.at - 4) : fact.at]
    return any(asks.search(question.norm) and before.search(lead) for asks, before in _ENDS)


def closeness(asked: Asked, norm: str, fact: Fact, weights: Mapping[str, float]) -> tuple[float, float]:
    """How near a value stands to the asked pairs and to the characters by the question word: 0 far, 1 right beside."""
    total = sum(weights.values()) or 1.0
    near = [_nearness(norm, fact, c) for c in asked.near]
    pairs = sum(w * _nearness(norm, fact, p) for p, w in weights.items())
    return pairs / total, sum(near) / (len(near) or 1)


def spoken_of(norm: str, fact: Fact, weights: Mapping[str, float]) -> float:
    """The share of the asked pairs in the words that the value is of; in its clause when the report told none."""
    at, to = norm.rfind("，", 0, fact.at) + 1, norm.find("，", fact.to)
    zones = fact.zones or ((at, to if to >= 0 else len(norm), 1.0),)
    total = sum(weights.values()) or 1.0
    return sum(w * max(worth * (pair in norm[a:b]) for a, b, worth in zones) for pair, w in weights.items()) / total


def _nearness(norm: str, fact: Fact, word: str) -> float:
    """A comma between a value and a word puts them apart."""
    best = 0.0
    at = norm.find(word)
    while at >= 0:
        a, b = (at + len(word), fact.at) if at < fact.at else (fact.to, at)
        between = norm[a:b]
        distance = len(between) + COMMA * (between.count("，") + between.count("；"))
        best = max(best, HALFWAY / (HALFWAY + distance))
        at = norm.find(word, at + 1)
    return best


def best_value(
    question: Question, asked: Asked, passage: Passage, values: Sequence[tuple[Fact, float]],
    scores: Mapping[int, float],
) -> Fact | None:
    """The value that answers best; one that the question itself says never does if there is another."""
    weights = {p: asked.rarities[p] for p in asked.pairs}
    best: tuple[float, int, Fact] | None = None
    for number, (fact, fit) in enumerate(values):
        norm = passage.sentences[fact.sentence].norm
        pairs, near = closeness(asked, norm, fact, weights)
        said = len(fact.text + fact.unit) > 1 and fact.text + fact.unit in question.norm
        score = SENTENCE * scores[fact.sentence] + FIT * fit + CLOSE * pairs + NEAR * near - SAID * said
        score += ZONE * spoken_of(norm, fact, weights) + END * at_asked_end(question, norm, fact)
        if best is None or (score, -number) > best[:2]:
            best = score, -number, fact
    return best[2] if best else None
