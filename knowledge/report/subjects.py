"""Whether a clause names what its value is of, or leaves it to what was said before."""

from __future__ import annotations

import re
from itertools import islice

from knowledge.model import Quantity
from knowledge.report.clauses import Clause

LEAD = re.compile(
    r"^(?:其中|同时|并且?|且|也|还|则|均|都|又|再|已|分别|累计|合计|共计?|总共|约|近|同比|环比|平均|预计|目前"
    r"|按[^，]{1,8}?(?:计算|口径|价格|统计)|[比较与](?:上一?年|去年|前年|上学?年度?|上学期|年初|上期|同期|全国|全省)(?:末|底|同期|相比|平均)?)+"
)
_PREDICATE_ONLY = re.compile(
    r"^(?:计(?!划)|完成(?:了)?(?:年度|全年|年初)?(?:预算|计划|目标|任务)的"
    r"|共计|增长|下降|增加|减少|提高|降低|提升|上升|回落|上涨|下跌|扩大|缩小|净增|占|达到?|约?为|是"
    r"|总数|总量|总额|总计|合计|增速|增幅|涨幅|降幅|占比|比重|折合|创|居|位居|位列|排名|名列|排在|荣?获)"
)
_ADDS = frozenset({"净增", "增加", "减少"})
_NAMED = re.compile("[a-z“《]")
_DEED = re.compile(r"占地(?![区方])|获奖|获得|荣获|为")
_DEPENDENT_NOUNS = frozenset(
    "总量 总数 总额 总计 合计 增速 增幅 涨幅 降幅 占比 比重 比例 平均 同期 历史 新高 口径 价格 水平 以来 最高 最低 总体 名列 位居"
    " 率 值 中 情况 方面 数量 总人数 人数 金额 总金额 总价 货值 价值".split()
)


def without_lead(text: str) -> str:
    """A clause without the adverbs it begins with."""
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


def nouns_before(clause: Clause, place: int) -> int:
    """How many words before ``place`` can be the subject; what only measures (总量, 增速) does not count."""
    before = clause.tokens if place >= clause.to else clause.tokens[: clause.until(place)]
    return len([1 for t in before if t.nominal and t.word not in _DEPENDENT_NOUNS])


def has_subject(clause: Clause, norm: str) -> bool:
    """Whether the clause names what its value is of, before the value or right after it."""
    if not clause.values:
        return bool(nouns_before(clause, clause.to))
    text = without_lead(clause.text(norm))
    first = clause.values[0]
    lead = _PREDICATE_ONLY.match(text)
    if lead and not _DEED.match(text):
        counted = first.kind == "count" and lead[0] in _ADDS and nouns_before(clause, first.at) > 0  # 净增规上工业企业23家
        return first.kind == "count" and (counted or _noun_after(clause, first))
    if nouns_before(clause, first.at) > 0 or _noun_after(clause, first) or _code_before(clause, norm):
        return True
    # 其中急诊9万人次: after 其中 a verb names a part.
    return clause.text(norm).startswith("其中") and any(t.verbal and len(t.word) > 1 and t.to <= first.at for t in clause.tokens)


def _code_before(clause: Clause, norm: str) -> bool:
    return _NAMED.search(norm, clause.at, clause.values[0].at) is not None


def _noun_after(clause: Clause, value: Quantity) -> bool:
    following = (t for t in clause.tokens[clause.since(value.to) :] if t.word not in "多余个")
    return any(t.nominal for t in islice(following, 3))


def leans(norm: str, clause: Clause, named: bool) -> bool:
    """Whether the sentence begins without a subject (共95家企业参加): it goes on about the one before. ``named``: has_subject."""
    if not clause.values or all(v.kind == "date" for v in clause.values):
        return False
    if not named:
        return True
    text = without_lead(clause.text(norm))
    lead = clause.tokens[clause.since(clause.to - len(text)) :][:1]
    return bool(lead) and lead[0].tag in ("v", "m", "p") and not nouns_before(clause, clause.values[0].at)
