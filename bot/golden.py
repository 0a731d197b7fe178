"""What must stay answered: questions that admins have taught and answers that people confirmed. They are asked of a library as it
is and as it would be, before a lesson or a report takes effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.journal.asked import Confirmed
from bot.journal.keys import text_key
from knowledge.lesson import Taught
from knowledge.model import Answer, Status

if TYPE_CHECKING:
    from bot.desk import Answering
    from knowledge.library import Library

State = Literal["kept", "changed", "broken"]
TAUGHT = "taught"


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered to a question: the headline (of a choice: what is offered), what its first value is of, and whether a
    lesson gave it."""

    status: Status
    headline: str
    label: str
    taught: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A question that would be answered otherwise."""

    question: str
    before: Said
    after: Said

    @property
    def breaks(self) -> bool:
        """Whether an answer is lost: none is given any more, or another than the lesson said."""
        lost = self.before.status == "answered" and self.after.status != "answered"
        return lost or (self.before.taught and not self.after.taught)


@dataclass(frozen=True, slots=True)
class Judged:
    """A golden question asked now. ``kept``: answered as before; ``changed``: by the fact, whose value is another now, or by
    another value than was confirmed; ``broken``: not answered, or not by the fact. ``golden`` is what was to be said."""

    question: str
    state: State
    golden: str
    said: Said


def said(answer: Answer) -> Said:
    """The part of an answer that is compared."""
    offered = "、".join(choice.text for choice in answer.choices) if answer.status == "choose" else ""
    label = answer.values[0].label if answer.values else ""
    return Said(answer.status, answer.text or offered, label, any(note.code == TAUGHT for note in answer.notes))


def questions(taught: Taught, confirmed: Iterable[Confirmed]) -> tuple[str, ...]:
    """The golden questions: those that were taught, then those whose answer was confirmed, each once."""
    texts = [*(alias.question for alias in taught.aliases), *(one.text for one in confirmed)]
    return tuple({text_key(text): text for text in reversed(texts)}.values())[::-1]


def trial(now: Answering, then: Answering, asked: Iterable[str]) -> tuple[Change, ...]:
    """What would be answered otherwise, in the order of the questions; nothing is remembered from one to the next."""
    told = ((question, said(now.ask(question)), said(then.ask(question))) for question in asked)
    return tuple(Change(question, before, after) for question, before, after in told if before != after)


def lesson_trial(library: Library, then: Taught, confirmed: Sequence[Confirmed]) -> tuple[Change, ...]:
    """What would change if the library heeded ``then`` instead of what it heeds now."""
    asked = dict.fromkeys([*questions(then, confirmed), *questions(library.taught, ())])
    return trial(library, library.imagine(then), asked)


def judge(library: Answering, taught: Taught, confirmed: Iterable[Confirmed]) -> tuple[Judged, ...]:
    """The golden questions asked now, each against what was taught or confirmed."""
    latest = {text_key(alias.question): alias for alias in taught.aliases}
    rows = []
    for alias in latest.values():
        answer, target = library.ask(alias.question), alias.target
        given = said(answer)
        same = given.taught and (answer.values[0].text == target.text or answer.evidence[0].quote == target.quote)
        state: State = "kept" if same else "changed" if given.taught else "broken"
        rows.append(Judged(alias.question, state, target.text + target.unit, given))
    for one in confirmed:
        if text_key(one.text) not in latest:
            given = said(library.ask(one.text))
            state = "broken" if given.status != "answered" else "kept" if given.headline == one.headline else "changed"
            rows.append(Judged(one.text, state, one.headline, given))
    return tuple(rows)
