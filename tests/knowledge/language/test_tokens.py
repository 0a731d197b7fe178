"""Words are cut the same by both engines, lose nothing, and their identity says when an index no longer fits."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import tokens
from knowledge.language.tokens import Tokenizer

TOKENIZER = Tokenizer()
BOTH = pytest.mark.skipif(find_spec("rjieba") is None, reason="rjieba is not installed")
COMMON = "全年实现营业收入增长教师学生人次第一名省级市级工作总结课题论文讲座举办参加获得毕业就业率企业合作培训技能大赛"
MARKS = "，。、（）《》“”％%.-—+#&_~ \n\t\r①Ⅷ㎡é𠮷鿕鿖龥々〇ABCxyz0123456789"
chinese = st.text(st.sampled_from(COMMON + MARKS), max_size=40) | st.text(max_size=20)


@given(chinese)
def test_words_joined_are_the_text(text: str) -> None:
    """Cutting neither loses nor changes a character."""
    assert "".join(TOKENIZER.cut(text)) == text


@given(chinese)
def test_search_words_stand_in_the_text(text: str) -> None:
    """Each search word is a lower-case part of the text and holds more than marks."""
    for word in TOKENIZER.search(text):
        assert word in text.lower()
        assert any(char.isalnum() for char in word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("职业技能大赛", ["职业", "技能", "职业技能", "大赛"]),
        ("就业率为96.5%。", ["就业", "就业率", "为", "96", "5"]),
        ("VR 设备", ["vr", "设备"]),
        ("，。 \n", []),
        ("", []),
    ],
)
def test_search_words(text: str, words: list[str]) -> None:
    """Shorter words inside a long one are given too; marks and blanks are not."""
    assert TOKENIZER.search(text) == words


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("教学工作", ["教学", "学工", "工作"]),
        ("第3名学生", ["名学", "学生"]),
        ("校VR校", []),
        ("", []),
        ("𠮷野家", ["𠮷野", "野家"]),
    ],
)
def test_bigrams_stay_inside_a_run(text: str, pairs: list[str]) -> None:
    """No pair reaches over a digit, a letter or a mark."""
    assert TOKENIZER.bigrams(text) == pairs


def random_text(rng: random.Random) -> str:
    return "".join(rng.choice(COMMON + MARKS) for _ in range(rng.randint(1, 40)))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for jieba's dictionary cache, as a user's cache folder holds it."""
    folder = tmp_path_factory.mktemp("cache") / "wenbao"
    folder.mkdir(mode=0o700)
    return folder


@BOTH
def test_both_engines_cut_alike(cache: Path) -> None:
    """jieba and rjieba give the same words on random text, with and without words taught."""
    rng = random.Random(11)
    texts = [random_text(rng) for _ in range(1000)] + ["2020-2021学年", "省级课题立项8个，就业率高达95.9%"]
    one, two = Tokenizer("rjieba"), Tokenizer("jieba", cache)
    for added in ((), ("就业率高", "技能大赛", "省级课题", "第一名", "教师", "AB技能")):
        one.add_words(added)
        two.add_words(added)
        assert one.identity == two.identity
        assert [one.cut(text) for text in texts] == [two.cut(text) for text in texts]
        assert [one.search(text) for text in texts] == [two.search(text) for text in texts]


def test_teaching_a_known_word_keeps_the_total(cache: Path) -> None:
    """jieba's total stays the sum of its frequencies, as rjieba's does; else words are weighed differently."""
    cutter = tokens._Jieba(cache)
    surplus = cutter._jieba.total - sum(cutter._jieba.FREQ.values())
    for word in ("教师", "工作", "双元育人"):
        cutter.add(word)
    assert cutter._jieba.total - sum(cutter._jieba.FREQ.values()) == surplus


def test_the_dictionary_is_the_one_named() -> None:
    """The identity names the version and dictionary that are installed."""
    spec = find_spec("jieba")
    assert spec is not None and spec.origin is not None
    content = Path(spec.origin).with_name("dict.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == tokens.DICTIONARY
    assert version("jieba") == tokens.VERSION


def test_taught_words_stay_whole() -> None:
    """A taught word is one token, whether it was taught before or after the first cut."""
    before, after = Tokenizer(), Tokenizer()
    text = "校企双元育人基地建成"
    assert "双元育人" not in Tokenizer().cut(text)
    after.cut(text)
    for tokenizer in (before, after):
        tokenizer.add_words(["双元育人"])
        assert "双元育人" in tokenizer.cut(text)


def test_identity_changes_with_the_words_only() -> None:
    """Teaching a word changes the identity; teaching it twice, in another order of one call, or nothing useful does not."""
    plain, one, two = Tokenizer(), Tokenizer(), Tokenizer()
    one.add_words(["双元育人", "技能大赛"])
    two.add_words(["技能大赛", "双元育人"])
    two.add_words(["技能大赛", "赛", "", "甲·乙"])
    assert one.identity == two.identity != plain.identity
    assert plain.identity.startswith("jieba-0.42.1:")


def test_the_dictionary_cache_is_our_own(cache: Path) -> None:
    """jieba keeps its cache where it is told to, so that no shared temporary folder decides how words are cut."""
    assert Tokenizer("jieba", cache).cut("教学工作") == ["教学", "工作"]
    assert [path.name for path in cache.iterdir()] == [f"jieba-{tokens.DICTIONARY[:16]}.cache"]


PROGRAM = """
import sys
from knowledge.language.tokens import Tokenizer
assert not {"jieba", "rjieba"} & set(sys.modules)
if sys.argv[1] == "without": sys.modules["rjieba"] = None
assert Tokenizer().cut("教学工作") == ["教学", "工作"]
assert ("jieba" in sys.modules) == (sys.argv[1] == "without")
"""


@BOTH
@pytest.mark.parametrize("rjieba", ["with", "without"])
def test_jieba_is_loaded_only_when_needed(rjieba: str, cache: Path) -> None:
    """Importing loads no engine; jieba stays out while rjieba is there, and steps in silently when it is not."""
    environment = {"XDG_CACHE_HOME": str(cache.parent), "HOME": str(cache.parent), "PATH": ""}
    command = [sys.executable, "-W", "default", "-c", PROGRAM, rjieba]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
