"""``wenbao teach``, ``gaps``, ``eval`` without a bank, and a report that would lose answers, over a real library and journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.journal.asked import Asked
from bot.journal.desk_file import NAME, Journal
from bot.journal.lessons import taught_in
from bot.shelf import Shelf
from knowledge.publish import prepare, publish, revisions
from tests.knowledge.test_publish import written


@pytest.fixture(autouse=True)
def published(wenbao_home: Path, tmp_path: Path) -> Path:
    """The forest office's report of 2030 in the home of the test."""
    publish(wenbao_home, prepare(written(tmp_path, 2030, 5200)))
    return wenbao_home


def run(*words: str, typed: str = "") -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words), input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def asked(home: Path, text: str, status: str = "not_found", verdict: str = "", times: int = 1, missing: tuple[str, ...] = ()) -> None:
    """Somebody asked, and said what he thinks of the answer."""
    with Journal.open(home) as journal:
        for person in range(times):
            answer = Asked(person, person, None, None, text, status, "240次" if status == "answered" else "", missing=missing)
            question = journal.questions.add(answer)
            if verdict:
                journal.feedback.add(question, person, "useful" if verdict == "useful" else "wrong")


def test_an_alias_is_picked_confirmed_and_in_force(wenbao_home: Path) -> None:
    """The list, the number, what would change, y; the next question is answered so."""
    assert run("ask", "绿了几棵")[0] == 3
    code, out, err = run("teach", "alias", "绿了几棵", typed="1\ny\n")
    assert (code, err) == (0, "")
    assert "1. 5200棵 植树（一、造林）" in out and "“绿了几棵”：没有找到答案 → 5200棵 植树" in out and "第1条" in out
    code, out, _ = run("ask", "--json", "绿了几棵？")
    answer = json.loads(out)
    assert code == 0 and answer["text"] == "5200棵" and answer["notes"] == ["管理员确认过：这样问的是这一项"]
    assert "5200棵" in run("chat", typed="绿了几棵\n")[1]


def test_nothing_is_taught_without_a_yes(wenbao_home: Path) -> None:
    """No number, no y, a number that is not in the list: one line that says what to do, and nothing is written."""
    for words, typed in (
        (("teach", "alias", "绿了几棵"), ""),
        (("teach", "alias", "绿了几棵", "--fact", "1"), "n\n"),
        (("teach", "alias", "绿了几棵", "--fact", "1"), ""),
        (("teach", "alias", "绿了几棵", "--fact", "9", "--yes"), ""),
        (("teach", "alias", "绿了几次", "--about", "焊工", "--yes"), ""),
        (("teach", "alias", "绿了几次", "--about", "植树", "--fact", "1", "--yes"), ""),
        (("teach", "synonym", "绿化", "植树"), "n\n"),
        (("teach", "synonym", "男生", "女生", "--yes"), ""),
        (("teach", "revert", "1", "--yes"), ""),
    ):
        code, _, err = run(*words, typed=typed)
        assert (code, err.count("\n")) == (1, 1) and err.startswith("wenbao: ")
    with Journal.open(wenbao_home) as journal:
        assert journal.taught.list() == ()


def test_a_synonym_is_taught_listed_and_taken_back(wenbao_home: Path) -> None:
    """Each with what it would change; the list keeps what was taken back."""
    assert run("teach", "list")[1] == "还没有教过。\n"
    assert run("teach", "synonym", "小树苗", "植树", "--yes")[0] == 0
    assert run("ask", "小树苗多少棵")[0] == 0
    assert run("teach", "alias", "绿了几棵", "--about", "植树", "--fact", "1", "--yes")[0] == 0
    code, out, _ = run("teach", "revert", "2", typed="y\n")
    assert code == 0 and "5200棵 植树 → 没有找到答案（原来的答案会丢）" in out
    assert run("teach", "revert", "1", "--yes")[0] == 0
    assert run("ask", "小树苗多少棵")[0] == run("ask", "绿了几棵")[0] == 3
    lines = run("teach", "list")[1].splitlines()
    assert lines[0].startswith("1. 「小树苗」 = 「植树」  命令行，") and lines[0].endswith("已撤销")
    assert lines[1].startswith("2. “绿了几棵” = 5200棵 植树（一、造林）  命令行，")


