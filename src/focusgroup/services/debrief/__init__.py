"""The debrief without its screen: what there is to do, how far it has come, what is kept.

No widgets here. Typed text is saved in the background; decisions are stored at once.
"""

import asyncio
import json

from focusgroup.core.agenda_run.debrief import WRITTEN, DebriefItem, DebriefPart, checklist
from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Report, Session, Theme
from focusgroup.services.capture.suggesting.suggestion import Suggesting
from focusgroup.services.debrief import decisions
from focusgroup.services.debrief.decisions import Back, Step
from focusgroup.services.tagging_keys import edit_for
from focusgroup.store import Db, debriefs, themes
from focusgroup.store.debriefs import MOMENTS, STATE
from focusgroup.store.outbox import DebriefText, Journal, WriteBehind
from focusgroup.store.reports import session_report
from focusgroup.store.sessions import refuse_published
from focusgroup.system.clock import unix_ms

LISTED = tuple(DebriefPart)


class Debriefing:
    """One session's debrief at the place where it was left; `load` makes it.

    *parts* are its texts as they are stored. `close` writes what waits.
    """

    def __init__(
        self,
        db: Db,
        session_id: str,
        parts: dict[str, str],
        report: Report,
        themes: tuple[Theme, ...],
    ) -> None:
        self.db = db
        self.session_id = session_id
        self.latest = WriteBehind()
        self.suggesting = Suggesting(db, session_id)
        self.parts = parts
        self.report = report
        self.themes = themes
        self.items = checklist(report)
        kept = json.loads(parts.get(STATE) or "{}")
        self.seen = {DebriefPart(part) for part in kept.get("seen", ()) if part in set(DebriefPart)}
        self.drafts: dict[str, str] = kept.get("drafts", {})
        self.at = 0
        self.caret: int | None = None
        """The caret's place in the half-typed text, in characters; None at its end."""
        self.again = ""
        """What was written for the item and was taken back; redo brings it into the field."""
        self._unsynced = False
        self._saved = dict(parts)
        self._journaled: dict[str, str] = {}
        """The parts as the database and the journal have them."""
        self.steps: list[Step] = []
        self._before = dict(parts)
        """The parts as they were before the current step."""
        key = kept.get("at", "")
        found = next((n for n, item in enumerate(self.items) if _id(item) == key), None)
        if found is not None:
            self.at = found
            self.caret = kept.get("caret")
        elif self.seen:
            self.at = self.first_of(next((p for p in LISTED if not self.done(p)), LISTED[-1]))

    @classmethod
    async def load(cls, db: Db, session_id: str) -> "Debriefing":
        """Return the debrief of a session. Raises NotFound, StoreError."""
        parts = await debriefs.load(db, session_id)
        report = await session_report(db, [session_id])
        refuse_published(report.sessions[0])
        debrief = cls(db, session_id, parts, report, await themes.all_themes(db))
        # The first write to a log syncs its head, so do it before anybody types.
        debrief.keep_state(durable=False)
        debrief._unsynced = False
        return debrief

    async def _read(self) -> None:
        self.report = await session_report(self.db, [self.session_id])
        self.themes = await themes.all_themes(self.db)
        self.items = checklist(self.report)
        self.at = min(self.at, len(self.items) - 1)

    @property
    def session(self) -> Session:
        """The session being debriefed."""
        return self.report.sessions[0]

    @property
    def item(self) -> DebriefItem:
        """The current item."""
        return self.items[self.at]

    @property
    def marked(self) -> set[str]:
        """The ids of the quotes marked as top moments."""
        return set(self.parts.get(MOMENTS, "").split())

    # -- the list ----------------------------------------------------------------------------

    def of(self, part: DebriefPart) -> list[DebriefItem]:
        """Return the items of a part."""
        return [item for item in self.items if item.part is part]

    def done(self, part: DebriefPart) -> bool:
        """Return whether a part was gone through, or has nothing in it."""
        return part in self.seen or not self.of(part)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many parts are done, and how many there are."""
        return sum(map(self.done, LISTED)), len(LISTED)

    def first_of(self, part: DebriefPart) -> int:
        """Return the place of the first item of a part, or of the next part that has one."""
        order = LISTED.index(part)
        after = (n for n, item in enumerate(self.items) if LISTED.index(item.part) >= order)
        return next(after, len(self.items) - 1)

    def go(self, place: int) -> bool:
        """Go to another item; return whether there is one. Passing its end marks a part as done."""
        part, there = self.item.part, 0 <= place < len(self.items)
        if part in WRITTEN and self.parts.get(part, "") != self._before.get(part, ""):
            self._did_keep(part, f"what you wrote under “{part.replace('_', ' ')}”")
        if place == self.at + 1 and not (there and self.items[place].part is part):
            self.seen.add(part)
        self.at = place if there else self.at
        self.caret, self.again = None, ""
        # Sync what was typed; the current place alone is not worth the wait.
        self.keep_state(durable=self._unsynced)
        self._unsynced = False
        return there

    def skip_part(self) -> bool:
        """Go to the next part, leaving the rest of this one; return whether there is one."""
        self.seen.add(self.item.part)
        return self.go(self.items.index(self.of(self.item.part)[-1]) + 1)

    # -- what is kept ------------------------------------------------------------------------

    def keep_state(self, *, durable: bool = True) -> None:
        """Save the current place and the half-typed text in the background."""
        state = {
            "at": _id(self.item),
            "seen": sorted(self.seen),
            "drafts": self.drafts,
            "caret": self.caret,
        }
        self._keep(STATE, json.dumps(state, ensure_ascii=False), durable=durable)

    def typed(self, text: str, caret: int | None = None) -> None:
        """Keep the text now in the field: a part's text, or a half-typed draft of an item.

        It is written without waiting for the disk; the next step or `close` syncs it.
        """
        part, key = self.item.part, _id(self.item)
        if part in WRITTEN:
            if text == self.parts.get(part, ""):
                return
            self._keep(part, text, durable=False)
        elif text != self.drafts.get(key, self.stored()):
            self.drafts[key] = text
        else:
            return
        self.caret = caret
        self.keep_state(durable=False)

    def _keep(self, part: str, text: str, *, durable: bool = True) -> None:
        self.parts[part] = text
        self._unsynced = not durable
        self.latest.put(part, lambda: self._save(part, durable=False))
        if durable:  # apart, so that what is typed next waits for no sync
            self.latest.put("sync", lambda: self._save(STATE, durable=True))

    async def _save(self, part: str, *, durable: bool) -> None:
        """Save a part as it is by now."""
        text = self.parts.get(part, "")
        try:
            await debriefs.save(self.db, self.session_id, part, text, durable=durable)
        except StoreError:
            if self.db.lost:
                await self.journal()
            raise
        self._saved[part] = text

    async def journal(self) -> None:
        """Write to the journal what is nowhere else: the database is lost, or busy."""
        kept = self._journaled if self.db.lost else self._journaled | self._saved
        new = {part: text for part, text in self.parts.items() if kept.get(part, "") != text}
        if STATE in new and not (self.drafts or len(new) > 1):
            return  # a place alone
        entries = [DebriefText(new_id(), self.session_id, *each) for each in new.items()]
        if entries:
            await asyncio.to_thread(Journal(self.db.journal, self.db.seal).append, entries)
            self._journaled |= new

    def written(self) -> str:
        """Return the text the field starts with: what was half-typed, else what is stored."""
        return self.drafts.get(_id(self.item), self.stored())

    def stored(self) -> str:
        """Return the text stored for the item, in the form in which it can be corrected."""
        item = self.item
        if item.part in WRITTEN:
            return self.parts.get(item.part, "")
        if item.part is DebriefPart.STUBS and item.quote:
            return item.quote.text
        if item.part is DebriefPart.COMMITMENTS and item.note:
            note = item.note
            owner = f", owner {note.owner}" if note.owner else ""
            return f"{note.text}{owner}{f', due {note.due}' if note.due else ''}, "
        if item.part is DebriefPart.BOTTOM_LINE:
            return self.session.bottom_line
        return item.finding.headline if item.finding else ""

    async def keep(self, text: str) -> None:
        """Store what was written for the item, on Enter. An unfinished quote as it was stays so.

        Raises StoreError, and FocusgroupError where another program changed the quote since.
        """
        self._did(await decisions.keep(self.db, self.report, self.item, text.strip()), text)

    async def act(self, text: str = "") -> None:
        """Carry out the part's own key: done, marked, the suggested theme, or finished with *text*.

        Raises StoreError, and FocusgroupError where another program changed the quote since.
        """
        item = self.item
        if item.part is DebriefPart.STUBS and item.quote:
            self._did(await decisions.finish(self.db, item.quote, text.strip() or item.quote.text))
        elif item.part is DebriefPart.UNTAGGED and (path := self.suggested()):
            await self.keep(path)
        elif item.note and item.part in (DebriefPart.CALLBACKS, DebriefPart.PARKED):
            self._did(await decisions.settle(self.db, item.note))
        elif item.part is DebriefPart.MOMENTS and item.quote:
            changed = self.marked ^ {item.quote.id}
            order = [quote.id for quote in self.report.quotes if quote.id in changed]
            self._keep(MOMENTS, "\n".join(order))
            starred = "on" if item.quote.id in self.marked else "off"
            self._did_keep(MOMENTS, f"★ {starred} {decisions.quoted(item.quote.text)}")

    async def tag(self, key: str) -> bool:
        """Give an untagged quote what *key* means; return whether it means anything.

        With its kind the quote leaves the list. Raises StoreError, and FocusgroupError where
        another program changed the same since.
        """
        item = self.item
        if item.part is not DebriefPart.KINDS or item.quote is None:
            return False
        report = self.report
        edit = edit_for(key, report.participants, self.themes, report.quotes)
        if edit is None:
            return False
        self._did(await decisions.change(self.db, item.quote, edit))
        await self._read()
        if self.item.part is not item.part:
            self.seen.add(item.part)
        self.keep_state()
        return True

    def suggested(self) -> str:
        """Return the theme that the words of an untagged quote suggest, "" for none."""
        quote = self.item.quote
        if self.item.part is not DebriefPart.UNTAGGED or quote is None:
            return ""
        return next(iter(self.suggesting.themes_for(quote.text, self.themes, 1)), "")

    async def onward(self) -> bool:
        """Read the list again after a decision and go to the next item.

        Return whether there is one.
        """
        item, following = self.item, self.items[self.at + 1 :]
        self.drafts.pop(_id(item), None)
        await self._read()
        places = {_id(each): n for n, each in enumerate(self.items)}
        place = next((places[_id(each)] for each in following if _id(each) in places), None)
        if place is None or self.items[place].part is not item.part:
            self.seen.add(item.part)
        self.at = place if place is not None else len(self.items) - 1
        self.caret, self.again = None, ""
        self.keep_state()
        return place is not None

    # -- undo --------------------------------------------------------------------------------

    def _did(self, back: Back | None, text: str = "") -> None:
        if back:
            self.steps.append(Step(_id(self.item), text, frozenset(self.seen), back))

    def _did_keep(self, part: str, what: str) -> None:
        """Record that a part has another text than before this step."""
        was, self._before[part] = self._before.get(part, ""), self.parts[part]

        async def back() -> str:
            self._keep(part, was)
            self._before[part] = was
            return what

        self._did(back)

    async def undo(self) -> str:
        """Take the last step back, go to its item, and return in words what was taken back.

        Raises FocusgroupError where somebody else has changed the same since, and changes nothing.
        """
        step = self.steps.pop()
        what = await step.back()
        await self._read()
        self.seen = set(step.seen)
        self.drafts.pop(step.item, None)
        self.at = next((n for n, item in enumerate(self.items) if _id(item) == step.item), self.at)
        self.caret, self.again = None, step.text
        self.keep_state()
        return what

    async def finish(self) -> None:
        """Mark the session as debriefed, with the sentence now in the field. Raises StoreError."""
        text = self.drafts.get(_id(self.item), "")
        if text.strip() and self.item.part in (DebriefPart.HEADLINES, DebriefPart.BOTTOM_LINE):
            await self.keep(text)
            await self.onward()
        await self.close()
        self.latest = WriteBehind()
        await debriefs.finish(self.db, self.session_id, unix_ms())

    async def settle(self) -> None:
        """Write what was typed and the place, and return once they are on disk."""
        self.keep_state()
        self._unsynced = False
        await self.latest.drained()

    async def close(self) -> None:
        """Write what waits and sync all of it to disk."""
        if self._unsynced:
            self.keep_state()
        await self.latest.close()
        await self.journal()


def _id(item: DebriefItem) -> str:
    return f"{item.part}/{item.key}"
