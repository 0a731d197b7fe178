"""What a fact says by itself, whatever is asked of it: read once for each fact and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.model import Fact, Passage
from knowledge.store.bounded import Bounded

KEPT = 6_000
_TOTAL = re.compile(r"共|总|现有|累计|合计|实有|拥有|全[院校市县区省国馆局公]")
_EMPTY = re.compile(r"全[院校市县区省国馆局公年][司]?|本[学]?年度?|年末|年底|现有|共有|实有|拥有|共|其中|达到?|约|累计|\d{4}年")
_NEW = re.compile(r"^(?:净增|新增|新建|新办|新购)")
_GRAND = re.compile(r"总数|总量|总计|累计|合计|共计")
_RIVALS = re.compile(
    r"国家级|省部?级|市级|[区县]级|校级|院级|第[一二三四1-4]学期|[上下]半年|[一二三四]季度|男[子性生]?|女[子性生]?|其中|高级|中级|初级|预备|新增|净增|计划|累计|人均|户均|次均|日均|月均|年均|平均"
)
# A department or a body before a colon: 儿科：门诊…, and no topic such as 教学工作：….
_LEAD = re.compile(r"[\W\d]*([\u4e00-\u9fff]{1,8}(?:科|室|部|处|院|系|中心|馆|所|局|队|公司|厂|街道|镇|乡|村|区|县|市))[\W]*：")
_MARK = re.compile("[，；。：]")
_NEAR_END = re.compile(r"[，；。：（）]")
_REACH = 16


@dataclass(frozen=True, slots=True)
class Signs:
    """``length``: characters of the own words that say something; ``rivals``: words of them that other facts have in their
    place; ``near``: what follows the value, and its label; ``total``, ``grand``, ``new``: called a total, a grand total,
    an addition; ``whole``: the label says nothing but total; ``lead``: the body that leads the sentence;
    ``before``: the lists earlier in its sentence; ``lists``: lists in the own words before the value."""

    length: int
    rivals: tuple[str, ...]
    near: str
    total: bool
    grand: bool
    new: bool
    whole: bool
    lead: str
    before: tuple[Fact, ...]
    lists: tuple[Fact, ...]


class SignsKept:
    """The signs of the facts of passages, the recently read ones kept. May be shared by threads."""

    def __init__(self) -> None:
        self._kept: Bounded[int, dict[int, Signs]] = Bounded(KEPT)

    def of(self, passage: Passage) -> dict[int, Signs]:
        """The signs of a passage's facts by their numbers, to be filled in as facts are looked at."""
        kept = self._kept.get(passage.id)
        if kept is None:
            kept = {}
            self._kept.put(passage.id, kept, len(passage.facts) + len(passage.sentences))
        return kept


def signs_of(passage: Passage, fact: Fact) -> Signs:
    """The signs of one fact of a passage."""
    norm = passage.sentences[fact.sentence].norm
    own = _EMPTY.sub("", "".join(norm[a:b] for a, b, w in fact.zones if w >= 0.69))
    close = "".join(norm[a:b] for a, b, w in fact.zones if w >= 0.75)
    rivals = tuple(dict.fromkeys(m[0] for m in _RIVALS.finditer(close)))
    near = _NEAR_END.split(norm[fact.to : fact.to + _REACH], maxsplit=1)[0] + fact.label
    total = _TOTAL.search(_MARK.split(norm[max(0, fact.at - 12) : fact.at])[-1]) is not None
    grand = _GRAND.search(norm[max(0, fact.at - 6) : fact.at]) is not None
    new, whole = _NEW.search(fact.label) is not None, _GRAND.fullmatch(fact.label) is not None
    lead = _LEAD.match(norm)
    named = lead[1] if lead and lead.end() <= fact.at else ""
    return Signs(len(own), rivals, near, total, grand, new, whole, named, _earlier(passage, fact), _lists(passage, fact))


def _earlier(passage: Passage, fact: Fact) -> tuple[Fact, ...]:
    """The lists of several members earlier in the sentence of a fact."""
    told = (f for f in passage.facts if f.sentence == fact.sentence and f.to <= fact.at and f.kind == "list")
    return tuple(f for f in told if len(f.names) > 1)


def _lists(passage: Passage, fact: Fact) -> tuple[Fact, ...]:
    """The lists of several members that stand in a fact's own words before its value."""
    own = [(a, b) for a, b, w in fact.zones if w >= 1.0]
    return tuple(
        other
        for other in passage.facts
        if other.kind == "list" and other.sentence == fact.sentence and len(other.names) > 1
        and other.to <= fact.at and any(a <= other.at and other.to <= b for a, b in own)
    )
