"""`focusgroup themes`: the theme tree, with how often and by how many people each was named."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named
from focusgroup.cli.output import print_json, print_table, say, warn
from focusgroup.core.errors import UsageError
from focusgroup.core.model import ThemeSpec
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line
from focusgroup.core.themes.paths import normal_path
from focusgroup.store import Db
from focusgroup.store.quotes import theme_tree
from focusgroup.store.themes import ThemeCount, ensure, find
from focusgroup.system.clock import unix_ms

COLUMNS = ("theme", "▼ problems", "▲ strengths", "+ missing", "people")


@click.group(invoke_without_command=True)
@click.option("--session", default="", metavar="ID", help="Count only this session.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def themes(ctx: click.Context, session: str, as_json: bool) -> None:
    """Show the theme tree, with problems, strengths, missing features and people.

    A theme counts quotes tagged with it or with one of its subthemes. Each person counts
    once, however often they spoke.
    """
    if ctx.invoked_subcommand is not None:
        return
    settings: Settings = ctx.obj
    counts: tuple[ThemeCount, ...] = ()
    if not nothing_yet(settings):
        counts = with_db(settings, lambda db: _counted(db, session))
    if as_json:
        print_json([_as_json_row(count) for count in counts])
    elif counts:
        _print_tree(counts)
    else:
        warn("no themes yet; they come from agendas, and from #name in a quote")


async def _counted(db: Db, session: str) -> "tuple[ThemeCount, ...]":
    if not session:
        return await theme_tree(db)
    return await theme_tree(db, Selection(sessions=((await session_named(db, session)).id,)))


def _as_json_row(count: ThemeCount) -> dict[str, object]:
    return {
        "path": count.theme.path,
        "name": count.theme.name,
        "depth": count.theme.depth,
        "description": count.theme.description,
        "problem": count.problem,
        "strength": count.strength,
        "missing_feature": count.missing_feature,
        "context": count.context,
        "untagged": count.untagged,
        "mentions": count.mentions,
        "people": count.people,
    }


def _print_tree(counts: "tuple[ThemeCount, ...]") -> None:
    rows = [
        (
            "  " * count.theme.depth + count.theme.name,
            count.problem,
            count.strength,
            count.missing_feature,
            count.people,
        )
        for count in counts
    ]
    print_table(rows, COLUMNS)


@themes.command("add")
@click.argument("path")
@click.option("--description", default="", metavar="TEXT", help="What belongs in it.")
@click.pass_obj
def add(settings: Settings, path: str, description: str) -> None:
    """Add the theme PATH, such as `Reporting > Exports`, and its parents if missing."""
    wanted = normal_path(path)
    if not wanted:
        raise UsageError("a theme needs a name, such as `Reporting > Exports`")

    async def work(db: Db) -> str:
        await ensure(db, [ThemeSpec(wanted, clean_line(description))], unix_ms())
        return (await find(db, wanted)).path

    say(with_db(settings, work, create=True))
