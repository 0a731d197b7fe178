"""Web pages become the text that a reader sees."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from knowledge.errors import BrokenFileError
from tests.knowledge.report.formats.here import read_bytes

CASES = tomllib.loads(Path(__file__).with_name("webpage.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_pages(case: dict[str, str]) -> None:
    """Each page gives its text, and is told by its content."""
    source = read_bytes(f"<!DOCTYPE html>{case['page']}".encode(), "x.doc")
    assert (source.text, source.format, source.whole) == (case["text"], "html", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_encodings(encoding: str) -> None:
    """A page is read in the encoding it names, or whatever it is in."""
    text = "全年招生713人，就業率95.9%。"
    page = f"<html><head><meta charset='{encoding.removesuffix('-sig')}'></head><body><p>{text}</p></body></html>"
    assert read_bytes(page.encode(encoding), "x.html").text == f"{text}\n"


def test_a_wrong_charset_is_not_believed() -> None:
    """A page that names another encoding than it has is read in its own."""
    page = "<html><meta charset='gb2312'><p>全年招生713人。</p></html>"
    assert read_bytes(page.encode(), "x.html").text == "全年招生713人。\n"


def test_deep_nesting_is_refused() -> None:
    """Thousands of parts within each other are no report."""
    with pytest.raises(BrokenFileError, match=r"x\.html.*nested"):
        read_bytes(b"<html>" + b"<div>" * 5000 + "全年招生713人。".encode(), "x.html")
