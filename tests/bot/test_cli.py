"""The command: exit statuses, one-line errors, pipes, and bad input of every sort."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import publishing
from tests.bot import fake
from tests.bot.tables import cases

COMMAND = [sys.executable, "-m", "tests.bot.fake"]


@pytest.fixture(autouse=True)
def doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake stands at the front doors."""
    fake.install(monkeypatch)


def run(*words: str, typed: str | bytes | None = None) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words), input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(("question", "status"), [("植树多少", 0), ("焊工多少", 3), ("你好", 3), ("多少", 4), ("植树 多少 x", 3)])
def test_ask_gives_the_outcome_as_exit_status(question: str, status: int) -> None:
    """A script sees whether there was an answer; unquoted words are one question."""
    assert run("ask", *question.split())[0] == status
    code, out, _ = run("ask", "--json", *question.split())
    assert code == status and json.loads(out)["question"] == question


def test_explain_is_shown() -> None:
    """How the answer was found, in both forms."""
    assert "经过：\n  understood\n  ranked" in run("ask", "--explain", "植树多少")[1]
    assert json.loads(run("ask", "--explain", "--json", "植树多少")[1])["explanation"] == ["understood", "ranked"]


def test_a_stream_gives_a_line_each() -> None:
    """Byte order mark, Windows line ends, GBK lines, blank lines, no last line end: one object for each line."""
    typed = "\ufeff植树多少\r\n\n".encode() + "多少\n".encode("gbk") + b"\xff\xff\n" + "你好".encode()
    code, out, _ = run("ask", "--json", "-", typed=typed)
    read = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["status"] for one in read] == ["answered", "not_found", "choose", "not_found", "out_of_scope"]


@pytest.mark.parametrize("text", cases("bad_input"), ids=repr)
def test_bad_input(text: str) -> None:
    """Whatever is typed, by argument, stream or conversation: a reply, one JSON line, no traceback."""
    text = {"surrogate": "a\udcffb\ud800", "long": "植" * 10_000}.get(text, text)
    code, out, err = run("ask", "--json", "--", text)
    assert code == 3 and err == "" and len(out.splitlines()) == 1 and json.loads(out)["status"] == "not_found"
    code, out, err = run("ask", "--", text)
    assert code == 3 and err == "" and "\x1b" not in out and "焊工" in out
    line = text.replace("\n", " ").encode("utf-8", "surrogatepass")
    assert len(run("ask", "--json", "-", typed=line + b"\n")[1].splitlines()) == 1
    assert run("chat", typed=line + b"\n")[0] == 0


@pytest.mark.parametrize(
    "words",
    [("nothing",), ("ask",), ("ask", "--wrong", "x"), ("rollback", "x"), ("publish",), ("eval", "a", "b"), ("teach", "x"), ("--home",), ("chat", "x")],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    """Status 2 and one line that points to the help."""
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1) and err.startswith("wenbao: ") and "--help" in err


def test_an_error_is_one_line(tmp_path: Path) -> None:
    """Typed errors keep their words; faults of ours say where, and nothing else."""
    assert run("rollback", "3") == (1, "", "wenbao: revision 3 is not kept; see 'wenbao revisions'\n")
    code, _, err = run("eval", str(tmp_path / "none"))
    assert code == 1 and err.count("\n") == 1 and "none cannot be read" in err


def test_a_fault_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback reaches a person."""
    monkeypatch.setattr(fake.Library, "ask", lambda *a, **k: [][1])
    code, _, err = run("ask", "x")
    assert code == 1 and err.count("\n") == 1 and "internal error at test_cli.py" in err


def test_publishing_asks_first(wenbao_home: Path) -> None:
    """Only y publishes; no answer at all is a no, and says what to do."""
    for typed, code, done in (("n\n", 1, False), ("", 1, False), ("y\n", 0, True)):
        status, out, err = run("publish", "a.txt", typed=typed)
        assert (status, (wenbao_home / "published").exists()) == (code, done)
        assert "报告：《某林场年报》" in out and "单位：没有认出" in out and "数量：2" in out and "替换" in out
        assert ("--yes" in err) is not done


def test_the_preview_says_what_was_recognised_or_not_read() -> None:
    """Text recognised in pictures may be wrong, and a picture's words are missing: both are said before anything changes."""
    plain = "\n".join(publishing.preview(cast(Any, fake.Prepared())))
    scanned = "\n".join(publishing.preview(cast(Any, fake.Prepared(fake.Summary(recognised=True, pictures=3)))))
    assert "扫描件" not in plain and "图片" not in plain
    assert "扫描件，文字由程序识别" in scanned and "有3页是图片" in scanned


