"""The debrief in plain lines: one thing to look at, one line to answer."""

from collections.abc import Iterator

from focusgroup.cli.output import plural
from focusgroup.cli.plain.context import PlainSession
from focusgroup.cli.plain.places import quote_line
from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.core.errors import FocusgroupError
from focusgroup.services.debrief import Debriefing
from focusgroup.store import notes

ASKED = {
    DebriefPart.STUBS: "Unfinished. Type it whole; /done keeps it as it is",
    DebriefPart.KINDS: "Of no kind yet. Type -, +, ? or =",
    DebriefPart.UNTAGGED: "Without a theme. Type the theme; /done takes what is suggested",
    DebriefPart.CALLBACKS: "To come back to. /done if it was",
    DebriefPart.PARKED: "Parked. /done if it is settled",
    DebriefPart.COMMITMENTS: "Promised without owner or day. Type it with both",
    DebriefPart.MOMENTS: "A moment to remember? /done stars it",
    DebriefPart.SURPRISES: "What surprised you",
    DebriefPart.HYPOTHESES: "What do you believe now, to be checked",
    DebriefPart.NEXT_TIME: "What will you do differently next time",
    DebriefPart.HEADLINES: "The headline of this finding, in your words",
    DebriefPart.BOTTOM_LINE: "The one sentence that a reader should remember",
}
"""What each part asks for; the rest of the line names what there is."""


class PlainDebrief:
    """A debrief that is gone through in lines; `begin` makes it."""

    def __init__(self, session: PlainSession, debrief: Debriefing) -> None:
        self._session = session
        self._debrief = debrief

    @classmethod
    async def begin(cls, session: PlainSession) -> "PlainDebrief":
        """Open the debrief where it was left, and ask its first question. Raises StoreError."""
        made = cls(session, await Debriefing.load(session.live.db, session.live.session.id))
        done, parts = made._debrief.progress
        session.tell(
            f"Debrief, {done} of {parts} parts done. An empty line goes on, /back goes back,"
            " /skip leaves the part out, /undo takes a step back, /finish ends it, /leave too."
        )
        made._ask()
        return made

    def _ask(self) -> None:
        self._session.tell(*self._question())

    def _question(self) -> Iterator[str]:
        debrief = self._debrief
        item = debrief.item
        if item.quote:
            yield quote_line(item.quote)
        if item.note:
            yield item.note.text
        if item.finding:
            people = plural(item.finding.tally.people, "person", "people")
            yield f"{item.finding.theme}, {item.finding.kind.value.replace('_', ' ')}: {people}"
        now = debrief.suggested() or debrief.written()
        has = f" Now: {now}" if now.strip() and item.part is not DebriefPart.STUBS else ""
        yield f"{ASKED[item.part]}.{has}"

    async def enter(self, line: str) -> None:
        """Take one answer, and ask the next question."""
        word, text = line.strip().lower(), line.strip()
        try:
            if word in ("/finish", "/leave"):
                await self._close(finish=word == "/finish")
                return
            await self._answered(word, text)
            await self._debrief.settle()
        except FocusgroupError as error:
            self._session.tell(str(error))
        self._ask()

    async def _answered(self, word: str, text: str) -> None:
        debrief, tell = self._debrief, self._session.tell
        if word == "/back":
            debrief.go(max(debrief.at - 1, 0))
        elif word == "/skip":
            debrief.skip_part() or tell("This is the last part; /finish ends the debrief.")
        elif word == "/undo":
            tell(f"Undone: {await debrief.undo()}" if debrief.steps else "Nothing left to undo.")
        elif word == "/done":
            await debrief.act()
            await self._onward()
        elif not text:
            debrief.go(debrief.at + 1) or tell("That was all; /finish ends the debrief.")
        elif text.startswith("/"):
            tell("/back, /skip, /done, /undo, /finish and /leave are the commands here.")
        elif debrief.item.part is DebriefPart.KINDS:
            await debrief.tag(text[0]) or tell("Type the sign of a kind: -, +, ? or =.")
        else:
            debrief.typed(text)
            await debrief.keep(text)
            tell("✓")
            await self._onward()

    async def _onward(self) -> None:
        if not await self._debrief.onward():
            self._session.tell("That was all; /finish ends the debrief.")

    async def _close(self, *, finish: bool) -> None:
        session, live = self._session, self._session.live
        if finish:
            await self._debrief.finish()
        await self._debrief.close()
        session.debrief = None
        await live.refresh_people()
        await live.refresh_quotes()
        live.notes = list(await notes.of_session(live.db, live.session.id))
        session.tell("Debriefed. /word writes the summary anew." if finish else "Debrief left.")
