"""Inline mode: facts to send into any chat, for those who may ask, never cached for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.texts import messenger
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram


def test_facts_are_offered(telegram: Telegram, tmp_path: Path) -> None:
    """Title the value and what it is of, description the sentence, the message a whole answer; personal, cached shortly."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        asked = telegram.wait_answer(telegram.inline(staff, "国家级奖项"))
        assert 1 <= len(asked.results) <= 10
        first = asked.results[0]
        assert first["title"].startswith("8项") and "8项" in first["description"]
        sent = telegram.chosen(staff, asked, first["id"])
        assert sent.text.startswith("8项") and sent.spans("blockquote")
        assert asked.answer is not None and asked.answer["is_personal"] and asked.answer["cache_time"] <= 10


@pytest.mark.parametrize("query", ["", " ", "焊工", "你好", "<b>", "a" * 256, "2019年国家级奖项"])
def test_what_the_report_does_not_say_offers_nothing(telegram: Telegram, tmp_path: Path, query: str) -> None:
    """No results, no error."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        assert telegram.wait_answer(telegram.inline(staff, query)).results == []


def test_a_late_answer_is_no_error(telegram: Telegram, tmp_path: Path) -> None:
    """Telegram refuses an answer to a query that is too old; the bot goes on."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.inline(staff, "奖项", expired=True)
        telegram.wait_calls("answerInlineQuery")
        telegram.no_more_messages(staff)
        assert telegram.wait_answer(telegram.inline(staff, "专利")).results


def test_a_guest_of_a_group_gets_the_button(telegram: Telegram, tmp_path: Path) -> None:
    """A member of a listed group may ask there, not everywhere."""
    member = telegram.person("小李")
    group = telegram.supergroup("教研组", member)
    with serving(telegram, tmp_path, groups=(group.id,)):
        asked = telegram.wait_answer(telegram.inline(member, "奖项"))
        assert asked.results == [] and asked.answer is not None and asked.answer["button"]["text"] == messenger.ASK_ACCESS
