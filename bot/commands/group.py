"""What stands between a command line and a command: texts handed on as they were typed, and everything that goes wrong said
in one line. Nothing but typer is imported here, for start-up counts."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.commands.lines import complain
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
            status = complain("stopped; nothing was changed", ERROR)
        except WenbaoError as error:
            status = complain(str(error), ERROR)
        except Exception as error:  # a fault of ours: still one line, with the place to look at
            status = complain(_internal(error), ERROR)
        sys.exit(status if isinstance(status, int) else 0)


def _usage(error: typer.TyperException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    return complain(f"{error.format_message().rstrip('.')}; see 'wenbao --help'.", error.exit_code)


def _internal(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"internal error at {where} ({type(error).__name__}: {error}); please report it with what was typed"
