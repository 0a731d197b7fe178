"""Words of a question that a fact takes over from earlier in its sentence.

A report names a subject once and goes on: 图书馆新增图书8600册，藏书总量达9.7万册; 召开党委会34次，审议议题215项. Zones hold what the
grammar of the sentence hands on for sure. Where no fact accounts for a question by its zones alone, a word may also be taken
from an earlier clause by the first fact after it that says all the rest, if that fact's own words name nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.ask.match import Found, Occurrence
from knowledge.ask.question import Term
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact, Passage

REACHED, OWN = 0.4, 0.6
# More words than this are not left out at once.
_MOST = 2
_SHORT = 3
_LINKS = frozenset("、和与及")
_TOTAL = re.compile("总[数量额]|累计|总计|合计")
_BREAK = re.compile("[；。]")
_CLAUSE = re.compile("[，；。：、（）]")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}")
_MEASURED = frozenset(
    "检出 样品 实际 资金 开放 核定 编制 总量 总数 总额 数量 总 量 数 额 达 达到 约 近 共 累计 合计 分别 已 增至 增加到 提高到 人数 人次 "
    "区县 县区 县市 市县 地市 设区市 省份 同类 全年 其中 新 年 日 月".split())


@dataclass(frozen=True, slots=True)
class Held:
    """A fact and how far each term speaks of it; ``missing``: the hard terms that do not."""

    fact: Fact
    weights: tuple[float, ...]
    missing: tuple[Term, ...]


def reached(
    passage: Passage, facts: Sequence[Held], found: Found, terms: Sequence[Term], cuts: dict[int, frozenset[int]],
    lexicon: Lexicon, asked: str,
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Numbers of the facts that take over the words they miss, with their weights then; ``asked`` is the question's text."""
    for number, held in enumerate(facts):
        if not 0 < len(held.missing) <= _MOST or held.fact.aspect == "share" or any(_level(t) for t in held.missing):
            continue
        own = [w for t, w in zip(terms, held.weights, strict=True) if t.hard and t not in held.missing]
        if not own or min(own) < OWN:
            continue
        norm = passage.sentences[held.fact.sentence].norm
        begins = _begins(passage, held, found, terms)
        if begins is None or _rival_between(norm, facts, number, begins) or _other_group(passage, held, begins, lexicon):
            continue
        if says_more(norm, held.fact, found, cuts[held.fact.sentence], lexicon, asked):
            continue
        weights = tuple(
            max(w, REACHED) if t in held.missing else w for t, w in zip(terms, held.weights, strict=True)
        )
        yield number, weights


def _level(term: Term) -> bool:
    """Levels (省级) are of their own clause only."""
    return term.family is not None and term.family[0] == "level"


def _other_group(passage: Passage, held: Held, begins: int, lexicon: Lexicon) -> bool:
    """Whether between the words and the fact another of their family is named: then the fact may be that one's."""
    said = passage.sentences[held.fact.sentence].norm[begins : held.fact.to]
    families = [t.family for t in held.missing if t.family is not None]
    return any(w in said for family in families for w in lexicon.rivals_of(*family))


def _begins(passage: Passage, held: Held, found: Found, terms: Sequence[Term]) -> int | None:
    """Where the last of the missing words stands before the fact, in one breath with it; None when one does not."""
    fact = held.fact
    norm = passage.sentences[fact.sentence].norm
    places = []
    for term, row in zip(terms, found.places[fact.sentence], strict=False):
        if term in held.missing:
            others = _places_of_others(held, found, terms)
            before = [
                at for at, to, quality in row
                if to <= fact.at and quality >= OWN and not _listed(norm, at, to) and not _parallel(norm, at, to, others, held)
            ]
            if not before:
                return None
            places.append(max(before))
    last = max(places)
    first = min(places)
    breaks = [m.end() for m in _BREAK.finditer(norm, first, fact.at)]
    # What a sentence begins with is what all of it is about, unless something else was begun after the ；.
    topic = not _CLAUSE.search(norm, 0, first) and not (breaks and _CLAUSE.search(norm, breaks[-1], fact.at))
    return None if breaks and not topic else last


def _places_of_others(held: Held, found: Found, terms: Sequence[Term]) -> list[Occurrence]:
    rows = zip(terms, found.places[held.fact.sentence], strict=False)
    return [place for term, row in rows if term.hard and term not in held.missing for place in row]


def _parallel(norm: str, at: int, to: int, others: Sequence[Occurrence], held: Held) -> bool:
    """Whether a word that the fact has too stands in the clause of this one: 教学档案1047件 has a 档案 of its own. What is
    called a total goes on about the same: 新建校内实训室14间，实训室总数达187间."""
    if _TOTAL.search(norm[max(0, held.fact.at - 6) : held.fact.at]):
        return False
    start = max((m.end() for m in _CLAUSE.finditer(norm, 0, at)), default=0)
    ends = _CLAUSE.search(norm, to)
    end = ends.start() if ends else len(norm)
    if end > held.fact.at:
        return False
    own = max((m.end() for m in _CLAUSE.finditer(norm, 0, held.fact.at)), default=0)
    again = {norm[a:b] for a, b, _ in others if a >= own}
    return any(start <= a and b <= end and norm[a:b] in again for a, b, _ in others) or any(
        len(w) > _SHORT and norm.startswith(w[-2:], to) for w in again  # 发展党员 beside 学生|党员
    )


def _listed(norm: str, at: int, to: int) -> bool:
    """Whether a word is a member of a list: what is said of all members or of each is no fact of one."""
    return norm[at - 1 : at] in _LINKS or norm[to : to + 1] in _LINKS


def _rival_between(norm: str, facts: Sequence[Held], number: int, begins: int) -> bool:
    """Whether another fact between the word and this one says all the rest as well: then the word is that one's."""
    mine = facts[number]
    if _TOTAL.search(norm[max(0, mine.fact.at - 6) : mine.fact.at]):
        return False
    return any(
        other.fact.sentence == mine.fact.sentence and begins < other.fact.at < mine.fact.at
        and set(other.missing) <= set(mine.missing) and other.fact.kind == mine.fact.kind
        for other in facts
    )


def says_more(norm: str, fact: Fact, found: Found, cuts: frozenset[int], lexicon: Lexicon, question: str) -> bool:
    """Whether the fact's own clause names what the question does not ask for."""
    start = max((m.end() for m in _CLAUSE.finditer(norm, 0, fact.at)), default=0)
    ends = _CLAUSE.search(norm, fact.to)
    end = ends.start() if ends else len(norm)
    asked = {i for row in found.places[fact.sentence] for at, to, _ in row for i in range(at, to)}
    bounds = sorted({start, fact.at, fact.to, end} | {c for c in cuts if start < c < end})
    for a, b in pairwise(bounds):
        word = norm[a:b]
        if fact.at <= a < fact.to or not _WORD.fullmatch(word) or sum(i in asked for i in range(a, b)) > b - a - 2:
            continue
        if word not in _MEASURED and word not in lexicon.generic and word not in question:
            return True
    return False
