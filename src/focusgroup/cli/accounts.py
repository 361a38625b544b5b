"""`focusgroup accounts`: list customer accounts and edit their details."""

from collections.abc import Sequence
from typing import Any

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.commitments.printed import print_promises, promise_row
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import (
    a_session,
    json_or_csv,
    quote_options,
    selection_of,
    sessions_named,
)
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.output import hint, print_csv, print_json, print_table, say
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.errors import UsageError
from focusgroup.core.model import Account
from focusgroup.core.people.people import parse_share
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.reviewing.findings import ThemeFinding, findings
from focusgroup.services.reviewing.promises import PromiseMade, is_unheard, promises
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.store import accounts as store
from focusgroup.store.quotes import AccountFacts, account_facts
from focusgroup.system.clock import local_zone, unix_ms

HEADS = (
    "name", "segment", "share", "owner", "mentions", "people", "sessions", "open", "overdue",
    "kept", "last heard",
)  # fmt: skip


@click.group(cls=ListGroup)
def accounts() -> None:
    """List, show and edit customer accounts; without a verb, they are listed.

    Accounts come with the participants of a session.
    """


@accounts.command("list")
@click.option(
    "--unheard", is_flag=True, help="Only those that nobody has heard for a year, or ever."
)
@a_session
@quote_options
@json_or_csv("Print a JSON array.")
@click.pass_obj
def list_(
    settings: Settings, /, session: str, unheard: bool, as_json: bool, as_csv: bool, **wanted: Any
) -> None:
    """List customer accounts: what each has told us, was promised, and when it was last heard.

    A row shows segment, share of revenue and owner; mentions, people and sessions, of the quotes
    that were asked for; commitments that are open, overdue and kept.
    """
    now = unix_ms()
    today = today_in(local_zone(), now).isoformat()
    asked = selection_of(sessions=(session,) if session else (), **wanted)

    async def work(db: Db) -> tuple[AccountFacts, ...]:
        return await account_facts(db, today, await resolved(db, await sessions_named(db, asked)))

    read = () if nothing_yet(settings) else with_db(settings, work)
    found = [each for each in read if not unheard or is_unheard(each, now)]
    if as_json:
        print_json([_row(each) for each in found])
    elif as_csv:
        print_csv([HEADS, *map(_cells, found)])
    elif found:
        with paged():
            print_table(map(_cells, found), HEADS)
    elif read:
        hint("each was heard within a year" if unheard else "no account like that")
    else:
        hint("no accounts yet; they come with the participants of a session")


def _cells(each: AccountFacts) -> tuple[object, ...]:
    heard = full_date(moment(each.heard_ms, each.heard_zone).date()) if each.heard_ms else "never"
    told = (each.mentions, each.people, each.sessions, each.open, each.overdue, each.kept, heard)
    return (*_details(each.account), *told)


def _details(account: Account) -> tuple[object, ...]:
    share = account.revenue_share
    percent = f"{share * 100:.3g} %" if share is not None else None
    return account.name, account.segment, percent, account.owner


def _row(each: AccountFacts) -> dict[str, object]:
    account = each.account
    return {
        "id": account.id,
        "name": account.name,
        "segment": account.segment or None,
        "revenue_share": account.revenue_share,
        "owner": account.owner or None,
        "problem": each.problem,
        "strength": each.strength,
        "missing_feature": each.missing,
        "people": each.people,
        "sessions": each.sessions,
        "open": each.open,
        "overdue": each.overdue,
        "kept": each.kept,
        "heard_ms": each.heard_ms,
    }


@accounts.command()
@click.argument("name", shell_complete=names_of("account"))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, name: str, as_json: bool) -> None:
    """Show what an account has told us, and what we promised it and did.

    Under each commitment is what was said shortly before it.
    """
    today = today_in(local_zone(), unix_ms())

    async def work(db: Db) -> tuple[AccountFacts, Sequence[ThemeFinding], Sequence[PromiseMade]]:
        chosen = await resolved(db, Selection(accounts=(name,)))
        (found,) = await account_facts(db, today.isoformat(), chosen)
        made = await promises(db, account=found.account.name)
        return found, await findings(db, chosen), made

    found, said, made = with_db(settings, work)
    if as_json:
        themes = [{"path": each.theme.path, "mentions": each.mentions} for each in said]
        kept = [promise_row(each, today) for each in made]
        print_json({**_row(found), "themes": themes, "commitments": kept})
        return
    say(found.account.name)
    print_table([_cells(found)[1:]], HEADS[1:])
    if said:
        say("")
        print_table(
            [(each.theme.path, each.mentions, each.found.people) for each in said],
            ("theme", "mentions", "people"),
        )
    say("")
    print_promises(made, today)


@accounts.command()
@click.argument("name", shell_complete=names_of("account"))
@click.option("--segment", shell_complete=names_of("segment"), help="Market segment; - for none.")
@click.option(
    "--share", metavar="PERCENT", help="Share of your revenue, such as 12 %; - for unknown."
)
@click.option(
    "--owner", shell_complete=names_of("owner"), help="Colleague who looks after it; - for nobody."
)
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
    print_table([_details(changed)], HEADS[:4])
