"""The Telegram bot under load, against the loopback Bot API of the tests.

usage: python -m benchmarks.chat [--questions N]
Start to ready; 20 people with 10 questions each at once under Telegram's own limits (seconds to the first sign for each person,
answers lost and doubled); how long the event loop was kept from its work; memory after N questions (600; Telegram's 30 messages a
second make 10,000 last six minutes)."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bot.telegram.faults import Pace
from tests.bot.telegram.running import free_address, looping, started
from tests.bot.telegram.test_web import fetched
from tests.bot.telegram.wire import Telegram

PEOPLE, EACH = 20, 10
QUESTIONS = ("专利有几项", "省级课题有几个", "国家级奖项有多少项", "焊工有多少人", "培训人数", "目录", "课题有几个")
TICK = 0.005


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--questions", type=int, default=600)
    count = asked.parse_args().questions
    print(f"start to ready          {started_in():6.2f} s")
    signs, lost, doubled, lag = at_once()
    print(f"{PEOPLE} × {EACH} at once: first sign to each, median {statistics.median(signs):.2f} s, 95th {ninety_fifth(signs):.2f} s")
    print(f"                        lost {lost}, doubled {doubled}; event loop late by at most {lag * 1000:.0f} ms")
    first, last = memory(count)
    print(f"memory                  {first:6.0f} MB after 100 questions, {last:.0f} MB after {count}")


def ninety_fifth(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95) - 1]


def started_in() -> float:
    """Seconds from the start of the process until it says that it is ready; the built-in example has been read before."""
    with Telegram() as telegram, tempfile.TemporaryDirectory() as home:
        seconds = 0.0
        for _ in range(2):
            listen, began = free_address(), time.monotonic()
            running = started(telegram, Path(home), listen)
            while True:
                try:
                    if fetched(listen, "/readyz")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.01)
            seconds = time.monotonic() - began
            running.terminate()
            running.communicate()
        return seconds


def at_once() -> tuple[list[float], int, int, float]:
    """First signs, lost and doubled answers, and the longest delay of a ticker in the bot's event loop."""
    with Telegram() as telegram, tempfile.TemporaryDirectory() as home:
        people = [telegram.person(f"p{number}") for number in range(PEOPLE)]
        telegram.pace = Pace(chat_burst=20)
        late = [0.0]
        with looping(telegram, Path(home), staff=tuple(person.id for person in people)) as (_, loop):
            ticker = asyncio.run_coroutine_threadsafe(ticking(late), loop)
            with telegram.held():
                said = [[telegram.say(person, QUESTIONS[number % 4]) for person in people] for number in range(EACH)]
            answers = [len(telegram.wait_messages(person, EACH, timeout=90)) for person in people]
            telegram.wait_idle(timeout=90)
            extra = [len(telegram.messages(person)) for person in people]
            ticker.cancel()
            notices = sum(1 for person in people for post in telegram.messages(person) if not post.labels)
        signs = [telegram.first_sign(post) for post in said[0]]
        return signs, PEOPLE * EACH - sum(answers), sum(extra) - PEOPLE * EACH - notices, late[0]


async def ticking(late: list[float]) -> None:
    """Note how much later than asked for the loop comes back."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(TICK)
        late[0] = max(late[0], time.monotonic() - began - TICK)


def memory(count: int) -> tuple[float, float]:
    """Resident megabytes of the bot's process after 100 and after ``count`` questions."""
    with Telegram() as telegram, tempfile.TemporaryDirectory() as home:
        people = [telegram.person(f"p{number}") for number in range(max(count // 18, 1) + 1)]
        running = started(telegram, Path(home), free_address(), errors=subprocess.DEVNULL, WENBAO_OPEN="true")
        seen = 0.0
        for number in range(count):
            person = people[number % len(people)]
            telegram.say(person, QUESTIONS[number % len(QUESTIONS)])
            if number % 100 == 99:
                telegram.wait_idle(0.2, timeout=120)
                seen = seen or resident(running.pid)
        last = resident(running.pid)
        running.terminate()
        running.communicate()
        return seen, last


def resident(process: int) -> float:
    """Resident memory in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
