"""One name in two spellings: names of the same length that differ in one character which sounds or looks alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.check.lines import Line, Told
from knowledge.language.confusables import Confusables
from knowledge.language.people import is_name
from knowledge.language.pinyin import folded, readings
from knowledge.model import Finding

_SHORTEST = 3
_LONGEST = 24
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{3,16}?(?:研究中心|服务中心|中心|研究院|学院|大学|公司|集团|基地|联盟|工作室|实验室|协会|委员会|医院|学校|幼儿园|图书馆|博物馆|产业园|社区|街道)"
)
# Who is named with a title, or as one who won.
_TITLED = re.compile(
    r"[\u4e00-\u9fff]{3}(?=研究员|教授|副教授|老师|团队|同志|主任|医生|医师|护士|工程师|馆员|博士|同学|院士|主持|领衔|牵头|当选|荣获|获评|入选)"
)
# What tells names apart on purpose, alike as it sounds or looks.
_TELLING = frozenset("一二三四五六七八九十甲乙丙丁东西南北上下左右前后大小男女新旧老中高低初国省市县区校院系部级级届期0123456789")
# What stands before a name and is none of it: 9个二级学院, 各二级学院.
_COUNTING = frozenset("各个")
_TAIL = 8  # characters of an institution's name that are compared: where it begins is not marked
_OFTEN = 300  # what stands so often is a common word
_MOST = 30_000_000  # names × characters looked through for a spelling that stands in no marks


@dataclass(frozen=True)
class Named:
    """A name, where it stands, and what kind of name it is."""

    text: str
    kind: str
    line: Line


def spelling_findings(told: Told) -> Iterator[Finding]:
    """Every pair of spellings once; where one stands more often than the other, that one is taken for right."""
    names = _names(told)
    pairs: dict[tuple[str, str], tuple[Line, Line]] = {}
    for one, other in _alike_pairs(names):
        if _apart(one, other):
            pairs.setdefault(_ordered(one.text, other.text), (one.line, other.line))
    for name, line, text, other_line in _unmarked(told, names):
        pairs.setdefault(_ordered(name, text), (line, other_line))
    for (first, second), lines in pairs.items():
        counts = told.text.count(first), told.text.count(second)
        wrong, right = (first, second) if counts[0] < counts[1] else (second, first)
        yield Finding("spelling", False, "spelling", (wrong, right), told.evidence(lines))


def _apart(one: Named, other: Named) -> bool:
    """Whether two names do not stand side by side in one list: 甲、乙 are two."""
    if one.line is not other.line:
        return True
    norm = one.line.norm
    a, b = sorted((norm.find(one.text), norm.find(other.text)))
    return re.search("[，；：]", norm[a:b]) is not None


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _names(told: Told) -> list[Named]:
    """The first place of each name: of people, in 《》 and “”, of institutions."""
    found: dict[tuple[str, str], Named] = {}
    for line in told.lines:
        for fact in line.facts:
            if fact.kind in ("person", "name"):
                for name in fact.names:
                    bare = name.strip("“”《》")
                    if _SHORTEST <= len(bare) <= _LONGEST and (fact.kind == "name" or is_name(bare)):
                        found.setdefault((fact.kind, bare), Named(bare, fact.kind, line))
        for match in _TITLED.finditer(line.norm):
            if is_name(match[0]):
                found.setdefault(("person", match[0]), Named(match[0], "person", line))
        for match in _ORGANISATION.finditer(line.norm):
            found.setdefault(("organisation", match[0]), Named(match[0], "organisation", line))
    return list(found.values())


def _alike_pairs(names: list[Named]) -> Iterator[tuple[Named, Named]]:
    """Names of one kind that differ in one character: found by what is left when that one is cut out."""
    holes: dict[tuple[str, int, str], list[Named]] = defaultdict(list)
    for name in names:
        text = name.text[-_TAIL:] if name.kind == "organisation" else name.text
        for i in range(len(text)):
            holes[name.kind, i - len(text) if name.kind == "organisation" else i, text[:i] + "\0" + text[i + 1 :]].append(name)
    for (_, i, _), held in holes.items():
        for a, one in enumerate(held[:20]):
            for other in held[a + 1 : 20]:
                if one.text[i] != other.text[i] and _mistaken(one.text[i], other.text[i]):
                    yield one, other


def _mistaken(one: str, other: str) -> bool:
    """Whether one character may be written for the other by mistake: same sound but for the tone, or alike to the eye."""
    if (one in _TELLING and other in _TELLING) or {one, other} <= _COUNTING:
        return False
    sounds = {folded(s) for s in readings(one)} & {folded(s) for s in readings(other)}
    return bool(sounds) or Confusables.load().alike(one, other)


def _unmarked(told: Told, names: list[Named]) -> Iterator[tuple[str, Line, str, Line]]:
    """Spellings of a person's or a quoted name that stand in running text."""
    starts, at = [], 0
    for line in told.lines:
        starts.append(at)
        at += len(line.norm) + 1
    most = _MOST // max(1, len(told.text))
    for name in [n for n in names if _long_enough(n)][:most]:
        sought = name.text[-_TAIL:] if name.kind == "organisation" else name.text
        for place, text in _variants(told.text, sought):
            other = Named(text, name.kind, _line_at(told, starts, place))
            if _apart(name, other):
                yield sought, name.line, text, other.line


def _long_enough(name: Named) -> bool:
    """Whether a name may be looked for in running text without meeting other words by chance."""
    return len(name.text) >= {"person": 3, "organisation": _TAIL}.get(name.kind, 4)


def _variants(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Windows of the text that are the name but for one character which is mistaken for the right one."""
    half = max(1, len(name) // 2)
    for piece, offset in ((name[:half], 0), (name[half:], half)):
        if (len(piece) < 2 and len(name) > 3) or text.count(piece) > _OFTEN:
            continue
        at = text.find(piece)
        while at >= 0:
            begin = at - offset
            window = text[begin : begin + len(name)] if begin >= 0 else ""
            wrong = {(a, b) for a, b in zip(window, name, strict=False) if a != b}  # 兰兰 for 蓝蓝 is one mistake
            whole = len(window) == len(name) and "\n" not in window
            if whole and len(wrong) == 1 and _mistaken(*wrong.pop()):
                yield begin, window
            at = text.find(piece, at + 1)


def _line_at(told: Told, starts: list[int], place: int) -> Line:
    return told.lines[bisect_right(starts, place) - 1]
