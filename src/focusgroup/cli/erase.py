"""`focusgroup erase`: remove a participant and their words for good, and prove it."""

from collections.abc import Mapping

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.filters import a_session, session_named
from focusgroup.cli.output import plural, print_json, say, warn
from focusgroup.cli.terminal.asking import answer
from focusgroup.core.errors import FocusgroupError, NotFound, StoreError, UsageError
from focusgroup.core.text import clean_line, fold
from focusgroup.services.dates_in_words import moment
from focusgroup.store import Db, sessions
from focusgroup.store.encryption import unlock
from focusgroup.store.engine.location import exports_dir
from focusgroup.store.engine.servers import refuse_server
from focusgroup.store.erasure import (
    Erased,
    ErasedRows,
    Masks,
    Proof,
    Seat,
    Someone,
    as_one_person,
    erase_person,
    erasure_cut_off,
    files_with_words,
    find_people,
    find_remains,
    preview_erasure,
)
from focusgroup.store.outbox import replay_waiting
from focusgroup.system.clock import unix_ms

ERASED = "[erased]"
"""Text that replaces the name with --mask-mentions."""

SHOWN = 20
"""Places that are listed at most where the program is not sure."""


@click.command()
@a_session
@click.option(
    "--participant",
    "name",
    metavar="NAME",
    required=True,
    shell_complete=names_of("speaker"),
    help="The participant to erase.",
)
@click.option(
    "--account",
    metavar="NAME",
    default="",
    shell_complete=names_of("account"),
    help="Only a participant of this account.",
)
@click.option("--all", "everyone", is_flag=True, help="Erase every person of that name.")
@click.option(
    "--mask-mentions", "mask", is_flag=True, help=f"Put {ERASED} where others said the name."
)
@click.option("--dry-run", is_flag=True, help="Show what would be erased, and stop.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object; asks nothing.")
@click.pass_context
def erase(
    ctx: click.Context,
    name: str,
    account: str,
    session: str,
    everyone: bool,
    mask: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Erase a participant and everything they said, for good.

    This covers every session, the history, the search index, the backups beside the database
    and the journals; SESSION only tells people of the same name apart. Then every byte of these
    files is searched for the name and for what they said. Exported documents are not changed.
    """
    settings: Settings = ctx.obj
    name = clean_line(name)
    if not name:
        raise UsageError("name the participant, for example --participant “Anna Novak”")
    refuse_server(settings.db, "erasing for good", "docs/team.md says how it is done there")
    session_id = _ready(settings, session)
    someone = _chosen(settings, name, account, session_id, everyone=everyone, yes=yes)
    from focusgroup.exports.privacy.erasing import masks_of

    masks = Masks(*masks_of(someone.names if someone else (name,), ERASED))
    if someone is None and not erasure_cut_off(settings.db) and not mask:
        _nobody(settings, name)
    plan = preview_erasure(settings.db, someone, masks, mask=mask)
    if not as_json:
        _tell_plan(settings, someone, plan, mask=mask, asked=dry_run or not yes)
    elif not yes and not dry_run:
        raise UsageError("--json asks nothing: add --yes, or --dry-run to see what would go")
    if dry_run:
        if as_json:
            print_json(_as_json(plan, None))
        return
    if not yes:
        _ask(someone.name if someone else name)
    done = erase_person(settings.db, name, someone, masks, mask=mask)
    if as_json:
        print_json(_as_json(plan, done))
    else:
        _tell(done)
    if done.proof.left:
        ctx.exit(FAILED)


def _ready(settings: Settings, ref: str) -> str:
    """Update the database and store what waits in journals; return the session's id."""

    async def work(db: Db) -> str:
        await replay_waiting(db, unix_ms())
        return (await session_named(db, ref)).id if ref else ""

    session = with_db(settings, work)
    for copy in files_with_words(settings.db).copies:
        try:
            unlock(copy)
        except StoreError as error:
            raise FocusgroupError(
                f"{error}. Nothing was changed; move or delete that file, then try again"
            ) from error
    return session


def _chosen(
    settings: Settings, name: str, account: str, session: str, *, everyone: bool, yes: bool
) -> "Someone | None":
    """Return the person meant, None if nobody fits; if several fit, an error lists them."""
    databases = (settings.db, *files_with_words(settings.db).copies)
    people, exact = find_people(databases, name, account, session)
    if not people:
        return None
    if len(people) == 1 or (everyone and exact):
        if not exact and yes:
            raise FocusgroupError(
                f"nobody is called just “{name}”; give the full name: {people[0].name}"
            )
        return as_one_person(people)
    lines = "\n".join(f"  {_described(settings, each)}" for each in people)
    more = "--account, their session or, to erase all of them, --all" if exact else "the full name"
    raise FocusgroupError(f"“{name}” matches several people; add {more}:\n{lines}")


def _nobody(settings: Settings, name: str) -> None:
    proof = find_remains(settings.db, name)
    also = ", and the name appears nowhere"
    if proof.left or proof.others:
        also = "; others said the name, and --mask-mentions removes it there"
    raise NotFound(
        f"nobody is called “{name}” in {settings.db} or its backups{also}"
        f" ({plural(len(proof.files), 'file')})"
    )


def _described(settings: Settings, someone: Someone) -> str:
    company = f", {someone.account}" if someone.account else ""
    ids = with_db(settings, sessions.short_ids)
    seats = "; ".join(_place(seat, ids) for seat in someone.seats) or "in no session"
    return f"{someone.name}{company}: {seats}"


def _place(seat: Seat, ids: Mapping[str, str]) -> str:
    day = moment(seat.at_ms, seat.zone).date()
    only_in_a_copy = seat.session_id not in ids
    id = "only in a backup" if only_in_a_copy else ids[seat.session_id]
    return f"seat {seat.seat} of “{seat.title}” on {day} ({id})"


def _ask(name: str) -> None:
    """Ask for the name to be typed. Raises UsageError where nobody can answer."""
    unanswered = "no answer, so nothing was changed; --yes skips the question"
    typed = answer(f"This can't be undone. Type “{name}” to erase", unanswered)
    if fold(typed) != fold(name):
        raise FocusgroupError("that is a different name; nothing was changed")


# -- messages ----------------------------------------------------------------------------------


def _tell_plan(
    settings: Settings, someone: "Someone | None", plan: ErasedRows, *, mask: bool, asked: bool
) -> None:
    if someone is None:
        say("No participant has that name any more; only what is left in the files is erased.")
    else:
        say(_described(settings, someone))
    counted = [
        plural(plan.quotes, "quote"),
        plural(plan.notes, "note"),
        plural(plan.drafts, "unsaved line"),
        plural(plan.changes, "history entry", "history entries"),
    ]
    copies = files_with_words(settings.db).copies
    begin = "would erase" if asked else "to erase"
    say(f"{begin}: {', '.join(counted)}; the same in {plural(len(copies), 'backup')}")
    if mask:
        become = "would become" if asked else "becomes"
        say(f"the name {become} {ERASED} in {plural(plan.masked, 'other text')}")
    if mask:
        _tell_unsure(plan)
    for title, many in plan.mentions.items():
        say(f"kept: the name in {plural(many, 'other text')} of “{title}” (see --mask-mentions)")
    if plan.supported:
        names = ", ".join(f"“{title}”" for title in plan.supported)
        say(f"their quotes support {plural(len(plan.supported), 'item')}: {names}")
    for kept in dict.fromkeys(plan.kept):
        say(f"kept, with the name in it: {kept}")


def _tell_unsure(plan: ErasedRows) -> None:
    """Show where a part of the name may be theirs; it stays there."""
    places = list(dict.fromkeys(plan.unsure))
    if places:
        say(f"not sure: {plural(len(places), 'place')} may name them by a part of the name:")
    for title, place in places[:SHOWN]:
        say(f"  “{place}” in “{title}”")
    if len(places) > SHOWN:
        say(f"  and {len(places) - SHOWN} more")


def _as_json(plan: ErasedRows, done: Erased | None) -> dict[str, object]:
    """Return what goes, or is gone, for machines; *left* names files that still hold something."""
    return {
        "erased": done is not None,
        "quotes": plan.quotes,
        "notes": plan.notes,
        "drafts": plan.drafts,
        "changes": plan.changes,
        "masked": plan.masked,
        "unsure": len(set(plan.unsure)),
        "items": list(plan.supported),
        "published": [{"session": title, "place": place} for title, place in plan.published],
        "left": [str(path) for path, _ in done.proof.left] if done else [],
    }


def _tell(done: Erased) -> None:
    """Say what was done, and whether a trace of the person was found afterwards."""
    if done.rewritten:
        say(f"{plural(len(done.rewritten), 'backup')} rewritten without them")
    for path, why in done.removed:
        say(f"{path} was deleted because it can't be rewritten: {why}")
    if done.journal_lines:
        say(f"{plural(done.journal_lines, 'line')} removed from journals")
    _tell_proof(done.proof, unsure=len(set(done.gone.unsure)), kept=bool(done.gone.kept))
    for title, place in done.gone.published:
        say(f"“{title}” was published to {place}: publish it again, and they are erased there too.")
    say(
        "Exported documents and copies kept elsewhere were not changed; documents are in"
        f" {exports_dir()} unless you chose another place."
    )


def _tell_proof(proof: Proof, *, unsure: int, kept: bool = False) -> None:
    files = plural(len(proof.files), "file")
    for path, what in proof.left:
        warn(f"still found: {what} in {path}")
    for path, what in proof.others:
        say(f"{what}: others said the same, in {path}")
    if unsure:
        say(
            f"{plural(unsure, 'place')} may still name them by a part of the name; `focusgroup"
            " quotes --search` finds them."
        )
    if not proof.left and not proof.others:
        name = "the whole name" if unsure or kept else "the name"
        say(f"Neither {name} nor anything they said was found in {files}.")
    elif not proof.left:
        say(f"Nothing else of theirs was found in {files}.")
