"""Characters taken for one another in typing, handwriting and character recognition, read from ``data/confusables.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.language.lexicon import Table, others
from knowledge.language.tables import Words, lines_of, read_table


@dataclass(frozen=True)
class Confusables:
    """The shared table; ``Confusables.load()`` reads it on the first call, without the lexicon.

    ``table`` maps a character to those that look like it. Groups are not chained: 甲 like 乙 and 乙 like 丙 do not make
    甲 like 丙, unless the three form one group."""

    table: Table

    @staticmethod
    @cache
    def load() -> Confusables:
        """The table of the package's data."""
        return Confusables(others(tuple(group) for line in lines_of(read_table("confusables")) for group in line.split()))

    def of(self, character: str) -> Words:
        """The characters that look like this one, without itself; () when none is known."""
        return self.table.get(character, ())

    def alike(self, one: str, other: str) -> bool:
        """Whether two characters are the same or look alike. Symmetric."""
        return one == other or other in self.of(one)
