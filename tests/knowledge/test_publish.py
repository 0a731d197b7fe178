"""From a file to a revision that answers: what replaces what, and what a killed publisher leaves behind."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import (
    DamagedRevisionError,
    EmptyReportError,
    NoSuchRevisionError,
    NotTextError,
    PublisherBusyError,
    ReportError,
    TooLargeError,
    WenbaoError,
)
from knowledge.library import Library
from knowledge.model import Answer
from knowledge.publish import Prepared, prepare, publish, revisions, rollback
from knowledge.report.read import LIMIT
from knowledge.store.revisions import Home

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
TEXT = """# 松岭县林业局{year}年工作总结

## 一、造林

全年植树{trees}棵，成活率为96.5%。

## 二、防火

开展防火巡查{walks}次，出动护林员38名。
"""


def written(folder: Path, year: int, trees: int, walks: int = 240, extra: str = "") -> Path:
    """A report file of the forest office."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{year}-{trees}.md"
    path.write_text(TEXT.format(year=year, trees=trees, walks=walks) + extra, encoding="utf-8")
    return path


def ready(folder: Path, home: Path, year: int, trees: int) -> Prepared:
    return prepare(written(folder, year, trees), home)


def asked(home: Path, question: str) -> Answer:
    """The answer of a library that is opened for this question."""
    with closing(Library.open(home)) as library:
        return library.ask(question)


