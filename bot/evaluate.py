"""Judge answers against a question bank.

A bank holds one JSON object a line: ``{"id", "q", "kind", "answer": [...], "section", "quote"}``; of kind "unanswerable"
``answer`` is empty. An answer is right when it is answered, every gold string stands in its headline (of a single number:
in its first value as well) and its evidence quotes the gold sentence. ‖ in a gold string parts alternatives.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.errors import WenbaoError
from knowledge.model import Answer, Evidence

Verdict = Literal["correct", "refused_ok", "wrong", "right_value_wrong_place", "missed", "missed_near", "false_answer"]
GOOD: frozenset[Verdict] = frozenset({"correct", "refused_ok"})
UNANSWERABLE = "unanswerable"
SINGLE_VALUE = frozenset({"count", "percent", "money", "date", "rank", "computed"})
HEADLINE = 80  # characters; longer is a sentence and no headline
LIST_HEADLINE = 240


class BankError(WenbaoError):
    """A question bank that cannot be read; its writer must act."""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a bank. ``answer``: the gold strings, empty when the report does not say."""

    q: str
    kind: str
    answer: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that was not judged well, with what was said instead."""

    verdict: Verdict
    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """A bank judged: how often each verdict fell, in all and by kind, and the failures in the bank's order."""

    rows: int
    unanswerable: int
    tally: Counter[Verdict]
    kinds: dict[str, Counter[Verdict]]
    failures: tuple[Failure, ...]

    @property
    def accuracy(self) -> float | None:
        """Right answers among the answerable, 0 to 1; None when there is none."""
        return self._share("correct")

    @property
    def wrong(self) -> float | None:
        """Answers that are wrong, or right but shown with another sentence, among the answerable."""
        return self._share("wrong", "right_value_wrong_place")

    @property
    def missed(self) -> float | None:
        """Answerable questions that were not answered."""
        return self._share("missed", "missed_near")

    @property
    def refusal(self) -> float | None:
        """Refusals among the unanswerable."""
        return _ratio(self.tally["refused_ok"], self.unanswerable)

    def _share(self, *verdicts: Verdict) -> float | None:
        return _ratio(sum(self.tally[verdict] for verdict in verdicts), self.rows - self.unanswerable)


def read_bank(path: Path) -> tuple[Question, ...]:
    """The rows of a bank file. Raises BankError with the file and the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BankError(f"{path} cannot be read ({error}); give a JSONL file in UTF-8") from error
    return tuple(_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _row(path: Path, number: int, line: str) -> Question:
    try:
        row = json.loads(line)
        gold = tuple(row["answer"])
        return Question(str(row["q"]), str(row["kind"]), tuple(map(str, gold)), str(row.get("quote") or ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = 'each line needs {"q": text, "kind": text, "answer": [texts]}'
        raise BankError(f"{path}, line {number} is no question ({error!r}); {hint}") from error


def evaluate(bank: Sequence[Question], answer: Callable[[str], Answer]) -> Outcome:
    """Ask every question of the bank and judge what comes back."""
    tally: Counter[Verdict] = Counter()
    kinds: dict[str, Counter[Verdict]] = {}
    failures = []
    for question in bank:
        given = answer(question.q)
        verdict = judge(question, given)
        tally[verdict] += 1
        kinds.setdefault(question.kind, Counter())[verdict] += 1
        if verdict not in GOOD:
            failures.append(Failure(verdict, question, given))
    unanswerable = sum(question.kind == UNANSWERABLE for question in bank)
    return Outcome(len(bank), unanswerable, tally, dict(sorted(kinds.items())), tuple(failures))


def judge(question: Question, answer: Answer) -> Verdict:
    """The verdict on one answer."""
    answered = answer.status == "answered"
    if question.kind == UNANSWERABLE:
        return "false_answer" if answered else "refused_ok"
    if not answered:
        near = any(_all_in(question.answer, shown.quote) for shown in answer.evidence[:3])
        return "missed_near" if near else "missed"
    if not _says(question, answer):
        return "wrong"
    return "correct" if _shown(question, answer) else "right_value_wrong_place"


def _says(question: Question, answer: Answer) -> bool:
    """Every gold string stands in the headline, a single number in the first value too."""
    if question.kind not in SINGLE_VALUE or len(question.answer) != 1:
        return len(answer.text) <= LIST_HEADLINE and _all_in(question.answer, answer.text)
    first = answer.values[0].text + answer.values[0].unit if answer.values else answer.text[:24]
    return len(answer.text) <= HEADLINE and _all_in(question.answer, answer.text) and _all_in(question.answer, first)


def _shown(question: Question, answer: Answer) -> bool:
    if question.kind == "computed":
        return bool(answer.calculation or answer.evidence)
    return same_place(question, answer.evidence)


def same_place(question: Question, evidence: Sequence[Evidence]) -> bool:
    """One of the first two sentences shown is the gold one, in half or more, or tells the same long figures."""
    gold = folded(question.quote)
    long_figures = all(len(re.sub(r"\D", "", figure)) >= 3 for figure in question.answer)
    distinctive = bool(question.answer) and long_figures
    quotes = [folded(shown.quote) for shown in evidence[:2]]
    return any((distinctive and _all_in(question.answer, quote)) or overlap(gold, quote) for quote in quotes if quote and gold)


def overlap(gold: str, quote: str) -> bool:
    """One holds the other, or they share a run of half the gold text (at least 4 characters; 10 are enough)."""
    if gold in quote or quote in gold:
        return True
    run = min(10, max(4, len(gold) // 2))
    return any(gold[at : at + run] in quote for at in range(len(gold) - run + 1))


def _all_in(gold: Iterable[str], text: str) -> bool:
    return all(has(text, one) for one in gold)


def has(text: str, gold: str) -> bool:
    """The gold string, or one of its alternatives, stands in the text as a whole number or phrase; 79.0 is 79 too."""
    choices = gold.split("‖")
    choices += [one[:-2] for one in choices if re.fullmatch(r"[\d,]+\.0", one)]
    return any(_stands(folded(text), folded(one)) for one in choices)


def _stands(text: str, gold: str) -> bool:
    before = r"(?<![\d.])" if gold[:1].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if gold[-1:].isdigit() else ""
    return re.search(before + re.escape(gold) + after, text) is not None


def folded(text: str) -> str:
    """The text for comparing: half width, no blanks and thousands commas, 06月 as 6月; digits apart stay apart."""
    wide = re.sub(r"(?<=\d)\s+(?=\d)", "|", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<!\d)0(?=\d[月日])", "", re.sub(r"[\s,]", "", wide))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
