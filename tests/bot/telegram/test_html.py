"""Telegram's HTML is judged as Telegram judges it; where its own parser (tdjson) is installed, that is asked too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.telegram.cases import cases
from tests.bot.telegram.markup import parse, utf16
from tests.bot.telegram.opinion import agree, theirs
from tests.bot.telegram.refusals import Refused


@pytest.mark.parametrize(
    "case", [row for table in ("case", "stricter", "settled") for row in cases("html", table)], ids=lambda case: str(case["html"])
)
def test_html_is_judged(case: dict[str, Any]) -> None:
    """Text and entities, or the refusal to the letter."""
    if "says" in case:
        with pytest.raises(Refused) as refused:
            parse(case["html"])
        assert refused.value.description == f"Bad Request: can't parse entities: {case['says']}"
    else:
        text, entities = parse(case["html"])
        assert (text, [[e["type"], e["offset"], e["length"]] for e in entities]) == (case["text"], case["entities"])


def asked(html: str) -> dict[str, Any]:
    """What Telegram's own parser makes of it."""
    answer = theirs(html)
    if answer is None:
        pytest.skip("Telegram's own parser is optional: pip install tdjson")
    return answer


@pytest.mark.parametrize("case", cases("html"), ids=lambda case: str(case["html"]))
def test_telegrams_own_parser_says_the_same(case: dict[str, Any]) -> None:
    """The table is what Telegram's parser says."""
    answer = asked(case["html"])
    if "says" in case:
        assert answer["message"] == f"Can't parse entities: {case['says']}"
    else:
        assert answer["text"] == case["text"]
        assert sorted((e["offset"], e["length"]) for e in answer["entities"]) == sorted((o, n) for _, o, n in case["entities"])


@pytest.mark.parametrize("case", cases("html", "stricter"), ids=lambda case: str(case["html"]))
def test_what_is_stricter_here_is_let_through_there(case: dict[str, Any]) -> None:
    """No case stands in the wrong table."""
    assert asked(case["html"])["@type"] == "formattedText"


PIECES = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<blockquote>", "</blockquote>", "<u>", "</u>", "树", "😀", "&lt;", " x ", "<", "</"]
    ),
    max_size=12,
)


@given(PIECES)
def test_random_html_is_judged_as_telegrams_own_parser_does(pieces: list[str]) -> None:
    """Accepted alike with the same text and refused alike."""
    html = "".join(pieces)
    answer = asked(html)
    try:
        text, entities = parse(html)
    except Refused:
        assert answer["@type"] == "error"
    else:
        assert answer.get("text") == text
        assert all(0 <= e["offset"] and e["offset"] + e["length"] <= utf16(text) for e in entities)


def test_a_false_judgement_of_this_server_would_be_seen() -> None:
    """Where the two parsers part, the test in which it happens fails."""
    asked("x")
    agree("<b>x</b>", "x")
    for html, text in (("<br>", ""), ("<b>x</b>", "y")):
        with pytest.raises(AssertionError, match="own parser"):
            agree(html, text)
