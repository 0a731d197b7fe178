"""A strict Bot API on a loopback address, with people on its other side, for tests of the real bot over real HTTP.

:class:`Telegram` is the whole of it. The bot gets ``telegram.token``, ``telegram.base_url`` and ``telegram.base_file_url`` (what
WENBAO_TELEGRAM_BASE_URL and …_BASE_FILE_URL are). A conversation::

    with Telegram() as telegram, running_bot(telegram):
        wang = telegram.person("小王")
        telegram.start(wang)
        hello = telegram.wait_message(wang)                        # the next message of the bot in this chat
        asked = telegram.say(wang, "植树多少")
        answer = telegram.wait_message(wang)
        assert answer.text.startswith("1200棵") and answer.spans("bold") == ["1200棵"] and answer.labels == ["👍", "👎"]
        press = telegram.wait_answer(telegram.press(wang, answer, "👍"))      # press.text, press.seconds
        telegram.edit(asked, "成活率多少")
        assert "96%" in telegram.wait_edit(answer).text            # answer.versions holds what it said before
        telegram.no_more_messages(wang)

- Driver calls block and may come from any thread but the bot's event loop; if the bot runs in the test's own loop, wait with
  ``await asyncio.to_thread(telegram.wait_message, wang)``. Waits are for changes, there is no sleeping.
- People (people.py): say, start, edit, send, send_document, press, forge, inline, chosen, channel_post, business_message, update.
  Places (places.py): person, group, supergroup, channel, topic, join, leave, make_administrator, add_bot, remove_bot, block,
  unblock, migrate. ``telegram.world.privacy`` is the privacy mode.
- Waiting and reading (waiting.py): wait_message(s), wait_edit, wait_deleted, wait_answer, wait_calls, wait_idle, wait_until,
  no_more_messages, messages, called, first_sign, commands_of, story. What was written is a Post (world.py).
- Faults (faults.py): ``telegram.fail(flood("sendMessage", retry_after=1))``; ``telegram.pace = Pace()`` for Telegram's limits.
- Updates again: ``redeliver``, and ``with telegram.held("reversed")`` (or "doubled", "same") around what people do.
- Webhook: ``telegram.webhook_target = "http://127.0.0.1:…/path"`` stands for the https address the bot sets; updates are then
  pushed. ``deliver`` posts one by hand with the right, a wrong or no secret.
- ``telegram.calls`` is the log of all requests; a request the server itself stumbles over fails the test at the end.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from tests.bot.telegram.people import People
from tests.bot.telegram.refusals import Json
from tests.bot.telegram.updates import post
from tests.bot.telegram.world import Asked, Post


class Telegram(People):
    """The server with all of its driver; see the text of this module."""

    @property
    def webhook_target(self) -> str | None:
        """The plain http address to which updates for the webhook are pushed; None: they wait."""
        return self.updates.target

    @webhook_target.setter
    def webhook_target(self, address: str | None) -> None:
        self.updates.aim(address)

    def redeliver(self, told: Post | Asked | Json) -> None:
        """Deliver the update of a message or press once more with its old update_id, confirmed or not."""
        update = told if isinstance(told, dict) else told.update
        assert update is not None, f"the bot was never told of {told}"
        self.updates.repeat(update)

    def held(self, order: str = "same") -> AbstractContextManager[None]:
        """Deliver what people do inside in one batch: in the 'same' order, 'reversed', or 'doubled' (each twice)."""
        return self.updates.held(order)

    def deliver(self, address: str, update: Json, secret: str | None) -> int:
        """Post an update to the bot's webhook address by hand, with this secret (None: without the header); the status."""
        return post(address, update, secret)
