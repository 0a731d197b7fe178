"""Editions of events: 第五届槐花节 where the report tells of the sixth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.ask.engine import Engine
from knowledge.language.numeral import value_of
from knowledge.model import Fact, Sentence
from knowledge.verify.finding import Ruling
from knowledge.verify.places import Place, evidence_at, passages_with
from knowledge.verify.reading import Claim

_EDITION = re.compile(r"第(?P<n>[0-9]+|[一二三四五六七八九十百]+)(?P<u>届|季|批|轮)[“《「]?(?P<name>[\u4e00-\u9fff]{2,4})")


def editions(engine: Engine, sentence: Sentence) -> Iterator[tuple[Claim, Ruling]]:
    """The editions a sentence names that the reports number as well, each with what they say."""
    for match in _EDITION.finditer(sentence.norm):
        places = list(_places(engine, match))
        if not places:
            continue
        same = next((place for place, told in places if value_of(told["n"]) == value_of(match["n"])), None)
        to = match.end("u")
        fact = Fact(0, "rank", sentence.norm[match.start() : to], "", value_of(match["n"]), match.start(), to, match["name"])
        claim = Claim(sentence, fact, sentence.origins[match.start()], sentence.origins[to - 1] + 1)
        if same is not None:
            yield claim, Ruling("agrees", (evidence_at(engine, same),))
        else:
            place, told = places[0]
            yield claim, Ruling("differs", (evidence_at(engine, place),), f"第{told['n']}{told['u']}")


def _places(engine: Engine, said: re.Match[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """Where the reports name an edition of the same event."""
    for passage in passages_with(engine, said["name"]):
        for number, sentence in enumerate(passage.sentences):
            for told in _EDITION.finditer(sentence.norm):
                if told["name"] == said["name"] and told["u"] == said["u"]:
                    yield Place(passage, number, sentence.norm), told
