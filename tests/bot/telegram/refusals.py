"""What the Bot API answers when it does not do what was asked: a code, Telegram's own words, sometimes parameters."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """An answer with ``ok`` false. ``description`` is worded as Telegram words it."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def as_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(words: str) -> Refused:
    """400: the request is wrong. The first letter is made small unless a code in capitals follows, as Telegram does."""
    capitals = len(words) > 1 and (words[1] == "_" or words[1].isupper())
    return Refused(400, "Bad Request: " + (words if capitals else words[0].lower() + words[1:]))


def forbidden(words: str) -> Refused:
    """403: the bot may not write there."""
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    """409: two takers of updates."""
    return Refused(409, f"Conflict: {words}")


def too_many(seconds: int) -> Refused:
    """429: ask again after so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
