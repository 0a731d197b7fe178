"""How fast, beside plain FTS5 over the same tokens in the same run.

usage: python -m benchmarks.speed [REPORT ...] [--questions FILE] [--times N] [--full]
Over the built-in example, over each REPORT named (txt or Markdown), and over a made-up corpus of N × 320,000 characters (1; with
--full also 20, about the largest file that may be published). Questions about a REPORT are the lines of FILE (or "q" of its
JSON lines), else made from the report's facts. Times are milliseconds a question in one process, each asked once; "÷ plain" is
our figure divided by the baseline's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import corpus
from knowledge import example

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE_BANK = ROOT / "tests" / "banks" / "example.jsonl"
STARTS = 5  # cold starts; the median counts
LARGE = 20
MOST = 1_000  # questions a corpus


@dataclass(frozen=True)
class Case:
    """A report with questions to ask it."""

    name: str
    report: Path
    questions: tuple[str, ...]


def main() -> None:
    """Measure each corpus and print its part of the table as soon as it is known."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", nargs="*", type=Path)
    asked.add_argument("--questions", type=Path)
    asked.add_argument("--times", type=int, default=1)
    asked.add_argument("--full", action="store_true")
    given = asked.parse_args()
    print(f"{'corpus':<16}{'characters':>12}  {'what':<22}{'wenbao':>10}{'plain FTS5':>12}{'÷ plain':>10}")
    with tempfile.TemporaryDirectory(prefix="wenbao-bench-") as folder:
        for number, case in enumerate(cases(given, Path(folder))):
            show(case, Path(folder) / str(number))


def cases(given: argparse.Namespace, folder: Path) -> Iterator[Case]:
    """The corpora asked for, the small ones first."""
    bank = questions_of(EXAMPLE_BANK) if EXAMPLE_BANK.is_file() else from_facts(example.path(), folder / "facts")
    yield Case("example", example.path(), bank)
    for report in given.reports:
        questions = questions_of(given.questions) if given.questions else from_facts(report, folder / f"facts-{report.stem}")
        yield Case(report.stem, report, questions)
    for times in [given.times, LARGE] if given.full else [given.times]:
        made, file = corpus.make(times, MOST), folder / f"made-up-{times}.md"
        file.write_text(made.text, encoding="utf-8")
        yield Case(f"made up × {times}", file, made.questions)


def questions_of(file: Path) -> tuple[str, ...]:
    """A question a line, or the "q" of JSON lines."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(json.loads(line)["q"] if line.startswith("{") else line for line in lines)[:MOST]


def from_facts(report: Path, home: Path) -> tuple[str, ...]:
    """A question for each fact of the report: what its label counts."""
    from knowledge import publish as press
    from knowledge.library import Library

    press.publish(home, press.prepare(report))
    library = Library.open(home)
    try:
        labels = [found.fact.label for found in library.facts()]
    finally:
        library.close()
    return tuple(f"{label}有多少" for label in dict.fromkeys(labels) if label)[:MOST]


def measured(what: str, home: Path, case: Case) -> dict[str, Any]:
    """One measurement of benchmarks.measure in a new process."""
    questions = home.with_suffix(".questions")
    questions.write_text("\n".join(case.questions), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.measure", what, str(home), str(case.report), str(questions)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"{case.name}: {what} failed\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def show(case: Case, home: Path) -> None:
    """Print the lines of one corpus."""
    published = measured("publish", home, case)
    ours, plain = measured("answer", home, case), measured("plain", home.with_name(f"{home.name}-plain"), case)
    text = case.report.read_text(encoding="utf-8", errors="replace")
    head = f"{case.name:<16}{len(text):>12,}"
    rows = [
        ("question p50, ms", ours["p50"], plain["p50"]),
        ("question p99, ms", ours["p99"], plain["p99"]),
        ("publish, s", published["seconds"], plain["seconds"]),
        ("publish, MB text/s", len(text.encode()) / 1e6 / published["seconds"], len(text.encode()) / 1e6 / plain["seconds"]),
        ("memory answering, MB", ours["memory"], plain["memory"]),
    ]
    for what, one, other in rows:
        print(f"{head}  {what:<22}{one:>10.2f}{other:>12.2f}{one / other:>10.2f}")
        head = " " * 28
    print(f"{head}  {'memory publishing, MB':<22}{published['memory']:>10.1f}")
    print(f"{head}  {'answered, %':<22}{100 * ours['answered']:>10.1f}   of {len(case.questions)} questions")
    start, bare = cold_start(home, case.questions[0])
    print(f"{head}  {'cold wenbao ask, s':<22}{start:>10.2f}   python alone {bare:.2f}", flush=True)


def cold_start(home: Path, question: str) -> tuple[float, float]:
    """Median wall seconds of `wenbao ask` in a new process, and of a Python that does nothing."""
    wenbao = [sys.executable, "-c", "from bot.cli import main; main()", "ask", question]
    # Installed, Python keeps the compiled modules; where that is switched off, each start would compile all of them anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["WENBAO_HOME"] = str(home)
    pairs = [(wall(wenbao, environment), wall([sys.executable, "-c", "pass"], environment)) for _ in range(STARTS)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def wall(command: list[str], environment: dict[str, str]) -> float:
    """Seconds a command takes."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
