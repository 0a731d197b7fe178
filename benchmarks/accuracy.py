"""How good: the project's own question banks over made-up reports, judged as `wenbao eval` judges.

usage: python -m benchmarks.accuracy [BANK ...] [--show N]
A bank is a .jsonl in tests/banks; its report is the .md or .txt of the same name beside it (city.txt of city.jsonl and of
city.near.jsonl), that of example.jsonl the built-in example. A *dialogues.jsonl holds conversations: {"id", "report" (a file beside it, else the example), "turns": [{"q", "answer"}]}.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bot.evaluate import evaluate, has, read_bank
from knowledge import publish as press
from knowledge.ask.context import Context
from knowledge.library import Library
from knowledge.model import Answer

BANKS = Path(__file__).resolve().parents[1] / "tests" / "banks"
# Banks over several reports at once; tests/knowledge/ask/test_yearly.py holds them to their floors.
OF_SEVERAL = {"years"}
HEAD = f"{'bank':<28}{'n':>5}{'accuracy':>10}{'wrong':>8}{'missed':>8}{'refusal':>9}"


def main() -> None:
    """Print a line a bank, after the failures asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("banks", nargs="*", type=Path)
    asked.add_argument("--show", type=int, default=0, help="failures listed a bank")
    given = asked.parse_args()
    print(HEAD)
    for bank in given.banks or sorted(b for b in BANKS.rglob("*.jsonl") if b.parent.name not in OF_SEVERAL):
        with tempfile.TemporaryDirectory(prefix="wenbao-bench-") as home:
            print((dialogues if bank.stem.endswith("dialogues") else single)(bank, Path(home), given.show), flush=True)


def single(bank: Path, home: Path, show: int) -> str:
    """The line of a bank of questions that stand alone."""
    beside = (bank.with_name(bank.name.split(".")[0] + suffix) for suffix in (".md", ".txt"))
    report = next((path for path in beside if path.is_file()), None)
    library = opened(report, home)
    try:
        outcome = evaluate(read_bank(bank), library.ask)
    finally:
        library.close()
    for failure in outcome.failures[:show]:
        print(
            f"  {failure.verdict}: {failure.question.q} {failure.question.answer} {failure.answer.status} {failure.answer.text!r}"
        )
    scores = "".join(
        cell(score, width)
        for score, width in zip((outcome.accuracy, outcome.wrong, outcome.missed, outcome.refusal), (10, 8, 8, 9), strict=True)
    )
    return f"{name(bank):<28}{outcome.rows:>5}{scores}"


def dialogues(bank: Path, home: Path, show: int) -> str:
    """The line of a bank of conversations; accuracy counts turns."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in bank.read_text(encoding="utf-8").splitlines() if line]
    right = turns = 0
    for report in sorted({row.get("report", "") for row in rows}):
        library = opened(bank.parent / report if report else None, home / (report or "example"))
        try:
            for row in rows:
                if row.get("report", "") != report:
                    continue
                said = Context()
                for turn in row["turns"]:
                    answer, said = library.converse(turn["q"], said)
                    turns += 1
                    right += (good := right_turn(turn["answer"], answer))
                    if not good and show > 0:
                        show -= 1
                        print(f"  {row['id']}: {turn['q']} {turn['answer']} {answer.status} {answer.text!r}")
        finally:
            library.close()
    return f"{name(bank):<28}{turns:>5}{cell(right / turns if turns else None, 10)}"


def right_turn(gold: list[str], answer: Answer) -> bool:
    """Every gold string stands in the headline, a single number in the first value; no gold: not answered."""
    if not gold:
        return answer.status != "answered"
    if answer.status != "answered" or not all(has(answer.text, one) for one in gold):
        return False
    number = len(gold) == 1 and gold[0][:1] in "0123456789第"
    first = answer.values[0].text + answer.values[0].unit if answer.values else answer.text
    return has(first, gold[0]) if number else True


def opened(report: Path | None, home: Path) -> Library:
    """A library in which this report is published; without one, the built-in example answers."""
    if report is not None:
        press.publish(home, press.prepare(report))
    return Library.open(home)


def name(bank: Path) -> str:
    return str(bank.relative_to(BANKS).with_suffix("")) if bank.is_relative_to(BANKS) else bank.stem


def cell(score: float | None, width: int) -> str:
    return f"{'-' if score is None else format(100 * score, '.1f') + ' %':>{width}}"


if __name__ == "__main__":
    main()
