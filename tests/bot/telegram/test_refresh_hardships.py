"""A refresh when things go wrong: two admins at once, stale buttons, a busy home, a journal that is held, the bot killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.journal.desk_file import NAME, Journal
from bot.telegram.files import uploads
from bot.texts import refreshing
from knowledge import publish
from knowledge.store.revisions import Home
from tests.bot.telegram.faults import refusal
from tests.bot.telegram.running import free_address, serving, started
from tests.bot.telegram.test_refresh import previewed, published, report
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person, Post


def current(home: Path) -> list[int]:
    """The revision that answers, and no other."""
    return [one.number for one in publish.revisions(home) if one.is_current]


@contextmanager
def three(telegram: Telegram, home: Path) -> Iterator[tuple[Person, Person, Person]]:
    """Three admins, of whom two must agree."""
    people = telegram.person("主任"), telegram.person("副主任"), telegram.person("书记")
    with serving(telegram, home, admins=tuple(one.id for one in people), second_approval=True):
        for one in people:
            telegram.start(one)
            telegram.wait_message(one)
        yield people


def asked_for_approval(telegram: Telegram, first: Person, others: tuple[Person, Person]) -> tuple[Post, Post]:
    """The messages that ask two admins to approve."""
    shown = previewed(telegram, first, report())
    telegram.wait_answer(telegram.press(first, shown, refreshing.PUBLISH))
    told = telegram.wait_message(others[0]), telegram.wait_message(others[1])
    telegram.wait_until(lambda: "已请另一位管理员批准" in shown.text or None, "asked")
    return told


def test_who_approves_sees_what_is_approved(telegram: Telegram, tmp_path: Path) -> None:
    """The preview of the first one, and all of it as a file."""
    with three(telegram, tmp_path) as (first, second, third):
        asked, _ = asked_for_approval(telegram, first, (second, third))
        assert "主任请您批准" in asked.text and "文种：工作总结" in asked.text
        telegram.wait_answer(telegram.press(second, asked, refreshing.DETAILS))
        telegram.wait_calls("sendDocument", timeout=30)


def test_one_refusal_is_enough(telegram: Telegram, tmp_path: Path) -> None:
    """After it nobody else publishes the file; after an approval nobody is told that it was refused."""
    with three(telegram, tmp_path) as (first, second, third):
        asked, other = asked_for_approval(telegram, first, (second, third))
        telegram.wait_answer(telegram.press(second, asked, refreshing.REFUSE))
        assert "没有发布" in telegram.wait_message(first).text
        telegram.wait_answer(telegram.press(third, other, refreshing.APPROVE))
        telegram.wait_until(lambda: other.text == refreshing.SETTLED or None, "settled")
        assert not current(tmp_path)
        asked, other = asked_for_approval(telegram, first, (second, third))
        telegram.wait_answer(telegram.press(second, asked, refreshing.APPROVE))
        telegram.wait_answer(telegram.press(third, other, refreshing.REFUSE))
        assert "第1版" in telegram.wait_message(first, timeout=30).text
        telegram.wait_until(lambda: other.text == refreshing.SETTLED or None, "settled", 30)
        telegram.no_more_messages(first)
        assert current(tmp_path) == [1]


def test_two_approvals_at_once_publish_once(telegram: Telegram, tmp_path: Path) -> None:
    """Whoever comes second is told that it is settled."""
    with three(telegram, tmp_path) as (first, second, third):
        asked, other = asked_for_approval(telegram, first, (second, third))
        presses = telegram.press(second, asked, refreshing.APPROVE), telegram.press(third, other, refreshing.APPROVE)
        for one in presses:
            telegram.wait_answer(one)
        both = asked, other
        telegram.wait_until(lambda: sorted("第1版" in one.text for one in both) == [False, True] or None, "published", 30)
        telegram.wait_until(lambda: any(one.text == refreshing.SETTLED for one in both) or None, "settled", 30)
        assert [one.number for one in publish.revisions(tmp_path)] == [1]


def test_nobody_is_there_to_approve(telegram: Telegram, tmp_path: Path) -> None:
    """Another admin who cannot be written to does not count; the file can still be published later."""
    first, second = telegram.person("主任"), telegram.person("副主任")
    with serving(telegram, tmp_path, admins=(first.id, second.id), second_approval=True):
        shown = previewed(telegram, first, report())  # the second one never talked to the bot
        telegram.wait_answer(telegram.press(first, shown, refreshing.PUBLISH))
        telegram.wait_until(lambda: shown.text == refreshing.NO_SECOND or None, "nobody")
        assert refreshing.PUBLISH in shown.labels


@pytest.fixture
def admin(telegram: Telegram, tmp_path: Path) -> Iterator[Person]:
    """An admin with the bot at work over an empty home."""
    person = telegram.person("主任")
    with serving(telegram, tmp_path / "home", admins=(person.id,)):
        yield person


def test_a_stale_button_goes_back_from_its_own_report_only(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """换回上一版 under an older report does not take the newer one away."""
    published(telegram, admin, report())
    second = published(telegram, admin, report(count=6000))
    published(telegram, admin, report(count=7000))
    telegram.wait_answer(telegram.press(admin, second, refreshing.ROLL_BACK))
    assert telegram.wait_message(admin).text == refreshing.NOT_THE_LATEST.format(number=2)
    assert current(tmp_path / "home") == [3]


def test_a_busy_home_is_tried_again(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """While another publisher is at work nothing is published, and the button is there for later."""
    shown = previewed(telegram, admin, report())
    with Home(tmp_path / "home").lock():
        telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH))
        telegram.wait_until(lambda: shown.text == refreshing.WRONG["PublisherBusyError"] or None, "busy", 30)
    telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH))
    telegram.wait_until(lambda: "第1版" in shown.text or None, "published", 30)


def test_what_could_not_be_fetched_or_read_leaves_nothing(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """A failed download is not called a full disk; no file stays."""
    telegram.fail(refusal("getFile", 400, "Bad Request: file is temporarily unavailable"))
    shown = previewed(telegram, admin, report())
    assert "磁盘" not in shown.text and "再发一次" in shown.text
    previewed(telegram, admin, b"%PDF-1.7\n%broken", "a.pdf")
    telegram.wait_until(lambda: not list(uploads(tmp_path / "home").iterdir()) or None, "removed")


def test_a_long_title_is_cut(telegram: Telegram, admin: Person) -> None:
    """A title of several lines is one line; one that is too long for a title does not hide what comes after it."""
    shown = previewed(telegram, admin, report())
    telegram.wait_answer(telegram.press(admin, shown, refreshing.EDIT_TITLE))
    telegram.wait_message(admin)
    telegram.say(admin, "某馆\n" + "总结" * 2000)
    shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
    assert "某馆 总结" in shown.text and "时间：2024年" in shown.text


def test_a_journal_that_is_held_hides_no_report(telegram: Telegram, admin: Person, tmp_path: Path) -> None:
    """The preview says that the golden questions were not tried."""
    published(telegram, admin, report())
    from bot.apart.preview import examined

    file = tmp_path / "report.md"
    file.write_bytes(report(count=6000))
    prepared = publish.prepare(file, tmp_path / "home")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / NAME).write_bytes(b"no journal at all" * 300)
    assert refreshing.GOLDEN_UNKNOWN in examined(prepared, tmp_path / "other").preview


@pytest.mark.parametrize("moment", ["at once", "when it is said to be published"])
def test_a_bot_killed_while_publishing_goes_on(telegram: Telegram, tmp_path: Path, moment: str) -> None:
    """kill -9 after 发布 was pressed: the next process publishes, or says what became of it; the button does not stay dead."""
    person = telegram.person("主任")
    running = started(telegram, tmp_path, free_address(), WENBAO_ADMINS=str(person.id))
    try:
        shown = previewed(telegram, person, report())
        telegram.press(person, shown, refreshing.PUBLISH)
        if moment == "at once":
            telegram.wait_until(lambda: shown.text == refreshing.PUBLISHING or None, "publishing", 20)
        else:
            telegram.wait_until(lambda: current(tmp_path) or None, "published", 20)
    finally:
        running.kill()
        running.communicate()
    again = started(telegram, tmp_path, free_address(), WENBAO_ADMINS=str(person.id))
    try:
        said = ("现在用第", refreshing.SETTLED)
        telegram.wait_until(lambda: any(text in shown.text for text in said) or None, "told", 30)
        assert current(tmp_path) and len(publish.revisions(tmp_path)) <= 2
    finally:
        again.kill()
        again.communicate()
    with Journal.open(tmp_path) as journal:
        assert any(entry.action == "publish" for entry in journal.audit.list()) or shown.text == refreshing.SETTLED


def test_details_that_could_not_be_sent(telegram: Telegram, admin: Person) -> None:
    """It is said, so that nobody waits for the file."""
    shown = previewed(telegram, admin, report())
    telegram.fail(refusal("sendDocument", 400, "Bad Request: wrong file"))
    telegram.wait_answer(telegram.press(admin, shown, refreshing.DETAILS))
    assert telegram.wait_message(admin, timeout=30).text == refreshing.DETAILS_NOT_SENT
