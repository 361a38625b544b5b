"""`focusgroup themes undo` and `duplicates`: what was done to the codebook, what could be."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.output import hint, print_json, print_table, say
from focusgroup.core.errors import UsageError
from focusgroup.core.themes.duplicates import duplicates as find_duplicates
from focusgroup.services import codebook
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store import Db
from focusgroup.store.codebook import CodebookChange, change_to_undo, changes
from focusgroup.store.themes import all_themes
from focusgroup.system.clock import local_zone
from focusgroup.system.invocation import typed


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
@click.option("--list", "listed", is_flag=True, help="List the changes, newest first.")
@click.option("--dry-run", is_flag=True, help="Show what would be undone, and stop.")
@click.option("--json", "as_json", is_flag=True, help="List the changes as a JSON array.")
@click.pass_obj
def undo(
    settings: Settings, number: int | None, listed: bool, dry_run: bool, as_json: bool
) -> None:
    """Take back the last change of the codebook, or the one with NUMBER.

    Also after other changes: quotes go back to the themes they had, unless they were
    tagged otherwise since. Quotes captured since keep their themes.
    """
    if (listed or as_json) and (number or dry_run):
        raise UsageError("a list takes no number")
    if listed or as_json:
        _print_changes(settings, as_json=as_json)
        return

    async def work(db: Db) -> CodebookChange:
        if dry_run:
            return await change_to_undo(db, number or 0)
        return await codebook.undo(db, number or 0)

    done = with_db(settings, work)
    say(f"{'Would undo' if dry_run else 'Undone'}: {codebook.change_in_words(done)}")


def _print_changes(settings: Settings, *, as_json: bool) -> None:
    found = () if nothing_yet(settings) else with_db(settings, changes)
    if as_json:
        print_json(
            [
                {
                    "number": each.n,
                    "at_ms": each.at_ms,
                    "who": each.who,
                    "what": each.verb,
                    "words": each.words,
                    "quotes": each.quotes,
                    "sessions": each.sessions,
                    "undone": each.undone,
                }
                for each in found
            ]
        )
    elif found:
        print_table(map(_cells, found), ("number", "when", "who", "quotes", "what"))
    else:
        hint("nothing was changed in the codebook yet")


def _cells(change: CodebookChange) -> tuple[object, ...]:
    at = moment(change.at_ms, local_zone())
    words = f"undo of {change.words}" if change.verb == "undo" else change.words
    state = " (undone)" if change.undone else ""
    when = f"{full_date(at.date())} {at:%H:%M}"
    return change.n, when, change.who, change.quotes, words + state


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def duplicates(settings: Settings, as_json: bool) -> None:
    """List themes that are probably one, such as `Export` and `exports`."""
    found = find_duplicates(() if nothing_yet(settings) else with_db(settings, all_themes))
    if as_json:
        print_json([{"theme": p.theme.path, "other": p.other.path, "why": p.why} for p in found])
    elif found:
        print_table(((p.other.path, p.theme.path, p.why) for p in found), ("theme", "into", "why"))
        say(f"To join two of them: {typed('themes merge THEME INTO')}")
    else:
        hint("no two themes look like one")
