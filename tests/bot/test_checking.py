"""``wenbao check-report``: the contract for programs, the lines for people, and a sentence for each finding."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.texts import checking as checking_words
from knowledge.model import Finding

ROOT = Path(__file__).resolve().parents[2]
WRONG = "清溪镇2024年工作总结\n\n一、培训工作\n\n全年培训820人（男380人，女420人）。参与率达91.3.%。\n"
FIELDS = ["kind", "grave", "message", "evidence", "calculation"]
PLACE = ["report", "section", "path", "quote", "start", "end"]


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def written(folder: Path, text: str) -> str:
    path = folder / "draft.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_json_is_the_contract(tmp_path: Path) -> None:
    """One object with the findings; offsets are of the file's text; exit status 0 though there are findings."""
    code, out, _ = run("check-report", written(tmp_path, WRONG), "--json")
    findings = json.loads(out)["findings"]
    assert (code, out.count("\n")) == (0, 1)
    assert [list(one) for one in findings] == [FIELDS, FIELDS]
    assert [(one["kind"], one["grave"]) for one in findings] == [("sum", True), ("malformed", True)]
    assert findings[0]["calculation"] == "380 + 420 = 800 ≠ 820"
    place = findings[0]["evidence"][0]
    assert list(place) == PLACE
    assert WRONG[place["start"] : place["end"]] == place["quote"]


def test_lines_for_people(tmp_path: Path) -> None:
    """How many, what is wrong, the sum and the sentence; or that nothing was found."""
    code, out, _ = run("check-report", written(tmp_path, WRONG))
    assert code == 0
    assert out.splitlines()[0] == "自检：2处错误，0处提醒"
    assert "【错误】分项相加是800人，与总数820人不一致。" in out
    assert "算式：380 + 420 = 800 ≠ 820" in out
    code, out, _ = run("check-report", written(tmp_path, WRONG.replace("820", "800").replace("3.%", "3%")))
    assert (code, out) == (0, checking_words.NO_FINDINGS + "\n")


def test_what_cannot_be_checked(tmp_path: Path) -> None:
    """An empty file is a report error; no file at all is wrong usage."""
    code, out, err = run("check-report", written(tmp_path, ""))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert run("check-report", str(tmp_path / "none.txt"))[0] == 1
    assert run("check-report")[0] == 2


def codes() -> set[str]:
    """Every code that a finding is made with."""
    found = set()
    for path in (ROOT / "knowledge" / "check").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in checking_words.FINDINGS:
                found.add(str(node.value))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                code = node.args[2]
                assert not isinstance(code, ast.Constant) or code.value in checking_words.FINDINGS
    return found


def test_every_code_is_worded() -> None:
    """Each code of the self-check has its sentence, and no sentence is left over."""
    assert codes() == set(checking_words.FINDINGS)


@pytest.mark.parametrize("code", sorted(checking_words.FINDINGS))
def test_sentences_are_short(code: str) -> None:
    """One sentence without open places."""
    said = checking_words.finding(Finding("sum", True, code, ("8", "9", "10", "11"), ()))
    assert said.endswith("。") and "{" not in said and len(said) < 40
