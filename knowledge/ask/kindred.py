"""Which values of a passage belong beside each other: the parts of a whole, the members of 分别 or 其中, what is told alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge.ask import told
from knowledge.model import Fact, Passage

# Values of one sentence are told alike when their names share so many characters at an end, or so many anywhere.
_ALIKE = 2
_ALIKE_INSIDE = 3
# A rate, an increment or a plan is another quantity than the plain one.
_OF_ANOTHER_SORT = re.compile("[平人户]均|每|新增|新建|净增|增加|累计|计划|预计|力争|目标")
# What one value was before and is now is told in a way of its own.
_FORMER = re.compile("^[由从]|[由从].{0,8}年|[加高升少降增](?:到|至)|年的$")
# Behind these stand parts of the part before, or what is no part any more.
_DEEPER = re.compile("其中|包括|(?<!不)含|另外?|此外|除此")
Cut = Callable[[str], Sequence[str]]
MOST = 12
MEASURED = frozenset({"count", "percent", "money"})


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one passage in reading order, what all of them are of ("" when the passage does not say), and the value of the
    whole that they are parts of, when their sentence gives it."""

    facts: tuple[Fact, ...]
    subject: str = ""
    whole: Fact | None = None


def measured(fact: Fact) -> bool:
    """Whether the value has a size that can be drawn."""
    return fact.kind in MEASURED and fact.value is not None


def like(one: Fact, other: Fact) -> bool:
    """Whether two values can stand on one scale."""
    return (one.kind, one.unit, one.aspect) == (other.kind, other.unit, other.aspect) and measured(one) and measured(other)


def of_one_whole(passage: Passage, fact: Fact, cut: Cut) -> Group | None:
    """The parts of the whole that a fact is, or is a part of: in a bracket, told by 分别, behind 其中, under one lead. ``cut``
    gives the words of a text."""
    for rule in (_in_bracket, _aligned, _told_of, partial(_led, cut=cut)):
        group = rule(passage, fact)
        level = _of_one_level(passage, fact, group) if group is not None else None
        if level is not None and 2 <= len(level.facts) <= MOST and _within(level):
            return level
    return None


def _of_one_level(passage: Passage, fact: Fact, group: Group) -> Group:
    """The group without parts of its parts: those of the asked value's own bracket and mark (甲128个（市级14个，县级113个），乙109个)."""
    norm = passage.sentences[group.facts[0].sentence].norm
    first = group.facts[0].at
    levels = [_level(norm, first, f.at) for f in group.facts]
    asked = _level(norm, first, fact.at) if fact in group.facts else levels[0]
    facts = tuple(f for f, level in zip(group.facts, levels, strict=True) if level == asked)
    return group if len(facts) == len(group.facts) else Group(facts, group.subject if asked == levels[0] else "")


def _level(norm: str, first: int, at: int) -> tuple[int, int]:
    """Where the bracket that a place stands in was opened, and where the last mark of parts or of more stands before it in its
    half of the sentence; -1 for none since the first value."""
    depth, opened = 0, -1
    for place in range(at - 1, first, -1):
        depth += (norm[place] in "）)") - (norm[place] in "（(")
        if depth < 0:
            opened = place
            break
    marks = [found.start() for found in _DEEPER.finditer(norm, max(first, norm.rfind("；", first, at)), at)]
    return opened, marks[-1] if marks and opened < 0 else -1


def _within(group: Group) -> bool:
    """Whether the parts are together no more than their whole; if they are more, they overlap or are not all its parts."""
    whole = group.whole.value if group.whole is not None else None
    return whole is None or group.facts[0].kind == "percent" or sum(f.value or 0 for f in group.facts) <= whole


def told_alike(passage: Passage, fact: Fact, cut: Cut) -> Group | None:
    """The run of values around a fact whose names are alike (省级课题8个，市级课题10个), of its sentence."""
    row = [f for f in passage.facts if f.sentence == fact.sentence and like(f, fact)]
    place = row.index(fact)
    first = last = place
    while first and _alike(passage, row[first - 1], row[first]):
        first -= 1
    while last + 1 < len(row) and _alike(passage, row[last], row[last + 1]):
        last += 1
    facts = tuple(row[first : last + 1])
    return Group(facts, common([told.name_of(passage, f) for f in facts], cut)) if 2 <= len(facts) <= MOST else None


def _alike(passage: Passage, one: Fact, other: Fact) -> bool:
    first, second = told.name_of(passage, one), told.name_of(passage, other)
    if _anchors(one) != _anchors(other) or bool(_OF_ANOTHER_SORT.search(first)) != bool(_OF_ANOTHER_SORT.search(second)):
        return False
    if _FORMER.search(first) or _FORMER.search(second):
        return False
    ends = _shared_beginning([first, second]), _shared_beginning([first[::-1], second[::-1]])
    return max(map(len, ends)) >= _ALIKE or len(longest_common(first, second)) >= _ALIKE_INSIDE


