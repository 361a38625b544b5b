"""`focusgroup people add`: add a participant to a session."""

from dataclasses import replace

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.output import say, warn
from focusgroup.cli.terminal.asking import is_confirmed, may_ask
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import NewParticipant, check_name, parse_participant
from focusgroup.services.seating import seat as seat_participant
from focusgroup.services.seating import seated_words
from focusgroup.store import Db
from focusgroup.system.clock import unix_ms


def confirmed(new: NewParticipant) -> NewParticipant:
    """Ask whether a participant was read as meant, where that is unsure and somebody can be asked.

    Otherwise warn, and refuse a number as a name. Raises FocusgroupError.
    """
    if not new.remark:
        return new
    if may_ask():
        if not is_confirmed(f"{new.remark} Is that right?", "nothing was changed"):
            raise FocusgroupError("nothing was changed")
    else:
        warn(check_name(new).remark)
    return new


@click.command()
@the_session
@click.argument("who", metavar='"Name, role, account"')
@click.option(
    "--seat", type=click.IntRange(1, 999), help="Their seat (default: the first free one)."
)
@click.option("--no-notes", is_flag=True, help="They don't agree to notes.")
@click.option("--not-by-name", is_flag=True, help="They may be quoted, but not by name.")
@click.pass_obj
def add(
    settings: Settings, ref: str, who: str, seat: int | None, no_notes: bool, not_by_name: bool
) -> None:
    """Add a participant to a session."""
    new = confirmed(parse_participant(who))
    notes = new.consent_notes and not no_notes
    by_name = new.consent_name and notes and not not_by_name
    not_asked = new.not_asked and not (no_notes or not_by_name)
    new = replace(new, seat=seat, consent_notes=notes, consent_name=by_name, not_asked=not_asked)

    async def work(db: Db) -> str:
        session = await session_named(db, ref)
        return seated_words(await seat_participant(db, session, new, unix_ms()))

    say(with_db(settings, work))
