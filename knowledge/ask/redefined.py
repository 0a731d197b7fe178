"""Signs that two years do not count the same thing though they call it alike: 毕业生 and 已就业的毕业生, 不含电子图书, 新口径."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ask.eachyear import scopes
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.model import Fact

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# What says that another part is counted. A word that both years have, or neither, changes nothing.
_PART = re.compile(
    r"已?就业的|未就业|往届|在编|编外|外聘|(?<!非)全日制|非全日制|成人教育|过夜|规模以上|限额以上|专职|兼职|签约|意向|线上|线下|留学|境外|入境|国内(?=游)|首次|累计|在读|当年|年均|有效|存量"
    r"|新办|新增|新发展|新登记|新开|新注册|新入|新立"
)
# What says that the same may be counted otherwise.
_MARK = re.compile(
    r"(?:不含|不包括|未含|不计|剔除|扣除)[^，。；）（\d]{1,12}|(?:含|包括|包含)(?![义量金税])[^，。；）（\d]{1,12}|[新旧老原]口径|可比口径|同口径|全口径|口径"
    r"|在岗|在册|合同制|聘用制|归属于[^，。；\d]{0,8}(?=净利)|归母|扣非|纸质|电子(?=图书|书)|折合|当量|到位|实际利用"
)
# 服务网点增至135个 is of 服务网点.
_UP_TO = re.compile("(?:已|累计)?(?:增加?|升|提高|提升|扩大|降低?|减少?|缩短|下降|发展|增长)?[至到达为]+$|突破$")
# From so many times another year's value on, what is called otherwise is taken for another thing.
_FAR = 3
_BRACKET = re.compile("（[^）]{1,30}）")
_RATE = re.compile("[\u4e00-\u9fff]{2,10}率(?=$|为|达)")


def redefined(question: Question, one: Candidate, other: Candidate) -> tuple[str, ...]:
    """The words by which the two years' sentences define otherwise what the question asks, () when none does."""
    mine, theirs = ([*_found(_PART, c, question), *_found(_MARK, c, question)] for c in (one, other))
    return tuple(dict.fromkeys([*(m for m in mine if m not in theirs), *(m for m in theirs if m not in mine)]))


def bare_label(fact: Fact) -> str:
    """What is counted, without the value and what leads to it."""
    return _UP_TO.sub("", fact.label.replace(fact.text + fact.unit, ""))


def called_otherwise(engine: Engine, question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether what is counted is called by words that neither the question nor the other year says (讲座, 专题讲座)."""
    return _own_words(engine, question, one) != _own_words(engine, question, other)


def _own_words(engine: Engine, question: Question, candidate: Candidate) -> set[str]:
    """The words of a label that say something and were not asked for."""
    asked = [question.norm, *(f.text for t in (*question.terms, *candidate.terms) for f in t.forms)]
    words = engine.tokenizer.cut(bare_label(candidate.fact))
    told = {w for w in words if len(w) > 1 and w not in engine.lexicon.generic and not any(c.isdigit() for c in w)}
    return {w for w in told if not any(w in text for text in asked)}


def strange(engine: Engine, question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two years call it otherwise and are too far from each other to be the same thing."""
    values = [abs(c.fact.value) for c in (one, other) if c.fact.value]
    far = len(values) == 2 and max(values) >= _FAR * min(values)
    return far and called_otherwise(engine, question, one, other)


def apart(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two years tell of two things: of another scope than each other (省级, 市级; 游客, 过夜游客), or of rates with two
    names (初次就业率, 毕业去向落实率)."""
    if scopes(question, one) != scopes(question, other) or _found(_PART, one, question) != _found(_PART, other, question):
        return True
    mine, theirs = _RATE.search(one.fact.label), _RATE.search(other.fact.label)
    return bool(mine and theirs and not (mine[0].endswith(theirs[0]) or theirs[0].endswith(mine[0])))


def _found(marks: re.Pattern[str], candidate: Candidate, question: Question) -> list[str]:
    """The marks in a value's own words and in the bracket behind it that the question does not say itself."""
    fact = candidate.fact
    norm = candidate.passage.sentences[fact.sentence].norm
    own = "".join(norm[a:b] for a, b, weight in fact.zones if weight >= 1.0)
    bracket = _BRACKET.match(norm, fact.to)
    told = own if bracket is None or bracket[0] in own else own + bracket[0]
    return sorted({m[0] for m in marks.finditer(told) if m[0] not in question.norm})
