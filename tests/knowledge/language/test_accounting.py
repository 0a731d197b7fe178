"""Each content word of a question is in the fact's words, or mapped to them, or asks nothing; a word that changes the quantity is not."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from knowledge.ask.match import abbreviation
from knowledge.ask.question import Term
from knowledge.ask.understand import understand
from knowledge.language.lexicon import Lexicon, lines_of, read_table
from knowledge.language.normal import fold_plain
from knowledge.language.tokens import Tokenizer
from tests.bot.tables import table

LEXICON = Lexicon.load()
TOKENIZER = Tokenizer()
# After these a class noun names only what the answer's own name shows.
WHICH = ("哪个", "哪家", "哪些", "哪几个", "哪几家", "哪位", "哪一个", "哪一家", "哪所", "哪支", "哪", "什么")
