"""A question cut into what it compares or adds: 国家级和省级奖项哪个多 asks for 国家级奖项 and for 省级奖项.

What distinguishes the sides (a level, a period, the words around 和 or 比) stays apart, and the rest is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.ask.question import Form, Question, Term
from knowledge.ask.terms import forms_of
from knowledge.language.lexicon import Lexicon
from knowledge.model import Period

JOIN = re.compile(r"、|以及|加上|还有|和|与|跟|及|加(?!起来|在一|一起|一块|总)|同")
COMPARE = re.compile(r"、|以及|还有|和|与|跟|及|同|比|较")
OVER = re.compile(r"相当于|是|为|比")
PART = re.compile(r"占")
# After the word that compares, all words are shared: 2022年比2021年多办了多少场活动.
_COMPARATIVE = re.compile(r"(?:多|少|高|低|大|小)(?:了|出)?")
_SCOPE = re.compile(r"(?:里面?|当中|之中|中)(?=.)")
_FILLING = frozenset("多 少 高 低 大 小 多出 百分之 两者 二者 双方 三者 全部 总数 差 相差".split())


@dataclass(frozen=True, slots=True)
class Element:
    """A term or a period of the question at its place."""

    at: int
    to: int
    term: Term | None = None
    period: Period | None = None

    @property
    def word(self) -> str:
        return self.term.word if self.term else self.period.text if self.period else ""


Side = tuple[Element, ...]


def elements(question: Question) -> list[Element]:
    """Terms and periods in the order of the question."""
    found = [
        Element(t.at, t.at + len(t.word), term=t)
        for t in question.terms
        if t.word not in _FILLING and question.norm.startswith(t.word, t.at)
    ]
    at = 0
    for period in question.periods:
        place = question.norm.find(period.text, at)
        if place >= 0:
            at = place + len(period.text)
            found.append(Element(place, at, period=period))
    return sorted(found, key=lambda e: e.at)


def with_scopes(question: Question, lexicon: Lexicon) -> Question:
    """国家级奖项 and 省级 in one question: the scope words that exclude each other are taken out of their compounds."""
    heads = {t: _head(t, lexicon) for t in question.hard}
    groups = {lexicon.rival_family(w) for t in question.hard for w in (heads[t] or t.word,)} - {None}
    families = [family for family, _ in (g for g in groups if g)]
    terms: list[Term] = []
    for term in question.terms:
        head = heads.get(term, "")
        family = lexicon.rival_family(head) if head else None
        if family is None or families.count(family[0]) < 2:
            terms.append(term)
            continue
        rest, at = term.word[len(head) :], term.at + len(head)
        terms.append(Term(head, forms_of(head, lexicon, lexicon.level_of(head)), True, term.at, family))
        terms.append(Term(rest, forms_of(rest, lexicon), True, at, lexicon.rival_family(rest)))
    return replace(question, terms=tuple(terms))


def _head(term: Term, lexicon: Lexicon) -> str:
    """The scope word a compound begins with (国家级 of 国家级奖项), "" when there is none."""
    if term.family is not None and term.family[0] == "level":
        return ""
    if term.parts and lexicon.level_of(term.parts[0].word):
        return term.parts[0].word
    heads = [term.word[:n] for n in (4, 3, 2) if len(term.word) >= n + 2]
    if term.family is not None:  # 国家级媒体 is told from 省级媒体 by its level
        return next((h for h in heads if lexicon.level_of(h)), "")
    return next((h for h in heads if lexicon.rival_family(h)), "")


def sides_of(question: Question, joiner: re.Pattern[str]) -> tuple[tuple[Side, ...], Side]:
    """The sides in order and what stands after the comparison and is of all of them."""
    parts = elements(question)
    cuts = [m.span() for m in joiner.finditer(question.norm) if not _inside(m.span(), parts)]
    cuts += [(b.at, b.at) for a, b in pairwise(parts) if a.to == b.at and rival(a, b)]
    end = _end(question.norm, parts, max((b for _, b in cuts), default=-1))
    sides: list[Side] = []
    left = 0
    for start, stop in [*sorted(cuts), (end, end)]:
        side = tuple(e for e in parts if left <= e.at < start)
        if any(e.period or (e.term and e.term.word) for e in side):
            sides.append(side)
        left = max(left, stop)
    return tuple(sides), tuple(e for e in parts if e.at >= end)


def _inside(span: tuple[int, int], parts: Sequence[Element]) -> bool:
    return any(e.at < span[1] and span[0] < e.to for e in parts)


def _end(norm: str, parts: Sequence[Element], last: int) -> int:
    """Where the comparative stands after the last joiner; the end of the question when there is none."""
    if "比" not in norm or last < 0:
        return len(norm)
    marks = (m.start() for m in _COMPARATIVE.finditer(norm, last + 1) if not _inside(m.span(), parts))
    return next(marks, len(norm))


def rival(one: Element, other: Element) -> bool:
    """Two values of one scope (省级, 市级; two terms), which no single fact can have."""
    if one.period or other.period:
        return bool(one.period and other.period)
    mine, theirs = one.term and one.term.family, other.term and other.term.family
    return bool(mine and theirs and mine[0] == theirs[0] and mine[1] != theirs[1])


def attempts(sides: Sequence[Side], number: int) -> Iterator[Side]:
    """The words one side may be asked for with, the most specific first: its own and what it shares of the others."""
    own = sides[number]
    others = [s for i, s in enumerate(sides) if i != number]
    words = {e.word for e in own}
    if any(rival(a, b) for a in own for s in others for b in s):
        scoped = [e for e in own if any(rival(e, b) for s in others for b in s)]
        shared = [e for s in others for e in s if e.word not in words and not any(rival(e, f) for f in scoped)]
        yield (*own, *_distinct(shared))
        if shared and (len(own) > len(scoped) or _balanced(own, others)):
            yield own
        return
    longest = max(others, key=len)
    if len(longest) <= len(own) or longest[-1].word == own[-1].word or _balanced(own, others):
        yield own
        return
    for size in range(len(longest) - 1, 0, -1):
        for start in sorted({len(longest) - size, 0}, reverse=True):
            yield (*own, *(e for e in longest[start : start + size] if e.word not in words))


def _balanced(own: Side, others: Sequence[Side]) -> bool:
    """执业医师 and 注册护士: sides as long as each other are whole by themselves, however their words are cut."""
    return all(sum(len(e.word) for e in s) == sum(len(e.word) for e in own) for s in others)


def _distinct(shared: Sequence[Element]) -> list[Element]:
    return list({e.word: e for e in shared}.values())


def within(sides: Sequence[Side]) -> bool:
    """Whether the second side is the head of the first (省级课题, 课题), so that its siblings answer to it too."""
    return bool(sides[0]) and bool(sides[1]) and sides[0][-1].word.endswith(sides[1][-1].word)


def sub_question(question: Question, own: Side, common: Side) -> Question:
    """The question for one side alone: its words and periods, no operation."""
    used = sorted((*own, *common), key=lambda e: e.at)
    terms = [e.term for e in used if e.term]
    if not any(t.hard for t in terms):
        terms = [replace(t, hard=True) for t in terms]
    terms = [_abbreviated(t) for t in terms]
    periods = tuple(e.period for e in used if e.period)
    asked = question.asked if question.asked in ("count", "money", "percent") else "count"
    units = tuple(u for u in question.units if u not in ("倍", "级")) if question.asked in ("count", "money") else ()
    if units and "百分点" in units[0]:
        asked, units = "percent", ()
    if any(t.family and t.family[0] == "medal" for t in terms):
        asked, units = "count", ("枚",)
    return replace(
        question, norm="".join(e.word for e in used), asked=asked, units=units, terms=tuple(terms), periods=periods,
        relative=(), numbers=(), operation=None, total=False, yesno=False, focus=-1, aspect=None, change=0,
    )


def _abbreviated(term: Term) -> Term:
    """春、秋两季: the season may stand without its 季."""
    if term.family is None or term.family[0] != "season":
        return term
    return replace(term, forms=(*term.forms, Form(term.word[0], 1.0)))


def scoped(question: Question) -> tuple[Question, Term | None]:
    """粮食里秋粮比夏粮多多少: what stands before 里 need only stand in the passage, for all sides are of it."""
    first = min(question.hard, key=lambda t: t.at, default=None)
    if first is None or len(question.hard) < 3 or not _SCOPE.match(question.norm, first.at + len(first.word)):
        return question, None
    return replace(question, terms=tuple(t for t in question.terms if t is not first)), first
