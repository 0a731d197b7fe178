"""A statement turned into the question it answers, so that the rules of asking hold for it too.

省级奖项9项 asks 省级奖项多少项. What a text for the press puts around it (斩获, 捷报频传) asks nothing; the words of its own clause
must be accounted for, those it inherits from the sentence set it apart from other facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from knowledge.ask.question import Asked, Form, Question, Term
from knowledge.language.lexicon import Lexicon
from knowledge.language.tables import read_table
from knowledge.language.tags import Token, tag
from knowledge.model import Fact, Period
from knowledge.verify.reading import Claim

Understood = Callable[[str], Question]
# From this weight on a stretch of the sentence sets a value apart from others; one that holds another value does from the
# second on, for a neighbour lends its noun where none is said.
INHERITED, WHOLE = 0.5, 0.64
_ASKED: Mapping[str, tuple[Asked, str]] = {
    "count": ("count", "：多少"), "percent": ("percent", "：百分之多少"), "money": ("money", "：多少元"),
    "date": ("date", "什么时候"), "rank": ("rank", "第几"), "person": ("person", "谁"),
}
_MEDALS = frozenset("金银铜")
# 教职工831人里专任教师652人: what follows is told of the next value.
_PART_FOLLOWS = re.compile("(?P<whole>(?:的?[\u4e00-\u9fff]{2,8}?)?)(?:(?:当|之)?[里中](?=，|[\u4e00-\u9fff]{0,8}[0-9])|内，|，其中)")
_FALL = re.compile("下降|减少|降低|下跌|回落|缩小|收窄|下滑|缩短|压减|降|减")
_LONE = frozenset("一二三四五六七八九十两里中内上下共近约超达")
# 招生就业方面，… names the part of a text and not what is counted.
_LEAD = re.compile("[\u4e00-\u9fff]{2,8}方面")
# Praise that is worded as a denial: 不俗的成绩 denies nothing.
_NO_DENIAL = re.compile("不[俗凡菲断懈停辍止]|[功实]不可没|离不开|不负众望|毫不|无不|无一不|不遗余力")
_CUT_APART = frozenset({"报到"})
# A day is judged by itself.
_DAY = re.compile("[0-9一二三四五六七八九十]月|[日号]$")
_COLOURING = ("v", "a", "d", "i", "z", "l", "b", "t", "r")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The question of a statement. ``own``: words of its own clause, which a report must say; ``loose``: those taken over
    from other clauses, which may be missing unless another fact has them."""

    question: Question
    own: frozenset[str]
    loose: frozenset[str]


@cache
def press_words() -> frozenset[str]:
    """Words that colour a text and state nothing."""
    return frozenset(read_table("press")["words"].split())


def inquiry_of(
    claim: Claim, others: tuple[Fact, ...], understood: Understood, lexicon: Lexicon, *, wide: bool = False
) -> Inquiry:
    """The question of a claim. ``others``: the other values of its sentence, which are left out of the words; ``wide``: with
    the words of its neighbours' clauses."""
    fact, norm = claim.fact, claim.sentence.norm
    asked, word = _ASKED[fact.kind]
    own = "".join(_text(norm, fact, others, word, 1.0, 2.0))
    alone = fact.kind == "person" and not wide  # his clause alone tells of him
    around = "" if alone else "".join(_text(norm, fact, others, "", INHERITED, 1.0, 0.0 if wide else WHOLE))
    question = understood(_NO_DENIAL.sub("", around + own))
    if question.chat or question.english:
        question = understood(own or word)
    if fact.unit in _MEDALS:
        question = replace(question, terms=(*question.terms, _medal(fact.unit, len(question.norm))))
    growth = fact.aspect == "growth"
    question = replace(
        question, asked=asked, units=_units(fact), aspect="growth" if growth else None,
        change=direction(norm, fact) if growth else 0, operation=None, yesno=False, claimed=None,
        periods=tuple(p for p in _periods(question, fact) if not _compared(norm, p)),
    )
    return _sorted_out(question, own, around, lexicon)


def _units(fact: Fact) -> tuple[str, ...]:
    return (fact.unit,) if fact.unit and fact.kind == "count" and fact.unit not in _MEDALS else ()


