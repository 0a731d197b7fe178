"""What is told of those who won something: whether it is theirs, what sort it is, and whether they are of the class asked for."""

from __future__ import annotations

import re

from knowledge.ask.question import Term
from knowledge.ask.rank import Candidate
from knowledge.language.numeral import value_of
from knowledge.model import Answer

_RESULT = re.compile(r"奖|第[一二三四五六七八九十\d]+|[冠亚季]军|优秀|先进|称号|榜首|首位|前[一二三四五六七八九十\d]|示范|合格|达标")
GRADED = re.compile(r"几等奖|第几|名次|排名")
# Who asks for a place is not told one by a prize.
_PLACED = re.compile("第[几多]|名次|排名")
_PLACE = re.compile(r"第[一二三四五六七八九十\d]+(?!届)|[冠亚季]军|榜首|首位")
GRADE = re.compile(r"等奖|第[一二三四五六七八九十\d]+|[冠亚季]军|[金银铜]奖")
_WINNING = re.compile("(?:荣|喜)?获(?:评|得|批)?|被?评为|被?授予|入选|当选")
_PRIZE_GRADE = re.compile("[特一二三四]等奖|[金银铜]奖|[冠亚季]军|第[一二三四五六七八九十\\d]+名?|称号|荣誉|[，。、的]")
_CLAUSE = re.compile("[，；。：]")
HOUSES = frozenset("博物馆 文化馆 图书馆 档案馆 美术馆 纪念馆 科技馆 体育馆 展览馆 公安局 卫生局 教育局 文化局".split())
_SO_MANY = re.compile(r"哪([\d两二三四五六七八九十]+)[个位名家所项门种类市省县]|^([\d两二三四五六七八九十]+)[个位名家所项门][^，]{1,8}(?:是谁|是哪|有谁|叫什么|都是)")
_MOST_ASKED, _MOST = re.compile("哪[^，]{1,9}[多少高低大小][?？]?$"), re.compile("最|第一|首|居|[多少高低大小]|超过|领先")
_JOINTS, _MARKED = re.compile("[、和与及；]"), re.compile("《[^》]*》|“[^”]*”")
_VILLAGES = frozenset("村镇乡县")


def named_all(norm: str, answer: Answer) -> bool:
    """Whether an answer names as many as the question says there are: 哪4个学院, 9名个人是谁; which is most only where it says so."""
    if _MOST_ASKED.search(norm) and not _MOST.search(answer.text):
        return False  # 哪个季节开课多 is not answered by the first of them
    asked = _SO_MANY.search(norm)
    number = value_of(asked[1] or asked[2]) if asked else None
    if number is None or number < 2:
        return True
    told = max(len(answer.values), len(_JOINTS.findall(answer.text)) + 1, len(_MARKED.findall(answer.text)))
    return told >= number


def result_of(norm: str) -> re.Pattern[str]:
    """What a clause must hold to tell the place, the grade or the honour that is asked for."""
    return _PLACE if _PLACED.search(norm) else GRADE if GRADED.search(norm) else _RESULT


def won_by_another(term: Term, candidate: Candidate) -> bool:
    """河东社区获评书香社区，石桥村获评美丽乡村: what another won is not his who won something that is named as well."""
    won = _WINNING.match(candidate.fact.label)
    if won is None or len(_PRIZE_GRADE.sub("", candidate.fact.label[won.end() :])) < 2:
        return False
    norm = candidate.passage.sentences[candidate.fact.sentence].norm
    clauses = [c for c in _CLAUSE.split(norm) if any(f.text in c for f in term.forms)]
    told = [m.end() <= c.find(f.text) for c in clauses for m in [_WINNING.search(c)] for f in term.forms if m and f.text in c]
    return bool(told) and all(told) and all(_WINNING.search(c) for c in clauses)


def of_another_class(noun: str, text: str) -> bool:
    """Whether a clause names none of the class asked for: 甲社区、乙社区 are no 村, 甲文化馆 is no 博物馆."""
    if noun in HOUSES or noun[-1:] in _VILLAGES:
        return (noun if noun in HOUSES else noun[-1]) not in text
    return noun == "市" and "省" in text and "市" not in text
