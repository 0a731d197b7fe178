"""Which values of a sentence are the parts of another one, and what the parts are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.check.lines import Line, exact, same_unit
from knowledge.model import Fact

# Between a whole and its first part: its noun, and what opens the parts.
_LEAD = re.compile(
    r"[^，；。：（）]{0,14}?(?:（[^（）\d]{1,6}）)?(?:，[^，；。、（）]{0,14}[\d.]+(?:%|个百分点)|，(?:比|较|同比)[^，；。、（）]{2,14})*[，：（]?"
    r"(?P<lead>其中[，：]?|分别[为是]|包括|包含|即|分为|[：（])|[^，；。：（）]{0,6}(?P<bare>，)"
)
_AMONG = re.compile(r"(?:^|[；。，])(?P<whole>[\u4e00-\u9fff]{2,8})中[，：]?(?=[^，；。\d]{1,12}\d)")
_UNIT_ASIDE = re.compile(r"（([\u4e00-\u9fff]{1,2})）")
_STOP = re.compile(
    r"另|还有|此外|同时|新增|累计|总计|合计|共计|平均|人均|上年|去年|同比|增加(?!值)|减少|增长|下降|较|[比每]|目标|计划|^共|^含|不含|除|^总(?!工)"
)
_MORE = re.compile(r"等(?!级)|[、，]?其他(?![^，。；、]{0,8}\d)")
_JOINS = re.compile("以及|[和与及](?!以[上下])(?=[^，、；]{0,14}\\d)")
_LISTED = re.compile("、")
_CHANGED = re.compile(r"\d(?:%|[^，；。]{0,4}$)")
_COMMAS = re.compile("[，；]")


@dataclass(frozen=True)
class Partition:
    """A whole with its parts. ``lead``: the word or mark that opens them (其中, 分别为, （ ...); ``labels`` name the parts;
    ``named`` is what the whole is called; ``all_told``: nothing such as 等 says that there are more."""

    line: Line
    whole_line: Line
    whole: Fact
    parts: tuple[Fact, ...]
    labels: tuple[str, ...]
    lead: str
    named: str
    all_told: bool
    style: str


def partitions(line: Line, before: Line | None) -> Iterator[Partition]:
    """Every whole that is followed by parts; a sentence that begins with 其中 takes the whole of the one before."""
    figures = [f for f in line.figures if f.kind != "percent" and f.aspect == "level"]
    if before is not None and line.norm.startswith("其中") and figures:
        yield from _of_the_sentence_before(line, before, figures)
    yield from _among(line, before, figures)
    for i, whole in enumerate(figures[:-1]):
        if not exact(whole):
            continue
        led = _LEAD.match(line.norm, whole.to, figures[i + 1].at)
        if led is None:
            continue
        lead = led["lead"] or led["bare"]
        end = _closing(line.norm, led.end()) if lead == "（" else _end(line.norm, led.end(), "；")
        found = _parts(line, figures[i + 1 :], led.end(), end, whole, lead == "（")
        if found:
            named = re.split("[，；。：]", line.norm[: whole.at])[-1] + line.norm[whole.to : led.end()]
            lead = lead[:2].strip("，：") or lead
            yield Partition(line, line, whole, found.parts, found.labels, lead, named, found.all_told, found.style)


def _of_the_sentence_before(line: Line, before: Line, figures: Sequence[Fact]) -> Iterator[Partition]:
    wholes = [f for f in before.figures if f.kind != "percent" and f.aspect == "level" and same_unit(f, figures[0])]
    if len(wholes) != 1 or not exact(wholes[0]) or before.paragraph != line.paragraph:
        return
    begin = 3 if line.norm[2:3] in ("，", "：") else 2
    found = _parts(line, figures, begin, _end(line.norm, begin), wholes[0], False)
    if found:
        named = before.norm[: wholes[0].at]
        yield Partition(line, before, wholes[0], found.parts, found.labels, "其中", named, found.all_told, found.style)


def _among(line: Line, before: Line | None, figures: Sequence[Fact]) -> Iterator[Partition]:
    """专任教师312人。专任教师中教授58人、副教授96人、讲师及以下158人: the whole is what X中 names, told shortly before."""
    for match in _AMONG.finditer(line.norm):
        parts = [f for f in figures if f.at >= match.end()]
        if not parts:
            continue
        end = _end(line.norm, match.end(), "；")
        for told in (line, before):
            wholes = [f for f in told.figures if _is_called(told, f, match["whole"], parts[0])] if told else []
            wholes = [f for f in wholes if told is not line or f.to <= match.start()]
            if told and len(wholes) == 1 and (found := _parts(line, parts, match.end(), end, wholes[0], False)):
                named = match["whole"]
                yield Partition(line, told, wholes[0], found.parts, found.labels, "中", named, found.all_told, found.style)
                break


def _is_called(line: Line, fact: Fact, name: str, part: Fact) -> bool:
    return exact(fact) and fact.aspect == "level" and same_unit(fact, part) and line.norm[: fact.at].endswith(name)


def _closing(norm: str, at: int) -> int:
    """Where the bracket that opened right before ``at`` closes; the end of the text when it never does."""
    depth = 1
    for i in range(at, len(norm)):
        depth += (norm[i] == "（") - (norm[i] == "）")
        if depth == 0:
            return i
    return len(norm)


def _end(norm: str, at: int, marks: str = "") -> int:
    """Where a statement ends: at the bracket around it, at one of the marks, or at the end of the sentence."""
    depth = 0
    for i in range(at, len(norm)):
        depth += (norm[i] == "（") - (norm[i] == "）")
        if depth < 0 or norm[i] == "。" or (norm[i] in marks and depth == 0):
            return i
    return len(norm)


def _spans(norm: str, at: int, to: int, mark: re.Pattern[str]) -> list[tuple[int, int, str]]:
    """The stretches between marks that stand in no bracket, each with the mark behind it."""
    spans, begin, depth, seen = [], at, 0, at
    for found in mark.finditer(norm, at, to):
        depth += norm.count("（", seen, found.start()) - norm.count("）", seen, found.start())
        seen = found.start()
        if depth <= 0:
            spans.append((begin, found.start(), found[0]))
            begin = found.end()
    return [*spans, (begin, to, "")]


def _inside(norm: str, figures: Sequence[Fact], at: int, to: int) -> list[Fact]:
    """The figures of a stretch that stand in no bracket of it."""
    return [f for f in figures if at <= f.at and f.to <= to and norm.count("（", at, f.at) <= norm.count("）", at, f.at)]


class Found(NamedTuple):
    """Parts, their names, whether all are told, and the mark between them (、 or ，)."""

    parts: tuple[Fact, ...]
    labels: tuple[str, ...]
    all_told: bool
    style: str


def _parts(line: Line, figures: Sequence[Fact], at: int, to: int, whole: Fact, bracketed: bool) -> Found | None:
    """The values that follow one another as parts; None when there are none. Of a bracket every value must be a part."""
    norm = line.norm
    units = {whole.unit, *_UNIT_ASIDE.findall(norm[whole.to : whole.to + 4])}
    told: list[tuple[Fact, str]] = []
    stop, style = at, "，"
    for begin, end, _ in _spans(norm, at, to, _COMMAS):
        held = _inside(norm, figures, begin, end)
        if told and not held and _CHANGED.search(norm, begin, end):
            continue
        items = _items(norm, held, begin, end)
        found = [_part(norm, held, a, b, whole, units) for a, b in items]
        if None in found or (len(found) > 1 and told):
            if bracketed:
                return None
            break
        told += [part for part in found if part]
        stop = end
        if len(found) > 1:
            style = "、"
            break
    if not told or (bracketed and style == "、" and stop < to):
        return None
    parts, labels = zip(*told, strict=True)
    return Found(parts, labels, not _MORE.search(norm, parts[-1].to, stop), style)


def _items(norm: str, held: Sequence[Fact], at: int, to: int) -> list[tuple[int, int]]:
    """The stretches of a list, one a value: A 9项、B及C 32项, A 9项和B 32项."""
    if len(held) < 2:
        return [(at, to)]
    items: list[tuple[int, int]] = []
    for begin, end, _ in _spans(norm, at, to, _LISTED):
        several = sum(begin <= f.at and f.to <= end for f in held) > 1
        items += [(a, b) for a, b, _ in _spans(norm, begin, end, _JOINS)] if several else [(begin, end)]
    return items


def _part(norm: str, held: Sequence[Fact], at: int, to: int, whole: Fact, units: set[str]) -> tuple[Fact, str] | None:
    own = [f for f in held if at <= f.at and f.to <= to]
    if len(own) != 1:
        return None
    figure = own[0]
    label = norm[at : figure.at] or re.split("[（）]", norm[figure.to : to])[0]
    alike = same_unit(figure, whole) or (figure.kind == whole.kind and figure.unit in units)
    ok = alike and exact(figure) and figure.aspect == "level" and not _STOP.search(norm, at, figure.at)
    return (figure, label) if ok else None
