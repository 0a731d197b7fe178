"""What admins teach: that a question means a fact, that two words mean the same. The journal keeps it, a library heeds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A fact as a lesson remembers it, to be found again by meaning when the report was replaced.

    ``report`` ``section`` (headings joined) ``path`` ``quote`` as in Evidence; ``kind`` ``unit`` ``label`` and ``text`` (the
    value as it was written) as in Value; ``aspect`` as in Fact. ``part``: "term 1", "earlier" or the like where the value is of a
    part of the report's period or of another one, else "". ``words``: the words that speak of the value, without digits."""

    report: str
    institution: str
    section: str
    path: str
    kind: str
    unit: str
    label: str
    text: str
    quote: str
    aspect: str = "level"
    part: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A question that means a fact, whatever words the report has for it."""

    question: str
    target: Target


@dataclass(frozen=True, slots=True)
class Taught:
    """All that is taught now. Of two aliases of one question the later counts; ``synonyms`` are pairs of words."""

    aliases: tuple[Alias, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()


NOTHING = Taught()
