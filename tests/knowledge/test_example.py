"""The built-in example is whole: its outline, its figures, and the questions kept for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from knowledge import example

ITEMS = (4, 3, 4, 4, 3, 4, 5, 2)
CHAPTERS = "一二三四五六七八"
FIGURE = re.compile(r"\d+(?:\.\d+)?[余多]?(?=[^\d.\s])")
KINDS = {"count", "percent", "money", "date", "rank", "who", "what", "list", "yesno", "computed", "unanswerable"}
BANKS = Path(__file__).parents[1] / "banks"


def text() -> str:
    return example.path().read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BANKS / name).read_text(encoding="utf-8").splitlines()]


def section_text(path: str) -> str:
    """What stands under the chapter and item of this path, the item's heading included."""
    chapter, item = path.split(".")
    body = text().split(f"\n## {chapter}、")[1].split("\n## ")[0]
    return body.split(f"\n### {item}.")[1].split("\n### ")[0]


def plain(part: str) -> str:
    return re.sub(r"[《》<>“”]", "", part)


def test_lies_beside_its_module() -> None:
    """The path leads to a file, wherever the package is installed."""
    assert example.path().is_file()
    assert example.path().parent == Path(example.__file__).parent


def test_says_that_it_is_an_example() -> None:
    """The title and the note under it say so before any fact is told."""
    title, note = text().split("\n\n")[:2]
    assert title.startswith("# ") and title.endswith("（示例）")
    assert "示例" in note and "不是学院原文" in note


def test_has_eight_chapters_with_their_items() -> None:
    """Chapters and items are numbered without a gap."""
    chapters = re.split(r"^## ", text(), flags=re.MULTILINE)[1:]
    assert [chapter[:2] for chapter in chapters] == [f"{number}、" for number in CHAPTERS]
    numbers = [re.findall(r"^### (\d+)\.", chapter, flags=re.MULTILINE) for chapter in chapters]
    assert numbers == [[str(n) for n in range(1, count + 1)] for count in ITEMS]


def test_every_item_has_a_text_of_its_own() -> None:
    """No heading stands alone, and each text is one paragraph that ends in a full stop."""
    for item in re.split(r"^### ", text(), flags=re.MULTILINE)[1:]:
        body = item.split("\n## ")[0].strip().split("\n\n")[1:]
        assert len(body) == 1 and body[0].endswith("。"), item[:20]


def test_holds_the_facts_of_a_whole_year() -> None:
    """At least as many figures, titles and honours as a report of this length has."""
    assert len(FIGURE.findall(text())) >= 110
    assert len(re.findall(r"《(?:[^《》]|<[^>]*>)+》|“[^”]+”", text())) >= 41
    assert len(re.findall(r"[一二三]等奖|[冠亚]军", text())) >= 17


def test_is_clean_text() -> None:
    """Marks come in pairs; no misprint of a number, no debris of a word processor, no wrapped line."""
    for left, right in ("《》", "“”", "（）", "<>"):
        assert text().replace("\n> ", "\n").count(left) == text().replace("\n> ", "\n").count(right)
    assert not re.search(r"\.%|\.\.|bookmark|，，|。。|\t|\r|\u3000|[一-鿿] +\d", text())
    assert not re.search(r"[^\n。）]\n\n(?!#)(?=[一-鿿])", re.sub(r"^#.*\n", "", text(), flags=re.MULTILINE))


@pytest.mark.parametrize("row", rows("example.jsonl"), ids=lambda row: str(row["id"]))
def test_question_stands_on_the_example(row: dict[str, Any]) -> None:
    """The quote stands in the section named, and holds the answer unless that is calculated."""
    assert set(row) == {"id", "q", "kind", "answer", "section", "quote"} and row["kind"] in KINDS
    if row["kind"] == "unanswerable":
        assert (row["answer"], row["section"], row["quote"]) == ([], "", "")
        return
    assert row["answer"] and row["quote"] in section_text(row["section"])
    if row["kind"] != "computed":
        quote = plain(row["quote"])
        assert all(any(plain(part) in quote for part in gold.split("‖")) for gold in row["answer"])


def test_bank_holds_every_kind_once_and_no_question_twice() -> None:
    """Ids and wordings are unique; every kind of question is there."""
    bank = rows("example.jsonl")
    assert len({row["id"] for row in bank}) == len({row["q"] for row in bank}) == len(bank)
    assert {row["kind"] for row in bank} == KINDS
    assert 12 <= sum(row["kind"] == "unanswerable" for row in bank) <= 20


def test_conversations_have_two_to_four_turns() -> None:
    """Each turn has a question and its gold answers, an empty list where it must be refused."""
    bank = rows("example.dialogues.jsonl")
    assert len({row["id"] for row in bank}) == len(bank) == 15
    for row in bank:
        assert set(row) == {"id", "turns"} and 2 <= len(row["turns"]) <= 4
        assert all(set(turn) == {"q", "answer"} and turn["q"] for turn in row["turns"])
    assert any(not turn["answer"] for row in bank for turn in row["turns"])


def test_answers_of_conversations_stand_in_the_example() -> None:
    """A gold answer is told in the example, or is the sum or difference asked for by 一共 or 差多少."""
    for row in rows("example.dialogues.jsonl"):
        for turn in row["turns"]:
            told = all(any(part in text() for part in gold.split("‖")) for gold in turn["answer"])
            assert told or re.search("一共|差多少", turn["q"]), (row["id"], turn["q"])
