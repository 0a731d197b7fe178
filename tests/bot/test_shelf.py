"""The library that answers now follows each publishing and rollback, and outlives a revision that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.shelf import Shelf
from knowledge import publish
from knowledge.errors import LibraryError, WenbaoError

REPORT = "# 某馆{year}年工作总结\n\n## 一、借阅\n\n{year}年接待读者{count}人次。\n"


def published(home: Path, year: int, count: int) -> None:
    file = home.parent / f"{year}-{count}.md"
    file.write_text(REPORT.format(year=year, count=count), encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))


def test_a_new_revision_answers_at_once(tmp_path: Path) -> None:
    """Published, replaced, rolled back: the next question is asked of what answers now."""
    home, heard = tmp_path / "home", list[WenbaoError]()
    shelf = Shelf(home, heard.append)
    assert shelf.library().is_example
    published(home, 2024, 5321)
    assert shelf.library().ask("接待读者多少人次").text == "5321人次"
    published(home, 2024, 5400)
    assert shelf.library().ask("接待读者多少人次").text == "5400人次"
    publish.rollback(home)
    assert shelf.library().ask("接待读者多少人次").text == "5321人次"
    shelf.close()
    assert not heard


def test_a_broken_revision_changes_nothing(tmp_path: Path) -> None:
    """The revision that answered goes on answering, and the trouble is told once."""
    home, heard = tmp_path / "home", list[WenbaoError]()
    published(home, 2024, 5321)
    shelf = Shelf(home, heard.append)
    assert shelf.library().ask("接待读者多少人次").text == "5321人次"
    (home / "revisions" / "000002.sqlite").write_bytes(b"no revision at all")
    (home / "current").write_text("2\n")
    for _ in range(3):
        assert shelf.library().ask("接待读者多少人次").text == "5321人次"
    (home / "current").write_text("rubbish")
    for _ in range(3):
        assert shelf.library().ask("接待读者多少人次").text == "5321人次"
    assert len(heard) == 2
    (home / "current").write_text("1\n")
    published(home, 2024, 5500)
    assert shelf.library().ask("接待读者多少人次").text == "5500人次"
    shelf.close()


def test_without_any_library_the_error_comes_through(tmp_path: Path) -> None:
    """A home whose only revision is broken cannot answer."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "current").write_text("1\n")
    with pytest.raises(LibraryError):
        Shelf(home).library()
