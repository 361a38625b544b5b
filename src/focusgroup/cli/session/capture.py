"""`focusgroup session capture`: store quotes from standard input, one per line."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.session import moment_in
from focusgroup.core.errors import FocusgroupError, StoreError, UsageError
from focusgroup.core.model import KIND_LABELS, KIND_SIGNS
from focusgroup.services.capture.timed_capture import StoredLine, TimedCapture
from focusgroup.store import Db, open_sqlite, sessions
from focusgroup.store.encryption import unlock

LONGEST_LINE = 1_000_000
"""Bytes of one line; a longer one is refused without being read into memory."""
AT_ONCE = 100
"""Lines of one transaction, for which other programs wait: 0.4 s on a busy machine."""
PIECE = 1 << 16


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

    A scheduled session is started; with --began it is also ended after the last line. Lines
    are stored as they come: what has arrived is stored before more is read. Lines that can't be
    stored are reported on standard error with the reason, and the exit code is then 1.
    """
    settings: Settings = ctx.obj
    stream = _input()
    talk = verbose or sys.stdout.isatty()
    if stream.isatty():
        warn("type one quote per line; Ctrl+D ends")
    run = _CaptureRun(_batches(stream), talk)
    try:
        run.through(settings, ref, new_themes=new_themes, began=began)
    finally:
        if not talk or run.wrong:
            say(run.summary())
    ctx.exit(1 if run.wrong else 0)


def _input() -> BufferedReader:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError("no standard input to read quotes from")
    found: BufferedReader = stream
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the input: its number, and its text or why it can't be read."""

    number: int
    text: str = ""
    broken: int = 0
    refused: str = ""


def _batches(stream: BufferedReader) -> Iterator[list[_Line]]:
    """Yield the lines that have arrived, AT_ONCE at most; one that is too long is skipped."""
    number, rest, long = 0, b"", False
    while piece := stream.read1(PIECE):
        *ended, rest = (rest + piece).split(b"\n")
        lines = []
        for data in ended:
            number += 1
            lines.append(_line(number, data, long=long))
            long = False
        if len(rest) >= LONGEST_LINE:
            rest, long = b"", True
        for start in range(0, len(lines), AT_ONCE):
            yield lines[start : start + AT_ONCE]
    if rest or long:
        yield [_line(number + 1, rest, long=long)]


def _line(number: int, data: bytes, *, long: bool) -> _Line:
    if number == 1 and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FocusgroupError("the input is UTF-16, so nothing was stored; save it as UTF-8")
    if long or len(data) >= LONGEST_LINE:
        refused = "it is longer than 1 MB; a quote has at most 20,000 characters"
        return _Line(number, refused=refused)
    data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
    text = data.decode("utf-8", "replace").rstrip("\r\n")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    # A line feed inside the text, which only unusual characters cause, does not end a quote.
    return _Line(number, " ".join(text.splitlines()), broken)


@dataclass(slots=True)
class _CaptureRun:
    """One run of the command: which lines were stored and which were not."""

    batches: Iterator[list[_Line]]
    talk: bool
    counts: Counter[str] = field(default_factory=Counter)
    wrong: int = 0

    def through(self, settings: Settings, ref: str, *, new_themes: bool, began: str) -> None:
        """Store what arrives. This thread waits for input, so Ctrl+C ends it."""
        unlock(settings.db)
        with asyncio.Runner() as runner:
            db = runner.run(open_sqlite(settings.db, create=False))
            try:
                capture = runner.run(_begin(db, ref, new_themes=new_themes, began=began))
                for batch in self.batches:
                    runner.run(self._store(capture, batch))
                runner.run(capture.finish())
            finally:
                runner.run(db.close())

    async def _store(self, capture: TimedCapture, batch: Sequence[_Line]) -> None:
        """Store a batch, to its end even if Ctrl+C comes meanwhile, and say what became of it."""
        lines = [line for line in batch if line.text.strip() or line.refused]
        if not lines:
            return
        storing = asyncio.ensure_future(
            capture.take_many([line.text for line in lines if not line.refused])
        )
        try:
            await asyncio.shield(storing)
        finally:
            results = iter(await storing)
            for line in lines:
                self._report(line, FocusgroupError(line.refused) if line.refused else next(results))

    def _report(self, line: _Line, taken: StoredLine | FocusgroupError) -> None:
        if isinstance(taken, StoreError):
            warn(f"line {line.number} and all lines after it were not stored")
            raise taken
        if isinstance(taken, FocusgroupError):
            self.wrong += 1
            warn(f"line {line.number}: {taken}")
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
