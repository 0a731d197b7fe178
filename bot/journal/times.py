"""Times as the journal writes them: ISO 8601 in UTC, always of the same length, so that texts sort as times do."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """The text of a moment, to the microsecond. ValueError: a time without its zone says no moment."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    """The moment of a text that ``written`` gave."""
    return datetime.fromisoformat(text)


def read_if_any(text: str | None) -> datetime | None:
    """The same of what may not have happened yet."""
    return None if text is None else read(text)
