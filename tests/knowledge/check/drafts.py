"""Reports for the self-check's tests: texts read into drafts, and planted reports with their mistakes put in or left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from knowledge.model import Draft
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline

FOLDER = Path(__file__).parent / "planted"
# {kind:right|wrong} in a planted report.
_MISTAKE = re.compile(r"\{(?P<kind>\w+):(?P<right>[^|{}]*)\|(?P<wrong>[^{}]*)\}")
KINDS = {"base": "share_of_base", "list": "count_of_list"}


@dataclass(frozen=True)
class Planted:
    """A report with one mistake put in (or none): the text, and where the mistake stands."""

    text: str
    kind: str
    at: int
    to: int


def draft(text: str, name: str = "report.txt") -> Draft:
    """A text read as a report."""
    read = outline(text, name)
    return Draft(read, tuple(facts_of(paragraph) for paragraph in read.paragraphs))


def mistakes(report: str) -> int:
    """How many mistakes a planted report holds."""
    return len(_MISTAKE.findall(_read(report)))


def planted(report: str, wrong: Collection[int] = ()) -> Planted:
    """The report with the mistakes of these numbers, all others being right; the place is of the last one."""
    pieces: list[str] = []
    place = ("", 0, 0)
    seen = 0
    template = _read(report)
    for number, found in enumerate(_MISTAKE.finditer(template)):
        pieces.append(template[seen : found.start()])
        at = sum(map(len, pieces))
        pieces.append(found["wrong"] if number in wrong else found["right"])
        if number in wrong:
            place = (KINDS.get(found["kind"], found["kind"]), at, at + len(pieces[-1]))
        seen = found.end()
    return Planted("".join([*pieces, template[seen:]]), *place)


def _read(report: str) -> str:
    return (FOLDER / f"{report}.txt").read_text(encoding="utf-8")
