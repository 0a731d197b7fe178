"""The PR office in chat: drafts checked, numbers looked up, citations copied in three styles and verified by their code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import number_asked
from bot.telegram.citing import code_of, question_of
from bot.telegram.drafting import is_draft
from bot.texts import drafts as words
from bot.texts import messenger, refreshing
from knowledge import publish
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person, Post

REPORT = "# 某馆2024年工作总结\n\n## 一、服务\n\n2024年接待读者{count}人次，其中少儿读者1200人次。举办讲座48场。\n\n## 二、荣誉\n\n获省级奖项7项、市级奖项9项。\n"
DRAFT = "去年我馆服务再上新台阶。全年接待读者5321人次，举办讲座48场。荣誉满满，共获省级奖项9项，市级奖项9项，新增分馆12家。"
QUESTION = "接待读者多少人次"


@pytest.fixture
def pr(telegram: Telegram, tmp_path: Path) -> Iterator[Person]:
    """Somebody of the PR office over a published report."""
    put(tmp_path)
    person = telegram.person("宣传")
    with serving(telegram, tmp_path / "home", pr=(person.id,)):
        yield person


def put(folder: Path, count: int = 5321) -> None:
    file = folder / "report.md"
    file.write_text(REPORT.format(count=count), encoding="utf-8")
    publish.publish(folder / "home", publish.prepare(file, folder / "home"))


def checked(telegram: Telegram, person: Person) -> Post:
    """The verdict on a draft, once it is there."""
    shown = telegram.wait_message(person)
    return telegram.wait_edit(shown, 2, timeout=30)


def test_a_pasted_draft_is_checked(telegram: Telegram, pr: Person) -> None:
    """A text of sentences is no question: what differs comes first, with what the report says and where."""
    telegram.say(pr, DRAFT)
    verdict = checked(telegram, pr).text
    lines = verdict.split("\n")
    assert "不一致1处" in lines[0] and lines[1].startswith("× 不一致：9项（")
    assert "报告里是：7项" in verdict and "二、荣誉" in verdict and "报告里没有：12家" in verdict
    telegram.no_more_messages(pr)


def test_check_waits_for_the_draft(telegram: Telegram, pr: Person) -> None:
    """/check alone asks for the draft; the next message is it, however short."""
    telegram.say(pr, "/check")
    assert telegram.wait_message(pr).text == words.SEND_DRAFT
    telegram.say(pr, "省级奖项9项")
    assert "报告里是：7项" in checked(telegram, pr).text
    telegram.say(pr, "/check 举办讲座48场。")
    assert "一致1处" in checked(telegram, pr).text


def test_a_draft_comes_back_marked(telegram: Telegram, pr: Person) -> None:
    """A file is checked and sent back as a Word document with each number coloured and commented."""
    telegram.send_document(pr, DRAFT.encode(), "稿件.txt")
    assert "不一致1处" in checked(telegram, pr).text
    sent = telegram.wait_calls("sendDocument", timeout=10)[0]
    (content,) = (file if isinstance(file, bytes) else file[1] for file in sent.files.values())
    with zipfile.ZipFile(io.BytesIO(content)) as document:
        assert "7项" in document.read("word/comments.xml").decode()
        assert document.read("word/document.xml").decode().count("<w:highlight") == 5


@pytest.mark.parametrize(
    ("content", "said"), [(b"", refreshing.WRONG["EmptyReportError"]), ("今天天气不错。".encode(), words.DRAFT_NOTHING)]
)
def test_a_draft_without_anything_to_check(telegram: Telegram, pr: Person, content: bytes, said: str) -> None:
    """An empty file, a text without numbers: said plainly."""
    telegram.send_document(pr, content, "稿件.txt")
    assert said in checked(telegram, pr).text


def test_drafts_are_for_the_press_office(telegram: Telegram, tmp_path: Path) -> None:
    """For staff a long text is a question, and /check is not theirs; in groups nobody's."""
    staff, pr = telegram.person("老师"), telegram.person("宣传")
    group = telegram.supergroup("教研组", staff, pr)
    with serving(telegram, tmp_path, staff=(staff.id,), pr=(pr.id,), groups=(group.id,)):
        telegram.say(staff, "/check 省级奖项9项")
        assert telegram.wait_message(staff).text == words.ONLY_PR
        telegram.say(staff, DRAFT)
        assert "不一致" not in telegram.wait_message(staff).text
        telegram.say(pr, f"/check@{telegram.world.bot.username} 省级奖项9项", group)
        assert telegram.wait_message(group).text == words.IN_PRIVATE


@pytest.mark.parametrize("asked", ["/find 48", "48是什么", "四十八是什么？", "４８ 是什么数"])
def test_a_number_is_looked_up(telegram: Telegram, pr: Person, asked: str) -> None:
    """However it is written, with its sentence and section."""
    telegram.say(pr, asked)
    found = telegram.wait_message(pr).text
    assert found.startswith("48场：") and "一、服务" in found
    telegram.say(pr, "987654是什么")
    assert telegram.wait_message(pr).text == words.FOUND_NOTHING.format(number="987654")


