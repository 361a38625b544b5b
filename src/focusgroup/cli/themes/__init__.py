"""`focusgroup themes`: the theme tree with its counts, one theme's definition, and the changes."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import a_session, session_named
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import hint, print_json, print_table, say
from focusgroup.cli.terminal.pager import paged
from focusgroup.cli.themes.change import add, delete, edit, merge, move, rename, retire, split
from focusgroup.cli.themes.files import export_themes, import_file
from focusgroup.cli.themes.record import duplicates, undo
from focusgroup.core.search.selection import Selection
from focusgroup.services.codebook import concerned
from focusgroup.store import Db
from focusgroup.store.quotes import theme_tree
from focusgroup.store.themes import ThemeCount

COLUMNS = ("theme", "▼ problems", "▲ strengths", "+ missing", "people")


@click.group(cls=ListGroup)
def themes() -> None:
    """Show the theme tree, and change the codebook.

    Without a verb, the tree is shown: see `themes list`. Every change can be undone, also later.
    """


@themes.command("list")
@a_session
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(settings: Settings, session: str, as_json: bool) -> None:
    """Show the theme tree, with problems, strengths, missing features and people.

    A theme counts quotes tagged with it or with one of its subthemes. Each person counts
    once, however often they spoke. Retired themes are marked.
    """
    counts: tuple[ThemeCount, ...] = ()
    if not nothing_yet(settings):
        counts = with_db(settings, lambda db: _counted(db, session))
    if as_json:
        print_json([_as_json_row(count) for count in counts])
    elif counts:
        _print_tree(counts)
    else:
        hint("no themes yet; they come from agendas, and from #name in a quote")


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
        "retired": count.theme.retired,
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
            "  " * count.theme.depth
            + count.theme.name
            + (" (retired)" if count.theme.retired else ""),
            count.problem,
            count.strength,
            count.missing_feature,
            count.people,
        )
        for count in counts
    ]
    with paged():
        print_table(rows, COLUMNS)


@themes.command()
@click.argument("theme", shell_complete=names_of("theme"))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, theme: str, as_json: bool) -> None:
    """Show what THEME is and is not, its keywords, owner, other names and number of quotes."""
    found = with_db(settings, lambda db: concerned(db, theme))
    each = found.theme
    told = {
        "path": each.path,
        "description": each.description,
        "excludes": each.excludes,
        "keywords": list(each.keywords),
        "owner": each.owner,
        "retired": each.retired,
        "other_names": list(each.other_names),
        "subthemes": found.below,
        "quotes": found.quotes,
        "sessions": found.sessions,
    }
    if as_json:
        print_json(told)
        return
    say(each.path + (" (retired)" if each.retired else ""))
    for label, text in (
        ("What it is", each.description),
        ("What it is not", each.excludes),
        ("Keywords", ", ".join(each.keywords)),
        ("Owner", each.owner),
        ("Other names", ", ".join(each.other_names)),
        ("Quotes", found.words),
    ):
        if text:
            say(f"{label}: {text}")


for command in (add, edit, rename, merge, move, split, retire, delete, undo, duplicates):
    themes.add_command(command)
themes.add_command(export_themes)
themes.add_command(import_file)
