"""What makes a list less than all there are: a number told for the same, or words elsewhere that go on about it."""

from __future__ import annotations

import re

from knowledge.ask.listed import Listed, clauses, forms
from knowledge.ask.question import Question
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact, Passage

# Deeds and gatherings: they are many under one name, and no number of what was founded.
_EVENTS = frozenset("场 次 人次 人 名 位 期 批 元 年 天 届 课时 小时 册".split())
_FOUNDS = re.compile("成立|组建|[新筹]建|设立|建立|创[办建]|开[设办]|[增新]设|新增|引进|推出|出台|制定|修订|印发|增加|增补")
_ENDED = re.compile("撤销|停招|停办|取消|注销|关停|终止")
_THERE = re.compile("[有设]|：")
_CONTINUES = re.compile("[以和与及]及?(?!此)|等|另|此外|还有|包括|其他")
# 民乐社 is a name; 社会, 全市, 的社区 are none.
_NAMED, _WHOLE = "(?<=[\u4e00-\u9fff])(?<![全我本各该的了在是有为])", "(?![会区保题堂级长民员])"


def goes_on(question: Question, one: Listed, passage: Passage, lexicon: Lexicon) -> bool:
    """Whether the paragraph of a list tells a number of the same, or more of what is listed."""
    if any(_numbers(question, one, fact, passage, lexicon) for fact in passage.facts):
        return True
    for number, sentence in enumerate(passage.sentences):
        for at, to in clauses(sentence.norm):
            own = number == one.sentence
            if own and (at, to) == one.clause:
                continue
            text = sentence.norm[at:to]
            if (_names_more(one, text) and not _reversed(question, text)) or _done(one, text):
                return True
            if own and _FOUNDS.search(text):
                return True
            if own and at > one.clause[1] and _CONTINUES.match(text):
                return True
    return False


def _reversed(question: Question, text: str) -> bool:
    """新增甲专业、乙专业，停招丙专业: what ended is none of what began, nor the other way round."""
    if _ENDED.search(question.norm):
        return bool(_FOUNDS.search(text)) and not _ENDED.search(text)
    return bool(_ENDED.search(text))


def said_again(one: Listed, passage: Passage) -> bool:
    """Whether another paragraph tells of the same deed and the same kind."""
    for sentence in passage.sentences:
        for at, to in clauses(sentence.norm):
            text = sentence.norm[at:to]
            same = _done(one, text) if one.acts else bool(_THERE.search(text))
            if same and (_names_more(one, text) or any(f in text for f in forms(one.kind))):
                return True
    return False


def _numbers(question: Question, one: Listed, fact: Fact, passage: Passage, lexicon: Lexicon) -> bool:
    """Whether a count is of what is listed: told in one sentence with it, or of the same noun near by."""
    unit = (*question.units, "个")[0]
    if fact.kind != "count" or fact.unit in _EVENTS or not (fact.unit == unit or lexicon.interchangeable(unit, fact.unit)):
        return False
    if fact.sentence == one.sentence:
        return True
    clause = "".join(passage.sentences[fact.sentence].norm[a:b] for a, b, w in fact.zones if w >= 1)
    return any(word in clause for word in (*forms(one.kind), *one.ends))


def _names_more(one: Listed, text: str) -> bool:
    """Whether a clause names another of the kind than those listed."""
    if one.names[0][0] in "《“":
        marks = re.findall("《[^》]+》|“[^”]+”", text)
        return any(m not in one.names and m.strip("“”") not in one.names for m in marks)
    for known in one.names:
        text = text.replace(known, " ")
    words = forms(one.kind)
    if set(one.ends) - set(words):  # 社团活动 names no 社, and the word 社团 itself mostly names none
        for word in words:
            text = re.sub(re.escape(word) + "(?=[\u4e00-\u9fff])", " ", text)
    return any(re.search(_NAMED + re.escape(end) + _WHOLE, text) for end in one.ends or words)


def _done(one: Listed, text: str) -> bool:
    """Whether a clause says all that the question says beside the noun."""
    return bool(one.acts) and all(any(len(f) > 1 and f in text for f in forms(t)) for t in one.acts)
