"""Answers computed from facts: the calculation is shown and each operand keeps its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.ask.context import Context
from knowledge.model import Answer

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading


def computed(engine: Engine, reading: Reading, context: Context) -> Answer | None:
    """A sum, difference, ratio or share when the question asks for one and no single fact answers it."""
    return None
