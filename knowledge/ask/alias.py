"""Questions that an admin has said mean a fact: answered by that fact, found again by meaning in the reports of today.

Only the very question counts, but for marks and courtesy; one that resembles it is asked as any other. The fact must still be
of the period, level, kind and unit that the question asks for, and must be found without doubt; else the question is asked as
any other.

A lesson is refused with a code: ``empty`` (no word to ask by) ``chat`` ``followup`` (leans on the turn before) ``several``
``computed`` ``lost`` (the fact is not there, or not the only one) ``kind`` ``other_unit`` ``aspect`` ``period`` ``quantity`` (a
plan, a rate per head) ``level`` ``other_number`` (one that the question names is not there).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from knowledge.ask.context import Context
from knowledge.ask.fit import aspect_fit, kind_fit, unit_fit
from knowledge.ask.followup import follows
from knowledge.ask.found_again import found_again
from knowledge.ask.other_quantity import asks_for_stock, quantity_conflict
from knowledge.ask.question import Form, Question, Term
from knowledge.ask.rank import Candidate
from knowledge.ask.rivals import rival_conflict, rivals_of
from knowledge.ask.several import parts_of
from knowledge.ask.understand import LONGEST, without_courtesy
from knowledge.ask.when import period_fit
from knowledge.errors import LessonError
from knowledge.language.lexicon import Lexicon
from knowledge.language.normal import fold_plain
from knowledge.language.quantity import find_quantities
from knowledge.lesson import Alias, Target
from knowledge.model import Fact, Note

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_MARKS = re.compile(r"[^\w%‰.+\-]|_|(?<!\d)[.\-+]|[.\-+](?!\d)")
_COMPUTED = frozenset({"difference", "times", "more"})
# A turn before which any question that leans on one leans on.
_BEFORE = Context(Question("", "", "any", (Term("\0", (Form("\0", 1.0),), True, 0),)))


def key_of(text: str, lexicon: Lexicon) -> str:
    """What a question and an alias of it have in common: simplified, half-width, in lower case, without courtesy and marks."""
    return _MARKS.sub("", without_courtesy(fold_plain(text[:LONGEST]), lexicon))


class Aliases:
    """The aliases that an engine heeds, by key; where their facts stand is looked up once."""

    def __init__(self, aliases: tuple[Alias, ...], lexicon: Lexicon) -> None:
        self._targets = {key_of(alias.question, lexicon): alias.target for alias in aliases}
        self._lexicon = lexicon
        self._found = lru_cache(maxsize=256)(_found)

    def meant(self, engine: Engine, question: Question, context: Context) -> Candidate | None:
        """The fact that a question was said to mean; None where no alias answers. No term is held against it: no note speaks of
        synonyms."""
        target = self._targets.get(key_of(question.text, self._lexicon))
        if target is None or follows(question, context):
            return None
        found = self._found(engine, question, target)
        return replace(found, weights=(0.0,) * len(question.terms), terms=question.terms) if found else None

    def notes(self, engine: Engine, question: Question, candidate: Candidate) -> tuple[Note, ...]:
        """That an admin confirmed what is answered; and of which period it is, where there are several to choose from."""
        period = candidate.passage.section.period or engine.reports[candidate.passage.report].period
        several = len({r.period for r in engine.reports.values()}) > 1
        if several and period is not None and not question.periods:
            return Note("taught"), Note("newest", (period.text,))
        return (Note("taught"),)


def _found(engine: Engine, question: Question, target: Target) -> Candidate | None:
    candidate = found_again(engine, question, target)
    return candidate if candidate and not unfit(engine, question, candidate) else None


def check_alias(engine: Engine, alias: Alias) -> None:
    """Nothing when the alias can be taught. LessonError: it would not answer, or make a wrong answer."""
    question = engine.understood(alias.question)
    code = _malformed(question) or _wrong(engine, question, alias.target)
    if code:
        target = alias.target.text + alias.target.unit
        message = f"'{alias.question}' cannot mean '{target}' ({code}); ask in other words, or choose another fact"
        raise LessonError(code, (alias.question, target), " ".join(message.split()))


def _malformed(question: Question) -> str:
    if question.chat:
        return "chat"
    if follows(question, _BEFORE):
        return "followup"
    if not question.terms or len(question.text) > LONGEST:
        return "empty"
    if parts_of(question.norm):
        return "several"
    return "computed" if question.operation in _COMPUTED and question.aspect != "growth" else ""


def _wrong(engine: Engine, question: Question, target: Target) -> str:
    """Why the question cannot mean the fact: it is not there, of another scope than is asked for, or of an older period."""
    candidate = found_again(engine, question, target, whatever=True)
    if candidate is None:
        return "lost"
    code = unfit(engine, question, candidate)
    if code:
        return code
    again = found_again(engine, question, target)
    return "" if again is not None and again.place == candidate.place else "period"


def unfit(engine: Engine, question: Question, candidate: Candidate) -> str:
    """The code of what the question asks for and the fact is not; "" when it fits. Words are not held against it."""
    fact, passage = candidate.fact, candidate.passage
    norm = passage.sentences[fact.sentence].norm
    period = engine.frame.periods[passage.report]
    cuts = partial(engine.frame.cuts, passage, fact.sentence)
    if kind_fit(question, fact) is None:
        return "kind"
    if unit_fit(question, fact, engine.lexicon)[1]:
        return "other_unit"
    if aspect_fit(question, fact, norm)[1] and not _rate_as_share(question, fact):
        return "aspect"
    if period_fit(question, fact, passage, period)[1]:
        return "period"
    if _other_quantity(engine, question, candidate):
        return "quantity"
    rivals = rivals_of(question, engine.lexicon)
    if rival_conflict(rivals, question, fact, norm, engine.lexicon, cuts)[1] or _other_level(engine, question, candidate):
        return "level"
    return "" if _numbers_said(engine, question, candidate) else "other_number"


def _rate_as_share(question: Question, fact: Fact) -> bool:
    """满意的比例 may mean the 满意率, whatever the rate is called."""
    return question.aspect == "share" and fact.kind == "percent" and fact.aspect == "level"


def _other_quantity(engine: Engine, question: Question, candidate: Candidate) -> bool:
    """Whether the fact is a plan, a rate per head or the like; what is new may be meant where nobody asks for all there are."""
    fact, passage = candidate.fact, candidate.passage
    whole = engine.frame.periods[passage.report]
    norm = passage.sentences[fact.sentence].norm
    said = quantity_conflict(question, fact, norm, passage.section.period or whole, passage.context, whole)
    return bool(said) and (said not in ("increment", "deed") or asks_for_stock(question))


def _other_level(engine: Engine, question: Question, candidate: Candidate) -> bool:
    """Whether the question names a level that nothing around the fact does."""
    around = _around(engine, candidate)
    levels = [t for t in question.hard if t.family and t.family[0] == "level"]
    return any(not any(f.text in around for f in t.forms) for t in levels)


def _numbers_said(engine: Engine, question: Question, candidate: Candidate) -> bool:
    """Whether each number of the question (第十六届, 5G) stands around the fact; a claimed value is there to be confirmed."""
    around = _around(engine, candidate)
    claimed = question.claimed.text if question.claimed else ""
    numbers = [q for q in find_quantities(question.norm) if q.kind != "period" and q.period is None and q.text != claimed]
    return all(q.text in around for q in numbers)


def _around(engine: Engine, candidate: Candidate) -> str:
    passage = candidate.passage
    sentence = passage.sentences[candidate.fact.sentence].norm
    return f"{sentence}\n{candidate.fact.context}\n{passage.context}\n{engine.frame.titles[passage.report]}"

