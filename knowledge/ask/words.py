"""Answers in words: who, which, what, where, yes or no, and what a person won."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import compose, shortanswer
from knowledge.ask.inside import asked_for, name_inside
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, accounted, rank
from knowledge.ask.won import GRADE, GRADED, HOUSES, named_all, of_another_class, result_of, won_by_another
from knowledge.language.lexicon import Titles
from knowledge.model import Answer, Evidence, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_HONOUR_WORDS = re.compile(r"奖|功|表彰|荣誉|称号|名次|成绩|头衔|评为|得了|获得|拿了|当选|什么|哪些")
_HONOUR_NOUNS = frozenset("奖 奖项 荣誉 称号 名次 成绩 头衔 荣誉称号 表彰 奖励".split())
_LISTED = re.compile(r"[、“《]|和|与|及")
_DIGIT = re.compile(r"\d")
# 某某在哪个部门工作: a clause that names no body does not tell.
_WORKS_AT = re.compile("在哪个?(?:部门|单位|科室|学院|处室|公司)(?:工作|上班|任职)|是哪个?(?:部门|单位|科室|处室)的")
_BODY = re.compile("[\u4e00-\u9fff]{2,}(?:部|处|室|科|局|院|中心|馆|所|公司|集团|厂|站|队|办|系|学校|委员会|街道|社区|联)")
_SAYS = re.compile(r"[“《]|[\u4e00-\u9fff]{4}")
_WINS = re.compile(r"获|评|奖|称号|荣誉|先进|优秀|文明|示范|入选|当选|标兵|冠军|第一|基地|试点")
# Kinds of fact that may answer a question in words.
_KINDS: dict[str, tuple[str, ...]] = {
    "person": ("person",),
    "place": ("place", "list", "name"),
    "list": ("list", "name", "person"),
    "name": ("name", "list", "place", "person"),
}
# Endings of class nouns that a name of that class bears itself.
_CLASSES = frozenset("村县市省区镇乡馆局厅街国州")
_BODIES = frozenset("单位 公司 企业 学校 医院 部门 机构 学院 高校 院校 大学 集团 银行".split())
BOUND = 0.45
# A level (全国, 省级) must stand in the fact's own clause: a report lists honours of all levels in one sentence.
OWN_LEVEL = 0.7
# A fact of words may fall this far behind the best sentence and still be the answer.
SLACK = 0.55
_PEOPLE_SHOWN = 6


def _confidence(candidate: Candidate) -> float:
    return round(max(0.0, min(1.0, candidate.score)), 3)


def _evidence(engine: Engine, candidate: Candidate) -> Evidence:
    report = candidate.passage.report
    return compose.evidence_of(candidate, engine.reports[report], engine.source(report))


def _told(engine: Engine, reading: Reading, text: str, values: tuple[Value, ...], candidates: list[Candidate]) -> Answer:
    """An answer in words; the first candidate carries the confidence."""
    evidence = tuple(dict.fromkeys(_evidence(engine, c) for c in candidates))
    return Answer(
        reading.question.text, "answered", text, values, evidence, None, reading.notes, confidence=_confidence(candidates[0])
    )


def honours(engine: Engine, reading: Reading) -> Answer | None:
    """What the people named in the question won; None when it names nobody or asks something else."""
    question = reading.question
    if question.asked not in ("rank", "name", "list", "any") or not _HONOUR_WORDS.search(question.norm):
        return None
    if not any(n in question.norm for n in _people(reading)):
        return None
    ranked = rank(replace(question, asked="person"), reading.passages, engine.frame, engine.lexicon)
    named = [c for c in ranked if c.fact.label and _names(question, c)]
    levels = [t for t in question.terms if t.family and t.family[0] == "level"]
    named = [c for c in named if all(any(f.text in c.fact.label for f in t.forms) for t in levels)]
    wanted = [t for t in question.hard if t.word not in _HONOUR_NOUNS]
    fitting = [c for c in named if not c.conflicts and not any(t in c.missing for t in wanted)]
    if GRADED.search(question.norm):
        fitting = [c for c in fitting if GRADE.search(c.fact.label)]
    if not fitting:
        return None
    texts = {shortanswer.tidy(c.fact.label): c for c in fitting[:_PEOPLE_SHOWN]}
    values = tuple(Value("name", t, t, "", False, "、".join(c.fact.names)) for t, c in texts.items())
    return _told(engine, reading, "；".join(texts), values, list(texts.values()))


def names_people(engine: Engine, reading: Reading) -> bool:
    """Whether the question asks what a person of the reports won: then nothing but that person's honours answers it."""
    question = reading.question
    if question.asked not in ("rank", "name", "list") or not _HONOUR_WORDS.search(question.norm):
        return False
    return any(n in question.norm for n in _people(reading))


def _people(reading: Reading) -> Iterator[str]:
    """The names of people in the passages read."""
    return (n for r in reading.passages for f in r.passage.facts if f.kind == "person" for n in f.names)


def _names(question: Question, candidate: Candidate) -> bool:
    return any(name in question.norm for name in candidate.fact.names)


