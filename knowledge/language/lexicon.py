"""The words of annual reports and of the people who ask about them, read from the TOML files under ``data``.

Every entry is general vocabulary, simplified, ASCII in lower case: look words up in their normal form.
``Glosses`` and ``Titles`` are read only when first needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from knowledge.language.tables import Words, entries_of, groups_of, lines_of, read_table

Table = Mapping[str, Words]


def longest_first(words: Iterable[str]) -> Words:
    """The words without repeats, longest first, so that the first hit in a text is the longest one."""
    return tuple(sorted(dict.fromkeys(words), key=len, reverse=True))


def _frozen(table: Mapping[str, Iterable[str]]) -> Table:
    return MappingProxyType({word: tuple(dict.fromkeys(others)) for word, others in table.items()})


def others(groups: Iterable[Words]) -> Table:
    """Each word with the other words of all its groups. Groups are not chained: 甲=乙 and 乙=丙 do not make 甲=丙."""
    table: dict[str, list[str]] = {}
    for group in groups:
        for word in group:
            table.setdefault(word, []).extend(other for other in group if other != word)
    return _frozen(table)


def _pointing(entries: Iterable[tuple[Words, Words]]) -> Mapping[str, tuple[Words, ...]]:
    """Each word of a left side with its right sides as they are: putting them together waits until the word is asked for,
    for a question asks for a few of tens of thousands."""
    table: dict[str, tuple[Words, ...]] = {}
    for left, right in entries:
        alone = (right,)
        for word in left:
            table[word] = (*table[word], right) if word in table else alone
    return MappingProxyType(table)


def _directed(entries: Iterable[tuple[Words, Words]]) -> Table:
    table: dict[str, list[str]] = {}
    for left, right in entries:
        for word in left:
            table.setdefault(word, []).extend(right)
    return _frozen(table)


def _memberships(families: Mapping[str, Mapping[str, Iterable[str]]]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Each word with its (family, group) pairs, in the order of the file."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for family, groups in families.items():
        for group, words in groups.items():
            for word in words:
                table[word] = (*table.get(word, ()), (family, group))
    return MappingProxyType(table)


def _rival_families() -> dict[str, dict[str, Words]]:
    """All families, the levels first; a group other than a level is named by its first word."""
    data = read_table("levels")
    families = {"level": {name: tuple(words.split()) for name, words in data["levels"].items()}}
    for family, block in data["rivals"].items():
        families[family] = {group[0]: group for group in groups_of({family: block})}
    return families


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The general vocabulary; ``Lexicon.load()`` gives the one shared copy.

    ``particles`` … ``colloquial`` are lists of generic.toml, ``generic`` their union: words that ask nothing by
    themselves; ``host_words`` (学校, 医院) are subjects when they are what is counted. ``class_nouns``, not among them,
    ask nothing right after 哪个, 哪家, 哪些. ``kinds`` maps a kind of kinds.toml (count, percent, growth, money, date,
    rank, who, where, list, what, yesno) to its words, longest first. ``level_words`` maps a level to its words.
    """

    particles: frozenset[str]
    question_words: frozenset[str]
    courtesy: frozenset[str]
    light_verbs: frozenset[str]
    frame_words: frozenset[str]
    total_words: frozenset[str]
    self_words: frozenset[str]
    host_words: frozenset[str]
    colloquial: frozenset[str]
    class_nouns: frozenset[str]
    generic: frozenset[str]
    kinds: Table
    level_words: Table
    _synonyms: Mapping[str, tuple[Words, ...]]
    _everyday: Mapping[str, tuple[Words, ...]]
    _rivals: Mapping[str, tuple[tuple[str, str], ...]]
    _kinds_of: Table
    _unit_classes: Mapping[str, frozenset[str]]
    _never: Mapping[str, Words]
    _nouns: Table
    _plain: Table
    _measured: Table

    @staticmethod
    def load() -> Lexicon:
        """The shared lexicon, read from the package's data on the first call."""
        return _load()

    def synonyms(self, word: str) -> Words:
        """Other words for the same thing and the same number, both ways; () when there are none."""
        groups = self._synonyms.get(word)
        if groups is None:
            return ()
        return tuple(dict.fromkeys(other for group in groups for other in group if other != word))

    def everyday(self, word: str) -> Words:
        """What reports write for an asker's word, one way only: 挣 gives 利润, 利润 does not give 挣."""
        sides = self._everyday.get(word)
        return () if sides is None else tuple(dict.fromkeys(other for right in sides for other in right))

    def listed(self, word: str) -> bool:
        """Whether a word is generic, names a level, or has a synonym or an everyday meaning, none put together."""
        return word in self.generic or word in self._synonyms or word in self._everyday or self.level_of(word) is not None

    def expand(self, word: str) -> Words:
        """The word itself, then its synonyms, then what reports write for it, without repeats."""
        return tuple(dict.fromkeys((word, *self.synonyms(word), *self.everyday(word))))

    def level_of(self, word: str) -> str | None:
        """The level a word names (a key of ``level_words``: national, provincial …), None when it names none."""
        pairs = self._rivals.get(word)
        return None if pairs is None else next((group for family, group in pairs if family == "level"), None)

    def rivals(self, word: str) -> tuple[tuple[str, str], ...]:
        """All (family, group) pairs of a word; () when it excludes nothing."""
        return self._rivals.get(word, ())

    def rival_family(self, word: str) -> tuple[str, str] | None:
        """The first (family, group) pair of a word, or None."""
        return next(iter(self.rivals(word)), None)

    @cache  # noqa: B019 - there is one lexicon, and it lives as long as the process
    def rivals_of(self, family: str, group: str) -> Words:
        """Words of two characters and more of a family's other groups."""
        return tuple(word for word in self._families().get(family, ()) if (family, group) not in self._rivals[word])

    @cache  # noqa: B019 - there is one lexicon, and it lives as long as the process
    def _families(self) -> Mapping[str, Iterable[str]]:
        """The words of two characters and more of each family, in the order of the file."""
        families: dict[str, dict[str, None]] = {}
        for word, pairs in self._rivals.items():
            for family, _ in pairs if len(word) > 1 else ():
                families.setdefault(family, {})[word] = None
        return families

    def exclude(self, one: str, other: str) -> bool:
        """Whether the words stand in different groups of one family (男, 女), so that one cannot answer for the other."""
        mine = dict(self.rivals(one))
        return any(mine.get(family, group) != group for family, group in self.rivals(other))

    def kinds_of(self, word: str) -> Words:
        """The kinds a word asks for; () when it asks for none."""
        return self._kinds_of.get(word, ())

    def unit_class(self, unit: str) -> frozenset[str]:
        """The classes of a measure word; several for 个, none for a unit that stands for itself alone."""
        return self._unit_classes.get(unit, frozenset())

    def interchangeable(self, one: str, other: str) -> bool:
        """Whether a number asked in one unit may be answered in the other (名, 人: yes; 人, 人次: never)."""
        if one == other:
            return True
        return other not in self._never.get(one, ()) and bool(self.unit_class(one) & self.unit_class(other))

    def nouns_of(self, unit: str) -> Words:
        """Nouns a measure word counts when it is asked without a noun (几家: 企业, 单位 …); () when it tells nothing."""
        return self._nouns.get(unit, ())

    def plain_nouns(self, unit: str) -> Words:
        """Nouns that add nothing to a measure word they directly follow (多少篇文章: 文章); () when each noun tells something."""
        return self._plain.get(unit, ())

    def measured_in(self, noun: str) -> Words:
        """The only units a noun is measured in (水: 立方米, 吨 …); () when it may be counted in any."""
        return self._measured.get(noun, ())

    def gloss(self, english: str) -> Words:
        """Chinese words for an English word or phrase, any case; () when unknown. Reads the glosses on first use."""
        return Glosses.load().table.get(" ".join(english.lower().split()), ())


