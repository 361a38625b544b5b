"""Correct stored quotes: in a review, which can undo its own changes, or by name in commands."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from focusgroup.core.capture import Sticky, corrected, record, resolve_theme, theme_path
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.model import Quote, Theme
from focusgroup.core.text import clean
from focusgroup.services.capture.provisional_quote import as_typed, edit_of
from focusgroup.services.codebook import CodebookChange, change_in_words
from focusgroup.services.codebook import undo as undo_change
from focusgroup.services.dates_in_words import count
from focusgroup.services.reviewing.items import support_lost
from focusgroup.services.seating import participant_named
from focusgroup.store import Db, participants, themes
from focusgroup.store.quotes import (
    Edit,
    Revisions,
    change_quote,
    change_quotes,
    delete_quote,
    find_quote,
    get_quote,
    revisions_of,
)
from focusgroup.store.undo import undo_changes

NOBODYS = 0
"""Replaces a revision; no quote ever has this one."""


@dataclass(frozen=True, slots=True)
class Made:
    """One change: for each session the quotes it really changed, with their new revisions."""

    changed: dict[str, dict[str, int]]

    @property
    def quotes(self) -> int:
        """How many quotes it changed."""
        return sum(len(ids) for ids in self.changed.values())


@dataclass(frozen=True, slots=True)
class Recoded:
    """One change of the codebook, by its number."""

    n: int
    changed: dict[str, dict[str, int]] = field(default_factory=dict)


class Edits:
    """Makes changes and remembers them, the last one on top."""

    def __init__(self, db: Db) -> None:
        self.db = db
        self._made: list[Made | Recoded] = []
        self.done = 0
        """How many changes and undos there were, so callers can see whether there was a new one."""

    @property
    def can_undo(self) -> bool:
        """Whether a change made here can be undone."""
        return bool(self._made)

    async def change(self, quote_ids: Sequence[str], edit: Edit, now_ms: int) -> int:
        """Change these quotes, all or none; return how many of them are different now.

        Raises NotFound or StoreError, and then changes nothing.
        """
        self._distrust(await revisions_of(self.db, quote_ids))
        changed = await change_quotes(self.db, quote_ids, edit, now_ms)
        if changed:
            self.done += 1
            self._made.append(Made(changed))
        return sum(len(ids) for ids in changed.values())

    async def rewrite(self, quote: Quote, line: str, now_ms: int) -> int:
        """Correct a quote by its line, as the live screen does; return 1 if it is different now.

        Raises FocusgroupError, and changes nothing, for a line that isn't a quote or names nobody,
        and where somebody else has changed the same since *quote* was read.
        """
        edit = await _typed(self.db, quote, line)
        now = await get_quote(self.db, quote.id)
        if edit.clashes(now):
            raise FocusgroupError(f"changed elsewhere to “{now.text[:60]}”; Esc leaves it so")
        return await self.change([quote.id], edit, now_ms)

    async def recode(self, make: Callable[[], Awaitable[CodebookChange]]) -> CodebookChange:
        """Make a change of the codebook, and remember it as the last change."""
        change = await self._recoded(make)
        self._made.append(Recoded(change.n))
        return change

    async def _recoded(self, make: Callable[[], Awaitable[CodebookChange]]) -> CodebookChange:
        """Change the codebook, and follow the revisions that its quotes get."""
        ours = {
            (session_id, quote_id): rev
            for made in self._made
            for session_id, revs in made.changed.items()
            for quote_id, rev in revs.items()
        }
        sure = [
            (session_id, quote_id)
            for (session_id, quote_id), rev in ours.items()
            if (await get_quote(self.db, quote_id)).rev == rev
        ]
        change = await make()
        self.done += 1
        for session_id, quote_id in sure:
            await self._follow({session_id: [quote_id]})
        return change

    async def undo(self, now_ms: int) -> str:
        """Undo the last change; return in words what was done, "" if there was nothing to undo.

        Raises FocusgroupError if somebody else has changed a session since: there the change
        stays, because undo would reverse theirs.
        """
        if not self._made:
            return ""
        made = self._made.pop()
        if isinstance(made, Recoded):
            n = made.n
            return (
                f"Undone: {change_in_words(await self._recoded(lambda: undo_change(self.db, n)))}"
            )
        self.done += 1
        undone = await undo_changes(self.db, made.changed, now_ms)
        await self._follow({session_id: made.changed[session_id] for session_id in undone})
        back = sum(len(each.quote_ids) for each in undone.values())
        named = next((each.what for each in undone.values()), "")
        if newer := len(made.changed) - len(undone):
            raise FocusgroupError(
                f"{back} of {count(made.quotes, 'quote')} restored; in "
                f"{count(newer, 'session')} something was changed later and stays as it is"
            )
        if len(undone) > 1:
            return f"{count(back, 'quote')} restored in {count(len(undone), 'session')}"
        return f"{count(back, 'quote')} restored: {named}"

    async def _follow(self, moved: Mapping[str, Iterable[str]]) -> None:
        """Update the revisions that earlier changes rely on: these quotes got new ones."""
        found = await revisions_of(self.db, [quote for ids in moved.values() for quote in ids])
        for session_id in moved:
            for quote_id, rev in found.get(session_id, {}).items():
                for made in self._made:
                    revs = made.changed.get(session_id, {})
                    if revs.get(quote_id):
                        revs[quote_id] = rev

    def _distrust(self, found: Revisions) -> None:
        """Rule out undoing our change to a quote that somebody else has changed since."""
        for session_id, of_session in found.items():
            ours = [each.changed[session_id] for each in self._made if session_id in each.changed]
            for quote_id, rev in of_session.items():
                last = next((revs for revs in reversed(ours) if quote_id in revs), {})
                if last.get(quote_id, rev) < rev:
                    last[quote_id] = NOBODYS


async def _typed(db: Db, quote: Quote, line: str) -> Edit:
    """Return the correction that a quote's line says. Raises FocusgroupError if it is none."""
    outcome = record(
        corrected(line, as_typed(quote)),
        sticky=Sticky(quote.kind, quote.participant_id, quote.themes),
        participants=await participants.of_session(db, quote.session_id),
        themes=await themes.all_themes(db),
        section=None,
        strict=True,
        allow_new_themes=False,
        labels=False,
    )
    if outcome.problem:
        raise FocusgroupError(outcome.problem.message)
    if outcome.entry is None:
        raise FocusgroupError("a quote needs words; a command can't take their place")
    return edit_of(outcome.entry).starting_from(quote)


