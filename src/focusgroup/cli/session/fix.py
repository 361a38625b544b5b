"""`focusgroup session person | fix | delete | undo | redo`: the room and what was taken down."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from focusgroup.cli.context import Settings
from focusgroup.cli.filters import read_kind
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError

if TYPE_CHECKING:
    from focusgroup.core.model import Quote, Theme
    from focusgroup.store import Db
    from focusgroup.store.quotes import Edit
    from focusgroup.store.undo import Undone


@dataclass(frozen=True, slots=True)
class _Changes:
    """What the options of `fix` say; None and empty leave things as they are."""

    text: str | None = None
    kind: str | None = None
    speaker: str | None = None
    themes: tuple[str, ...] = ()
    add_theme: tuple[str, ...] = ()
    remove_theme: tuple[str, ...] = ()
    no_theme: bool = False
    new_themes: bool = False
    intensity: int | None = None
    verbatim: bool | None = None
    stub: bool | None = None
    agree: int | None = None
    objected: int | None = None


@click.command()
@click.argument("ref", metavar="ID")
@click.argument("who", metavar='"Name, role, account"')
@click.option("--seat", type=click.IntRange(1, 999), help="The seat; the first free one.")
@click.option("--no-notes", is_flag=True, help="Has not agreed that notes are taken.")
@click.option("--not-by-name", is_flag=True, help="May be quoted, but not by name.")
@click.pass_obj
def person(
    settings: Settings, ref: str, who: str, seat: int | None, no_notes: bool, not_by_name: bool
) -> None:
    """Seat one more participant in a session."""
    from dataclasses import replace

    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import say
    from focusgroup.core.people.people import parse_participant
    from focusgroup.services.seating import seat as seat_participant
    from focusgroup.services.seating import seated_words
    from focusgroup.store import sessions
    from focusgroup.system.clock import unix_ms

    new = parse_participant(who)
    notes = new.consent_notes and not no_notes
    by_name = new.consent_name and notes and not not_by_name
    new = replace(new, seat=seat, consent_notes=notes, consent_name=by_name)

    async def work(db: "Db") -> str:
        session = await sessions.find(db, ref)
        return seated_words(await seat_participant(db, session, new, unix_ms()))

    say(with_db(settings, work))


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.option("--text", metavar="WORDS", help="What was really said.")
@click.option("--kind", metavar="KIND", help="problem, strength, missing_feature or observation.")
@click.option("--speaker", metavar="WHO", help="Seat, initials or part of the name; - for nobody.")
@click.option("--theme", "themes", multiple=True, metavar="THEME", help="These and no others.")
@click.option("--add-theme", multiple=True, metavar="THEME", help="This one too.")
@click.option("--remove-theme", multiple=True, metavar="THEME", help="This one no longer.")
@click.option("--no-theme", is_flag=True, help="Take all themes away.")
@click.option("--new-themes", is_flag=True, help="Make themes that are not known yet.")
@click.option("--intensity", type=click.IntRange(0, 2), help="0, 1 or 2: how strongly.")
@click.option("--verbatim/--paraphrase", default=None, help="Their words, or ours.")
@click.option("--stub/--finished", default=None, help="To be finished later, or not.")
@click.option("--agree", type=click.IntRange(min=0), help="How many others agreed.")
@click.option("--object", "objected", type=click.IntRange(min=0), help="How many objected.")
@click.pass_obj
def fix(settings: Settings, /, refs: tuple[str, ...], **changes: Any) -> None:
    """Correct one quote or several at once: all of them are changed, or none.

    QUOTE_ID is a quote's id or the start of one that no other has; `focusgroup quotes`
    shows them. `session undo` takes the correction back.
    """
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import say
    from focusgroup.cli.quotes import as_line
    from focusgroup.store.quotes import change_quote, find_quote
    from focusgroup.system.clock import unix_ms

    wanted = _Changes(**changes)
    if wanted == _Changes():
        raise UsageError("say what to change, for example --kind strength or --text “…”")

    async def work(db: "Db") -> "tuple[Quote, ...]":
        found = [await find_quote(db, ref) for ref in refs]
        edit = await _edit(db, found, wanted)
        return await change_quote(db, [quote.id for quote in found], edit, unix_ms())

    for quote in with_db(settings, work):
        say(as_line(quote))


async def _edit(db: "Db", found: "list[Quote]", wanted: "_Changes") -> "Edit":
    """The store's change, every name looked up. Raises FocusgroupError for one that is none."""
    from focusgroup.core.text import clean
    from focusgroup.store import themes
    from focusgroup.store.quotes import Edit

    if wanted.text is not None and not clean(wanted.text).text.strip():
        raise UsageError("a quote needs words; `focusgroup session delete` takes it away")
    there = await themes.all_themes(db)

    def paths(names: tuple[str, ...], *, new: bool) -> tuple[str, ...]:
        return tuple(_theme(name, there, new=new) for name in names)

    only = paths(wanted.themes, new=wanted.new_themes)
    return Edit(
        text=wanted.text,
        kind=read_kind(wanted.kind) if wanted.kind is not None else None,
        participant_id=await _speaker(db, found, wanted.speaker),
        themes=only if only or wanted.no_theme else None,
        add_themes=paths(wanted.add_theme, new=wanted.new_themes),
        remove_themes=paths(wanted.remove_theme, new=False),
        intensity=wanted.intensity,
        verbatim=wanted.verbatim,
        stub=wanted.stub,
        agreement=wanted.agree,
        dissent=wanted.objected,
    )


