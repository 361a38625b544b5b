"""`focusgroup accounts`: list customer accounts and edit their details."""

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import hint, print_json, print_table
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.errors import UsageError
from focusgroup.core.model import Account
from focusgroup.core.people.people import parse_share
from focusgroup.store import accounts as store


@click.group(cls=ListGroup)
def accounts() -> None:
    """List and edit customer accounts; without a verb, they are listed.

    Accounts come with the participants of a session.
    """


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """List customer accounts with segment, share of revenue and owner."""
    found = () if nothing_yet(settings) else with_db(settings, store.accounts)
    if as_json:
        print_json([_row(each) for each in found])
    elif found:
        with paged():
            print_table(map(_cells, found), ("name", "segment", "share", "owner"))
    else:
        hint("no accounts yet; they come with the participants of a session")


def _cells(account: Account) -> tuple[object, ...]:
    share = account.revenue_share
    percent = f"{share * 100:.3g} %" if share is not None else None
    return account.name, account.segment, percent, account.owner


def _row(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "segment": account.segment or None,
        "revenue_share": account.revenue_share,
        "owner": account.owner or None,
    }


@accounts.command()
@click.argument("name", shell_complete=names_of("account"))
@click.option("--segment", help="Market segment; - for none.")
@click.option(
    "--share", metavar="PERCENT", help="Share of your revenue, such as 12 %; - for unknown."
)
@click.option("--owner", help="Colleague who looks after it; - for nobody.")
@click.pass_obj
def edit(
    settings: Settings, name: str, segment: str | None, share: str | None, owner: str | None
) -> None:
    """Edit an account, in every session and document."""
    if segment is None and share is None and owner is None:
        raise UsageError("say what to change: --segment, --share or --owner")
    fraction = None if share is None else -1.0 if share.strip() == "-" else parse_share(share)
    segment, owner = ("" if each == "-" else each for each in (segment, owner))
    changed = with_db(
        settings,
        lambda db: store.change(db, name, segment=segment, owner=owner, revenue_share=fraction),
    )
    print_table([_cells(changed)], ("name", "segment", "share", "owner"))
