"""Follow-ups: what a short turn leaves out is taken from the turn before, and the answer says what was carried over.

A turn is read as it stands first. When it says too little for that (那省级呢, 差多少, 他还得了什么), versions of the turn
before with the new words put in are tried, the one that changes least first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from knowledge.ask.context import Context
from knowledge.ask.question import Form, Question, Term
from knowledge.language.lexicon import Lexicon
from knowledge.model import Answer, Note

_MARKED = re.compile(r"^(?:那么?|那|还有|再|另外|其中|换成|改成|那个)|呢[?？。!！]*$|^(?:它|他|她|其)")
_PRONOUN = re.compile(r"他们|她们|他|她|这位|此人|这个人|该")
_AMOUNTS = frozenset({"count", "percent", "money"})
_LEFTOVER = frozenset({"那", "呢", "还", "还有", "其中", "再", "那么"})


@dataclass(frozen=True, slots=True)
class Version:
    """A turn completed from the one before; ``dropped``: how many of its hard words were left out, ``kept`` how many stay."""

    question: Question
    notes: tuple[Note, ...]
    dropped: int = 0
    kept: int = 0
    kind: str = ""

    def allows(self, answer: Answer, lexicon: Lexicon) -> bool:
        """Nothing kept of the turn before means another subject: then at least its unit must hold."""
        if self.kind in _AMOUNTS and answer.values and answer.values[0].kind in _AMOUNTS and answer.values[0].kind != self.kind:
            return False
        if self.kept or not self.question.units or not answer.values or answer.values[0].kind != "count":
            return True
        unit = answer.values[0].unit.lstrip("十百千万亿")
        return any(unit == u or (lexicon.interchangeable(u, unit) and unit != "个") for u in self.question.units)


def follows(question: Question, context: Context) -> bool:
    """Whether the turn leans on the one before."""
    before = context.question
    if before is None or not (before.terms or before.periods):
        return False
    if _MARKED.search(question.norm) or _PRONOUN.search(question.norm):
        return True
    if not question.hard:
        return bool(question.asked != "any" or question.operation or question.periods or question.aspect or question.terms)
    return question.asked == "any" and len(question.hard) == 1 and len(question.norm) <= 5 and _rival(question.hard[0], before)


def _rival(term: Term, before: Question) -> bool:
    return term.family is not None and any(t.family and t.family[0] == term.family[0] for t in before.terms)


def may_follow(question: Question, context: Context) -> bool:
    """A short question with one word of its own may still be about what was just spoken of."""
    before = context.question
    if before is None or not before.hard or not context.answered or len(question.hard) != 1:
        return False
    return question.asked != "any" and not question.periods and question.hard[0].word not in {t.word for t in before.terms}


def versions(question: Question, context: Context) -> Iterator[Version]:
    """The turn completed from the one before, the least changed version first."""
    before = context.question
    assert before is not None
    named = _named(question, context)
    if named is not question:
        yield Version(named, (Note("carried", ("、".join(context.names),)),), 0, 1)
        return
    fresh = tuple(t for t in question.terms if t.hard and t.word not in _LEFTOVER)
    merged = _frame(question, before, context.unit)
    kind = context.kind if question.asked == "any" and not question.aspect else ""
    if not fresh:
        yield _version(replace(merged, terms=before.terms + _soft(question)), list(before.hard), 0, kind)
        return
    swapped = [t for t in before.terms if not any(_excludes(n, t) for n in fresh)]
    replaced = len(swapped) < len(before.terms)
    kept = [t for t in swapped if t.hard and t.word not in {n.word for n in fresh}]
    yield _version(replace(merged, terms=_ordered([*kept, *fresh])), kept, 0, kind)
    if replaced:
        return
    for size in range(len(kept) - 1, -1, -1):
        for some in combinations(kept, size):
            yield _version(replace(merged, terms=_ordered([*some, *fresh])), list(some), len(kept) - size, kind)


def _version(question: Question, kept: list[Term], dropped: int, kind: str) -> Version:
    words = "".join(dict.fromkeys(t.word for t in sorted(kept, key=lambda t: t.at)))
    return Version(question, ((Note("carried", (words,)),) if words else ()), dropped, len(kept), kind)


def _ordered(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(replace(t, at=i) for i, t in enumerate(terms))


def _soft(question: Question) -> tuple[Term, ...]:
    return tuple(t for t in question.terms if not t.hard)


def _excludes(new: Term, old: Term) -> bool:
    return bool(new.family and old.family and new.family[0] == old.family[0] and new.word != old.word)


def _frame(question: Question, before: Question, unit: str) -> Question:
    """Kind, unit, aspect and scope: the new turn's where it names them, else those of the turn before."""
    said = before.units or ((unit,) if unit and before.asked in ("count", "any") else ())
    own_kind = question.asked != "any" or question.operation is not None or question.yesno
    return replace(
        question,
        asked=question.asked if own_kind and not (question.operation and question.asked == "any") else before.asked,
        units=question.units or (() if own_kind and question.asked not in ("count", "any") else said),
        aspect=question.aspect if own_kind or question.aspect else before.aspect,
        periods=question.periods or (() if question.operation == "sum" else before.periods),
        relative=question.relative or before.relative,
        norm=f"{before.norm} {question.norm}" if own_kind else before.norm.replace("?", "") + " " + question.norm,
    )


def _named(question: Question, context: Context) -> Question:
    """Pronouns filled with the people of the last answer."""
    if not context.names or not _PRONOUN.search(question.norm):
        return question
    names = tuple(Term(n, (Form(n, 1.0),), True, 0) for n in context.names)
    rest = tuple(t for t in question.terms if t.word not in ("他", "她", "他们", "她们"))
    return replace(question, terms=names + rest, norm="".join(context.names) + question.norm)
