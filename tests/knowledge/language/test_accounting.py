"""Each content word of a question is in the fact's words, or mapped to them, or asks nothing; a word that changes the quantity is not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from knowledge.ask.match import abbreviation
from knowledge.ask.question import Question, Term
from knowledge.ask.understand import understand
from knowledge.language.lexicon import Lexicon
from knowledge.language.normal import fold_plain
from knowledge.language.tables import lines_of
from knowledge.language.tokens import Tokenizer

LEXICON = Lexicon.load()
TOKENIZER = Tokenizer()
# After these a class noun names only what the answer's own name shows.
WHICH = ("哪", "个", "家", "些", "所", "支", "位", "什么", "几大")


class Case(NamedTuple):
    """A question put to a sentence, and the words of it that nothing in the sentence stands for."""

    sentence: str
    question: str
    missing: tuple[str, ...]


def read_cases() -> list[Case]:
    """Lines ``> sentence``, each followed by its questions, ``question -> word word`` where words must stay unaccounted."""
    blocks = tomllib.loads(Path(__file__).with_name("accounting.toml").read_text("utf-8"))["accounting"]
    found: list[Case] = []
    sentence = ""
    for line in lines_of(blocks):
        if line.startswith(">"):
            sentence = line[1:].strip()
            continue
        question, _, missing = line.partition("->")
        found.append(Case(sentence, question.strip(), tuple(missing.split())))
    return found


CASES = read_cases()


def unaccounted(case: Case) -> list[str]:
    """The hard words of the question that the sentence does not account for."""
    norm = fold_plain(case.sentence)
    question = understand(case.question, TOKENIZER.cut, LEXICON, lambda word: word in norm)
    return [word for term in question.hard if not _idle(term, question) for word in _lacking(term, norm)]


def _lacking(term: Term, norm: str) -> list[str]:
    """The word itself, or those of its parts, that the sentence does not account for."""
    if _stands(term, norm):
        return []
    return [part.word for part in term.parts if not _stands(part, norm)] if term.parts else [term.word]


def _stands(term: Term, norm: str) -> bool:
    short = abbreviation(term.word)
    return any(form.text in norm for form in term.forms) or bool(short and short.search(norm))


def _idle(term: Term, question: Question) -> bool:
    """A noun that only repeats the measure word or the class asked for."""
    before = question.norm[: term.at]
    if any(before.endswith(unit) and term.word in LEXICON.plain_nouns(unit) for unit in question.units):
        return True
    return term.word in LEXICON.class_nouns and before.endswith(WHICH) and question.asked != "count"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_the_words_of_a_question_are_accounted_for(case: Case) -> None:
    """What an asker would type is matched; what asks for another quantity is not."""
    assert sorted(unaccounted(case)) == sorted(case.missing)


def test_there_are_many_cases_of_either_kind() -> None:
    """The table keeps its size: questions to be answered, and questions that only look like them."""
    assert sum(not case.missing for case in CASES) >= 300
    assert sum(bool(case.missing) for case in CASES) >= 150
