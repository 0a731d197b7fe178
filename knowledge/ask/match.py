"""Where the terms of a question stand in a passage, and how far each fact of it is spoken of by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.ask.question import Term
from knowledge.model import Fact, Passage

# Weights of words found outside the fact's own sentence. What is below ACCOUNTED does not account for a word.
HEADING, INHERITED, NEIGHBOUR, TITLE, ELSEWHERE = 0.5, 0.6, 0.3, 0.45, 0.15
ACCOUNTED = 0.36

_MEDALS = frozenset({"金", "银", "铜"})

PARTLY, INSIDE, BEGINS, OTHER = 0.8, 0.7, 0.7, 0.34
# Characters that make another word of what follows: 副教授, 老党员, 门急诊, 进出口.
_CHANGING = frozenset("副非未无准老门进亚半院")
_LEVEL_CHARS = frozenset("省国市县区")
_NUMERALS = "0123456789一二三四五六七八九十百千"
_LIMITS = ("以上", "以下", "及以上", "及以下", "以内")
# Characters that may stand before a word without changing what it names (门急诊 is not 急诊, 为急诊 is).
_FREE = frozenset("的和与及在为对从向将把被有是共达约近于等各每全本该其由经以年月日县市省区校院获评给到时中上下内外后前新现总已均并又且或即名个项家次人第占开办建设发出做用按较比同含")

# Places where the words of a sentence (by its number in the passage) begin and end.
Cuts = Callable[[Passage, int], frozenset[int]]
Occurrence = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Found:
    """Per sentence and term, the places of the term; per term, its quality in the headings and in each sentence."""

    places: tuple[tuple[tuple[Occurrence, ...], ...], ...]
    context: tuple[float, ...]


def abbreviation(word: str, bound: frozenset[int] = frozenset()) -> re.Pattern[str] | None:
    """技校 stands for 技工院校: the characters in order, close together; nothing goes in at the ``bound`` places."""
    if not 2 <= len(word) <= 5 or not all("\u4e00" <= c <= "\u9fff" for c in word):
        return None
    if len(bound) == len(word) - 1:
        return None
    return re.compile("".join(("" if i in bound or not i else "[\u4e00-\u9fff]{0,3}?") + c for i, c in enumerate(word)))


def find_terms(
    passage: Passage, terms: Sequence[Term], shorts: Sequence[re.Pattern[str] | None], cuts: Cuts
) -> Found:
    """All places of all terms in the sentences of a passage and in the headings above it."""
    rows = tuple(
        tuple(_places(sentence.norm, term, short, cuts(passage, i)) for term, short in zip(terms, shorts, strict=True))
        for i, sentence in enumerate(passage.sentences)
    )
    context = tuple(_quality(passage.context, term, short) for term, short in zip(terms, shorts, strict=True))
    return Found(rows, context)


def _places(norm: str, term: Term, short: re.Pattern[str] | None, cuts: frozenset[int]) -> tuple[Occurrence, ...]:
    found: list[Occurrence] = []
    for form in term.forms:
        text = form.text
        at = norm.find(text)
        while at >= 0:
            if _runs_on(norm, at, at + len(text)):
                at = norm.find(text, at + 1)
                continue
            # 出口 inside 进出口 and 急诊 inside 门急诊 are other words.
            found.append((at, at + len(text), form.quality * _wholeness(norm, at, at + len(text), cuts)))
            at = norm.find(text, at + 1)
    if not found and short is not None:
        found = [(m.start(), m.end(), 0.75) for m in short.finditer(norm) if _spelled_out(term.word, m.end() - m.start())]
    return tuple(found)


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
    if to - at == 1 and not (at in cuts and to in cuts) and "\u4e00" <= norm[at] <= "\u9fff":
        if norm[at] in _LEVEL_CHARS and (at in cuts or to in cuts):
            return PARTLY  # 宁波|市, 省|级
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


def _quality(text: str, term: Term, short: re.Pattern[str] | None) -> float:
    for form in term.forms:
        if form.text in text:
            return form.quality
    return 0.75 if short is not None and short.search(text) else 0.0


def weigh(fact: Fact, found: Found, number: int, title: str, terms: Sequence[Term]) -> float:
    """How strongly one term speaks of a fact: its best place in the fact's zones, else its best place around."""
    best = 1.0 if fact.unit in _MEDALS and _is_medal(terms[number].word, fact.unit) else 0.0
    for at, to, quality in found.places[fact.sentence][number]:
        for start, end, weight in fact.zones:
            if start <= at < end and weight * quality > best and (to <= end or _covered(fact, end, to)):
                best = weight * quality
    if best >= HEADING:
        return best
    return max(best, _around(fact, found, number, title, terms))


def _is_medal(word: str, unit: str) -> bool:
    """26银 counts 银牌, 银奖 and, with the others, 奖牌."""
    return word in (unit, unit + "牌", unit + "奖", "奖牌", "奖项")


def _covered(fact: Fact, at: int, to: int) -> bool:
    return any(start <= at and to <= end for start, end, _ in fact.zones)


def _around(fact: Fact, found: Found, number: int, title: str, terms: Sequence[Term]) -> float:
    best = HEADING * found.context[number]
    term = terms[number]
    if fact.context:
        best = max(best, max((INHERITED * f.quality for f in term.forms if f.text in fact.context), default=0.0))
    if term.family is None:
        best = max(best, max((TITLE * f.quality for f in term.forms if f.text in title), default=0.0))
        if fact.sentence and found.places[fact.sentence - 1][number]:
            best = max(best, NEIGHBOUR * found.places[fact.sentence - 1][number][0][2])
    if found.places[fact.sentence][number]:
        best = max(best, ELSEWHERE)
    return best
