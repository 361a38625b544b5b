"""`focusgroup demo`: every screen, command and export, on a separate sample database."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.filters import read_days
from focusgroup.cli.main import need_terminal
from focusgroup.cli.output import hint, plural, say, warn
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Report
from focusgroup.core.search.spans import TimeSpan
from focusgroup.services.dates_in_words import moment
from focusgroup.services.sample import is_sample, make, remove, sessions_in
from focusgroup.store import open_db
from focusgroup.store.engine.location import default_db, records_dir, sample_db
from focusgroup.store.reports import session_report
from focusgroup.system.clock import local_zone, unix_ms
from focusgroup.system.invocation import quoted, typed

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written

TRY = """Nobody in it is real. Try, for example:
  {program} {db} session list
  {program} {db} quotes --theme Exports --kind missing_feature
  {program} {db} themes
  {program} {db} export word last
  {program} {db}"""


@click.command()
@click.option("--reset", is_flag=True, help="Start with a fresh sample.")
@click.option(
    "--path", type=click.Path(path_type=Path), metavar="FILE", help="Where to put the sample."
)
@click.option("--no-open", is_flag=True, help="Create the sample and print its path.")
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Only write the Word summary of a sample session.",
)
@click.option("--as-of", callback=read_days, metavar="DATE", help="Act as if it were this day.")
@click.pass_context
def demo(
    ctx: click.Context,
    reset: bool,
    path: Path | None,
    no_open: bool,
    summary: Path | None,
    as_of: TimeSpan | None,
) -> None:
    """Try the program on invented sessions.

    They have a database of their own; yours is never touched, even if --db or FOCUSGROUP_DB
    names it. Without a terminal, the sample is created and its path printed.
    """
    now_ms = _noon(as_of) if as_of else None
    if summary:
        written = _write_summary(summary, now_ms)
        say(str(written.path))
        for remark in written.remarks():
            warn(remark)
        return
    settings: Settings = ctx.obj
    place = (path or sample_db()).expanduser().absolute()
    _refuse_own(place, settings)
    if place.exists():
        _check(place)
    if reset:
        _set_aside(place)
    if not place.exists():
        hint("Creating the sample …")
        make(place, now_ms)
    if no_open or not all(s and s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)):
        say(str(place))
        hint(TRY.format(program=typed("--db"), db=quoted(place)))
        return
    need_terminal()
    from focusgroup.tui.run import run

    ctx.exit(run(place))


def _noon(day: TimeSpan) -> int:
    """Return noon UTC of a given day, whatever this machine's time zone (Unix ms)."""
    first = moment(day.start_ms, local_zone())
    return round(datetime(first.year, first.month, first.day, 12, tzinfo=UTC).timestamp() * 1000)


def _write_summary(target: Path, now_ms: int | None) -> "Written":
    """Write the Word summary of the newest session, from a sample made for this purpose."""
    import asyncio
    import tempfile

    from focusgroup.exports.destination import Destination
    from focusgroup.exports.making import Making
    from focusgroup.exports.word import write_word

    there = Destination(target, kind="word", owner="the sample", records=records_dir())

    async def read(place: Path) -> Report:
        async with open_db(place, create=False) as db:
            return await session_report(db, ["last"])

    at_ms = unix_ms() if now_ms is None else now_ms
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as folder:
        place = Path(folder) / "sample.db"
        make(place, at_ms)
        return write_word(asyncio.run(read(place)), there, Making(now_ms=at_ms))


def _refuse_own(place: Path, settings: Settings) -> None:
    """Raise FocusgroupError if *place* is the user's own database or where it will be."""
    for own in (settings.db, default_db()):
        if os.path.realpath(own) == os.path.realpath(place) and not is_sample(place):
            raise FocusgroupError(
                f"{place} is for your own sessions; leave out --path, or name another file for"
                " the sample"
            )


def _check(place: Path) -> None:
    """Raise FocusgroupError when *place* exists and is not a sample."""
    if not is_sample(place):
        raise FocusgroupError(
            f"{place} isn't a sample database and was not changed; name another file with --path"
        )


def _set_aside(place: Path) -> None:
    """Make room for a fresh sample; an old one with somebody's own sessions is kept."""
    if not place.exists():
        return
    own = [session for session in sessions_in(place) if not session.sample]
    if not own:
        remove(place)
        return
    number = 1
    while (kept := place.with_name(f"{place.stem}-{number}{place.suffix}")).exists():
        number += 1
    place.rename(kept)
    warn(f"the sample had {plural(len(own), 'session')} of yours, so it is kept as {kept}")
