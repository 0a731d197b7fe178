"""The commands of whoever runs the bot: serve, backup, restore, doctor, audit. They stand beside the others of ``wenbao``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.home import home_folder
from bot.commands.lines import utf8 as _utf8
from bot.invoking import Command

app = typer.Typer()
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def _home(context: typer.Context) -> Path:
    return home_folder(str(context.obj))


@app.command(cls=Command)
def serve(context: typer.Context) -> None:
    """Run the Telegram bot; see the settings in the README."""
    from bot.commands import serving

    raise typer.Exit(serving.serve(str(context.obj)))


@app.command(cls=Command)
def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The backup to write, a zip file.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
) -> None:
    """Write the reports, the journal and the settings without secrets to one file, while the bot runs."""
    from bot.commands import keeping

    raise typer.Exit(keeping.backup(_home(context), Path(file), force))


@app.command(cls=Command)
def restore(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file that wenbao backup wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace all that the data folder holds.")] = False,
) -> None:
    """Bring back what a backup holds, into an empty data folder."""
    from bot.commands import keeping

    raise typer.Exit(keeping.restore(_home(context), Path(file), force))


@app.command(cls=Command)
def doctor(context: typer.Context, json: Json = False) -> None:
    """Look whether everything is in order. Exit status: 0 yes, or warnings only; 1 there is a problem."""
    from bot.commands import doctoring

    if json:
        _utf8()
    raise typer.Exit(doctoring.doctor(str(context.obj), json))


@app.command(cls=Command)
def audit(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day or time on (ISO 8601).")] = "",
    csv: Annotated[bool, typer.Option("--csv", help="CSV for a spreadsheet.")] = False,
    json: Json = False,
) -> None:
    """List who changed what and when, the newest last."""
    from bot.commands import auditing

    if csv or json:
        _utf8()
    raise typer.Exit(auditing.audit(_home(context), since, csv, json))
