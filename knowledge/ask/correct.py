"""Typing errors: a word the library does not have is taken as a near word it has, and the answer says so.

Only what is no word of the language is corrected: an unknown word that the dictionary knows (教室 in a report that speaks
of 教师 only) is a word the report does not have, and correcting it would answer another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.ask.question import Question, Term
from knowledge.ask.terms import forms_of
from knowledge.language import pinyin
from knowledge.language.confusables import Confusables
from knowledge.language.lexicon import Lexicon
from knowledge.language.tokens import Tokenizer
from knowledge.model import Note
from knowledge.store.search import Index

_CJK = re.compile(r"[\u4e00-\u9fff]+")
_TWICE = re.compile(r"(.)\1")
_LATIN = re.compile(r"[a-z]{2,}(?: [a-z]+)*")
# A correction never reaches across a question word (师几, 共几).
_ASKING = frozenset("几多少谁哪什么是的了吗呢有共怎第")
# Characters beside a word that say nothing of what it is.
_LOOSE = _ASKING | frozenset("在和与及或为对把被从到我你他她它这那个数中里")
SAME_SOUND, NEAR_SOUND, DOUBLED, LOOKS = 1.0, 0.9, 0.95, 0.92
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两〇零")


def mended_text(question: Question, words: Words, tokenizer: Tokenizer) -> tuple[str, tuple[Note, ...]]:
    """The question's matching text with unknown words replaced, and a note for each (as typed, as understood)."""
    norm, notes = question.norm, []
    for match in reversed(list(_LATIN.finditer(norm))):
        known = words.spelled(match[0])
        if known:
            norm = norm[: match.start()] + known + norm[match.end() :]
            notes.append(Note("corrected", (match[0], known)))
    for _ in range(3):
        change = _change(norm, words, tokenizer)
        if change is None:
            break
        at, to, word = change
        notes.append(Note("corrected", (norm[at:to], word)))
        norm = norm[:at] + word + norm[to:]
    return norm, tuple(notes)


