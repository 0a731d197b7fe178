"""The operands of a computed answer: each side of the question asked for by itself.

A side counts only when one fact accounts for all of its words and no other value comes close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.ask.agree import joint, listed, near, of_one_unit, together, wholes
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, accounted
from knowledge.ask.sides import JOIN, PART, Side, attempts, rival, scoped, sides_of, sub_question, with_scopes, within
from knowledge.model import Fact

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# Another value this close behind the best makes an operand ambiguous.
MARGIN = 0.05
# The words that tell the sides apart must stand in the fact's own zones or in its heading, not merely near by.
OWN = 0.5
_MEASURED = re.compile("(?:[总人件项个户家]*[数量额]|规模|达到?|共计?|合计|总计|约|近|超过?|为|有|共有|现有|已?增?至)+")
_SCOPES = re.compile(r"国家级|省部?级|市级|[区县]级|校级|院级|男[子性生]|女[子性生]|高级|中级|初级|新增|计划|目标|力争")


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact as an operand; ``name`` is what the asker calls it."""

    candidate: Candidate
    name: str

    @property
    def fact(self) -> Fact:
        return self.candidate.fact


def fitting(engine: Engine, question: Question) -> list[Candidate]:
    """The facts that account for a question about as well as the best one, one of each value."""
    found = [
        c for c in accounted(engine.read(question).facts)
        if _level(question, c.fact) and not (narrower(question, c) or joint(question, c))
    ]
    distinct: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        if found[0].score - candidate.score < MARGIN:
            distinct.setdefault((str(candidate.fact.value), candidate.fact.unit), candidate)
    return list(distinct.values())


def narrower(question: Question, candidate: Candidate) -> bool:
    """Whether the fact is of a scope that the question does not name: 市级课题 is no operand for 课题."""
    return goes_on(question, candidate) or bool(scopes_beyond(question, candidate.fact.label))


def goes_on(question: Question, candidate: Candidate) -> bool:
    """Whether the people counted are called by more than was asked and so are others (法官助理 for 法官)."""
    asked, label = _words_of(question), candidate.fact.label
    people = candidate.fact.unit in ("人", "名", "位")
    return people and any(_another(label, t.word, asked) for t in question.hard)


def scopes_beyond(question: Question, label: str) -> frozenset[str]:
    """The scopes that a label names and a question does not."""
    asked = _words_of(question)
    return frozenset() if "、" in label else frozenset(m[0] for m in _SCOPES.finditer(label) if m[0] not in asked)


def _words_of(question: Question) -> str:
    forms = "".join(f.text for t in question.terms for f in t.forms)
    return question.norm + forms + "".join(p.text for p in question.periods)


def _another(label: str, asked: str, question: str) -> bool:
    """Whether a label goes on after what was asked and so names something else (法官助理 for 法官)."""
    rest = label.removeprefix(asked)
    return len(rest) > 1 and rest != label and rest not in question and not _MEASURED.fullmatch(rest)


def _level(question: Question, fact: Fact) -> bool:
    kinds = ("percent",) if question.asked == "percent" else ("count", "money")
    return fact.kind in kinds and fact.value is not None and fact.aspect != "growth"


def alone(engine: Engine, question: Question) -> Candidate | None:
    """The one fact that accounts for a question; None when there is none or more than one."""
    found = fitting(engine, question)
    return found[0] if len(found) == 1 else None


def operands(engine: Engine, question: Question, joiner: re.Pattern[str]) -> tuple[Operand, ...] | None:
    """One fact for each side of the question; None when a side is missing, ambiguous or the same as another."""
    question, scope = scoped(with_scopes(question, engine.lexicon))
    sides, common = sides_of(question, joiner)
    if len(sides) < 2:
        return None
    columns = [_column(engine, question, sides, i, common) for i in range(len(sides))]
    if not all(columns):
        return None
    columns = of_one_unit(engine, columns)
    if joiner is PART and len(columns) == 2:
        columns = wholes(columns, within(sides))
    if not all(columns):
        return None
    chosen = together(columns) or (listed(columns) if joiner is JOIN else None)
    if chosen is None or len({c.place for c in chosen}) < len(chosen):
        return None
    if scope and not all(any(f.text in c.passage.norm + c.passage.context for f in scope.forms) for c in chosen):
        return None
    if not near(chosen, [_name(sides, i) for i in range(len(sides))]):
        return None
    return tuple(Operand(c, _name(sides, i)) for i, c in enumerate(chosen))


def one_for_all(engine: Engine, question: Question, joiner: re.Pattern[str], best: Candidate) -> bool:
    """Whether one fact is the best answer for each side, as a total given for all of them is."""
    sides, common = sides_of(with_scopes(replace(question, units=()), engine.lexicon), joiner)
    for number in range(len(sides)):
        for words in attempts(sides, number):
            found = accounted(engine.read(replace(sub_question(question, words, common), units=())).facts)
            if found and found[0].place != best.place:
                return False
            if found:
                break
    return True


def _column(engine: Engine, question: Question, sides: Sequence[Side], number: int, common: Side) -> list[Candidate]:
    for words in attempts(sides, number):
        sub = sub_question(question, words, common)
        own = _telling_apart(sides, number)
        found = [c for c in fitting(engine, sub) if _speaks(c, sub, own)]
        if found:
            return found
    return []


def _telling_apart(sides: Sequence[Side], number: int) -> set[str]:
    """The words of a side that others have another of (国内 of 国内订单 beside 国外); all of its words when there are none."""
    others = [e for i, side in enumerate(sides) if i != number for e in side]
    return {e.word for e in sides[number] if any(rival(e, o) for o in others)} or {e.word for e in sides[number]}


def _speaks(candidate: Candidate, question: Question, own: set[str]) -> bool:
    """Whether the words that tell this side apart are the fact's own."""
    return all(
        weight >= OWN
        for term, weight in zip(question.terms, candidate.weights, strict=True)
        if term.hard and term.word in own
    )


def _name(sides: Sequence[Side], number: int) -> str:
    """What the asker calls a side: its own words."""
    return "".join(e.word for e in sides[number] if not (e.term and not e.term.hard and len(sides[number]) > 1))
