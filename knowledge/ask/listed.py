"""Lists that are just what a question asks for: the clause says no more and no less, and each member is of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.ask.other_quantity import to_come
from knowledge.ask.question import Question, Term
from knowledge.ask.terms import SYNONYM
from knowledge.language.lexicon import Titles
from knowledge.language.quantity import find_quantities
from knowledge.model import Fact, Passage, Report

Spans = tuple[tuple[int, int], ...]
MARK = re.compile("[，；。！？]")
_MORE_ASKED = re.compile("另外|其余|其他|其它|剩|还|又|再|没|未|不|至少|最|除|平均|每")
# What names of a kind end with, where they need not end with the word for the kind.
_ENDS: dict[str, tuple[str, ...]] = {
    "社团": ("社", "社团", "协会", "俱乐部"),
    "学校": ("学校", "小学", "中学", "高中", "大学", "学院"),
    "中小学": ("学校", "小学", "中学", "高中"),
    "高校": ("大学", "学院", "学校"),
    "院校": ("大学", "学院", "学校"),
    "企业": ("公司", "集团", "厂", "企业"),
    "课": ("课", "课程"),
    "课程": ("课", "课程"),
    "乡镇": ("乡", "镇"),
    "县区": ("县", "区"),
    "区县": ("县", "区"),
    "县市": ("县", "市"),
}
_HOSTS = frozenset("学校 学院 医院 公司 集团 单位".split())
GAP, _LONGER = "\x02", 4
_IS = "(?:分别)?(?:有(?![机限线轨色])|为|是|即|：|:)*"
_TITLE = re.compile("《[^》]+》|“[^”]+”")
_GLUE = re.compile("[、和与及“”]{0,3}")
_JOINED = re.compile("[和与及或的（）｜等]|以及")
_OTHERS = re.compile("其[他它余]|多|各|若干|部分|相关|有关|一批")
_LEVELS = re.compile(r"国家级|省部?级|市级|[区县]级|校级|院级|重点|示范|一流|精品")
_PLANNED = re.compile("将|拟|计划|力争|预计|打算|下一步|明年|未来")
# What the clause of a list may say beside the question and its list: whose it is, and that it is there.
_FILLING = re.compile(
    "我[校院馆市县区局镇乡司]|学校|学院|医院|公司|集团|单位|全[校院馆市县区局镇年]|本年度?|年内|今年|当年|先后|陆续|正式|成功|分别"
    "|新(?=\x00)|[共已的了现有设下为是即与和同向对：:\x00\x01 ]"
)
# 开 of 开设, 建 of 建成, where the question says the verb in one character.
_COMPLEMENTS = "[成设立办出造好起]?"
_OWNER = re.compile("^[^，；：]{1,14}?(?<![我全本各该])(?:学院|系|部|处|室|中心|馆|局|公司|社区|街道|乡|镇|村|县|区|院|所|科|队|厂)(?![长级])")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*")
_COUNTED = re.compile("[\\d一二两三四五六七八九十百]+[余多]?(?:个|家|所|门|项|部|本|种|支|处|座|间|款|条|篇|首|台|幅|套|片|栋|大)")
_HEADING_ENDS = "(?:建设|工作|情况|发展|管理|改革|设置|开设|开发|教学)*$"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that answers: the places of its members and of its clause in a sentence, the members, the ``kind`` asked for, what
    else was asked (``acts``), and what names of the kind ``ends`` with (() where only the report's noun says the kind)."""

    passage: int
    sentence: int
    spans: Spans
    clause: tuple[int, int]
    names: tuple[str, ...]
    kind: Term
    acts: tuple[Term, ...]
    ends: tuple[str, ...]


def asks_for_more(question: Question) -> bool:
    """Whether a question asks for others, the rest or an extreme: 还成立了几个."""
    return bool(_MORE_ASKED.search(question.norm))


def forms(term: Term) -> tuple[str, ...]:
    """The ways to write a term that mean just the same, longest first."""
    return tuple(sorted((f.text for f in term.forms if f.quality >= SYNONYM), key=len, reverse=True))


def listed(question: Question, passage: Passage, fact: Fact, report: Report) -> Listed | None:
    """The list of a fact when its clause is just what was asked and its members are all of the kind."""
    norm, spans = passage.sentences[fact.sentence].norm, _spans(passage.sentences[fact.sentence].norm, fact)
    if len(spans) < 2 or "｜" in norm or to_come(passage.context, report.period):
        return None
    nouns = _nouns(question)
    for kind in reversed(nouns or question.terms):
        one = _listed_as(kind, nouns, question, passage, fact.sentence, spans, report)
        if one is not None:
            return one
    return None


def _nouns(question: Question) -> tuple[Term, ...]:
    """The terms right behind the question word, of which one is counted: 协会 of 几个书法协会, 学校 of 几所学校签约."""
    found: list[Term] = []
    at = question.focus
    while term := next((t for t in question.terms if t.at == at), None):
        found.append(term)
        at += len(term.word)
    return tuple(found)


