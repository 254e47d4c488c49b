"""The one gate through which every error leaves: words and an exit status, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import typer

from packager.cli.app import app
from packager.cli.terminal import Terminal
from packager.errors import CheckError, ContentError, PackagerError, UsageError

INTERRUPTED = 130  # what typer makes of Ctrl-C


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status (`packager.errors`)."""
    terminal = Terminal()
    try:
        status = _status(arguments, terminal)
    finally:
        terminal.rest()
    terminal.result(status)
    return status


def _status(arguments: Sequence[str], terminal: Terminal) -> int:
    try:
        status = app(list(arguments), prog_name="packager", standalone_mode=False, obj=terminal)
        if status == INTERRUPTED:
            terminal.error("interrupted")
        return status if isinstance(status, int) else 0
    except PackagerError as error:
        _tell(error, terminal)
        return error.status
    except typer.TyperException as error:  # an option that is not there, a value that does not fit
        told = getattr(error, "format_message", error.__str__)()
        if told:  # empty: the help was shown, for want of a command
            terminal.error(told, hint="“packager --help” tells what there is")
        return UsageError.status
    except SystemExit as error:  # nobody reads the output any more
        return error.code if isinstance(error.code, int) else 1
    except BaseException as error:
        _tell_bug(error, terminal)
        return 1


def _tell(error: PackagerError, terminal: Terminal) -> None:
    if isinstance(error, ContentError | CheckError):
        terminal.findings(error.findings)
    if error.message:
        terminal.error(error.message, error.hint)
    if isinstance(error, ContentError | CheckError):
        failed = "; it was built but failed its checks" if isinstance(error, CheckError) else ""
        terminal.say(f"{terminal.counts()}{failed}; nothing was written.")


def _tell_bug(error: BaseException, terminal: Terminal) -> None:
    terminal.error(
        f"this is a bug in packager: {type(error).__name__}: {error}",
        hint="please report it, with the command and what PACKAGER_DEBUG=1 shows",
    )
    if os.environ.get("PACKAGER_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
