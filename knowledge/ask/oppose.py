"""What a fact says otherwise than the question though all words are there: whom it counts, a part, a denial, another compound.

Each rule looks at the fact's own words only and names its reason; a fact with a reason is out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from knowledge.ask.match import Found
from knowledge.ask.members import coordinated
from knowledge.ask.neighbours import done_later, graded_before, left_behind, of_another_value, one_of_several
from knowledge.ask.question import Question, Term
from knowledge.ask.reach import says_more
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact

_CLAUSE = re.compile("[，；。：、（）]")
_SENTENCE = re.compile("[，；。：（）]")
_CJK = re.compile(r"[\u4e00-\u9fff]{2,}")
_DENIED = re.compile(r"(?<![有从并])(?:还?没(?!有[?？]?$)有?|尚未|未(?![来成婚])|不(?![到少足过同良锈动超低高含包算限是对好知清用止仅错]))(?=[\u4e00-\u9fff])")
_DENIES = re.compile("[未没无不非]")
_PART_OF = re.compile(r"中(?:的|有|，)?")
_NEW_ASKED = re.compile(r"新增|新建|新招|新进|净增|新发展|新开|新设|新购|新签|新引进|新获批|新添|新置|新配|新评|新晋|新任|新提|新当选|新入选")
_NEW_SAID = re.compile(r"新|增|晋升|引进|[招选]聘|招录|购|发展|开工|获批|首次|建成|投用")
# Where the words of the fact's sentence begin and end, worked out when first needed.
Cuts = Callable[[], frozenset[int]]
# Own words (1.0) and what stands by the value for sure.
OWN = 0.65
_NEAR = 16
_PART_BEGINS = re.compile("其中[^；。]*$")
_SPENT = re.compile("花了|花掉|花费|支出|开支|开销|用掉了?多少钱")
_EARNED = re.compile("收入|营收|利润|到账|进账")
_SPENT_SAID = re.compile("支出|花费|投入|使用|用于|费用")
# What some of those counted did, said behind the noun.
_DID = re.compile(
    "进入|入选|入围|跻身|上榜|获[评得奖批颁]|荣获|通过|达到|参加|参与|接受|享受|列入|晋升|晋级|当选|考[取上入]|签约|受到|被[评授认列]|实现|完成|取得|加入|"
    "成为|荣立|就业|升[入学]|投产|开工|竣工|纳入"
)
_OF_IT = re.compile("[，（](?:约|均)?占[^，；。其]{0,16}")
_DONE_ASKED = re.compile("[获评选进上通参受入升签考取加立]|完成|实现|达到|就业|投产|开工|竣工")
_TAILS = 2
_LATIN = re.compile("[a-z]{2,}")
_PEOPLE = frozenset({"人", "名", "位"})
_WHO = ("居民", "学生", "患者", "群众", "家庭", "对象", "人员", "学员", "儿童", "老人", "老年人", "教师", "员工", "职工", "农民", "用户")
_SENTENCE_NO_BRACKET = re.compile("[，；。：、]")
_INLINE = re.compile(
    "([\u4e00-\u9fff]{2})（((?!含|不|其|约|另|以|原)[\u4e00-\u9fff]{2,4})）(?=[\u4e00-\u9fff]{2})(?!共|达|为|有|等|的|在|较|同|总|数)"
)
_SPENT_ON = re.compile("(?:购置|采购|用于|建设|改造|支持|实施|修建|添置|更新)[^，；。]{2,}")
_GRAND_SAID = re.compile("总数|总量|累计达?|共有|总计")
_JOINS = re.compile("[、和与及或]|以及")
SURE, CARRIED = 0.6, 0.61
# Own words of a value told apart from others by 分别 weigh at least so much.
ALIGNED = 0.85
# What such values have in common weighs a little less.
SHARED = 0.75


def opposed(
    question: Question, fact: Fact, norm: str, others: Sequence[Fact], found: Found, terms: Sequence[Term], cuts: Cuts,
    lexicon: Lexicon,
) -> str:
    """Why a countable fact that has all words of the question is none of its answers; "" when nothing speaks against it.

    ``others``: the facts of its paragraph."""
    if question.yesno:
        return ""
    own = "".join([norm[a:b] for a, b, w in fact.zones if w >= OWN])
    if _DENIED.search(question.norm) and not _DENIES.search(own):
        return "denied"
    if _NEW_ASKED.search(question.norm) and (not _NEW_SAID.search(own) or _of_all(norm, fact)):
        return "stock"
    if _SPENT.search(question.norm) and _EARNED.search(own) and not _SPENT_SAID.search(own):
        return "earned"
    start = max((m.end() for m in _CLAUSE.finditer(norm, 0, fact.at)), default=0)
    if done_later(question, norm, fact, others):
        return "other"
    if any(rule(question, norm, start, fact, others, found, terms) for rule in (of_another_value, left_behind)):
        return "other"
    if graded_before(norm, start, fact, found, terms):
        return "grade"
    if one_of_several(norm, fact, found, terms):
        return "apart"
    if _says_nothing_asked(question, norm, start, fact, found, terms, cuts, lexicon):
        return "elsewhere"
    if _another_part(norm, start, fact, found, cuts, lexicon):
        return "part"
    if _bracketed(question, norm, fact) or _for_something_else(norm, fact, found):
        return "member"
    if _other_member(norm, start, fact, found, terms) or _joined(question, norm, fact, found, terms):
        return "member"
    if _share_of_told(question, norm, fact, others):
        return "share"
    if _goes_on(norm, fact, found) and not _DONE_ASKED.search(question.norm):
        return "restricted"
    if _counts_other(question, norm, fact, terms, lexicon):
        return "counted"
    return ""


def _goes_on(norm: str, fact: Fact, found: Found) -> bool:
    """9家医院入选试点: the number of those that did something is not how many there are."""
    if fact.kind != "count" or not fact.unit:
        return False
    ends = _CLAUSE.search(norm, fact.to)
    end = ends.start() if ends else len(norm)
    deed = _DID.search(norm, fact.to + 2, end)
    asked = [at for row in found.places[fact.sentence] for at, _, _ in row if fact.to <= at < end]
    return deed is not None and bool(asked) and max(asked) < deed.start()


def _share_of_told(question: Question, norm: str, fact: Fact, others: Sequence[Fact]) -> bool:
    """三大产业产值518亿元，占64.2%: who asks how much does not ask what part the number told right before is of all."""
    if fact.aspect != "share" or question.aspect is not None or question.asked == "percent":
        return False
    told = (o for o in others if o.sentence == fact.sentence and o.kind in ("count", "money") and o.to <= fact.at)
    return any(_OF_IT.fullmatch(norm, o.to, fact.at) for o in told)


def _says_nothing_asked(
    question: Question, norm: str, start: int, fact: Fact, found: Found, terms: Sequence[Term], cuts: Cuts, lexicon: Lexicon
) -> bool:
    """反馈问题43个，其中立行立改16个: what has none of the question's words itself but others is another part of the whole."""
    hard = [row for term, row in zip(terms, found.places[fact.sentence], strict=False) if term.hard]
    weak = fact.kind == "count" and any(hard) and not any(_strong(row, fact) for row in hard)
    if fact.aspect != "level" or not (weak or _PART_BEGINS.search(norm, 0, fact.at)):
        return False
    ends = _CLAUSE.search(norm, fact.to)
    end = ends.start() if ends else len(norm)
    rows = zip(terms, found.places[fact.sentence], strict=False)
    kept = [[at for at, _, _ in row] for term, row in rows if term.hard]
    own = any(start <= at < end for row in kept for at in row)
    part = _PART_BEGINS.search(norm, 0, fact.at)
    if part and fact.kind == "count" and any(row and max(row) < part.start() for row in kept):
        named = _LATIN.search(norm, part.start(), fact.at)
        if named and named[0] not in question.norm:
            return True  # 其中ESI高被引论文5篇 are no SCI论文
    return not own and says_more(norm, fact, found, cuts(), lexicon, question.norm)


