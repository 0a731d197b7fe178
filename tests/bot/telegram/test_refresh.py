"""Admins bring a new report in by chat: preview, edits, publishing, approval, going back, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from bot.texts import refreshing
from knowledge import publish
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person, Post

REPORT = "# 某馆{year}年工作总结\n\n## 一、借阅\n\n{year}年接待读者{count}人次。全年举办讲座{talks}场。\n\n## 二、馆藏\n\n新增图书860册。\n"


def report(year: int = 2024, count: int = 5321, talks: str = "48") -> bytes:
    return REPORT.format(year=year, count=count, talks=talks).encode()


@pytest.fixture
def admin(telegram: Telegram, tmp_path: Path) -> Iterator[Person]:
    """An admin with the bot at work over an empty home."""
    person = telegram.person("主任")
    with serving(telegram, tmp_path / "home", admins=(person.id,)):
        yield person


def previewed(telegram: Telegram, admin: Person, content: bytes, name: str = "总结.md") -> Post:
    """The preview of a file that was sent."""
    telegram.send_document(admin, content, name)
    shown = telegram.wait_message(admin)
    return telegram.wait_edit(shown, 2, timeout=30)


def published(telegram: Telegram, admin: Person, content: bytes) -> Post:
    """The message that says that a file was published."""
    shown = previewed(telegram, admin, content)
    telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH))
    return telegram.wait_until(lambda: shown if "版回答" in shown.text else None, "published", 30)


def test_a_file_is_shown_then_published(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """What was understood, the self-check, then one press; everyone asks the new report; who did it is in the audit."""
    shown = previewed(telegram, admin, report())
    assert "《某馆2024年工作总结》" in shown.text and "2024年" in shown.text and "文种：工作总结" in shown.text
    telegram.say(admin, "接待读者多少人次")
    assert "5321" not in telegram.wait_message(admin).text
    telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH))
    telegram.wait_until(lambda: "第1版" in shown.text or None, "published", 30)
    telegram.say(admin, "接待读者多少人次")
    assert telegram.wait_message(admin).text.startswith("5321人次")
    telegram.wait_answer(telegram.press(admin, shown, 0))
    with Journal.open(tmp_path / "home") as journal:
        assert {"upload", "publish"} <= {entry.action for entry in journal.audit.list()}
    assert not list((tmp_path / "home" / "uploads").iterdir())


def test_what_was_understood_wrongly_is_put_right(telegram: Telegram, admin: Person) -> None:
    """Title, institution and time are typed anew; a time that is none is said so."""
    shown = previewed(telegram, admin, report())
    telegram.wait_answer(telegram.press(admin, shown, refreshing.EDIT_INSTITUTION))
    assert telegram.wait_message(admin).text == refreshing.ASK_INSTITUTION
    telegram.say(admin, "市图书馆")
    shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
    assert "单位：市图书馆" in shown.text
    telegram.wait_answer(telegram.press(admin, shown, refreshing.EDIT_PERIOD))
    telegram.wait_message(admin)
    telegram.say(admin, "很久以前")
    assert telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30).text == refreshing.PERIOD_UNCLEAR
    telegram.wait_answer(telegram.press(admin, shown, refreshing.EDIT_PERIOD))
    telegram.wait_message(admin)
    telegram.say(admin, "2023年")
    shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
    assert "时间：2023年" in shown.text and "单位：市图书馆" in shown.text


def test_cancelled_is_not_published(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """取消 removes the file; 发布 after it says that the file is gone; details come as a file."""
    shown = previewed(telegram, admin, report())
    telegram.wait_answer(telegram.press(admin, shown, refreshing.DETAILS))
    telegram.wait_calls("sendDocument", timeout=30)
    buttons = {label: place for place, label in enumerate(shown.labels)}
    publish_token = shown.buttons[buttons[refreshing.PUBLISH]]["callback_data"]
    telegram.wait_answer(telegram.press(admin, shown, refreshing.CANCEL))
    telegram.wait_until(lambda: shown.text == refreshing.CANCELLED or None, "cancelled")
    telegram.wait_answer(telegram.forge(admin, shown, publish_token))
    telegram.wait_until(lambda: shown.text == refreshing.EXPIRED or None, "expired")
    assert not (tmp_path / "home" / "current").exists()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\x00\x01\x02\xff" * 400, None),
        (b"   \n\n", "EmptyReportError"),
        (b"PK\x03\x04" + b"\x00" * 200, "UnsupportedFormatError"),
        (b"%PDF-1.7\n%broken", "BrokenFileError"),
    ],
    ids=["noise", "blank", "half a zip", "half a pdf"],
)
def test_a_bad_file_is_told_in_a_sentence(telegram: Telegram, admin: Person, content: bytes, error: str | None) -> None:
    """One plain sentence; nothing is published; the next file is read."""
    shown = previewed(telegram, admin, content, "坏文件.docx")
    assert shown.text in refreshing.WRONG.values() if error is None else shown.text == refreshing.WRONG[error]
    assert "《某馆2024年工作总结》" in previewed(telegram, admin, report()).text


def test_only_admins_bring_reports_in(telegram: Telegram, tmp_path: Path) -> None:
    """Staff and PR are told so, too large files are told so before they are fetched."""
    admin, staff, pr = (telegram.person(name) for name in ("主任", "老师", "宣传"))
    with serving(telegram, tmp_path, admins=(admin.id,), staff=(staff.id,), pr=(pr.id,)):
        telegram.send_document(staff, report(), "a.md")
        assert telegram.wait_message(staff).text == refreshing.ONLY_ADMINS
        telegram.send_document(admin, b"x", "big.pdf", size=30_000_000)
        assert "30MB" in telegram.wait_message(admin).text
        assert not telegram.called("getFile")


def test_going_back_in_one_tap(telegram: Telegram, admin: Person) -> None:
    """The button under the published report, and /revisions with who published what."""
    published(telegram, admin, report())
    second = published(telegram, admin, report(count=6000))
    assert "第2版" in second.text
    telegram.wait_answer(telegram.press(admin, second, refreshing.ROLL_BACK))
    telegram.wait_until(lambda: second.text == refreshing.ROLLED_BACK.format(number=1, title="某馆2024年工作总结") or None, "back", 30)
    telegram.say(admin, "接待读者多少人次")
    assert telegram.wait_message(admin).text.startswith("5321人次")
    telegram.say(admin, "/revisions")
    kept = telegram.wait_message(admin)
    assert kept.text.count("《某馆2024年工作总结》") == 2 and refreshing.REVISION_NOW.strip() in kept.text
    telegram.wait_answer(telegram.press(admin, kept, refreshing.BACK_TO.format(number=2)))
    telegram.wait_until(lambda: ("第2版" in kept.text and "换回" in kept.text) or None, "back", 30)


def test_a_second_admin_must_approve(telegram: Telegram, tmp_path: Path) -> None:
    """With the setting on, nobody publishes alone: another admin approves or not; the approver is in the audit."""
    first, second = telegram.person("主任"), telegram.person("副主任")
    with serving(telegram, tmp_path, admins=(first.id, second.id), second_approval=True):
        telegram.start(second)
        telegram.wait_message(second)
        shown = previewed(telegram, first, report())
        telegram.wait_answer(telegram.press(first, shown, refreshing.PUBLISH))
        asked = telegram.wait_message(second)
        assert "《某馆2024年工作总结》" in asked.text and asked.labels[:2] == [refreshing.APPROVE, refreshing.REFUSE]
        telegram.wait_until(lambda: shown.text == refreshing.WAITING_FOR_SECOND.format(title="某馆2024年工作总结") or None, "waiting")
        telegram.wait_answer(telegram.press(second, asked, refreshing.APPROVE))
        assert "第1版" in telegram.wait_message(first, timeout=30).text
        telegram.wait_idle()
    with Journal.open(tmp_path) as journal:
        entry = next(one for one in journal.audit.list() if one.action == "publish")
        assert entry.actor == first.id and str(second.id) in entry.detail


def test_whoever_was_given_a_number_is_told_of_its_change(telegram: Telegram, tmp_path: Path) -> None:
    """Changed and gone: one message each person, once; what still stands, and a report of another year, is no news."""
    one, other, home = telegram.person("甲"), telegram.person("乙"), tmp_path / "home"
    file = tmp_path / "report.md"

    def put(content: bytes) -> None:
        file.write_bytes(content)
        publish.publish(home, publish.prepare(file, home))

    put(report())
    with serving(telegram, home, staff=(one.id, other.id)):
        for person, questions in ((one, ("接待读者多少人次", "举办讲座多少场", "新增图书多少册")), (other, ("新增图书多少册",))):
            for question in questions:
                telegram.say(person, question)
                assert telegram.wait_message(person).spans("blockquote")
        put(report(year=2025, count=7000))
        telegram.wait_idle(0.6)
        put(report(count=5400).replace("全年举办讲座48场。".encode(), b""))
        told = telegram.wait_message(one, timeout=20).text
        assert told.startswith(refreshing.CORRECTIONS)
        assert "5321人次，现在是 5400人次" in told and "48场，现在的报告里没有这一项了" in told and "860" not in told
        put(report(year=2025, count=7001))
        telegram.wait_idle(1.0)
        telegram.no_more_messages(one)
        telegram.no_more_messages(other)


def test_staff_are_told_of_a_new_report(telegram: Telegram, tmp_path: Path) -> None:
    """告诉大家 sends one line to everybody who may ask, once."""
    admin, staff = telegram.person("主任"), telegram.person("老师")
    telegram.start(staff)
    with serving(telegram, tmp_path, admins=(admin.id,), staff=(staff.id,)):
        telegram.wait_message(staff)
        done = published(telegram, admin, report())
        telegram.wait_answer(telegram.press(admin, done, refreshing.ANNOUNCE))
        assert "《某馆2024年工作总结》" in telegram.wait_message(staff).text
        assert telegram.wait_message(admin).text == refreshing.ANNOUNCED.format(count=1)


def test_going_back_and_leaving_are_told_rightly(telegram: Telegram, tmp_path: Path) -> None:
    """What was corrected holds again after going back, and is told so once; who may ask no more is told nothing."""
    stays, leaves, home = telegram.person("甲"), telegram.person("乙"), tmp_path / "home"
    file = tmp_path / "report.md"
    for count in (5321, 5400):
        file.write_bytes(report(count=count))
        publish.publish(home, publish.prepare(file, home))
        if count == 5321:
            with serving(telegram, home, staff=(stays.id, leaves.id)):
                for person in (stays, leaves):
                    telegram.say(person, "接待读者多少人次")
                    telegram.wait_message(person)
    with serving(telegram, home, staff=(stays.id,)):
        assert "5321人次，现在是 5400人次" in telegram.wait_message(stays, timeout=20).text
        publish.rollback(home)
        assert "还是原来答的 5321人次" in telegram.wait_message(stays, timeout=20).text
        publish.rollback(home, 2)
        assert "现在是 5400人次" in telegram.wait_message(stays, timeout=20).text
        telegram.wait_idle(0.6)
        telegram.no_more_messages(stays)
        telegram.no_more_messages(leaves)
