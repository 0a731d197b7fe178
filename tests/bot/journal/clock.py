"""A clock that stands until it is moved, and a question to write down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.journal.asked import Asked

START = datetime(2031, 5, 6, 7, 30, tzinfo=UTC)
ANSWER = Asked(
    person=5,
    chat=5,
    thread=None,
    message=70,
    text="植树多少棵？",
    status="answered",
    headline="1200棵",
    kind="count",
    value="1200",
    unit="棵",
    label="植树",
    report="某林场年报",
    section="一、造林 › 1.植树",
    path="一.1",
    quote="全年植树1200棵。",
    start=10,
    end=19,
    revision="3",
    ms=1.5,
    notes=("按「植树」理解",),
)
REFUSAL = Asked(person=5, chat=5, thread=None, message=71, text="焊工有多少？", status="not_found", missing=("焊工",), ms=2.0)


class Clock:
    """Gives ``moment`` as the time."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **parts: float) -> None:
        """Move on by days=…, hours=…, seconds=… ."""
        self.moment += timedelta(**parts)
