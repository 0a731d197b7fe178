"""The ``wenbao`` command: what can be typed. The work is in bot.commands, what goes wrong is said by bot.invoking.

Start-up counts here: nothing but typer is imported before a command runs, and each command imports its own part.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import operators, teach
from bot.commands.home import home_folder
from bot.commands.lines import utf8 as _utf8
from bot.invoking import Command, Commands

app = typer.Typer(
    cls=Commands,
    help="Ask a Chinese annual work report in your own words.",
    rich_markup_mode=None,  # rich takes as long to import as an answer
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@app.callback()
def start(
    context: typer.Context,
    home: Annotated[str, typer.Option(help="Data folder; else WENBAO_HOME, else the user data folder.")] = "",
) -> None:
    """Ask a Chinese annual work report in your own words."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows ? and goes on
            stream.reconfigure(errors="replace")
    context.obj = home


def _home(context: typer.Context) -> Path:
    return home_folder(str(context.obj))


@app.command(cls=Command)
def ask(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question; - reads one a line from standard input.")],
    json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say how the answer was found.")] = False,
    eager: Annotated[bool, typer.Option("--eager", help="Best candidate whatever the confidence (benchmarks).")] = False,
) -> None:
    """Answer a question. Exit status: 0 answered, 3 not in the report, 4 asks back."""
    from bot.commands import asking

    if json:
        _utf8()
    raise typer.Exit(asking.ask(_home(context), " ".join(question), asking.How(json, explain, eager)))


@app.command(cls=Command)
def chat(context: typer.Context, json: Json = False) -> None:
    """Hold a conversation. With --json a blank line begins a new one."""
    from bot import chat as conversation

    if json:
        _utf8()
    raise typer.Exit(conversation.chat(_home(context), json))


@app.command(cls=Command)
def publish(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The report: Word, PDF, Excel, HTML, Markdown or txt.")],
    yes: Annotated[bool, typer.Option("--yes", help="Publish without asking.")] = False,
    title: Annotated[str, typer.Option(help="The report's title, when it was understood wrongly.")] = "",
    institution: Annotated[str, typer.Option(help="The institution, when it was understood wrongly.")] = "",
    period: Annotated[str, typer.Option(help="The report's time, when it was understood wrongly.")] = "",
) -> None:
    """Show what was understood of a report file, then publish it."""
    from bot.commands import publishing

    raise typer.Exit(publishing.publish(_home(context), Path(file), yes, (title, institution, period)))


@app.command(cls=Command)
def reports(context: typer.Context) -> None:
    """List the published reports."""
    from bot.commands import publishing

    raise typer.Exit(publishing.reports(_home(context)))


@app.command(cls=Command)
def revisions(context: typer.Context) -> None:
    """List the kept revisions and the one that answers."""
    from bot.commands import publishing

    raise typer.Exit(publishing.revisions(_home(context)))


@app.command(cls=Command)
def rollback(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[N]", help="The revision; else the one before.")] = None,
) -> None:
    """Let an earlier revision answer again."""
    from bot.commands import publishing

    raise typer.Exit(publishing.rollback(_home(context), number))


@app.command(name="check-report", cls=Command)
def check_report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The report or draft: txt or Markdown.")],
    json: Json = False,
) -> None:
    """Check whether a report agrees with itself: sums, shares, counts, names, dates, numbering."""
    from bot.commands import checking

    if json:
        _utf8()
    raise typer.Exit(checking.check_report(Path(file), json))


@app.command(name="eval", cls=Command)
def evaluate(
    context: typer.Context,
    bank: Annotated[
        str, typer.Argument(metavar="[BANK.jsonl]", help="Questions with answers, a JSON object a line; else what was taught.")
    ] = "",
    json: Json = False,
    eager: Annotated[bool, typer.Option("--eager", help="Judge the best candidates (benchmarks).")] = False,
) -> None:
    """Judge the answers to a question bank; without one, to what was taught and confirmed."""
    from bot.commands import evaluation

    if json:
        _utf8()
    if not bank:
        raise typer.Exit(evaluation.judge_golden(_home(context), json))
    raise typer.Exit(evaluation.judge_bank(_home(context), Path(bank), json, eager))


