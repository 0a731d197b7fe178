"""The way of one question: understand, correct, retrieve, rank, decide, compose, guard."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from knowledge.ask import refuse
from knowledge.ask.context import Context, people_of, remembered
from knowledge.ask.decide import answered, decide
from knowledge.ask.eachyear import runs_of
from knowledge.ask.examples import questions_from
from knowledge.ask.explain import explained
from knowledge.ask.followup import follows, may_follow, versions
from knowledge.ask.guard import UnprovenNumberError, guarded
from knowledge.ask.names import names_in, whole
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, Frame, accounted, rank, rank_sentences
from knowledge.ask.retrieve import Read, passages, weighted
from knowledge.ask.scope import as_report_year, hosted, resolved
from knowledge.ask.several import parts_of, together
from knowledge.ask.spoken import alone, without_spoken_verbs
from knowledge.ask.understand import LONGEST, understand
from knowledge.beside import YearChange
from knowledge.language.lexicon import Lexicon
from knowledge.language.normal import fold_plain
from knowledge.language.tokens import Tokenizer
from knowledge.lesson import Alias
from knowledge.model import Answer, Note, Passage, Report
from knowledge.store.search import Index

if TYPE_CHECKING:
    from knowledge.ask.alias import Aliases
    from knowledge.ask.correct import Words

# Follow-ups are completed in at most this many ways before the turn is refused.
_VERSIONS, DROPPED, SURE, ON_TOPIC = 16, 0.08, 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with what was read for it; ``sentences`` holds its ranked sentences once they were asked for."""

    question: Question
    passages: tuple[Read, ...]
    facts: Sequence[Candidate]
    notes: tuple[Note, ...] = ()
    sentences: list[Sequence[Candidate]] = field(default_factory=list, init=False, compare=False)


def _heeded(aliases: tuple[Alias, ...], lexicon: Lexicon) -> Aliases | None:
    if not aliases:
        return None
    from knowledge.ask.alias import Aliases  # start-up counts, and most libraries are taught nothing

    return Aliases(aliases, lexicon)


