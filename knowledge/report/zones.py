"""Which words of a sentence a value is of.

A zone is a stretch of the sentence with a weight: 1.0 for the value's own clause, less for what it inherits. Reports
leave out what was just said (增长5.6% has the subject of the clause before; 省级7项 has the verb of its neighbour; what
follows 其中 is part of the whole before it), so each clause inherits by its shape. Words outside every zone belong to
other values, and matching them must not make this value an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.language.tags import Token
from knowledge.model import Quantity
from knowledge.report.aligned import Zone, Zones, align, clip
from knowledge.report.clauses import Clause

OWN, SHARED, SUBJECT, PARENT = 1.0, 0.5, 0.9, 0.9
WHOLE, TOPIC, OLD_TOPIC, HEAD, PREDICATE, BREATH = 0.66, 0.65, 0.36, 0.6, 0.75, 0.3

_LEAD = re.compile(
    r"^(?:其中|同时|并且?|且|也|还|则|均|都|又|再|已|分别|累计|合计|共计?|总共|约|近|同比|环比|平均|预计|目前"
    r"|按[^，]{1,8}?(?:计算|口径|价格|统计)|[比较与](?:上一?年|去年|前年|上学?年度?|上学期|年初|上期|同期|全国|全省)(?:末|底|同期|相比|平均)?)+"
)
_PREDICATE_ONLY = re.compile(
    r"^(?:计(?!划)|完成(?:了)?(?:年度|全年|年初)?(?:预算|计划|目标|任务)的|共计|增长|下降|增加|减少|提高|降低|提升|上升|回落|上涨|下跌|扩大|缩小|净增|占|达到?|约?为|是|总数|总量|总额|总计|合计|增速|增幅|涨幅|降幅|占比|比重|折合|创|居|位居|位列|排名|名列|排在|荣?获)"
)
_DEPENDENT_NOUNS = frozenset(
    "总量 总数 总额 总计 合计 增速 增幅 涨幅 降幅 占比 比重 比例 平均 同期 历史 新高 口径 价格 水平 以来 最高 最低 总体 名列 位居 率 值 中 情况 方面 数量 总人数 人数".split()
)
# What a bracket leaves out is not what the value is of: 中等职业学校（不含技工学校）.
_EXCLUDED = re.compile(r"（(?:不含|不包括|不计|除|未含|未计)[^）]*）")
_FROM_TO = re.compile(r"[^，；。]{0,4}(?:增|提|上升|升|降|减|扩|缩|回落|涨|跌)[^，；。]{0,3}(?:到|至|为)(?:了|约)?")
# Clauses that only say how or on what basis something was counted are no topic.
# 另有2项获三等奖 is not about what was just said.
_OTHER = re.compile(r"^(?:另有|另外|其他|其余|此外|还有|另)")
_ADVERBIAL = re.compile(r"^(?:按|根据|据|经|截至|其中$|同时$|初步|与|比|较|总体|此外|另外|目前)")
_STICKY = re.compile(r"(?:中|方面|里|上|看|来说|而言|内|期间)$")
_FAMILY = re.compile(r"[国省市县区校院]级|[男女]|第[一二三四五六七八九十\d]+|[上下]学期|[上下]半年")


@dataclass(slots=True)
class _State:
    """What the clauses read so far leave for the next one."""

    subject: Zones = ()
    head: Zones = ()
    head_group: int = -1
    last: Clause | None = None
    named: Clause | None = None
    topics: list[tuple[Clause, int]] = field(default_factory=list)
    agent: Zones = ()
    sticky: Zones = ()
    predicate: Zones = ()
    whole: Zones = ()
    whole_group: int = -2
    context: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with the zones it is of; ``context`` is inherited from an earlier sentence."""

    quantity: Quantity
    clause: int
    zones: Zones
    context: str = ""


def scale(zones: Zones, factor: float) -> Zones:
    return tuple((a, b, round(w * factor, 3)) for a, b, w in zones)


def nouns_before(clause: Clause, place: int) -> int:
    """How many words before ``place`` can be the subject; what only measures (总量, 增速) does not count."""
    return sum(1 for t in clause.tokens if t.to <= place and t.nominal and t.word not in _DEPENDENT_NOUNS)


