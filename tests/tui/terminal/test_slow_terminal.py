"""A terminal that takes nothing for a while doesn't stop the program."""

import io
import threading
from collections.abc import Iterator

import pytest
from textual.drivers import _writer_thread
from textual.drivers._writer_thread import WriterThread

from focusgroup.tui.terminal import slow_terminal

PIECES = 200


class Stalled(io.StringIO):
    """A terminal that takes nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def write(self, text: str) -> int:
        self.free.wait()
        return super().write(text)


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stalled]:
    limit = _writer_thread.MAX_QUEUED_WRITES
    monkeypatch.setattr(_writer_thread, "MAX_QUEUED_WRITES", limit or 30)
    terminal = Stalled()
    yield terminal
    terminal.free.set()


def writing(writer: WriterThread) -> threading.Thread:
    """Write all pieces, as the program does; in a thread, since that may never end."""

    def write_all() -> None:
        for n in range(PIECES):
            writer.write(f"{n:03} ")

    writer.start()
    program = threading.Thread(target=write_all, daemon=True)
    program.start()
    return program


def test_textual_still_waits_for_the_terminal(stalled: Stalled) -> None:
    writer = WriterThread(stalled)
    program = writing(writer)
    program.join(0.2)
    assert program.is_alive(), "this workaround can go"
    stalled.free.set()
    program.join()
    writer.stop()


def test_the_program_goes_on_and_the_terminal_gets_everything_later(stalled: Stalled) -> None:
    slow_terminal.install()
    writer = WriterThread(stalled)
    writing(writer).join()
    assert stalled.getvalue() == ""
    stalled.free.set()
    writer.stop()
    assert stalled.getvalue() == "".join(f"{n:03} " for n in range(PIECES))
