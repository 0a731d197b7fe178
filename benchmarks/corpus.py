"""A report of any size, made up: sections of generated sentences, and questions that one of them answers.

The words come from the word list of the tokenizer, drawn by their frequency there, so that common words have long posting
lists and rare words short ones, as in real text. The same size gives the same text.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

BASE = 1_000  # sections of the corpus at times=1, about 320,000 characters
SENTENCES = 8  # a section
SECTIONS = 25  # a chapter
WORDS = 40_000  # the most frequent of each class
UNITS = ("项", "人", "个", "场", "次", "篇", "名", "万元")


@dataclass(frozen=True)
class Corpus:
    """A report in Markdown, and ``questions`` of which each asks for the number of one of its sentences."""

    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Words of one class with their running frequency."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.words, cum_weights=self.weights)[0]


def load(*classes: str) -> Words:
    """The most frequent words of two characters and more of these word classes. The weight grows slower than the frequency:
    a report repeats its words less than a language does."""
    import jieba

    found: dict[str, int] = {}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, frequency, kind = line.decode("utf-8").split()
            if kind in classes and len(word) > 1:
                found[word] = int(frequency)
    common = sorted(found, key=lambda word: (-found[word], word))[:WORDS]
    return Words(tuple(common), tuple(accumulate((found[word] + 1) ** 0.75 for word in common)))


def make(times: int = 1, questions: int = 1_000) -> Corpus:
    """A corpus of ``times`` × 320,000 characters, and so many questions over all of it."""
    chance = random.Random(times)
    things, acts = load("n", "nz"), load("v", "vn")
    lines, asked = ["# 虚构的年度工作总结"], []
    for section in range(BASE * times):
        if section % SECTIONS == 0:
            lines.append(f"\n## {things.draw(chance)}{acts.draw(chance)}工作")
        lines.append(f"\n### {section % SECTIONS + 1}.{things.draw(chance)}{acts.draw(chance)}\n")
        sentences, one = paragraph(chance, things, acts)
        lines.append(sentences)
        asked.append(one)
    return Corpus("\n".join(lines) + "\n", tuple(chance.sample(asked, min(questions, len(asked)))))


def paragraph(chance: random.Random, things: Words, acts: Words) -> tuple[str, str]:
    """Some sentences, and a question for the number of one of them."""
    sentences, questions = [], []
    for _ in range(SENTENCES):
        who, what, did, unit = things.draw(chance), things.draw(chance), acts.draw(chance), chance.choice(UNITS)
        filler = "".join(chance.choice((things, acts)).draw(chance) for _ in range(9))
        sentences.append(
            f"{who}{did}{what}{chance.randint(2, 9999)}{unit}，{filler}，{things.draw(chance)}有所{acts.draw(chance)}。"
        )
        questions.append(f"{who}{did}了多少{unit}{what}？")
    return "".join(sentences), chance.choice(questions)
