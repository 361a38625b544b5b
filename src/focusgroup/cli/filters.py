"""The options that choose quotes, and the sessions that commands name."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import click

from focusgroup.cli.completing import names_of
from focusgroup.cli.output import hint
from focusgroup.core.dates.zones import zone_of
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Kind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, read_span
from focusgroup.core.text import clean_line
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store import Db, sessions
from focusgroup.system.clock import local_zone, unix_ms

F = TypeVar("F", bound=Callable[..., Any])

_KINDS = {
    **{kind.value: kind for kind in Kind},
    "missing": Kind.MISSING_FEATURE,
    "feature": Kind.MISSING_FEATURE,
}


def read_kind(text: str) -> Kind:
    """Return a kind as people write it: `problem`, `Problems`, `missing-feature`, `missing`.

    Raises BadParameter when the text isn't a kind.
    """
    key = re.sub(r"[\s-]+", "_", text.strip().lower()).removesuffix("s")
    if key not in _KINDS:
        raise click.BadParameter(f"“{text}” isn't a kind; use {', '.join(Kind)}")
    return _KINDS[key]


def _read_kinds(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(read_kind(value) for value in values))


def read_days(ctx: click.Context, param: click.Parameter, value: str | None) -> TimeSpan | None:
    """Read `2026-03-12`, `2026` or `last month` as days; today is this machine's."""
    if value is None:
        return None
    zone = local_zone()
    try:
        return read_span(value, moment(unix_ms(), zone).date(), zone_of(zone))
    except FocusgroupError as error:
        raise click.BadParameter(str(error), ctx, param) from error


def _one_of_both(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    other = "as_csv" if param.name == "as_json" else "as_json"
    if value and ctx.params.get(other):
        raise UsageError("choose --json or --csv, not both")
    return value


def json_or_csv(json_help: str) -> Callable[[F], F]:
    """Return a decorator for a command that can print JSON or CSV in place of its table."""

    def give(command: F) -> F:
        option = partial(click.option, is_flag=True, callback=_one_of_both)
        command = option("--csv", "as_csv", help="Print CSV for a spreadsheet.")(command)
        return option("--json", "as_json", help=json_help)(command)

    return give


the_session = click.argument("ref", metavar="SESSION", shell_complete=names_of("session"))
a_session = click.argument(
    "session",
    metavar="[SESSION]",
    default="",
    shell_complete=names_of("session"),
)
"""The session that a command is about, or only this one of all: an argument everywhere."""

_OPTIONS = (
    click.option(
        "--theme",
        default="",
        metavar="THEME",
        shell_complete=names_of("theme"),
        help="Only this theme and its subthemes.",
    ),
    click.option("--untagged", is_flag=True, help="Only quotes without a theme."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        callback=_read_kinds,
        metavar="|".join(Kind),
        shell_complete=names_of("kind"),
        help="Only this kind; may be repeated.",
    ),
    click.option(
        "--account",
        default="",
        metavar="NAME",
        shell_complete=names_of("account"),
        help="Only people of this account.",
    ),
    click.option(
        "--segment",
        default="",
        metavar="NAME",
        shell_complete=names_of("segment"),
        help="Only accounts of this segment, by name or the start of it.",
    ),
    click.option(
        "--owner",
        default="",
        metavar="NAME",
        shell_complete=names_of("owner"),
        help="Only accounts this colleague looks after, by name or the start of it.",
    ),
    click.option(
        "--facilitator",
        default="",
        metavar="NAME",
        shell_complete=names_of("facilitator"),
        help="Only sessions this colleague led, by name or the start of it.",
    ),
    click.option(
        "--speaker",
        default="",
        metavar="NAME",
        shell_complete=names_of("speaker"),
        help="Only this person, by name or the start of it.",
    ),
    click.option("--verbatim", is_flag=True, help="Only quotes in the speaker's own words."),
    click.option(
        "--search",
        default="",
        metavar="WORDS",
        help='Only quotes with all of these words: word, begin*, "a phrase", -not, theme:, kind:,'
        " account:, who:, is:, question:, item:, since:, until:.",
    ),
    click.option("--since", callback=read_days, metavar="DATE", help="Only from this day on."),
    click.option("--until", callback=read_days, metavar="DATE", help="Only up to this day."),
)


def quote_options(command: F) -> F:
    """Add the options above to a command; it passes them as keywords to `selection_of`."""
    return _with(command, _OPTIONS)


def options_within_a_theme(command: F) -> F:
    """Add those that choose among the quotes of one theme."""
    return _with(command, _OPTIONS[2:])


def _with(command: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def selection_of(
    *,
    theme: str = "",
    account: str = "",
    segment: str = "",
    owner: str = "",
    facilitator: str = "",
    speaker: str = "",
    sessions: Iterable[str] = (),
    **rest: Any,
) -> Selection:
    """Return what the options above choose, as typed; `services.selection` looks it up."""
    return Selection(
        themes=_some(theme),
        accounts=_some(account),
        segments=_some(segment),
        owner=clean_line(owner),
        facilitator=clean_line(facilitator),
        speakers=_some(speaker),
        sessions=tuple(sessions),
        **rest,
    )


def no_match(asked: Selection, none: str = "no quotes match; try fewer filters") -> str:
    """Return that there are *none*, or none yet if nothing was asked for."""
    return none if asked != Selection() else f"{none.partition(' match;')[0]} yet"


def _some(name: str) -> tuple[str, ...]:
    return (name,) if clean_line(name) else ()


async def session_named(db: Db, ref: str) -> Session:
    """Return the session called *ref*; name it on standard error if *ref* is `last` or `next`.

    Raises NotFound.
    """
    found = await sessions.find(db, ref)
    key = ref.strip().lower()
    if key in sessions.RELATIVE:
        at = moment(found.started_ms or found.scheduled_ms or found.created_ms, found.zone)
        hint(f"{key}: “{found.title}”, {full_date(at.date())}, {found.status.value}")
    return found


async def sessions_named(db: Db, selection: Selection) -> Selection:
    """Return *selection* with the ids of its sessions; see `session_named`."""
    found = [(await session_named(db, ref)).id for ref in selection.sessions]
    return replace(selection, sessions=tuple(dict.fromkeys(found)))
