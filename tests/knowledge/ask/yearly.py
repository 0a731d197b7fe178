"""The question banks over reports of several years: how they are published, asked and judged.

A row: ``q`` (or ``turns``, of which the last is judged), ``kind``, ``answer`` (texts of the headline, ‖ parts alternatives), ``quotes``
(pieces of sentences that must be cited), ``notes`` (codes), ``never`` (texts of no headline). Of kind "unanswerable" nothing may
be answered; of kind "apart" no difference may be told, though the single values may.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.evaluate import has
from knowledge.library import Library
from knowledge.model import Answer
from knowledge.publish import prepare, publish
from tests.knowledge.ask.reports import said, turns

BANKS = Path(__file__).parents[2] / "banks" / "years"
YEARS = (2022, 2023, 2024)
Row = dict[str, Any]
_TOLD_APART = re.compile("增|减|升|降|提高|多|少|持平|百分点|倍")


def rows(family: str) -> list[Row]:
    """The questions to one family of reports."""
    lines = (BANKS / f"{family}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def home_of(folder: Path, family: str, years: tuple[int, ...] = YEARS) -> Path:
    """A home in which a family's reports were published."""
    home = folder / family
    for year in years:
        publish(home, prepare(BANKS / f"{family}-{year}.md", home))
    return home


def asked(library: Library, row: Row) -> Answer:
    """The answer to a row's last turn."""
    return said(library, row)


def verdict(row: Row, answer: Answer) -> str:
    """right, refused (rightly), wrong, missed."""
    answered = answer.status == "answered"
    if row["kind"] == "unanswerable":
        return "wrong" if answered else "refused"
    if row["kind"] == "apart":
        return "wrong" if answered and (answer.calculation or _TOLD_APART.search(answer.text)) else "refused"
    if not answered:
        return "missed"
    told = all(has(answer.text, one) for one in row["answer"])
    cited = all(any(piece in e.quote for e in answer.evidence) for piece in row.get("quotes", ()))
    noted = set(row.get("notes", ())) <= {n.code for n in answer.notes}
    never = any(has(answer.text, one) for one in row.get("never", ()))
    return "right" if told and cited and noted and not never else "wrong"


def judged(folder: Path, family: str) -> list[tuple[str, Row, Answer]]:
    """Every row of a family with its verdict and the answer."""
    library = Library.open(home_of(folder, family))
    try:
        answers = [(row, asked(library, row)) for row in rows(family)]
    finally:
        library.close()
    return [(verdict(row, answer), row, answer) for row, answer in answers]


def _print(families: list[str]) -> None:
    import tempfile

    for family in families:
        with tempfile.TemporaryDirectory() as folder:
            found = judged(Path(folder), family)
        answerable = [v for v, row, _ in found if row["kind"] not in ("unanswerable", "apart")]
        other = [v for v, row, _ in found if row["kind"] in ("unanswerable", "apart")]
        print(f"{family}: right {answerable.count('right')}/{len(answerable)}, wrong {answerable.count('wrong')}, "
              f"missed {answerable.count('missed')}; refused {other.count('refused')}/{len(other)}")  # fmt: skip
        for said_, row, answer in found:
            if said_ in ("wrong", "missed"):
                print("  ", said_, turns(row), row["answer"], "|", answer.status, answer.text, "|", answer.calculation, "|",
                      [n.code for n in answer.notes], "|", [e.quote[:40] for e in answer.evidence], answer.missing)  # fmt: skip


if __name__ == "__main__":
    import sys

    _print(sys.argv[1:])