def _listed_as(
    kind: Term, nouns: Sequence[Term], question: Question, passage: Passage, sentence: int, spans: Spans, report: Report
) -> Listed | None:
    norm = passage.sentences[sentence].norm
    acts = tuple(t for t in question.terms if t is not kind and (t.word not in _HOSTS or t in nouns))
    spans = _freed(norm, spans, acts, kind)
    names = tuple(norm[a:b] for a, b in spans)
    start = max((m.end() for m in MARK.finditer(norm, 0, spans[0][0])), default=0)
    mark = MARK.search(norm, spans[-1][1])
    end = mark.start() if mark else len(norm)
    around = norm[start : spans[0][0]] + GAP + norm[spans[-1][1] : end]
    ends = _ends_of(names, kind)
    if not _plain(names, question) or not _explained(around, question, kind, report):
        return None
    if _set_apart(norm[:start], passage, question, report) or not all(any(f in around for f in forms(t)) for t in acts):
        return None
    if not ends and (kind not in nouns[-1:] or not _of_the_kind(around, names, kind, passage)):
        return None
    if not acts and not any(f in around for f in forms(kind)):
        return None  # nothing says what the list is of
    return Listed(passage.id, sentence, spans, (start, end), names, kind, acts, ends)


def _spans(norm: str, fact: Fact) -> Spans:
    """The places of the members; () when more than their joints stands between them."""
    spans: list[tuple[int, int]] = []
    at = fact.at
    for name in fact.names:
        start = norm.find(name, at)
        if start < 0 or (spans and not _GLUE.fullmatch(norm, spans[-1][1], start)):
            return ()
        at = start + len(name)
        marks = norm[start - 1 : start] == "“" and norm[at : at + 1] == "”"
        spans.append((start - marks, at + marks))
    return tuple(spans)


def _freed(norm: str, spans: Spans, acts: Sequence[Term], kind: Term) -> Spans:
    """The members without the noun that leads the first (社团有|文学社) and the deed that follows the last (北山中学|结对)."""
    first, last = spans[0][0], spans[-1][1]
    led = next((m for f in forms(kind) if (m := re.compile(f"的?{re.escape(f)}{_IS}").match(norm, first, spans[0][1]))), None)
    if led and led.end() < spans[0][1]:
        first = led.end()
    for form in (f for t in acts for f in forms(t)):
        if norm.endswith(form, spans[-1][0] + 1, last) and norm[: last - len(form)].endswith(_named_by(kind)):
            last -= len(form)
            break
    freed = [*spans]
    freed[0] = (first, freed[0][1])
    freed[-1] = (freed[-1][0], last)
    return tuple(freed)


def _named_by(kind: Term) -> tuple[str, ...]:
    """What names of a kind end with."""
    return _ENDS.get(kind.word, ()) + forms(kind)


def _plain(names: Sequence[str], question: Question) -> bool:
    """Whether all are names and each is another: a joint, a bracket, a level or a rest (其他社团) in one leaves open how many."""
    if len(set(names)) < len(names) or min(map(len, names)) < 2:
        return False
    if any(bool(_TITLE.fullmatch(n)) != bool(_TITLE.fullmatch(names[0])) for n in names):
        return False
    bare = [n for n in names if not _TITLE.fullmatch(n)]
    if bare and len(names[0]) > max(map(len, names[1:])) + _LONGER:
        return False  # something that narrows all of them may lead the first
    if any(_JOINED.search(n) or _OTHERS.match(n) for n in bare):
        return False
    return all(m[0] in question.norm for n in bare for m in _LEVELS.finditer(n))


def _explained(around: str, question: Question, kind: Term, report: Report) -> bool:
    """Whether the clause of a list says nothing that the question does not: an owner, another deed, a number would narrow it."""
    left = around.replace(report.institution, " ") if report.institution else around
    for period in (report.period, *question.periods):
        left = left.replace(period.text, " ") if period else left
    words = [(f, "\x01") for f in forms(kind)] + [(f, "\x00") for t in question.terms if t is not kind for f in forms(t)]
    for form, sign in sorted(words, key=lambda w: -len(w[0])):
        left = re.sub(re.escape(form) + _COMPLEMENTS, sign, left) if len(form) == 1 else left.replace(form, sign)
    return not re.search(r"[^\W_]", _FILLING.sub("", left)) and "等" not in around


def _set_apart(before: str, passage: Passage, question: Question, report: Report) -> bool:
    """Whether what stands before the list makes it another's, another time's or a plan: 信息学院…，成立了甲社、乙社."""
    heading = _NUMBERING.sub("", passage.section.heading)
    own = report.institution
    if _PLANNED.search(before) or _COUNTED.search(heading):
        return True
    for text in (before, heading):
        owner = _OWNER.search(text)
        named = owner is not None and owner[0] not in own and owner[0] not in question.norm
        if named and (text is before or heading.endswith(Titles.load().institution_suffixes)):
            return True
    years = {report.period.text} if report.period else set()
    years |= {p.text for p in question.periods}
    return any(q.kind in ("period", "date") and q.text not in years for q in find_quantities(before))


def _ends_of(names: Sequence[str], kind: Term) -> tuple[str, ...]:
    """The ends that say that all names are of the kind; () when one name does not say so."""
    ends = _named_by(kind)
    return ends if all(n.strip("《》“”").endswith(ends) for n in names) else ()


def _of_the_kind(around: str, names: Sequence[str], kind: Term, passage: Passage) -> bool:
    """Whether the noun stands right at the list (社团有…, …课程), or the list is of titles and its heading names just that."""
    lead, _, tail = around.partition(GAP)
    if any(re.search(re.escape(f) + _IS + "$", lead) or re.match(re.escape(f) + "$", tail) for f in forms(kind)):
        return True
    heading = _NUMBERING.sub("", passage.section.heading)
    return bool(_TITLE.fullmatch(names[0])) and any(re.match(re.escape(f) + _HEADING_ENDS, heading) for f in forms(kind))


def clauses(norm: str) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between its marks."""
    at = 0
    for mark in MARK.finditer(norm):
        yield at, mark.start()
        at = mark.end()
    yield at, len(norm)
