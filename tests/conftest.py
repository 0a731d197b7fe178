"""What every test stands on: a home folder of its own, no settings from outside, random input that is the same every time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: a shared machine's pauses are no failures. Derandomised: a red test is red on every machine; to search further,
# run with HYPOTHESIS_PROFILE=search.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],  # the first example loads the dictionary
)
settings.register_profile("search", settings.get_profile("steady"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def wenbao_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh data folder a test (not made yet), and none of the caller's WENBAO_ settings."""
    for name in [name for name in os.environ if name.startswith("WENBAO_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("WENBAO_HOME", str(folder))
    yield folder
