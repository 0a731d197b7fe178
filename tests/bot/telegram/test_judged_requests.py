"""What Telegram refuses is refused in its words, and what it lets through is let through, when the real client asks."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from tests.bot.telegram.cases import cases, spelled
from tests.bot.telegram.client import with_bot
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Chat, Person

# The tables name methods as Telegram spells them; the client would rather have its own spelling.
pytestmark = pytest.mark.filterwarnings("ignore:Please use")


def scene(telegram: Telegram) -> dict[str, Any]:
    """People, places and messages under the names that the table uses."""
    wang, blocked, stranger = telegram.person("小王"), telegram.person("小李"), telegram.person("小赵")
    old, group, lost = telegram.group("旧群", wang), telegram.group("群", wang), telegram.group("无", wang)
    forum, kicked = telegram.supergroup("论坛", wang, forum=True), telegram.supergroup("逐", wang)
    telegram.block(blocked)
    telegram.migrate(old, wang)
    telegram.remove_bot(kicked, wang)
    lost.bot_status = "left"
    his, buttons = telegram.say(wang, "hello"), {"inline_keyboard": [[{"text": "b", "callback_data": "x"}]]}
    with telegram.world.changed:
        first = {"text": "first", "reply_markup": buttons}
        mine = telegram.world.write(telegram.place(wang), first, by_bot=True, sender=telegram.world.bot_json())
        document = telegram.world.write(telegram.place(wang), {"document": {}}, by_bot=True, sender=telegram.world.bot_json())
        small = telegram.world.store("a.txt", b"a", "documents")
        huge = telegram.world.store("b.txt", b"b", "documents", 20 * 1024 * 1024 + 1)
    answered = telegram.press(wang, mine, 0)
    answered.answer = {}
    chats: dict[str, Person | Chat] = {
        "WANG": wang,
        "BLOCKED": blocked,
        "STRANGER": stranger,
        "OLD": old,
        "GROUP": group,
        "FORUM": forum,
    }
    names: dict[str, Any] = {name: chat.id for name, chat in (chats | {"LOST": lost, "KICKED": kicked}).items()}
    names |= {"HIS": his.id, "MINE": mine.id, "DOCUMENT": document.id, "SENT": small.id, "HUGE": huge.id}
    names |= {"TOPIC": telegram.topic(forum, wang, "预算"), "GROUP_HIS": telegram.say(wang, "x", group).id}
    names |= {"PRESSED": telegram.press(wang, mine, 0).id, "EXPIRED": telegram.press(wang, mine, 0, expired=True).id}
    return names | {"ANSWERED": answered.id, "SEARCHED": telegram.inline(wang, "树").id}


@pytest.mark.parametrize("case", cases("judged_requests"), ids=lambda c: f"{c['method']}: {c.get('says', 'accepted')}"[:70])
def test_requests_are_judged_as_telegram_judges_them(telegram: Telegram, case: dict[str, Any]) -> None:
    """One request, one judgement."""
    given = spelled(case["with"], scene(telegram))

    async def ask(bot: Bot) -> None:
        if "says" in case:
            with pytest.raises(TelegramError):
                await bot.do_api_request(case["method"], api_kwargs=given)
        else:
            await bot.do_api_request(case["method"], api_kwargs=given)

    with_bot(telegram, ask)
    assert telegram.calls[-1].description == case.get("says", "")
    assert telegram.calls[-1].effect is ("says" not in case)


def test_a_wrong_token_is_refused(telegram: Telegram) -> None:
    """The client sees that its token is wrong."""
    with pytest.raises(InvalidToken):
        with_bot(telegram, lambda bot: bot.get_me(), "7000000001:AAEwrong")


def test_an_unknown_method_is_refused(telegram: Telegram) -> None:
    """No method is made up."""
    with pytest.raises(TelegramError, match="does not exist"):
        with_bot(telegram, lambda bot: bot.do_api_request("sendTelepathy"))
