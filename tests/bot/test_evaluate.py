"""A bank is judged strictly: the number, whole, first, and with the sentence it stands in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate import BankError, Question, evaluate, judge, read_bank
from knowledge.model import Answer, Evidence, Value
from tests.bot.tables import cases


def judged(case: dict[str, Any]) -> tuple[Question, Answer]:
    """The row and the answer of a case, its gaps filled as its table says."""
    text = case.get("text", "1200棵")
    number = case.get("value", (re.findall(r"[0-9０-９,]+(?: ?棵)?", text) or [""])[0])
    values = (Value("count", "0", number, "", False, ""),) if number else ()
    shown = Evidence("年报", "一", "一", case.get("quote", "今年全年植树1200棵，成活率96%。"), 0, 1)
    question = Question("q", case.get("kind", "count"), tuple(case.get("gold", ["1200"])), case.get("row", "全年植树1200棵"))
    return question, Answer("q", case.get("status", "answered"), text, values, (shown,))


@pytest.mark.parametrize("case", cases("judgements"))
def test_judgements(case: dict[str, Any]) -> None:
    """Each verdict, and what tips it."""
    assert judge(*judged(case)) == case["verdict"]


def test_an_outcome_counts_each_row_once() -> None:
    """Shares are of the answerable or of the unanswerable, never of both."""
    bank = [
        Question("a", "count", ("1200",), "植树1200棵"),
        Question("b", "count", ("5",), "x"),
        Question("c", "unanswerable", (), ""),
    ]
    _, right = judged({})
    outcome = evaluate(bank, lambda text: right)
    assert (outcome.accuracy, outcome.wrong, outcome.missed, outcome.refusal) == (0.5, 0.5, 0.0, 0.0)
    assert [failure.question.q for failure in outcome.failures] == ["b", "c"]
    assert evaluate([], lambda text: right).accuracy is None


@pytest.mark.parametrize("line", ["{", "[]", '{"q": "x"}', '{"q": "x", "kind": "count", "answer": 3}', "null"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    """A bank that is no bank says where."""
    bank = tmp_path / "bank.jsonl"
    good = json.dumps({"q": "x", "kind": "count", "answer": ["1"]})
    bank.write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BankError, match=r"bank\.jsonl, line 3"):
        read_bank(bank)


def test_no_bank(tmp_path: Path) -> None:
    """A missing or undecodable file is said to be so."""
    with pytest.raises(BankError, match="cannot be read"):
        read_bank(tmp_path / "none.jsonl")
    (tmp_path / "gbk").write_bytes("多少".encode("gbk"))
    with pytest.raises(BankError, match="UTF-8"):
        read_bank(tmp_path / "gbk")
