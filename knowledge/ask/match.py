"""Where the terms of a question stand in a passage, and how far each fact of it is spoken of by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.ask.question import Form, Term
from knowledge.model import Fact, Passage

# Weights of words found outside the fact's own sentence. What is below ACCOUNTED does not account for a word.
HEADING, INHERITED, NEIGHBOUR, TITLE, ELSEWHERE = 0.5, 0.6, 0.3, 0.45, 0.15
ACCOUNTED = 0.36

MEDALS = frozenset({"金", "银", "铜"})

# What begins a sentence so speaks of all of it.
_TOPIC = 0.6
_WHOLES = frozenset("全国 全省 全市 全县 全区 全校 全院 全馆 全局 全镇 全乡 全街道".split())
# Whom a part of a report is about, by its heading.
_ABOUT = {"毕业生": "就业", "新生": "招生"}
_COHORT = re.compile(r"(?:20)?\d\d届")

PARTLY, INSIDE, BEGINS, OTHER, SHORT = 0.8, 0.7, 0.7, 0.34, 0.75
# Characters that make another word of what follows: 副教授, 老党员, 门急诊, 进出口.
_CHANGING = frozenset("副非未无准老门进亚半院")
_NUMERALS = "0123456789一二三四五六七八九十百千"
# What a unit says by itself: 拆除违建2.4万平方米 tells an area.
_AREAS = frozenset({"平方米", "平方公里", "亩", "公顷", "平方千米"})
_MEASURED = {"面积": _AREAS, "总面积": _AREAS, "长度": frozenset({"公里", "千米", "米"}), "重量": frozenset({"吨", "公斤", "千克"})}
IMPLIED = 0.7
# Facts in these units say more than their words.
TELLING_UNITS = MEDALS | frozenset(unit for units in _MEASURED.values() for unit in units)
_LEVEL_CHARS = frozenset("省国市县区")
# What stands between no two characters of a short form.
_PARTING = ("以上", "以下", "及", "和", "与", "副", "非", "准")
_LIMITS = ("以上", "以下", "及以上", "及以下", "以内")
# Characters that may stand before a word without changing what it names (门急诊 is not 急诊, 为急诊 is).
_FREE = frozenset("的和与及在为对从向将把被有是共达约近于等各每全本该其由经以年月日县市省区校院获评给到时中上下内外后前新现总已均并又且或即名个项家次人第占开办建设发出做用按较比同含")

# Places where the words of a sentence (by its number in the passage) begin and end.
Cuts = Callable[[Passage, int], frozenset[int]]
Occurrence = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Found:
    """Per sentence and term: the places of the term, and how far it speaks of a fact by standing around it (in a heading,
    the title, the sentence before, elsewhere in the sentence). ``asked``: characters of each sentence that terms take up."""

    places: tuple[tuple[tuple[Occurrence, ...], ...], ...]
    around: tuple[tuple[float, ...], ...]
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """技校 stands for 技工院校: the characters in order, at most three between two of them and none at the ``bound`` places.

    Looked for by hand: compiling a pattern costs more than looking through all a question reads."""

    word: str
    bound: frozenset[int]

    def spans(self, norm: str) -> Iterator[tuple[int, int]]:
        """Where the characters stand, from left to right, each time as close together as they can."""
        at = norm.find(self.word[0])
        while at >= 0:
            end = self._end(norm, at + 1, 1)
            if end >= 0:
                yield at, end
            at = norm.find(self.word[0], max(end, at + 1))

    def search(self, norm: str) -> bool:
        return next(self.spans(norm), None) is not None

    def _end(self, norm: str, at: int, number: int) -> int:
        """Where the word's characters from this one on end when they go on here; -1 when they do not."""
        if number == len(self.word):
            return at
        for to in range(at, at + (1 if number in self.bound else 4)):
            end = self._end(norm, to + 1, number + 1) if norm.startswith(self.word[number], to) else -1
            if end >= 0 or not "\u4e00" <= norm[to : to + 1] <= "\u9fff" or norm.startswith(_PARTING, to):
                return end
        return -1


@lru_cache(maxsize=512)
def abbreviation(word: str, bound: frozenset[int] = frozenset()) -> Short | None:
    """What a word may be a short form of; None for a word that cannot be one."""
    if not 2 <= len(word) <= 5 or not all("\u4e00" <= c <= "\u9fff" and c not in _NUMERALS for c in word):
        return None
    return None if len(bound) == len(word) - 1 else Short(word, bound)


