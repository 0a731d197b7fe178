"""The set-up as a new machine meets it: the wheel is whole, runs without what only developers have, and make says what it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = {".toml", ".md", ".txt", ".typed"}

# Runs the command line of the unpacked wheel: the checkout is not on the path, and whatever only developers have (or the extra
# `fast` brings) cannot be imported.
RUN = """
import importlib.abc, sys
FORBIDDEN = {"pytest", "_pytest", "hypothesis", "mypy", "ruff", "coverage", "setuptools", "pkg_resources", "pip", "rjieba", "tests"}

class Forbid(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Forbid())
sys.path[:0] = [sys.argv.pop(1), *sys.argv.pop(1).split(chr(10))]
from bot.cli import main
import bot
assert bot.__file__.startswith(sys.path[0]), bot.__file__
sys.argv[0] = "wenbao"
sys.exit(main())
"""


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def wenbao(unpacked: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the unpacked wheel's command line in isolated mode, outside the checkout."""
    paths = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", RUN, str(unpacked), "\n".join(paths), *words]
    environment = {**os.environ, "WENBAO_HOME": str(home), "TERM": "dumb", "COLUMNS": "200"}
    return subprocess.run(
        command, env=environment, cwd=unpacked, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def test_wheel_holds_every_file_of_the_product(unpacked: Path) -> None:
    """Modules, lexicon, example report and type markers are in the wheel; tests and benchmarks are not."""
    product = [path for name in ("bot", "knowledge") for path in (ROOT / name).rglob("*") if path.suffix in {".py", *DATA}]
    missing = [str(path) for path in product if not (unpacked / path.relative_to(ROOT)).is_file()]
    assert not missing
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"bot", "knowledge"}


def test_product_has_no_file_the_wheel_would_leave_out() -> None:
    """Every kind of data file in the packages is one that package-data names."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["*"]
    for name in ("bot", "knowledge"):
        for path in (ROOT / name).rglob("*"):
            known = path.suffix in (".py", ".pyc") or any(path.match(pattern) for pattern in patterns)
            assert known or path.is_dir(), f"{path} is in no pattern of package-data"


def test_wheel_says_what_the_project_says(unpacked: Path) -> None:
    """Name, lowest Python, dependencies and the command in the wheel are those of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = next(unpacked.glob("*.dist-info"))
    metadata = Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
    plain = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert (metadata["Name"], metadata["Version"]) == (project["name"], project["version"])
    assert metadata["Requires-Python"] == project["requires-python"]
    assert len(plain) == len(project["dependencies"])
    assert "wenbao = bot.cli:main" in (folder / "entry_points.txt").read_text(encoding="utf-8")


def test_wheel_shows_its_help_without_dev_packages(unpacked: Path, tmp_path: Path) -> None:
    """`wenbao --help` names the commands where nothing of the developers' is installed."""
    done = wenbao(unpacked, tmp_path / "home", "--help")
    assert done.returncode == 0, done.stderr
    assert "publish" in done.stdout
    assert "chat" in done.stdout


def test_wheel_answers_from_its_example_without_dev_packages(unpacked: Path, tmp_path: Path) -> None:
    """`wenbao ask` of the installed product answers from the example it carries, with jieba alone."""
    done = wenbao(unpacked, tmp_path / "home", "ask", "有多少党员参加校外巡查")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "98" in done.stdout.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_wheel_refuses_what_its_example_does_not_say(unpacked: Path, tmp_path: Path) -> None:
    """The exit status of a refusal is 3, so that scripts can tell it from an answer."""
    done = wenbao(unpacked, tmp_path / "home", "ask", "潜水艇驾驶员招了多少人")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


needs_make = pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="the set-up of this test needs make and sh"
)


def made(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder that holds only what the set-up rule names."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        if not (folder / name).exists():
            shutil.copy(ROOT / name, folder)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@needs_make
def test_make_says_which_python_it_needs(tmp_path: Path) -> None:
    """With a Python that is too old, make stops before it makes anything and says which one to get."""
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = made(tmp_path, f"PYTHON={old}", "chat")
    assert done.returncode != 0
    assert "3.11" in done.stderr
    assert not (tmp_path / ".venv").exists()


@needs_make
def test_make_does_not_set_up_twice(tmp_path: Path) -> None:
    """A set-up newer than pyproject.toml and constraints.txt is left alone; a change of either renews it."""
    stamp = tmp_path / ".venv" / ".ready"
    stamp.parent.mkdir()
    made(tmp_path, "help")
    stamp.touch()
    assert "pip" not in made(tmp_path, "-n", "chat").stdout
    os.utime(stamp, (0, 0))
    assert "--require-hashes" in made(tmp_path, "-n", "chat").stdout


def test_readme_and_makefile_name_the_same_targets() -> None:
    """Every `make …` that README tells of is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("chat", "test", "bench", "cover", "pin"):
        assert f"make {target}" in (ROOT / "README.md").read_text(encoding="utf-8")
        assert f"\n{target}:" in makefile
