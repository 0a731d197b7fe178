"""What a report says anew, no longer, and otherwise than another one: matched by meaning, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.compare.stated import Stated, stated_in_draft
from knowledge.language.lexicon import Lexicon
from knowledge.model import Draft

_TENTH = Decimal("0.1")
_PEOPLE = frozenset("人 名 位".split())
_ENOUGH = 4  # letters that the words of a clause must have to be matched without those around it

Key = Callable[[Stated], Hashable]


@dataclass(frozen=True)
class Change:
    """One thing of which the reports give two values."""

    old: Stated
    new: Stated

    @property
    def percent(self) -> Decimal | None:
        """By how many per cent it grew (less than 0: fell), to a tenth; None for what is itself a percentage, for what is no
        number, and for what is only about so much."""
        old, new = self.old, self.new
        if old.kind not in ("count", "money") or old.approximate or new.approximate or not old.value or new.value is None:
            return None
        return ((new.value - old.value) / old.value * 100).quantize(_TENTH)


@dataclass(frozen=True)
class FactDiff:
    """What was added, removed and changed, each in reading order (of the new report; of the old one for what was removed)."""

    added: tuple[Stated, ...]
    removed: tuple[Stated, ...]
    changed: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed)


def draft_difference(old: Draft, new: Draft) -> FactDiff:
    """The difference of two drafts."""
    return difference(stated_in_draft(old), stated_in_draft(new))


def difference(old: Iterable[Stated], new: Iterable[Stated]) -> FactDiff:
    """Values of one kind, unit and time belong together when all words that speak of them are the same, or those of their own
    clause when nothing around them tells them apart; in either case when there is one on either side that differs. What fits
    several is not guessed at: it is removed and added."""
    sides = _Sides(tuple(old), tuple(new))
    for key in (_in_section(_meaning), _meaning):
        sides.drop_equal(key)
    for key in (_in_section(_place), _named(_place), _in_section(_meaning), _named(_meaning), _named(_clause)):
        sides.match(key)
    return sides.told()


def _sort(one: Stated) -> Hashable:
    """What two values must share in any case."""
    return (one.kind, "人" if one.unit in _PEOPLE else one.unit, one.aspect, one.time)


def _meaning(one: Stated) -> Hashable:
    return (_sort(one), one.words)


def _place(one: Stated) -> Hashable:
    return (_sort(one), one.words, one.place)


def _clause(one: Stated) -> Hashable:
    """None for a clause that says too little by itself; 增长5% is of whatever the words around it say."""
    enough = one.aspect != "growth" and sum(map(len, one.own)) >= _ENOUGH
    return (_sort(one), one.own) if enough else None


def _in_section(key: Key) -> Key:
    return lambda one: (key(one), one.section)


def _named(key: Key) -> Key:
    """Only of what is called by more than a level, a sex or the like (省级): that is told of many things."""
    lexicon = Lexicon.load()
    return lambda one: key(one) if any(not lexicon.rivals(word) for word in one.words) else None


class _Sides:
    """What is not yet matched, by its number in its report."""

    def __init__(self, old: tuple[Stated, ...], new: tuple[Stated, ...]) -> None:
        self._told = old, new
        self._left: tuple[dict[int, Stated], dict[int, Stated]] = dict(enumerate(old)), dict(enumerate(new))
        self._changed: dict[int, Change] = {}

    def drop_equal(self, key: Key) -> None:
        """Take out what both say, as often as both say it."""
        for mine, its in self._groups(lambda one: (key(one), one.value, one.text if one.value is None else one.approximate)):
            for i, j in zip(mine, its, strict=False):
                del self._left[0][i], self._left[1][j]

    def match(self, key: Key) -> None:
        """Take out as changed what has a key with one value on either side."""
        for mine, its in self._groups(key):
            if len(mine) == len(its) == 1:
                change = Change(self._left[0][mine[0]], self._left[1][its[0]])
                if not _told_apart(change):
                    del self._left[0][mine[0]], self._left[1][its[0]]
                    self._keep(its[0], change)

    def _keep(self, number: int, change: Change) -> None:
        same = change.old.value == change.new.value and (change.old.value is not None or change.old.text == change.new.text)
        if not same or change.old.approximate != change.new.approximate:
            self._changed[number] = change

    def _groups(self, key: Key) -> list[tuple[list[int], list[int]]]:
        """The numbers on either side that share a key which says something."""
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, left in enumerate(self._left):
            for number, one in left.items():
                if (found := key(one)) is not None:
                    groups[found][side].append(number)
        return [group for group in groups.values() if all(group)]

    def told(self) -> FactDiff:
        """What is left, and what was matched."""
        removed, added = (tuple(left.values()) for left in self._left)
        return FactDiff(added, removed, tuple(self._changed[n] for n in sorted(self._changed)))


def _told_apart(change: Change) -> bool:
    """Whether a word that only one of the two has excludes a word of the other (国家级 and 省级, 男 and 女, 第46届 and 第47届)."""
    mine, its = set(change.old.words), set(change.new.words)
    return _excluded(sorted(mine - its), sorted(its - mine))


def _excluded(mine: Sequence[str], its: Sequence[str]) -> bool:
    lexicon = Lexicon.load()
    groups = {pair for word in mine for pair in lexicon.rivals(word)}
    others = {pair for word in its for pair in lexicon.rivals(word)}
    if any(a[0] == b[0] and a[1] != b[1] for a in groups for b in others):
        return True
    return any(word.startswith("第") or word[:1].isdigit() for word in (*mine, *its))
