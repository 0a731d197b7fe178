"""``wenbao serve``: the Telegram bot."""

from __future__ import annotations

from pathlib import Path

from bot.commands.home import home_folder


def serve(option: str) -> int:
    """Run the bot over a home folder until it is stopped. WrongSettingsError names every setting that is wrong."""
    import asyncio

    from bot import logs, settings

    told = settings.load()
    if told.telegram_token is None:
        raise settings.WrongSettingsError(
            "wrong settings: WENBAO_TELEGRAM_TOKEN is needed (or WENBAO_TELEGRAM_TOKEN_FILE); BotFather gives the token"
        )
    logs.configure()
    from bot.telegram import serve as service

    home: Path = home_folder(option)
    asyncio.run(service.serve(told, home))
    return 0