Shorts = Sequence[Short | None]


def find_terms(passage: Passage, terms: Sequence[Term], shorts: Shorts, cuts: Cuts, title: str) -> Found:
    """All places of all terms in the sentences of a passage, in the headings above it and in the report's title."""
    text, count = passage.norm, len(passage.sentences)
    held = [tuple([f for f in t.forms if f.text in text]) for t in terms]
    above = tuple([_above(passage.context, title, term, short) for term, short in zip(terms, shorts, strict=True)])
    topics = [_topics(passage, i, terms) for i in range(count)] if _has_topics(passage, terms) else ()
    if not any(held) and not any(shorts):
        around = tuple([tuple(map(max, above, topic)) for topic in topics]) or (above,) * count
        return Found((((),) * len(terms),) * count, around, (0,) * count)
    rows = [tuple(_row(passage, i, held, terms, shorts, cuts)) for i in range(count)]
    near = [_around(rows, i, above, terms) for i in range(count)]
    if topics:
        near = [tuple(map(max, one, topic)) for one, topic in zip(near, topics, strict=True)]
    asked = [sum([max([to - at for at, to, _ in places]) for places in row if places]) for row in rows]
    return Found(tuple(rows), tuple(near), tuple(asked))


def _has_topics(passage: Passage, terms: Sequence[Term]) -> bool:
    """Whether any term can be one that all facts of a sentence or of the passage are of."""
    return any(t.word in _WHOLES or t.word in _ABOUT or t.word.endswith("届") for t in terms)


def _topics(passage: Passage, number: int, terms: Sequence[Term]) -> list[float]:
    """How far all facts of a sentence are of each term."""
    alone = sum(t.hard for t in terms) < 2
    return [_TOPIC * (_begins(passage, number, t) or (not alone and _about(passage, t))) for t in terms]


def _begins(passage: Passage, number: int, term: Term) -> bool:
    """Whether all facts of a sentence are of a term: 全市 that begins it, and the one year of graduates its passage speaks of."""
    if _COHORT.fullmatch(term.word):
        told = {m[0][-3:] for m in _COHORT.finditer(passage.norm)}
        return told == {term.word[-3:]}
    return term.word in _WHOLES and passage.sentences[number].norm.startswith(term.word)


def _about(passage: Passage, term: Term) -> bool:
    """Whether a passage is about a group by its heading: what the part on 就业 tells of 入伍 and 满意度 is told of 毕业生."""
    about = _ABOUT.get(term.word, "")
    return bool(about) and about in passage.context and any(f.text in passage.norm for f in term.forms)


def _row(
    passage: Passage, number: int, held: Sequence[tuple[Form, ...]], terms: Sequence[Term], shorts: Shorts, cuts: Cuts
) -> Iterator[tuple[Occurrence, ...]]:
    """The places of each term in one sentence. Where its words begin and end is looked up only for a term that is there."""
    norm = passage.sentences[number].norm
    for term, forms, short in zip(terms, held, shorts, strict=True):
        found = [o for f in forms if f.text in norm for o in _places(norm, f, cuts(passage, number))] if forms else ()
        if found:
            yield tuple(found)
        elif short is not None:
            yield tuple((start, end, SHORT) for start, end in short.spans(norm) if _spelled_out(term.word, end - start))
        else:
            yield ()


def _places(norm: str, form: Form, cuts: frozenset[int]) -> list[Occurrence]:
    found: list[Occurrence] = []
    at = norm.find(form.text)
    while at >= 0:
        to = at + len(form.text)
        if not _runs_on(norm, at, to):
            # 出口 inside 进出口 and 急诊 inside 门急诊 are other words.
            found.append((at, to, form.quality * _wholeness(norm, at, to, cuts)))
        at = norm.find(form.text, at + 1)
    return found


def _runs_on(norm: str, at: int, to: int) -> bool:
    """第二十 is not in 第二十一, 5 not in 15."""
    return (norm[to - 1] in _NUMERALS and norm[to : to + 1] in _NUMERALS and to < len(norm)) or (
        norm[at].isdigit() and at > 0 and norm[at - 1].isdigit()
    )


