"""Whether Telegram can be reached with the settings in force. No message holds the token, nor the address it stands in."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.doctor.finding import Finding, ok, problem
from bot.settings import Settings

SECONDS = 5.0


def telegram(settings: Settings, seconds: float = SECONDS) -> tuple[Finding, datetime | None]:
    """Ask Telegram who the bot is, waiting ``seconds`` for it; and what time it is there, when that is known."""
    if settings.telegram_token is None:
        return ok("telegram", "no token is set: the terminal needs none"), None
    address = f"{settings.telegram_base_url}{settings.telegram_token.get_secret_value()}/getMe"
    where = "through the proxy" if settings.proxy else "directly"
    try:
        with httpx.Client(proxy=settings.proxy, timeout=seconds, trust_env=False) as client:
            answer = client.get(address)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        told = f"cannot be reached {where} ({type(error).__name__})"
        return problem("telegram", told, "check the network, WENBAO_PROXY and WENBAO_TELEGRAM_BASE_URL"), None
    return _judged(answer), _date(answer)


def _judged(answer: httpx.Response) -> Finding:
    if answer.status_code in (401, 404):
        return problem("telegram", f"the token is refused ({answer.status_code})", "copy the token from BotFather again")
    try:
        name = str(answer.json()["result"]["username"])[:64]
    except (ValueError, LookupError, TypeError):
        told = f"what answers is no Bot API (status {answer.status_code})"
        return problem("telegram", told, "check WENBAO_TELEGRAM_BASE_URL and WENBAO_PROXY, or try again later")
    return ok("telegram", f"reached as @{name}")


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers["date"]).astimezone(UTC)
    except (KeyError, ValueError, TypeError):
        return None
