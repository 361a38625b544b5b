"""Textual's driver for Unix terminals, with a reader and a writer that survive any terminal."""

import os
import selectors
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from focusgroup.tui.terminal.input import TerminalInput

READ = 4096


class Outlasting:
    """A terminal's output file that may disappear; later writes are then dropped.

    Without this Textual 8.2.8's writing thread ends, its queue fills, and the program hangs.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._gone = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, text: str) -> None:
        """Write, as long as the terminal is there."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Flush, as long as the terminal is there."""
        self._try(self._file.flush)

    def _try(self, act: Callable[[], object]) -> None:
        if not self._gone:
            try:
                act()
            except (OSError, ValueError):
                self._gone = True


class SteadyDriver(LinuxDriver):
    """Textual's driver with a reader and a writer that survive any terminal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = Outlasting(self._file)  # type: ignore[assignment]

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, which SIGSTOP gives no chance to give up before.

        Done by the event loop: a signal comes in the middle of anything, also of a write to the
        terminal, whose lock taking it again would wait for.
        """
        with suppress(RuntimeError):  # the loop has ended, and the program is about to
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Take the terminal again, with one reader.

        Textual 8.2.8 starts a second one: both read what is typed, the first never ends, and the
        terminal is left as the program had it.
        """
        if not self._auto_restart or self._app.return_code is not None:
            return
        self._app.call_later(self._app.refresh)  # others wrote on the terminal meanwhile
        reader, attributes = self._key_thread, self.attrs_before
        if reader is None or not reader.is_alive():
            self.resume_application_mode()
            return
        self.exit_event.set()
        reader.join()
        self.exit_event.clear()
        self.close()
        self._must_signal_resume = True
        self.resume_application_mode()
        self.attrs_before = attributes

    def run_input_thread(self) -> None:
        """Read until the program ends; quit the app when the terminal is gone."""
        source = TerminalInput(lambda: XTermParser(self._debug))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                patience = source.patience_s
                if not selector.select(patience):
                    self._pass_on(source.quiet(patience))
                    self._pass_on(source.tick())
                    continue
                try:
                    data = os.read(self.fileno, READ)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._app.call_later(self._app.exit, return_code=129)
                    return
                self._pass_on(source.feed(data))
                self._pass_on(source.tick())

    def _pass_on(self, messages: Iterator[Message]) -> None:
        for message in messages:
            self.process_message(message)
