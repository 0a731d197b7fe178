"""What `wenbao publish` shows beside the summary: the self-check, and what is otherwise than before."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app

LINES = "\n".join(f"开展第{n}类活动{n * 7}场，参加{n * 31}人。" for n in range(1, 10))
TEXT = "松岭县林业局{year}年工作总结\n\n一、造林\n\n全年植树{trees}棵。{more}\n"


def publish(home: Path, year: int, trees: int, more: str = "") -> list[str]:
    """The lines that publishing a report shows."""
    path = home.parent / f"{year}.txt"
    path.write_text(TEXT.format(year=year, trees=trees, more=more), encoding="utf-8")
    done = CliRunner().invoke(app, ["--home", str(home), "publish", "--yes", str(path)])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_the_first_report(tmp_path: Path) -> None:
    """Nothing to compare with, nothing found."""
    lines = publish(tmp_path / "home", 2030, 5200)
    assert "没有发现前后不一致的地方。" in lines
    assert not any("相比" in line for line in lines)


def test_the_next_year(tmp_path: Path) -> None:
    """What changed, with per cent; what is new; no more than a few lines, and how many more there are."""
    publish(tmp_path / "home", 2030, 5200)
    lines = publish(tmp_path / "home", 2031, 6100, LINES)
    assert "与《松岭县林业局2030年工作总结》相比：变动1条，新增18条，减少0条" in lines
    assert "  变动：植树 5200棵 → 6100棵（+17.3%）" in lines
    assert sum(line.startswith("  新增：") for line in lines) == 5
    assert "  ……还有13条" in lines


def test_the_same_again(tmp_path: Path) -> None:
    """A report that says the same."""
    publish(tmp_path / "home", 2030, 5200)
    assert "与《松岭县林业局2030年工作总结》相比：数据没有变化" in publish(tmp_path / "home", 2030, 5200)


def test_findings_are_shown(tmp_path: Path) -> None:
    """The grave first, a few of them, and how to see the rest."""
    wrong = "一是抓好，三是抓紧。" + "".join(f"培训{n}00人（男{n}1人，女{n}2人）。" for n in range(2, 6))
    lines = publish(tmp_path / "home", 2030, 5200, wrong)
    assert "自检：4处错误，1处提醒" in lines
    assert sum(line.startswith("  【错误】") for line in lines) == 3
    assert "  ……还有2处，用 wenbao check-report 看全部" in lines
