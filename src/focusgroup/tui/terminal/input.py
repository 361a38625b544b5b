"""Turn the terminal's input into keys and pastes; no input stops the reading.

Textual 8.2.8's reader ends the program at the first byte that is not UTF-8 (textual#6456) and at
a kitty code beyond Unicode, and turns an escape sequence inside a paste into keys. A terminal
without bracketed paste sends a paste as keys, of which Textual handles about 4,000 a second:
anything faster than typing is treated as a paste here too.
"""

import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    XTermParser,
)
from textual.message import Message

from focusgroup.core.patterns import lazy_pattern

QUIET_S = 0.1
HELD_S = 0.02
"""Seconds to wait for the rest of what may be the beginning of a paste."""
CUT_OFF_S = 1.0
"""After this many seconds of silence, a paste without an end was cut off."""
RUN = 64
"""This many letters in one read were not typed one by one."""
MACHINE_READ = 1_024
"""A read of this many characters was not typed; each of its runs is taken as one."""
FLOOD = 100_000
"""More characters than this within a second are pasted, and their line ends are not Enter.

Below it, a script that types for somebody, or a slow machine that catches up, keeps its Enters.
"""
FLOOD_PART = 1_000_000
"""Characters of a flood that are held before they are passed on."""

# A terminal's codes, each whole if it is complete; runs of text; single control characters.
_PIECE = lazy_pattern(
    r"(?P<code>\x1b(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|[\x01-\x08\x0b\x0c\x0e-\x1a]|[NO]?[ -~]?)?)"
    r"|(?P<run>[^\x00-\x1f\x7f]+)"
    r"|[\x00-\x1f\x7f]"
)

# Escape and what was held with Alt. Textual waits for what may follow, and would make one
# sequence of it and the sentence after it. (It knows b and f as word left and right; N, O, P and
# X begin other sequences.)
_ALT = lazy_pattern(r"\x1b[ac-eg-zA-MQ-WYZ0-9]")

# A letter held with Ctrl and Alt; i, j and m are Tab, a line feed and Enter. (h is Backspace in a
# few terminals; the others send \x7f for that.)
_CTRL_ALT = lazy_pattern(r"\x1b[\x01-\x08\x0b\x0c\x0e-\x1a]")


class TerminalInput:
    """Turns bytes into messages; nothing inside a paste becomes a key."""

    def __init__(self, parser: Callable[[], XTermParser] = XTermParser) -> None:
        self._make = parser
        self._parser = parser()
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._held = ""
        self._paste: list[str] | None = None
        self._flood: list[str] | None = None
        self._window = (0.0, 0)
        self._in_code = False
        self._silence_s = 0.0

    @property
    def patience_s(self) -> float:
        """Seconds to wait for more before `quiet` is called."""
        return HELD_S if self._held else QUIET_S

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that *data* completes."""
        self._silence_s = 0.0
        text = self._held + self._decode(data)
        self._held = ""
        while text:
            if self._paste is None:
                before, mark, text = text.partition(BRACKETED_PASTE_START)
                if not mark:
                    before, self._held = _without_beginning(before, BRACKETED_PASTE_START)
                yield from self._typed(before)
                if mark:
                    yield from self._flooded()
                    self._paste = []
            else:
                inside, mark, text = text.partition(BRACKETED_PASTE_END)
                if not mark:
                    inside, self._held = _without_beginning(inside, BRACKETED_PASTE_END)
                self._paste.append(inside)
                if mark:
                    yield from self._pasted()

    def quiet(self, seconds: float) -> Iterator[Message]:
        """Yield what *seconds* of silence complete: a single escape, a cut-off paste."""
        self._silence_s += seconds
        held = self._held
        if self._paste is None:
            self._held = ""
            yield from self._flooded()
            yield from self._keys(held)
        elif self._silence_s >= CUT_OFF_S:
            self._paste.append(held)
            self._held = ""
            yield from self._pasted()

    def tick(self) -> Iterator[Message]:
        """Yield what time alone completes: an escape with nothing after it."""
        yield from self._survived(lambda: self._parser.tick())

    def _pasted(self) -> Iterator[Message]:
        text, self._paste = "".join(self._paste or ()), None
        yield events.Paste(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"))

    def _typed(self, text: str) -> Iterator[Message]:
        """Yield letters as keys, and text too fast for typing as a paste."""
        pieces = list(_PIECE.finditer(text))
        plain = [piece.group() for piece in pieces if piece["code"] is None]
        if self._flood is None and self._too_fast(sum(map(len, plain))):
            self._flood = []
        if self._flood is not None:
            self._flood += plain
            if sum(map(len, self._flood)) > FLOOD_PART:
                yield from self._flooded()
                self._flood = []
            return
        run = 2 if len(text) >= MACHINE_READ else RUN
        for piece in pieces:
            # After a code that was cut by the read, a run may be the rest of it.
            if piece["run"] and len(piece["run"]) >= run and not self._in_code:
                yield events.Paste(piece["run"])
            elif _ALT.fullmatch(piece.group()):
                yield events.Key(f"alt+{piece.group()[1]}", None)
            elif _CTRL_ALT.fullmatch(piece.group()):
                yield events.Key(f"alt+ctrl+{chr(ord(piece.group()[1]) + 96)}", None)
            else:
                yield from self._keys(piece.group())
            self._in_code = piece["code"] is not None and piece.end() == len(text)

    def _too_fast(self, many: int) -> bool:
        """Return whether more characters came within this second than anybody types."""
        now = time.monotonic()
        began, before = self._window
        if now - began > 1:
            began, before = now, 0
        self._window = began, before + many
        return before + many > FLOOD

    def _flooded(self) -> Iterator[Message]:
        """Yield a flood as a paste; from here on keys are keys again."""
        if self._flood is not None:
            text, self._flood = "".join(self._flood), None
            self._window = (0.0, 0)
            if text:
                yield events.Paste(
                    text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
                )

    def _keys(self, text: str) -> Iterator[Message]:
        for character in text:  # one at a time, so a bad code takes nothing else with it
            yield from self._survived(partial(self._parser.feed, character))

    def _survived(self, parse: Callable[[], Any]) -> Iterator[Message]:
        """Yield what *parse* gives; a code that it fails on is left out."""
        try:
            yield from parse()
        except (ParseError, ValueError, ArithmeticError, LookupError, TypeError, RuntimeError):
            before, self._parser = self._parser, self._make()
            for name in ("mouse_pixels", "terminal_size", "terminal_pixel_size"):
                setattr(self._parser, name, getattr(before, name))


def _without_beginning(text: str, mark: str) -> tuple[str, str]:
    """Split off the beginning of *mark* that *text* may end with; return both parts."""
    for size in range(len(mark) - 1, 0, -1):
        if text.endswith(mark[:size]):
            return text[:-size], text[-size:]
    return text, ""
