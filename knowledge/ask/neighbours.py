"""Words of a question that are told of a neighbouring value: an earlier one, a later one, or one of several told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.ask.match import Found
from knowledge.ask.question import Question, Term
from knowledge.model import Fact

_CLAUSE = re.compile("[，；。：、（）]")
_SENTENCE = re.compile("[，；。：（）]")
_COMPLETED = re.compile("完成|成功|整改|办结|采纳|通过|报到|结案|执结|解决")
_GRADE = re.compile("[高中初特]级")
_TOLD_APART = re.compile("分别[^，；。、]{0,6}$")
_COUNTED = re.compile("有?(?:多少|几)")
SURE, NEAR, LEADS = 0.6, 16, 2


def done_later(question: Question, norm: str, fact: Fact, others: Sequence[Fact]) -> bool:
    """承担任务48项，完成46项: who asks for 完成 does not ask for all of them."""
    done = _COMPLETED.search(question.norm.replace("成了", "成功"))
    if not done:
        return False
    start = max((m.end() for m in _SENTENCE.finditer(norm, 0, fact.at)), default=0)
    nexts = [o for o in others if o.sentence == fact.sentence and o.at > fact.to and (o.kind, o.unit) == (fact.kind, fact.unit)]
    return done[0] not in norm[start : fact.to] and any(norm[: o.at].endswith(done[0]) for o in nexts[:1])


def left_behind(
    question: Question, norm: str, start: int, fact: Fact, others: Sequence[Fact], found: Found, terms: Sequence[Term]
) -> bool:
    """检修水泵或风机31台，检修电梯9部: a word that has its own value in an earlier clause is not of the next thing counted."""
    if fact.kind != "count" or not question.units or fact.unit in question.units:
        return False
    for term, places in zip(terms, found.places[fact.sentence], strict=False):
        if not term.hard or not places or any(to > start for _, to, _ in places) or len(fact.label) < 2:
            continue
        to = places[-1][1]
        own = next((o for o in others if o.sentence == fact.sentence and o.kind == "count" and to <= o.at < start), None)
        if own is None or own.unit not in question.units or own.at - to > LEADS or _CLAUSE.search(norm, to, own.at):
            continue
        rest = fact.label
        for form in (f.text for t in terms for f in t.forms):
            rest = rest.replace(form, "")
        if len(rest) > 1 and rest in norm[start : fact.to + NEAR]:
            return True
    return False


def graded_before(norm: str, start: int, fact: Fact, found: Found, terms: Sequence[Term]) -> bool:
    """引进高级工41名，技师286名: 高级 and 技师 of two clauses make no 高级技师."""
    rows = list(zip(terms, found.places[fact.sentence], strict=False))
    for (one, grades), (noun, nouns) in pairwise(sorted(rows, key=lambda r: r[0].at)):
        if not _GRADE.fullmatch(one.word) or noun.at != one.at + len(one.word) or not grades:
            continue
        here = any(start <= at for at, _, _ in nouns)
        if here and not any(start <= at for at, _, _ in grades):
            return True
    return False


def one_of_several(norm: str, fact: Fact, found: Found, terms: Sequence[Term]) -> bool:
    """甲队、乙队分别参赛9次、6次: who names no team asks for neither number."""
    apart = _TOLD_APART.search(norm, max(0, fact.at - NEAR), fact.at)
    level = (fact.kind, fact.aspect) == ("count", "level")
    if not apart or not level or norm[fact.to : fact.to + 1] not in "、和":
        return False
    start = max((m.end() for m in _SENTENCE.finditer(norm, 0, apart.start())), default=0)
    places = [at for term, row in zip(terms, found.places[fact.sentence], strict=False) if term.hard for at, _, _ in row]
    return not any(start <= at < apart.start() for at in places)


def of_another_value(
    question: Question, norm: str, start: int, fact: Fact, others: Sequence[Fact], found: Found, terms: Sequence[Term]
) -> bool:
    """48项任务，完成46项; 远程影像4.7万例，心电3.3万例: a word that stands right before a later value is that value's."""
    units = (fact.unit, *question.units)
    later = [o for o in others if o.sentence == fact.sentence and o.at >= fact.to and o.kind == fact.kind and o.unit in units]
    for term, places in zip(terms, found.places[fact.sentence], strict=False):
        counted = _COUNTED.match(question.norm, term.at + len(term.word)) and question.units  # 餐饮店问题多少个
        if not (term.hard or counted) or any(start <= at and to <= fact.at for at, to, _ in places):
            continue
        spoken = any(a <= at and to <= b and w >= 0.5 and at < start for at, to, _ in places for a, b, w in fact.zones)
        after = [(at, to) for at, to, quality in places if at > fact.to and quality >= SURE]
        close = [(at, to) for at, to in after if not spoken or not _CLAUSE.search(norm, fact.to, at)]
        if any(0 <= o.at - to <= LEADS and not _CLAUSE.search(norm, to, o.at) for _, to in close for o in later):
            return True
    return False
