"""``wenbao backup`` and ``wenbao restore``: a home in one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.render.layout import clean
from bot.texts import operating


def backup(home: Path, file: Path, force: bool) -> int:
    """Write the backup, and say what is in it; what had to be left out is told on stderr."""
    from bot.backup.making import back_up

    made = back_up(home, file, force=force, settings=_settings())
    for name in made.left_out:
        warn(f"revision {name} is damaged and was left out; remove it from {home / 'revisions'}")
    content = operating.content(made.revisions, made.journal, None)
    print(clean(operating.BACKED_UP.format(file=made.file, size=f"{made.size:,}", content=content)))
    return 0


def restore(home: Path, file: Path, force: bool) -> int:
    """Restore, and say what the home holds now and which settings are others than they were."""
    from bot.backup.restoring import restore as restored

    done = restored(home, file, force=force)
    content = operating.content(done.revisions, done.journal, done.current)
    print(clean(operating.RESTORED.format(created=done.created, content=content)))
    now = _settings()
    for name in sorted(done.settings.keys() | now.keys()) if now else ():
        then, today = done.settings.get(name, operating.UNSET), now.get(name, operating.UNSET)
        if then != today:
            print(clean(operating.SETTING_DIFFERS.format(name=name, then=then, now=today)))
    return 0


def _settings() -> dict[str, str]:
    """The settings in force; wrong ones are told and keep nobody from a backup."""
    from bot import settings

    try:
        return settings.in_force(settings.load())
    except settings.WrongSettingsError as error:
        warn(str(error))
        return {}


def warn(message: str) -> None:
    """One line on stderr about what did not keep the command from succeeding."""
    print("wenbao: warning: " + " ".join(message.split()), file=sys.stderr)