@app.command(cls=Command)
def gaps(
    context: typer.Context,
    days: Annotated[int, typer.Option(help="How many days to look back.")] = 30,
    json: Json = False,
) -> None:
    """List what was asked in vain, alike questions together, and what was asked most."""
    from bot.commands import gaps as gap_list

    if json:
        _utf8()
    raise typer.Exit(gap_list.gaps(_home(context), days, json))


app.add_typer(operators.app)
app.add_typer(teach.app, name="teach")


@app.command(cls=Command)
def export(
    context: typer.Context,
    csv: Annotated[bool, typer.Option("--csv", help="CSV for a spreadsheet instead of JSON.")] = False,
    xlsx: Annotated[str, typer.Option(metavar="FILE", help="An Excel workbook, a sheet a chapter, instead.")] = "",
    report: Annotated[str, typer.Option(metavar="TITLE_OR_YEAR", help="Only reports of that title or year.")] = "",
    section: Annotated[str, typer.Option(metavar="PATH_OR_HEADING", help="Only that section and those under it.")] = "",
    search: Annotated[str, typer.Option(metavar="WORDS", help="Only facts that speak of these words.")] = "",
) -> None:
    """Write facts with their sentences and sections, all unless said. Exit status: 0 done, 3 nothing speaks of the words."""
    from bot.commands import export as exporting
    from bot.export.selection import Selection

    if csv and xlsx:
        raise typer.BadParameter("--csv writes to standard output and --xlsx to a file; give one of them")
    _utf8()
    raise typer.Exit(exporting.export(_home(context), exporting.How(csv, xlsx), Selection(report, section, search)))


@app.command(cls=Command)
def chart(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="A question whose answer has several values or years.")],
    out: Annotated[str, typer.Option(metavar="FILE.png", help="The picture's file.")],
) -> None:
    """Draw the values of an answer. Exit status: 0 drawn, 3 nothing to draw, 4 asks back."""
    from bot.commands import drawing

    raise typer.Exit(drawing.draw_chart(_home(context), " ".join(question), Path(out)))


@app.command(cls=Command)
def card(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question.")],
    out: Annotated[str, typer.Option(metavar="FILE.png", help="The picture's file.")],
) -> None:
    """Draw an answer as a card to share. Exit status: 0 drawn, 3 nothing to draw, 4 asks back."""
    from bot.commands import drawing

    raise typer.Exit(drawing.draw_card(_home(context), " ".join(question), Path(out)))


@app.command(name="check-draft", cls=Command)
def check_draft(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The draft: txt or Markdown.")],
    json: Json = False,
) -> None:
    """Hold every number, date, rank and honour of a draft against the reports."""
    from bot.commands import drafts

    if json:
        _utf8()
    raise typer.Exit(drafts.check(_home(context), Path(file), json))


@app.command(cls=Command)
def find(
    context: typer.Context,
    number: Annotated[list[str], typer.Argument(help="A number, such as 384 or 95.9%.")],
    json: Json = False,
) -> None:
    """Say what a number is of. Exit status: 0 found, 3 not in the report."""
    from bot.commands import drafts

    if json:
        _utf8()
    raise typer.Exit(drafts.find(_home(context), " ".join(number), json))


@app.command(cls=Command)
def compare(
    context: typer.Context,
    reports: Annotated[list[str] | None, typer.Argument(metavar="[A B]", help="Title or year; else the two newest.")] = None,
    down: Annotated[bool, typer.Option("--down", help="Only what fell.")] = False,
    up: Annotated[bool, typer.Option("--up", help="Only what rose.")] = False,
    json: Json = False,
) -> None:
    """Say what changed between two years' reports of one institution."""
    from bot.commands import comparing

    if len(reports or ()) > 2:
        raise typer.BadParameter("name two reports at most")
    if json:
        _utf8()
    raise typer.Exit(comparing.compare(_home(context), tuple(reports or ()), comparing.Wanted(up, down), json))


def main() -> None:
    """Entry point of the console script."""
    app()
