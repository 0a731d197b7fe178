"""Exports and pictures from the command line, over a real library: files, exit statuses, what is said when nothing comes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.written import write_whole
from bot.texts import exporting, pictures
from knowledge.errors import FileNotWrittenError, NoSuchHeadingError, NoSuchReportError, NothingFoundError
from knowledge.model import Answer, Evidence
from tests.bot.export.shelves import shelf
from tests.bot.pictures.pixels import opened


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two reports."""
    folder = tmp_path_factory.mktemp("drawing")
    shelf(folder).close()
    return folder / "shelf"


def run(home: Path, *words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, ["--home", str(home), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout, done.stderr


def test_a_workbook_is_written(home: Path, tmp_path: Path) -> None:
    """Nothing on standard output; the file opens, and holds only what was asked for."""
    file = tmp_path / "数据.xlsx"
    assert run(home, "export", "--xlsx", str(file), "--report", "2031", "--section", "种植情况") == (0, "", "")
    assert openpyxl.load_workbook(file).sheetnames == ["说明", "一、种植情况"]


@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_what_is_asked_for_goes_to_standard_output(home: Path, form: tuple[str, ...]) -> None:
    """As JSON, or as CSV with its byte order mark."""
    code, out, _ = run(home, "export", *form, "--report", "2032", "--search", "培训")
    assert code == 0 and "42" in out and "36" not in out.replace("5236", "")
    assert out.startswith("\ufeff") if form else {fact["value"] for fact in json.loads(out)} == {"42", "5200"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "--report", "1999"), 1),
        (("export", "--section", "没有"), 1),
        (("export", "--search", "焊工"), 3),
        (("export", "--csv", "--xlsx", "a.xlsx"), 2),
        (("export", "--xlsx", "/no/such/folder/a.xlsx"), 1),
        (("chart", "培训多少场"), 2),
        (("chart", "焊工多少人", "--out", "none.png"), 3),
        (("chart", "雇工多少人次", "--out", "none.png"), 0),
        (("chart", "2031年全省果品评比获第几名", "--out", "none.png"), 3),
        (("card", "焊工多少人", "--out", "none.png"), 3),
        (("card", "你好", "--out", "none.png"), 3),
        (("card", "2031年培训果农多少人次", "--out", "/no/such/folder/a.png"), 1),
    ],
)
def test_exit_statuses(home: Path, words: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went wrong is one line that says what to do, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    status, out, err = run(home, *words)
    assert (status, out) == (code, "")
    assert err.count("\n") == (1 if code else 0) and (not code or err.startswith("wenbao: "))
    assert [file.name for file in tmp_path.iterdir()] == ([] if code else ["none.png"])


def test_pictures_are_written(home: Path, tmp_path: Path) -> None:
    """A chart of the parts, and a card."""
    chart, card = tmp_path / "chart.png", tmp_path / "card.png"
    assert run(home, "chart", "2031年梨的销售额占多少", "--out", str(chart)) == (0, "", "")
    assert run(home, "card", "2031年", "梨种植多少亩", "--out", str(card)) == (0, "", "")
    assert opened(chart.read_bytes()).width >= 1200 and opened(card.read_bytes()).size == (1600, 900)


def test_a_file_is_written_as_a_whole(tmp_path: Path) -> None:
    """In the place of the old one, with the rights of any new file; when it cannot be, what was there stays."""
    file = tmp_path / "a"
    file.write_bytes(b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new" and file.stat().st_mode & 0o400
    with pytest.raises(FileNotWrittenError):
        write_whole(tmp_path, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["a"] and file.read_bytes() == b"new"


def test_asking_loads_no_pictures(home: Path) -> None:
    """Nor the workbook's library: who only asks or exports JSON waits for neither."""
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom bot.cli import app\n"
        f"for words in (['ask', '培训多少场'], ['export']): CliRunner().invoke(app, ['--home', {str(home)!r}, *words])\n"
        "print(sorted({'openpyxl', 'resvg_py', 'pylopdf_fonts_zh_cn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout == "[]\n"


def test_words_for_what_cannot_be_had() -> None:
    """The chat says why, each in its own words."""
    said = {exporting.refused(error("x")) for error in (NoSuchReportError, NoSuchHeadingError, NothingFoundError, FileNotWrittenError)}
    assert len(said) == 4
    assert len({pictures.refused(Answer("", status)) for status in ("answered", "choose", "not_found")}) == 3


def test_sources_are_said_once() -> None:
    """A place once, a heading that repeats the title not at all, and what is over the limit is counted."""
    first = Evidence("某年报", "某 年报 › 一、造林", "一", "", 0, 0)
    other = Evidence("某年报", "二、销售", "二", "", 5, 6)
    third = Evidence("某年报", "三、培训", "三", "", 7, 8)
    assert pictures.sources([first, first, other], 2) == ["来源：《某年报》一、造林", "《某年报》二、销售"]
    assert pictures.sources([first, other, third], 2) == ["来源：《某年报》一、造林", "《某年报》二、销售等3处"]
    assert (pictures.revision("000012"), "示例" in pictures.revision("example")) == ("第12版", True)
