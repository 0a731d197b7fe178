"""What a clause takes over from the clauses before it.

Reports leave out what was just said (增长5.6% has the subject of the clause before; 省级7项 has the verb of its neighbour;
what follows 其中 is part of the whole before it), so each clause inherits by its shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.language.tags import Token
from knowledge.report.aligned import Zones, clip
from knowledge.report.clauses import Clause
from knowledge.report.subjects import nouns_before

SUBJECT, BEYOND, PARENT, WHOLE, TOPIC, OLD_TOPIC = 0.9, 0.35, 0.9, 0.66, 0.65, 0.36
HEAD, PREDICATE, BREATH, SCENE = 0.6, 0.75, 0.3, 0.75

# A sentence of hundreds of clauses is no sentence any more: this many of the nearest topics and scenes still hold.
TOPICS, SCENES = 64, 64
# 另有2项获三等奖 is not about what was just said.
_OTHER = re.compile(r"^(?:另有|另外|其他|其余|此外|还有|另)")
# Clauses that only say how or on what basis something was counted are no topic.
_ADVERBIAL = re.compile(r"^(?:按|根据|据|经|截至|其中$|同时$|初步|与|比|较|总体|此外|另外|目前)")
# A person named before 在…大赛中.
_NAME = 5
_STICKY = ("中", "方面", "里", "上", "看", "来说", "而言", "内", "期间")
_COST = re.compile(
    "(?:总|共|累计|合计)?(?:投入|投资|耗资|花费|斥资)|发放|拨付|支付|补助|奖励|(?:合同|成交|交易|协议|涉案|中标)?(?:总?金额|总额|价格|价款|总价)|合计"
)
_PRIZE = re.compile("[一二三特]等|[金银铜]奖|优秀奖|优胜奖")
_FAMILY = re.compile(r"[国省市县区校院]级|[男女]|第[一二三四五六七八九十\d]+|[上下]学期|[上下]半年")


@dataclass(slots=True)
class State:
    """What the clauses read so far leave for the next one."""

    subject: Zones = ()
    head: Zones = ()
    head_group: int = -1
    head_unit: str = ""
    last: Clause | None = None
    named: Clause | None = None
    topics: list[tuple[Clause, int]] = field(default_factory=list)
    agent: Zones = ()
    sticky: Zones = ()
    predicate: Zones = ()
    whole: Zones = ()
    counted: Zones = ()
    whole_group: int = -2
    context: str = ""


def scale(zones: Zones, factor: float) -> Zones:
    """The zones with their weights lowered."""
    return tuple([(a, b, round(w * factor, 3)) for a, b, w in zones]) if zones else ()


def inherit(norm: str, clause: Clause, state: State, parent: Zones, named: bool) -> Zones:
    """The zones a clause takes over; ``parent``: those of the clause whose bracket it stands in; ``named``: whether it has a
    value and says what this is of."""
    text = clause.text(norm)
    zones: Zones = scale(parent, PARENT)
    if clause.values and not named and state.subject:
        last = state.last
        if last is not None and not last.values and last.group == clause.group and not _ADVERBIAL.match(last.text(norm)):
            zones += tuple((a, b, SUBJECT) for a, b in last.spans)
            return zones + scale(state.subject, TOPIC)
        if last is not None and last.group == clause.group and last.values and clause.values[0].unit == "个百分点":
            zones += tuple((a, b, SUBJECT) for a, b in last.spans)  # 占比重62.3%，提高0.7个百分点
        near = last is None or last.group == clause.group
        return zones + scale(state.subject, SUBJECT if near else BEYOND) + (state.agent if near else ())
    scene = state.last if state.last and not state.last.values and norm[state.last.at] == "在" else None
    near = scene is not None and scene.text(norm).endswith(_STICKY)
    zones += tuple((a, b, SCENE) for a, b, _ in state.sticky) if near else state.sticky  # 在…大赛中，某人获金奖
    if text.startswith("其中"):
        state.whole = state.counted or state.subject or state.head
        state.whole_group = -1 if text == "其中" else clause.group
    if state.whole_group in (-1, clause.group):
        zones += scale(state.whole, WHOLE)
    zones += _topic_zones(state)
    if _OTHER.match(text):
        return zones
    if state.named is not None and clause.values:
        zones += _from_neighbour(norm, clause, state)
    if state.head_group == clause.group and all(v.kind == "date" for v in clause.values):
        zones += scale(state.head, HEAD)
    return zones


def _topic_zones(state: State) -> Zones:
    """Clauses without a value say what the following ones are about: the nearest run strongly, older ones weakly."""
    if not state.topics:
        return ()
    last = state.topics[-1][1]
    return tuple([(a, b, TOPIC if run == last else OLD_TOPIC) for topic, run in state.topics for a, b in topic.spans])


def _from_neighbour(norm: str, clause: Clause, state: State) -> Zones:
    """省级20篇 after 市级媒体录用44篇 has its verb; 在校生7.74万人 after 学校47所 is the school's."""
    last = state.named
    assert last is not None
    same_unit = last.values[-1].unit == clause.values[0].unit
    if clause.split or (same_unit and not (_only_does(clause) and state.head_group != clause.group)):
        return _ellipsis(last, clause, state)
    first = clause.values[0]
    bare = 0 < nouns_before(clause, first.at) <= 2 and not _FAMILY.search(clause.text(norm))
    # 吸引25家企业 after 58名学生实习: a clause that begins with its verb goes on about the same subject.
    serial = bool(clause.tokens) and clause.tokens[0].tag in ("v", "d", "p")
    bare = bare and not serial
    if state.head_group != clause.group and _only_does(clause) and first.unit and first.unit == state.head_unit:
        return scale(state.head, HEAD)  # 全年生产水泵18万台；销售17万台: of the same thing
    if serial and state.head_group != clause.group:
        return state.agent  # …实现营业收入9亿元；实现利润1亿元: the same body goes on after ；
    if state.head_group != clause.group or _FAMILY.search(clause.text(norm)):
        return ()
    if _COST.match(clause.text(norm)) and first.kind == "money":
        return scale(state.subject, HEAD) + scale(state.head, HEAD)  # 改造教室18间，投入资金86.5万元: what it cost
    if serial:
        # Who was named stays the subject; what a verb before acted on (开展教育12次，处理干警1人) does not.
        return scale(state.subject, HEAD) if not nouns_before(last, last.values[0].at) else state.agent
    if bare:
        return scale(state.head, HEAD)
    # Another statement of the same breath: what the first one named still holds, but for what parts it from others.
    families = [(z + m.start(), z + m.end()) for z, e, _ in state.head for m in _FAMILY.finditer(norm[z:e])]
    return state.agent + clip(scale(state.head, BREATH), families)


