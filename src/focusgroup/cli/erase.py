"""`focusgroup erase`: remove a participant and their words for good, and prove it."""

from collections.abc import Iterable

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.output import plural, say, warn
from focusgroup.core.errors import FocusgroupError, NotFound, StoreError, UsageError
from focusgroup.core.text import clean_line, fold, for_terminal
from focusgroup.services.dates_in_words import moment
from focusgroup.store import Db, sessions
from focusgroup.store.encryption import unlock
from focusgroup.store.engine.location import exports_dir
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
from focusgroup.store.outbox import replay_journals
from focusgroup.system.clock import unix_ms

ERASED = "[erased]"
"""Text that replaces the name with --mask-mentions."""


@click.command()
@click.option("--participant", "name", metavar="NAME", required=True, help="Who.")
@click.option("--account", metavar="NAME", default="", help="Only the one of this company.")
@click.option("--session", "ref", metavar="ID", help="Only the one who sat in this session.")
@click.option("--all", "everyone", is_flag=True, help="All who are called so.")
@click.option(
    "--mask-mentions", "mask", is_flag=True, help=f"Put {ERASED} where others say the name."
)
@click.option("--dry-run", is_flag=True, help="Say what would go, and stop.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_context
def erase(
    ctx: click.Context,
    name: str,
    account: str,
    ref: str | None,
    everyone: bool,
    mask: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Remove a participant and all that they said, for good.

    From every session, the history of changes, the search, the backups beside the database
    and the journals. Then the bytes of all these files are searched for the name and for
    the words. Documents that were exported are not reached.
    """
    settings: Settings = ctx.obj
    name = clean_line(name)
    if not name:
        raise UsageError("say who: --participant “Anna Novak”")
    session = _ready(settings, ref)
    someone = _chosen(settings, name, account, session, everyone=everyone, yes=yes)
    masks = _masks(someone.names if someone else (name,))
    if someone is None and not erasure_cut_off(settings.db) and not mask:
        _nobody(settings, name)
    plan = preview_erasure(settings.db, someone, masks, mask=mask)
    _tell_plan(settings, someone, plan, mask=mask)
    if dry_run:
        return
    if not yes:
        _ask(someone.name if someone else name)
    done = erase_person(settings.db, name, someone, masks, mask=mask)
    if not _tell(done):
        ctx.exit(FAILED)


def _ready(settings: Settings, ref: str | None) -> str:
    """Update the database and store what waits in journals; return the session's id."""

    async def work(db: Db) -> str:
        await replay_journals(db, unix_ms())
        return (await sessions.find(db, ref)).id if ref else ""

    session = with_db(settings, work)
    for copy in files_with_words(settings.db).copies:
        try:
            unlock(copy)
        except StoreError as error:
            raise FocusgroupError(
                f"{error}. Nothing was changed; keep it elsewhere, or remove it, to go on"
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
                f"nobody is called just “{name}”; give the whole name: {people[0].name}"
            )
        return as_one_person(people)
    lines = "\n".join(f"  {_described(each)}" for each in people)
    more = "--account, --session or, for all of them, --all" if exact else "the whole name"
    raise FocusgroupError(f"several people are meant by “{name}”; add {more}:\n{lines}")


def _nobody(settings: Settings, name: str) -> None:
    proof = find_remains(settings.db, name)
    also = " and the name stands nowhere"
    if proof.left or proof.others:
        also = "; the name stands in what others said, where --mask-mentions takes it out"
    raise NotFound(
        f"nobody is called “{name}” in {settings.db} or its backups{also}"
        f" ({len(proof.files)} files)"
    )


def _described(someone: Someone) -> str:
    company = f", {someone.account}" if someone.account else ""
    seats = "; ".join(_place(seat) for seat in someone.seats) or "in no session"
    return f"{someone.name}{company}: {seats}"


def _place(seat: Seat) -> str:
    day = moment(seat.at_ms, seat.zone).date()
    return f"seat {seat.seat} of “{seat.title}” on {day} ({seat.session_id})"


def _masks(names: Iterable[str]) -> Masks:
    from focusgroup.exports.privacy.masks import Spellings, mask_of
    from focusgroup.exports.wording.words import SOURCE, Words

    words = Words(SOURCE)
    people, accounts = Spellings(words), Spellings(words)
    for each in names:
        people.add_person(each, ERASED)
    return Masks(
        mask_of(people, accounts, words, parts=False, addresses=False),
        mask_of(people, accounts, words, addresses=False),
    )


def _ask(name: str) -> None:
    """Ask for the name to be typed. Raises UsageError where nobody can answer."""
    try:
        answer = click.prompt(for_terminal(f"This can't be undone. Type “{name}” to erase"))
    except click.Abort as error:
        raise UsageError("nobody answered, and nothing was changed; --yes does not ask") from error
    if fold(answer) != fold(name):
        raise FocusgroupError("that is another name; nothing was changed")


# -- messages ----------------------------------------------------------------------------------


def _tell_plan(
    settings: Settings, someone: "Someone | None", plan: ErasedRows, *, mask: bool
) -> None:
    if someone is None:
        say("Nobody of that name is there any more; what is left in the files is cleared.")
    else:
        say(_described(someone))
    counted = [
        plural(plan.quotes, "quote"),
        plural(plan.notes, "note"),
        plural(plan.drafts, "half-typed line"),
        plural(plan.changes, "entry of the history", "entries of the history"),
    ]
    copies = files_with_words(settings.db).copies
    say(f"erased: {', '.join(counted)}; the same in {plural(len(copies), 'backup')}")
    if mask:
        say(f"the name becomes {ERASED} in {plural(plan.masked, 'other text')}")
    for title, many in plan.mentions.items():
        say(f"stays: the name in {plural(many, 'other text')} of “{title}” (--mask-mentions)")
    for kept in dict.fromkeys(plan.kept):
        say(f"stays: the name of {kept}")


def _tell(done: Erased) -> bool:
    """Say what was done; return whether no trace of the person was found afterwards."""
    if done.rewritten:
        say(f"{plural(len(done.rewritten), 'backup')} written anew without them")
    for path, why in done.removed:
        say(f"{path} was removed, since it can't be rewritten: {why}")
    if done.journal_lines:
        say(f"{plural(done.journal_lines, 'line')} taken out of journals")
    _tell_proof(done.proof)
    say(
        "Documents that were exported and copies kept elsewhere are not reached; documents go"
        f" to {exports_dir()} unless another place was named."
    )
    return not done.proof.left


def _tell_proof(proof: Proof) -> None:
    files = plural(len(proof.files), "file")
    for path, what in proof.left:
        warn(f"still found: {what} in {path}")
    for path, what in proof.others:
        say(f"{what}: the same stands in texts of others in {path}")
    if not proof.left and not proof.others:
        say(f"Neither the name nor their words are found in the bytes of {files}.")
    elif not proof.left:
        say(f"Nothing else of them is found in the bytes of {files}.")
