"""The outer layer of the command line: what every command gets, and how commands fail.

Errors meant for people become one line on standard error and an exit code: 0 ok, 1 failed,
2 wrong use, 130 interrupted. Anything else is a bug and becomes a crash report.
"""

import io
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

import click

from focusgroup.cli.output import LOST, lose_output, open_output, warn
from focusgroup.core.errors import NO_MEMORY, FocusgroupError, UsageError, lacks_memory
from focusgroup.system.invocation import lacking

OK, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
LONGEST_SHOWN = 200
"""Characters of a file's name that a message shows."""


class Settings(NamedTuple):
    """The values of the group's options, passed to every command as `ctx.obj`."""

    db: Path


class Failure(click.ClickException):
    """An error for people, passed through click, which shows it and exits with its code."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print one line on standard error."""
        warn(f"focusgroup: {self.message}")


class WrongUse(Failure):
    """The same for a command that was used wrongly."""

    exit_code = WRONG_USE


@contextmanager
def explained() -> Iterator[None]:
    """Turn a FocusgroupError into an error that click reports, also in tests of commands."""
    try:
        yield
    except FocusgroupError as error:
        kind = WrongUse if isinstance(error, UsageError) else Failure
        raise kind(str(error)) from error


def run(command: click.Command, args: Sequence[str] | None = None) -> int:
    """Run *command* and return its exit code.

    Tracebacks are shown only with `FOCUSGROUP_DEBUG=1`.
    """
    open_output()
    _print_whatever_the_encoding()
    try:
        code = command.main(args, prog_name="focusgroup", standalone_mode=False)
        _flush()
        if LOST:
            return _output_lost(LOST[0])
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return WRONG_USE
    except click.UsageError as error:
        return _wrong_use(error)
    except click.ClickException as error:
        warn(f"focusgroup: {error.format_message()}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError as error:
        lose_output(error)
        return FAILED
    except Exception as error:
        if os.environ.get("FOCUSGROUP_DEBUG") == "1":
            raise
        if lacks_memory(error):
            return _no_memory(error)
        if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("focusgroup"):
            warn(f"focusgroup: {lacking(error)}")
            return FAILED
        if isinstance(error, OSError) and error.filename and error.strerror:
            return _no_file(error)
        if isinstance(error, OSError) and _takes_nothing():
            return _output_lost(error)
        try:
            return _crashed(error)
        except MemoryError:  # without memory Python may raise any kind of error
            return _no_memory(error)
    return code if isinstance(code, int) else OK


QUOTED = r"(?<![\w`])'([^'`\n]*)'(?!\w)"


def _wrong_use(error: click.UsageError) -> int:
    """Say what is wrong, with the quotation marks of the other messages instead of click's."""
    message = re.sub(QUOTED, r"“\1”", error.format_message())
    warn(f"focusgroup: {message}")
    if error.ctx is not None:
        warn(f"Try `{error.ctx.command_path} --help`.")
    return WRONG_USE


def _no_file(error: OSError) -> int:
    """Report a file that the system refuses, such as one whose name is too long: not a bug."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes | str) else ""
    short = name if len(name) <= LONGEST_SHOWN else name[:LONGEST_SHOWN] + "…"
    warn(f"focusgroup: {short} can't be used: {error.strerror}")
    return FAILED


def _no_memory(error: BaseException | None) -> int:
    """Free what the command held before saying so, since that takes some memory too."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
    warn(f"focusgroup: {NO_MEMORY}")
    return FAILED


def _crashed(error: Exception) -> int:
    from focusgroup.store.engine.location import crash_dir
    from focusgroup.system.crash_reports import write_crash_report

    what = f"focusgroup: something broke ({type(error).__name__}), which is a bug"
    report = write_crash_report(error, crash_dir())
    if report is None:
        warn(f"{what}; no report could be written, FOCUSGROUP_DEBUG=1 shows where")
    else:
        warn(f"{what}; please send in this report, which quotes nobody: {report}")
    return FAILED


def _print_whatever_the_encoding() -> None:
    """Print `▼` as `?` on a Latin-1 terminal instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _flush() -> None:
    """Find out now, not when Python ends, that the reader of our output has gone."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:  # more than the buffer holds fails only once
        lose_output(error)
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.flush()


def _takes_nothing() -> bool:
    """Return whether it was standard output that failed: what it could not take fails again."""
    try:
        sys.stdout.write("")
        sys.stdout.flush()
    except OSError:
        return True
    return bool(LOST)


def _output_lost(error: OSError) -> int:
    lose_output(error)
    warn(
        f"focusgroup: standard output takes nothing more ({error.strerror}), so not all was"
        " printed; send it to a file with room"
    )
    return FAILED
