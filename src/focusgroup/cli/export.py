"""`focusgroup export`: documents made of whole sessions or of chosen quotes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from focusgroup.cli.edge import Settings
from focusgroup.cli.filters import Wanted, quote_options
from focusgroup.cli.gathering import gathered
from focusgroup.core.errors import UsageError

if TYPE_CHECKING:
    from focusgroup.exports.consent import Audience


@click.group()
def export() -> None:
    """Write documents: the Word summary."""


segment_option = click.option(
    "--segment",
    default="",
    metavar="NAME",
    help="Only accounts of this segment; a beginning will do.",
)

F = TypeVar("F", bound=Callable[..., Any])


def audience_options(command: F) -> F:
    """Give a command `--external` and `--no-roles`, which `audience_of` takes."""
    command = click.option(
        "--no-roles", is_flag=True, help="With --external: without what people do, too."
    )(command)
    return click.option(
        "--external",
        is_flag=True,
        help="For readers outside: no customer's or company's name anywhere.",
    )(command)


def audience_of(*, external: bool, no_roles: bool) -> "Audience":
    """For whom the document is. Raises UsageError where one option lacks the other."""
    from focusgroup.exports.consent import Audience

    if no_roles and not external:
        raise UsageError("--no-roles goes with --external; inside the company roles are shown")
    return Audience(external=external, roles=not no_roles)


@export.command("word")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; without it one named after title and date in `exports`.",
)
@quote_options
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Paper."
)
@click.option("--zone", metavar="ZONE", help="Time zone of the times in the document.")
@audience_options
@segment_option
@click.option(
    "--topline", is_flag=True, help="The same day's short version: two pages, without the log."
)
@click.pass_obj
def word(
    settings: Settings,
    /,
    ids: tuple[str, ...],
    output: Path | None,
    paper: Literal["a4", "letter"],
    zone: str | None,
    external: bool,
    no_roles: bool,
    segment: str,
    topline: bool,
    **wanted: Any,
) -> None:
    """Write the Word summary of sessions, or of the quotes that the conditions choose.

    ID is a session's id, the start of one, or `last`; without one it is a report on all
    sessions, with what changed from one to the next. With conditions only the quotes
    that they choose are in it. Prints the file that was written.
    """
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import say
    from focusgroup.exports.word import suggested_name, write_summary
    from focusgroup.store.location import exports_dir
    from focusgroup.tui.now import unix_ms

    chosen = Wanted(**wanted)
    report = with_db(settings, lambda db: gathered(db, ids, chosen, segment))
    audience = audience_of(external=external, no_roles=no_roles)
    path = output or exports_dir() / suggested_name(report, audience, topline=topline)
    made = write_summary(
        report, path, now_ms=unix_ms(), zone=zone, paper=paper, audience=audience, topline=topline
    )
    say(str(made))
