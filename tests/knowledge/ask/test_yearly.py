"""Questions over years: what is asked, and what the reports of five institutions over three years answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge.ask.understand import understand
from knowledge.ask.yearly import yearly
from knowledge.language.lexicon import Lexicon
from knowledge.language.numeral import digits_and_numerals
from knowledge.language.tokens import Tokenizer
from knowledge.library import Library
from knowledge.model import Answer
from tests.knowledge.ask.reports import turns
from tests.knowledge.ask.yearly import Row, judged

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "yearly.toml").read_text(encoding="utf-8"))["case"]
# Right answers that each family had when its bank was last looked at, and the questions whose list of changes is not whole.
FAMILIES = {"school": 31, "hospital": 22, "county": 26, "company": 26, "library": 22}
INCOMPLETE = {"与上年相比，哪些数据变化最大？", "哪些指标比上年下降了", "近三年接待读者人次"}
Judged = list[tuple[str, Row, Answer]]
TOKENIZER = Tokenizer()
MAGNITUDES = {"": 1, "万": 10**4, "亿": 10**8}


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Judged]:
    """A family of reports with all its questions asked."""
    return request.param, judged(tmp_path_factory.mktemp("years"), request.param)


def _year(named: Any) -> Any:
    return "" if named is None else named.year if named.year is not None else named.shift


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_what_is_asked_over_years(case: dict[str, Any]) -> None:
    """Each shape of a question is told with its years, and what compares no years is left alone."""
    asked = yearly(understand(case["q"], TOKENIZER.cut, Lexicon.load(), lambda word: True))
    if not case["kind"]:
        assert asked is None
        return
    assert asked is not None
    said = {
        "kind": asked.kind, "base": asked.base, "new": _year(asked.new), "old": _year(asked.old), "years": list(asked.years),
        "since": asked.since, "last": asked.last, "percent": asked.percent, "amount": asked.amount, "counted": asked.counted,
    }  # fmt: skip
    plain = {"new": "", "old": "", "years": [], "since": 0, "last": 0, "percent": False, "amount": False, "counted": False}
    expected = {**plain, **{k: v for k, v in case.items() if k not in ("q", "direction")}}
    assert said == expected
    assert asked.direction == case.get("direction", asked.direction)


def test_no_answer_is_wrong(family: tuple[str, Judged]) -> None:
    """Of all questions none is answered wrongly, none that has no answer is answered, and no fewer are right than were."""
    name, found = family
    wrong = [(turns(row), answer.text) for said, row, answer in found if said == "wrong" and turns(row)[-1] not in INCOMPLETE]
    assert not wrong
    assert sum(said == "right" for said, _, _ in found) >= FAMILIES[name]


def test_every_digit_is_proven(family: tuple[str, Judged]) -> None:
    """Every number of a headline, a value or a note stands in a sentence that is shown, in the calculation, or in the name of a
    report; every number that a calculation begins from stands in a sentence."""
    _, found = family
    for _, row, answer in found:
        quotes = " ".join(e.quote for e in answer.evidence)
        proof = f"{quotes} {answer.calculation or ''} {' '.join(e.report for e in answer.evidence)}"
        spoken = [answer.text, *(v.text for v in answer.values)]
        spoken += [w for n in answer.notes if n.code in ("stated_differs", "definition", "approximate") for w in n.words]
        for text in spoken:
            assert set(digits_and_numerals(text)) <= set(digits_and_numerals(proof)), (turns(row), text)
        for step in filter(None, (answer.calculation or "").split("；")):
            _operands_are_quoted(step, quotes, answer.calculation or "")


def _operands_are_quoted(step: str, quotes: str, calculation: str) -> None:
    """The numbers left of the sign are worth a number of a quote, or what an earlier step of the calculation came to."""
    told = set(_worths(quotes)) | {w for part in re.split("[=≈]", calculation)[1:] for w in _worths(part.split("；")[0])}
    assert set(_worths(re.split("[=≈]", step)[0].replace("× 100%", ""))) <= told, step


def _worths(text: str) -> Iterator[Decimal]:
    for number, magnitude in re.findall(r"(\d+(?:\.\d+)?)([万亿]?)", text):
        yield (Decimal(number) * MAGNITUDES[magnitude]).normalize()


def test_each_calculation_is_right(family: tuple[str, Judged]) -> None:
    """What stands right of the sign is what the left side comes to, as far as it is written out."""
    _, found = family
    for _, row, answer in found:
        for step in filter(None, (answer.calculation or "").split("；")):
            parts = re.split(" [=≈] ", step)
            if len(parts) != 2:
                continue  # 5 > 3
            left, right = (re.sub("%|个百分点|× 100%", "", p.replace("× 100%", "* 100")) for p in parts)
            worth = [
                re.sub(r"(\d+(?:\.\d+)?)([万亿]?)", lambda m: f"({m[1]}*{MAGNITUDES[m[2]]})", p).replace("÷", "/") for p in (left, right)
            ]
            said, exact = eval(worth[1]), eval(worth[0])
            assert abs(said - exact) <= max(0.051, abs(exact) * 1e-9), (turns(row), step)


def test_each_year_has_its_own_sentence(family: tuple[str, Judged]) -> None:
    """A value of one year is quoted from that year's report, and the newest comes first."""
    _, found = family
    for said, row, answer in found:
        if said == "right" and row["kind"] in ("series", "difference") and len(answer.evidence) > 1:
            years = [re.findall(r"20\d\d", e.report)[0] for e in answer.evidence]
            assert years == sorted(years, reverse=True), turns(row)


@pytest.fixture(scope="module")
def one_report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one report alone."""
    from tests.knowledge.ask.yearly import home_of

    library = Library.open(home_of(tmp_path_factory.mktemp("one"), "county", (2024,)))
    yield library
    library.close()


@pytest.mark.parametrize(
    ("q", "text"), [("地区生产总值比上年增长多少", "增长5.6%"), ("固定资产投资下降多少", "下降3.2%"), ("常住人口和去年比", None)]
)
def test_one_report_is_asked_as_before(one_report: Library, q: str, text: str | None) -> None:
    """Where no two years are published nothing is laid side by side."""
    answer = one_report.ask(q)
    assert answer.calculation is None
    assert text is None or (answer.status, answer.text) == ("answered", text)
