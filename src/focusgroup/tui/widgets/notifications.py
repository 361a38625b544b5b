"""Notifications in plain text: what was done and what went wrong."""

from types import TracebackType
from typing import Literal

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets._toast import ToastRack

from focusgroup.core.errors import NO_MEMORY, FocusgroupError, lacks_memory
from focusgroup.core.text import for_terminal
from focusgroup.system.invocation import as_typed
from focusgroup.tui.widgets.caret import caret_of, row_of
from focusgroup.tui.widgets.cursor_list import CursorList

LONGEST = 1_000
"""Characters of a notification; more would cover the screen."""


def tell(
    node: DOMNode,
    text: str,
    *,
    severity: Literal["information", "warning", "error"] = "information",
    seconds: float | None = None,
) -> None:
    """Show *text* as a notification, for *seconds* (the app's default when None)."""
    _keep_off_chosen_row(node.app.screen)
    shown = for_terminal(as_typed(text[:LONGEST]), newlines=True)
    node.app.notify(shown, severity=severity, timeout=seconds, markup=False)


def _keep_off_chosen_row(screen: Screen[object]) -> None:
    """Show notifications in the half of the screen without the chosen row, which they speak of."""
    lists = [each for each in screen.query(CursorList) if each.region]
    focused = screen.focused
    chosen = focused if isinstance(focused, CursorList) else lists[-1] if lists else None
    row = row_of(chosen) if chosen else caret_of(screen)
    place: Literal["top", "bottom"] = "top" if row and row.y * 2 > screen.size.height else "bottom"
    for rack in screen.query(ToastRack) if row else ():
        rack.styles.dock, rack.styles.align = place, ("right", place)


class told:  # noqa: N801 - read as a statement: `with told(self):`
    """Shows errors raised inside as notifications, and lets the program go on.

    Errors meant for people are shown as they are; a bug, as the path of its report, which
    contains none of people's words.
    """

    def __init__(self, node: DOMNode) -> None:
        self._node = node

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Show *error*, unless it should end things: a cancelled task, ctrl+c."""
        if not isinstance(error, Exception):
            return False
        if isinstance(error, FocusgroupError):
            tell(self._node, str(error), severity="error", seconds=15)
            return True
        if lacks_memory(error):
            tell(self._node, NO_MEMORY, severity="error", seconds=15)
            return True
        from focusgroup.store.engine.location import crash_dir
        from focusgroup.system.crash_reports import write_crash_report

        report = write_crash_report(error, crash_dir())
        where = f"; please pass on the report {report}" if report else ""
        what = f"Something broke ({type(error).__name__}), which is a bug{where}"
        tell(self._node, what, severity="error", seconds=20)
        return True
