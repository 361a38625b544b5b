"""`focusgroup themes`: the theme tree with its counts, one theme's definition, and the changes."""

from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import a_session, json_or_csv, options_within_a_theme
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import print_json, say
from focusgroup.cli.themes.change import add, delete, edit, merge, move, rename, retire, split
from focusgroup.cli.themes.files import export_themes, import_file
from focusgroup.cli.themes.record import duplicates, undo
from focusgroup.cli.themes.table import print_themes
from focusgroup.core.evidence.quarters import RULE
from focusgroup.services.codebook import concerned
from focusgroup.services.reviewing.theme_table import ThemeColumn

COLUMNS = (
    "A row shows problems, strengths, missing features, people, mentions, accounts, sessions,"
    " trend, the account with most of the mentions with its share (from 60 % of three or more it is"
    " marked as one voice), the last eight quarters, the share of quotes that were strongly felt"
    " (! or !!), how many agreed and disagreed, and the share of our revenue of the accounts"
    " that raised it, where most of their shares are known."
)


@click.group(cls=ListGroup)
def themes() -> None:
    """Show the theme tree, and change the codebook.

    Without a verb, the tree is shown with its figures: see `themes list`. Every change can be
    undone, also later.
    """


@themes.command(
    "list",
    help=f"""Show the theme tree with its figures.

A theme counts quotes tagged with it or with one of its subthemes. Each person counts
once, however often they spoke. Retired themes are marked.

{COLUMNS} On a narrow terminal the columns on the right give way first, up to the mentions.

{RULE}""",
)
@a_session
@options_within_a_theme
@click.option(
    "--sort",
    type=click.Choice([column.value for column in ThemeColumn]),
    help="Sort the themes under one theme by this column, the most first; by name, if not given.",
)
@json_or_csv("Print a JSON array.")
@click.pass_obj
def list_themes(settings: Settings, /, **asked: Any) -> None:
    """Show the theme tree with its figures."""
    print_themes(settings, **asked)


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
