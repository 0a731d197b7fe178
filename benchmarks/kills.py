"""Publishing killed at random moments: after each kill the library must open and answer with a whole report, old or new.

    python -m benchmarks.kills [KILLS] [SEED]

The publisher is a process of its own, killed with SIGKILL somewhere between its start and its end; now and then it goes back to an
earlier revision instead. Prints how many were killed, before and after the new report answered."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from knowledge import publish as press
from knowledge.errors import NoSuchRevisionError
from knowledge.library import Library

REPORT = "# 某馆2024年工作总结\n\n## 一、借阅\n\n2024年接待读者{count}人次。\n\n## 二、其他\n\n"
QUESTION = "接待读者多少人次"
KEEP = 3
# How often a publisher goes back instead of publishing.
BACK = 0.1
# A copy of a process works slower than the process itself.
SLACK = 1.6


def written(folder: Path, count: int) -> Path:
    """A report that says ``count``, long enough for publishing to take a moment."""
    file = folder / "report.md"
    more = "".join(f"第{n}分馆举办活动{n + 20}场，参加{n * 7 + 300}人次。\n\n" for n in range(1, 120))
    file.write_text(REPORT.format(count=count) + more, encoding="utf-8")
    return file


def answered(home: Path) -> int:
    """The number that the library gives now. AssertionError: it does not answer, or a revision that answered is damaged."""
    with closing(Library.open(home)) as library:
        answer = library.ask(QUESTION)
    assert answer.status == "answered" and not library.is_example, answer
    current = [one for one in press.revisions(home) if one.is_current]
    assert len(current) == 1 and not current[0].damaged, current
    return int(answer.values[0].value)


def run(folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill as many publishers; how many died before and after the new report answered, and how many were done by then."""
    rng, home, told = random.Random(seed), folder / "home", Counter[str]()
    _publish(home, written(folder, 1000))
    began = time.monotonic()
    _publish(home, written(folder, 1000))  # once more: the first time reads dictionaries, which its copies then have
    takes = time.monotonic() - began
    now, count = 1000, 1000
    while told["before"] + told["after"] < kills:
        count += 1
        file, back = written(folder, count), rng.random() < BACK
        before = {now, *_kept(home)} if back else {now}
        ended = _killed(partial(_work, home, file, back), rng.uniform(0, takes * SLACK))
        now, was = answered(home), now
        assert now in before | {count}, f"{now} instead of {before} or {count}"
        told["done" if ended else "before" if now == was else "after"] += 1
    return told


def _publish(home: Path, file: Path) -> None:
    press.publish(home, press.prepare(file, home), KEEP)


def _kept(home: Path) -> set[int]:
    """What the kept revisions would answer."""
    found = set()
    for one in press.revisions(home):
        if not one.damaged:
            with closing(Library.at(one.path)) as library:
                found.add(int(library.ask(QUESTION).values[0].value))
    return found


def _work(home: Path, file: Path, back: bool) -> None:
    if not back:
        _publish(home, file)
        return
    try:
        press.rollback(home)
    except NoSuchRevisionError:  # the oldest one answers
        _publish(home, file)


def _killed(work: Callable[[], None], seconds: float) -> bool:
    """Do the work in a process that is killed after so long; whether it was done by then."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.waitstatus_to_exitcode(status) == 0, "the publisher failed by itself"
    return True


def main(kills: int = 1000, seed: int = 1) -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as folder:
        told = run(Path(folder), kills, seed)
    print(f"{kills} kills: {told['before']} before the new report answered, {told['after']} after; {told['done']} were done by then")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