@dataclass(frozen=True)
class Glosses:
    """English words and phrases with their Chinese. ``phrases``: all keys, longest first, for scanning a question.
    A key with an empty gloss is a word without content (the, of)."""

    table: Table
    phrases: Words

    @staticmethod
    @cache
    def load() -> Glosses:
        """The shared table, read on the first call."""
        table: dict[str, Words] = {}
        for line in lines_of(read_table("glosses")["glosses"]):
            left, _, right = line.partition("=")
            for phrase in left.split("|"):
                table[phrase.strip()] = tuple(right.split())
        return Glosses(MappingProxyType(table), longest_first(table))


@dataclass(frozen=True)
class Titles:
    """Words that stand in and around names of people, places and institutions.

    ``provinces`` maps each name and abbreviation of a province-level unit to its full name (浙, 浙江: 浙江省)."""

    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    honorifics: Words
    honours: Words
    place_suffixes: Words
    institution_suffixes: Words
    provinces: Mapping[str, str]
    cities: frozenset[str]

    @staticmethod
    @cache
    def load() -> Titles:
        """The shared lists, read on the first call."""
        data = read_table("titles")
        provinces = {name: group[0] for group in groups_of({"provinces": data["provinces"]}) for name in group}

        def words(name: str) -> Words:
            return longest_first(word for group in groups_of({name: data[name]}) for word in group)

        return Titles(
            frozenset(words("surnames")),
            frozenset(words("compound_surnames")),
            words("honorifics"),
            words("honours"),
            words("place_suffixes"),
            words("institution_suffixes"),
            MappingProxyType(provinces),
            frozenset(words("cities")),
        )


