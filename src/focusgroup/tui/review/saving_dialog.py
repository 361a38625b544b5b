"""Dialogs that save before they close: what was typed stays where saving it is refused."""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Generic, Self, TypeVar

from textual import on, work
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from focusgroup.core.errors import FocusgroupError
from focusgroup.services.reviewing.typed_texts import TypedTexts
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
    text, and so does the key that quits in all of them. What is typed is kept on disk where
    there are `texts`, and offered when the same dialog is opened again.
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
        self.texts: TypedTexts | None = None
        self._offered = self._done = False

    def kept_in(self, texts: TypedTexts) -> Self:
        """Keep what is typed in *texts* until it is saved or dropped."""
        self.texts = texts
        return self

    def on_mount(self) -> None:
        """Look for what was typed before, once the dialog has what is stored."""
        if self.texts:
            for field in self.query(Field):
                self.watch(field, "value", self.keep_typed, init=False)
            self._offer(self.texts)

    @work(group="offer", exit_on_error=False)
    async def _offer(self, texts: TypedTexts) -> None:
        left, when = await texts.left()
        self._offered = True
        if left and not self.typed():
            self.put_typed(left)
            if self.typed():
                self.query_one(WhyNotSaved).say(
                    f"You typed this {when}, and it was not saved. Ctrl+Z takes it out again."
                )
        self.keep_typed()

    async def on_unmount(self) -> None:
        """Write the last letters, or drop what was saved or is not wanted."""
        if self.texts and self._offered:
            await self.texts.settle(drop=self._done)

    def typed(self) -> dict[str, str]:
        """Return the texts that differ from what is stored, by their fields."""
        return {
            name: field.value
            for name, field in self._named_fields()
            if field.value != self._filled.get(field, "")
        }

    def put_typed(self, texts: Mapping[str, str]) -> None:
        """Put the texts of `typed` into their fields; undo takes them out again."""
        for name, field in self._named_fields():
            if name in texts:
                field.replace(texts[name], 0, len(field.value))

    def _named_fields(self) -> list[tuple[str, Field]]:
        return [(field.id or str(place), field) for place, field in enumerate(self.query(Field))]

    def keep_typed(self) -> None:
        """Keep what is typed by now."""
        if self.texts and self._offered and not self._done:
            self.texts.keep(self.typed())

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
            self._done = True
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
        if self._asked == key or not self.typed():
            return True
        self._asked = key
        drops = "ends the program; what you changed is kept here"
        drops = drops if self.texts and key != "Esc" else "drops what you changed"
        self.query_one(WhyNotSaved).say(f"Not saved: {key} once more {drops}.")
        return False

    def leave(self) -> None:
        """Close without saving anything more."""
        if self.is_current and not self._saving:
            self._done = True
            self.dismiss(self._saved)
