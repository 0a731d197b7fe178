"""Whether facts go together: told apart by standing in one sentence, alike enough to be added, one the whole of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.language.period import conflicts
from knowledge.model import Fact, Passage, Period

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

MEDALS = frozenset(("金", "银", "铜"))
# From this length a name is told apart from others of its kind (characters).
_NAMED = 4
_TOTAL = re.compile(r"共|总|合计|全部|全[校院市县省区]")
# Between a whole and 其中 stands at most how it changed: 手术13286台次，同比增长15.2%，其中.
_LEADS_TO_PART = re.compile(
    r"的?[^\d，。；]{0,4}(?:，(?:同比|[比较][^，\d]{1,5})?(?:增长|增加|上升|提高|下降|减少|降低)[^，；。]{1,12})*[，。；：（]?"
)
_LISTED = re.compile(r"[、和与及，]")
_LINKS = "、和与及"
# What a word is named together with, after it.
_AND_MORE = re.compile(rf"[^，；。\d]{{0,4}}[{_LINKS}]([\u4e00-\u9fff]{{2,4}})")


def together(columns: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...] | None:
    """The one choice of a fact for each side; several are told apart by standing in one sentence, else by nothing."""
    if all(len(column) == 1 for column in columns):
        return tuple(column[0] for column in columns)
    rows = [row for row in product(*columns) if len({c.place[:2] for c in row}) == 1]
    rows = [row for row in rows if len({c.place for c in row}) == len(row)]
    return rows[0] if len(rows) == 1 else None


def listed(columns: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...] | None:
    """春、秋两季分别96人、113人: values in one list, as many as sides, each of any side; enough to be added."""
    places = {frozenset(c.place for c in column) for column in columns}
    if len(places) != 1 or len(columns[0]) != len(columns):
        return None
    row = sorted(columns[0], key=lambda c: c.place)
    norm = row[0].passage.sentences[row[0].fact.sentence].norm
    together = all(a.place[:2] == b.place[:2] and _LISTED.fullmatch(norm[a.fact.to : b.fact.at]) for a, b in pairwise(row))
    return tuple(row) if together and re.search("分别|各", norm[: row[0].fact.at]) else None


def wholes(columns: Sequence[Sequence[Candidate]], strict: bool) -> list[list[Candidate]]:
    """For a share: of facts that may be the part and its whole, the one pair in which a sentence gives the whole of the part.

    ``strict``: without such a pair the whole must be called a total, for any sibling of the part would answer to its name."""
    part, whole = columns
    pairs = [
        [p, w] for p in part for w in whole
        if w.passage.id == p.passage.id and w.place != p.place and whole_of(p.passage, p.fact) == w.fact
    ]
    if len(pairs) == 1:
        return [[c] for c in pairs[0]]
    return [list(part), [w for w in whole if not strict or _TOTAL.search(_before(w))]]


def _before(candidate: Candidate) -> str:
    norm = candidate.passage.sentences[candidate.fact.sentence].norm
    return re.split("[，。；：（、]", norm[: candidate.fact.at])[-1]


def of_one_unit(engine: Engine, columns: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """The columns without facts that count in another unit than a side of which only one fact is possible."""
    sure = next((c[0].fact for c in columns if len(c) == 1), None)
    if sure is None or sure.unit in MEDALS:
        return [list(c) for c in columns]
    return [
        [c for c in column if c.fact.kind == sure.kind and same_unit(engine, sure, c.fact)]
        for column in columns
    ]


def near(candidates: Sequence[Candidate], words: Sequence[str]) -> bool:
    """Whether operands stand together. From passages far apart only money goes, and what is named at some length: 党员
    of one passage and 预备党员 of another are counted for different purposes."""
    if len({c.passage.id for c in candidates}) == 1 or all(c.fact.kind == "money" for c in candidates):
        return True
    return all(len(w) >= _NAMED for w in words)


def joint(question: Question, candidate: Candidate) -> bool:
    """Whether the fact is of the asked thing together with another: 高级工、技师合计占49.1% is no fact of 技师."""
    fact = candidate.fact
    norm = candidate.passage.sentences[fact.sentence].norm
    own = "".join(norm[a : min(b, fact.at)] + "；" for a, b, w in fact.zones if w >= 1.0 and a < fact.at)
    if "分别" in own or re.search("各[有占为]?$", own.rstrip("；")):
        return False
    forms = [f.text for t in question.terms if t.hard for f in t.forms if f.text in own]
    named = [*(m[1] for form in forms for m in _after(form, own)), *(m[1] for form in forms for m in _in_front_of(form, own))]
    return any(not any(form in name or name in form for form in forms) for name in named)


def _after(form: str, own: str) -> Iterator[re.Match[str]]:
    """甲和乙: what is named after a word, without a pattern made for it."""
    at = own.find(form)
    while at >= 0:
        match = _AND_MORE.match(own, at + len(form))
        if match:
            yield match
        at = own.find(form, match.end() if match else at + 1)


def _in_front_of(form: str, own: str) -> Iterator[re.Match[str]]:
    """乙和甲: what is named before a word. Most words have nothing there, and a pattern made for one costs a millisecond."""
    if any(link + form in own for link in _LINKS):
        yield from re.finditer(rf"([\u4e00-\u9fff]{{2,4}})[{_LINKS}]{re.escape(form)}", own)


def same_unit(engine: Engine, one: Fact, two: Fact) -> bool:
    """Whether two facts count in one unit; a magnitude in the unit (万人次 of a table's head) makes no difference."""
    return engine.lexicon.interchangeable(one.unit.lstrip("万亿"), two.unit.lstrip("万亿"))


def alike(engine: Engine, candidates: Sequence[Candidate], across: bool = False) -> bool:
    """Whether facts may be added or compared: same kind, unit and report, and periods that do not contradict.

    ``across``: periods may differ, for they are what is compared."""
    first = candidates[0]
    for other in candidates[1:]:
        one, two = first.fact, other.fact
        medals = {one.unit, two.unit} <= MEDALS
        if one.kind != two.kind or not (medals or same_unit(engine, one, two)):
            return False
        if one.period and two.period and not across and _apart(one.period, two.period):
            return False
        if first.passage.report != other.passage.report and not across:
            return False
    return True


def _apart(one: Period, two: Period) -> bool:
    return conflicts(one, two) or one.part != two.part


def whole_of(passage: Passage, fact: Fact) -> Fact | None:
    """The whole that a part's sentence gives for it: what its bracket or its 其中 follows; None when none is given."""
    if fact.part_of >= 0:
        return passage.facts[fact.part_of]
    norm = passage.sentences[fact.sentence].norm
    mark = norm.rfind("其中", 0, fact.at)
    before = [
        f for f in passage.facts
        if f.sentence == fact.sentence and f.to <= mark and f.kind == "count" and f.aspect == "level" and f.value is not None
    ]
    last = max(before, key=lambda f: f.at, default=None)
    return last if last is not None and _LEADS_TO_PART.fullmatch(norm, last.to, mark) else None
