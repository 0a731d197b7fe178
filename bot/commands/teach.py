"""``wenbao teach``: what can be typed after it. The work is in :mod:`bot.commands.teaching`, imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.home import home_folder

app = typer.Typer(
    help="Teach that a question means a fact, or that two words mean the same.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

Sure = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@app.command()
def alias(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question as people ask it.")],
    fact: Annotated[int, typer.Option(help="The number of the fact in the list; else it is asked for.")] = 0,
    about: Annotated[str, typer.Option(help="Words of the report that speak of the fact.")] = "",
    yes: Sure = False,
) -> None:
    """Let a question be answered by a fact, wherever it is asked in these words."""
    from bot.commands import teaching

    raise typer.Exit(teaching.alias(home_folder(str(context.obj)), " ".join(question), teaching.Pick(fact, about), yes))


@app.command()
def synonym(
    context: typer.Context,
    word: Annotated[str, typer.Argument(help="A word of a question.")],
    other: Annotated[str, typer.Argument(help="The word that reports have for it.")],
    yes: Sure = False,
) -> None:
    """Let two words mean the same."""
    from bot.commands import teaching

    raise typer.Exit(teaching.synonym(home_folder(str(context.obj)), word, other, yes))


@app.command(name="list")
def listing(context: typer.Context) -> None:
    """List the lessons, those taken back too."""
    from bot.commands import teaching

    raise typer.Exit(teaching.listing(home_folder(str(context.obj))))


@app.command()
def revert(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the lesson.")],
    yes: Sure = False,
) -> None:
    """Take a lesson back."""
    from bot.commands import teaching

    raise typer.Exit(teaching.revert(home_folder(str(context.obj)), number, yes))