def _strong(row: Sequence[tuple[int, int, float]], fact: Fact) -> bool:
    """Whether a word stands where it speaks of a fact for sure, and is not only carried on from what was counted before."""
    return any(a <= at and to <= b and w > CARRIED for at, to, _ in row for a, b, w in fact.zones)


def _of_all(norm: str, fact: Fact) -> bool:
    """新增29家，总数达241家，其中省级58家: a part of all there are is none of the new ones."""
    part = _PART_BEGINS.search(norm, 0, fact.at)
    before = _SENTENCE.split(norm[: part.start()].rstrip("，"))[-1] if part else ""
    return bool(_GRAND_SAID.search(before))


def _bracketed(question: Question, norm: str, fact: Fact) -> bool:
    """执业（助理）医师 are both: who asks for 执业医师 or 助理医师 alone does not ask for both."""
    start = max((m.end() for m in _SENTENCE_NO_BRACKET.finditer(norm, 0, fact.at)), default=0)
    inline = _INLINE.search(norm, start, fact.at)
    if inline is None or "（" in question.norm or _JOINS.search(question.norm):
        return False
    before, inside = inline[1] in question.norm, inline[2] in question.norm
    alone = before and not inside and question.focus >= 0  # as a side of a sum the official name of both will do
    return alone or (inside and (not before or inline[1] + inline[2] in question.norm))


