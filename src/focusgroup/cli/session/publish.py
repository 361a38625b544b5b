"""`focusgroup session publish | unpublish`: send a session to the team's repository, or go back."""

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.output import hint, plural, print_json, say
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Session
from focusgroup.core.publishing import Published, Side
from focusgroup.services.sharing import publishing
from focusgroup.store import Db


@click.command()
@the_session
@click.option(
    "--to",
    "named",
    metavar="URL",
    help="The repository: postgresql://…, or a database file.",
)
@click.option("--mine", is_flag=True, help="Where both sides changed something, keep what is here.")
@click.option(
    "--theirs", is_flag=True, help="Where both sides changed something, keep what is there."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as a JSON object.")
@click.pass_obj
def publish(
    settings: Settings, ref: str, named: str | None, mine: bool, theirs: bool, as_json: bool
) -> None:
    """Send a session to the repository that a team shares.

    It arrives whole or not at all, and is read-only here from then on. Publishing it
    again sends what was changed since. Without --to it goes where it went before, or
    to `shared` of the configuration.
    """
    if mine and theirs:
        raise UsageError("choose --mine or --theirs, not both")
    side = Side.MINE if mine else Side.THEIRS if theirs else None
    session, usual = with_db(settings, lambda db: _usual(db, ref))
    to = publishing.read_destination(usual if named is None else named)
    publishing.unlock_destination(to)
    choices = publishing.Choices(side)
    done = with_db(settings, lambda db: publishing.publish(db, session, to, choices))
    if as_json:
        print_json(_as_json(session, done))
    else:
        _print(session, done)
    if done.conflicts:
        raise FocusgroupError(
            f"{plural(len(done.conflicts), 'row')} changed on both sides, so nothing was published;"
            " choose with --mine or --theirs"
        )


async def _usual(db: Db, ref: str) -> tuple[Session, str]:
    session = await session_named(db, ref)
    return session, await publishing.usual_destination(db, session.id)


def _as_json(session: Session, done: Published) -> dict[str, object]:
    return {
        "session": session.id,
        "published": done.place,
        "quotes": done.quotes,
        "changes": done.changes,
        "withheld": done.withheld,
        "conflicts": [
            {
                "entity": each.entity,
                "id": each.id,
                "what": each.what,
                "fields": [
                    {"name": one.name, "mine": one.mine, "theirs": one.theirs}
                    for one in each.fields
                ],
            }
            for each in done.conflicts
        ],
    }


def _print(session: Session, done: Published) -> None:
    for conflict in done.conflicts:
        say(f"changed on both sides: {conflict.what}")
        for one in conflict.fields:
            say(f"  {one.name}: mine “{one.mine}”, theirs “{one.theirs}”")
    if done.conflicts:
        return
    say(f"“{session.title}” {publishing.published_in_words(done)}")
    if done.withheld:
        why = "the speakers have not agreed to notes, or were erased there"
        hint(f"{plural(done.withheld, 'quote')} not sent: {why}")


@click.command()
@the_session
@click.pass_obj
def unpublish(settings: Settings, ref: str) -> None:
    """Let a published session be changed here again.

    The published one stays as it is; `session publish` sends what you change. What was
    changed there since does not come here.
    """

    async def work(db: Db) -> tuple[Session, str]:
        session = await session_named(db, ref)
        return session, await publishing.unpublish(db, session)

    session, place = with_db(settings, work)
    if not place:
        raise FocusgroupError(f"“{session.title}” is not published; nothing was changed")
    say(f"“{session.title}” can be changed here again; the one in {place} stays as it is")
