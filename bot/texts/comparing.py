"""What is said of two years' reports laid side by side."""

from __future__ import annotations

from decimal import Decimal

COMPARED = "《{new}》与《{old}》相比：上升{up}项，下降{down}项"
NOTHING = "没有找到两年都写到、说法对得上、而数有变化的内容。"
CHANGE = "{label}：{old} → {new}，{word}{step}{percent}"
SECTION = "    {year}：{section}“{quote}”"
ALIKE_ONLY = "只列两年说法对得上的数；写法差别大的、单位或口径不同的没有列出。"


def percent(change: Decimal | None, rounded: bool) -> str:
    """By how many per cent, in brackets; "" when that says nothing."""
    return "" if change is None else f"（{'约' if rounded else ''}{change.normalize():f}%）"
