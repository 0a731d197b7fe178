"""A file that a person asked for: there as a whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from knowledge.errors import FileNotWrittenError


def write_whole(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file in one step, so that a full disk leaves what was there. FileNotWrittenError."""
    try:
        number, name = tempfile.mkstemp(prefix=".wenbao-", dir=file.parent)
    except OSError as error:
        raise _refused(file, error) from error
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as held:
            held.write(data)
        part.chmod(0o666 & ~_umask())
        part.replace(file)
    except OSError as error:
        raise _refused(file, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _umask() -> int:
    """What this process takes from the rights of new files; mkstemp gives them to the owner alone."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refused(file: Path, error: OSError) -> FileNotWrittenError:
    return FileNotWrittenError(f"{file} cannot be written ({error.strerror or error}); choose another file or folder")
