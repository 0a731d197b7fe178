"""The facts of a large report, read by several processes at once: what a paragraph says depends on no other paragraph.

A hand is a Python of its own that is handed matching texts and gives facts back. It is started as a command and not forked,
so that it works on every platform, beside threads and under any main program. Whatever goes wrong with a hand, this process
reads the paragraphs itself: the facts are the same, only later.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from knowledge.model import Fact, Paragraph, Period, Sentence
from knowledge.report.facts import facts_of

LARGE = 100_000  # characters; reading fewer takes less than a hand takes to start
HANDS = 3  # at most; each takes some 60 MB
_CHUNK = 20_000  # characters handed out at once
_SIZE = 8  # bytes of a message's length
_LONGEST = 1 << 28  # bytes of a message
_FAILED = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError)
_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from knowledge.report.crew import serve; serve()"

_Row = tuple[Any, ...]


class Crew:
    """The hands for a text of so many characters, none for a short one. They start while the caller goes on; leaving the
    context ends them."""

    def __init__(self, characters: int) -> None:
        wanted = min(HANDS, _processors() - 1) if characters >= LARGE else 0
        self._hands = [hand for _ in range(wanted) if (hand := _started())]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *raised: object) -> None:
        for hand in self._hands:
            hand.kill()
            hand.communicate()

    def facts(self, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Fact, ...], ...]:
        """The facts of each paragraph, in their order."""
        if not self._hands:
            return tuple(map(facts_of, paragraphs))
        done: dict[int, tuple[tuple[Fact, ...], ...]] = {}
        waiting = deque(chunks := list(enumerate(_chunks(paragraphs))))
        threads = [threading.Thread(target=_drive, args=(hand, waiting, done)) for hand in self._hands]
        for thread in threads:
            thread.start()
        while (chunk := _next(waiting)) is not None:
            done[chunk[0]] = tuple(map(facts_of, chunk[1]))
        for thread in threads:
            thread.join()
        return tuple(facts for number, chunk in chunks for facts in done.get(number) or map(facts_of, chunk))


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started() -> subprocess.Popen[bytes] | None:
    """A hand; None when no process can be started."""
    if not sys.executable:
        return None
    command = [sys.executable, "-c", _BEGIN, *sys.path]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


_Chunk = tuple[int, list[Paragraph]]


def _chunks(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    chunk: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        chunk.append(paragraph)
        size += sum([len(sentence.norm) for sentence in paragraph.sentences])
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    yield chunk


def _next(waiting: deque[_Chunk]) -> _Chunk | None:
    """The next chunk that nobody has taken."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def _drive(hand: subprocess.Popen[bytes], waiting: deque[_Chunk], done: dict[int, tuple[tuple[Fact, ...], ...]]) -> None:
    """Hand out chunks until none is left or the hand fails; what it failed at is not done."""
    assert hand.stdin is not None and hand.stdout is not None  # as it was started
    while (chunk := _next(waiting)) is not None:
        number, paragraphs = chunk
        try:
            _send(hand.stdin, [[sentence.norm for sentence in paragraph.sentences] for paragraph in paragraphs])
            done[number] = tuple([tuple(map(_fact, rows)) for rows in _received(hand.stdout)])
        except _FAILED:
            return


def _send(stream: Any, value: Any) -> None:
    message = marshal.dumps(value)
    stream.write(len(message).to_bytes(_SIZE) + message)
    stream.flush()


def _received(stream: Any) -> Any:
    """The next message. EOFError: there is none, or none of ours."""
    head = stream.read(_SIZE)
    size = int.from_bytes(head)
    if len(head) < _SIZE or size > _LONGEST:
        raise EOFError
    return marshal.loads(stream.read(size))


def _row(fact: Fact) -> _Row:
    """A fact in values that every Python writes; its fields in their order."""
    f, p = fact, fact.period
    value = None if f.value is None else str(f.value)
    period = None if p is None else (p.kind, p.text, p.first, p.last, p.part)
    told = (f.sentence, f.kind, f.text, f.unit, value, f.at, f.to, f.label, f.aspect, f.marker, f.misprint)
    return (*told, period, f.names, f.zones, f.context, f.part_of)


def _fact(row: _Row) -> Fact:
    fields = list(row)
    fields[4] = None if row[4] is None else Decimal(row[4])
    fields[11] = None if row[11] is None else Period(*row[11])
    return Fact(*fields)


def serve() -> None:
    """Be a hand: texts of paragraphs come in on standard input, facts go out on standard output."""
    facts_of(_paragraph(["共1项。"]))  # the word list is loaded while the others still read the outline
    while True:
        try:
            texts = _received(sys.stdin.buffer)
        except EOFError:
            return
        _send(sys.stdout.buffer, [list(map(_row, facts_of(_paragraph(norms)))) for norms in texts])


def _paragraph(norms: Sequence[str]) -> Paragraph:
    """A paragraph of these matching texts; nothing else of a paragraph makes its facts."""
    return Paragraph(0, tuple([Sentence(0, 0, 0, norm, ()) for norm in norms]))
