"""The number guard: no digit and no numeral leaves that is not in a cited sentence or in the calculation shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from knowledge.language.normal import fold_plain
from knowledge.language.numeral import digits_and_numerals, magnitude, value_of
from knowledge.language.quantity import find_quantities
from knowledge.model import Answer, Value

_COMMAS = re.compile(r"(?<=\d),(?=\d{3})|(?<!\d)\s+|\s+(?!\d)")
_KILO = re.compile("(?<=[\\d万亿余多])千(?=[瓦米克伏升卡焦帕赫])")
_UNIT_NUMERAL = re.compile(r"^[十百千万亿]+")
# The left side of a calculation with numbers; any other adds up names.
_WORKED = re.compile(r"[\d.,%十百千万亿()+\-×÷=≈；个百分点 ]+")
# What a cited report is called proves which year a value is of, and no value.
_YEAR_NAME = re.compile(r"(?:19|20)\d\d学?年")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_NUMERAL = re.compile(r"[\d.零〇一二两三四五六七八九十百千万亿]")


class UnprovenNumberError(RuntimeError):
    """A reply holds a number that nothing proves: a fault of ours, never the asker's."""


def _plain(text: str) -> str:
    """Half-width, without thousands commas; the 千 of 千瓦时 belongs to the unit: 21.4亿千瓦时 says 21.4亿."""
    return _KILO.sub("", _COMMAS.sub("", unicodedata.normalize("NFKC", text)))


def _numerals(text: str) -> tuple[str, ...]:
    return digits_and_numerals(_plain(text))


def unproven(answer: Answer) -> tuple[str, ...]:
    """Numerals of the headline, the values and the choices that are no whole numeral of a quote or of the calculation, and
    base values that their own text does not say. A refusal may repeat the numbers of the question."""
    quotes = [e.quote for e in answer.evidence]
    proof = "\n".join([*quotes, _shown(answer.calculation or "", quotes)])
    if answer.status in ("not_found", "out_of_scope"):
        proof = f"{proof}\n{answer.question}"
    proven = set(_numerals(proof))
    headline = _without_years(_without_header_unit(answer, proof), answer)
    said = [headline, *(v.text for v in answer.values), *(c.text for c in answer.choices)]
    lost = [n for text in said for n in _numerals(text) if n not in proven and not _stands(text, proof)]
    if lost:  # folding the proof costs more than all the rest, and few numbers need it
        folded = set(_numerals(fold_plain(proof)))
        lost = [n for n in lost if n not in folded]
    return tuple(lost + [v.value for v in answer.values if not _worth_its_text(v)])


def unproven_in(said: Sequence[str], proof: str) -> tuple[str, ...]:
    """Numerals of texts that are no whole numeral of the proof."""
    proven = {*_numerals(proof), *_numerals(fold_plain(proof))}
    return tuple(n for text in said for n in _numerals(text) if n not in proven and not _stands(text, proof))


def _shown(calculation: str, quotes: Sequence[str]) -> str:
    """A calculation as far as it proves something: a count of names (甲社 + 乙社 = 2) proves its result only when the names
    stand one behind the other in a quote, each another and letter by letter, and are just so many."""
    names, equal, result = calculation.rpartition(" = ")
    if not equal or _WORKED.fullmatch(names):
        return calculation
    members = names.split(" + ")
    right = result == str(len(set(members))) and any(_in_order(members, "".join(quote.split())) for quote in quotes)
    return result if right and len(set(members)) == len(members) else ""


def _in_order(members: Sequence[str], quote: str) -> bool:
    """Whether the members stand in the quote one behind the other."""
    at = 0
    for member in members:
        found = quote.find(member, at)
        if not member or found < 0:
            return False
        at = found + len(member)
    return True


def _without_years(headline: str, answer: Answer) -> str:
    """The headline without the years that the titles of the reports cited say (2023年 of 2023年1480人)."""
    titles = _plain("\n".join(e.report for e in answer.evidence))
    return _YEAR_NAME.sub(lambda m: "" if m[0][:4] in _numerals(titles) else m[0], headline)


def _without_header_unit(answer: Answer, proof: str) -> str:
    """The headline; a table says the number in its cell and the unit (亿元) in its header."""
    headline = answer.text
    for value in answer.values:
        if value.text in headline and _UNIT_NUMERAL.match(value.unit) and value.unit in _plain(proof):
            headline = headline.replace(value.text + value.unit, value.text)
    return headline


def _stands(text: str, proof: str) -> bool:
    """Whether a text with a numeral stands in the proof letter by letter and cuts no longer numeral there (十余 of 二十余)."""
    said, shown = _plain(text), _plain(proof)
    at = shown.find(said)
    while said and at >= 0:
        if not _splits(shown, at) and not _splits(shown, at + len(said)):
            return True
        at = shown.find(said, at + 1)
    return False


def _splits(text: str, at: int) -> bool:
    """Whether a cut at ``at`` parts two characters of one numeral."""
    return bool(0 < at < len(text) and _NUMERAL.match(text[at - 1]) and _NUMERAL.match(text[at]))


def _worth_its_text(value: Value) -> bool:
    """Whether the base value (1350769000000) is what text and unit say (13507.69亿元); words are worth themselves."""
    if not _DECIMAL.fullmatch(value.value):
        return value.value in value.text or not _numerals(value.value)
    return any(Decimal(value.value) == worth for worth in _worths(value))


def _worths(value: Value) -> Iterator[Decimal]:
    """What the numerals of a value's text are worth, with the magnitude of its unit and without."""
    text = _plain(value.text)
    unit = _UNIT_NUMERAL.match(value.unit)
    for numeral in (text, *_numerals(text)):
        worth = value_of(numeral)
        if worth is not None:
            yield worth
            yield worth * magnitude(unit[0] if unit else "")
    yield from (q.value for q in find_quantities(text + value.unit) if q.value is not None)


def guarded(answer: Answer) -> Answer:
    """The answer itself when every number in it is proven.

    Raises UnprovenNumberError otherwise; the caller turns it into a refusal and never sends it."""
    if answer.status == "answered" and not answer.evidence:
        raise UnprovenNumberError("an answer without evidence")
    lost = unproven(answer)
    if lost:
        raise UnprovenNumberError(f"not in the evidence: {', '.join(lost)}")
    return answer
