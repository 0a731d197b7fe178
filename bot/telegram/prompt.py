"""Answers that Telegram wants at once: to a pressed button, to an inline query. A second answer does no harm, so a lost one is
given again; one that cannot be given keeps nothing else from being done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.logs import failure, logger

WAITS = (0.2, 0.5, 1.0)
# Whoever pressed a button looks at it for so long (seconds).
LONGEST_WAIT = 3.0


async def promptly(give: Callable[[], Awaitable[bool]]) -> None:
    """Give the answer, again when that fails, for a few seconds; never an error."""
    for pause in (*WAITS, None):
        try:
            await give()
            return
        except BadRequest as error:
            if "query is too old" not in str(error).lower():
                logger().error("answer_refused", **failure(error))
            return
        except TelegramError as error:
            if pause is None:
                logger().warning("not_answered_promptly", **failure(error))
                return
            wait = _seconds(error, pause)
            if wait > LONGEST_WAIT:
                return
            await asyncio.sleep(wait)


def _seconds(error: TelegramError, pause: float) -> float:
    if not isinstance(error, RetryAfter):
        return pause
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