def _only_does(clause: Clause) -> bool:
    """Whether nothing but a verb stands before the first value."""
    before = [t for t in clause.tokens[: clause.until(clause.values[0].at)] if t.tag != "x"]
    return bool(before) and all(t.verbal or t.tag in ("d", "vn") for t in before)


def _ellipsis(last: Clause, clause: Clause, state: State) -> Zones:
    """What a parallel clause leaves out: 市级媒体录用44篇，省级媒体20篇 (录用), 抽查运行病历9份、归档病历4份 (抽查).

    The two are lined up at their common noun; what the neighbour says beside it goes on. Without a common noun only a
    clause cut at 、 takes the neighbour's beginning. What the neighbour itself took over goes on to the next one."""
    mine, theirs = _words_beside(clause), _words_beside(last)
    if not mine or not theirs:
        return state.predicate if clause.split else ()
    pair = _common_noun(mine, theirs)
    again = next((j for j, t in enumerate(theirs) if j and mine[0].word == t.word and not t.nominal), 0)
    prize = next((j for j, t in enumerate(theirs) if _PRIZE.match(t.word)), 0) if _PRIZE.match(mine[0].word) else 0
    if prize:  # 市级竞赛获一等奖15人、二等奖23人: of one contest
        taken = theirs[:prize]
    elif again:  # 产值超10亿元企业73户、超百亿元企业16户: both go on from the same word
        taken = theirs[:again]
    elif pair is not None:
        before = theirs[: max(0, pair[0] - pair[1])] or theirs[: int(pair[0] > 1)]
        taken = [t for t in before if _does(t, theirs[0])] + theirs[pair[0] + 1 :]
    elif clause.split and not any(t.tag == "v" for t in mine[:1]):
        taken = [t for t in theirs if t.tag[:1] == "v"][:2]
    else:
        state.predicate = ()
        return ()
    own_verb = not clause.split and any(t.verbal for t in mine)
    taken = [t for t in taken if (t.nominal or t.tag[:1] in "vb") and not (own_verb and (t.verbal or t.tag == "b"))]
    state.predicate = tuple((t.at, t.to, PREDICATE) for t in taken) or state.predicate
    return state.predicate