def planted(home: Path, year: str = "") -> str:
    return asked(home, f"{year}植树多少棵").text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which the report of 2030 was published."""
    home = tmp_path / "published"
    publish(home, ready(tmp_path, home, 2030, 5200))
    return home


def test_a_file_is_understood_before_it_is_published(tmp_path: Path) -> None:
    """The summary says what the file is; nothing is written."""
    home = tmp_path / "published"
    summary = ready(tmp_path, home, 2030, 5200).summary
    assert (summary.title, summary.replaces) == ("松岭县林业局2030年工作总结", None)
    assert summary.institution == "松岭县林业局"
    assert summary.period is not None and (summary.period.first, summary.period.last) == (2030, 2030)
    assert summary.sections == 2 and summary.characters > 60
    assert {"count": 3, "percent": 1}.items() <= dict(summary.facts).items()
    assert not home.exists()


def test_what_was_published_answers(home: Path) -> None:
    """The number, its sentence as the file has it, its section and the revision."""
    answer = asked(home, "植树多少棵")
    assert (answer.status, answer.text, answer.revision) == ("answered", "5200棵", "000001")
    shown = answer.evidence[0]
    assert (shown.quote, shown.section) == ("全年植树5200棵，成活率为96.5%。", "一、造林")
    assert "example" not in {note.code for note in answer.notes}


def test_the_same_period_is_replaced(home: Path, tmp_path: Path) -> None:
    """A corrected report stands in the place of the one it corrects, and the summary names that one."""
    prepared = ready(tmp_path, home, 2030, 5300)
    assert prepared.summary.replaces is not None
    assert prepared.summary.replaces.title == "松岭县林业局2030年工作总结"
    assert publish(home, prepared).number == 2
    assert planted(home) == "5300棵"
    with closing(Library.open(home)) as library:
        assert [report.title for report in library.reports()] == ["松岭县林业局2030年工作总结"]


def test_another_period_stands_beside(home: Path, tmp_path: Path) -> None:
    """Both years can be asked by name, a year that neither covers is refused."""
    prepared = ready(tmp_path, home, 2031, 6100)
    assert prepared.summary.replaces is None
    assert publish(home, prepared).titles == ("松岭县林业局2030年工作总结", "松岭县林业局2031年工作总结")
    assert [planted(home, f"{year}年") for year in (2030, 2031)] == ["5200棵", "6100棵"]
    refused = asked(home, "2029年植树多少棵")
    assert (refused.status, refused.missing) == ("not_found", ("2029年",))
    assert len(refused.covered) == 2


def test_the_newest_answers(home: Path, tmp_path: Path) -> None:
    """Without a year in the question the newest report answers, whichever was published last."""
    publish(home, ready(tmp_path, home, 2031, 6100))
    publish(home, ready(tmp_path, home, 2029, 4700))
    assert planted(home) == "6100棵"


def test_another_institution_is_no_replacement(home: Path, tmp_path: Path) -> None:
    """The same year of another place is another report."""
    path = tmp_path / "other.md"
    path.write_text(TEXT.replace("松岭县林业局", "柏坡县林业局").format(year=2030, trees=880, walks=17), encoding="utf-8")
    prepared = prepare(path, home)
    assert prepared.summary.replaces is None
    assert len(publish(home, prepared).titles) == 2


def test_going_back(home: Path, tmp_path: Path) -> None:
    """An earlier revision answers again, by number or by one step; what is not kept is told."""
    publish(home, ready(tmp_path, home, 2030, 5300))
    publish(home, ready(tmp_path, home, 2030, 5400))
    assert [(r.number, r.is_current) for r in revisions(home)] == [(1, False), (2, False), (3, True)]
    assert rollback(home).number == 2
    assert planted(home) == "5300棵"
    assert rollback(home, 1).number == 1
    assert planted(home) == "5200棵"
    with pytest.raises(NoSuchRevisionError):
        rollback(home, 9)
    assert publish(home, ready(tmp_path, home, 2030, 5500)).number == 4
    assert planted(home) == "5500棵"


def test_a_reader_is_not_disturbed(home: Path, tmp_path: Path) -> None:
    """What was opened before goes on answering from its own revision, whatever is published or rolled back."""
    with closing(Library.open(home)) as reader:
        for trees in (5300, 5400):
            publish(home, ready(tmp_path, home, 2030, trees))
            assert reader.ask("植树多少棵").text == "5200棵"
            assert planted(home) == f"{trees}棵"
        rollback(home)
        assert (reader.ask("植树多少棵").text, reader.revision) == ("5200棵", "000001")


def test_publishing_twice_gives_equal_answers(home: Path, tmp_path: Path) -> None:
    """The same file over itself changes nothing that is said."""
    first = asked(home, "防火巡查几次")
    publish(home, ready(tmp_path, home, 2030, 5200))
    second = asked(home, "防火巡查几次")
    assert (first.text, first.values, first.evidence) == (second.text, second.values, second.evidence)


def test_a_second_publisher_waits(home: Path, tmp_path: Path) -> None:
    """While one is at work another is told so, and nothing changes."""
    prepared = ready(tmp_path, home, 2030, 5300)
    with Home(home).lock(), pytest.raises(PublisherBusyError):
        publish(home, prepared)
    assert planted(home) == "5200棵"


BAD: dict[str, tuple[bytes, type[ReportError]]] = {
    "empty": (b"", EmptyReportError),
    "blank": (" \n\u3000\n".encode(), EmptyReportError),
    "no text": (bytes(range(256)) * 40, NotTextError),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), ReportError),
    "too large": ("全年植树5200棵。".encode() * (LIMIT // 20), TooLargeError),
}


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD)
def test_a_bad_file_changes_nothing(home: Path, tmp_path: Path, data: bytes, error: type[ReportError]) -> None:
    """What is wrong is said in one line, and the published revision goes on answering."""
    path = tmp_path / "bad.md"
    path.write_bytes(data)
    with pytest.raises(error) as told:
        prepare(path, home)
    assert "\n" not in str(told.value) and "bad.md" in str(told.value)
    assert (len(revisions(home)), planted(home)) == (1, "5200棵")


ODD = {
    "no heading": "全年植树5200棵。",
    "headings alone": "# 工作总结\n\n## 一、造林\n\n## 二、防火\n",
    "one character": "树",
    "punctuation": "。。。，，，；；！！",
    "a long line": "植树5200棵，" * 300,
    "deep brackets": "（" * 400 + "植树5200棵" + "）" * 400,
    "bars": "|a|b|\n|---|---|\n|1|2|\n" * 200,
    "marks": "#" * 300 + "\n" + "《" * 300 + "“" * 300,
    "controls": "全年\u0007植树\u202e5200\u200b棵。",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_file_is_published_or_told(tmp_path: Path, text: str) -> None:
    """Whatever the text, it is read and asked, or refused with an error of ours."""
    path, home = tmp_path / "odd.md", tmp_path / "published"
    path.write_text(text, encoding="utf-8")
    try:
        publish(home, prepare(path, home))
    except WenbaoError as told:
        assert "\n" not in str(told)
        return
    assert asked(home, "植树多少棵").status in ("answered", "choose", "not_found")


def in_child(home: Path, reports: list[Path]) -> int:
    """Publish the reports in turn, over and over, in a child process; its process id."""
    child = os.fork()
    if child == 0:
        try:
            while True:
                for path in reports:
                    publish(home, prepare(path, home))
        finally:
            os._exit(1)
    return child


@FORK
def test_a_killed_publisher_leaves_a_library_that_answers(home: Path, tmp_path: Path) -> None:
    """Killed five times at random moments of publishing: a whole revision answers, an old or a new one, and the next publisher
    finds the home in order."""
    filler = "\n\n".join(f"## {n}、造林{n}片\n\n新建苗圃{n}处，育苗{n * 37}株。" for n in range(3, 120))
    reports = [written(tmp_path / "new", 2030, trees, extra=filler) for trees in (5300, 5400)]
    rng = random.Random(7)
    for _ in range(5):
        child = in_child(home, reports)
        time.sleep(rng.uniform(0.05, 0.6))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        assert planted(home) in ("5200棵", "5300棵", "5400棵")
    publish(home, ready(tmp_path, home, 2030, 5600))
    assert planted(home) == "5600棵"
    assert not [r for r in revisions(home) if r.damaged]
    assert not [path for path in home.rglob("*") if ".part" in path.name]


def test_a_home_of_which_nothing_can_be_read_begins_anew(tmp_path: Path) -> None:
    """With no whole revision left a report can be published; while one is left, going back comes first."""
    home, file = tmp_path / "home", tmp_path / "report.md"
    file.write_text("# 某馆2024年工作总结\n\n## 一、借阅\n\n2024年接待读者5321人次。\n", encoding="utf-8")
    first, second = (publish(home, prepare(file, home)) for _ in range(2))
    for revision, refused in ((second, True), (first, False)):
        revision.path.chmod(0o644)
        revision.path.write_bytes(b"something else " * 500)
        if refused:
            with pytest.raises(DamagedRevisionError):
                prepare(file, home)
        else:
            publish(home, prepare(file, home))
    with closing(Library.open(home)) as library:
        assert library.ask("接待读者多少人次").text == "5321人次"
