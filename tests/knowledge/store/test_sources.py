"""A revision can be rebuilt from itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import DamagedRevisionError
from knowledge.language.tokens import Tokenizer
from knowledge.store.sources import PublishedSource, published_sources
from knowledge.store.write import write_revision
from tests.knowledge.store.drafts import PUBLISHED, report


def test_sources_come_out_whatever_the_tokenizer(tmp_path: Path) -> None:
    """The whole text of each report and its publication are kept, and no tokenizer is asked for."""
    taught = Tokenizer()
    taught.add_words(["立项课题"])
    reports = [report("甲校"), report("乙校")]
    write_revision(tmp_path / "revision", reports, taught)
    assert published_sources(tmp_path / "revision") == tuple(
        PublishedSource(n, r.draft.outline.source, r.name, r.digest, PUBLISHED, False) for n, r in enumerate(reports, 1)
    )


def test_a_damaged_revision_has_no_sources(tmp_path: Path) -> None:
    """What is no revision is told as everywhere."""
    (tmp_path / "revision").write_bytes(b"something else" * 300)
    with pytest.raises(DamagedRevisionError):
        published_sources(tmp_path / "revision")
