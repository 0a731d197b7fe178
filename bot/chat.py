"""``wenbao chat``: a conversation in a terminal, through a pipe, or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot import desk, texts
from bot.commands.lines import lines_in
from bot.desk import number_asked
from bot.journal.lessons import taught_in
from bot.render import plain, record
from bot.render.layout import Line, clean, lay_out

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from knowledge.library import Library

EXAMPLES = 3
HISTORY = "chat-history"


def chat(home: Path, as_json: bool) -> int:
    """Talk until the input ends or the person leaves."""
    from knowledge.library import Library

    library = Library.open(home, taught_in(home))
    try:
        if as_json:
            _json(library)
        elif sys.stdin.isatty() and sys.stdout.isatty():
            _terminal(library, home)
        else:
            _pipe(library)
    finally:
        library.close()
    return 0


def _json(library: Library) -> None:
    """A JSON object a line; a blank line begins a new conversation and gives none."""
    said = desk.begin()
    for text in lines_in(sys.stdin.buffer):
        if text.strip():
            reply, said = desk.turn(library, text, said)
            print(record.line(record.record(reply)), flush=True)
        else:
            said = desk.begin()


def _pipe(library: Library) -> None:
    """Plain text, an empty line after each reply; a blank line begins a new conversation here as well."""
    talk = Talk(library)
    for text in lines_in(sys.stdin.buffer):
        if not text.strip():
            talk = Talk(library)
            continue
        said = talk.hear(text)
        if said is None:
            return
        print(plain.lines(said), end="\n\n", flush=True)


def _terminal(library: Library, home: Path) -> None:
    from rich.console import Console

    from bot.render.terminal import show_lines

    console, talk, session = Console(), Talk(library), _session(home)
    show_lines(console, talk.greeting())
    for text in _typed(session):
        if not text.strip():
            continue
        said = talk.hear(text)
        if said is None:
            break
        show_lines(console, said)
        console.print()
    console.print(texts.FAREWELL)


def _typed(session: PromptSession[str]) -> Iterator[str]:
    """Lines as they are typed; Ctrl-C drops the line begun, Ctrl-D ends."""
    while True:
        try:
            yield session.prompt(texts.PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _session(home: Path) -> PromptSession[str]:
    """A prompt that remembers its lines in the home folder, readable by its owner only, or in memory if it cannot."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    history: History
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = home / HISTORY
        file.touch(mode=0o600)
        history = FileHistory(str(file))
    except OSError:
        history = InMemoryHistory()
    return PromptSession(history=history)


class Talk:
    """One person's conversation, with the words that steer it; says lines, prints nothing."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.said = desk.begin()

    def hear(self, text: str) -> tuple[Line, ...] | None:
        """The reply to what was typed; None when the person leaves."""
        match texts.COMMANDS.get(text.strip()):
            case "leave":
                return None
            case "contents":
                return self.contents()
            case "examples":
                return self.examples()
            case "new":
                self.said = desk.begin()
                return (Line("text", texts.FORGOTTEN),)
            case "help":
                return tuple(Line("text", line) for line in texts.HELP)
            case _ if number := number_asked(text):
                return self.number(number)
            case _:
                reply, self.said = desk.turn(self.library, text, self.said)
                return lay_out(reply)

    def number(self, number: str) -> tuple[Line, ...]:
        """Every fact with that number; the conversation goes on where it was."""
        from bot.commands.drafts import listed_numbers  # start-up counts, and few ask for a number

        found = self.library.find_number(number)
        return tuple(Line("text", clean(said)) for said in listed_numbers(number, found, self.library.is_example))

    def greeting(self) -> tuple[Line, ...]:
        """Which report answers, what can be asked, how to leave."""
        template = texts.GREETING_EXAMPLE if self.library.is_example else texts.GREETING
        first = Line("opening", template.format(reports=texts.titles(self.library.reports())))
        return (first, *self.examples(), Line("text", texts.HINT), Line("text", " "))

    def examples(self) -> tuple[Line, ...]:
        """Questions to start from; their numbers can be typed."""
        questions = self.library.examples(EXAMPLES)
        if not questions:
            return (Line("text", texts.NO_EXAMPLES),)
        self.said = desk.Conversation(self.said.context, questions)
        numbered = (Line("offer", f"{number}. {question}") for number, question in enumerate(questions, 1))
        return (Line("text", texts.EXAMPLES), *numbered)

    def contents(self) -> tuple[Line, ...]:
        """The headings of each report, indented by level."""
        lines: list[Line] = []
        for report in self.library.reports():
            lines.append(Line("label", f"《{report.title}》"))
            headed = [section for section in self.library.contents(report.id) if section.heading]
            top = min((section.level for section in headed), default=0)
            lines += [Line("text", "  " * (section.level - top + 1) + section.heading) for section in headed]
            if not headed:
                lines.append(Line("text", texts.NO_CONTENTS))
        return tuple(lines)
