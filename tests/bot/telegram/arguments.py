"""The parameters of one request as the methods want them. All come as texts; objects and arrays as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.bot.telegram.connection import Request
from tests.bot.telegram.refusals import bad


@dataclass(frozen=True)
class Arguments:
    """Named parameters; an empty text counts as not given."""

    request: Request

    def text(self, name: str) -> str:
        """As it is, '' when not given."""
        return self.request.parameters.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as 0, as at Telegram."""
        given = self.text(name)
        if not given:
            return default
        return int(given) if given.lstrip("-").isdigit() else 0

    def flag(self, name: str) -> bool:
        """Whether it is true."""
        return self.text(name).lower() in ("true", "yes", "1")

    def value(self, name: str, what: str) -> Any:
        """A JSON value, None when not given. Raises Refused("Can't parse … JSON object")."""
        given = self.text(name)
        if not given:
            return None
        try:
            return json.loads(given)
        except ValueError:
            raise bad(f"Can't parse {what} JSON object") from None

    def upload(self, name: str) -> tuple[str, bytes] | None:
        """An uploaded file as (name, content): under its own name, or elsewhere as attach://… says."""
        given = self.text(name)
        if given.startswith("attach://"):
            return self.request.files.get(given.removeprefix("attach://"))
        return self.request.files.get(name)
