"""What was asked in vain is grouped, the most asked first, with facts and words it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gaps import grouped
from bot.journal.asked import Gap
from knowledge.lesson import Alias, Taught
from knowledge.library import Library
from knowledge.publish import prepare, publish
from tests.knowledge.test_publish import written

AT = datetime(2031, 5, 6, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("gaps")
    publish(folder / "home", prepare(written(folder, 2030, 5200)))
    with closing(Library.open(folder / "home")) as opened:
        yield opened


def gaps(*texts: str, status: str = "not_found", wrong: int = 0, missing: tuple[str, ...] = ()) -> list[Gap]:
    return [Gap(number, AT, text, status, "", missing, wrong) for number, text in enumerate(texts)]


def test_alike_questions_are_one_group(library: Library) -> None:
    """Under its most asked wording, with the others as examples, and the words that were not found."""
    asked = gaps("种了几棵小树苗？", "小树苗种了几棵", "小树苗种了几棵", "林子着火几次", missing=("小树苗",))
    first, second = grouped(library, asked)
    assert (first.question, first.count, first.examples) == ("小树苗种了几棵", 3, ("种了几棵小树苗？",))
    assert (second.question, second.count) == ("林子着火几次", 1)
    assert first.missing == ("小树苗",)
    assert [hit.headline for hit in first.nearest] == ["5200棵"]
    assert first.words and first.words[0][0] == "小树苗" and "植树" in first.words[0][1]


def test_each_near_fact_and_word_can_be_taught(library: Library) -> None:
    """What is offered is accepted."""
    group = grouped(library, gaps("小树苗种了几棵", missing=("小树苗",)))[0]
    for hit in group.nearest:
        target = library.target(hit)
        assert target is not None
        library.check_alias(Alias(group.question, target))
    for word, offered in group.words:
        for other in offered:
            library.check_synonym(word, other)


def test_what_is_answered_by_now_is_no_gap(library: Library) -> None:
    """Unless its answer is called wrong; what is taught is none in any case."""
    assert grouped(library, gaps("植树多少棵")) == ()
    wrong = grouped(library, gaps("植树多少棵", status="answered", wrong=2))
    assert [(group.question, group.wrong) for group in wrong] == [("植树多少棵", 2)]
    target = library.target(library.search("植树")[0])
    assert target is not None
    taught = library.imagine(Taught((Alias("植树多少棵", target),)))
    assert grouped(taught, gaps("植树多少棵", status="answered", wrong=2)) == ()


def test_only_so_many_groups(library: Library) -> None:
    """The most asked ones."""
    texts = ["食堂花了多少钱"] + ["校车有几辆"] * 3 + ["宿舍有几栋"] * 2
    assert [group.question for group in grouped(library, gaps(*texts), limit=2)] == ["校车有几辆", "宿舍有几栋"]
    assert grouped(library, []) == ()


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["食堂花了多少钱", "食堂花多少钱", "省级奖项几项", "？", "2030年几次"]))))
def test_every_gap_is_in_one_group(library: Library, texts: list[str]) -> None:
    """Whatever was asked, nothing is lost and nothing counted twice, and the same list gives the same groups."""
    found = grouped(library, gaps(*texts, wrong=1), limit=1000)
    assert sum(group.count for group in found) == len(texts)
    assert [group.count for group in found] == sorted((group.count for group in found), reverse=True)
    assert grouped(library, gaps(*texts, wrong=1), limit=1000) == found
