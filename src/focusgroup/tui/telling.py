"""Telling people, as plain text, what was done and what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from textual.dom import DOMNode

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.text import for_terminal

LONGEST = 1_000
"""Characters of a notification; more would cover the screen."""


def tell(
    node: DOMNode,
    text: str,
    *,
    severity: Literal["information", "warning", "error"] = "information",
    seconds: float | None = None,
) -> None:
    """Show *text* as a notification, for *seconds* (the app's usual time when left out)."""
    shown = for_terminal(text[:LONGEST], newlines=True)
    node.app.notify(shown, severity=severity, timeout=seconds, markup=False)


@contextmanager
def told(node: DOMNode) -> Iterator[None]:
    """Show what goes wrong inside, and let the program go on.

    Errors for people as they are; a bug as where its report was written, in which there
    are no words of people.
    """
    try:
        yield
    except FocusgroupError as error:
        tell(node, str(error), severity="error", seconds=15)
    except Exception as error:
        from focusgroup.store.crash import write_crash_report
        from focusgroup.store.location import crash_dir

        node.log.error(error)
        report = write_crash_report(error, crash_dir())
        where = f"; please pass on the report {report}" if report else ""
        what = f"Something broke ({type(error).__name__}), which is a bug{where}"
        tell(node, what, severity="error", seconds=20)
