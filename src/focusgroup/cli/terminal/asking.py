"""Ask the person at the terminal, unless there is none or `--no-input` says not to."""

import sys
from typing import Any

import click

from focusgroup.core.errors import UsageError
from focusgroup.core.text import for_terminal

_never = False


def ask_nothing(*, never: bool) -> None:
    """Say whether nobody may be asked in this run."""
    global _never
    _never = never


def is_forbidden() -> bool:
    """Return whether nobody may be asked, whatever the terminal."""
    return _never


def may_ask() -> bool:
    """Return whether somebody can be asked: a terminal is there and asking is allowed."""
    return not _never and all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


def is_confirmed(question: str, unanswered: str) -> bool:
    """Return the answer to a question of yes or no. Raises UsageError(*unanswered*) without one."""
    if _never:
        raise UsageError(unanswered)
    try:
        return click.confirm(for_terminal(question), err=True)
    except click.Abort as error:
        raise UsageError(unanswered) from error


def answer(question: str, unanswered: str, **how: Any) -> str:
    """Return what is typed as an answer. Raises UsageError(*unanswered*) without one."""
    if _never:
        raise UsageError(unanswered)
    try:
        return str(click.prompt(for_terminal(question), **how))
    except click.Abort as error:
        raise UsageError(unanswered) from error
