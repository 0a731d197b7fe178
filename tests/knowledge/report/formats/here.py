"""Reading in this process, for tests of the formats themselves: starting one for each takes longer than reading."""

from __future__ import annotations

import hashlib

from knowledge.errors import EmptyReportError
from knowledge.report.formats.kinds import Progress, kind_of, unheard
from knowledge.report.formats.readers import found_in
from knowledge.report.read import Source
from knowledge.report.read import read_bytes as read_apart


def read_bytes(data: bytes, name: str, progress: Progress = unheard) -> Source:
    """As knowledge.report.read does, without the sandbox."""
    kind = kind_of(data, name)
    if kind == "text":
        return read_apart(data, name, progress)
    found = found_in(kind, data, name, progress)
    if not found.text.strip():
        raise EmptyReportError(name)
    return Source(found.text, name, hashlib.sha256(data).hexdigest(), kind, whole=True, pictures=found.pictures)
