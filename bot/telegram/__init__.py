"""The Telegram channel: everything that knows updates, chats and buttons. What an answer says is decided in bot.desk."""