def _lists(name: str) -> dict[str, Words]:
    """The lists of a file with one flat block a list."""
    return {key: tuple(word for group in groups_of({key: block}) for word in group) for key, block in read_table(name).items()}


def _measures() -> tuple[Mapping[str, frozenset[str]], Table, Table, Table, Table]:
    """Unit classes, units never to be exchanged, nouns by unit, the nouns that add nothing to a unit, and units by noun."""
    data = read_table("measures")
    classes = {name: words.split() for name, words in data["classes"].items()}
    units = {unit for words in classes.values() for unit in words}
    member = {unit: frozenset(name for name, words in classes.items() if unit in words) for unit in units}
    nouns, plain, measured = (_directed(entries_of(data[table])) for table in ("nouns", "plain", "measured"))
    return MappingProxyType(member), others(groups_of(data["never"])), nouns, plain, measured


@cache
def _load() -> Lexicon:
    lists = {name: frozenset(words) for name, words in _lists("generic").items()}
    kinds = {name: longest_first(words) for name, words in _lists("kinds").items()}
    families = _rival_families()
    classes, never, nouns, plain, measured = _measures()
    return Lexicon(
        **lists,
        generic=frozenset().union(*(words for name, words in lists.items() if name != "class_nouns")),
        kinds=MappingProxyType(kinds),
        level_words=MappingProxyType(families["level"]),
        _synonyms=_pointing((group, group) for group in groups_of(read_table("synonyms")["groups"])),
        _everyday=_pointing(entries_of(read_table("everyday")["everyday"])),
        _rivals=_memberships(families),
        _kinds_of=_others_of_kinds(kinds),
        _unit_classes=classes,
        _never=never,
        _nouns=nouns,
        _plain=plain,
        _measured=measured,
    )


def _others_of_kinds(kinds: Table) -> Table:
    """Each kind word with the kinds it asks for."""
    table: dict[str, list[str]] = {}
    for kind, words in kinds.items():
        for word in words:
            table.setdefault(word, []).append(kind)
    return _frozen(table)