def _for_something_else(norm: str, fact: Fact, found: Found) -> bool:
    """投入4680万元购置设备: what is said behind the money is what it was for."""
    spent = _SPENT_ON.match(norm, fact.to) if fact.kind == "money" else None
    asked = [at for row in found.places[fact.sentence] for at, _, _ in row]
    return spent is not None and not any(fact.to <= at < spent.end() for at in asked)


def _asked_places(fact: Fact, found: Found) -> set[int]:
    return {i for row in found.places[fact.sentence] for at, to, _ in row for i in range(at, to)}


def _another_part(norm: str, start: int, fact: Fact, found: Found, cuts: Cuts, lexicon: Lexicon) -> bool:
    """录取新生中省外生源386人: who asks for 新生 asks for the whole, and this is a part that he does not name."""
    if norm.startswith("在", start):
        return False
    mark = next((m for m in reversed(list(_PART_OF.finditer(norm, start + 2, fact.at)))), None)
    if mark is None or mark.start() not in cuts() or mark.start() + 1 not in cuts():
        return False
    asked = _asked_places(fact, found)
    before = any(start <= i < mark.start() for i in asked)
    after = [norm[a:b] for a, b in _words(mark.end(), fact.at, cuts()) if not asked & set(range(a, b))]
    whole = norm[start : mark.start()]
    rows = [[(at, to) for at, to, _ in row if mark.end() <= at < fact.to + 8] for row in found.places[fact.sentence]]
    named = any(norm[at:to] not in whole for row in rows for at, to in row)  # 考生中往届考生 names the whole again
    return before and not named and any(_CJK.fullmatch(w) and w not in lexicon.generic for w in after)


def _words(start: int, end: int, cuts: frozenset[int]) -> list[tuple[int, int]]:
    bounds = sorted({start, end} | {c for c in cuts if start < c < end})
    return list(pairwise(bounds))


def _joined(question: Question, norm: str, fact: Fact, found: Found, terms: Sequence[Term]) -> bool:
    if _JOINS.search(question.norm):
        return False
    asked = _asked_places(fact, found)
    rows = zip(terms, found.places[fact.sentence], strict=False)
    places = ((term, [(at, to) for at, to, quality in row if quality >= SURE]) for term, row in rows if term.hard)
    return any(coordinated(fact, norm, asked.__contains__, row, graded=term.family is not None) for term, row in places)


def _other_member(norm: str, start: int, fact: Fact, found: Found, terms: Sequence[Term]) -> bool:
    """影像、心电、病理三大中心运转，其中远程影像诊断4万例: told of one member of a list by name, it is not of another."""
    own = norm[start : fact.to + _NEAR]
    for term, places in zip(terms, found.places[fact.sentence], strict=False):
        before = [(at, to) for at, to, _ in places if to <= start]
        if not term.hard or not before or len(before) < len(places) or any(f.text in own for f in term.forms):
            continue
        at, to = before[-1]
        if any(a <= at < b for a, b, w in fact.zones if w >= ALIGNED) and any(
            a < to <= b for a, b, w in fact.zones if w >= SHARED
        ):
            continue
        if any(m in own for m in _listed_beside(norm, at, to)):
            return True
    return False


