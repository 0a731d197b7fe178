"""Slips of the keys: one digit wrong, or two neighbours exchanged."""

from __future__ import annotations


def slip(one: str, other: str) -> bool:
    """Whether two numbers as written differ by one digit, or by two neighbours exchanged; numbers of one digit never do."""
    if len(one) != len(other) or len(one) < 2:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(wrong) == 1 or exchanged(one, other)


def exchanged(one: str, other: str) -> bool:
    """Whether two numbers as written differ by two neighbouring digits exchanged: 127 and 172, 4.17 and 4.71."""
    if len(one) != len(other):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) != 2 or one[wrong[0] + 1 : wrong[1]].strip("."):
        return False
    return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