# -- by name ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EditNames:
    """A correction as it is written: names of themes and of a speaker, not yet looked up.

    None and empty values change nothing; the *speaker* ``-`` means nobody. *said* is what needs no
    looking up.
    """

    said: Edit = field(default_factory=Edit)
    speaker: str | None = None
    themes: tuple[str, ...] = ()
    add_theme: tuple[str, ...] = ()
    remove_theme: tuple[str, ...] = ()
    no_theme: bool = False
    new_themes: bool = False


async def correct(db: Db, refs: Sequence[str], wanted: EditNames, now_ms: int) -> tuple[Quote, ...]:
    """Correct the quotes of these ids, or beginnings of ids, all or none; return them corrected.

    Raises FocusgroupError for a name that fits nothing, or more than one.
    """
    found = [await find_quote(db, ref) for ref in refs]
    edit = await _looked_up(db, found, wanted)
    return await change_quote(db, [quote.id for quote in found], edit, now_ms)


async def delete_quotes(db: Db, refs: Sequence[str], now_ms: int) -> tuple[int, str]:
    """Delete the quotes of these ids, or beginnings of ids, all or none.

    Return how many, and the sentence that they supported items, "" if none.
    """
    ids = list(dict.fromkeys([(await find_quote(db, ref)).id for ref in refs]))
    await delete_quote(db, ids, now_ms)
    return len(ids), await support_lost(db, ids)


async def _looked_up(db: Db, found: Sequence[Quote], wanted: EditNames) -> Edit:
    """Return the store's change with every name looked up. Raises FocusgroupError if unknown."""
    text = wanted.said.text
    if text is not None and not clean(text).text.strip():
        raise UsageError("a quote needs words; `focusgroup quotes delete` deletes it")
    there = await themes.all_themes(db)

    def paths(names: tuple[str, ...], *, new: bool) -> tuple[str, ...]:
        return tuple(_theme(name, there, new=new) for name in names)

    only = paths(wanted.themes, new=wanted.new_themes)
    return replace(
        wanted.said,
        participant_id=await _speaker(db, found, wanted.speaker),
        themes=only if only or wanted.no_theme else None,
        add_themes=paths(wanted.add_theme, new=wanted.new_themes),
        remove_themes=paths(wanted.remove_theme, new=False),
    )


def _theme(name: str, there: Sequence[Theme], *, new: bool) -> str:
    match = resolve_theme(name, there)
    if match.best is not None and not match.ambiguous:
        return match.best.path
    if match.best is None and new and theme_path(name):
        return theme_path(name)
    near = [theme.path for theme in (match.best, *match.others) if theme] or list(match.nearest)
    hint = (
        f"; did you mean {' or '.join(near[:5])}?" if near else "; `focusgroup themes` lists them"
    )
    more = "" if new else " (--new-themes creates it)"
    raise NotFound(f"there is no theme “{name}”{hint}{more}")


async def _speaker(db: Db, found: Sequence[Quote], who: str | None) -> str | None:
    """Return the participant's id, "" for nobody, None to leave the speaker unchanged."""
    if who is None:
        return None
    if who.strip() in ("", "-"):
        return ""
    if len({quote.session_id for quote in found}) > 1:
        raise UsageError(
            "a speaker belongs to one session; correct quotes of one session at a time"
        )
    there = await participants.of_session(db, found[0].session_id)
    person = participant_named(there, who)
    if not person.consent_notes:
        raise FocusgroupError(
            f"{person.name} has not agreed to notes, so nothing they say can be stored"
        )
    return person.id
