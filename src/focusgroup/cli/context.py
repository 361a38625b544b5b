"""The edge of the command line: what is handed to every command, and how commands fail.

Errors for people become one line on standard error and an exit code: 0 ok, 1 failed,
2 wrong use, 130 interrupted. Anything else is a bug and becomes a crash report.
"""

import io
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from focusgroup.cli.output import warn
from focusgroup.core.errors import NO_MEMORY, FocusgroupError, UsageError, lacks_memory

OK, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
LONGEST_SHOWN = 200
"""Characters of a file's name in a message."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the group's options say, as ``ctx.obj`` of every command."""

    db: Path


class Failure(click.ClickException):
    """An error for people on its way through click, which shows it and ends with the code."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """One line on standard error."""
        warn(f"focusgroup: {self.message}")


class WrongUse(Failure):
    """The same for a command that was called wrongly."""

    exit_code = WRONG_USE


@contextmanager
def explained() -> Iterator[None]:
    """Turn a FocusgroupError into what click reports, in tests of commands as in the program."""
    try:
        yield
    except FocusgroupError as error:
        kind = WrongUse if isinstance(error, UsageError) else Failure
        raise kind(str(error)) from error


def run(command: click.Command, args: Sequence[str] | None = None) -> int:
    """Run *command* and give its exit code. Only ``FOCUSGROUP_DEBUG=1`` lets a traceback out."""
    _print_whatever_the_encoding()
    try:
        code = command.main(args, prog_name="focusgroup", standalone_mode=False)
        _flush()
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
    except BrokenPipeError:
        _let_go_of_output()
        return FAILED
    except Exception as error:
        if os.environ.get("FOCUSGROUP_DEBUG") == "1":
            raise
        if lacks_memory(error):
            return _no_memory(error)
        if isinstance(error, OSError) and error.filename and error.strerror:
            return _no_file(error)
        try:
            return _crashed(error)
        except MemoryError:  # Python's own errors are of any kind when there is none left
            return _no_memory(error)
    return code if isinstance(code, int) else OK


def _wrong_use(error: click.UsageError) -> int:
    warn(f"focusgroup: {error.format_message()}")
    if error.ctx is not None:
        warn(f"Try `{error.ctx.command_path} --help`.")
    return WRONG_USE


def _no_file(error: OSError) -> int:
    """The system refuses a file, such as one whose name is too long: no bug of ours."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes | str) else ""
    short = name if len(name) <= LONGEST_SHOWN else name[:LONGEST_SHOWN] + "…"
    warn(f"focusgroup: {short} can't be used: {error.strerror}")
    return FAILED


def _no_memory(error: BaseException | None) -> int:
    """Let go of what the command held before saying so, which takes some memory too."""
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
        warn(f"{what}; please pass on this report, nobody's words are in it: {report}")
    return FAILED


def _print_whatever_the_encoding() -> None:
    """Let ``▼`` be printed as ``?`` on a Latin-1 terminal rather than not at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _flush() -> None:
    """Meet a reader who has left here, not when Python ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that Python's last flush finds no broken pipe."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
