"""The front door for asking: open a home, ask questions, close it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import example
from knowledge.ask import lookup
from knowledge.ask.context import Context
from knowledge.ask.engine import Engine
from knowledge.beside import Series, YearComparison
from knowledge.errors import LibraryError
from knowledge.language.lexicon import Lexicon
from knowledge.language.tokens import Tokenizer
from knowledge.lesson import NOTHING, Alias, Target, Taught
from knowledge.model import Answer, Evidence, Hit, Note, Report, Section
from knowledge.store.revisions import Home
from knowledge.store.search import FoundFact as FoundFact  # what ``facts`` gives
from knowledge.store.search import Index

if TYPE_CHECKING:
    from knowledge.verify.finding import DraftCheck
    from knowledge.verify.numbers import FoundNumber

_DERIVING = ("language", "report", "store")


class Library:
    """The published reports of a home, or the built-in example when nothing was published. A reader keeps the revision it
    opened whatever is published meanwhile."""

    def __init__(
        self, index: Index, tokenizer: Tokenizer, revision: str, is_example: bool, taught: Taught = NOTHING
    ) -> None:
        self._index, self._tokenizer, self.revision, self.is_example = index, tokenizer, revision, is_example
        self.teach(taught)

    @staticmethod
    def newest(home: Path) -> str:
        """The name of the revision that answers in a home now (as ``revision`` gives it); cheap enough for every question."""
        current = Home(home).current()
        return "example" if current is None else current.stem

    @classmethod
    def open(cls, home: Path | None = None, taught: Taught = NOTHING) -> Library:
        """Open the current revision and heed what was taught. Raises LibraryError's kinds."""
        current = Home(home).current() if home is not None else None
        if current is not None:
            return cls.at(current, taught)
        tokenizer = Tokenizer()
        return cls(Index.open(_example_revision(home, tokenizer), tokenizer), tokenizer, "example", True, taught)

    @classmethod
    def at(cls, path: Path, taught: Taught = NOTHING) -> Library:
        """Open a revision by its file, such as one that is not published yet. Raises LibraryError's kinds."""
        tokenizer = Tokenizer()
        return cls(Index.open(path, tokenizer), tokenizer, path.stem, False, taught)

    def teach(self, taught: Taught) -> None:
        """Heed these lessons and no others, from the next question on; milliseconds. What cannot be taken is left out, and what
        asks at this moment ends with the lessons it began with."""
        self.taught = taught
        self._engine = Engine(self._index, self._tokenizer, _lexicon(taught), taught.aliases)

    def imagine(self, taught: Taught) -> Library:
        """The same revision with other lessons, to see what they would change; it must not be closed, and not be used after
        this one was."""
        return Library(self._index, self._tokenizer, self.revision, self.is_example, taught)

    def check_alias(self, alias: Alias) -> None:
        """Nothing when the alias can be taught; LessonError with a code of :mod:`knowledge.ask.alias` when not."""
        from knowledge.ask.alias import check_alias

        check_alias(self._engine, alias)

    def check_synonym(self, word: str, other: str) -> None:
        """Nothing when two words can be taught as the same; LessonError with a code of :mod:`knowledge.language.taught`."""
        from knowledge.language.taught import check_synonym

        check_synonym(word, other, self._engine.lexicon)

    def target(self, hit: Hit) -> Target | None:
        """What an alias remembers of a fact that was shown; None when the fact is no longer there."""
        from knowledge.ask.found_again import target_at

        return target_at(self._engine, hit)

    def nearest(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        """The facts that a question which nothing answers may mean, nearest first; each could be taught as its meaning."""
        from knowledge.ask.likeness import nearest

        return nearest(self._engine, text, limit)

    def alike(self, texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """Questions grouped by likeness: the places of each group in ``texts``, which has the most telling ones first."""
        from knowledge.ask.likeness import groups

        return groups(self._engine, texts)

    def words_for(self, word: str, hits: Sequence[Hit]) -> tuple[str, ...]:
        """Words of facts that a word of a question could be taught to mean the same as."""
        from knowledge.ask.likeness import words_for

        return words_for(self._engine, word, hits)

    def ask(self, text: str, context: Context | None = None, *, eager: bool = False, explain: bool = False) -> Answer:
        """The answer to one question."""
        return self.converse(text, context or Context(), eager=eager, explain=explain)[0]

    def converse(
        self, text: str, context: Context, *, eager: bool = False, explain: bool = False
    ) -> tuple[Answer, Context]:
        """The answer to one turn of a conversation, and what the next turn remembers."""
        began = time.perf_counter()
        answer, after = self._engine.ask(text, context, eager=eager, explain=explain)
        notes = answer.notes
        if self.is_example and answer.status != "out_of_scope":
            notes = (*notes, Note("example"))
        took = round((time.perf_counter() - began) * 1000, 3)
        return replace(answer, notes=notes, revision=self.revision, ms=took), after

    def reports(self) -> tuple[Report, ...]:
        """The reports that are asked."""
        return self._index.reports()

    def contents(self, report: int) -> tuple[Section, ...]:
        """The sections of a report in reading order."""
        return self._index.sections(report)

    def source(self, report: int) -> str:
        """The decoded text of a report, in which ``start`` and ``end`` of its sentences count characters."""
        return self._engine.source(report)

    def facts(self) -> Iterator[FoundFact]:
        """All facts of all reports."""
        return self._index.all_facts()

    def search(self, words: str, limit: int = 10) -> tuple[Hit, ...]:
        """Facts that speak of the words, best first, for lists to pick from; nothing is decided here."""
        return lookup.lookup(self._engine, words, limit)

    def facts_in(self, report: int, section: int) -> tuple[Hit, ...]:
        """The facts directly under a heading, in reading order."""
        return tuple(lookup.facts_of_section(self._engine, report, section))

    def paragraph(self, title: str, start: int) -> Evidence | None:
        """The paragraph around character ``start`` of the report of that title; None when there is none any more."""
        report = next((r.id for r in self.reports() if r.title == title), None)
        return None if report is None else lookup.paragraph_around(self._engine, report, start)

    def series(self, answer: Answer) -> Series | None:
        """The values of an answer and what belongs beside them (its sentence's other parts, other years), for a picture; None
        when there are no two that can be shown together."""
        from knowledge.ask.drawn import series_of

        return series_of(self._engine, answer, self.revision)

    def what_of(self, answer: Answer) -> str:
        """What the values of an answer are of, in the report's own words; "" when they are no amounts or ranks."""
        from knowledge.ask.drawn import what_of

        return what_of(self._engine, answer)

    @staticmethod
    def unproven(said: Sequence[str], proof: str) -> tuple[str, ...]:
        """Numerals of texts that stand in the proof as no whole numeral: the number guard for what is not an answer."""
        from knowledge.ask.guard import unproven_in

        return unproven_in(said, proof)

    def check_draft(self, text: str) -> DraftCheck:
        """Every number, date, rank and name with an honour in a text, judged against the reports. Offsets count characters
        of the text. DraftTooLongError: too long for a draft."""
        from knowledge.verify.check import check  # whoever only asks needs no reader of texts

        return check(self._engine, text)

    def compared(self, one: str = "", other: str = "") -> YearComparison:
        """What changed between two years' reports of one institution, named by title, a part of it, or year; the two newest
        unless named. NoSuchReportError: they are not published, or not of one institution."""
        from knowledge.ask.twoyears import compared  # whoever only asks lays no reports side by side

        return compared(self._engine, one, other)

    def find_number(self, text: str) -> tuple[FoundNumber, ...]:
        """Every fact of a number however it is written (384, 三百八十四, 95.9%), with its sentence. NoNumberError: none given."""
        from knowledge.verify.numbers import found_numbers

        return found_numbers(self._engine, text)

    def examples(self, count: int = 3) -> tuple[str, ...]:
        """Questions to start from that the reports answer, spread over them."""
        return self._engine.examples(count)

    def close(self) -> None:
        """Give the revision file back."""
        self._index.close()


def _lexicon(taught: Taught) -> Lexicon:
    if not taught.synonyms:
        return Lexicon.load()
    from knowledge.language.taught import with_synonyms  # start-up counts

    return with_synonyms(taught.synonyms)


def _example_revision(home: Path | None, tokenizer: Tokenizer) -> Path:
    """The example as a revision file, built once for each version of the text and of the code that derives facts."""
    name = f"example-{_digest(tokenizer)}.sqlite"
    for folder in _example_folders(home):
        path = folder / name
        try:
            if not path.exists():
                folder.mkdir(parents=True, exist_ok=True)
                _build_example(path, tokenizer)
            return path
        except (LibraryError, OSError):
            continue
    raise LibraryError("no folder to keep the example in: give --home a folder that can be written")


def _example_folders(home: Path | None) -> Iterator[Path]:
    """Where the example may be kept, the better place first."""
    if home is not None:
        yield home / "example"
    import tempfile

    yield Path(tempfile.gettempdir()) / f"wenbao-{_user()}"


def _build_example(path: Path, tokenizer: Tokenizer) -> None:
    from knowledge.publish import example_report  # whoever only asks needs neither this nor the next
    from knowledge.store.write import write_revision

    write_revision(path, [example_report()], tokenizer)


def _user() -> str:
    import getpass

    try:
        return hashlib.sha256(getpass.getuser().encode()).hexdigest()[:8]
    except (OSError, KeyError, ImportError):
        return "shared"


def _digest(tokenizer: Tokenizer) -> str:
    digest = hashlib.sha256(tokenizer.identity.encode())
    digest.update(example.path().read_bytes())
    root = Path(__file__).parent
    for folder in _DERIVING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
