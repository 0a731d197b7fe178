"""How good is the check of drafts: made-up press drafts over the reports of tests/banks, with marked mistakes.

usage: python -m benchmarks.drafts [DRAFT ...] [--show]
A draft is a .txt in tests/banks/drafts; its first line names the report (`@ spoken/town.txt`, `@ example`). In its text
{8项} is a right statement, {501人=} one that follows by calculation, {9项!7项} a wrong one with what the report says.
Wrong statements are caught when no finding on them agrees or is derived; a right one is a false alarm when one differs.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import BANKS, opened
from knowledge.library import Library
from knowledge.verify.finding import DraftFinding

DRAFTS = BANKS / "drafts"
HEAD = f"{'draft':<22}{'wrong':>6}{'caught':>9}{'right':>7}{'alarms':>9}{'confirmed':>11}{'ms/1000':>9}"
_MARK = re.compile(r"\{([^{}!=]+)(?:!([^{}]*)|(=))?\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A scored stretch of a draft; ``true`` is what the report says where the draft is wrong, else ""."""

    start: int
    end: int
    text: str
    true: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft without its marks, and the marks."""

    name: str
    report: Path | None
    text: str
    marks: tuple[Mark, ...]


def read_draft(path: Path) -> Draft:
    """A draft of the bank."""
    first, _, marked = path.read_text(encoding="utf-8").partition("\n")
    named = first.removeprefix("@ ").strip()
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), match[1], match[2] or "", bool(match[3])))
        text += match[1]
        at = match.end()
    report = None if named == "example" else BANKS / named
    return Draft(f"{path.parent.name}/{path.stem}", report, text + marked[at:], tuple(marks))


def outcome(mark: Mark, findings: tuple[DraftFinding, ...]) -> str:
    """caught or missed for a wrong statement; confirmed, open, alarm or unread for a right one."""
    verdicts = {f.verdict for f in findings if f.start < mark.end and mark.start < f.end}
    if mark.true:
        return "caught" if verdicts and not verdicts <= {"agrees", "derived"} else "missed"
    if not verdicts:
        return "unread"
    if "differs" in verdicts:
        return "alarm"
    return "confirmed" if verdicts <= {"agrees", "derived"} else "open"


def judge(draft: Draft, library: Library, show: bool) -> tuple[Counter[str], float]:
    """How many marks came out how, and milliseconds of computing a thousand characters."""
    library.check_draft(draft.text)  # what is kept in memory afterwards is no part of the time
    began = time.process_time()
    check = library.check_draft(draft.text)
    took = (time.process_time() - began) * 1e6 / len(draft.text)
    counted: Counter[str] = Counter()
    for mark in draft.marks:
        result = outcome(mark, check.findings)
        counted[result] += 1
        if show and result not in ("caught", "confirmed"):
            found = [f for f in check.findings if f.start < mark.end and mark.start < f.end]
            said = "; ".join(f"{f.text} {f.verdict} {f.should_be or ''} {'/'.join(f.missing)}" for f in found)
            around = draft.text[max(0, mark.start - 22) : mark.end + 8].replace("\n", " ")
            print(f"  {result:<7} {mark.text}{'!' + mark.true if mark.true else ''}: {said} | {around}")
    return counted, took


def line(name: str, counted: Counter[str], took: float) -> str:
    """The line of a draft, or of all of them."""
    wrong = counted["caught"] + counted["missed"]
    right = sum(counted.values()) - wrong
    shares = (counted["caught"] / wrong, counted["alarm"] / right, counted["confirmed"] / right)
    caught, alarms, confirmed = (f"{100 * share:.1f} %" for share in shares)
    return f"{name:<22}{wrong:>6}{caught:>9}{right:>7}{alarms:>9}{confirmed:>11}{took:>9.0f}"


def main() -> None:
    """Print a line a draft and one for all."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("drafts", nargs="*", type=Path)
    asked.add_argument("--show", action="store_true", help="list what went wrong")
    given = asked.parse_args()
    print(HEAD)
    total: Counter[str] = Counter()
    times = []
    for path in given.drafts or sorted(DRAFTS.rglob("*.txt")):
        draft = read_draft(path)
        with tempfile.TemporaryDirectory(prefix="wenbao-bench-") as home:
            library = opened(draft.report, Path(home))
            try:
                counted, took = judge(draft, library, given.show)
            finally:
                library.close()
        total += counted
        times.append(took)
        print(line(draft.name, counted, took), flush=True)
    print(line("all", total, max(times)))


if __name__ == "__main__":
    main()
