"""The options that choose quotes, shared by the commands that list and that export them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.model import Kind
from focusgroup.core.search.filters import TimeSpan, read_span

if TYPE_CHECKING:
    from focusgroup.exports.wording.scope import Scope
    from focusgroup.store import Db
    from focusgroup.store.quotes import QuoteFilter

F = TypeVar("F", bound=Callable[..., Any])

_KINDS = {
    **{kind.value: kind for kind in Kind},
    "missing": Kind.MISSING_FEATURE,
    "feature": Kind.MISSING_FEATURE,
}


def read_kind(text: str) -> Kind:
    """A kind as people write it: ``problem``, ``Problems``, ``missing-feature``, ``missing``.

    Raises BadParameter when it is none.
    """
    key = re.sub(r"[\s-]+", "_", text.strip().lower()).removesuffix("s")
    if key not in _KINDS:
        raise click.BadParameter(f"“{text}” is not a kind; use {', '.join(Kind)}")
    return _KINDS[key]


def _read_kinds(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(read_kind(value) for value in values))


def read_days(ctx: click.Context, param: click.Parameter, value: str | None) -> TimeSpan | None:
    """``2026-03-12``, ``2026``, ``last month``: days in this machine's time zone."""
    if value is None:
        return None
    from focusgroup.services.dates_in_words import moment, zone_of
    from focusgroup.system.clock import local_zone, unix_ms

    zone = local_zone()
    try:
        return read_span(value, moment(unix_ms(), zone).date(), zone_of(zone))
    except FocusgroupError as error:
        raise click.BadParameter(str(error), ctx, param) from error


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say; names are looked up by `resolved`."""

    theme: str = ""
    untagged: bool = False
    kinds: tuple[Kind, ...] = ()
    account: str = ""
    speaker: str = ""
    search: str = ""
    since: TimeSpan | None = None
    until: TimeSpan | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Wanted()


_OPTIONS = (
    click.option("--theme", default="", metavar="THEME", help="Under this theme and those below."),
    click.option("--untagged", is_flag=True, help="Only those without a theme."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        callback=_read_kinds,
        metavar="|".join(Kind),
        help="Of this kind; may be repeated.",
    ),
    click.option("--account", default="", metavar="NAME", help="Said by people of this account."),
    click.option(
        "--speaker", default="", metavar="NAME", help="Said by this person; a beginning will do."
    ),
    click.option("--search", default="", metavar="WORDS", help="With all of these words."),
    click.option("--since", callback=read_days, metavar="DATE", help="Said on this day or later."),
    click.option(
        "--until", callback=read_days, metavar="DATE", help="Said on this day or earlier."
    ),
)


def quote_options(command: F) -> F:
    """Give a command the options above; it takes them as keywords for `Wanted`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


async def resolved(db: "Db", wanted: Wanted, session: str = "") -> "QuoteFilter":
    """The store's filter, with the theme's whole path and the account's own spelling.

    Raises NotFound with the nearest names for a theme or an account that there is none of.
    """
    from focusgroup.core.text import clean_line
    from focusgroup.store import themes
    from focusgroup.store.quotes import QuoteFilter

    theme = (await themes.find(db, wanted.theme)).path if wanted.theme.strip() else ""
    account = await _account(db, wanted.account) if wanted.account.strip() else ""
    return QuoteFilter(
        theme=theme,
        untagged=wanted.untagged,
        kinds=wanted.kinds,
        session=session,
        account=account,
        speaker=clean_line(wanted.speaker),
        since_ms=wanted.since.start_ms if wanted.since else None,
        until_ms=wanted.until.end_ms if wanted.until else None,
        search=wanted.search,
    )


async def _account(db: "Db", name: str) -> str:
    import difflib

    from focusgroup.core.text import fold
    from focusgroup.store import participants

    names = {fold(account.name): account.name for account in await participants.accounts(db)}
    key = fold(name)
    if key in names:
        return names[key]
    starting = [known for folded, known in names.items() if folded.startswith(key)]
    if len(starting) == 1:
        return starting[0]
    near = starting or [names[k] for k in difflib.get_close_matches(key, names, n=3, cutoff=0.5)]
    hint = f"did you mean {' or '.join(near[:5])}?" if near else "see: focusgroup session show ID"
    raise NotFound(f"there is no account “{name}”; {hint}")


def scope_of(chosen: "QuoteFilter", wanted: Wanted) -> "Scope":
    """What was chosen, for the head of a document."""
    from focusgroup.exports.wording.scope import Scope

    return Scope(
        theme=chosen.theme,
        untagged=chosen.untagged,
        kinds=chosen.kinds,
        account=chosen.account,
        speaker=chosen.speaker,
        search=chosen.search,
        since=wanted.since.days if wanted.since else None,
        until=wanted.until.days if wanted.until else None,
    )
