"""Verbs of speech that no report writes: 电梯装了几部, 粮食打了多少吨.

A single character that says what was done to a thing hardly ever tells two facts of the thing apart, as 申请 and 授权 do. Where
nothing else answers, such a verb may be left out, when one fact alone has all the other words; the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.ask.question import Question, Term
from knowledge.ask.rank import Candidate
from knowledge.language.lexicon import Lexicon
from knowledge.language.tags import tag

_ENDING = re.compile("[了过着到完出上好掉起来去的]+$")
# Single characters that say only that something was done or had; 砍 and 栽, 借 and 还, 筹 and 补 tell facts apart.
_PLAIN = frozenset("打装搞弄搭搬干做跑走拉领拿盖造种养开办考玩坐骑接演看听上去来到立")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_WORDS = ("person", "name", "list", "place")
OWN, CLEAR = 0.6, 0.25
_LEAST = 2  # characters of the words that stay


def without_spoken_verbs(question: Question, lexicon: Lexicon) -> tuple[Question, tuple[str, ...]] | None:
    """The question without its spoken verbs, and these; None when it has none or says too little without."""
    left_out = [t for t in question.hard if _is_spoken(t, lexicon)]
    stay = [t for t in question.hard if t not in left_out]
    exact = bool(question.units) or question.asked in ("money", "date", "percent", *_WORDS)
    if not left_out or not exact or sum(len(t.word) for t in stay) < _LEAST:
        return None
    terms = tuple(replace(t, hard=False) if t in left_out else t for t in question.terms)
    return replace(question, terms=terms), tuple(t.word for t in left_out)


def _is_spoken(term: Term, lexicon: Lexicon) -> bool:
    verb = _ENDING.sub("", term.word) or term.word
    if not _CJK.fullmatch(verb) or verb not in _PLAIN or term.family or any(lexicon.rivals(f.text) for f in term.forms):
        return False
    return tag(verb)[0].tag.startswith("v")


def alone(question: Question, fitting: Sequence[Candidate]) -> bool:
    """Whether one value has all words in its own clause and no other comes near; answers in words look for themselves."""
    if question.asked in _WORDS:
        return True
    if not fitting:
        return False
    best = fitting[0]
    hard = [w for t, w in zip(best.terms, best.weights, strict=True) if t.hard]
    near = {(c.fact.value, c.fact.text) for c in fitting if best.score - c.score < CLEAR}
    return min(hard, default=0.0) >= OWN and len(near) == 1