def test_the_golden_questions_are_evaluated(wenbao_home: Path) -> None:
    """Without a bank: what was taught and what people called useful."""
    assert "还没有可以检验的问题" in run("eval")[1] and not (wenbao_home / NAME).exists()
    assert run("teach", "alias", "绿了几棵", "--fact", "1", "--yes")[0] == 0
    asked(wenbao_home, "防火巡查多少次", "answered", "useful")
    assert run("eval")[1] == "共2个：不变2\n"
    asked(wenbao_home, "焊工几名", "answered", "useful")
    assert run("eval")[1].splitlines() == ["答不上了  “焊工几名”：240次 → 没有找到答案", "共3个：不变2、答不上了1"]
    told = json.loads(run("eval", "--json")[1])
    assert (told["bank"], told["n"], told["kept"], told["broken"]) == ("golden", 3, 2, 1)
    assert told["failures"][0]["q"] == "焊工几名"


def test_a_report_that_loses_answers_asks_again(wenbao_home: Path, tmp_path: Path) -> None:
    """The first y is not enough; --yes is, and still says what is lost. Without golden questions nothing is asked twice."""
    path = written(tmp_path, 2030, 6100)
    path.write_text(path.read_text("utf-8").replace("植树", "补种"), encoding="utf-8")
    assert run("teach", "alias", "绿了几棵", "--fact", "1", "--yes")[0] == 0
    for typed in ("y\nn\n", "y\n"):
        code, out, err = run("publish", str(path), typed=typed)
        assert code == 1 and "5200棵 植树 → " in out and "有1个问题原来的答案会丢" in out and err.count("\n") == 1
    assert len(revisions(wenbao_home)) == 1
    code, out, _ = run("publish", str(path), "--yes")
    assert code == 0 and "5200棵 植树 → 没有找到答案（原来的答案会丢）" in out and len(revisions(wenbao_home)) == 2
    code, out, _ = run("publish", str(written(tmp_path, 2030, 6200)), typed="y\n")
    assert code == 0 and "绿了几棵" in out and "6200棵" in out


def test_gaps_are_listed(wenbao_home: Path) -> None:
    """For people and for programs; where nobody ever asked there is no journal, and none is made."""
    assert run("gaps")[1] == "这段时间没有答不上来的问题。\n" and not (wenbao_home / NAME).exists()
    asked(wenbao_home, "小树苗种了几棵", times=3, missing=("小树苗",))
    asked(wenbao_home, "防火巡查多少次", "answered", "wrong", times=2)
    out = run("gaps", "--days", "7")[1]
    assert out.splitlines()[:2] == ["近7天没答上、或被说不对的问题，问得最多的在前：", "1. 小树苗种了几棵（3次）"]
    assert "  报告里没有的词：「小树苗」" in out and "  1. 5200棵 植树（一、造林）" in out
    assert "2. 防火巡查多少次（2次，2人说不对）" in out
    assert "近7天问得最多的：\n1. 小树苗种了几棵（3次，3人）" in out
    rows = [json.loads(line) for line in run("gaps", "--json")[1].splitlines()]
    assert [(row["question"], row["count"], row["wrong"]) for row in rows] == [("小树苗种了几棵", 3, 0), ("防火巡查多少次", 2, 2)]
    assert rows[0]["nearest"][0]["text"] == "5200棵" and "植树" in rows[0]["words"]["小树苗"]


def test_a_running_bot_heeds_what_is_taught(wenbao_home: Path) -> None:
    """From the next question on, and no longer when it is taken back."""
    from bot.journal.lessons import LessonReader

    shelf = Shelf(wenbao_home, taught=LessonReader(wenbao_home).taught)
    assert shelf.library().ask("绿了几棵").status == "not_found"
    run("teach", "alias", "绿了几棵", "--fact", "1", "--yes")
    assert shelf.library().ask("绿了几棵").text == "5200棵"
    publish(wenbao_home, prepare(written(wenbao_home.parent, 2030, 6100), wenbao_home))
    assert shelf.library().ask("绿了几棵").text == "6100棵"
    run("teach", "revert", "1", "--yes")
    assert shelf.library().ask("绿了几棵").status == "not_found"
    shelf.close()
    assert taught_in(wenbao_home).aliases == ()
