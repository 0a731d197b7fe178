"""A text read as statements: every value, date, rank and honoured person in it, with the words it is of.

The reader of reports reads it. What only a text for the press has comes on top: its headline, which is no sentence of a
report, and shares told in words (过半, 近半数)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.errors import NoSectionError
from knowledge.language.normal import as_range, fold
from knowledge.language.quantity import find_quantities
from knowledge.model import Fact, FactKind, Paragraph, Sentence
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline
from knowledge.report.sentences import split_clauses, split_sentences

# Shares and changes told in words, as the reader of quantities knows them.
_WORDED = (
    (re.compile("(?:近|将近|接近|不到|不足)(?:半数|一半|半(?![年天个月日夜小学场]))"), "近50%"),
    (re.compile("(?:超过?|逾|过)(?:半数?|一半)(?![年天个月日夜小学场])|(?:半数|一半)以上"), "超50%"),
    (re.compile("约(?:半数|一半)|(?<![近过超逾约])(?:半数|一半)(?!以上)"), "约50%"),
    (re.compile("翻了?一番"), "增长100%"),
    (re.compile("翻了?两番"), "增长300%"),
)
_NUMBER = re.compile("[0-9０-９零一二两三四五六七八九十百千万亿半]")
_LINE = re.compile(r"[^\n]+")
_KINDS: dict[str, FactKind] = {"count": "count", "percent": "percent", "money": "money"}
_STATING = frozenset({"count", "percent", "money", "date", "rank", "person"})
# What a person must be told of to be a statement.
HONOUR = re.compile(
    "首席|团队|拿下|拿到|奖|功|表彰|荣誉|称号|先进|优秀|冠军|亚军|季军|第一|入选|当选|获|评|标兵|模范|劳模|工匠|能手|之星|名师|骨干"
    "|带头人|专家|资助|夺|指导|教练|领队|主持|负责|领衔|捐赠"
)
# 两项合计, 三者之和: how many values were just told, not what a report tells.
_TAKEN_TOGETHER = re.compile("合计|共计|总计|相加|之和|加起来|合起来|相差|分别|均|都")
# 2. 启动二期: a number of a list. 60岁以上: whom a number is of.
_NUMBERED = re.compile(r"[.．] ?(?![0-9])|、(?=[\u4e00-\u9fff])|[)）]")
_AGES = frozenset({"岁", "周岁"})
_COUNTED = re.compile("共?(?:计)?[0-9一二两三四五六七八九十]+[项个名人枚块件次]")
_MEDAL = re.compile("(?<![枚块个面])[金银铜]牌(?![讲教导店工榜总数]|[^，。；、]{0,3}[0-9一二两三四五六七八九十])")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement. ``start``/``end`` span the value in the text, its approximation included."""

    sentence: Sentence
    fact: Fact
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its statements, in order."""

    sentence: Sentence
    claims: tuple[Claim, ...]


def statements(text: str) -> tuple[Told, ...]:
    """The sentences of a text that state something, in its order."""
    found = [told for paragraph in _paragraphs(text) for told in _told(paragraph)]
    return tuple(sorted(found, key=lambda told: told.sentence.start))


def _paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs as of a report, and after them each line that the reader of reports took for a title or heading."""
    try:
        paragraphs = list(outline(text).paragraphs)
    except NoSectionError:
        paragraphs = []
    covered = sorted((s.start, s.end) for p in paragraphs for s in p.sentences)
    for line in _LINE.finditer(text):
        free = not any(start < line.end() and line.start() < end for start, end in covered)
        if free and _NUMBER.search(line[0]):
            paragraphs.append(Paragraph(0, tuple(_sentences(text, *line.span()))))
    return [Paragraph(p.section, tuple(_numbered(s) for s in p.sentences)) for p in paragraphs]


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    for at, to in split_sentences(text[start:end]):
        norm, origins = fold(text[start + at : start + to])
        if norm:
            yield Sentence(0, start + at, start + to, norm, as_range(tuple(start + at + i for i in origins)))