def _spelled_out(word: str, length: int) -> bool:
    """Each character of a two-character short form stands for a word (高校: 高等院校; 院长 is not 院庭长)."""
    return length <= 2 * len(word) + 2 and (len(word) > 2 or length >= 4)


def _wholeness(norm: str, at: int, to: int, cuts: frozenset[int]) -> float:
    """1.0 for a word that stands by itself, less for a part of another one or for what something is a share of."""
    if norm[at] in _LEVEL_CHARS and at and norm[at - 1] in "全省市县" and at not in cuts:
        return OTHER  # 全市 is no 市, 市县级 no 县级
    if norm[at : at + 2] in ("县级", "区级", "市级") and norm[at - 1 : at] in ("省", "市") and not norm[at - 2 : at - 1].isalpha():
        return OTHER  # 、市县级 at the beginning of a name
    if to - at == 1 and not (at in cuts and to in cuts) and "\u4e00" <= norm[at] <= "\u9fff":
        if norm.startswith("级", to) and norm.startswith(_LIMITS, to + 1):
            return OTHER
        if norm[at] in _LEVEL_CHARS and to in cuts:
            return PARTLY  # 宁波|市, but not 省立医院
        # 奖 begins 奖项, but 生 in 女生 and 博 in 博物馆 are no words.
        return BEGINS if at in cuts and at + 2 in cuts else OTHER
    if at not in cuts:
        if at and norm[at - 1] in _CHANGING:
            return OTHER
        return PARTLY if to in cuts else INSIDE
    if norm.startswith(_LIMITS, to):
        return OTHER  # 省级以上 is not 省级
    before = norm[at - 1] if at else ""
    if before == "占":
        return PARTLY
    alone = at - 1 in cuts and "\u4e00" <= before <= "\u9fff" and before not in _FREE
    return (OTHER if before in _CHANGING else PARTLY) if alone else 1.0


def _above(context: str, title: str, term: Term, short: Short | None) -> float:
    """How far a term speaks of all facts of a passage: by its headings, and unless others exclude it by the title."""
    best = HEADING * _quality(context, term, short)
    if term.family is None:
        for form in term.forms:
            if form.text in title and TITLE * form.quality > best:
                best = TITLE * form.quality
    return best


def _quality(text: str, term: Term, short: Short | None) -> float:
    for form in term.forms:
        if form.text in text:
            return form.quality
    return SHORT if short is not None and short.search(text) else 0.0


def _around(
    rows: Sequence[tuple[tuple[Occurrence, ...], ...]], number: int, above: tuple[float, ...], terms: Sequence[Term]
) -> tuple[float, ...]:
    """How far each term speaks of a sentence's facts without standing in their own words."""
    if not any(rows[number]) and not (number and any(rows[number - 1])):
        return above
    found = []
    for i, (best, term) in enumerate(zip(above, terms, strict=True)):
        if number and term.family is None and rows[number - 1][i]:
            best = max(best, NEIGHBOUR * rows[number - 1][i][0][2])
        found.append(max(best, ELSEWHERE) if rows[number][i] else best)
    return tuple(found)


def weigh(fact: Fact, found: Found, number: int, terms: Sequence[Term]) -> float:
    """How strongly one term speaks of a fact: its best place in the fact's zones, else its best place around."""
    word = terms[number].word
    best = 1.0 if fact.unit in MEDALS and _is_medal(word, fact.unit) else IMPLIED if fact.unit in _MEASURED.get(word, ()) else 0.0
    for at, to, quality in found.places[fact.sentence][number]:
        for start, end, weight in fact.zones:
            if start <= at < end and weight * quality > best and (to <= end or _covered(fact, end, to)):
                best = weight * quality
    if best >= HEADING:
        return best
    best = max(best, found.around[fact.sentence][number])
    if fact.context:
        best = max([best, *(INHERITED * f.quality for f in terms[number].forms if f.text in fact.context)])
    return best


def _is_medal(word: str, unit: str) -> bool:
    """26银 counts 银牌, 银奖 and, with the others, 奖牌."""
    return word in (unit, unit + "牌", unit + "奖", "奖牌", "奖项")


def _covered(fact: Fact, at: int, to: int) -> bool:
    return any(start <= at and to <= end for start, end, _ in fact.zones)
