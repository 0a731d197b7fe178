"""wenbao compare: what people read, the contract of its JSON, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.test_drafts import run
from tests.knowledge.ask.reports import published

REPORTS = [
    "# 桃溪学校2023年工作总结\n\n## 一、教学\n\n毕业生300人。社团活动40场。",
    "# 桃溪学校2024年工作总结\n\n## 一、办学\n\n毕业生330人。社团活动36场。",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A home with two years."""
    return str(published(tmp_path_factory.mktemp("compare"), REPORTS))


def test_what_people_read(home: str) -> None:
    """The two reports, then each change with both sentences and sections, the newer first."""
    code, out, err = run("--home", home, "compare")
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [
        "《桃溪学校2024年工作总结》与《桃溪学校2023年工作总结》相比：上升1项，下降1项",
        "毕业生：300人 → 330人，增加30人（10%）",
        "    2024年：一、办学“毕业生330人。”",
        "    2023年：一、教学“毕业生300人。”",
    ]


@pytest.mark.parametrize(("option", "labels"), [("--down", ["社团活动"]), ("--up", ["毕业生"])])
def test_one_direction(home: str, option: str, labels: list[str]) -> None:
    """Only what fell, or only what rose."""
    _, out, _ = run("--home", home, "compare", "2023", "2024", option, "--json")
    assert [c["label"] for c in json.loads(out)["changes"]] == labels


def test_the_contract(home: str) -> None:
    """One object on one line."""
    code, out, _ = run("--home", home, "compare", "--json")
    told = json.loads(out)
    assert (code, out.count("\n"), list(told)) == (0, 1, ["old", "new", "changes"])
    assert list(told["changes"][0]) == ["label", "old", "new", "way", "difference", "percent", "calculation", "evidence"]
    assert told["changes"][1]["way"] == "down" and told["changes"][1]["difference"] == "4场"
    assert told["changes"][0]["calculation"] == "330 - 300 = 30；30 ÷ 300 × 100% = 10%"


def test_what_cannot_be_compared(home: str, tmp_path: Path) -> None:
    """Unknown reports end with status 1 and one line; three names are wrong usage."""
    for words in (("--home", home, "compare", "2019"), ("--home", str(tmp_path / "none"), "compare")):
        code, out, err = run(*words)
        assert (code, out) == (1, "") and err.count("\n") == 1
    assert run("--home", home, "compare", "1", "2", "3")[0] == 2
