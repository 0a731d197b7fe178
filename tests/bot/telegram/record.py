"""One request to the Bot API as it is kept in the log."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

SIGNS = (
    "sendMessage",
    "sendDocument",
    "sendPhoto",
    "sendChatAction",
    "editMessageText",
    "answerCallbackQuery",
    "answerInlineQuery",
)


@dataclass(eq=False)
class Call:
    """Method as Telegram spells it, parameters as sent (texts), monotonic seconds. ``status`` is None while it runs and 0 when
    no answer got through; ``effect`` says whether it was done."""

    method: str
    parameters: dict[str, str]
    at: float
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    status: int | None = None
    description: str = ""
    effect: bool = False
    ended: float | None = None

    @property
    def chat(self) -> int | None:
        """The chat it names."""
        given = self.parameters.get("chat_id", "")
        return int(given) if given.lstrip("-").isdigit() else None

    def value(self, name: str) -> Any:
        """A parameter that is JSON."""
        return json.loads(self.parameters[name])

    def __repr__(self) -> str:
        return f"<{self.method} → {self.status} {self.description}{dict(self.parameters)}>"