def _medal(unit: str, at: int) -> Term:
    """11金 are 金牌 or 金奖."""
    return Term(unit + "牌", (Form(unit + "牌", 1.0), Form(unit + "奖", 1.0)), True, at)


def direction(norm: str, fact: Fact) -> int:
    """+1 for a rise, -1 for a fall, by the words before the value."""
    return -1 if _FALL.search(norm, max(0, fact.at - 5), fact.at) else 1


def _periods(question: Question, fact: Fact) -> tuple[Period, ...]:
    named = question.periods
    if fact.kind == "date" or fact.period is None or fact.period.kind in ("relative", "day"):
        return named
    return named if any(p.text == fact.period.text for p in named) else (*named, fact.period)


def _compared(norm: str, period: Period) -> bool:
    """比2023年增长8.0% tells of another year than the one it names."""
    return period.text in norm and not re.search(f"(?<![比较同与]){re.escape(period.text)}", norm)


def _text(
    norm: str, fact: Fact, others: tuple[Fact, ...], word: str, least: float, below: float, alone: float = 0.0
) -> Iterator[str]:
    """The stretches of a weight, in order, with the question word for the value and without other values; those below
    ``alone`` only where they hold none."""
    spans = sorted({(a, b) for a, b, w in fact.zones if least <= w < below and (w >= alone or not _holds(a, b, others))})
    spans = [(a, b) for a, b in spans if a <= fact.at < b or not _LEAD.fullmatch(norm, a, b)]
    if least < 1.0:  # what is said with a later value is said of that one
        spans = [(a, b) for a, b in spans if a < fact.at or not _holds(a, b, others)]
    part = _PART_FOLLOWS.match(norm, fact.to)
    spans = [(a, min(b, part.end("whole"))) if part and a <= fact.at < b else (a, b) for a, b in spans]
    done = 0
    for start, end in spans:
        at = max(start, done)
        cuts = sorted((max(_begins(norm, f), at), f.to, f is fact) for f in (*others, fact) if at < f.to and f.at < end)
        for start_of, to, mine in cuts:
            if start_of >= at:
                yield norm[at:start_of] + (word + fact.unit * (fact.kind == "count") if mine else "")
                at = max(at, to)
        yield norm[at:end] if at < end else ""
        yield "，"
        done = max(done, end)


def _holds(start: int, end: int, others: tuple[Fact, ...]) -> bool:
    """Whether a stretch holds another value."""
    return any(start <= f.at and f.to <= end for f in others)


def _begins(norm: str, fact: Fact) -> int:
    """Where a value begins, its approximation included."""
    return fact.at - len(fact.marker) if fact.marker and norm.endswith(fact.marker, 0, fact.at) else fact.at


def _sorted_out(question: Question, own: str, around: str, lexicon: Lexicon) -> Inquiry:
    question = replace(question, terms=tuple(_mended(term, question.norm) for term in question.terms))
    tags = {token.word: token for token in tag(own + "，" + around)}
    terms, mine, loose = [], set(), set()
    for term in question.terms:
        if _colours(term, tags.get(term.word), lexicon):
            terms.append(replace(term, hard=False))
            continue
        if term.hard and term.word in own and not _DAY.search(term.word):
            mine.add(term.word)
        elif term.hard:
            loose.add(term.word)
        terms.append(term)
    return Inquiry(replace(question, terms=tuple(terms)), frozenset(mine), frozenset(loose))


def _mended(term: Term, norm: str) -> Term:
    """报到, which the dictionary cuts apart, as the one word it is."""
    whole = norm[term.at : term.at + 2]
    return replace(term, word=whole, forms=(Form(whole, 1.0),)) if len(term.word) == 1 and whole in _CUT_APART else term


def _colours(term: Term, token: Token | None, lexicon: Lexicon) -> bool:
    """Whether a word only colours: one of the lists, or a verb, adverb or idiom that no report at hand has."""
    if term.family or lexicon.rivals(term.word):
        return False
    if term.word in ("百分之", "多少") or term.word in press_words() or (len(term.word) < 2 and not term.known) or term.word in _LONE:
        return True
    return not term.known and token is not None and token.tag.startswith(_COLOURING)


def softened(question: Question, words: frozenset[str]) -> Question:
    """The question in which these words need not be matched."""
    return replace(question, terms=tuple(replace(t, hard=False) if t.word in words else t for t in question.terms))
