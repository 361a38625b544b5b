"""Read a Windows console; a character cut in two by a batch of records does not end the reading.

Textual 8.2.8 decodes each batch of 1,024 records by itself, and its reading thread ends at half an
emoji: no key is heard any more. Here the other half may come in the next batch. Import this module
on Windows only, but for `ConsoleText`, which a test tries everywhere.
"""

from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from focusgroup.tui.terminal.input import TerminalInput

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

BATCH = 1_024
"""Records read at once, as in Textual."""
KEY_EVENT = 0x0001
WINDOW_BUFFER_SIZE_EVENT = 0x0004


class ConsoleText:
    """Turns the records of a console into text, across batches, and keeps the last new size."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-16-le")("replace").decode
        self.size: tuple[int, int] | None = None

    def feed(self, records: Iterable[Any]) -> str:
        """Return the text that *records* complete; half a character waits for its other half."""
        units = []
        for record in records:
            if record.EventType == KEY_EVENT:
                key = record.Event.KeyEvent
                # A key that is held for another one, without a code of its own, types nothing.
                if key.bKeyDown and (key.wVirtualKeyCode or not key.dwControlKeyState):
                    units.append(key.uChar.UnicodeChar)
            elif record.EventType == WINDOW_BUFFER_SIZE_EVENT:
                size = record.Event.WindowBufferSizeEvent.dwSize
                self.size = size.X, size.Y
        return self._decode("".join(units).encode("utf-16-le", "surrogatepass"))

    def new_size(self) -> tuple[int, int] | None:
        """Return the size in cells that the console has had since the last call, if any."""
        size, self.size = self.size, None
        return size


def steady_driver() -> "type[Driver]":
    """Return Textual's driver for Windows, reading by the monitor below."""
    from ctypes import byref, wintypes

    from textual.drivers import win32
    from textual.drivers.windows_driver import WindowsDriver

    class SteadyMonitor(win32.EventMonitor):
        """Textual's reading thread, with our decoder and our parser."""

        def run(self) -> None:
            source, console = TerminalInput(), ConsoleText()
            records = (win32.INPUT_RECORD * BATCH)()
            count = wintypes.DWORD(0)
            handle = win32.GetStdHandle(win32.STD_INPUT_HANDLE)
            while not self.exit_event.is_set():
                patience = source.patience_s
                if win32.wait_for_handles([handle], int(patience * 1000)) is None:
                    self._pass_on(source.quiet(patience))
                else:
                    win32.KERNEL32.ReadConsoleInputW(handle, byref(records), BATCH, byref(count))
                    self._pass_on(source.feed(console.feed(records[: count.value]).encode()))
                    if size := console.new_size():
                        self.on_size_change(*size)
                self._pass_on(source.tick())

        def _pass_on(self, messages: "Iterator[Message]") -> None:
            for message in messages:
                self.process_event(message)  # type: ignore[arg-type]

    class SteadyWindowsDriver(WindowsDriver):
        """Textual's driver, starting the monitor above."""

        def start_application_mode(self) -> None:
            win32.EventMonitor = SteadyMonitor  # type: ignore[misc]
            super().start_application_mode()

    return SteadyWindowsDriver
