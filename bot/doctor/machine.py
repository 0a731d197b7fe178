"""The machine and the software: settings, Python, packages, the clock."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import bot
from bot import settings
from bot.doctor.finding import Finding, ok, problem, warning

CONSTRAINTS = Path(bot.__file__).resolve().parents[1] / "constraints.txt"  # in a checkout; an installed wheel has none
SLACK, SKEW = timedelta(minutes=5), timedelta(minutes=1)


def settings_checked(environment: Mapping[str, str]) -> tuple[settings.Settings | None, tuple[Finding, ...]]:
    """The settings when they are right, and what is to be said of them: each wrong one, and names that are no settings."""
    known = set(settings.names())
    unknown = sorted(name for name in environment if name.upper().startswith(settings.PREFIX) and name.upper() not in known)
    found = [warning("settings", f"{name} is no setting", "correct its name; README.md lists all") for name in unknown]
    try:
        loaded = settings.load()
    except settings.WrongSettingsError as error:
        for wrong in str(error).removeprefix("wrong settings: ").split(f"; {settings.PREFIX}"):
            name = wrong if wrong.startswith((settings.PREFIX, ".env")) else settings.PREFIX + wrong
            found.append(problem("settings", name, "correct it in the environment or in .env; README.md tells what each is for"))
        return None, tuple(found)
    return loaded, (ok("settings", f"{len(known)} known, none wrong"), *found)


def software() -> Iterator[Finding]:
    """Python, wenbao, the packages it needs, and whether they are the versions it was tested with."""
    yield ok("python", f"{platform.python_version()} ({platform.system()} {platform.machine()}), wenbao {_version('wenbao')}")
    missing = sorted(name for name in _needed() if not _version(name))
    if missing:
        yield problem("packages", f"{', '.join(missing)} not installed", "install wenbao again with its pinned packages")
    pinned = pins(CONSTRAINTS)
    if not pinned:
        yield ok("packages", "no constraints.txt at hand to compare with")
        return
    others = sorted(f"{name} {have} (pinned {pin})" for name, pin in pinned.items() if (have := _version(name)) and have != pin)
    if others:
        yield warning("packages", ", ".join(others), "install the pinned versions: they are what was tested")
    else:
        yield ok("packages", "all installed packages have their pinned versions")


def pins(file: Path) -> dict[str, str]:
    """Each package with its pinned version; none when there is no such file."""
    try:
        return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", file.read_text("utf-8"), re.MULTILINE))
    except OSError:
        return {}


def clock(now: datetime, newest: datetime | None, telegram: datetime | None) -> Finding:
    """Whether the clock can be right: not before what was written already, nor far from Telegram's."""
    shown = now.astimezone(UTC).isoformat(timespec="seconds")
    todo = "set the clock of this machine (NTP): times in the journal and of invitations depend on it"
    if newest is not None and now < newest - SLACK:
        return problem("clock", f"{shown} is before the newest thing written here ({newest.isoformat(timespec='seconds')})", todo)
    if telegram is not None and abs(now - telegram) > SKEW:
        return warning("clock", f"{shown} differs from Telegram's {telegram.isoformat(timespec='seconds')}", todo)
    return ok("clock", shown)


def _needed() -> set[str]:
    try:
        lines = requires("wenbao") or []
    except PackageNotFoundError:  # runs from its source folder
        return set()
    return {found[0] for line in lines if "extra ==" not in line and (found := re.match(r"[A-Za-z0-9._-]+", line))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
