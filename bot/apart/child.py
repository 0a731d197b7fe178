"""Starting the process that reads reports, hearing its progress, and ending it when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bot
from bot.apart.told import Checked, Examined, Exported, FailedError, Given, Published, Verdict
from bot.journal.internal import Mark

SECONDS = 180.0
LONGEST_LINE = 64 * 1024 * 1024

Heard = Callable[[int, int], Awaitable[None]]


async def unheard(_done: int, _pages: int) -> None:
    """Progress that interests nobody."""


async def examine(home: Path, file: Path, edits: Mapping[str, str], heard: Heard = unheard) -> Examined:
    """Read a file. FailedError: what is wrong with it."""
    told = await _done("examine", {"home": str(home), "file": str(file), "edits": dict(edits)}, heard)
    return Examined(**{**told, "preview": tuple(told["preview"])})


async def publish(home: Path, file: Path, edits: Mapping[str, str], keep: int) -> Published:
    """Publish a file that was examined; ``keep`` revisions stay. FailedError: nothing has changed."""
    asked = {"home": str(home), "file": str(file), "edits": dict(edits), "keep": keep}
    return Published(**await _done("publish", asked, unheard))


async def roll_back(home: Path, number: int | None) -> Published:
    """Let an earlier revision answer. FailedError: nothing has changed."""
    return Published(**await _done("roll_back", {"home": str(home), "number": number}, unheard))


async def correct(home: Path, given: list[Given]) -> tuple[Verdict, ...]:
    """What became of numbers that were given."""
    told = await _done("correct", {"home": str(home), "given": [asdict(one) for one in given]}, unheard)
    return tuple(Verdict(**one) for one in told)


async def check_draft(home: Path, text: str, marks: list[Mark], file: Path | None = None) -> Checked:
    """Hold a draft, typed or in a file, against the reports; ``marks``: what of them is internal. FailedError: what is wrong."""
    internal = [asdict(one) for one in marks]
    asked = {"home": str(home), "text": text, "file": str(file) if file else "", "internal": internal}
    told = await _done("check_draft", asked, unheard)
    return Checked(tuple(told["lines"]), told["summary"], told["marked"])


async def export(home: Path, kind: str, words: str) -> Exported:
    """Facts as a file: xlsx, csv or json; those that speak of ``words``. FailedError: there are none."""
    return Exported(**await _done("export", {"home": str(home), "kind": kind, "words": words}, unheard))


async def _done(work: str, asked: Mapping[str, object], heard: Heard) -> Any:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.apart.work", work),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=LONGEST_LINE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(bot.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])},
    )
    try:
        async with asyncio.timeout(SECONDS):
            return await _heard(process, json.dumps(asked).encode(), heard)
    except TimeoutError:
        raise FailedError("TooSlowError", f"{work} took longer than {SECONDS:g} seconds and was ended") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _heard(process: asyncio.subprocess.Process, asked: bytes, heard: Heard) -> Any:
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(asked + b"\n")  # it stays open: its end tells the process that we are gone
        await process.stdin.drain()
    async for line in process.stdout:
        told = json.loads(line)
        if "progress" in told:
            await heard(*told["progress"])
        elif "error" in told:
            raise FailedError(told["error"], told["message"])
        else:
            return told["result"]
    raise FailedError("ReaderUnavailableError", "the process that reads reports ended without a word")
