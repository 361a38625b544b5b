"""What was typed into the line, step by step, so that it can be undone word by word."""

from focusgroup.core.capture.line_editor import Line

MOST = 200
"""Steps that are kept."""


class TypingHistory:
    """The states of one line since it was empty, or since a quote was put into it."""

    def __init__(self) -> None:
        self._now = Line()
        self._before: list[Line] = []
        self._after: list[Line] = []

    def begin(self, line: Line) -> None:
        """Forget everything: another line begins."""
        self._now, self._before, self._after = line, [], []

    def follow(self, line: Line) -> None:
        """Record a change; the letters of one word are one step."""
        was, self._now = self._now, line
        if line.text == was.text:
            return
        self._after.clear()
        one_more = line.text[: was.caret] == was.text[: was.caret] and (
            len(line.text) == len(was.text) + 1
        )
        starts_word = was.text[was.caret - 1 : was.caret].isspace() or not was.caret
        if not one_more or starts_word or not self._before:
            self._before = [*self._before[-MOST:], was]

    def back(self) -> Line | None:
        """Return the line as it was a step before; None if there is nothing to undo in it.

        An empty line has something to undo only if all of it was deleted at one stroke.
        """
        if not self._before or not (self._now.text or len(self._before[-1].text) > 1):
            return None
        self._after.append(self._now)
        self._now = self._before.pop()
        return self._now

    def offer(self, line: Line) -> None:
        """Let redo bring a text that was taken out by something else than typing."""
        self._after = [line]

    def forward(self) -> Line | None:
        """Return the line as it was before the last undo, None if none was undone."""
        if not self._after:
            return None
        self._before.append(self._now)
        self._now = self._after.pop()
        return self._now
