"""Publishing killed at random moments, the short form of benchmarks/kills.py."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.kills import run


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_killed_publisher_leaves_a_library_that_answers(tmp_path: Path) -> None:
    """Whenever it dies, the old report or the whole new one answers; nothing that answered is damaged."""
    told = run(tmp_path, kills=15, seed=7)
    assert told["before"] + told["after"] == 15 and told["before"]
