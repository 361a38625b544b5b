"""`focusgroup session capture`: store quotes from standard input, one per line."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.session import moment_in
from focusgroup.core.errors import FocusgroupError, StoreError, UsageError
from focusgroup.core.model import KIND_LABELS, KIND_SIGNS
from focusgroup.services.capture.timed_capture import StoredLine, TimedCapture, split_time
from focusgroup.store import Db, open_sqlite, sessions
from focusgroup.store.encryption import unlock

LONGEST_LINE = 1_000_000
"""Bytes of one line; a longer one is refused without being read into memory."""


@click.command()
@click.argument("ref", metavar="ID")
@click.option("--new-themes", is_flag=True, help="Create themes that don't exist yet.")
@click.option(
    "--began",
    default="",
    metavar='"DAY HH:MM"',
    help="When the session began, if you write it up afterwards.",
)
@click.option("-v", "--verbose", is_flag=True, help="Confirm each line once it is stored.")
@click.pass_context
def capture(ctx: click.Context, ref: str, new_themes: bool, began: str, verbose: bool) -> None:
    """Capture quotes from standard input, one per line.

    Type a line as on the live screen, such as `- took three weeks @3 #onb !`: sign of the
    kind, words, speaker, themes, intensity. `[MM:SS]` or `[HH:MM:SS]` in front sets the time
    in the session; the default is now. `/park`, `/promise`, `/call` and `/who` work;
    `/section 2`, `/question 3` and `/next` move through the agenda. Until you use one of
    these, each line with a time goes into the section planned for that time.

    A scheduled session is started; with --began it is also ended after the last line. Each
    line is stored before the next one is read. Lines that can't be stored are reported on
    standard error with the reason, and the exit code is then 1.
    """
    settings: Settings = ctx.obj
    stream = _input()
    talk = verbose or sys.stdout.isatty()
    if stream.isatty():
        warn("type one quote per line; Ctrl+D ends")
    run = _CaptureRun(_lines(stream), talk)
    try:
        run.through(settings, ref, new_themes=new_themes, began=began)
    finally:
        if not talk or run.wrong:
            say(run.summary())
    ctx.exit(1 if run.wrong else 0)


def _input() -> BinaryIO:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError("no standard input to read quotes from")
    found: BinaryIO = stream
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the input: its number, and its text or why it can't be read."""

    number: int
    text: str = ""
    broken: int = 0
    refused: str = ""


def _lines(stream: BinaryIO) -> Iterator[_Line]:
    """Yield the lines as they come; one that is too long is skipped piece by piece."""
    number = 0
    while data := stream.readline(LONGEST_LINE):
        number += 1
        if number == 1 and data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FocusgroupError("the input is UTF-16, so nothing was stored; save it as UTF-8")
        if len(data) == LONGEST_LINE and not data.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield _Line(
                number, refused="it is longer than 1 MB; a quote has at most 20,000 characters"
            )
            continue
        data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
        text = data.decode("utf-8", "replace").rstrip("\r\n")
        broken = text.count("\ufffd") - data.count("\ufffd".encode())
        yield _Line(number, text, broken)


@dataclass(slots=True)
class _CaptureRun:
    """One run of the command: which lines were stored and which were not."""

    lines: Iterator[_Line]
    talk: bool
    counts: Counter[str] = field(default_factory=Counter)
    wrong: int = 0

    def through(self, settings: Settings, ref: str, *, new_themes: bool, began: str) -> None:
        """Store line after line. This thread waits for input, so Ctrl+C ends it."""
        unlock(settings.db)
        with asyncio.Runner() as runner:
            db = runner.run(open_sqlite(settings.db, create=False))
            try:
                capture = runner.run(_begin(db, ref, new_themes=new_themes, began=began))
                for line in self.lines:
                    if line.text.strip() or line.refused:
                        self._one(runner, capture, line)
                runner.run(capture.finish())
            finally:
                runner.run(db.close())

    def _one(self, runner: asyncio.Runner, capture: TimedCapture, line: _Line) -> None:
        try:
            if line.refused:
                raise FocusgroupError(line.refused)
            taken = runner.run(_take(capture, line.text))
        except StoreError:
            warn(f"line {line.number} and all lines after it were not stored")
            raise
        except FocusgroupError as error:
            self.wrong += 1
            warn(f"line {line.number}: {error}")
            return
        self._count(taken)
        if line.broken:
            odd = plural(line.broken, "byte was", "bytes were")
            warn(f"line {line.number}: {odd} not UTF-8 and became \ufffd")
        if taken.removed:
            odd = plural(taken.removed, "control character was", "control characters were")
            warn(f"line {line.number}: {odd} removed")
        if self.talk:
            _tell(taken)

    def _count(self, taken: StoredLine) -> None:
        if taken.quote is not None and taken.quote.is_observation:
            self.counts["observation"] += 1
        else:
            self.counts[taken.what.value] += 1

    def summary(self) -> str:
        """Return `12 quotes, 1 note stored; 2 lines refused`."""
        nouns = (("quote", ""), ("observation", ""), ("note", ""), ("person", "people"))
        parts = [plural(self.counts["quote"], "quote")]
        parts += [plural(self.counts[n], n, many) for n, many in nouns[1:] if self.counts[n]]
        wrong = f"; {plural(self.wrong, 'line')} refused" if self.wrong else ""
        return f"{', '.join(parts)} stored{wrong}"


async def _begin(db: Db, ref: str, *, new_themes: bool, began: str) -> TimedCapture:
    began_ms = moment_in(began, (await sessions.find(db, ref)).zone) if began else None
    return await TimedCapture.begin(db, ref, new_themes=new_themes, began_ms=began_ms)


async def _take(capture: TimedCapture, text: str) -> StoredLine:
    offset_ms, rest = split_time(text)
    # A line feed inside the text, which only unusual characters cause, does not end a quote.
    return await capture.take(" ".join(rest.splitlines()) if rest else rest, offset_ms)


def _tell(taken: StoredLine) -> None:
    """Print one line that says what is now on disk."""
    quote = taken.quote
    if quote is None:
        say(f"✓ {taken.words or 'from now on'}")
    else:
        seconds = quote.offset_ms // 1000
        who = " · ".join(part for part in (quote.speaker, quote.account) if part) or "–"
        themes = " ".join(f"#{theme}" for theme in quote.themes)
        parts = (
            f"✓ {seconds // 60}:{seconds % 60:02}",
            f"{KIND_SIGNS[quote.kind]} {KIND_LABELS[quote.kind]}",
            who,
            " ".join(quote.text.split()),
            themes,
        )
        say("  ".join(part for part in parts if part))
    sys.stdout.flush()