def _does(token: Token, first: Token) -> bool:
    """Whether a word before the common noun says what is done (录用) or of what sort (在线), and tells no groups apart."""
    return token.verbal or (token is first and token.tag == "vn") or (token.tag == "b" and not _FAMILY.search(token.word))


def _words_beside(clause: Clause) -> list[Token]:
    """The words before the first value of a clause, or those after it when none stand before."""
    value = clause.values[0]
    before = [t for t in clause.tokens[: clause.until(value.at)] if t.tag != "x"]
    return before or list(clause.tokens[clause.since(value.to) :])


def _common_noun(mine: list[Token], theirs: list[Token]) -> tuple[int, int] | None:
    """Where two clauses name the same noun, or nouns of one ending (教学档案, 会计档案), the last one of each: its place in
    theirs and in mine."""
    last = {t.word[-2:]: k for k, t in enumerate(theirs) if t.nominal}
    pairs = ((last[t.word[-2:]], m) for m, t in reversed(list(enumerate(mine))) if t.nominal and t.word[-2:] in last)
    return next(pairs, None)


def remember(norm: str, clause: Clause, state: State, own: Zones, inherited: Zones, named: bool) -> None:
    """Note in ``state`` what a clause leaves for the ones after it."""
    _set_scene(norm, clause, state, own)
    if not clause.values:
        if not clause.text(norm).endswith(_STICKY):
            run = state.topics[-1][1] if state.topics and state.last and not state.last.values else clause.at
            state.topics = [*state.topics[-TOPICS:], (clause, run)]
        if not state.subject:
            state.subject = tuple([(a, b, TOPIC) for a, b, _ in own])
    elif named:
        state.subject, state.named = own + inherited, clause
        if state.head_group != clause.group:
            state.head, state.head_group, state.agent = state.subject, clause.group, _agent(clause)
            state.head_unit = clause.values[-1].unit
    # What 其中 is part of: 获省教学成果奖7项 has no subject of its own, and is the whole of 其中一等奖2项 all the same.
    state.counted = own + inherited if clause.values and not clause.text(norm).startswith("其中") else state.counted
    state.last = clause


def _set_scene(norm: str, clause: Clause, state: State, own: Zones) -> None:
    """在全国技能大赛中(，)获金奖3个…，团体总分列第二: where it happened holds until the sentence names another place."""
    text = clause.text(norm)
    told = own if text.endswith(_STICKY) else ()
    if clause.values:
        told = _scene(clause) if "在" in text[:_NAME] else ()
    if not told:
        return
    if text.startswith("在"):
        state.sticky = tuple(z for z in state.sticky if norm[z[0]] != "在")
    state.sticky = (*state.sticky, *((a, b, TOPIC) for a, b, _ in told))[-SCENES:]


def _scene(clause: Clause) -> Zones:
    """The words from 在 to 中 at the beginning of a clause that goes on to its value."""
    end = next((t.to for t in clause.tokens if t.word in ("中", "上", "期间") and t.to <= clause.values[0].at), 0)
    begin = next((t.at for t in clause.tokens if t.word == "在"), clause.at)
    return ((begin, end, TOPIC),) if end > begin + 4 else ()


def _agent(clause: Clause) -> Zones:
    """Who does what the sentence tells (技工院校|共招生…): the noun run before the first verb, when a verb follows it."""
    before = clause.tokens[: clause.until(clause.values[0].at)]
    verb = next((i for i, t in enumerate(before) if t.verbal or t.tag == "d"), None)
    if not verb:
        return ()
    named = [t for t in before[:verb] if t.nominal]
    return ((named[0].at, named[-1].to, HEAD),) if named else ()


def subject_text(norm: str, state: State) -> str:
    """What a following 其中 or a sentence without a subject goes on about: the last subject, and the first one."""
    zones = dict.fromkeys((a, b) for a, b, w in (*state.subject, *state.head) if w >= 0.65)
    return " ".join(norm[a:b] for a, b in zones)
