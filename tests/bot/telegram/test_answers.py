"""What staff see when they ask: answers, choices, refusals, follow-ups, edits, browsing. Over real HTTP, with the built-in example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.render.telegram import COPIED
from bot.texts import messenger
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person, Post

QUESTION = "国家级奖项有多少项"


@pytest.fixture
def wang(telegram: Telegram, tmp_path: Path) -> Iterator[Person]:
    """A member of staff with the bot at work."""
    person = telegram.person("小王 <b>&")
    with serving(telegram, tmp_path, staff=(person.id,)):
        yield person


def asked(telegram: Telegram, person: Person, text: str) -> Post:
    """The answer to a question."""
    telegram.say(person, text)
    return telegram.wait_message(person)


def test_an_answer_is_one_message(telegram: Telegram, wang: Person) -> None:
    """Headline bold, sentence quoted with the number marked, section and report, four buttons."""
    answer = asked(telegram, wang, QUESTION)
    lines = answer.text.split("\n")
    assert lines[0] == "8项" and answer.spans("bold")[0] == "8项"
    quote = answer.spans("blockquote")[0]
    assert "8项" in quote and answer.spans("bold")[1] in quote
    assert any(line.startswith("——《") and "›" in line for line in lines)
    assert answer.labels == [messenger.COPY, messenger.CONTEXT, messenger.USEFUL, messenger.WRONG]
    telegram.no_more_messages(wang)


def test_the_citation_is_copied(telegram: Telegram, wang: Person) -> None:
    """The copy button holds value, sentence, report and section in at most 256 characters."""
    answer = asked(telegram, wang, QUESTION)
    copied = answer.buttons[0]["copy_text"]["text"]
    assert len(copied) <= COPIED
    assert (
        copied.startswith("8项：“")
        and answer.spans("blockquote")[0] in copied
        and copied.endswith(answer.text.split("——")[1].split("\n")[0])
    )


def test_the_paragraph_is_shown_once(telegram: Telegram, wang: Person) -> None:
    """上下文 gives the paragraph with the sentence in it; a second press gives none."""
    answer = asked(telegram, wang, QUESTION)
    telegram.wait_answer(telegram.press(wang, answer, messenger.CONTEXT))
    around = telegram.wait_message(wang)
    assert answer.spans("blockquote")[0] in around.text and len(around.text) > len(answer.text)
    again = telegram.wait_answer(telegram.press(wang, answer, messenger.CONTEXT))
    assert again.text == messenger.ALREADY
    telegram.no_more_messages(wang)


def test_feedback_is_kept(telegram: Telegram, wang: Person, tmp_path: Path) -> None:
    """有用 and 不对 are thanked for; the last one counts."""
    answer = asked(telegram, wang, QUESTION)
    assert telegram.wait_answer(telegram.press(wang, answer, messenger.USEFUL)).text == messenger.THANKED
    assert telegram.wait_answer(telegram.press(wang, answer, messenger.WRONG)).text == messenger.WRONG_NOTED
    telegram.wait_idle()
    from bot.journal.desk_file import Journal

    with Journal.open(tmp_path) as journal:
        question = journal.questions.latest(wang.id)[0]
        assert question.headline == "8项" and question.text == QUESTION
        assert journal.feedback.get(1, wang.id) == "wrong"


def test_a_choice_is_picked_by_button_or_number(telegram: Telegram, wang: Person) -> None:
    """Several facts fit: each is a button, and its number can be typed."""
    choice = asked(telegram, wang, "课题有几个")
    offers = [label for label in choice.labels if label != messenger.WRONG]
    assert choice.text.startswith(messenger.CHOOSE) and len(offers) == 2
    telegram.wait_answer(telegram.press(wang, choice, offers[0]))
    assert telegram.wait_message(wang).text.split("\n")[0] == offers[0].split()[0]
    assert telegram.wait_answer(telegram.press(wang, choice, offers[0])).text == messenger.ALREADY
    assert asked(telegram, wang, "2").text.split("\n")[0] == offers[1].split()[0]


def test_a_refusal_says_which_word_and_can_be_filed(telegram: Telegram, wang: Person, tmp_path: Path) -> None:
    """What is not in the report is refused by name; 请管理员补充 files it once."""
    refusal = asked(telegram, wang, "焊工有多少人")
    assert "焊工" in refusal.text and messenger.REQUEST in refusal.labels
    assert telegram.wait_answer(telegram.press(wang, refusal, messenger.REQUEST)).text == messenger.FILED
    assert telegram.wait_answer(telegram.press(wang, refusal, messenger.REQUEST)).text == messenger.FILED_BEFORE


def test_a_follow_up_keeps_what_was_asked(telegram: Telegram, wang: Person) -> None:
    """那市级呢 asks for the same of another level, until 新问题."""
    first = asked(telegram, wang, "省级课题有几个")
    second = asked(telegram, wang, "那市级呢")
    assert first.text.startswith("8个") and second.text.startswith("10个") and "沿用" in second.text
    assert asked(telegram, wang, "新问题").text == messenger.NEW
    assert not asked(telegram, wang, "那市级呢").spans("blockquote")


def test_an_edited_question_edits_its_answer(telegram: Telegram, wang: Person) -> None:
    """The answer changes in place, with the memory the question had; the same text changes nothing."""
    asked(telegram, wang, "省级课题有几个")
    question = telegram.say(wang, "那国家级奖项呢")
    answer = telegram.wait_message(wang)
    telegram.edit(question, "那市级呢")
    assert telegram.wait_edit(answer).text.startswith("10个")
    telegram.edit(question, "那市级呢")
    telegram.no_more_messages(wang)
    assert len(answer.versions) == 2


def test_the_contents_are_browsed_in_one_message(telegram: Telegram, wang: Person) -> None:
    """Chapter, item, facts, and back, all in the message that /toc sent."""
    for opening in ("/toc", "目录"):
        contents = asked(telegram, wang, opening)
        chapter = contents.labels[3]
        telegram.wait_answer(telegram.press(wang, contents, chapter))
        telegram.wait_edit(contents, 2)
        assert chapter in contents.text and messenger.BACK in contents.labels
        telegram.wait_answer(telegram.press(wang, contents, contents.labels[1]))
        telegram.wait_edit(contents, 3)
        assert "·" in contents.text
        telegram.wait_answer(telegram.press(wang, contents, messenger.BACK))
        telegram.wait_edit(contents, 4)
        telegram.wait_answer(telegram.press(wang, contents, messenger.BACK))
        telegram.wait_edit(contents, 5)
        assert chapter in contents.labels
    telegram.no_more_messages(wang)


def test_every_page_of_the_contents_opens(telegram: Telegram, wang: Person) -> None:
    """Each button that leads deeper leads to a page that says something; no press goes unanswered."""
    contents = asked(telegram, wang, "/toc")
    for chapter in list(contents.labels):
        before = len(contents.versions)
        telegram.wait_answer(telegram.press(wang, contents, chapter))
        telegram.wait_edit(contents, before + 1)
        for item in [label for label in contents.labels if label not in (messenger.BACK, messenger.NEXT)][:3]:
            for step in (item, messenger.BACK):
                before = len(contents.versions)
                telegram.wait_answer(telegram.press(wang, contents, step))
                telegram.wait_edit(contents, before + 1)
        before = len(contents.versions)
        telegram.wait_answer(telegram.press(wang, contents, messenger.BACK))
        telegram.wait_edit(contents, before + 1)


@pytest.mark.parametrize("command", ["/start", "/help", "/new", "/about", "/privacy", "/examples", "帮助", "例子", "你好"])
def test_each_command_says_something(telegram: Telegram, wang: Person, command: str) -> None:
    """Commands and their words answer with one short message."""
    assert 4 <= len(asked(telegram, wang, command).text) <= 600
    telegram.no_more_messages(wang)


def test_an_example_can_be_pressed(telegram: Telegram, wang: Person) -> None:
    """The questions under /examples are answered when pressed."""
    examples = asked(telegram, wang, "换个问法")
    for label in examples.labels:
        telegram.wait_answer(telegram.press(wang, examples, label))
        assert telegram.wait_message(wang).spans("blockquote"), label


def test_forget_removes_what_was_asked(telegram: Telegram, wang: Person, tmp_path: Path) -> None:
    """/forget asks first, then erases the texts of the person's questions."""
    asked(telegram, wang, QUESTION)
    sure = asked(telegram, wang, "/forget")
    telegram.wait_answer(telegram.press(wang, sure, messenger.FORGET_YES))
    assert telegram.wait_edit(sure).text == messenger.FORGOTTEN.format(count=1)
    assert QUESTION.encode() not in (tmp_path / "desk.db").read_bytes()


@pytest.mark.parametrize("text", ["<b>&amp;</i>", "a" * 4096, "？？？", "‮abc", "' OR 1=1 --", "📊📊", "1"])
def test_rubbish_gets_a_kind_message(telegram: Telegram, wang: Person, text: str) -> None:
    """Markup, 4,096 characters, marks, SQL, emoji: one message, no traceback."""
    assert asked(telegram, wang, text).text
    telegram.no_more_messages(wang)


def test_what_is_no_text_is_answered_kindly(telegram: Telegram, wang: Person) -> None:
    """A sticker is answered by a word."""
    telegram.send(
        wang,
        {
            "sticker": {
                "file_id": "x",
                "file_unique_id": "x",
                "width": 1,
                "height": 1,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
            }
        },
    )
    assert telegram.wait_message(wang).text == messenger.ONLY_TEXT


def test_refused_markup_is_sent_plain(telegram: Telegram, wang: Person) -> None:
    """When Telegram refuses the HTML, the same words go out without it."""
    from tests.bot.telegram.faults import refusal

    telegram.fail(refusal("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag"))
    answer = asked(telegram, wang, QUESTION)
    assert answer.text.startswith("8项") and not answer.spans("bold")