class Words:
    """Words that a mistyped one can have meant: those of the library and those of questions."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index, self._lexicon = index, lexicon
        self._of_length: dict[int, str] = {}
        self._by_first: dict[int, dict[str, list[str]]] = {}

    def known(self, word: str) -> bool:
        return self._index.has(word) or word in self._lexicon.generic or word in self._lexicon.question_words

    def means(self, word: str) -> bool:
        """Whether the lexicon knows what a word means: then it was meant, though no report has it."""
        return bool(self._lexicon.rivals(word) or self._lexicon.synonyms(word) or self._lexicon.everyday(word))

    def _joined(self, length: int) -> str:
        """All words of so many characters, one right after the other: a character is found in it faster than in any list."""
        joined = self._of_length.get(length)
        if joined is None:
            asked = [w for w in self._lexicon.generic - self._lexicon.colloquial if len(w) == length]
            joined = self._of_length[length] = "".join(dict.fromkeys([*self._index.tokens_of_length(length), *asked]))
        return joined

    def _sharing(self, text: str) -> set[str]:
        """The other Chinese words as long as ``text`` that have one of its characters at its place."""
        joined, size, found = self._joined(len(text)), len(text), set()
        for place, char in enumerate(text):
            at = joined.find(char)
            while at >= 0:
                if at % size == place:
                    found.add(joined[at - place : at - place + size])
                at = joined.find(char, at + 1)
        return {word for word in found if word != text and _CJK.fullmatch(word)}

    def _sounding(self, sounds: Sequence[str]) -> list[str]:
        """The Chinese words that may sound just so."""
        size, spelled = len(sounds), " ".join(sounds)
        if size not in self._by_first:  # few characters begin many words
            joined = self._joined(size)
            firsts: dict[str, list[str]] = {}
            for at in range(0, len(joined), size):
                firsts.setdefault(joined[at], []).append(joined[at : at + size])
            self._by_first[size] = firsts
        begun = [w for char, ws in self._by_first[size].items() if sounds[0] in pinyin.readings(char) for w in ws]
        return [w for w in begun if _CJK.fullmatch(w) and spelled in pinyin.spellings(w)]

    def sounding_like(self, text: str, near: bool) -> tuple[str, float] | None:
        """The best known word that sounds like ``text`` (or nearly so), and how sure."""
        sharing = self._sharing(text)
        sounds = set(pinyin.spellings(text))
        found = [w for w in sharing if not sounds.isdisjoint(pinyin.spellings(w))]
        if not found and near:  # a slip changes one character; more only where the sound is exactly the same
            sound = pinyin.key(text)
            found = [w for w in sharing if _equal(w, text) >= len(text) - 1 and pinyin.key(w) == sound]
            return (max(found, key=lambda w: (self._index.df(w), w)), NEAR_SOUND) if found else None
        return (max(found, key=lambda w: (_equal(w, text), self._index.df(w), w)), SAME_SOUND) if found else None

    def looking_like(self, text: str) -> tuple[str, float] | None:
        """The best known word that differs from ``text`` in one character that looks like its own (护土: 护士)."""
        table = Confusables.load()
        found = [
            text[:i] + other + text[i + 1 :]
            for i, char in enumerate(text) if char not in _NUMERALS
            for other in table.of(char) if other not in _NUMERALS
        ]
        self._index.learn(found, ())
        found = [w for w in found if self._index.has(w)]
        return (max(found, key=lambda w: (self._index.df(w), w)), LOOKS) if found else None

    def goes_on(self, norm: str, at: int, to: int, word: str) -> bool:
        """Whether the library has a word together with what stands beside ``at``..``to`` in the question."""
        left, right = norm[max(0, at - 1) : at], norm[to : to + 1]
        beside = ((left, left + word[0]), (right, word[-1] + right))
        self._index.learn((), [pair for _, pair in beside])
        return any(_CJK.fullmatch(c) and c not in _LOOSE and self._index.has_pair(pair) for c, pair in beside)

    def spelled(self, latin: str) -> str:
        """Known words for pinyin typed in one go; "" when the letters are no pinyin of known words."""
        parts = tuple(s for word in latin.split() for s in pinyin.syllables(word))
        if not parts or not all(pinyin.syllables(word) for word in latin.split()):
            return ""
        words, at = [], 0
        while at < len(parts):
            for size in (4, 3, 2):
                found = self._sounding(parts[at : at + size]) if at + size <= len(parts) else None
                if found:
                    words.append(max(found, key=lambda w: (self._index.df(w), w)))
                    at += size
                    break
            else:
                return ""
        return "".join(words)


def _change(norm: str, words: Words, tokenizer: Tokenizer) -> tuple[int, int, str] | None:
    """The surest single replacement: at, to, word."""
    best: tuple[float, int, int, int, str] | None = None
    for at, to in _suspects(norm, tokenizer, words):
        for start, end in _windows(norm, at, to):
            text = norm[start:end]
            if words.known(text) or _ASKING & set(text):
                continue
            found = _nearest(text, words, alone=to - at == 1)
            if found and (best is None or (found[1], end - start) > (best[0], best[1])):
                best = (found[1], end - start, start, end, found[0])
    if best is None:
        return next(_misheard(norm, words, tokenizer), None)
    return best[2:]


def _misheard(norm: str, words: Words, tokenizer: Tokenizer) -> Iterator[tuple[int, int, str]]:
    """Words of the dictionary that the library does not have, where it has one that sounds the same and goes on as the question
    does: 常驻人口 for 常住人口. 教室 alone is not taken for 教师."""
    at = 0
    for token in tokenizer.cut(norm):
        to = at + len(token)
        if len(token) == 2 and _CJK.fullmatch(token) and not words.known(token) and not words.means(token):
            heard = words.sounding_like(token, near=False)
            if heard is not None and words.goes_on(norm, at, to, heard[0]):
                yield at, to, heard[0]
        at = to


def _equal(one: str, other: str) -> int:
    """How many characters two words share place by place."""
    return sum(a == b for a, b in zip(one, other, strict=True))


def _nearest(text: str, words: Words, alone: bool) -> tuple[str, float] | None:
    single = _TWICE.sub(r"\1", text)
    if single != text and len(single) >= 2 and words.known(single):
        return single, DOUBLED
    heard = words.sounding_like(text, near=alone)
    if heard is not None and heard[1] == SAME_SOUND:
        return heard
    return words.looking_like(text) or heard


def _suspects(norm: str, tokenizer: Tokenizer, words: Words) -> Iterator[tuple[int, int]]:
    """Single characters that the dictionary left over: a mistyped word falls apart into them."""
    at = 0
    for token in tokenizer.cut(norm):
        # The dictionary itself holds some mistyped words of three characters and more (幼儿圆).
        if (len(token) == 1 or (len(token) > 2 and not words.known(token))) and _CJK.fullmatch(token):
            yield at, at + len(token)
        at += len(token)


def _windows(norm: str, at: int, to: int) -> Iterator[tuple[int, int]]:
    for size in (4, 3, 2):
        for start in range(max(0, to - size), at + 1):
            if start + size <= len(norm) and _CJK.fullmatch(norm[start : start + size]):
                yield start, start + size


__all__ = ["Term", "forms_of", "mended_text", "replace"]
