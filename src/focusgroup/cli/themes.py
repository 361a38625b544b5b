"""`focusgroup themes`: the theme tree, with how often and by how many people each was named."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.output import print_json, print_table, say, warn
from focusgroup.core.errors import UsageError
from focusgroup.core.model import ThemeSpec
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line
from focusgroup.core.themes.paths import normal_path
from focusgroup.store import Db, sessions
from focusgroup.store.quotes import theme_tree
from focusgroup.store.themes import ThemeCount, ensure, find
from focusgroup.system.clock import unix_ms

COLUMNS = ("theme", "▼ problems", "▲ strengths", "+ missing", "people")


@click.group(invoke_without_command=True)
@click.option("--session", default="", metavar="ID", help="Count this session only.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def themes(ctx: click.Context, session: str, as_json: bool) -> None:
    """The themes as a tree, with problems, strengths, missing features and people.

    A theme counts what is tagged with it or with a theme below it. People are different
    people, however often they said it.
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
        warn("no themes yet; agendas bring theirs, and capture lines make them with #name")


async def _counted(db: Db, session: str) -> "tuple[ThemeCount, ...]":
    if not session:
        return await theme_tree(db)
    return await theme_tree(db, Selection(sessions=((await sessions.find(db, session)).id,)))


def _as_json_row(count: ThemeCount) -> dict[str, object]:
    return {
        "path": count.theme.path,
        "name": count.theme.name,
        "depth": count.theme.depth,
        "description": count.theme.description,
        "problem": count.problem,
        "strength": count.strength,
        "missing_feature": count.missing_feature,
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
@click.option("--description", default="", metavar="TEXT", help="What belongs under it.")
@click.pass_obj
def add(settings: Settings, path: str, description: str) -> None:
    """Add the theme PATH, such as `Reporting > Exports`, with what is missing above it."""
    wanted = normal_path(path)
    if not wanted:
        raise UsageError("a theme needs a name, such as `Reporting > Exports`")

    async def work(db: Db) -> str:
        await ensure(db, [ThemeSpec(wanted, clean_line(description))], unix_ms())
        return (await find(db, wanted)).path

    say(with_db(settings, work, create=True))
