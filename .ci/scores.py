"""Publish each report into a home of its own, run its question bank through the command line, compare with the floors.

usage: scores.py FOLDER [BANK ...]   (FOLDER holds reports/, questions/, public/ and the scorers; all banks when none is named)
Exit status: 0 all floors hold, 1 a score is below its floor or a bank could not be scored.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WENBAO = Path(sys.executable).with_name("wenbao")


@dataclass(frozen=True)
class Bank:
    """A question bank: the report it asks, the scorer that judges it and the command that answers."""

    name: str
    report: str
    questions: str
    scorer: str
    answer: str


BANKS = (
    Bank("college-2021", "reports/college-2021.txt", "questions/college-2021.jsonl", "score.py", "ask --json -"),
    Bank(
        "college-2021.dialogues",
        "reports/college-2021.txt",
        "questions/college-2021.dialogues.jsonl",
        "score_dialogues.py",
        "chat --json",
    ),
    Bank("hefei-2024", "reports/hefei-2024.txt", "questions/hefei-2024.jsonl", "score.py", "ask --json -"),
    Bank("renshe-2022-2023", "reports/renshe-2022-2023.txt", "questions/renshe-2022-2023.jsonl", "score.py", "ask --json -"),
    Bank("drcd_dev", "public/drcd_dev.md", "public/drcd_dev.jsonl", "public/score_public.py", "ask --eager --json -"),
    Bank("cmrc_trial", "public/cmrc_trial.md", "public/cmrc_trial.jsonl", "public/score_public.py", "ask --eager --json -"),
)


def score(shared: Path, bank: Bank) -> dict[str, Any] | None:
    """The scorer's last line as a mapping; None when publishing or scoring failed, whose words are then printed."""
    with tempfile.TemporaryDirectory(prefix="wenbao-") as home:
        environment = {**os.environ, "WENBAO_HOME": home}
        publish = [str(WENBAO), "publish", str(shared / bank.report), "--yes"]
        judge = [
            sys.executable,
            str(shared / bank.scorer),
            str(shared / bank.questions),
            "--cmd",
            f"{shlex.quote(str(WENBAO))} {bank.answer}",
        ]
        for command in (publish, judge):
            done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
            if done.returncode:
                print(f"{bank.name}: {' '.join(command)}: exit {done.returncode}\n{done.stdout[-800:]}{done.stderr[-800:]}")
                return None
    scores: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return scores


def shortfalls(scores: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Each score that is below its floor (above, for a floor named max_…), in words."""
    found = []
    for name, floor in floors.items():
        most = name.startswith("max_")
        got = scores.get(name.removeprefix("max_"))
        if got is None or (got > floor if most else got < floor):
            found.append(f"{name.removeprefix('max_')} is {got}, {'at most' if most else 'at least'} {floor} is asked")
    return found


def main() -> int:
    shared, wanted = Path(sys.argv[1]).resolve(), set(sys.argv[2:])
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    failed = False
    for bank in BANKS:
        if wanted and bank.name not in wanted:
            continue
        if not (shared / bank.questions).is_file():
            print(f"{bank.name}: not at hand, not scored")
            continue
        scores = score(shared, bank)
        print(bank.name, "not scored" if scores is None else json.dumps(scores, ensure_ascii=False), flush=True)
        for words in ["not scored"] if scores is None else shortfalls(scores, floors.get(bank.name, {})):
            failed = True
            print(f"  below the floor: {words}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
