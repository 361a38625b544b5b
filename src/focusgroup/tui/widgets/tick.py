"""Something that is so or is not, ticked with the space bar or a click."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from focusgroup.tui.widgets.style import said


class Tick(Widget, can_focus=True):
    """``[x] label`` or ``[ ] label``: seen without colours, unlike Textual's own box."""

    BINDINGS = [Binding("space", "switch", "Tick", show=False)]
    DEFAULT_CSS = """
    Tick {
        height: 1; width: 1fr;
        &:focus { background: $primary 20%; text-style: bold; }
    }
    """

    value: reactive[bool] = reactive(False)

    class Changed(Message):
        """It was ticked, or not any more."""

        def __init__(self, tick: "Tick", value: bool) -> None:
            super().__init__()
            self.tick = tick
            self.value = value

        @property
        def control(self) -> "Tick":
            """The tick."""
            return self.tick

    def __init__(self, label: str, value: bool = False, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = said(label)
        self.set_reactive(Tick.value, value)

    def render(self) -> Content:
        """The box before its label."""
        return Content(f"[{'x' if self.value else ' '}] {self._label}")

    def watch_value(self, value: bool) -> None:
        """Tell that it changed."""
        self.post_message(self.Changed(self, value))

    def action_switch(self) -> None:
        """The other way round."""
        self.value = not self.value

    def on_click(self, event: events.Click) -> None:
        """A click ticks too."""
        self.action_switch()