def _anchors(fact: Fact) -> tuple[object, ...]:
    """What a value hangs on: its whole and what leads to it. Parts of different wholes do not stand beside each other."""
    return fact.part_of, *(z for z in fact.zones if z[2] == told.OF_WHOLE)


def _in_bracket(passage: Passage, fact: Fact) -> Group | None:
    """8153人（第一学期4327人，第二学期3826人）."""
    place = fact.part_of if fact.part_of >= 0 else passage.facts.index(fact)
    whole = passage.facts[place]
    facts = tuple(f for f in passage.facts if f.part_of == place and f.sentence == whole.sentence and like(f, whole))
    return Group(facts, told.name_of(passage, whole), whole) if len(facts) > 1 else None


def _aligned(passage: Passage, fact: Fact) -> Group | None:
    """苹果、梨、桃的优果率分别为85%、90%、78%."""
    if not told.is_aligned(fact):
        return None
    shared = told.shared_zones(fact)
    facts = _of_sentence(passage, fact, lambda f: told.is_aligned(f) and told.shared_zones(f) == shared)
    return Group(facts, told.shared_by_aligned(passage, facts[-1]))


def _told_of(passage: Passage, fact: Fact) -> Group | None:
    """培训1822万人次，其中企业职工804万人次，失业人员63万人次: the parts share the stretch that tells the whole."""
    beside = _of_sentence(passage, fact, lambda f: True)
    own = [z for z in fact.zones if z[2] == told.OF_WHOLE]
    of_it = [z for f in beside for z in f.zones if z[2] == told.OF_WHOLE and z[0] <= fact.at < z[1]]
    for whole in (own or of_it)[:1]:
        named = next((f for f in beside if whole[0] <= f.at < whole[1]), None)
        if named is not None:
            return Group(tuple(f for f in beside if whole in f.zones), told.name_of(passage, named), named)
    return None


def _led(passage: Passage, fact: Fact, cut: Cut) -> Group | None:
    """其中，夏粮62万吨，早稻21万吨 in a sentence of its own; 全国就业人员中，第一产业占22.8%；第二产业占29.1%."""
    norm = passage.sentences[fact.sentence].norm
    lead = next((z for z in fact.zones if z[2] == told.LED), None)
    if lead is None or any(z[2] == told.OF_WHOLE for z in fact.zones):
        return None
    facts = _of_sentence(passage, fact, lambda f: lead in f.zones and not any(z[2] == told.OF_WHOLE for z in f.zones))
    said = norm[lead[0] : lead[1]]
    if said == "其中":
        return Group(facts, told.without_period(_before_value(fact.context)))
    if said.endswith("看"):
        return Group(facts, common([told.name_of(passage, f) for f in facts], cut) if len(facts) > 1 else "")
    return Group(facts, said.removesuffix("中")) if said.endswith("中") else None


def _before_value(context: str) -> str:
    """The words of an earlier clause before its value (全年粮食总产量302.32万吨)."""
    end = next((i for i, c in enumerate(context) if c.isdigit() and i > 1 and not context[:i].endswith("第")), 0)
    return told.trimmed(context[:end])


def _of_sentence(passage: Passage, fact: Fact, wanted: Callable[[Fact], bool]) -> tuple[Fact, ...]:
    return tuple(f for f in passage.facts if f.sentence == fact.sentence and like(f, fact) and wanted(f))


def common(names: Sequence[str], cut: Cut) -> str:
    """What all names end with, else begin with, in whole words; "" when that is less than two characters."""
    words = list(cut(names[0]))
    beginning, ending = _shared_beginning(names), _shared_beginning([name[::-1] for name in names])[::-1]
    endings = ("".join(words[place:]) for place in range(len(words)))
    beginnings = ("".join(words[:place]) for place in range(len(words), 0, -1))
    last = next((part for part in endings if ending.endswith(part)), "")
    first = next((part for part in beginnings if beginning.startswith(part)), "")
    return last if len(last) >= _ALIKE else first if len(first) >= _ALIKE_INSIDE else ""


def _shared_beginning(names: Sequence[str]) -> str:
    length = next((i for i, column in enumerate(zip(*names, strict=False)) if len(set(column)) > 1), min(map(len, names)))
    return names[0][:length]


def longest_common(one: str, other: str) -> str:
    """The longest run of characters that stands in both."""
    best = ""
    for start in range(len(one)):
        while start + len(best) < len(one) and one[start : start + len(best) + 1] in other:
            best = one[start : start + len(best) + 1]
    return best
