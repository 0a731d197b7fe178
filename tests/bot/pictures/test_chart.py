"""Charts: the kind follows from the data, what is drawn stands in the report, and it can be seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import bars, canvas, chart, course, ring
from bot.pictures.lettering import width
from knowledge.beside import Point, Series
from knowledge.errors import NothingToDrawError
from tests.bot.pictures import series as made
from tests.bot.pictures.pixels import colours, ink, opened

Label = tuple[float, float, float, float, str]


def labels(svg: str) -> list[Label]:
    """Each text as left, top, right, bottom and what it says."""
    found = []
    for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        said, size = "".join(node.itertext()), float(node.attrib["font-size"])
        wide = width(said, size)
        x = float(node.attrib["x"]) - wide * {"start": 0, "middle": 0.5, "end": 1}[node.attrib["text-anchor"]]
        y = float(node.attrib["y"])
        found.append((x, y - size * 0.85, x + wide, y + size * 0.12, said))
    return found


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("parts", ring.ring), ("six", ring.ring), ("years", course.course), ("two years", bars.standing), ("twelve", bars.lying),
        ("falls", bars.lying), ("long", bars.lying), ("huge", bars.standing), ("noughts", bars.standing),
    ],
)  # fmt: skip
def test_the_kind_follows_from_the_data(name: str, shape: Callable[..., Any]) -> None:
    """A ring for what makes a hundred, a line for three years, standing bars for short names, else lying ones."""
    assert chart.shape(made.EVERY[name]) is shape


@pytest.mark.parametrize("name", made.EVERY)
def test_no_label_lies_on_another(name: str) -> None:
    """Nor beyond the edge; the shares inside of a ring are its own."""
    data = made.EVERY[name]
    svg = chart.drawn(data)
    found = labels(svg)
    high = float(re.search(r'height="(\d+)"', svg)[1])  # type: ignore[index]  # a picture has a height
    for left, top, right, bottom, said in found:
        assert left >= 24 and right <= canvas.WIDTH - 24 and top >= 0 and bottom <= high, said
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


@pytest.mark.parametrize("name", made.EVERY)
def test_every_value_is_drawn_as_it_is_written(name: str) -> None:
    """With its 约 and 余 and its unit; and no other number is on the picture but where it is from."""
    data = made.EVERY[name]
    said = [label[4] for label in labels(chart.drawn(data))]
    assert {point.text for point in data.points} <= set(said)
    proof = "".join([data.points[0].evidence.quote, data.points[0].evidence.report, data.points[0].evidence.section, "第12版"])
    assert {n for text in said for n in re.findall(r"\d+(?:\.\d+)?", text)} <= set(re.findall(r"\d+(?:\.\d+)?", proof))


@pytest.mark.parametrize("name", made.EVERY)
def test_there_is_a_picture(name: str) -> None:
    """At least 1200 pixels wide, the same every time, with ink where the title and the source stand."""
    png = chart.chart(made.EVERY[name])
    assert png == chart.chart(made.EVERY[name])
    picture = opened(png)
    assert picture.width >= 1200 and picture.height >= 500
    assert ink(picture, (80, 60, 700, 140)) > 1500 and ink(picture, (80, picture.height - 70, 400, picture.height - 30)) > 300


def test_chinese_is_drawn() -> None:
    """Each character of a title leaves ink of its own; without the font there would be none, and no error."""
    narrow = opened(chart.chart(replace(made.PARTS, subject="口")))
    wide = opened(chart.chart(replace(made.PARTS, subject="鑫鑫鑫鑫鑫鑫")))
    box = (80, 60, 1500, 150)
    assert ink(wide, box) > 6 * ink(narrow, box) > 0


def test_colours_tell_the_parts_apart() -> None:
    """Six parts have six colours, each of another lightness than its neighbour."""
    drawn = colours(opened(chart.chart(made.SIX)))
    asked = [tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in canvas.PALETTE]
    assert set(asked) <= drawn
    light = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in asked]
    assert all(abs(a - b) > 20 for a, b in pairwise(light))


def test_bars_are_as_long_as_their_values() -> None:
    """From zero on: twice the value is twice the length."""
    data = made.series("list", [("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", "200人", "200"), ("申酉戌亥", "100人", "100")])
    found = re.findall(r'<rect [^>]*width="([\d.]+)" height="54.0"', chart.drawn(data))
    assert len(found) == 2 and abs(float(found[0]) - 2 * float(found[1])) < 0.2


def test_a_fall_goes_the_other_way() -> None:
    """To the left of zero, and in another colour."""
    svg = chart.drawn(made.FALLS)
    zero = float(re.search(r'<line x1="([\d.]+)"', svg)[1])  # type: ignore[index]  # the line that all bars begin at
    rects = re.findall(rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="54.0" rx="0" fill="{canvas.LOSS}"', svg)
    assert [round(float(x) + float(long)) for x, long in rects] == [round(zero)]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(made.PARTS, points=made.PARTS.points[:1]),
        made.series("list", [(f"第{i}项", f"{i}个", str(i)) for i in range(13)]),
        replace(made.PARTS, points=(*made.PARTS.points[:1], replace(made.PARTS.points[1], text="29.6%"))),
        replace(made.PARTS, points=(*made.PARTS.points[:1], replace(made.PARTS.points[1], name="2030年事业收入"))),
        replace(made.PARTS, subject="经费1234万元"),
    ],
    ids=["one", "thirteen", "value", "name", "title"],
)
def test_what_no_sentence_states_is_not_drawn(wrong: Series) -> None:
    """One value, too many, or a number in a value, a name or the title that the report does not say."""
    with pytest.raises(NothingToDrawError):
        chart.chart(wrong)


NAMES = st.text(st.characters(exclude_categories=["N", "Cs"], exclude_characters="〇零一二两三四五六七八九十百千万亿"), max_size=40)


@given(st.lists(st.tuples(NAMES, st.integers(0, 10**12)), min_size=2, max_size=12), NAMES)
@settings(max_examples=60)
def test_any_names_can_be_drawn(values: list[tuple[str, int]], title: str) -> None:
    """Whatever characters they have: the picture is well-formed, and its labels lie apart."""
    data = made.series("list", [(name, f"{n}个", str(n)) for name, n in values])
    points = tuple(replace(p, evidence=replace(p.evidence, quote=p.evidence.quote + title)) for p in data.points)
    ElementTree.fromstring(chart.drawn(replace(data, subject=title, points=points)))


def test_a_zero_has_no_bar() -> None:
    """A value of nothing is written, and nothing is drawn for it."""
    drawn, _ = bars.lying((Point("甲", "0起", Decimal(), made.NOUGHTS.points[0].evidence),), 0)
    assert 'width="0.0"' in drawn and ">0起<" in drawn
