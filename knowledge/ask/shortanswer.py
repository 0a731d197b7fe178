"""Short answers cut out of a sentence: the deciding clause, the doer of something, a tidy honour."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.ask.question import Question
from knowledge.language.people import people_in

_DOER = re.compile(
    r"(?:经|由|被)([\u4e00-\u9fff“”]{2,20}?)"
    r"(?:批准|主办|承办|颁发|授予|认定|组织|评为|牵头|负责|同意|审批|出资|捐赠|建设|实施|举办|发起|主持|指导|编写|成功)"
    r"|([^的，。；：、由到经被向从给\d（）]{2,14})(?:颁发|授予|印发|发放|捐赠|主办|承办)的?"
)
_ASKS_DOER = re.compile(
    r"由谁|由哪|被谁|谁(?:批准|主办|承办|颁发|授予|认定|组织|举办|牵头|发的|捐|出资|批的|办的|负责|颁的|给的)"
    r"|哪(?:个|家)(?:单位|部门|机构)?(?:批准|主办|承办|颁发|授予|认定|发的|办的)"
)
_DEED_ASKED = re.compile("(?:由谁来?(?!负责)|谁(?=主持|主讲|主编|带队|捐建|设计|承建))([\u4e00-\u9fff]{2})")
LONGEST, SHORT = 60, 16
_MARK = re.compile("[，；。：！？]")
_CLAUSE_END = re.compile("[，；。：！？]|$")
_RESULT = re.compile("(?:最终|其中|综合)?(?:等次|结果|成绩|等级|结论|评价|名次|排名)(?:为|是|居|列|达)?|(?:获评?|被评为|评为|评定为|认定为|位列|列)")
_AMOUNT = re.compile(r"[\d.%余多]+[\u4e00-\u9fff]?")
_PRIZE_WORD = re.compile("奖|称号|荣誉|名次")
_WON = re.compile(
    r"(?:(?<=^)|(?<=[，；。：]))(?:其中|同时|在[^，；。]{2,20}[中上])?([^，；。：]{2,40}?)"
    r"(获评|获批|荣获|喜获|荣立|斩获|夺得|摘得|获|被评为|被授予|入选|当选|评为|成为|列入|通过|挂牌)([^，；。：]{2,60})"
)


def tells_deed(question: Question, norm: str) -> bool:
    """Whether a sentence tells the deed whose doer is asked for: 由谁捐建 is not answered by who approved it."""
    asked = _DEED_ASKED.search(question.norm)
    if asked is None:
        return True
    at = asked.start(1)
    forms = [f.text for t in question.terms if t.at <= at < t.at + len(t.word) for f in t.forms]
    return any(form in norm for form in (asked[1], *forms))


def asks_agent(question: Question) -> bool:
    """由谁批准, 谁颁发的: the doer of something."""
    return _ASKS_DOER.search(question.norm) is not None


def agent(norm: str, question: Question | None = None) -> tuple[int, int] | None:
    """Place of the doer in a sentence; for a question the one in the clause of its words or right before it (经某部批准，我院…)."""
    bounds = [0, *(m.end() for m in re.finditer("[，；。：]", norm)), len(norm)]
    clauses = list(pairwise(bounds))
    places = places_of(question, norm) if question else []
    asked = [i for i, (a, b) in enumerate(clauses) if any(a <= at < b for at, _ in places)]
    told = [(next(i for i, (a, b) in enumerate(clauses) if a <= m.start() < b), m) for m in _DOER.finditer(norm)]
    if question is None:
        best = [m for _, m in told]
    else:  # …启用，由某局批准 goes on about the clause before; 经某部批准，我院… leads to the one after
        own = [m for i, m in told if i in asked]
        led = [m for i, m in told if i - 1 in asked and m.start() == clauses[i][0]]
        best = own or led or [m for i, m in told if i + 1 in asked]
    return (best[0].span(1) if best[0][1] else best[0].span(2)) if best else None


def prize(question: Question, norm: str) -> tuple[int, int] | None:
    """Place of what the one named in the question won; None when no clause has it as its subject."""
    named = [t for t in question.hard if not _PRIZE_WORD.search(t.word)]
    for match in _WON.finditer(norm):
        if named and all(any(f.text in match[1] for f in t.forms) for t in named):
            return match.span(3)
    return None


def holder(question: Question, norm: str, *, person: bool) -> tuple[int, int] | None:
    """Place of who won what the question names: the words before the verb of its clause; None when the clause does not
    hold all of the question's words, or when a person is asked for and no person stands there."""
    for match in _WON.finditer(norm):
        clause = norm[match.start() : match.end(3)]
        prize = match[3]
        levels = [t for t in question.terms if t.family is not None and t.family[0] == "level"]
        if not all(any(f.text in prize for f in t.forms) for t in levels):
            continue
        if not holds_all(question, clause) or not any(f.text in prize for t in question.hard for f in t.forms):
            continue
        if "、" in match[1] and re.search("分别?$", match[1]):
            continue  # 甲、乙分获二等奖和三等奖: each has his own
        names = people_in(match[1])
        if person:
            at = match[1].find(names[0]) if names else -1
            return (match.start(1) + at, match.start(1) + at + len(match[1][at:].rstrip("等分"))) if at >= 0 else None
        return match.span(1) if not re.match("我|本|全|已|该|其", match[1]) else None
    return None


