"""Compare an original report with the example told after it, fact by fact, and look for copied wording.

usage: python benchmarks/compare_example.py ORIGINAL.txt [EXAMPLE.md]

The original is no part of this project; give its path. Each kind of fact is compared as a multiset, so a fact lost, added or told
twice shows. Shared runs of text are reported when they are neither a name nor a list. Exit status: 0 when both tell the same facts and
nothing is copied, 1 otherwise, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from knowledge.example import path as example_path
from knowledge.language.normal import fold_plain
from knowledge.language.quantity import find_quantities

RUN = 14  # characters in a row that two tellings of one fact hardly share by chance
CLAUSE = 5  # shorter clauses (第二学期…) are too poor in words to be told in two ways

DEBRIS = re.compile(r"\[bookmark:[^\]]*\]|（示例）|^>.*$|^#+ *(?=[^# ])|(?<=[一-鿿])\n(?=[一-鿿《])", re.MULTILINE)
ITEM = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+\.(?!\d))", re.MULTILINE)
MISPRINT = re.compile(r"(\d\.\d+)\.%")

FACTS: dict[str, re.Pattern[str]] = {
    "date": re.compile(r"\d{4}(?:[-至]\d{4})?(?:学年|年)度?|\d+月\d+日"),
    "ordinal": re.compile(
        r"第[\d一二三四五六七八九十]+(?:届|次|轮|学期)|[一二三四五六七八九十]+次(?=党代会)|首[批次]|连续[一二三]届|前[三五十]"
    ),
    "rank": re.compile(r"第[\d一二三四五六七八九十]+(?=名|、第)|[特一二三]等奖|[冠亚季]军|优秀单位|锦旗"),
    "title": re.compile(r"《(?:[^《》]|<[^>]*>)+》|“[^”]+”"),
    "latin": re.compile(r"(?:\d)?[A-Z]+(?![a-z])"),
    "level": re.compile(r"国家级|省级|市级|校级"),
}
# Where a person is named: in brackets after an honour, before a team, before an award or as its winner, with an office.
PERSON = re.compile(
    r"(?<=（)[一-鿿]{2,3}(?:、[一-鿿]{2,3})*(?=）)|[一-鿿]{2,3}(?=等[一-鿿]{0,4}团队)"
    r"|[一-鿿]{2,3}(?:、[一-鿿]{2,3}){2,}(?=获得)|(?<=教师为)[一-鿿]{2,3}(?:、[一-鿿]{2,3})*"
    r"|[一-鿿]{2,3}(?=获市级|在青年|（[^）]*书记）)|(?<=书记)[一-鿿]{2,3}(?=到)"
)


def plain(text: str) -> str:
    """The report without Markdown marks, notes, hard wraps, the debris of a word processor and the numbers of its headings."""
    joined = DEBRIS.sub("", text.replace("\r\n", "\n"))
    return MISPRINT.sub(r"\1%", ITEM.sub("", joined))


def found(kind: str, text: str) -> Counter[str]:
    """Each fact of this kind, as written, with how often it stands in the text."""
    return Counter(match.group() for match in FACTS[kind].finditer(text))


def quantities(text: str) -> Counter[str]:
    """Each number with its unit and approximation, as the product itself reads it; the unit of a rank (名) may be left out."""
    read = (quantity for line in text.splitlines() for quantity in find_quantities(fold_plain(line)))
    return Counter(f"{q.kind} {q.marker}{q.text}{'' if q.kind == 'rank' else q.unit}" for q in read if q.kind != "period")


def persons(text: str) -> set[str]:
    """Everyone the text names in one of the places where a report names people."""
    return {name for match in PERSON.finditer(text) for name in match.group().split("、")}


def told(names: Iterable[str], text: str) -> Counter[str]:
    """How often the text says each of the names, wherever it does."""
    return Counter({name: text.count(name) for name in names})


def differences(original: str, retold: str) -> Iterator[str]:
    """One line for every fact that the retelling lacks or adds."""
    counted = [(kind, found(kind, original), found(kind, retold)) for kind in FACTS]
    people = sorted(persons(original) | persons(retold))
    counted.append(("quantity", quantities(original), quantities(retold)))
    counted.append(("name", told(people, original), told(people, retold)))
    for kind, before, after in counted:
        yield from (f"missing {kind}: {fact} ×{count}" for fact, count in (before - after).items())
        yield from (f"added {kind}: {fact} ×{count}" for fact, count in (after - before).items())


def shared_runs(original: str, retold: str, least: int = RUN) -> list[str]:
    """The maximal runs of at least ``least`` characters that stand in both texts, longest first."""
    places: dict[str, list[int]] = {}
    for at in range(len(original) - least + 1):
        places.setdefault(original[at : at + least], []).append(at)
    runs, at = [], 0
    while at <= len(retold) - least:
        length = max((grown(original, start, retold, at) for start in places.get(retold[at : at + least], ())), default=0)
        if length:
            runs.append(retold[at : at + length])
        at += max(length, 1)
    return sorted(runs, key=len, reverse=True)


def grown(left: str, at: int, right: str, to: int) -> int:
    """How many characters the two texts share from these places on."""
    length = 0
    while at + length < len(left) and to + length < len(right) and left[at + length] == right[to + length]:
        length += 1
    return length


# A name: a noun of an institution, event, award or document, no mark and no grammar word before it. Names carry over as they are.
NOUN = (
    r"(?:大会|会议|思想|规划|基地|项目|大赛|竞赛|比赛|联赛|学院|学校|技师|教师|考核|证书|考试|奖|工作室|办法|单位|奖学金|课堂"
    r"|职业|杯|专业|总结|技能|版)"
)
NAME = re.compile(rf"[^，。；：的了在与为]*{NOUN}[^，。；：的了在与为]{{0,6}}")


def is_name_or_list(run: str) -> bool:
    """Whether every part of the run between list marks and brackets is short or a proper name."""
    parts = re.split(r"[、《》“”（）暨]|\d+[名人]", run.strip("，。；：\n"))
    return all(len(part) < RUN or NAME.fullmatch(part) for part in parts)


def copied_clauses(original: str, retold: str) -> Iterator[str]:
    """Whole clauses that stand in both texts; a bare title or a term of a list is no clause."""
    bare = {fact for kind in FACTS for fact in found(kind, original)}
    people = persons(original)
    theirs = {clause for clause in clauses(original) if not people.issuperset(clause.split("、"))} - bare
    yield from (clause for clause in clauses(retold) if clause in theirs)


def clauses(text: str) -> Iterable[str]:
    """The stretches between commas and stops, brackets taken as marks too."""
    return (part.strip() for part in re.split(r"[，。；：\n（）]", text) if len(part.strip()) >= CLAUSE)


def alike(original: str, retold: str) -> Iterator[str]:
    """Clauses that are nearly the same, for the eye: they do not fail the comparison."""
    theirs = list(clauses(original))
    for clause in clauses(retold):
        near = max(theirs, key=lambda other: SequenceMatcher(None, other, clause, autojunk=False).ratio())
        if SequenceMatcher(None, near, clause, autojunk=False).ratio() > 0.85:
            yield f"{clause} ~ {near}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare an original report with the example told after it.")
    parser.add_argument("original", type=Path)
    parser.add_argument("example", type=Path, nargs="?", default=example_path())
    parser.add_argument("--alike", action="store_true", help="also list clauses that are nearly the same")
    given = parser.parse_args()
    original, retold = (plain(file.read_text(encoding="utf-8")) for file in (given.original, given.example))
    lines = list(differences(original, retold))
    lines += [f"copied run: {run}" for run in shared_runs(original, retold) if not is_name_or_list(run)]
    lines += [f"copied clause: {clause}" for clause in copied_clauses(original, retold)]
    print("\n".join(lines) if lines else "the same facts, nothing copied")
    if given.alike:
        print("\n".join(f"alike: {pair}" for pair in alike(original, retold)))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
