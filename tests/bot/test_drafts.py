"""check-draft and find: the contract of their JSON, what people read, exit statuses, and files of every sort."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import texts
from bot.cli import app
from bot.texts import drafts as drafts_words

DRAFT = "学院获国家级奖项8项、省级奖项9项，\n两项合计17项。购置无人机31架。"


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def checked(tmp_path: Path, text: str, *words: str) -> tuple[int, str, str]:
    """A draft checked against the built-in example."""
    file = tmp_path / "draft.txt"
    file.write_text(text, encoding="utf-8")
    return run("check-draft", str(file), *words)


def test_the_contract(tmp_path: Path) -> None:
    """One object on one line, with these fields and offsets in characters of the draft."""
    code, out, err = checked(tmp_path, DRAFT, "--json")
    told: dict[str, Any] = json.loads(out)
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert list(told) == ["findings", "summary"]
    assert list(told["summary"]) == ["agrees", "differs", "absent", "unclear", "derived"]
    assert sum(told["summary"].values()) == len(told["findings"])
    for finding in told["findings"]:
        assert list(finding) == ["text", "start", "end", "verdict", "should_be", "evidence", "calculation"]
        assert DRAFT[finding["start"] : finding["end"]] == finding["text"]
        assert all(list(e) == ["report", "section", "path", "quote", "start", "end"] for e in finding["evidence"])
    by_text = {f["text"]: f for f in told["findings"]}
    assert by_text["8项"]["verdict"] == "agrees" and by_text["8项"]["should_be"] is None
    assert (by_text["9项"]["verdict"], by_text["9项"]["should_be"]) == ("differs", "7项")
    assert (by_text["17项"]["verdict"], by_text["17项"]["should_be"]) == ("differs", "15项")
    assert by_text["17项"]["calculation"] == "8 + 7 = 15"
    assert by_text["31架"]["verdict"] == "absent"


def test_what_differs_is_read_first(tmp_path: Path) -> None:
    """The verdict in the first line, then what differs with what the report says, then the rest; the example is named."""
    code, out, _ = checked(tmp_path, DRAFT)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("核对4处：不一致2处")
    signs = [line[0] for line in lines[1:-1] if not line.startswith(" ")]
    assert signs == sorted(signs, key=list(drafts_words.VERDICT_SIGNS.values()).index)
    assert lines[2] == "  报告里是：7项" and lines[-1].endswith(texts.NOTES["example"])


def test_a_right_draft_is_said_to_be_right(tmp_path: Path) -> None:
    """Where everything agrees, the first line says so."""
    assert drafts_words.DRAFT_ALL_RIGHT in checked(tmp_path, "学院获国家级奖项8项、省级奖项7项。")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("text", "said"), [("今天天气不错，大家都很高兴。", drafts_words.DRAFT_NOTHING), ("The school won 8 prizes.", drafts_words.DRAFT_FOREIGN)]
)
def test_nothing_to_check(tmp_path: Path, text: str, said: str) -> None:
    """A draft without numbers or in another language is told in one plain line; as JSON it is no error either."""
    code, out, _ = checked(tmp_path, text)
    assert code == 0 and out.splitlines()[0] == said
    code, out, _ = checked(tmp_path, text, "--json")
    assert code == 0 and json.loads(out)["summary"]["agrees"] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no text"), (b" \n\xe3\x80\x80", "no text"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
     (("奖项9项。" * 11_000).encode(), "50,000"), (None, "cannot be read")],
)
def test_files_that_are_no_draft(tmp_path: Path, content: bytes | None, words: str) -> None:
    """An empty, broken, missing or much too long file: status 1 and one line on standard error."""
    file = tmp_path / "draft.txt"
    if content is not None:
        file.write_bytes(content)
    code, out, err = run("check-draft", str(file), "--json")
    assert (code, out, err.count("\n")) == (1, "", 1) and err.startswith("wenbao: ") and words in err


def test_a_draft_in_another_encoding(tmp_path: Path) -> None:
    """GBK with Windows line ends is read; offsets count characters of the decoded text."""
    file = tmp_path / "draft.txt"
    text = "学院的成绩单。\r\n学院获国家级奖项8项、省级奖项9项。\r\n"
    file.write_bytes(text.encode("gb18030"))
    told = json.loads(run("check-draft", str(file), "--json")[1])
    assert [text[f["start"] : f["end"]] for f in told["findings"]] == ["8项", "9项"]


def test_find() -> None:
    """A number of the example with its label and sentence; a number that is not there has status 3; no number is an error."""
    code, out, _ = run("find", "三百八十四")
    assert code == 0 and out.startswith("384篇：") and "384篇；" in out
    code, out, _ = run("find", "384", "--json")
    told: list[dict[str, Any]] = json.loads(out)
    assert code == 0 and out.count("\n") == 1 and [one["value"] for one in told] == ["384"]
    assert list(told[0]) == ["kind", "value", "text", "unit", "approximate", "label", "evidence"]
    assert run("find", "987654321", "--json")[:2] == (3, "[]\n")
    assert run("find", "987654321")[1].startswith(drafts_words.FOUND_NOTHING.format(number="987654321"))
    code, out, err = run("find", "什么")
    assert (code, out, err.count("\n")) == (1, "", 1)