def tidy(label: str) -> str:
    """An honour without the verb and adverbs that lead it."""
    return re.sub(r"^(?:在|分别|均|双双|喜|还|被|同志|老师|新增|获得?|荣获|评为|获评|其中|同时|有)+", "", label).strip(" ，、的")


def places_of(question: Question, norm: str) -> list[tuple[int, int]]:
    """Where the question's words stand in a sentence."""
    found = []
    for term in question.terms:
        if not term.hard:
            continue
        for form in term.forms:
            at = norm.find(form.text)
            if at >= 0:
                found.append((at, at + len(form.text)))
                break
    return found


def clause_around(norm: str, places: list[tuple[int, int]], *, wide: bool = False) -> tuple[int, int]:
    """The stretch between clause marks that holds most of the places. ``wide``: the stretch from the first to the last
    clause that holds any, when it is short enough to be read at a glance."""
    bounds = [0] + [m.end() for m in _MARK.finditer(norm)] + [len(norm)]
    clauses = [(a, b) for a, b in pairwise(bounds) if b > a]
    counts = [sum(1 for at, _ in places if a <= at < b) for a, b in clauses]
    if not clauses:
        return 0, len(norm)
    best = counts.index(max(counts))
    holding = [i for i, n in enumerate(counts) if n]
    if wide and holding and clauses[holding[-1]][1] - clauses[holding[0]][0] <= LONGEST:
        return clauses[holding[0]][0], clauses[holding[-1]][1]
    return clauses[best]


def result_after(norm: str, at: int, wanted: re.Pattern[str]) -> tuple[int, int] | None:
    """Place of the clause right after ``at`` that tells only how it came out: …通过中期检查，等次为优秀."""
    end = _CLAUSE_END.search(norm, at)
    to = end.start() if end else len(norm)
    return (at, to) if _RESULT.match(norm, at, to) and wanted.search(norm, at, to) and to - at <= SHORT else None


def says_more(question: Question, clause: str, generic: frozenset[str]) -> bool:
    """Whether a clause says a word that the question does not: 停招专业2个 tells nothing of which."""
    rest = _AMOUNT.sub(" ", clause)
    forms = [f.text for t in question.terms for f in (*t.forms, *(p for q in t.parts for p in q.forms))]
    for form in sorted(forms, key=len, reverse=True):
        rest = rest.replace(form, " ")
    return any(word not in generic for word in re.findall(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}", rest))


def holds_all(question: Question, text: str) -> bool:
    """Whether a text holds each hard word of a question in some form."""
    return all(any(f.text in text for f in t.forms) for t in question.hard)