def has_subject(clause: Clause, norm: str) -> bool:
    """Whether the clause names what its value is of, before the value or right after it."""
    if not clause.values:
        return bool(nouns_before(clause, clause.to))
    text = _LEAD.sub("", clause.text(norm))
    first = clause.values[0]
    if _PREDICATE_ONLY.match(text) and not text.startswith(("占地", "获奖", "获得", "荣获", "为")):
        return _noun_after(clause, first) and first.kind == "count"
    if nouns_before(clause, first.at) > 0 or _noun_after(clause, first) or _code_before(clause, norm):
        return True
    # 其中急诊9万人次: after 其中 a verb names a part.
    return clause.text(norm).startswith("其中") and any(t.verbal and len(t.word) > 1 and t.to <= first.at for t in clause.tokens)


def _code_before(clause: Clause, norm: str) -> bool:
    return bool(re.search(r"[a-z“《]", norm[clause.at : clause.values[0].at]))


def _noun_after(clause: Clause, value: Quantity) -> bool:
    following = [t for t in clause.tokens if t.at >= value.to and t.word not in "多余个"]
    return bool(following) and any(t.nominal for t in following[:3])


@dataclass(frozen=True, slots=True)
class Placement:
    """A sentence placed: its values with their zones, the zones of each whole clause, and the subject that a following
    sentence inherits when it begins with 其中."""

    values: tuple[Placed, ...]
    clauses: tuple[Zones, ...]
    subject: str
    context: str


def place(norm: str, clauses: tuple[Clause, ...], before: str) -> Placement:
    """Every value of the sentence with the words it is of; ``before`` is the subject of the sentence before."""
    state = _State(context=before if norm.startswith("其中") else "")
    excluded = [m.span() for m in _EXCLUDED.finditer(norm)]
    whole_zones: dict[int, Zones] = {}
    placed: list[Placed] = []
    subjects: dict[int, _State] = {}
    for number, clause in enumerate(clauses):
        scope = state if clause.parent < 0 else subjects.setdefault(clause.parent, _State())
        inherited = _inherit(norm, clause, scope, whole_zones.get(clause.parent, ()))
        own = tuple((a, b, OWN) for a, b in clause.spans)
        inherited += _dated(clauses, number)
        whole_zones[number] = own + inherited
        if clause.parent < 0 and not state.last and not state.context and _leans(norm, clause):
            state.context = before
        lined_up = align(norm, clauses, number)
        own_parts = _share(clause, norm)
        for i, (value, zones) in enumerate(own_parts):
            inner = lined_up[i] if i in lined_up else None
            zones = zones + inherited if inner is None else inner.over(zones + inherited)
            placed.append(Placed(value, number, clip(zones, excluded), state.context))
        _remember(norm, clause, scope, own, inherited)
    ordered = tuple(whole_zones[n] for n in range(len(clauses)))
    return Placement(tuple(placed), ordered, _subject_text(norm, state), state.context)


def _leans(norm: str, clause: Clause) -> bool:
    """Whether the sentence begins without a subject (共95家企业参加): it goes on about the one before."""
    if clause.values and all(v.kind == "date" for v in clause.values):
        return False
    if not clause.values or has_subject(clause, norm):
        text = _LEAD.sub("", clause.text(norm))
        lead = [t for t in clause.tokens if t.at >= clause.to - len(text)]
        return bool(clause.values) and bool(lead) and lead[0].tag in ("v", "m", "p") and not nouns_before(clause, clause.values[0].at)
    return True


def _inherit(norm: str, clause: Clause, state: _State, parent: Zones) -> Zones:
    text = clause.text(norm)
    zones: Zones = scale(parent, PARENT)
    if clause.values and not has_subject(clause, norm) and state.subject:
        last = state.last
        if last is not None and not last.values and last.group == clause.group and not _ADVERBIAL.match(last.text(norm)):
            zones += tuple((a, b, SUBJECT) for a, b in last.spans)
            return zones + scale(state.subject, TOPIC)
        return zones + scale(state.subject, SUBJECT) + (state.agent if state.head_group == clause.group else ())
    zones += state.sticky
    if text.startswith("其中"):
        state.whole = state.subject or state.head
        state.whole_group = -1 if text == "其中" else clause.group
    if state.whole_group in (-1, clause.group):
        zones += scale(state.whole, WHOLE)
    zones += _topic_zones(clause, state)
    if _OTHER.match(text):
        return zones
    if state.named is not None and clause.values:
        zones += _from_neighbour(norm, clause, state)
    if state.head_group == clause.group and all(v.kind == "date" for v in clause.values):
        zones += scale(state.head, HEAD)
    return zones


def _dated(clauses: tuple[Clause, ...], number: int) -> Zones:
    """6月30日，举行…仪式，为6名老党员颁发…: a date that stands alone is of all that follows, up to the next date."""
    clause = clauses[number]
    if not clause.values or clause.values[-1].kind != "date" or clause.values[-1].to < clause.to - 2:
        return ()
    zones: list[Zone] = []
    for later in clauses[number + 1 :]:
        if later.group != clause.group or (later.values and later.values[0].kind == "date"):
            break
        zones += [(a, b, SUBJECT) for a, b in later.spans]
    return tuple(zones)


