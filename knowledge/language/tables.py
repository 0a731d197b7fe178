"""The TOML files under ``data`` and the blocks of words in them.

A block of words is one literal TOML string, a line a group, blanks between words, ``#`` before a comment: tomllib copies
such a string in one step, while an array of strings costs ten times as long, and every start of the command pays for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

Words = tuple[str, ...]


def read_table(name: str) -> dict[str, Any]:
    """The parsed content of ``data/<name>.toml``."""
    return tomllib.loads(files("knowledge.language").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def lines_of(blocks: Mapping[str, str]) -> Iterator[str]:
    """The lines of all blocks of a table, without blank lines and comments."""
    for block in blocks.values():
        for line in block.splitlines():
            bare = (line.partition("#")[0] if "#" in line else line).strip()
            if bare:
                yield bare


def groups_of(blocks: Mapping[str, str]) -> tuple[Words, ...]:
    """One group of words a line."""
    return tuple(tuple(line.split()) for line in lines_of(blocks))


def entries_of(blocks: Mapping[str, str]) -> Iterator[tuple[Words, Words]]:
    """Lines ``left left = right right``: the words before and after the sign."""
    for line in lines_of(blocks):
        left, _, right = line.partition("=")
        yield tuple(left.split()), tuple(right.split())
