"""How words sound: the table of cases, and what must hold for every character."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.pinyin import _read, folded, key, readings, spelled, spellings, syllable, syllables

TABLE = tomllib.loads((Path(__file__).parent / "pinyin.toml").read_text(encoding="utf-8"))
HAN = [chr(code) for code in range(0x4E00, 0x9FA6)]
# Interjections: read with a nasal alone, typed by nobody.
NASAL = {"m", "n", "hm"}


@pytest.mark.parametrize(("word", "sound"), TABLE["spelled"].items())
def test_spelled(word: str, sound: str) -> None:
    """A syllable a character, without tones, ü as v; what is no Chinese character stays."""
    assert spelled(word) == sound


@pytest.mark.parametrize(("char", "sounds"), TABLE["readings"].items())
def test_readings(char: str, sounds: list[str]) -> None:
    """All sounds of a character, each once; what is no Chinese character sounds like itself."""
    assert readings(char) == tuple(sounds)


@pytest.mark.parametrize(("word", "sounds"), TABLE["spellings"].items())
def test_spellings(word: str, sounds: list[str]) -> None:
    """A word sounds as each of its characters may, its commonest way first."""
    assert list(spellings(word))[:1] == sounds[:1]
    assert set(sounds) <= set(spellings(word))


@pytest.mark.parametrize("words", [row["words"] for row in TABLE["alike"]], ids=lambda words: words[0])
def test_alike(words: list[str]) -> None:
    """What is confused in speech has one key."""
    assert len({key(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), TABLE["apart"].items())
def test_apart(one: str, other: str) -> None:
    """Words that nobody confuses by ear have two."""
    assert key(one) != key(other)


@pytest.mark.parametrize(("latin", "parts"), TABLE["syllables"].items())
def test_syllables(latin: str, parts: list[str]) -> None:
    """Pinyin is cut into syllables; letters that are no pinyin give none."""
    assert syllables(latin) == tuple(parts)


def test_every_character_in_use_has_a_syllable() -> None:
    """Each sound is a syllable that can be typed, and folding it twice changes no more than once."""
    sounds = {syllable(char) for char in HAN}
    assert sum(1 for char in HAN if not syllable(char)) < 20
    assert len(sounds) > 390
    assert [s for s in sounds - NASAL if s and syllables(s) != (s,)] == []
    assert [s for s in sounds if folded(folded(s)) != folded(s)] == []


@given(st.text(max_size=8))
def test_any_text_has_a_key(text: str) -> None:
    """A place for each character, and the same key for the same sound."""
    assert len(spelled(text)) >= len(text)
    assert key(text) == " ".join(folded(part) for part in spelled(text).split(" ")) or not text.isalpha()


@given(st.lists(st.sampled_from("啊报成都发个话家看来门能票去认时天文学中"), max_size=6))
def test_typed_words_are_read_back(chars: list[str]) -> None:
    """The letters of what was cut are the letters typed, whatever the cut."""
    typed = "".join(syllable(char) for char in chars)
    assert "".join(syllables(typed)) in (typed, "")
    assert len(chars) != 1 or syllables(typed) == (typed,)


@given(st.text(alphabet=st.sampled_from(HAN) | st.sampled_from("乐行长重的还中率"), max_size=6), st.integers(min_value=1, max_value=12))
def test_a_word_sounds_in_a_few_ways(word: str, most: int) -> None:
    """Each way is another one, has a sound of each character in turn, and there are no more than may be told."""
    ways = spellings(word, most)
    assert 1 <= len(set(ways)) == len(ways) <= most
    assert len(spellings(word)) <= 8
    assert all(sound in readings(char) for way in ways for sound, char in zip(way.split(), word, strict=True))
    assert ways[0] == " ".join(readings(char)[0] for char in word)


def test_the_phrase_table_is_not_loaded() -> None:
    """Loading it takes a third of a second, and nothing is loaded before a sound is needed."""
    code = (
        "import sys; from knowledge.language import pinyin; assert 'pypinyin' not in sys.modules; "
        "assert pinyin.spelled('培训') == 'pei xun'; assert 'pypinyin.phrases_dict' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_each_character_has_its_line() -> None:
    """The line found is the character's own; what has no line has no reading."""
    table = (Path(str(distribution("pypinyin").locate_file("pypinyin"))) / "pinyin_dict.json").read_text(encoding="utf-8")
    read = {chr(int(code)): sounds for code, sounds in json.loads(table).items()}
    assert [char for char, sounds in read.items() if _read(char) != sounds] == []
    assert [char for char in map(chr, range(0x20, 0x3100)) if char not in read and _read(char)] == []
