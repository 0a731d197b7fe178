"""The conversation: words that steer it, memory, numbers; through a pipe, as JSON and at a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import CliRunner

from bot import chat, texts
from bot.cli import app
from bot.render import plain
from tests.bot import fake

if TYPE_CHECKING:
    from knowledge.library import Library


@pytest.fixture(autouse=True)
def doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake stands at the front doors."""
    fake.install(monkeypatch)


def talked(*typed: str) -> list[str]:
    """The replies of one conversation through a pipe."""
    done = CliRunner().invoke(app, ["chat"], input="\n".join(typed) + "\n")
    assert done.exit_code == 0 and done.stderr == ""
    return done.stdout.removesuffix("\n\n").split("\n\n")


def test_contents() -> None:
    """The chapters, items set in."""
    assert talked("目录") == ["《某林场年报》\n  一、造林\n    1.植树"]


def test_examples_can_be_picked_by_number() -> None:
    """An example is a question and not only a picture of one."""
    examples, reply = talked("例子", "2")
    assert examples.splitlines()[1:] == ["  1. 植树多少", "  2. 成活率多少", "  3. 有哪些树"]
    assert reply.startswith("96%")


def test_a_new_question_forgets() -> None:
    """After 新问题, and after a blank line, nothing is carried over and no number picks."""
    first, _, second, third = talked("植树多少", "新问题", "那成活率呢", "焊工呢")
    assert "沿用" not in first + second and "沿用" in third
    assert "沿用" not in talked("植树多少", "", "那成活率呢")[1]
    assert "1200" not in talked("多少", "", "1")[1]


def test_leaving() -> None:
    """退出 ends, whatever follows."""
    assert len(talked("植树多少", "退出", "植树多少")) == 1


def test_help_names_every_command() -> None:
    """The help is complete."""
    (said,) = talked("帮助")
    assert all(word in said for word in ("目录", "例子", "新问题", "退出"))


def test_the_greeting_says_which_report_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, three questions to start from; the example says that it is one."""
    said = plain.lines(chat.Talk(cast("Library", fake.Library())).greeting())
    assert "《某林场年报》" in said and "3. 有哪些树" in said and "示例" not in said
    monkeypatch.setattr(fake.Library, "is_example", True)
    assert "内置的示例报告" in plain.lines(chat.Talk(cast("Library", fake.Library())).greeting())


def test_json_conversations() -> None:
    """An object a line, none for a blank line, which begins a new conversation; commands are questions here."""
    done = CliRunner().invoke(app, ["chat", "--json"], input="多少\n2\n\n2\n目录\n")
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["status"] for one in read] == ["choose", "answered", "not_found", "not_found"]


def test_the_terminal(wenbao_home: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Greeting, a marked answer, a history in the home folder, and a farewell at Ctrl-D."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("植树多少\r   \rabc\x03\x04")
        from bot.commands.home import home_folder

        home = home_folder("")
        assert chat.chat(home, as_json=False) == 0
    out = capsys.readouterr().out
    assert "您好，我按《某林场年报》回答。" in out and "1200棵" in out and texts.FAREWELL in out
    assert "植树多少" in (home / chat.HISTORY).read_text(encoding="utf-8")
    assert (home / chat.HISTORY).stat().st_mode & 0o077 == 0


def test_a_home_that_cannot_be_written_only_costs_the_history(tmp_path: object, wenbao_home: object) -> None:
    """The conversation goes on in memory."""
    from pathlib import Path

    file = Path(str(tmp_path)) / "file"
    file.touch()
    assert type(chat._session(file / "home").history).__name__ == "InMemoryHistory"