def answer(engine: Engine, reading: Reading) -> Answer | None:
    """The best name, list, people or place; else the deciding clause of the best sentence; None when nothing fits.

    A question for a person is answered by a person and one for a list by a list: bound to the words of the question in
    one clause, for a report tells many honours and many lists in one breath."""
    found = _found(engine, reading)
    return found if found is None or named_all(reading.question.norm, found) else None


def _found(engine: Engine, reading: Reading) -> Answer | None:
    question = reading.question
    sentences = [c for c in engine.sentences(reading) if c.accounted and shortanswer.tells_deed(question, _norm(c))]
    if question.yesno and question.aspect == "growth":
        return _turn(engine, reading)
    if not sentences:
        return None
    best = sentences[0]
    if question.yesno or question.asked == "any":
        return _clause(engine, reading, best, strict=True)
    if question.asked == "rank":
        return _clause(engine, reading, best, strict=True, wanted=result_of(question.norm))
    facts = [c for c in accounted(reading.facts) if c.fact.kind in _KINDS[question.asked] and _bound(c, question)]
    facts = [c for c in facts if shortanswer.tells_deed(question, _norm(c))]
    found = (
        _doer(engine, reading, sentences)
        or _prize(engine, reading, sentences)
        or _holder(engine, reading, sentences)
        or _named(engine, reading, best, facts)
    )
    if found and found.text.strip("“”《》") in question.norm:
        found = None  # the name that was asked about is no answer
    if found or question.asked in ("person", "place") or _needs_name(question):
        return found
    wanted = _LISTED if question.asked == "list" else _BODY if _WORKS_AT.search(question.norm) else _SAYS
    told = _clause(engine, reading, best, strict=True, wanted=wanted)
    noun = next((t.word for t in question.terms if not t.hard and t.at == question.focus), "")
    return None if told and of_another_class(noun, told.text) else told


def _norm(candidate: Candidate) -> str:
    return candidate.passage.sentences[candidate.fact.sentence].norm


def _bound(candidate: Candidate, question: Question) -> bool:
    """Whether each hard word of the question stands in the fact's own clause, what it inherits closely, or a heading. One of
    those that say what a person won must be in his own clause: a sentence tells of many."""
    hard = [(t, w) for t, w in zip(candidate.terms, candidate.weights, strict=True) if t.hard]
    if candidate.fact.kind == "person" and question.asked == "person" and hard and max(w for _, w in hard) < OWN_LEVEL:
        return False
    if any(w < OWN_LEVEL and won_by_another(t, candidate) for t, w in hard):
        return False
    return all(w >= (OWN_LEVEL if t.family is not None and t.family[0] == "level" else BOUND) for t, w in hard)


def _doer(engine: Engine, reading: Reading, sentences: list[Candidate]) -> Answer | None:
    """由谁批准: the doer in the best sentence that tells one."""
    if reading.question.asked not in ("person", "name") or not shortanswer.asks_agent(reading.question):
        return None
    for candidate in sentences[:3]:
        found = shortanswer.agent(candidate.passage.sentences[candidate.fact.sentence].norm, reading.question)
        if found:
            return _cut(engine, reading, candidate, *found)
    return None


def _prize(engine: Engine, reading: Reading, sentences: list[Candidate]) -> Answer | None:
    """某单位得了什么称号: what stands after the verb of the clause whose subject the question names."""
    if not re.search(r"(?:什么|啥)(?:奖|称号|荣誉|名次)|(?:得|获|评)[上了到]{0,2}个?(?:什么|啥|哪些)", reading.question.norm):
        return None
    for candidate in sentences[:3]:
        found = shortanswer.prize(reading.question, candidate.passage.sentences[candidate.fact.sentence].norm)
        if found:
            return _cut(engine, reading, candidate, *found)
    return None


def _holder(engine: Engine, reading: Reading, sentences: list[Candidate]) -> Answer | None:
    """哪个部门获评青年文明号, 优秀法官是谁: who stands before the verb of the clause that tells the honour."""
    if not _WINS.search(reading.question.norm) and reading.question.asked != "person":
        return None
    for candidate in sentences[:3]:
        norm = candidate.passage.sentences[candidate.fact.sentence].norm
        found = shortanswer.holder(reading.question, norm, person=reading.question.asked == "person")
        noun = next((t.word for t in reading.question.terms if not t.hard and t.at == reading.question.focus), "")
        if found and noun[-1:] in _CLASSES and noun[-1] not in norm[found[0] : found[1]]:
            continue  # 哪些村 is not answered by 社区
        if found:
            return _cut(engine, reading, candidate, *found)
    return None


def eager(engine: Engine, reading: Reading, best: Candidate) -> Answer | None:
    """A name or clause of a sentence that was chosen already."""
    inner = name_inside(reading.question, best) if reading.question.asked != "any" else None
    return _cut(engine, reading, best, *inner) if inner else _clause(engine, reading, best)


def _needs_name(question: Question) -> bool:
    """叫什么名字 wants a name; a clause would only tell that there is one."""
    return bool(re.search(r"叫什么|叫啥|名字|姓名", question.norm))


