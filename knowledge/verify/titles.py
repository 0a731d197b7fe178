"""Bodies and the honours a text gives them: whoever is said to be “全国文明单位” must be the one of whom the report says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.ask.engine import Engine
from knowledge.model import Fact, Sentence
from knowledge.report.sentences import split_clauses
from knowledge.verify.finding import Ruling
from knowledge.verify.inquiry import press_words
from knowledge.verify.places import Place, clauses_with, evidence_at
from knowledge.verify.reading import Claim

_HONOURED = re.compile(
    "(?P<who>[\u4e00-\u9fffA-Za-z0-9“”]{2,24}?)(?:先后|还|又|也|再次|成功|再度|光荣|均|分别)*"
    "(?:获评|荣获|被评为|获得?|入选|被授予|被认定为|当选|获批|捧回|摘得)(?:为|了)?(?P<title>[“《][^”》]{3,30}[”》])"
)


def honoured_bodies(engine: Engine, sentence: Sentence, people: Sequence[Claim]) -> Iterator[tuple[Claim, Ruling]]:
    """Who is given a quoted title in a sentence, people apart, each with what the reports say."""
    for at, to in split_clauses(sentence.norm):
        match = _HONOURED.search(sentence.norm, at, to)
        if match is None or any(p.fact.at < match.end("who") and match.start("who") < p.fact.to for p in people):
            continue
        start, end = match.span("who")
        fact = Fact(0, "name", match["who"], "", None, start, end, match["title"], names=(match["who"],))
        claim = Claim(sentence, fact, sentence.origins[start], sentence.origins[end - 1] + 1)
        yield claim, _judged(engine, match["who"], match["title"][1:-1])


def _judged(engine: Engine, who: str, title: str) -> Ruling:
    places = list(clauses_with(engine, title))
    if not places:
        return Ruling("absent", missing=(title,))
    for place in places:
        if _names(engine, place, who):
            return Ruling("agrees", (evidence_at(engine, place),))
    told = places[0].text
    holder = re.split("获|被|入选|当选", told, maxsplit=1)[0].strip("，、 ")
    known = 2 <= len(holder) <= 24 and title not in holder
    return Ruling("differs" if known else "unclear", (evidence_at(engine, places[0]),), holder if known else None)


def _names(engine: Engine, place: Place, who: str) -> bool:
    """Whether a clause, or for the report's own institution its title, names the one honoured."""
    norm = place.sentence.norm
    said = place.text + (norm[: norm.find(place.text)][-40:] if who in norm else "") + engine.frame.titles[place.passage.report]
    words = [w for w in engine.tokenizer.cut(who) if len(w) > 1 and w not in press_words()]
    return all(w in said for w in words)