def test_publishing_without_being_asked(tmp_path: Path) -> None:
    """--yes, in the home that was named."""
    assert run("--home", str(tmp_path / "other"), "publish", "--yes", "a.txt")[0] == 0
    assert (tmp_path / "other" / "published").exists()


def test_lists() -> None:
    """Reports, revisions, going back."""
    assert run("reports")[1] == "《某林场年报》 某林场 2030年 3条数据 2031-01-02发布\n"
    assert "7  2031-01-02T03:04:05Z  《某林场年报》  ← 现在用的" in run("revisions")[1]
    assert run("rollback")[1] == "已换回第6版。\n"


def test_export() -> None:
    """Every fact with its sentence; a spreadsheet runs no formula and keeps negative numbers."""
    facts = json.loads(run("export")[1])
    assert [fact["value"] for fact in facts] == ["1200", "-5.20"] and facts[0]["quote"] == fake.QUOTE
    text = run("export", "--csv")[1]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (rows[1]["value"], rows[1]["label"], rows[0]["quote"]) == ("-5.20", "'=利润", fake.QUOTE)


def test_eval(tmp_path: Path) -> None:
    """Shares, kinds and failures, for people and for programs."""
    bank = tmp_path / "bank.jsonl"
    rows = [
        {"q": "植树多少", "kind": "count", "answer": ["1200"], "quote": "全年植树1200棵"},
        {"q": "成活率多少", "kind": "percent", "answer": ["97"], "quote": "成活率97%"},
        {"q": "焊工多少", "kind": "unanswerable", "answer": []},
    ]
    bank.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    read = json.loads(run("eval", "--json", str(bank))[1])
    assert (read["n"], read["accuracy"], read["wrong"], read["refusal"]) == (3, 0.5, 0.5, 1.0)
    assert [failure["q"] for failure in read["failures"]] == ["成活率多少"]
    out = run("eval", str(bank))[1]
    assert "wrong                  成活率多少" in out and "accuracy 50.00%" in out


def start(*words: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own, its pipes open."""
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *words], stdin=pipe, stdout=pipe, stderr=pipe, cwd=Path(__file__).parents[2])


def test_a_stream_answers_before_it_ends() -> None:
    """Each answer is out before the next question is in."""
    with start("ask", "--json", "-") as process:
        assert process.stdin and process.stdout
        for question, status in (("植树多少", "answered"), ("多少", "choose")):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["status"] == status
        process.stdin.close()
        assert process.wait() == 0


def test_a_reader_that_leaves_is_no_traceback() -> None:
    """`wenbao ask - | head -1` ends quietly."""
    with start("ask", "--json", "-") as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write("植树多少\n".encode() * 50)
        process.stdin.close()
        assert process.stderr.read() == b"" and process.wait() == 1


def test_ask_imports_nothing_slow() -> None:
    """A cold start has no time for rich, pydantic or prompt-toolkit, not even typer's own use of them."""
    code = (
        "import sys, pytest\nfrom tests.bot import fake\nfrom bot.cli import app\n"
        "slow = {'rich', 'pydantic', 'pydantic_settings', 'prompt_toolkit', 'asyncio', 'lxml', 'openpyxl', 'pdfplumber', 'selectolax'}\n"
        "before = slow & set(sys.modules)\n"
        "patch = pytest.MonkeyPatch(); fake.install(patch)\n"
        "try: app(['ask', '--json', '多少'])\n"
        "except SystemExit as end: print(end.code, sorted((slow & set(sys.modules)) - before))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2], check=False)
    assert done.stdout.decode().splitlines()[-1] == "4 []", done.stderr
