"""The Telegram channel: everything that knows updates, chats and buttons. What an answer says is decided in bot.desk."""

import os

# PTB gives waits as timedelta when this is set before it is imported, and warns at each one when it is not.
os.environ.setdefault("PTB_TIMEDELTA", "true")