class Engine:
    """Answers questions over one opened revision. Holds no state but caches; safe to share between threads."""

    def __init__(self, index: Index, tokenizer: Tokenizer, lexicon: Lexicon, aliases: tuple[Alias, ...] = ()) -> None:
        self.index, self.tokenizer, self.lexicon = index, tokenizer, lexicon
        self._aliases = _heeded(aliases, lexicon)
        self.reports: dict[int, Report] = {r.id: r for r in index.reports()}
        titles = {r.id: fold_plain(f"{r.title} {r.institution}") for r in self.reports.values()}
        self._words: Words | None = None
        self._understood = lru_cache(maxsize=64)(self._understand)
        self._understood_alone = lru_cache(maxsize=64)(self._understand_alone)
        self._texts = lru_cache(maxsize=4)(self._whole_text)
        self._cut_places = lru_cache(maxsize=4096)(self._find_cuts)
        self.frame = Frame(titles, {r.id: r.period for r in self.reports.values()}, self._cuts)
        self.source = lru_cache(maxsize=8)(index.source)
        self.changes = lru_cache(maxsize=8)(self._changes)
        self.runs = runs_of(tuple(self.reports.values()))

    def ask(self, text: str, context: Context, *, eager: bool = False, explain: bool = False) -> tuple[Answer, Context]:
        """The answer to one turn and what the next turn may refer to."""
        question = self.understood(text)
        if question.chat:
            return refuse.out_of_scope(question), context
        told = self._as_taught(question, context) if self._aliases and not eager else None
        reading, answer = told or self._turn(question, context, eager)
        if explain:
            shown = self.read(reading.question) if eager else reading
            answer = replace(answer, explanation=explained(shown.question, shown.facts))
        return answer, remembered(context, reading.question, answer, people_of(reading))

    def understood(self, text: str, names: tuple[str, ...] = ()) -> Question:
        """The question by its shape, its relative periods counted from the reports. One turn asks for it more than once.
        ``names``: names in it that are one word each."""
        return self._understood(text, names)

    def _understand(self, text: str, names: tuple[str, ...]) -> Question:
        norm = fold_plain(text[:LONGEST])
        pairs = self.tokenizer.bigrams(norm)
        self.index.learn([*self.tokenizer.cut(norm), *pairs], pairs)
        cut = whole(names, self.tokenizer.cut) if names else self.tokenizer.cut
        question = understand(text, cut, self.lexicon, self.knows)
        reports = tuple(self.reports.values())
        return hosted(resolved(question, reports), reports, self.lexicon.host_words)

    def _changes(self, old: int, new: int) -> tuple[YearChange, ...]:
        """What changed between two reports, by their ids; it reads both whole, and is kept."""
        from knowledge.ask.changes import changes

        return changes(self, self.reports[old], self.reports[new])

    def understood_in(self, text: str, report: int) -> Question:
        """The question as a library that holds this one report alone would understand it."""
        return self._understood_alone(text, report)

    def _understand_alone(self, text: str, report: int) -> Question:
        told = self._texts(report)
        question = understand(text, self.tokenizer.cut, self.lexicon, lambda word: word in told)
        reports = (self.reports[report],)
        return hosted(resolved(question, reports), reports, self.lexicon.host_words)

    def known_in(self, question: Question, report: int) -> Question:
        """The question with its words known or not by what this one report says: what it does not say may be a short form."""
        told = self._texts(report)
        terms = (replace(t, known=any(f.text in told for f in t.forms)) for t in question.terms)
        return replace(question, terms=tuple(terms))

    def _whole_text(self, report: int) -> str:
        """All matching text of a report, in which words are looked for."""
        rows = self.index.texts(self.index.passage_ids(report))
        return "\n".join(f"{context}\n{norm}" for context, norm in rows.values())

    def _cuts(self, passage: Passage, number: int) -> frozenset[int]:
        return self._cut_places(passage.id, number, passage.sentences[number].norm)

    def _find_cuts(self, passage: int, number: int, norm: str) -> frozenset[int]:
        """Where the words of a sentence begin and end; kept by the sentence's place."""
        return frozenset(accumulate((len(t) for t in self.tokenizer.cut(norm)), initial=0))

    def knows(self, word: str) -> bool:
        """Whether a word, or a pair of characters, stands in any report."""
        return self.index.has(word) or (len(word) == 2 and self.index.has_pair(word))

    def rarity(self, pair: str) -> float:
        """How rare a pair of characters is in the passages, as an idf weight."""
        total, often = self.index.passage_count, self.index.pair_df(pair)
        return math.log(1 + (total - often + 0.5) / (often + 0.5))

    def _as_taught(self, question: Question, context: Context) -> tuple[Reading, Answer] | None:
        """The answer with the fact that an admin said the question means; None where there is none, or it proves nothing."""
        candidate = self._aliases.meant(self, question, context) if self._aliases else None
        if candidate is None or self._aliases is None:
            return None
        notes = self._aliases.notes(self, question, candidate)
        reading = Reading(question, (Read(candidate.passage, 1.0),), (candidate,), notes)
        try:
            return reading, guarded(answered(self, reading, candidate))
        except UnprovenNumberError:
            return None

    def _turn(self, question: Question, context: Context, eager: bool) -> tuple[Reading, Answer]:
        """The turn by itself, or as a follow-up of the one before."""
        if eager:  # the benchmark mode reads for itself
            reading = Reading(question, (), ())
            return reading, self._answer(reading, context, True)
        if self.runs:
            compared = self._over_years(question, context)
            if compared is not None:
                return compared
        if follows(question, context):
            return self._followed(question, context)
        reading, answer = self._by_itself(question, context)
        each = [self._by_itself(self.understood(part), context)[1] for part in parts_of(question.norm)]
        if each:  # half an answer would pass for the whole
            answer = together(question.text, each) or refuse.not_found(self, reading, reading.facts)
        if question.relative and (answer.status == "not_found" or answer.calculation):
            reading, answer = self._of_report_year(question, context, reading, answer)
        if may_follow(question, context):
            on_topic = self._followed(question, context)
            if on_topic[1].status == "answered" and on_topic[0].facts and on_topic[0].facts[0].score > ON_TOPIC:
                return on_topic
        return reading, answer

    def _over_years(self, question: Question, context: Context) -> tuple[Reading, Answer] | None:
        """The turn as a question over several years' reports."""
        from knowledge.ask.overyears import over_years  # few libraries hold several years

        found = over_years(self, question, context)
        return (Reading(found[0], (), ()), found[1]) if found else None

    def mended(self, reading: Reading) -> Reading:
        """The reading, with mistyped words mended where that makes the question fit."""
        return reading if self._fits(reading) else self._corrected(reading)

    def _by_itself(self, question: Question, context: Context) -> tuple[Reading, Answer]:
        """The turn as it stands; else with mistyped words mended; else with the names it says in one piece."""
        as_typed = self.read(question)
        reading = self.mended(as_typed)
        answer = self._answer(reading, context, False)
        if answer.status != "not_found" or reading is not as_typed:
            return reading, answer
        for other in (self._with_names(as_typed), self._without_spoken(as_typed)):
            again = self._answer(other, context, False) if other else answer
            if other and again.status != "not_found":
                return other, again
        return reading, answer

    def _without_spoken(self, reading: Reading) -> Reading | None:
        """The reading without verbs that only speech has, when then one fact alone fits."""
        left = without_spoken_verbs(reading.question, self.lexicon)
        if left is None:
            return None
        loose = self.read(left[0], (*reading.notes, Note("left_out", left[1])))
        return loose if alone(left[0], accounted(loose.facts)) else None

    def _of_report_year(
        self, question: Question, context: Context, reading: Reading, answer: Answer
    ) -> tuple[Reading, Answer]:
        """去年 as the year of the only report, when nothing is told of the year before that. Where a report gives the places
        of both years (列第4位，较上年前移3位), nothing tells which is meant, and neither is answered."""
        taken = as_report_year(question, tuple(self.reports.values()))
        if taken is None:
            return reading, answer
        now = self._by_itself(taken[0], context)
        if now[1].status not in ("answered", "choose"):
            return reading, answer
        if answer.calculation and question.asked == "rank":
            return reading, refuse.not_found(self, reading, reading.facts)
        return now[0], replace(now[1], notes=(Note("report_year", (question.relative[0], taken[1])), *now[1].notes))

    def _followed(self, question: Question, context: Context) -> tuple[Reading, Answer]:
        """The completed turn that is answered best; what drops words of the turn before must be that much better."""
        first: tuple[Reading, Answer] | None = None
        best: tuple[float, Reading, Answer] | None = None
        for version in islice(versions(question, context), _VERSIONS):
            reading = self.read(resolved(version.question, tuple(self.reports.values())), version.notes)
            answer = self._answer(reading, context, False)
            first = first or (reading, answer)
            if answer.status != "answered" or not version.allows(answer, self.lexicon):
                continue
            score = (reading.facts[0].score if reading.facts else answer.confidence) - DROPPED * version.dropped
            if best is None or score > best[0]:
                best = (score, reading, answer)
            if not version.dropped and score > SURE:
                break
        assert first is not None
        return (best[1], best[2]) if best else first

    def _fits(self, reading: Reading) -> bool:
        """Whether some fact, or for a question in words some sentence, accounts for the whole question."""
        if accounted(reading.facts):
            return True
        if reading.question.asked in ("count", "percent", "money"):
            return False
        return bool(self.sentences(reading))

    def read(self, question: Question, notes: tuple[Note, ...] = ()) -> Reading:
        """The passages and ranked facts for a question."""
        question = weighted(question, self.index)
        found = tuple(passages(question, self.index, self.tokenizer))
        return Reading(question, found, rank(question, found, self.frame, self.lexicon), notes)

    def sentences(self, reading: Reading) -> Sequence[Candidate]:
        """The sentences read that account for the whole question, best first."""
        if not reading.sentences:
            ranked = rank_sentences(reading.question, reading.passages, self.frame, self.lexicon)
            reading.sentences.append(ranked.accounted)
        return reading.sentences[0]

    def examples(self, count: int) -> tuple[str, ...]:
        """Questions drawn from the facts, spread over the reports, that are answered with their fact."""
        return questions_from(self, count)

    def _with_names(self, reading: Reading) -> Reading | None:
        """The reading with names of the passages read in one piece (《望海潮》), when that makes the question fit."""
        names = names_in(reading.question.norm, reading.passages)
        question = self.understood(reading.question.text, names) if names else reading.question
        if [t.word for t in question.terms] == [t.word for t in reading.question.terms]:
            return None
        parted = self.read(question, reading.notes)
        return parted if self._fits(parted) else None

    def _corrected(self, reading: Reading) -> Reading:
        """The reading with mistyped words taken as the near words the report has, when that makes the question fit."""
        from knowledge.ask.correct import Words, mended_text  # most questions are typed right

        self._words = self._words or Words(self.index, self.lexicon)
        text, notes = mended_text(reading.question, self._words, self.tokenizer)
        if not notes:
            return reading
        mended = self.read(replace(self.understood(text), text=reading.question.text), reading.notes + notes)
        return mended if self._fits(mended) else reading

    def _answer(self, reading: Reading, context: Context, eager: bool) -> Answer:
        answer = decide(self, reading, context, eager)
        try:
            return guarded(answer)
        except UnprovenNumberError:
            return refuse.not_found(self, reading, ())
