"""Which sentence of a passage tells most of what a question asks: for benchmarks on open text.

The sentences are told apart by the words that not all of them have. What the passage opens with is its topic, and the
sentence that answers often leaves the topic out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.model import Passage

# Measured on public sets: parts in the choice of the sentence.
PAIR, CHARACTER, NEAR, RARE, FITTING, FIRST, LENGTH = 2.9, 1.4, 1.6, 0.9, 2.5, 1.6, 0.14
OPENING, REACH = 24, 6

_ASKING = re.compile(
    "什么时候|什么时间|什么地方|什么样|什么|多少|哪些|哪里|哪儿|哪一|哪|几|谁|何时|何处|何地|何人|何种|何者|为何|何|怎么样?|怎样|如何"
    "|多[久长大高]|是否|吗|呢|[的是在了于由与和及被为之]"
)
_WORD = re.compile(
    "什么时候|什么时间|什么地方|什么样|什么|多少|哪些|哪里|哪儿|哪一?|几|谁|何时|何处|何地|何人|何种|何者|为何|何|怎么样?|怎样|如何|多[久长大高]|为$|是$"
)
_PAIR = re.compile("[\u4e00-\u9fffa-z0-9]{2}")
# What asks for which sign of an answer, and what that sign is worth.
_SIGNS: tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...] = (
    (re.compile("为什么|为何|原因|因何|何故|怎么会|缘故|何以"), re.compile("因|由于|所以|原因|导致|使|为了|以便|以免|造成|缘故|故|避免|影响|得名"), 1.2),
    (re.compile("谁|何人|哪一?[位名]|什么人|哪个人|人物"), re.compile("[人者家长王帝后君师员将]"), 0.6),
    (
        re.compile("哪里|哪儿|何处|何地|什么地方|哪一?个?(?:国|城|地|省|市|县|区|州|岛|洲)|祖籍|位于|位在"),
        re.compile("[省市县区镇乡村州岛]|位于|坐落|座落|地处|境内|[东西南北中]部|分布|生于|仅见于"), 0.6,
    ),
    (re.compile("哪一?年|何年|几年"), re.compile("[0-9一二三四五六七八九〇零十]年|世纪|公元|年代|元年"), 1.5),
    (re.compile("什么时候|何时|什么时间|哪一?天|哪个?月|几月|何日|日期|哪一?日|时间"), re.compile("年|月|日|世纪|时期|时代|朝|期间|天|夏|春|秋|冬|后|前"), 2.0),
    (re.compile("多少|几|多[大高长远重久深宽快]|若干|百分之|比例"), re.compile(r"\d|[一二三四五六七八九十百千万亿两][\u4e00-\u9fff]|半"), 1.5),
    (re.compile("哪些"), re.compile("、|和|以及|包括|分别"), 3.0),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The character pairs of a question with how rare they are, the pairs and triples without question words, its
    characters, and those by the question word; the sign of an answer that is looked for, and its worth."""

    rarities: dict[str, float]
    pairs: tuple[str, ...]
    triples: tuple[str, ...]
    characters: tuple[str, ...]
    near: tuple[str, ...]
    sign: re.Pattern[str] | None
    worth: float


def asked_of(norm: str, rarity: Callable[[str], float]) -> Asked:
    """A question's matching text, cut up for choosing passages and sentences."""
    body = _ASKING.sub(" ", norm)
    word = _WORD.search(norm)
    at, to = word.span() if word else (len(norm), len(norm))
    near = _ASKING.sub(" ", norm[max(0, at - REACH) : at]) + _ASKING.sub(" ", norm[to : to + REACH])
    sign = next(((answer, worth) for question, answer, worth in _SIGNS if question.search(norm)), (None, 0.0))
    pairs = _pairs(body)
    rarities = {p: rarity(p) for p in dict.fromkeys((*_pairs(norm), *pairs))}
    return Asked(rarities, pairs, _triples(body), _characters(body), _characters(near), *sign)


def _pairs(text: str) -> tuple[str, ...]:
    return tuple(p for p in dict.fromkeys(text[i : i + 2] for i in range(len(text) - 1)) if _PAIR.fullmatch(p))


def _triples(text: str) -> tuple[str, ...]:
    return tuple(t for t in (text[i : i + 3] for i in range(len(text) - 2)) if " " not in t)


def _characters(text: str) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys(text) if "\u4e00" <= c <= "\u9fff")


def sentence_scores(asked: Asked, passage: Passage, fitting: frozenset[int]) -> dict[int, float]:
    """How well each sentence that is no heading answers, by its number. ``fitting``: those with a value of the kind
    asked for."""
    texts = [(i, s.norm) for i, s in enumerate(passage.sentences) if not s.heading]
    if not texts:
        return {}
    pairs, characters = _apart(asked.pairs, texts), _apart(asked.characters, texts)
    opening = passage.context + texts[0][1][:OPENING]
    rare = {p: asked.rarities[p] * pairs[p] for p in pairs}
    own_pairs = {p: w for p, w in pairs.items() if p not in opening}
    own_characters = {c: w for c, w in characters.items() if c not in opening}
    near = {c: characters[c] for c in asked.near if c in characters}
    parts = (
        (PAIR, own_pairs, sum(own_pairs.values())),
        (CHARACTER, own_characters, sum(own_characters.values())),
        (NEAR, near, len(asked.near)),
        (RARE, rare, sum(asked.rarities[p] for p in asked.pairs)),
    )
    scores = {}
    for number, text in texts:
        score = sum(part * sum(w for word, w in words.items() if word in text) / (whole or 1) for part, words, whole in parts)
        score += FITTING * (number in fitting) + FIRST * (number == texts[0][0]) - LENGTH * math.log(1 + len(text))
        scores[number] = score + (asked.worth if asked.sign and asked.sign.search(text) else 0.0)
    return scores


def _apart(words: Sequence[str], texts: Sequence[tuple[int, str]]) -> dict[str, float]:
    """The words that any sentence has, with how well they tell the sentences apart."""
    counts = {w: sum(w in text for _, text in texts) for w in words}
    return {w: math.log(1 + len(texts) / n) for w, n in counts.items() if n}
