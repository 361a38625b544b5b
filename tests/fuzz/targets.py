"""What is fuzzed: a parser each, and what holds for it whatever it reads."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.capture.grammar import format_line, parse_line
from focusgroup.core.dates.commitments import read_promise
from focusgroup.core.dates.due_dates import read_due
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import parse_participant
from focusgroup.core.people.people_csv import read_people
from focusgroup.core.text import clean, fold, for_terminal, initials
from focusgroup.imports.agenda_file import read as read_agenda
from focusgroup.store.outbox.journal import read_lines
from tests.speed import within

TODAY = date(2026, 3, 4)
LONGEST_S = 2.0


def agenda(data: bytes) -> None:
    """An agenda, as a file and as text; it is read again as it was read."""
    with tempfile.NamedTemporaryFile(suffix=".md") as file, suppress(FocusgroupError):
        Path(file.name).write_bytes(data)
        read_agenda(file.name)
    reading = parse_agenda(_text(data))
    lines = reading.agenda.source.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in reading.problems)
    assert parse_agenda(reading.agenda.source).agenda == reading.agenda


def capture(data: bytes) -> None:
    """The capture line: its spans are in it, and a written line is read as it was meant."""
    text = clean(_text(data)).text.replace("\n", " ")
    parsed = parse_line(text)
    assert all(0 <= span.start <= span.end <= len(text) for span in parsed.spans)
    # What is written has the same meaning when it is read; spans differ.
    again = parse_line(format_line(parsed))
    assert (again.text, again.themes, again.speaker) == (
        parsed.text,
        parsed.themes,
        parsed.speaker,
    )


def journal(data: bytes) -> None:
    """A journal: what can't be read is counted, never raised."""
    entries, torn = read_lines(data.split(b"\n"))
    assert len(entries) + torn <= data.count(b"\n") + 1


def promises(data: bytes) -> None:
    """A commitment with its owner and day, and a day by itself."""
    text = _text(data)
    promise = read_promise(text, TODAY, ["Anna Novak", "李娜"])
    assert len(promise.text) <= len(text) + 1
    read_due(text, TODAY)


def people(data: bytes) -> None:
    """People, a line each and as CSV."""
    text = _text(data)
    with suppress(FocusgroupError):
        parse_participant(text)
    with suppress(FocusgroupError):
        read_people(text)
    initials(text)


def words(data: bytes) -> None:
    """The cleaners: twice is once, and nothing active gets out."""
    text = data.decode("utf-8", "surrogateescape")
    once = clean(text).text
    assert clean(once).text == once
    assert fold(fold(once)) == fold(once)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in for_terminal(text))


def terminal(data: bytes) -> None:
    """The bytes of a terminal: reading goes on behind them."""
    from textual import events

    from focusgroup.tui.terminal.input import TerminalInput

    async def read() -> None:
        source = TerminalInput()
        list(source.feed(data))
        for _ in range(20):
            list(source.quiet(0.1))
        keys = [m for m in source.feed(b"\x1b[201~ok") if isinstance(m, events.Key)]
        assert [key.character for key in keys][-2:] == ["o", "k"]

    asyncio.run(read())


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (agenda, capture, journal, promises, people, words, terminal)
}


def tried(name: str, data: bytes) -> None:
    """Run one target; AssertionError when it takes too long."""
    within(LONGEST_S, lambda: TARGETS[name](data))
