"""What people asked in vain, for the admins: alike questions together, with the facts they may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.golden import TAUGHT
from bot.journal.asked import Gap
from bot.journal.keys import text_key
from knowledge.model import Hit

if TYPE_CHECKING:
    from knowledge.library import Library

EXAMPLES, MISSING, NEAREST = 5, 3, 5


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Alike questions. ``question``: the one asked most often, in its latest wording; ``examples``: others of the group.

    ``count``: how many times they were asked; ``wrong``: how many verdicts called an answer wrong. ``missing``: the words that
    were not found, the commonest first; ``words``: for each of them words of the reports that may mean the same. ``nearest``:
    facts that the question may mean, to be taught as its meaning."""

    question: str
    count: int
    wrong: int
    examples: tuple[str, ...]
    missing: tuple[str, ...]
    nearest: tuple[Hit, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]


def grouped(library: Library, gaps: Sequence[Gap], limit: int = 20) -> tuple[GapGroup, ...]:
    """At most ``limit`` groups of gaps (the newest first, as the journal lists them), the most asked first. A question that is
    answered by now, and was never called wrong, is no gap any more; one that is taught is none either."""
    asked: dict[str, list[Gap]] = {}
    for gap in gaps:
        asked.setdefault(text_key(gap.text), []).append(gap)
    ordered = sorted(asked.values(), key=lambda same: -len(same))
    found = [[ordered[i] for i in places] for places in library.alike([same[0].text for same in ordered])]
    found.sort(key=lambda group: -sum(map(len, group)))
    open_groups = (group for group in found if _open(library, group))
    return tuple(_group(library, group) for group, _ in zip(open_groups, range(limit), strict=False))


def _open(library: Library, group: list[list[Gap]]) -> bool:
    answer = library.ask(group[0][0].text)
    taught = any(note.code == TAUGHT for note in answer.notes)
    wrong = any(gap.wrong for same in group for gap in same)
    return not taught and (wrong or answer.status != "answered")


def _group(library: Library, group: list[list[Gap]]) -> GapGroup:
    gaps = [gap for same in group for gap in same]
    question = group[0][0].text
    counted = Counter(word for gap in gaps for word in gap.missing)
    missing = tuple(word for word, _ in counted.most_common(MISSING))
    nearest = library.nearest(question, NEAREST)
    words = tuple((word, offered) for word in missing if (offered := library.words_for(word, nearest)))
    examples = tuple(same[0].text for same in group[1 : EXAMPLES + 1])
    return GapGroup(question, len(gaps), sum(gap.wrong for gap in gaps), examples, missing, nearest, words)
