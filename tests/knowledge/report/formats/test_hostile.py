"""Broken and hostile files: each is read or refused with an error that says what to do, in bounded time, and leaves no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.errors import WenbaoError
from knowledge.report.formats import sandbox
from knowledge.report.read import read_bytes
from tests.knowledge.report.formats.hostile import FILES, Data, Outcome


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str | Exception]]:
    """What came of each file, read two at a time, and of the folders around."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("work")
    patch.chdir(folder)
    patch.setattr(tempfile, "tempdir", str(folder))
    patch.setattr(sandbox, "BOUNDS", sandbox.Bounds(memory=600 << 20, processor=15, wall=60))
    with ThreadPoolExecutor(2) as pool:
        read = dict(zip((name for name, _, _ in FILES), pool.map(came_of, (data for _, data, _ in FILES)), strict=True))
    patch.undo()
    assert not list(folder.rglob("*")) and not list(folder.parent.glob("evil*"))
    yield read


def came_of(data: Data) -> str | Exception:
    try:
        return read_bytes(data() if callable(data) else data, "x.docx").text
    except Exception as error:  # which one it was is judged below
        return error


def test_there_are_many() -> None:
    """A file of each kind of malice, none of them twice."""
    assert len({name for name, _, _ in FILES}) == len(FILES) >= 60


@pytest.mark.parametrize(("name", "wanted"), [(name, wanted) for name, _, wanted in FILES], ids=[name for name, _, _ in FILES])
def test_hostile(outcomes: dict[str, str | Exception], name: str, wanted: Outcome) -> None:
    """The text that is wanted, or an error of ours in one line that names the file and the way out."""
    outcome = outcomes[name]
    assert "root:" not in str(outcome)
    if isinstance(outcome, Exception):
        assert isinstance(outcome, WenbaoError), outcome
        assert "\n" not in str(outcome) and str(outcome).startswith("x.docx: ")
        assert wanted == "any" or (isinstance(wanted, type) and isinstance(outcome, wanted)), outcome
    else:
        assert isinstance(wanted, str), outcome[:200]
        assert wanted == "any" or wanted in outcome, outcome[:200]
