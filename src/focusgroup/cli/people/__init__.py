"""`focusgroup people`: list a session's participants, add, edit and delete one."""

from typing import Any

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.lazy import LazyCommand, ListGroup
from focusgroup.cli.output import hint, plural, print_json, print_table, say
from focusgroup.cli.session import moment_in
from focusgroup.cli.terminal.asking import is_confirmed, may_ask
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Account, Participant, Session
from focusgroup.core.people.people import consent_in_words, parse_share
from focusgroup.services.dates_in_words import moment, time_of_day
from focusgroup.services.seating import participant_named, put_right, seated_words
from focusgroup.store import Db, participants, sessions
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms

NOW = "now"


ELSEWHERE = {"add": LazyCommand("focusgroup.cli.people.add:add", "Add a participant to a session.")}


@click.group(cls=ListGroup, table=ELSEWHERE)
def people() -> None:
    """List, add and edit the participants of a session.

    WHO is a seat, initials or part of a name.
    """


@people.command("list")
@the_session
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(settings: Settings, ref: str, as_json: bool) -> None:
    """List participants: seat, details, number of quotes, consent."""
    with_db(settings, lambda db: _list(db, ref, as_json=as_json))


@people.command()
@the_session
@click.argument("who", metavar="WHO", shell_complete=names_of("speaker"))
@click.option("--name", help="Their name.")
@click.option("--role", help="Their role.")
@click.option("--account", shell_complete=names_of("account"), help="Their account.")
@click.option("--segment", shell_complete=names_of("segment"), help="The account's market segment.")
@click.option(
    "--share", metavar="PERCENT", help="The account's share of your revenue, such as 12 %."
)
@click.option("--initials", help="Their initials, for `@an` in a line.")
@click.option(
    "--seat", type=click.IntRange(1, 999), help="Their seat; if it is taken, the two swap."
)
@click.option("--notes/--no-notes", default=None, help="Whether they agree to notes.")
@click.option("--by-name/--not-by-name", default=None, help="Whether they agree to be named.")
@click.option("--everywhere", is_flag=True, help="Set the consent in all their sessions.")
@click.option(
    "--arrived", metavar="TIME", help="When they came late: 14:10 or `now`; - if on time."
)
@click.option(
    "--left", metavar="TIME", help="When they left early: 15:00 or `now`; - if they stayed."
)
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@click.pass_obj
def edit(
    settings: Settings, /, ref: str, who: str, everywhere: bool, yes: bool, **wanted: Any
) -> None:
    """Edit a participant's details and consent.

    Without consent to notes, everything they said is withheld from lists, search and documents
    until they agree again; without consent to be named, they appear by role. `session undo`
    reverts a change.
    """
    if all(value is None for value in wanted.values()):
        raise UsageError("say what to change, for example --not-by-name or --left now")

    async def work(db: Db) -> list[str]:
        return await _change(db, ref, who, wanted, everywhere=everywhere, yes=yes)

    for line in with_db(settings, work):
        say(line)


@people.command()
@the_session
@click.argument("who", metavar="WHO", shell_complete=names_of("speaker"))
@click.pass_obj
def delete(settings: Settings, ref: str, who: str) -> None:
    """Delete a participant who said nothing; `erase` is for those who did."""

    async def work(db: Db) -> Participant:
        session = await session_named(db, ref)
        person = participant_named(await participants.of_session(db, session.id), who)
        await participants.remove(db, person, unix_ms())
        return person

    say(f"{with_db(settings, work).name} was removed from the session")


# -- the list --------------------------------------------------------------------------------


async def _list(db: Db, ref: str, *, as_json: bool) -> None:
    session = await session_named(db, ref)
    there = await participants.of_session(db, session.id)
    accounts = {account.id: account for account in await participants.accounts(db)}
    said = {person.id: await participants.said(db, person) for person in there}
    if as_json:
        print_json(
            [_row(each, accounts.get(each.account_id or ""), said[each.id]) for each in there]
        )
    elif there:
        rows = []
        for each in there:
            has = said[each.id]
            facts = (each.seat, each.initials, each.name, each.role, each.account)
            rows.append((*facts, has.quotes, _state(each, session, has.withheld)))
        print_table(rows, ("seat", "", "name", "role", "account", "quotes", "consent, presence"))
    else:
        hint("no participants yet; `focusgroup people add` adds one")


