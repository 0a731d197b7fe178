"""Answers put together from candidates: headline, values, evidence. Every word of a quote is cut from the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.ask.fit import asks_year
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.model import Choice, Evidence, Fact, Passage, Report, Sentence, Value

Source = Callable[[int], str]
_BESIDE = 16
_YEAR = re.compile(r"[^年]{1,6}年(?:代)?")
# Approximations that are written before their number.
_BEFORE = frozenset({"约", "近", "超", "超过", "逾", "大约", "将近", "接近", "突破", "不少于", "至少", "达到近", "高达近"})


def evidence_of(candidate: Candidate, report: Report, source: str) -> Evidence:
    """The sentence of a candidate with its value marked; offsets are characters of the source."""
    fact = candidate.fact
    sentence = candidate.passage.sentences[fact.sentence]
    marks = (_source_span(sentence, fact.at, fact.to),) if fact.to > fact.at else ()
    local = tuple((a - sentence.start, b - sentence.start) for a, b in marks)
    section = candidate.passage.section
    return Evidence(
        report.title, section.label or report.title, section.path, source[sentence.start : sentence.end],
        sentence.start, sentence.end, local,
    )


def sentence_evidence(passage: Passage, number: int, report: Report, source: str) -> Evidence:
    """A sentence as evidence, nothing marked."""
    sentence = passage.sentences[number]
    section, start, end = passage.section, sentence.start, sentence.end
    return Evidence(report.title, section.label or report.title, section.path, source[start:end], start, end)


def _source_span(sentence: Sentence, at: int, to: int) -> tuple[int, int]:
    return sentence.origins[at], sentence.origins[to - 1] + 1


def verbatim(sentence: Sentence, at: int, to: int, source: str) -> str:
    """What the source writes at a stretch of the matching text, hard wraps taken out."""
    start, end = _source_span(sentence, at, to)
    return "".join(source[start:end].split())


def value_of(fact: Fact, label: str = "") -> Value:
    """A fact as a value of the JSON contract."""
    number = "" if fact.value is None else f"{fact.value:f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    text = fact.marker + fact.text if fact.marker in _BEFORE and fact.marker not in fact.text else fact.text
    return Value(fact.kind, number or fact.text, text, fact.unit, bool(fact.marker), label or fact.label)


def headline_of(candidate: Candidate, source: str) -> str:
    """The value as the report writes it, with its unit, its approximation and the direction of a change."""
    fact = candidate.fact
    norm = candidate.passage.sentences[fact.sentence].norm
    text = fact.text + fact.unit
    if fact.kind == "date":
        return text
    if fact.marker and fact.marker not in text:
        before = norm[max(0, fact.at - 4) : fact.at]
        text = fact.marker + text if before.endswith(fact.marker) else text
    if fact.aspect == "growth":
        text = direction_of(norm, fact) + text
    return text


def direction_of(norm: str, fact: Fact) -> str:
    """The word of a change that stands right before its value; "" when none does."""
    lead = norm[max(0, fact.at - 5) : fact.at]
    for word in ("增长", "增加", "提高", "提升", "上升", "上涨", "扩大", "净增", "下降", "减少", "降低", "下跌", "回落", "缩小", "收窄", "下滑"):
        if word in lead:
            return word
    return ""


def to_the_year(question: Question, candidate: Candidate) -> Candidate:
    """哪一年 is answered by the year alone when the fact names a day: 1972年 of 1972年2月5日."""
    fact = candidate.fact
    year = _YEAR.match(fact.text) if fact.kind == "date" and asks_year(question) else None
    if year is None or year.end() == len(fact.text):
        return candidate
    if "至" in question.norm or "到哪" in question.norm:
        last = re.search(r"\d{3,4}年$", fact.text)
        if last:
            return replace(candidate, fact=replace(fact, text=last[0], at=fact.to - len(last[0])))
    return replace(candidate, fact=replace(fact, text=year[0], to=fact.at + year.end()))


def members_beside(candidate: Candidate) -> Fact | None:
    """The list, people or name told right beside a count of just so many (甲社、乙社2个社团; 2名（甲、乙）; 一所——某校)."""
    fact = candidate.fact
    if fact.kind != "count" or fact.value is None:
        return None
    for other in candidate.passage.facts:
        if other.sentence != fact.sentence or other.kind not in ("list", "person", "name"):
            continue
        near = -2 <= fact.at - other.to <= 2 or 0 <= other.at - fact.to <= _BESIDE
        if near and len(other.names) == fact.value:
            return other
    return None


def choice_of(candidate: Candidate, source: str) -> Choice:
    """A candidate as something to choose."""
    return Choice(headline_of(candidate, source), label_for(candidate), candidate.passage.section.label, question_for(candidate))


def label_for(candidate: Candidate) -> str:
    """The clause around a value, short, as what it is of."""
    fact = candidate.fact
    if fact.label and len(fact.label) >= 2:
        return fact.label
    return "".join(candidate.passage.sentences[fact.sentence].norm[a:b] for a, b, w in fact.zones if w >= 1.0)[:24]


def question_for(candidate: Candidate) -> str:
    """A question that asks for this fact: the words before its value."""
    fact = candidate.fact
    norm = candidate.passage.sentences[fact.sentence].norm
    own = [(a, b) for a, b, w in fact.zones if w >= 1.0]
    words = "".join(norm[a : min(b, fact.at)] for a, b in own if a < fact.at) or label_for(candidate)
    tail = "".join(norm[max(a, fact.to) : b] for a, b in own if b > fact.to)
    return f"{words}{'多少' + fact.unit if fact.kind in ('count', 'money') else ''}{tail}"[:60]


def unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates with different values or sentences, in order."""
    seen: set[tuple[str, str, int, int]] = set()
    kept = []
    for candidate in candidates:
        key = (candidate.fact.text, candidate.fact.unit, candidate.passage.id, candidate.fact.sentence)
        if key not in seen:
            seen.add(key)
            kept.append(candidate)
    return kept
