"""The image: what the Dockerfile promises, and what its two stages do, by hand: the wheel, an environment, the bot read-only."""

from __future__ import annotations

import http.server
import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import threading
import tomllib
import urllib.request
from pathlib import Path

import pytest

from bot import settings
from tests.bot.telegram.running import environment, free_address
from tests.bot.telegram.wire import Telegram

ROOT = Path(__file__).resolve().parents[1]
SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|KEY", re.IGNORECASE)

Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """The Dockerfile's instructions in order: keyword and the rest, continued lines joined."""
    lines = [line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [(line.split()[0].upper(), line.partition(" ")[2].strip()) for line in joined if line.strip()]


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, FROM first."""
    found: list[list[Instruction]] = []
    for one in instructions():
        if one[0] == "FROM":
            found.append([])
        if found:
            found[-1].append(one)
    return found


def told(keyword: str, stage: list[Instruction]) -> list[str]:
    return [rest for word, rest in stage if word == keyword]


def last(keyword: str) -> str:
    """What the image itself says by an instruction that it has once."""
    (rest,) = told(keyword, stages()[-1])
    return rest


def variables() -> dict[str, str]:
    """The environment that the image sets."""
    return dict(pair.split("=", 1) for line in told("ENV", stages()[-1]) for pair in shlex.split(line))


def health_check() -> list[str]:
    """The health check's command, run with the Python of the tests."""
    python, *words = json.loads(last("HEALTHCHECK").partition("CMD ")[2])
    assert python == "python"
    return [sys.executable, *words]


def checked(listen: str) -> int:
    """The exit status of the health check where the bot listens at ``listen``; a proxy that is set must not matter."""
    given = os.environ | {"WENBAO_WEBHOOK_LISTEN": listen, "http_proxy": "http://127.0.0.1:1"}
    return subprocess.run(health_check(), env=given, capture_output=True, timeout=30, check=False).returncode


def test_two_stages_stand_on_one_pinned_base() -> None:
    """Both stages have the same slim Python, of a version that the project supports, named by its tag."""
    assert [rest.split()[0] for stage in stages() for rest in told("FROM", stage)] == ["${BASE}", "${BASE}"]
    (base,) = (rest.partition("=")[2] for word, rest in instructions() if word == "ARG" and rest.startswith("BASE="))
    tag = re.fullmatch(r"python:3\.([0-9]+)-slim-[a-z]+", base)
    lowest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert tag is not None
    assert int(tag[1]) >= int(lowest.removeprefix(">=3."))


def test_every_package_is_checked_by_its_hash() -> None:
    """Whatever pip fetches has a hash; what it installs into the image comes from there and from no index."""
    (steps,) = (" && ".join(told("RUN", stage)) for stage in stages()[:1])
    calls = [step for step in steps.split("&&") if re.search(r"pip\b.* (install|wheel) ", step)]
    assert len(calls) == 4
    for call in calls:
        fetches_nothing = "--no-index" in call or "--no-deps --no-build-isolation" in call
        assert "--require-hashes" in call or fetches_nothing, call
    assert "/opt/wenbao" in calls[-1] and "--no-index" in calls[-1]


def test_image_holds_nothing_but_the_environment() -> None:
    """The last stage takes the finished environment and fetches, builds and copies nothing else."""
    image = stages()[-1]
    assert told("COPY", image) == ["--from=build /opt/wenbao /opt/wenbao"]
    assert not any(word == "ADD" for word, _ in instructions())
    assert not re.search(r"\b(pip|apt|apt-get|curl|wget|gcc)\b", " ".join(told("RUN", image)))


def test_image_runs_as_a_user_of_its_own_with_one_volume() -> None:
    """Not root, by number (an orchestrator can see that it is not root); /data is all that is kept, and holds the home."""
    words = [word for word, _ in stages()[-1]]
    assert int(last("USER")) > 0
    assert last("USER") in last("RUN")
    assert words.index("USER") > max(place for place, word in enumerate(words) if word in ("RUN", "COPY"))
    assert last("VOLUME") == variables()["WENBAO_HOME"] == "/data"
    assert words.index("VOLUME") > words.index("RUN"), "the folder belongs to the user before it becomes a volume"


def test_image_starts_the_bot_and_lets_it_stop() -> None:
    """In exec form, so that the signal reaches the bot and not a shell."""
    assert json.loads(last("ENTRYPOINT")) == ["wenbao"]
    assert json.loads(last("CMD")) == ["serve"]
    assert last("STOPSIGNAL") == "SIGTERM"


def test_image_is_set_up_with_settings_that_exist_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the image sets is a setting with a right value, reachable from outside; nothing secret is baked in."""
    ours = {name: value for name, value in variables().items() if name.startswith(settings.PREFIX)}
    assert set(ours) <= set(settings.names())
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    host, _, port = settings.load().webhook_listen.rpartition(":")
    assert host == "0.0.0.0"
    assert port == last("EXPOSE")
    assert not [rest for word, rest in instructions() if word in ("ENV", "ARG") and SECRET.search(rest)]


def test_builder_is_sent_only_what_the_image_is_made_of() -> None:
    """.dockerignore keeps everything out but what the first stage copies."""
    lines = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    copied = {source for rest in told("COPY", stages()[0]) for source in rest.split()[:-1]}
    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied
    assert {"**/__pycache__", "**/.env"} <= set(lines)
    assert all((ROOT / source).exists() for source in copied)


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_health_check_follows_readiness(status: int, healthy: bool) -> None:
    """Healthy exactly when /readyz says 200, whatever proxy is set."""

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Ready) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert (checked(f"0.0.0.0:{server.server_port}") == 0) == healthy
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """An environment made as the image's is, with the wheel in it; the packages it stands on are those of the tests."""
    folder = tmp_path / "opt"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    paths = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (packages / "packages-of-the-tests.pth").write_text("\n".join(paths) + "\n")
    return folder


def written_in(folder: Path) -> dict[str, int]:
    """Each file under a folder with the time it was last written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name == "nt", reason="the image is of Linux")
def test_installed_bot_serves_and_writes_in_its_home_only(installed: Path, wenbao_home: Path, tmp_path: Path) -> None:
    """`wenbao serve` of the wheel answers in Telegram, is healthy, stops at SIGTERM; its packages and its folder stay untouched."""
    for path in (installed, *installed.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    before, folder, listen = written_in(installed), tmp_path / "empty", free_address()
    folder.mkdir()
    try:
        with Telegram() as telegram:
            given = environment(telegram, wenbao_home, listen, WENBAO_OPEN="true", HOME=str(folder), TMPDIR=str(tmp_path))
            given.pop("PYTHONPATH", None)
            command = [str(installed / "bin" / "wenbao"), "serve"]
            process = subprocess.Popen(command, cwd=folder, env=given, stderr=subprocess.PIPE, text=True)
            try:
                person = telegram.person("小王")
                telegram.say(person, "有多少党员参加校外巡查")
                assert "98" in telegram.wait_message(person, timeout=30).text
                assert checked(listen) == 0
                with urllib.request.urlopen(f"http://{listen}/metrics", timeout=10) as page:
                    assert b'wenbao_updates_total{state="received"} 1.0' in page.read()
            finally:
                process.terminate()
                said = process.communicate(timeout=30)[1]
        assert process.returncode == 0, said
        assert checked(listen) != 0
        assert '"stopped"' in said
        assert written_in(installed) == before
        assert not list(folder.iterdir())
        assert (wenbao_home / "desk.db").is_file()
    finally:
        for path in (installed, *installed.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o200)
