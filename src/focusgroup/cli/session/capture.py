"""`focusgroup session capture`: store quotes from a file or standard input, one per line."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.output import hint, plural, say, warn
from focusgroup.cli.session import moment_in
from focusgroup.cli.terminal.pager import Progress
from focusgroup.core.errors import FocusgroupError, StoreError, UsageError
from focusgroup.core.model import KIND_LABELS, KIND_SIGNS, Kind
from focusgroup.imports.input_lines import InputLine, InputLines
from focusgroup.imports.named_file import open_file
from focusgroup.services.capture.timed.timed_capture import StoredLine, TimedCapture
from focusgroup.store import Db, open_either
from focusgroup.store.encryption import unlock
from focusgroup.store.engine.watching import copied_out, watch_files
from focusgroup.system.standard_input import STANDARD

HOUR_MS = 3_600_000
LONG_MS = 6 * HOUR_MS
"""A line that long after the start was probably given the time of day."""
BY_SECTION = "tagged by their section"


@click.command()
@the_session
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--new-themes", is_flag=True, help="Create themes that don't exist yet.")
@click.option(
    "--listen",
    is_flag=True,
    help="Give lines without a sign or theme the kind and themes of their section.",
)
@click.option(
    "--began",
    default="",
    metavar='"DAY HH:MM"',
    help="When the session began, if you write it up afterwards.",
)
@click.option("--again", is_flag=True, help="Store lines that the session has already.")
@click.option("-v", "--verbose", is_flag=True, help="Confirm each line once it is stored.")
@click.pass_context
def capture(ctx: click.Context, /, ref: str, file: Path | None, verbose: bool, **how: Any) -> None:
    """Capture quotes from FILE or standard input, one per line.

    Type a line as on the live screen, such as `- took three weeks @3 #onb !`: sign of the
    kind, words, speaker, themes, intensity. `[MM:SS]`, `[HH:MM:SS]`, `(MM:SS)`, `HH:MM:SS`,
    `MM:SS -` or `[1h02m]` in front sets the time in the session; the default is now.
    `/park`, `/promise`, `/call` and `/who` work; `/section 2`, `/question 3` and `/next` move
    through the agenda. Until you use one of these, each line with a time goes into the section
    planned for that time.

    A line without a sign is untagged: it counts for nothing until you say what it is (`quotes
    edit`, the review, the debrief). It gets no speaker and no theme either, unless a line before
    it was only that, such as `@3` or `#onb`; --listen gives it what its section listens for.

    A scheduled session is started; with --began it is also ended after the last line. Lines
    are stored as they come: what has arrived is stored before more is read. Lines that can't be
    stored are reported on standard error with the reason, and the exit code is then 1. So are
    those that the session has already from an earlier capture: captured twice, a file is stored
    once, and of one that has grown only what is new. The encoding of what isn't UTF-8 is guessed,
    and said; `--encoding cp1251` names it.
    """
    settings: Settings = ctx.obj
    stream = _input(file)
    talk = verbose or sys.stdout.isatty()
    if stream.isatty():
        hint("type one quote per line; Ctrl+D ends")
    run = _CaptureRun(InputLines(stream), talk)
    try:
        run.through(settings, ref, **how)
    finally:
        if file is not None:
            stream.close()
        if not talk or run.wrong:
            say(run.summary())
    ctx.exit(1 if run.wrong else 0)


def _input(file: Path | None) -> BufferedReader:
    if file not in (None, STANDARD):
        return open_file(file, wanted="the file of your notes")
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError("no standard input to read quotes from")
    found: BufferedReader = stream
    return found


@dataclass(slots=True)
class _CaptureRun:
    """One run of the command: which lines were stored and which were not."""

    batches: Iterable[list[InputLine]]
    talk: bool
    counts: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    late: bool = False
    progress: Progress = field(default_factory=Progress)

    def through(self, settings: Settings, ref: str, *, began: str, **how: bool) -> None:
        """Store what arrives. This thread waits for input, so Ctrl+C ends it.

        Input may come for hours, so the files of the database are watched at each batch.
        """
        unlock(settings.db)
        with asyncio.Runner() as runner:
            db = runner.run(open_either(settings.db, create=False))
            try:
                runner.run(watch_files(db))
                capture = runner.run(_begin(db, ref, began, **how))
                try:
                    for batch in self.batches:
                        runner.run(self._store(capture, batch))
                        if not self.talk:
                            self.progress.show(f"{sum(self.counts.values()):,} lines stored …")
                    runner.run(capture.finish())
                finally:
                    self.progress.clear()
                    runner.run(_rescue(db, capture))
            finally:
                runner.run(db.close())

    async def _store(self, capture: TimedCapture, batch: Sequence[InputLine]) -> None:
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

    def _report(self, line: InputLine, taken: StoredLine | FocusgroupError) -> None:
        if isinstance(taken, StoreError):
            warn(f"line {line.number} and all lines after it were not stored")
            raise taken
        if isinstance(taken, FocusgroupError):
            self.wrong += 1
            warn(f"line {line.number}: {taken}")
            return
        self._count(taken)
        if taken.quote and taken.quote.offset_ms > LONG_MS and not self.late:
            self.late = True
            hours = taken.quote.offset_ms // HOUR_MS
            warn(f"line {line.number}: its time is {hours} hours after the session's start")
        if line.assumed:
            warn(
                f"line {line.number} and others like it are not UTF-8: read as {line.assumed};"
                " --encoding names another"
            )
        if line.broken:
            odd = plural(line.broken, "byte was", "bytes were")
            warn(f"line {line.number}: {odd} no text and became \ufffd")
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
        if taken.quote is not None:
            self.counts["untagged"] += taken.quote.kind is Kind.UNTAGGED
            self.counts[BY_SECTION] += taken.by_section

    def summary(self) -> str:
        """Return `12 quotes (7 untagged), 1 note stored; 2 lines refused`."""
        nouns = (("quote", ""), ("observation", ""), ("note", ""), ("person", "people"))
        apart = [
            f"{n:,} {words}" for words in ("untagged", BY_SECTION) if (n := self.counts[words])
        ]
        told = f" ({', '.join(apart)})" if apart else ""
        parts = [plural(self.counts["quote"], "quote") + told]
        parts += [plural(self.counts[n], n, many) for n, many in nouns[1:] if self.counts[n]]
        wrong = f"; {plural(self.wrong, 'line')} refused" if self.wrong else ""
        return f"{', '.join(parts)} stored{wrong}"


async def _begin(db: Db, ref: str, began: str, **how: bool) -> TimedCapture:
    session = await session_named(db, ref)
    began_ms = moment_in(began, session.zone) if began else None
    return await TimedCapture.begin(db, session.id, began_ms=began_ms, **how)


async def _rescue(db: Db, capture: TimedCapture) -> None:
    """Say where everything is if another program deleted or ruined the database meanwhile."""
    if copy := await copied_out(db):
        warn(f"all that was in the database is in {copy}; `focusgroup db restore` takes it back")
    elif db.lost and db.lost.ruined:
        from focusgroup.services.rescue import rescue_capture  # a tenth of the start

        if path := await rescue_capture(capture):
            warn(f"what was stored before is in {path}; `focusgroup db recover --journal` reads it")


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
