"""`focusgroup items`: what is done about findings, and the quotes that support it."""

import re
from collections.abc import Sequence

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import json_or_csv, read_kind
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import hint, plural, print_csv, print_json, print_table, say, warn
from focusgroup.cli.quotes import as_line
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.model import Quote
from focusgroup.core.model.items import Item, ItemEdit, ItemStatus
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.reviewing import items as service
from focusgroup.store import Db
from focusgroup.store.actions import items as store
from focusgroup.system.clock import local_zone


class _Status(click.Choice[str]):
    """A status by its name or in its words: `told`, `told the customer`."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the status's value."""
        said = " ".join(re.split(r"[\s_-]+", str(value).strip().lower()))
        named = {status.words: status.value for status in ItemStatus}
        return super().convert(named.get(said, said), param, ctx)


STATUS = _Status([status.value for status in ItemStatus])
HEADS = ("id", "status", "owner", "quotes", "gone", "finding", "item")
NOTHING = "-"


@click.group(cls=ListGroup)
def items() -> None:
    """Track what is done about findings: owner, status, and the quotes that support it.

    A status is open, planned, shipped, declined, or told: told the customer. Deleting or erasing
    a quote that supports an item says so, and the item tells how many are gone. ITEM is the id
    that `items list` shows, or the title.
    """


@items.command("list")
@click.option("--status", "statuses", type=STATUS, multiple=True, help="Only this status.")
@click.option(
    "--owner", default="", metavar="NAME", help="Only this owner, by name or the start of it."
)
@json_or_csv("Print a JSON array.")
@click.pass_obj
def list_items(
    settings: Settings, statuses: tuple[str, ...], owner: str, as_json: bool, as_csv: bool
) -> None:
    """List the items, newest first."""
    wanted = [ItemStatus(each) for each in statuses]
    found: Sequence[Item] = ()
    if not nothing_yet(settings):
        found = with_db(settings, lambda db: store.all_items(db, wanted, owner))
    if as_json:
        print_json([_as_json(item) for item in found])
    elif as_csv:
        print_csv([HEADS, *map(_cells, found)])
    elif found:
        with paged():
            print_table([_cells(item) for item in found], HEADS)
    elif statuses or owner:
        hint("no item like that; `focusgroup items list` shows all")
    else:
        hint("no items; `focusgroup items add TITLE --theme NAME` makes one of a finding")


def _cells(item: Item) -> tuple[object, ...]:
    finding = " ".join(part for part in (item.theme, item.kind) if part)
    return (
        item.short_id,
        item.status.words,
        item.owner or None,
        item.quotes,
        item.gone,
        finding or None,
        item.title,
    )


def _as_json(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "title": item.title,
        "status": item.status.value,
        "owner": item.owner or None,
        "note": item.note or None,
        "theme": item.theme or None,
        "kind": item.kind or None,
        "quotes": item.quotes,
        "gone": item.gone,
        "created_ms": item.created_ms,
        "changed_ms": item.changed_ms,
    }


@items.command()
@click.argument("title")
@click.option("--theme", default="", shell_complete=names_of("theme"), help="The finding's theme.")
@click.option(
    "--kind",
    default="",
    shell_complete=names_of("kind"),
    help="The finding's kind, such as problem.",
)
@click.option("--quote", "quotes", multiple=True, metavar="ID", help="A quote that supports it.")
@click.option("--owner", default="", metavar="NAME", help="The colleague who looks after it.")
@click.option("--status", type=STATUS, default=ItemStatus.OPEN.value, help="Its status.")
@click.option("--note", default="", metavar="WORDS", help="More about it.")
@click.pass_obj
def add(
    settings: Settings,
    title: str,
    theme: str,
    kind: str,
    quotes: tuple[str, ...],
    owner: str,
    status: str,
    note: str,
) -> None:
    """Make an item of a finding, and print its id.

    Without --quote it is supported by the quotes of its theme and kind, at most the newest 200.
    """
    finding = Selection(themes=(theme,) if theme else (), kinds=(read_kind(kind),) if kind else ())

    async def work(db: Db) -> Item:
        path = (await service.theme_named(db, theme)) if theme else ""
        of_kind = finding.kinds[0].value if finding.kinds else ""
        item = Item("", title, ItemStatus(status), owner, note, path, of_kind)
        return await service.make_item(db, item, quotes, finding)

    made = with_db(settings, work)
    say(made.short_id)
    newest = "the newest " if made.quotes == service.MOST_QUOTES and not quotes else ""
    hint(f"supported by {newest}{plural(made.quotes, 'quote')}")


@items.command()
@click.argument("item")
@click.option("--title", metavar="WORDS", help="What it is called.")
@click.option("--status", type=STATUS, help="Its status; who set it is kept, and when.")
@click.option("--owner", metavar="NAME", help="The colleague who looks after it; - for nobody.")
@click.option("--note", metavar="WORDS", help="More about it; - for nothing.")
@click.option("--add-quote", "added", multiple=True, metavar="ID", help="A quote to add.")
@click.option(
    "--remove-quote", "removed", multiple=True, metavar="ID", help="A quote to take away."
)
@click.pass_obj
def edit(
    settings: Settings,
    item: str,
    title: str | None,
    status: str | None,
    owner: str | None,
    note: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
) -> None:
    """Change ITEM: its title, status, owner, note, or the quotes that support it."""
    owner, note = ("" if each == NOTHING else each for each in (owner, note))
    wanted = ItemEdit(title, ItemStatus(status) if status else None, owner, note)
    done = with_db(settings, lambda db: service.edit_item(db, item, wanted, added, removed))
    print_table([_cells(done)], HEADS)


@items.command()
@click.argument("item")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, item: str, as_json: bool) -> None:
    """Show ITEM with its history and the quotes that support it."""

    async def work(db: Db) -> tuple[Item, Sequence[Quote], Sequence[tuple[int, ItemStatus, str]]]:
        found = await store.find_item(db, item)
        return (
            found,
            await service.supporting(db, found),
            await store.statuses_of_item(db, found.id),
        )

    found, quotes, statuses = with_db(settings, work)
    if as_json:
        told = [
            {"at_ms": at_ms, "status": status.value, "who": who} for at_ms, status, who in statuses
        ]
        ids = [quote.id for quote in quotes]
        print_json({**_as_json(found), "supporting": ids, "history": told})
        return
    say(found.title)
    finding = " ".join(part for part in (found.theme, found.kind) if part)
    for label, text in (("Finding", finding), ("Owner", found.owner), ("Note", found.note)):
        if text:
            say(f"{label}: {text}")
    for at_ms, status, who in statuses:
        at = moment(at_ms, local_zone())
        say(f"{full_date(at.date())} {at:%H:%M}  {status.words}  {who}")
    say(f"Supported by {plural(len(quotes), 'quote')}" + (":" if quotes else ""))
    for quote in quotes:
        say(f"  {as_line(quote)}")
    if found.gone:
        warn(f"{plural(found.gone, 'quote')} that supported it: deleted, erased or withheld since")
