"""A place that shows one piece of content and never lays out the screen again for it."""

from textual.content import Content
from textual.widget import Widget


class Panel(Widget):
    """Shows what `show` was last given; its size comes from its styles alone.

    Textual's Static lays out the whole screen when its content changes, which a bar that
    changes at every key can't afford.
    """

    DEFAULT_CSS = """
    Panel { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.content = Content()

    def show(self, content: Content) -> None:
        """Show *content* from now on."""
        if content.is_same(self.content):
            return
        self.content = content
        self.refresh()

    def render(self) -> Content:
        """The content, cut at the panel's edges."""
        return self.content