def test_citations_in_three_styles(telegram: Telegram, pr: Person) -> None:
    """The number, the sentence, the formal citation, each on a copy button."""
    telegram.say(pr, QUESTION)
    answer = telegram.wait_message(pr)
    copies = {button["text"]: button["copy_text"]["text"] for button in answer.buttons if "copy_text" in button}
    assert copies[messenger.COPY_NUMBER] == "5321人次"
    quote = "2024年接待读者5321人次，其中少儿读者1200人次。"
    assert copies[messenger.COPY_SENTENCE] == quote
    assert copies[messenger.COPY_FORMAL] == f"据《某馆2024年工作总结》“一、服务”，“{quote}”"


def test_a_code_shows_the_answer_and_whether_it_holds(telegram: Telegram, pr: Person, tmp_path: Path) -> None:
    """The code under an answer, by command and by link; after a refresh it says that it holds no more."""
    telegram.say(pr, QUESTION)
    code = telegram.wait_message(pr).text.rsplit(" ", 1)[1]
    for opened in (f"/verify {code}", f"/verify {code.lower()}", f"/start v-{code}"):
        telegram.say(pr, opened)
        shown = telegram.wait_message(pr).text
        assert shown.startswith("5321人次") and "第1版" in shown and messenger.STILL_HOLDS in shown
    put(tmp_path, 6000)
    telegram.say(pr, f"/verify {code}")
    shown = telegram.wait_message(pr).text
    while shown.startswith(refreshing.CORRECTIONS):  # the correction of the same number may come first
        shown = telegram.wait_message(pr).text
    assert messenger.HOLDS_NO_MORE in shown
    for wrong in ("/verify", "/verify ZZZZ", "/verify 稿件", "/verify " + "A" * 40):
        telegram.say(pr, wrong)
        assert telegram.wait_message(pr).text in (messenger.VERIFY_HOW, messenger.NO_SUCH_CODE)


@given(st.integers(1, 10**9))
def test_codes_are_read_back(number: int) -> None:
    """In any case, with blanks, with O for 0; a slip of one letter is no code of another question's neighbour."""
    code = code_of(number)
    assert question_of(code) == question_of(f" {code.lower()[:2]} {code.lower()[2:]}") == number
    assert question_of(code.replace("0", "O").replace("1", "l")) == number


@pytest.mark.parametrize("text", ["", "A", "稿件", "U" * 5, "-" * 9, "0" * 40])
def test_what_is_no_code(text: str) -> None:
    assert question_of(text) == 0


@pytest.mark.parametrize(
    ("text", "draft"),
    [(DRAFT, True), (DRAFT + "对吗？", False), (QUESTION, False), ("全年接待读者很多。" * 9, False), ("接待5321人次，" * 9, False)],
)
def test_what_counts_as_a_draft(text: str, draft: bool) -> None:
    """Whole sentences with a number in them, and no question."""
    assert is_draft(text) == draft


@pytest.mark.parametrize(
    ("text", "number"),
    [("384是什么", "384"), ("1.2万是啥？", "1.2万"), ("95.9%指什么", "95.9%"), ("三百八十四是什么", "三百八十四"), ("书法社是什么", ""), ("今年招生是什么", "")],
)
def test_what_looks_a_number_up(text: str, number: str) -> None:
    """Only a number is looked up; anything else is a question."""
    assert number_asked(text) == number




def test_an_answer_is_drawn(telegram: Telegram, pr: Person) -> None:
    """画图 and 卡片 send a picture; what cannot be drawn is said plainly."""
    telegram.say(pr, "省级奖项几项")
    answer = telegram.wait_message(pr)
    for count, button in enumerate((messenger.CHART, messenger.CARD), 1):
        telegram.wait_answer(telegram.press(pr, answer, button))
        sent = telegram.wait_calls("sendPhoto", count, timeout=15)[-1]
        telegram.wait_message(pr)
        (content,) = (file if isinstance(file, bytes) else file[1] for file in sent.files.values())
        assert content.startswith(b"\x89PNG")
    telegram.say(pr, "举办讲座多少场")
    telegram.wait_answer(telegram.press(pr, telegram.wait_message(pr), messenger.CHART))
    assert telegram.wait_message(pr).text == messenger.NO_CHART


@pytest.mark.parametrize("asked", ["/export", "/export csv 奖项", "/export json", "/export 读者"])
def test_facts_are_exported(telegram: Telegram, pr: Person, asked: str) -> None:
    """As a workbook, CSV or JSON, all of them or those that speak of some words."""
    telegram.say(pr, asked)
    sent = telegram.wait_calls("sendDocument", timeout=20)[0]
    ((name, content),) = ((file[0], file[1]) for file in sent.files.values())
    assert name.endswith(".csv" if "csv" in asked else ".json" if "json" in asked else ".xlsx") and len(content) > 100


def test_an_export_of_nothing_is_said(telegram: Telegram, pr: Person) -> None:
    """Words that no fact speaks of, and staff who are not of the PR office."""
    telegram.say(pr, "/export csv 焊工")
    assert telegram.wait_message(pr, timeout=15).text == refreshing.WRONG["NothingFoundError"]
