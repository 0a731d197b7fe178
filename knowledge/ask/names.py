"""Names in a question that the dictionary cuts in pieces: the passages read say what they are (《望海潮》, 祝明朗)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ask.retrieve import Read
from knowledge.ask.terms import Cut

_KINDS = frozenset({"name", "person"})
_SHORTEST, _LONGEST = 2, 20


def names_in(norm: str, reads: Sequence[Read]) -> tuple[str, ...]:
    """Titles, quoted names and people of the passages read that the question says, the longest first."""
    told = {n.strip("《》“”") for r in reads for f in r.passage.facts if f.kind in _KINDS for n in f.names}
    return tuple(sorted((n for n in told if _SHORTEST <= len(n) <= _LONGEST and n in norm), key=lambda n: (-len(n), n)))


def whole(names: Sequence[str], cut: Cut) -> Cut:
    """The cut that leaves the names whole."""
    parts = re.compile("(" + "|".join(map(re.escape, names)) + ")")

    def cut_around(text: str) -> list[str]:
        return [word for part in parts.split(text) if part for word in ([part] if part in names else cut(part))]

    return cut_around