def _turn(engine: Engine, reading: Reading) -> Answer | None:
    """Rose or fell: the clause of the best change."""
    changes = [c for c in accounted(reading.facts) if c.fact.aspect == "growth"]
    if not changes:
        return None
    return _clause(engine, reading, changes[0], at=changes[0].fact.at)


def _named(engine: Engine, reading: Reading, best: Candidate, facts: list[Candidate]) -> Answer | None:
    """A fact of words close to the best sentence, or a name cut from that sentence by the question's shape."""
    question = reading.question
    facts = [c for c in facts if _of_class(question, c)]
    told = (c for c in facts if c.score >= best.score - SLACK and c.fact.names)
    fact = next((c for c in told if not _said(question, c) and not _only_guided(question, c)), None)
    wants_body = any(t.word in _BODIES for t in question.terms if t.at == question.focus)
    inner = name_inside(question, best) if question.asked != "person" and not wants_body else None
    if fact is not None and (fact.fact.kind in ("person", "list", "place") or inner is None):
        return _from_fact(engine, reading, fact)
    return _cut(engine, reading, best, *inner) if inner else None


def _of_class(question: Question, candidate: Candidate) -> bool:
    """哪个村 is answered by a name that says 村 (or the like): the class noun behind the question word binds."""
    noun = next((t.word for t in question.terms if not t.hard and t.at == question.focus), "")
    names = candidate.fact.names
    if noun in _BODIES:
        return any(n.strip("“”《》").endswith(Titles.load().institution_suffixes) for n in names)
    after = candidate.passage.sentences[candidate.fact.sentence].norm[candidate.fact.to : candidate.fact.to + 3]
    if noun in HOUSES and not any(noun in n for n in names):
        return noun[-1] in after and not any(n.endswith(noun[-1]) for n in names)  # 甲文化馆 is no 博物馆
    return noun[-1:] not in _CLASSES or any(noun[-1] in n for n in names) or noun[-1] in after  # 甲、乙两市


def _only_guided(question: Question, candidate: Candidate) -> bool:
    """获金奖（选手甲，指导教师乙）: who guided did not win it."""
    norm = candidate.passage.sentences[candidate.fact.sentence].norm
    guided = "指导" in norm[max(0, candidate.fact.at - 8) : candidate.fact.at]
    return guided and not re.search("指导|老师|教师|教练|带", question.norm)


def _said(question: Question, candidate: Candidate) -> bool:
    """Whether the question itself says the name, or all of its words: it cannot be the answer."""
    if any(n.strip("《》“”") in question.norm for n in candidate.fact.names):
        return True
    only = candidate.fact.names[0] if len(candidate.fact.names) == 1 and candidate.fact.kind == "name" else ""
    return bool(only) and asked_for(question, only)


def _from_fact(engine: Engine, reading: Reading, candidate: Candidate) -> Answer:
    fact = candidate.fact
    source = engine.source(candidate.passage.report)
    sentence = candidate.passage.sentences[fact.sentence]
    text = compose.verbatim(sentence, fact.at, fact.to, source)
    values = tuple(Value(fact.kind, n, n, "", False, fact.label) for n in fact.names)
    return _told(engine, reading, text, values, [candidate])


def _cut(engine: Engine, reading: Reading, candidate: Candidate, at: int, to: int) -> Answer:
    sentence = candidate.passage.sentences[candidate.fact.sentence]
    text = compose.verbatim(sentence, at, to, engine.source(candidate.passage.report))
    marked = replace(candidate, fact=replace(candidate.fact, at=at, to=to))
    return _told(engine, reading, text, (Value("name", text, text, "", False, ""),), [marked])


def _clause(
    engine: Engine, reading: Reading, candidate: Candidate, *, strict: bool = False, wanted: re.Pattern[str] | None = None,
    at: int | None = None,
) -> Answer | None:
    """The clause of a sentence that holds most of the question's words. ``strict``: it must hold them all, or the headings
    do; ``wanted``: and this pattern."""
    sentence = candidate.passage.sentences[candidate.fact.sentence]
    places = [(at, at + 1)] if at is not None else shortanswer.places_of(reading.question, sentence.norm)
    a, b = shortanswer.clause_around(sentence.norm, places, wide=at is None and not strict)
    clause = sentence.norm[a:b]
    if strict and not shortanswer.holds_all(reading.question, clause + candidate.passage.context):
        return None
    if wanted is not None and not wanted.search(clause):
        result = shortanswer.result_after(sentence.norm, b, wanted)
        return _cut(engine, reading, candidate, *_trimmed(sentence.norm, *result)) if result else None
    if strict and reading.question.asked == "list" and all(_DIGIT.search(part) for part in clause.split("、")):
        return None  # 一等奖1项、二等奖4项 names none of them
    if strict and not reading.question.yesno and not shortanswer.says_more(reading.question, clause, engine.lexicon.generic):
        return None
    return _cut(engine, reading, candidate, *_trimmed(sentence.norm, a, b))


def _trimmed(norm: str, a: int, b: int) -> tuple[int, int]:
    while b > a and norm[b - 1] in "，；。：、！？":
        b -= 1
    while a < b and norm[a] in "，；。：、":
        a += 1
    return a, b
