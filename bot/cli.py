"""The ``wenbao`` command: what can be typed, and how everything that goes wrong is said. The work is in bot.commands.

Start-up counts here: nothing but typer is imported before a command runs, and each command imports its own part.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.commands.home import home_folder
from knowledge.errors import WenbaoError

ERROR = 1


class AsTyped:
    """Hands a text or a flag on as the command line gave it.

    Typer checks even these with pydantic, whose import takes as long as answering a question. Set in place of the
    check that typer builds on first use; if a later typer looks elsewhere, start-up gets slower and a test says so."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        return () if value is None and (param.multiple or param.nargs == -1) else value


def as_typed(params: list[Any]) -> list[Any]:
    """The parameters, those of texts and flags unchecked."""
    for param in params:
        if param.type_descriptor.annotation in (str, bool, list[str]):
            param._runtime_param = AsTyped()
    return params


class Command(TyperCommand):
    """A command that starts fast."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, ``--help`` among them."""
        return as_typed(super().get_params(ctx))


class Commands(TyperGroup):
    """The group of commands; turns errors into one line on stderr and an exit status."""

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, ``--help`` among them."""
        return as_typed(super().get_params(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit; with ``standalone_mode=False`` errors are raised instead."""
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        try:
            status = run()
        except typer.TyperException as error:
            status = _usage(error)
        except typer.Abort:
            status = _complain("stopped; nothing was changed", ERROR)
        except WenbaoError as error:
            status = _complain(str(error), ERROR)
        except Exception as error:  # a fault of ours: still one line, with the place to look at
            status = _complain(_internal(error), ERROR)
        sys.exit(status if isinstance(status, int) else 0)


def _usage(error: typer.TyperException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    return _complain(f"{error.format_message().rstrip('.')}; see 'wenbao --help'.", error.exit_code)


def _complain(message: str, status: int) -> int:
    print("wenbao: " + " ".join(message.split()), file=sys.stderr)
    return status


def _internal(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"internal error at {where} ({type(error).__name__}: {error}); please report it with what was typed"


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
    bank: Annotated[str, typer.Argument(metavar="BANK.jsonl", help="Questions with their answers, a JSON object a line.")],
    json: Json = False,
    eager: Annotated[bool, typer.Option("--eager", help="Judge the best candidates (benchmarks).")] = False,
) -> None:
    """Judge the answers to a question bank."""
    from bot.commands import evaluation

    if json:
        _utf8()
    raise typer.Exit(evaluation.judge_bank(_home(context), Path(bank), json, eager))


@app.command(cls=Command)
def export(
    context: typer.Context,
    csv: Annotated[bool, typer.Option("--csv", help="CSV for a spreadsheet instead of JSON.")] = False,
) -> None:
    """Write every fact with its sentence and section to standard output."""
    from bot.commands import export as exporting

    _utf8()
    raise typer.Exit(exporting.export(_home(context), csv))


@app.command(cls=Command)
def serve(context: typer.Context) -> None:
    """Run the Telegram bot; see the settings in the README."""
    from bot.commands import serving

    raise typer.Exit(serving.serve(str(context.obj)))


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


def _utf8() -> None:
    """Data for programs is UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


def main() -> None:
    """Entry point of the console script."""
    app()
