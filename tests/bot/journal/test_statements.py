"""SQL is written out: each statement is one text of the code, and nothing is put into it."""

from __future__ import annotations

import ast
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "bot" / "journal"
MARKED = "PRAGMA application_id"  # a pragma takes no parameter; its number is a constant of the module


def statements() -> list[tuple[str, ast.expr]]:
    """The first argument of every execute, with its place."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "execute":
                found.append((f"{path.name}:{node.lineno}", node.args[0]))
    return found


def test_no_statement_is_built_from_text() -> None:
    """What people typed is only ever a parameter."""
    built = [
        place
        for place, first in statements()
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)) and MARKED not in ast.unparse(first)
    ]
    assert built == []
    assert len(statements()) > 40