def _state(person: Participant, session: Session, withheld: int) -> str:
    """Return in words what is unusual about a participant."""
    said = [consent_in_words(person)]
    said += [f"{withheld} withheld"] if withheld else []
    for word, ms in (("came", person.arrived_ms), ("left", person.left_ms)):
        said += [f"{word} {time_of_day(ms, session.zone)}"] if ms else []
    return ", ".join(said)


def _row(
    person: Participant, account: Account | None, said: participants.OnRecord
) -> dict[str, object]:
    return {
        "id": person.id,
        "seat": person.seat,
        "initials": person.initials,
        "name": person.name,
        "role": person.role or None,
        "account": person.account or None,
        "segment": (account.segment or None) if account else None,
        "revenue_share": account.revenue_share if account else None,
        "consent_notes": person.consent_notes,
        "consent_name": person.consent_name,
        "asked": person.asked,
        "arrived_ms": person.arrived_ms,
        "left_ms": person.left_ms,
        "quotes": said.quotes,
        "withheld": said.withheld,
    }


# -- changes ---------------------------------------------------------------------------------


async def _change(
    db: Db, ref: str, who: str, wanted: dict[str, Any], *, everywhere: bool, yes: bool
) -> list[str]:
    """Make the change; return what to say about it."""
    session = await session_named(db, ref)
    person = participant_named(await participants.of_session(db, session.id), who)
    change = _wanted(session, wanted)
    others = [person]
    if everywhere:
        if change.consent_notes is None and change.consent_name is None:
            raise UsageError("--everywhere needs --notes, --no-notes, --by-name or --not-by-name")
        others = list(await participants.of_person(db, person.person_id))
    if change.consent_notes is False:
        await _ask_about_notes(db, others, yes=yes)
    before = {each.id: each for each in others}
    changed = await put_right(db, person, change, unix_ms(), everywhere=everywhere)
    return [await _told(db, before[each.id], each) for each in changed]


def _wanted(session: Session, wanted: dict[str, Any]) -> PersonChange:
    plain = {name: wanted[name] for name in ("name", "role", "account", "segment", "initials")}
    return PersonChange(
        **plain,
        seat=wanted["seat"],
        revenue_share=parse_share(wanted["share"]) if wanted["share"] is not None else None,
        consent_notes=wanted["notes"],
        consent_name=wanted["by_name"],
        arrived_ms=_moment(session, wanted["arrived"]),
        left_ms=_moment(session, wanted["left"]),
    )


def _moment(session: Session, written: str | None) -> int | None:
    """Return `15:00` on the day of the session as Unix ms, 0 for `-`. Raises UsageError."""
    if written is None:
        return None
    if written.strip() == "-":
        return 0
    if written.strip().lower() == NOW:
        return unix_ms()
    day = moment(session.started_ms or session.scheduled_ms or unix_ms(), session.zone).date()
    return moment_in(f"{day.isoformat()} {written.strip()}", session.zone)


async def _ask_about_notes(db: Db, people: list[Participant], *, yes: bool) -> None:
    """Say how many quotes will be withheld; a no, or nobody to ask, changes nothing."""
    said = [await participants.said(db, each) for each in people]
    quotes = sum(each.quotes for each in said)
    observations = sum(each.observations for each in said)
    if yes or not (quotes or observations):
        return
    counted = ((quotes, "quote"), (observations, "observation"))
    there = " and ".join(plural(n, what) for n, what in counted if n)
    told = f"{there} of {people[0].name} will be withheld everywhere"
    if not may_ask():
        raise FocusgroupError(f"{told}; nothing was changed yet, add --yes to confirm")
    if not is_confirmed(f"{told}. Continue?", "nothing was changed"):
        raise FocusgroupError("nothing was changed")


async def _told(db: Db, before: Participant, person: Participant) -> str:
    session = await sessions.find(db, person.session_id)
    withheld = (await participants.said(db, person)).withheld
    said = [seated_words(person)]
    said += [part for part in (person.role, person.account) if part]
    said += [_state(person, session, 0)]
    if withheld:
        said += [f"{plural(withheld, 'quote')} withheld"]
    elif consent_in_words(before) != consent_in_words(person):
        said[-1] = f"now: {consent_in_words(person)}"
    return ", ".join(said)
