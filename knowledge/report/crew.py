"""The facts of a large report, read by several processes at once: what a paragraph says depends on no other paragraph.

A hand is a Python of its own that is handed matching texts through a pipe and writes facts to a file without a name. It is
started as a command and not forked, so that it works on every platform, beside threads and under any main program. The pipe
holds a few chunks, so whoever is faster reads more of the report, and nobody waits for an answer. Whatever goes wrong with a
hand, this process reads the paragraphs itself: the facts are the same, only later.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from knowledge.model import Fact, Paragraph, Period, Sentence
from knowledge.report.facts import facts_of

LARGE = 100_000  # characters; reading fewer takes less than a hand takes to start
HANDS = 3  # at most; each takes some 60 MB
_CHUNK = 3_000  # characters handed out at once
_PIPE = 16_384  # bytes that are handed out before they are asked for, where the system lets us choose
_SIZE = 8  # bytes of a message's length
_LONGEST = 1 << 28  # bytes of a message
_BROKEN = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError)
_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from knowledge.report.crew import serve; serve()"

_Row = tuple[Any, ...]
_Facts = tuple[tuple[Fact, ...], ...]
_Chunk = tuple[int, list[Paragraph]]


@dataclass(frozen=True, slots=True)
class _Hand:
    """A process at work, and the file it writes to."""

    process: subprocess.Popen[bytes]
    written: IO[bytes]

    def give(self, waiting: deque[_Chunk]) -> None:
        """Hand out chunks until none is left or the hand takes no more, then let it end."""
        assert self.process.stdin is not None  # as it was started
        with suppress(OSError), self.process.stdin as texts:
            while (chunk := _next(waiting)) is not None:
                number, paragraphs = chunk
                _send(texts, (number, [[sentence.norm for sentence in paragraph.sentences] for paragraph in paragraphs]))

    def facts(self) -> Iterator[tuple[int, _Facts]]:
        """The chunks that are done, as far as they can be read, when the hand has ended."""
        self.process.wait()
        self.written.seek(0)
        with suppress(*_BROKEN):
            while True:
                number, rows = _received(self.written)
                yield int(number), tuple([tuple(map(_fact, told)) for told in rows])

    def end(self) -> None:
        """End the process and give its file back, whatever it is at."""
        self.process.kill()
        with suppress(OSError):
            self.process.communicate()
        self.written.close()


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
            hand.end()

    def facts(self, paragraphs: Sequence[Paragraph]) -> _Facts:
        """The facts of each paragraph, in their order. To be called once."""
        if not self._hands:
            return tuple(map(facts_of, paragraphs))
        waiting = deque(chunks := list(enumerate(_chunks(paragraphs))))
        givers = [threading.Thread(target=hand.give, args=(waiting,)) for hand in self._hands]
        for giver in givers:
            giver.start()
        done: dict[int, _Facts] = {}
        while (chunk := _next(waiting)) is not None:
            done[chunk[0]] = tuple(map(facts_of, chunk[1]))
        for giver, hand in zip(givers, self._hands, strict=True):
            giver.join()
            done.update(hand.facts())
        return tuple([facts for number, chunk in chunks for facts in done.get(number) or map(facts_of, chunk)])


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started() -> _Hand | None:
    """A hand; None when no process can be started."""
    if not sys.executable:
        return None
    command = [sys.executable, "-c", _BEGIN, *sys.path]
    with suppress(OSError), ExitStack() as opened:
        written = opened.enter_context(tempfile.TemporaryFile())
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=written, stderr=subprocess.DEVNULL, pipesize=_PIPE
        )
        opened.pop_all()  # the hand closes its file itself
        return _Hand(process, written)
    return None


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


def _send(stream: IO[bytes], value: Any) -> None:
    message = marshal.dumps(value)
    stream.write(len(message).to_bytes(_SIZE, "big") + message)
    stream.flush()


def _received(stream: IO[bytes]) -> Any:
    """The next message. EOFError: there is none, or none of ours."""
    head = stream.read(_SIZE)
    size = int.from_bytes(head, "big")
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
    gc.disable()  # nothing here goes in circles, and a hand does not live long
    facts_of(_paragraph(["共1项。"]))  # the word list is loaded while the others still read the outline
    with suppress(EOFError):
        while True:
            number, texts = _received(sys.stdin.buffer)
            _send(sys.stdout.buffer, (number, [list(map(_row, facts_of(_paragraph(norms)))) for norms in texts]))


def _paragraph(norms: Sequence[str]) -> Paragraph:
    """A paragraph of these matching texts; nothing else of a paragraph makes its facts."""
    return Paragraph(0, tuple([Sentence(0, 0, 0, norm, ()) for norm in norms]))
