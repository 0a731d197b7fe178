"""What the process apart tells the one that talks to people: plain values that go through JSON."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was read and not published. ``preview``: the lines an admin decides by; ``details``: everything, as a text."""

    title: str
    preview: tuple[str, ...]
    details: str
    grave: int
    broken: int


@dataclass(frozen=True, slots=True)
class Published:
    """A report that answers now, as revision ``number``."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Given:
    """A number somebody was given: what was said of which report, and the sentence."""

    question: int
    report: str
    headline: str
    value: str
    unit: str
    label: str
    quote: str
    revision: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a number that was given: ``now`` as the report has it now, "" when it is gone, with its section and report.

    ``unclear``: what the report says in its place may be the same thing in other words."""

    question: int
    now: str
    section: str
    report: str = ""
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was judged. ``lines``: the verdict, then the findings, what differs first; ``summary``: findings by verdict;
    ``marked``: the draft as a Word document in base64, "" for a text that was typed."""

    lines: tuple[str, ...]
    summary: dict[str, int]
    marked: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Facts as a file, in base64."""

    content: str


class FailedError(Exception):
    """The work was refused: ``kind`` is the name of the error's class, the text its one line in English."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