def _numbered(sentence: Sentence) -> Sentence:
    """The sentence with shares told in words as numbers; the places still lead to the text."""
    for pattern, written in _WORDED:
        while match := pattern.search(sentence.norm):
            at, to = match.span()
            places = [sentence.origins[min(at + i, to - 1)] for i in range(len(written) - 1)]
            origins = (*sentence.origins[:at], *places, sentence.origins[to - 1], *sentence.origins[to:])
            sentence = replace(sentence, norm=sentence.norm[:at] + written + sentence.norm[to:], origins=origins)
    return sentence


def _told(paragraph: Paragraph) -> Iterator[Told]:
    facts = facts_of(paragraph)
    for number, sentence in enumerate(paragraph.sentences):
        own = [f for f in facts if f.sentence == number]
        own = sorted((*own, *_unread(number, sentence.norm, own)), key=lambda f: (f.at, f.to))
        claims = tuple(_claim(sentence, fact) for fact in own if _states(sentence.norm, fact, own))
        if claims or HONOUR.search(sentence.norm) or "届" in sentence.norm:
            yield Told(sentence, claims)


def _unread(number: int, norm: str, known: Sequence[Fact]) -> Iterator[Fact]:
    """What the reader of reports leaves out and a text states all the same, of its whole clause: amounts that only lead to
    another one (超过800名党员分布在29个支部), and medals that are won and not counted (…项目铜牌)."""
    taken = [(f.at, f.to) for f in known if f.kind in _STATING]

    def of(kind: FactKind, at: int, to: int, text: str, *amount: Any) -> Iterator[Fact]:
        if not any(a < to and at < b for a, b in taken):
            clause = next((span for span in split_clauses(norm) if span[0] <= at < span[1]), (0, len(norm)))
            unit, value, marker = amount or ("", None, "")
            yield Fact(number, kind, text, unit, value, at, to, "", marker=marker, zones=((*clause, 1.0),))

    for q in find_quantities(norm):
        if q.value is not None and (q.kind in ("percent", "money") or (q.kind == "count" and q.unit)):
            yield from of(_KINDS[q.kind], q.at, q.to, q.text, q.unit, q.value, q.marker)
    for match in _MEDAL.finditer(norm):
        yield from of("rank", *match.span(), match[0])


def _states(norm: str, fact: Fact, beside: Sequence[Fact]) -> bool:
    """Whether a value is a statement by itself: not 一等奖 of 一等奖2项, nor a person of whom nothing is told."""
    if fact.kind not in _STATING:
        return False
    if fact.kind == "person":
        return bool(HONOUR.search("".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)))
    if fact.kind == "rank" and _COUNTED.match(norm, fact.to):
        return False
    if fact.kind == "count" and _counts_nothing(norm, fact):
        return False
    return not any(other is not fact and other.kind in ("count", "rank", "money", "percent") and other.at <= fact.at
                   and fact.to <= other.to and other.kind != fact.kind and other.to - other.at > fact.to - fact.at
                   for other in beside)


def _counts_nothing(norm: str, fact: Fact) -> bool:
    """2. of a list, 60岁以上, and 两项 of 两项合计."""
    number = not fact.unit and (_NUMBERED.match(norm, fact.to) or not fact.at)
    age = fact.unit in _AGES and fact.marker
    return bool(number or age or _TAKEN_TOGETHER.match(norm, fact.to))


def _claim(sentence: Sentence, fact: Fact) -> Claim:
    at = fact.at
    if fact.marker and sentence.norm.endswith(fact.marker, 0, fact.at):
        at -= len(fact.marker)
    to = fact.to
    if fact.marker and sentence.norm.startswith(fact.marker, fact.to):
        to += len(fact.marker)
    return Claim(sentence, fact, sentence.origins[at], sentence.origins[to - 1] + 1)
