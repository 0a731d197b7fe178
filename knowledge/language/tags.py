"""Words with their part of speech, for reading reports (never for questions: a question is too short to tag well).

rjieba tags when it is installed, jieba.posseg otherwise; both use jieba's dictionary and tag set.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

# jieba's tags: n* nouns (nr people, ns places, nt bodies, nz names), vn verbal nouns, l set phrases, j short forms.
_NOMINAL = ("n", "vn", "l", "j", "eng", "i", "s", "nz", "an")
_NOT_NOMINAL = frozenset(
    "本学年 全年 年末 全市 全国 全省 全县 全区 全校 全院 同比 期间 目前 累计 总共 其中 其他 其它 其余 各类 各级 各项 各种 此外 以上 以下"
    " 以内 以外 之后 之前 之间 之中 当中 中间 同时 本院 本校 本市 本县 本省 自己 他们 我们 该校 该院 这些 这个 这里 每个 每年 每月 多个"
    " 另外 上述 以来 左右 前后 所有 全部 有关 哪些 什么 怎样 如此 彼此 双方 任何 某些 这样 那些 那个 大家 人们".split()
)

# What the dictionary calls a verb, and reports count: 一般公共预算收入4.3亿元.
_NOMINAL_ALL_THE_SAME = frozenset({"收入", "支出"})


class Token(NamedTuple):
    """A word at ``at``..``to`` of the tagged text, with jieba's part-of-speech tag."""

    at: int
    to: int
    word: str
    tag: str

    @property
    def nominal(self) -> bool:
        """Whether the word can name what is counted."""
        if self.word in _NOT_NOMINAL:
            return False
        if self.word in _NOMINAL_ALL_THE_SAME:
            return True
        # The dictionary calls 初中 a direction and 本科 a pronoun: what is no function word of these classes is a noun.
        return self.tag.startswith(_NOMINAL) or (self.tag in ("f", "r") and len(self.word) > 1)

    @property
    def verbal(self) -> bool:
        return self.tag.startswith("v") and self.tag != "vn"


# What Token() calls in the end: a large report has millions of words.
_token = tuple.__new__


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:
        return _jieba_tagger()
    return lambda text: rjieba.tag(text, False)


def _jieba_tagger() -> Callable[[str], list[tuple[str, str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import jieba
        import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return lambda text: [(pair.word, _as_rjieba(pair.word, pair.flag)) for pair in jieba.posseg.cut(text, HMM=False)]


def _as_rjieba(word: str, kind: str) -> str:
    """Without its model of unknown words jieba takes digits for Latin letters; a number names nothing."""
    return "m" if kind == "eng" and not any(char.isalpha() for char in word) else kind


def tag(text: str) -> tuple[Token, ...]:
    """The words of a text in order; joined they are the text."""
    tagged = _tagger()(text)
    ends = list(accumulate([len(word) for word, _ in tagged], initial=0))
    return tuple([_token(Token, (at, to, word, kind)) for at, to, (word, kind) in zip(ends, ends[1:], tagged, strict=False)])
