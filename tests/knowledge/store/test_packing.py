"""What is packed comes back as it was, and a changed byte is noticed."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Fact, Section, Sentence
from knowledge.store.packing import (
    pack_origins,
    pack_passage,
    pack_section,
    plain_decimal,
    seal,
    unpack_passage,
    unpack_section,
)
from tests.knowledge.store import drafts


@given(st.lists(drafts.sentences(), max_size=4), st.lists(drafts.facts(), max_size=4))
def test_a_passage_comes_back_as_it_was(sentences: list[Sentence], facts: list[Fact]) -> None:
    """Sentences with their origins and facts with exact Decimals survive packing."""
    norm = "".join(sentence.norm for sentence in sentences)
    back, found = unpack_passage(pack_passage(sentences, facts), norm)
    assert back == tuple(sentences)
    assert found == tuple(facts)
    assert [str(fact.value) for fact in found] == [str(fact.value) for fact in facts]


@given(st.builds(Section, *[st.integers(-1, 99)] * 3, *[drafts.texts] * 4, *[st.integers(0, 10**6)] * 2, drafts.periods))
def test_a_section_comes_back_as_it_was(section: Section) -> None:
    """Every field of a section survives packing."""
    assert unpack_section(pack_section(section)) == section


def test_origins_are_packed_in_runs() -> None:
    """A run of neighbours costs two numbers however long it is."""
    assert pack_origins(range(1000)) == [0, 1000]
    assert pack_origins([3, 4, 9, 9, 10]) == [3, 2, 9, 1, 9, 2]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40), st.integers(0, 5))
def test_equal_values_have_one_spelling(value: Decimal, zeros: int) -> None:
    """However many zeros end a number, it is looked up under the same text, and no digit is lost."""
    padded = Decimal(f"{value:f}" + ("" if "." in f"{value:f}" else ".") + "0" * zeros)
    assert plain_decimal(padded) == plain_decimal(value)
    assert Decimal(plain_decimal(value)) == value


@given(st.lists(st.text(st.characters(exclude_characters="\x00")), min_size=1, max_size=3), st.data())
def test_a_seal_tells_a_changed_character(fields: list[str], data: st.DataObject) -> None:
    """One character put in place of another breaks the seal."""
    place = data.draw(st.integers(0, len(fields) - 1))
    if not fields[place]:
        return
    at = data.draw(st.integers(0, len(fields[place]) - 1))
    other = chr((ord(fields[place][at]) + 1) % 0x110000)
    changed = [*fields]
    changed[place] = fields[place][:at] + other + fields[place][at + 1 :]
    assert seal(*changed) != seal(*fields)
