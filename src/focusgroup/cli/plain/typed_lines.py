"""Lines of standard input as they come, while the program goes on with its own work."""

import asyncio
import codecs
import sys
import threading
from types import TracebackType

from focusgroup.core.errors import UsageError

PIECE = 1 << 16


class TypedLines:
    """Standard input, a line at a time; a thread that ends with the program waits for it.

    It reads the file itself: Python ends with an error if a thread waits in its buffered reader.
    """

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self.by_hand = sys.stdin is not None and sys.stdin.isatty()

    async def __aenter__(self) -> "TypedLines":
        """Begin to read. Raises UsageError without standard input."""
        if sys.stdin is None:
            raise UsageError("no standard input to read lines from")
        threading.Thread(target=self._read, daemon=True).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the rest unread."""

    async def next(self) -> str | None:
        """Return the next line without its end, None once there are no more."""
        return await self._lines.get()

    def _read(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        raw, rest = getattr(sys.stdin.buffer, "raw", sys.stdin.buffer), ""
        while True:
            try:
                piece = raw.read(PIECE)
            except OSError:  # the terminal is gone
                piece = b""
            *lines, rest = (rest + decoder.decode(piece or b"", final=not piece)).split("\n")
            for line in lines:
                self._give(line.removesuffix("\r"))
            if not piece:
                if rest:
                    self._give(rest)
                self._give(None)
                return

    def _give(self, line: str | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:  # the program has ended meanwhile
            return
