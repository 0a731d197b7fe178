"""Admins teach in chat: gaps, what a lesson would change, in force at once, taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.gaps import grouped
from bot.journal.desk_file import Journal
from bot.texts import lessons as words
from bot.texts import messenger, refreshing
from knowledge import publish
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person, Post

REPORT = "# 某馆2024年工作总结\n\n## 一、服务\n\n2024年接待读者5321人次。举办讲座48场。{more}\n\n## 二、馆藏\n\n新增图书860册。\n"
GAP = "宣讲会办了几回"


@pytest.fixture
def admin(telegram: Telegram, tmp_path: Path) -> Iterator[Person]:
    """An admin over a published report."""
    file = tmp_path / "report.md"
    file.write_text(REPORT.format(more=""), encoding="utf-8")
    publish.publish(tmp_path / "home", publish.prepare(file, tmp_path / "home"))
    person = telegram.person("主任")
    with serving(telegram, tmp_path / "home", admins=(person.id,)):
        yield person


def turned(telegram: Telegram, person: Person, page: Post, button: str | int) -> Post:
    """The page after a button."""
    before = len(page.versions)
    telegram.wait_answer(telegram.press(person, page, button))
    return telegram.wait_edit(page, before + 1, timeout=15)


def test_a_gap_becomes_an_answer_in_a_few_taps(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """Asked in vain, listed, taught, answered with the note; taken back, in vain again. All of it is in the audit."""
    telegram.say(admin, GAP)
    assert not telegram.wait_message(admin).spans("blockquote")
    telegram.say(admin, "/gaps")
    page = telegram.wait_message(admin)
    assert GAP in page.text
    page = turned(telegram, admin, page, page.labels[0])
    means = [label for label in page.labels if "48场" in label]
    assert means, page.labels
    page = turned(telegram, admin, page, means[0])
    assert "48场" in page.text and words.CHANGES in page.text
    page = turned(telegram, admin, page, words.TEACH)
    assert words.TAUGHT.format(id=1) in page.text
    telegram.say(admin, GAP)
    answer = telegram.wait_message(admin)
    assert answer.text.startswith("48场") and answer.spans("blockquote")
    telegram.say(admin, "/lessons")
    assert GAP in telegram.wait_message(admin).text
    page = turned(telegram, admin, page, words.TAKE_BACK)
    assert page.text == words.REVERTED.format(id=1)
    telegram.say(admin, GAP)
    assert not telegram.wait_message(admin).spans("blockquote")
    telegram.wait_idle()
    with Journal.open(tmp_path / "home") as journal:
        assert len({entry.action for entry in journal.audit.list()}) >= 2


def test_nobody_waits_for_what_an_admin_looks_at(
    telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gaps are grouped, and lessons tried, beside the answers of others."""
    file, begun, answered = tmp_path / "report.md", threading.Event(), threading.Event()
    file.write_text(REPORT.format(more=""), encoding="utf-8")
    publish.publish(tmp_path / "home", publish.prepare(file, tmp_path / "home"))

    def held(*given: Any) -> Any:
        begun.set()
        assert answered.wait(20), "an answer had to wait"
        return grouped(*given)

    monkeypatch.setattr("bot.telegram.teaching.grouped", held)
    admin, staff = telegram.person("主任"), telegram.person("老师")
    with serving(telegram, tmp_path / "home", admins=(admin.id,), staff=(staff.id,)):
        telegram.say(admin, "/gaps")
        assert begun.wait(20)
        telegram.say(staff, "举办讲座多少场")
        assert telegram.wait_message(staff).text.startswith("48场")
        answered.set()
        assert telegram.wait_message(admin).text.startswith(words.NO_GAPS)


def test_nothing_to_teach(telegram: Telegram, admin: Person) -> None:
    """Without gaps and lessons it is said so."""
    telegram.say(admin, "/gaps")
    assert telegram.wait_message(admin).text.startswith(words.NO_GAPS)
    telegram.say(admin, "/lessons")
    assert telegram.wait_message(admin).text == words.NO_LESSONS


def test_a_refresh_that_loses_golden_answers_asks_twice(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """A confirmed answer that the new report does not give is shown, and publishing needs a second yes."""
    telegram.say(admin, "新增图书多少册")
    telegram.wait_answer(telegram.press(admin, telegram.wait_message(admin), messenger.USEFUL))
    lost = REPORT.format(more="").replace("新增图书860册。", "馆藏更加丰富。")
    telegram.send_document(admin, lost.encode(), "总结.md")
    shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
    assert "新增图书多少册" in shown.text and "860册" in shown.text
    shown = turned(telegram, admin, shown, refreshing.PUBLISH)
    assert shown.text == refreshing.SURE.format(count=1)
    telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH_ANYWAY))
    telegram.wait_until(lambda: "第2版" in shown.text or None, "published", 30)