def _listed_beside(norm: str, at: int, to: int) -> list[str]:
    """The other members of the list that a word stands in, of two to six characters; [] when it stands in none."""
    if "、" not in (norm[at - 1 : at], norm[to : to + 1]):
        return []
    start = max((m.end() for m in _SENTENCE.finditer(norm, 0, at)), default=0)
    end = _SENTENCE.search(norm, to)
    members = norm[start : end.start() if end else len(norm)].split("、")
    return [m[-2:] if i == 0 else m for i, m in enumerate(members) if 2 <= len(m[-6:]) and norm[at:to] not in m and len(m) < 12]


def _counts_other(question: Question, norm: str, fact: Fact, terms: Sequence[Term], lexicon: Lexicon) -> bool:
    """多少问题 is not answered by 2个单位, nor 多少水 by 162座: the noun after 多少 is what is counted."""
    behind = fact.unit == "个" and len(fact.label) > 1 and norm.startswith(fact.label, fact.to)
    if behind and question.units and "个" not in question.units and not any(f.text in fact.label for t in terms for f in t.forms):
        return True  # 会诊多少例 is not answered by 12个单位
    if question.units and _another_thing(question, fact):
        return True
    noun = next((t for t in terms if t.at == question.focus and question.norm.startswith(t.word, t.at)), None)
    if noun is None and not question.units and question.focus >= len(question.norm.rstrip("?？")):
        last = max((t for t in terms if t.hard and question.norm.startswith(t.word, t.at)), key=lambda t: t.at, default=None)
        measured = [u for f in last.forms[:3] for u in lexicon.measured_in(f.text)] if last else []
        return fact.kind == "count" and bool(measured) and fact.unit.lstrip("十百千万亿") not in measured
    if noun is None or fact.kind != "count" or not fact.unit:
        return False
    measured = [u for f in noun.forms[:3] for u in lexicon.measured_in(f.text)]
    if measured and fact.unit.lstrip("十百千万亿") not in measured:
        return True
    if fact.unit not in question.units and _goes_by_unit(noun, terms, fact, lexicon):
        return True  # 社团活动20场 counts no 社团
    rest = next((fact.label[len(f.text) :] for f in noun.forms if fact.label.startswith(f.text)), "")
    if not question.units and len(rest) > _TAILS and not any(f.text in rest for f in noun.forms) and rest not in question.norm:
        return True  # 学徒制试点班14个 counts no 学徒
    # 对2个单位开展巡察，反馈问题43个: the noun that stands right behind the value is what it counts.
    if len(noun.word) < 2 or len(fact.label) < 2 or not norm.startswith(fact.label, fact.to):
        return False
    told = _CLAUSE.split(norm[fact.to : fact.to + _NEAR], maxsplit=1)[0]
    told += "".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)
    return not any(f.text in told or fact.label in f.text for t in _noun_words(noun, terms) for f in t.forms)


def _goes_by_unit(noun: Term, terms: Sequence[Term], fact: Fact, lexicon: Lexicon) -> bool:
    """Whether a label goes on after the noun to what its unit counts, and the unit counts no such noun."""
    counted = lexicon.nouns_of(fact.unit)
    rests = [fact.label.partition(f.text)[2] for f in noun.forms if len(f.text) > 1 and f.text in fact.label]
    asked = [f.text for t in terms for f in t.forms]
    other = any(len(rest) > 1 and rest in counted and not any(rest in a or a in rest for a in asked) for rest in rests)
    return other and not any(f.text in counted for f in noun.forms)


def _another_thing(question: Question, fact: Fact) -> bool:
    """家庭医生有多少名 is not answered by 家庭医生签约居民19万人: the label goes on to another noun."""
    if len(question.hard) != 1 or fact.unit not in _PEOPLE or question.hard[0].word[-1] not in "生师员工者长士":
        return False
    rests = [fact.label[len(f.text) :] for f in question.hard[0].forms if len(f.text) > 1 and fact.label.startswith(f.text)]
    return bool(rests) and all(len(r) > _TAILS and r not in question.norm and r.endswith(_WHO) for r in rests)


def _noun_words(noun: Term, terms: Sequence[Term]) -> Iterator[Term]:
    """The words of the noun that begins with a term: 企业化|课程."""
    end = noun.at
    for term in sorted((t for t in terms if t.at >= noun.at), key=lambda t: t.at):
        if term.at == end:
            yield term
            end += len(term.word)