def following(clauses: tuple[Clause, ...], number: int, period: Quantity) -> Zones:
    """What a period that stands alone in its clause (2010年，学校…) is of: the clauses after it, up to the next date."""
    clause = clauses[number]
    if period.to < clause.to - 2 or period.at > clause.at + 3:
        return ()
    zones: list[Zone] = []
    for later in clauses[number + 1 :]:
        if later.group != clause.group or (later.values and later.values[0].kind == "date") or later.periods:
            break
        zones += [(a, b, SUBJECT) for a, b in later.spans]
    return tuple(zones)


def _topic_zones(clause: Clause, state: _State) -> Zones:
    """Clauses without a value say what the following ones are about: the nearest run strongly, older ones weakly."""
    zones: list[Zone] = []
    for topic, run in state.topics:
        near = run == state.topics[-1][1]
        zones += [(a, b, TOPIC if near else OLD_TOPIC) for a, b in topic.spans]
    return tuple(zones)


def _from_neighbour(norm: str, clause: Clause, state: _State) -> Zones:
    """省级20篇 after 市级媒体录用44篇 has its verb; 在校生7.74万人 after 学校47所 is the school's."""
    last = state.named
    assert last is not None
    same_unit = last.values[-1].unit == clause.values[0].unit
    if clause.split or same_unit:
        return _ellipsis(last, clause, state)
    first = clause.values[0]
    bare = 0 < nouns_before(clause, first.at) <= 2 and not _FAMILY.search(clause.text(norm))
    # 吸引25家企业 after 58名学生实习: a clause that begins with its verb goes on about the same subject.
    serial = bool(clause.tokens) and clause.tokens[0].tag in ("v", "d", "p")
    bare = bare and not serial
    if serial and state.head_group != clause.group:
        return state.agent  # …实现营业收入9亿元；实现利润1亿元: the same body goes on after ；
    if state.head_group != clause.group or _FAMILY.search(clause.text(norm)):
        return ()
    if serial:
        # Who was named stays the subject; what a verb before acted on (开展教育12次，处理干警1人) does not.
        return scale(state.subject, HEAD) if not nouns_before(last, last.values[0].at) else state.agent
    if bare:
        return scale(state.head, HEAD)
    # Another statement of the same breath: what the first one named still holds, but for what parts it from others.
    families = [(z + m.start(), z + m.end()) for z, e, _ in state.head for m in _FAMILY.finditer(norm[z:e])]
    return state.agent + clip(scale(state.head, BREATH), families)


def _ellipsis(last: Clause, clause: Clause, state: _State) -> Zones:
    """What a parallel clause leaves out: 市级媒体录用44篇，省级媒体20篇 (录用), 抽查运行病历9份、归档病历4份 (抽查).

    The two are lined up at their common noun; what the neighbour says beside it goes on. Without a common noun only a
    clause cut at 、 takes the neighbour's beginning. What the neighbour itself took over goes on to the next one."""
    mine = [t for t in clause.tokens if t.to <= clause.values[0].at and t.tag != "x"] or [t for t in clause.tokens if t.at >= clause.values[0].to]
    theirs = [t for t in last.tokens if t.to <= last.values[0].at and t.tag != "x"] or [t for t in last.tokens if t.at >= last.values[0].to]
    if not mine or not theirs:
        return state.predicate if clause.split else ()
    pair = next(((k, m) for m in reversed(range(len(mine))) for k in reversed(range(len(theirs))) if _alike(theirs[k], mine[m])), None)
    again = next((j for j, t in enumerate(theirs) if j and mine[0].word == t.word and not t.nominal), 0)
    if again:  # 产值超10亿元企业73户、超百亿元企业16户: both go on from the same word
        taken = theirs[:again]
    elif pair is not None:
        before = theirs[: max(0, pair[0] - pair[1])] or theirs[:1]
        taken = [t for t in before if t.verbal or (t.tag == "b" and not _FAMILY.search(t.word))] + theirs[pair[0] + 1 :]
    elif clause.split and not any(t.tag == "v" for t in mine[:1]):
        taken = [t for t in theirs if t.tag[:1] == "v"][:2]
    else:
        state.predicate = ()
        return ()
    own_verb = not clause.split and any(t.verbal for t in mine)
    fresh = tuple((t.at, t.to, PREDICATE) for t in taken if (t.nominal or t.tag[:1] in "vb") and not (own_verb and t.verbal))
    state.predicate = fresh or state.predicate
    return state.predicate


