"""English questions put into Chinese key words through the glosses; no grammar, only words and the question word."""

from __future__ import annotations

import re

from knowledge.language import pinyin
from knowledge.language.lexicon import Glosses

_WORD = re.compile(r"[a-z][a-z'\-]*")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_ASKS = (
    (r"\bhow (?:many|much)\b|\bnumber of\b|\bamount of\b|\btotal\b", "多少"),
    (r"\bwhat (?:percentage|percent|share|proportion|rate)\b|\bpercentage\b", "占比"),
    (r"\bwho\b|\bwhich (?:teachers?|students?|people|person)\b", "谁"),
    (r"\bwhen\b|\bwhat (?:date|day|time)\b", "什么时候"),
    (r"\bwhere\b", "哪里"),
    (r"\bwhich\b|\blist\b|\bnames? of\b", "哪些"),
    (r"\bwhat\b", "什么"),
)


def translate(norm: str) -> str | None:
    """Chinese key words for an English question; None when the text is not English."""
    words = _WORD.findall(norm)
    if len(_CJK.findall(norm)) * 3 > sum(len(w) for w in words) or sum(len(w) for w in words) < 4 or len(words) < 2:
        return None
    if all(pinyin.syllables(w) for w in words) and not any(w in Glosses.load().table for w in words if len(w) > 3):
        return None
    asks = next((chinese for pattern, chinese in _ASKS if re.search(pattern, norm)), "")
    glosses = Glosses.load()
    left = f" {re.sub(r'[^a-z0-9%. ]+', ' ', norm)} "
    chinese_words = " ".join(re.findall("[\u4e00-\u9fff]+", norm))
    found: list[tuple[int, str]] = []
    for phrase in glosses.phrases:
        place = left.find(f" {phrase} ")
        while place >= 0:
            chinese = glosses.table[phrase]
            found.append((place, chinese[0] if chinese else ""))
            left = left[: place + 1] + "\0" * len(phrase) + left[place + 1 + len(phrase) :]
            place = left.find(f" {phrase} ")
    found += [(m.start(), m[0]) for m in re.finditer(r"[a-z0-9%.]+", left)]
    body = " ".join(chinese for _, chinese in sorted(found) if chinese)
    return f"{chinese_words or body} {asks}".strip()
