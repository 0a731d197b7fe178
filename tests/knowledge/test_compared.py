"""A report read for publishing, beside the one it replaces or follows, from a real revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.publish import Compared, Prepared, compared, prepare, publish, self_check

TEXT = """# {who}{year}年工作总结

## 一、造林

全年植树{trees}棵，成活率为96.5%。

## 二、防火

开展防火巡查{walks}次，其中夜间巡查80次，出动护林员38名。
"""


def read(folder: Path, home: Path, year: int, trees: int, walks: int = 240, who: str = "松岭县林业局") -> Prepared:
    """A report of a forest office, ready to be published."""
    path = folder / f"{who}-{year}-{trees}-{walks}.md"
    path.write_text(TEXT.format(who=who, year=year, trees=trees, walks=walks), encoding="utf-8")
    return prepare(path, home)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which the reports of 2029 and 2030 and one of another place were published."""
    home = tmp_path / "published"
    for year, trees, who in ((2029, 4700, "松岭县林业局"), (2030, 5200, "松岭县林业局"), (2030, 880, "柏坡县林业局")):
        publish(home, read(tmp_path, home, year, trees, who=who))
    return home


def told(found: Compared | None) -> tuple[str, list[tuple[str, str]], int, int]:
    assert found is not None
    diff = found.diff
    return found.before.title, [(c.old.shown, c.new.shown) for c in diff.changed], len(diff.added), len(diff.removed)


def test_a_correction_beside_what_it_replaces(home: Path, tmp_path: Path) -> None:
    """The same institution and year: only what was corrected differs; the same text does not differ at all."""
    assert told(compared(read(tmp_path, home, 2030, 5300), home)) == ("松岭县林业局2030年工作总结", [("5200棵", "5300棵")], 0, 0)
    again = compared(read(tmp_path, home, 2030, 5200), home)
    assert again is not None and again.diff.empty


def test_a_new_year_beside_the_one_before(home: Path, tmp_path: Path) -> None:
    """The latest earlier report of the same institution, not another's and not an older one."""
    found = compared(read(tmp_path, home, 2031, 6100), home)
    assert told(found) == ("松岭县林业局2030年工作总结", [("5200棵", "6100棵")], 0, 0)
    assert found is not None and str(found.diff.changed[0].percent) == "17.3"


def test_nothing_to_lay_beside(home: Path, tmp_path: Path) -> None:
    """The first report of an institution, one older than all published, and an empty home."""
    assert compared(read(tmp_path, home, 2030, 70, who="石桥县林业局"), home) is None
    assert compared(read(tmp_path, home, 2028, 70), home) is None
    assert compared(read(tmp_path, home, 2031, 70), tmp_path / "none") is None


def test_a_report_is_checked_before_it_is_published(tmp_path: Path) -> None:
    """A part that is greater than its whole is found in what was read."""
    prepared = read(tmp_path, tmp_path / "none", 2030, 5200, walks=24)
    assert [(found.kind, found.grave) for found in self_check(prepared)] == [("sum", True)]
    assert self_check(read(tmp_path, tmp_path / "none", 2030, 5200)) == ()
