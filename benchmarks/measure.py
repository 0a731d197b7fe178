"""One measurement in a process of its own, so that time and memory are of nothing else; prints one JSON object.

usage: python -m benchmarks.measure publish|answer|plain HOME REPORT QUESTIONS   (QUESTIONS: a question a line; REPORT may be "-")
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WARM_UP = 5  # questions asked before the clock counts: what is loaded lazily is there


def memory() -> float:
    """The most memory this process held, in MB. /proc is asked first: a child's ru_maxrss begins with its parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def publish(home: Path, report: Path) -> dict[str, Any]:
    """Seconds from the file to the published revision."""
    from knowledge import publish as press

    began = time.perf_counter()
    press.publish(home, press.prepare(report))
    return {"seconds": time.perf_counter() - began, "memory": memory()}


def answer(home: Path, questions: list[str]) -> dict[str, Any]:
    """Milliseconds a question over the published reports (an empty home: the built-in example), and how many were answered."""
    from knowledge.library import Library

    began = time.perf_counter()
    library = Library.open(home)
    opened = time.perf_counter() - began
    try:
        said: list[Any] = []
        times = timed(lambda question: said.append(library.ask(question).status), questions)
    finally:
        library.close()
    answered = sum(status == "answered" for status in said[-len(questions) :]) / len(questions)
    return {"open": opened, **times, "answered": answered, "memory": memory()}


def plain(home: Path, report: Path, questions: list[str]) -> dict[str, Any]:
    """The same of the baseline."""
    from benchmarks.plain import Plain

    home.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    index = Plain(str(home / "plain.db"))
    index.publish(report.read_text(encoding="utf-8"))
    published = time.perf_counter() - began
    return {"seconds": published, **timed(index.ask, questions), "memory": memory()}


def timed(ask: Callable[[str], object], questions: list[str]) -> dict[str, Any]:
    """Median and 99th percentile in milliseconds, each question asked once."""
    for question in questions[:WARM_UP]:
        ask(question)
    gc.collect()
    times = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"p50": statistics.median(times), "p99": times[min(len(times) - 1, int(len(times) * 0.99))]}


def main() -> None:
    what, home, report, asked = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    questions = [line for line in asked.read_text(encoding="utf-8").splitlines() if line]
    if what == "publish":
        result = publish(home, report)
    elif what == "answer":
        result = answer(home, questions)
    else:
        result = plain(home, report, questions)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
