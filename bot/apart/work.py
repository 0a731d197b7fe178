"""The process that reads reports for the bot, so that answers never wait for it and whatever a file does to it, the bot lives.

``python -m bot.apart.work WORK`` takes one JSON object on standard input and writes JSON lines: {"progress": [3, 60]} while it
reads, then {"result": …} or {"error": "BrokenFileError", "message": "…"}."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.apart.corrections import verdicts
from bot.apart.preview import examined
from bot.apart.told import Checked, Examined, Exported, Given, Published, Verdict
from bot.commands.carrying import carry_marks
from bot.journal.internal import Mark
from bot.shown import Marks
from knowledge import publish as press
from knowledge.errors import WenbaoError

NICE = 10


def examine(asked: Mapping[str, Any]) -> Examined:
    """Read a file and tell what is in it."""
    home = Path(asked["home"])
    return examined(press.prepare(Path(asked["file"]), home, press.Edits(**asked["edits"]), _progress), home)


def publish(asked: Mapping[str, Any]) -> Published:
    """Read a file again and let it answer."""
    home = Path(asked["home"])
    prepared = press.prepare(Path(asked["file"]), home, press.Edits(**asked["edits"]), _progress)
    carry_marks(home, prepared)
    return Published(press.publish(home, prepared, asked["keep"]).number, prepared.summary.title)


def roll_back(asked: Mapping[str, Any]) -> Published:
    """Let an earlier revision answer again."""
    revision = press.rollback(Path(asked["home"]), asked["number"])
    return Published(revision.number, "、".join(revision.titles))


def correct(asked: Mapping[str, Any]) -> tuple[Verdict, ...]:
    """What became of numbers that were given."""
    return verdicts(Path(asked["home"]), [Given(**one) for one in asked["given"]])


def check_draft(asked: Mapping[str, Any]) -> Checked:
    """Hold a draft against the reports."""
    from bot.apart.drafts import checked  # the only work that writes Word documents

    marks = Marks.of([Mark(**one) for one in asked["internal"]])
    return checked(Path(asked["home"]), asked["text"], Path(asked["file"]) if asked["file"] else None, marks)


def export(asked: Mapping[str, Any]) -> Exported:
    """Write facts as a file."""
    from bot.apart.exports import exported  # the only work that writes workbooks

    return exported(Path(asked["home"]), asked["kind"], asked["words"])


_WORK: dict[str, Callable[[Mapping[str, Any]], Examined | Published | Checked | Exported | tuple[Verdict, ...]]] = {
    "examine": examine,
    "publish": publish,
    "roll_back": roll_back,
    "correct": correct,
    "check_draft": check_draft,
    "export": export,
}


def _progress(done: int, pages: int) -> None:
    _say({"progress": [done, pages]})


def _say(told: Mapping[str, object]) -> None:
    print(json.dumps(told, ensure_ascii=True), flush=True)


def _end_with_parent() -> None:
    """End when the bot does: what it began anew after its restart must not meet this process still at work."""
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> int:
    """Do the work that is named, and tell how it went."""
    with contextlib.suppress(OSError, AttributeError):  # Windows has no niceness
        os.nice(NICE)
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        done = _WORK[sys.argv[1]](asked)
    except WenbaoError as error:
        _say({"error": type(error).__name__, "message": str(error)})
        return 1
    _say({"result": [asdict(one) for one in done] if isinstance(done, tuple) else asdict(done)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