def _theme(name: str, there: "tuple[Theme, ...]", *, new: bool) -> str:
    from focusgroup.core.capture import resolve_theme, theme_path

    match = resolve_theme(name, there)
    if match.best is not None and not match.ambiguous:
        return match.best.path
    if match.best is None and new and theme_path(name):
        return theme_path(name)
    near = [theme.path for theme in (match.best, *match.others) if theme] or list(match.nearest)
    hint = f"; did you mean {' or '.join(near[:5])}?" if near else "; see: focusgroup themes"
    more = "" if new else " (--new-themes makes it)"
    raise NotFound(f"there is no theme “{name}”{hint}{more}")


async def _speaker(db: "Db", found: "list[Quote]", who: str | None) -> str | None:
    """The participant's id, "" for nobody, None to leave it."""
    from focusgroup.services.seating import participant_named
    from focusgroup.store import participants

    if who is None:
        return None
    if who.strip() in ("", "-"):
        return ""
    if len({quote.session_id for quote in found}) > 1:
        raise UsageError("a speaker sits in one session; name quotes of one session only")
    there = await participants.of_session(db, found[0].session_id)
    person = participant_named(there, who)
    if not person.consent_notes:
        raise FocusgroupError(f"{person.name} has not agreed that notes are taken")
    return person.id


@click.command()
@click.argument("refs", metavar="QUOTE_ID...", nargs=-1, required=True)
@click.pass_obj
def delete(settings: Settings, refs: tuple[str, ...]) -> None:
    """Delete quotes, all of them or none; `session undo` brings them back."""
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import plural, say
    from focusgroup.store.quotes import delete_quote, find_quote
    from focusgroup.system.clock import unix_ms

    async def work(db: "Db") -> int:
        ids = [(await find_quote(db, ref)).id for ref in refs]
        await delete_quote(db, ids, unix_ms())
        return len(set(ids))

    say(f"{plural(with_db(settings, work), 'quote')} deleted")


@click.command()
@click.argument("ref", metavar="ID")
@click.pass_obj
def undo(settings: Settings, ref: str) -> None:
    """Take back the last change of a session; again, the one before."""
    _walk(settings, ref, back=True)


@click.command()
@click.argument("ref", metavar="ID")
@click.pass_obj
def redo(settings: Settings, ref: str) -> None:
    """Do again what was undone last."""
    _walk(settings, ref, back=False)


def _walk(settings: Settings, ref: str, *, back: bool) -> None:
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import say
    from focusgroup.services.lead import SessionLead, WriteInOrder

    async def work(db: "Db") -> "Undone | None":
        writer = WriteInOrder()
        lead = await SessionLead.load(db, ref, writer, unattended=True)
        done = await lead.walk_history(back=back)
        await writer.written()
        return done

    done = with_db(settings, work)
    if done is None:
        raise FocusgroupError("nothing left to undo" if back else "nothing to do again")
    say(f"{'undone' if back else 'done again'}: {done.what}")
