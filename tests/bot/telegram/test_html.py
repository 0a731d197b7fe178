"""Telegram's HTML is judged as Telegram judges it; where its own parser (tdjson) is installed, that is asked too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.telegram.cases import cases
from tests.bot.telegram.markup import parse, utf16
from tests.bot.telegram.refusals import Refused


@pytest.mark.parametrize("case", [*cases("html"), *cases("html", "stricter")], ids=lambda case: str(case["html"]))
def test_html_is_judged(case: dict[str, Any]) -> None:
    """Text and entities, or the refusal to the letter."""
    if "says" in case:
        with pytest.raises(Refused) as refused:
            parse(case["html"])
        assert refused.value.description == f"Bad Request: can't parse entities: {case['says']}"
    else:
        text, entities = parse(case["html"])
        assert (text, [[e["type"], e["offset"], e["length"]] for e in entities]) == (case["text"], case["entities"])


def theirs(html: str) -> dict[str, Any]:
    """What Telegram's own parser makes of it."""
    tdjson = pytest.importorskip("tdjson", reason="Telegram's own parser is optional: pip install tdjson")
    asked = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(asked).encode()))
    return answer


@pytest.mark.parametrize("case", cases("html"), ids=lambda case: str(case["html"]))
def test_telegrams_own_parser_says_the_same(case: dict[str, Any]) -> None:
    """The table is what Telegram's parser says."""
    answer = theirs(case["html"])
    if "says" in case:
        assert answer["message"] == f"Can't parse entities: {case['says']}"
    else:
        assert answer["text"] == case["text"]
        assert sorted((e["offset"], e["length"]) for e in answer["entities"]) == sorted((o, n) for _, o, n in case["entities"])


@pytest.mark.parametrize("case", cases("html", "stricter"), ids=lambda case: str(case["html"]))
def test_what_is_stricter_here_is_let_through_there(case: dict[str, Any]) -> None:
    """No case stands in the wrong table."""
    assert theirs(case["html"])["@type"] == "formattedText"


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
    answer = theirs(html)
    try:
        text, entities = parse(html)
    except Refused:
        assert answer["@type"] == "error"
    else:
        assert answer.get("text") == text
        assert all(0 <= e["offset"] and e["offset"] + e["length"] <= utf16(text) for e in entities)
