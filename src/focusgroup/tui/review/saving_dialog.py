"""Dialogs that save before they close: what was typed stays where saving it is refused."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from focusgroup.core.errors import FocusgroupError
from focusgroup.system.invocation import as_typed
from focusgroup.tui.commands import QUITS
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import said

SLOW_S = 0.5
"""Seconds after which a dialog says that it is still saving."""

Answer = TypeVar("Answer")
Saved = TypeVar("Saved")


class WhyNotSaved(Panel):
    """Why an answer was not saved, in the dialog that asked for it; no line while all is well."""

    DEFAULT_CSS = """
    WhyNotSaved { height: auto; display: none; color: $text-warning; margin-top: 1; }
    """

    def say(self, text: str) -> None:
        """Show *text*; nothing hides the line."""
        self.display = bool(text)
        self.show(Content(said(as_typed(text))))
        self.refresh(layout=True)


class SavingDialog(ModalScreen[Saved | None], Generic[Answer, Saved]):
    """A dialog that returns what *save* made of its answer, None if it was left.

    *save* raises FocusgroupError for what can't be saved: the dialog says why and stays, with
    all that was typed. Where `KEEPS_TEXT`, Escape asks once more before it drops a changed
    text, and so does the key that quits in all of them.
    A dialog lays out a `WhyNotSaved`.
    """

    BINDINGS = QUITS
    KEEPS_TEXT: ClassVar[bool] = False

    def __init__(self, save: Callable[[Answer], Awaitable[Saved]]) -> None:
        super().__init__()
        self._save = save
        self._saving = False
        self._saved: Saved | None = None
        self._filled: dict[Field, str] = {}
        self._asked = ""
        """The key that was told to be pressed once more, "" after something else was typed."""

    def fill(self, field: Field, text: str) -> None:
        """Put into *field* the text that is stored."""
        field.fill(text)
        self._filled[field] = field.value

    def keep(self, answer: Answer) -> None:
        """Save the answer and close; a second key while it is being saved does nothing."""
        if self.is_current and not self._saving:
            self._saving = True
            self._try(answer)

    @work(group="save", exit_on_error=False)
    async def _try(self, answer: Answer) -> None:
        refusal = self.query_one(WhyNotSaved)
        slow = self.set_timer(SLOW_S, lambda: refusal.say("Saving …"))
        refusal.say("")
        try:
            self._saved = await self._save(answer)
            self.dismiss(self._saved)
        except FocusgroupError as error:
            refusal.say(str(error))
        except Exception:
            refusal.say("")
            with told(self):
                raise
        finally:
            slow.stop()
            self._saving = False

    @on(Input.Changed)
    def _typed(self) -> None:
        self._asked = ""

    def action_back(self) -> None:
        """Change nothing; a text that was changed is dropped at the second time."""
        if not self.KEEPS_TEXT or self._saving or self._sure("Esc"):
            self.leave()

    def sure_to_leave(self, command: str) -> bool:
        """Return whether to quit: not while it saves, and a changed text is asked about."""
        keys: Keymap = getattr(self.app, "keys", None) or Keymap()
        return not self._saving and self._sure(keys.shown(command))

    def _sure(self, key: str) -> bool:
        """Return whether no text was changed, or *key* is pressed again; else ask for that."""
        texts = [(field.value, self._filled.get(field, "")) for field in self.query(Field)]
        if self._asked == key or all(now == was for now, was in texts):
            return True
        self._asked = key
        self.query_one(WhyNotSaved).say(f"Not saved: {key} once more drops what you changed.")
        return False

    def leave(self) -> None:
        """Close without saving anything more."""
        if self.is_current and not self._saving:
            self.dismiss(self._saved)
