"""A check box, switched with the space bar or a click."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from focusgroup.tui.widgets.style import said


class Tick(Widget, can_focus=True):
    """``[x] label`` or ``[ ] label``: readable without colours, unlike Textual's check box."""

    BINDINGS = [Binding("space", "switch", "Tick", show=False)]
    DEFAULT_CSS = """
    Tick {
        height: 1; width: 1fr;
        &:focus { background: $primary 20%; text-style: bold; }
    }
    """

    value: reactive[bool] = reactive(False)

    class Ticked(Message):
        """The box was ticked or unticked."""

        def __init__(self, tick: "Tick", value: bool) -> None:
            super().__init__()
            self.tick = tick
            self.value = value

        @property
        def control(self) -> "Tick":
            """The box that changed."""
            return self.tick

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = said(label)
        self.set_reactive(Tick.value, value)

    def render(self) -> Content:
        return Content(f"[{'x' if self.value else ' '}] {self._label}")

    def watch_value(self, value: bool) -> None:
        """Report the change."""
        self.post_message(self.Ticked(self, value))

    def action_switch(self) -> None:
        """Tick or untick the box."""
        self.value = not self.value

    def on_click(self, event: events.Click) -> None:
        """Switch on a click."""
        self.action_switch()
