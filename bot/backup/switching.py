"""How a restored backup takes the place of what a home holds: all of it or nothing, whenever the process is killed.

    restore.unfinished   being filled and checked: the home is the old one; the next restore removes it
    restore.ready        whole and checked: from this one rename on the home is the new one; its files are moved to their places
    restore.done         moved; being removed

Each step of the move may be done again, so the next command that uses the home finishes what was cut off, before it does
anything else (bot.commands.home). All of it stands inside the home: the home may be a mounted volume, which cannot be renamed,
and its lock files stay the ones that others wait for. The files are moved in an order in which the pointer never names a wrong
revision.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.journal.copying import COMPANIONS
from bot.journal.copying import NAME as JOURNAL
from knowledge.custody import POINTER, REVISIONS, UNFINISHED_RESTORE, alone, sync_folder, writing

UNFINISHED, DONE = "restore.unfinished", "restore.done"
LEFTOVERS = (UNFINISHED, DONE)
FINISH_SECONDS = 30.0  # for another process that finishes the same restore


def staged(home: Path) -> Path:
    """An empty folder for the new files, with one for the revisions in it. HomeNotWritableError."""
    with writing(home):
        discard(home)
        new = home / UNFINISHED / "new"
        (new / REVISIONS).mkdir(parents=True)
    return new


def discard(home: Path) -> None:
    """Remove what was not finished, or is done."""
    for name in LEFTOVERS:
        shutil.rmtree(home / name, ignore_errors=True)


def commit(home: Path) -> None:
    """From here on the home is the new one. What the staged files do not have, the home will not have either."""
    with writing(home):
        unfinished = home / UNFINISHED
        absent = unfinished / "absent"
        absent.mkdir()
        for name in (POINTER, JOURNAL):
            if not (unfinished / "new" / name).exists():
                (absent / name).touch()
        for folder in (unfinished / "new" / REVISIONS, unfinished / "new", absent, unfinished):
            sync_folder(folder)
        unfinished.rename(home / UNFINISHED_RESTORE)
        sync_folder(home)


def finish(home: Path) -> None:
    """Finish a restore that was cut off. PublisherBusyError: another process is at it; HomeNotWritableError."""
    with alone(home, FINISH_SECONDS, restoring=True):
        switch(home)


def switch(home: Path) -> None:
    """Move the staged files to their places, or go on with it; the caller holds the home."""
    ready = home / UNFINISHED_RESTORE
    if not ready.exists():
        return
    with writing(home):
        _revisions_out(home, ready / "old")
        _settle(home, ready, POINTER)
        _revisions_in(home, ready / "new" / REVISIONS)
        if _pending(ready, JOURNAL):
            for name in COMPANIONS:  # of the old journal; SQLite would take them for the new one's
                (home / name).unlink(missing_ok=True)
        _settle(home, ready, JOURNAL)
        sync_folder(home)
        ready.rename(home / DONE)
        sync_folder(home)
    discard(home)


def _revisions_out(home: Path, old: Path) -> None:
    """``old`` is there when this was done before; what is in their place since then is new, or empty."""
    if not old.exists():
        (home / REVISIONS).rename(old)
        sync_folder(home)


def _revisions_in(home: Path, new: Path) -> None:
    if new.exists():
        if (home / REVISIONS).exists():  # whoever takes the lock makes an empty one
            (home / REVISIONS).rmdir()
        new.rename(home / REVISIONS)
        sync_folder(home)


def _pending(ready: Path, name: str) -> bool:
    return (ready / "new" / name).exists() or (ready / "absent" / name).exists()


def _settle(home: Path, ready: Path, name: str) -> None:
    """The new file in place of the old, or no file when the backup has none."""
    new = ready / "new" / name
    if new.exists():
        new.replace(home / name)
    elif (ready / "absent" / name).exists():
        (home / name).unlink(missing_ok=True)