def _alike(one: Token, other: Token) -> bool:
    """The same noun, or nouns of one ending (教学档案, 会计档案)."""
    return one.nominal and other.nominal and (one.word == other.word or (one.word[-2:] == other.word[-2:] and len(one.word) > 1))


def _share(clause: Clause, norm: str) -> list[tuple[Quantity, Zones]]:
    """The own zones of each value: all of the clause when it is alone of its class, else what stands nearest to it."""
    shared: list[tuple[Quantity, Zones]] = []
    for value in clause.values:
        rivals = tuple(v for v in clause.values if _class(v) == _class(value))
        if len(rivals) == 1 or _former_and_now(rivals, norm):
            shared.append((value, tuple((a, b, OWN) for a, b in clause.spans)))
        else:
            shared.append((value, _without_medals(_part(clause, rivals, rivals.index(value)), value, rivals)))
    return shared


def _former_and_now(values: tuple[Quantity, ...], norm: str) -> bool:
    """由7.6天降至7.1天: both values are of the same thing."""
    return len(values) == 2 and bool(
        _FROM_TO.fullmatch(norm[values[0].to : values[1].at]) and re.search(r"[由从自][^，；。]{0,10}$", norm[: values[0].at])
    )


def _class(value: Quantity) -> str:
    return value.kind if value.kind in ("rank", "date") else "amount"


def _without_medals(zones: Zones, value: Quantity, rivals: tuple[Quantity, ...]) -> Zones:
    """11金26银36铜: the unit itself names what is counted, so the neighbours' units are cut out of the zones."""
    if value.unit not in ("金", "银", "铜"):
        return zones
    return clip(zones, [(v.at, v.to) for v in rivals if v is not value])


def _part(clause: Clause, values: tuple[Quantity, ...], i: int) -> Zones:
    """选了9家企业开设12门课程: 企业 is of the 9, 课程 of the 12, and the rest of both at half weight."""
    left = values[i - 1].to if i else clause.at
    right = values[i + 1].at if i + 1 < len(values) else clause.to
    head = _head_end(clause, values[i], right)
    start = _head_end(clause, values[i - 1], values[i].at) if i else left
    if i and start == values[i].at:  # 1个技师班114人次: both are of the noun between them
        start = values[i - 1].to
    zones = [(start, head if i + 1 < len(values) else right, OWN)]
    zones += [(a, b, SHARED) for a, b in ((clause.at, start), (zones[0][1], clause.to)) if a < b]
    return tuple((max(a, s), min(b, e), w) for a, b, w in zones for s, e in clause.spans if max(a, s) < min(b, e))


def _head_end(clause: Clause, value: Quantity, limit: int) -> int:
    """Where the noun run right after the value ends (3个支部|98名…); the value's own end when no noun follows."""
    end = value.to
    for token in clause.tokens:
        if token.at < value.to:
            continue
        if token.to > limit or not (token.nominal or token.tag in ("b", "a", "uj", "f")):
            break
        end = token.to
    return end


def _remember(norm: str, clause: Clause, state: _State, own: Zones, inherited: Zones) -> None:
    if not clause.values:
        if _STICKY.search(clause.text(norm)):
            state.sticky += tuple((a, b, TOPIC) for a, b, _ in own)
        else:
            run = state.topics[-1][1] if state.topics and state.last and not state.last.values else clause.at
            state.topics.append((clause, run))
        if not state.subject:
            state.subject = tuple((a, b, TOPIC) for a, b, _ in own)
    elif has_subject(clause, norm):
        state.subject, state.named = own + inherited, clause
        if state.head_group != clause.group:
            state.head, state.head_group, state.agent = state.subject, clause.group, _agent(clause)
    state.last = clause


def _agent(clause: Clause) -> Zones:
    """Who does what the sentence tells (技工院校|共招生…): the noun run before the first verb, when a verb follows it."""
    before = [t for t in clause.tokens if t.to <= clause.values[0].at]
    verb = next((i for i, t in enumerate(before) if t.verbal or t.tag == "d"), None)
    if not verb:
        return ()
    named = [t for t in before[:verb] if t.nominal]
    return ((named[0].at, named[-1].to, HEAD),) if named else ()


def _subject_text(norm: str, state: _State) -> str:
    """What a following 其中 or a sentence without a subject goes on about: the last subject, and the first one."""
    zones = dict.fromkeys((a, b) for a, b, w in (*state.subject, *state.head) if w >= 0.65)
    return " ".join(norm[a:b] for a, b in zones)
