"""Characters taken for one another in typing, handwriting and character recognition, read from ``data/confusables.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.language.tables import Words, lines_of, read_table


@dataclass(frozen=True)
class Confusables:
    """The shared table; ``Confusables.load()`` reads it on the first call, without the lexicon.

    ``groups`` holds the groups with blanks around them: a question asks for a few characters of thousands. Groups are not
    chained: 甲 like 乙 and 乙 like 丙 do not make 甲 like 丙, unless the three form one group."""

    groups: str

    @staticmethod
    @cache
    def load() -> Confusables:
        """The groups of the package's data."""
        return Confusables(" ".join(["", *(" ".join(line.split()) for line in lines_of(read_table("confusables"))), ""]))

    def of(self, character: str) -> Words:
        """The characters that look like this one, without itself; () when none is known."""
        found, at = "", self.groups.find(character) if len(character) == 1 and character != " " else -1
        while at >= 0:
            end = self.groups.find(" ", at)
            found += self.groups[self.groups.rfind(" ", 0, at) + 1 : end]
            at = self.groups.find(character, end)
        return tuple(dict.fromkeys(found.replace(character, "")))

    def alike(self, one: str, other: str) -> bool:
        """Whether two characters are the same or look alike. Symmetric."""
        return one == other or other in self.of(one)
