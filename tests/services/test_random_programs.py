"""Two programs and some commands on one session, at random, beside a model of what ought to be.

Nothing is lost, nothing comes back that was deleted, nothing is silently overwritten. The long run:
``FOCUSGROUP_STEPS=20000 python -m pytest -m slow tests/services/test_random_programs.py``.
"""

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.errors import FocusgroupError
from focusgroup.services import live_steps, seating
from focusgroup.services.edits import EditNames, correct, delete_quotes
from focusgroup.services.lead import SessionLead
from focusgroup.store import open_db, participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.outbox import WriteInOrder
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, quotes_of_session
from focusgroup.system.clock import unix_ms
from tests.services.model_of_programs import COMMAND, Model, SpokeAlready, Words
from tests.services.programs import Program
from tests.tui.living import make_session

STEPS = int(os.environ.get("FOCUSGROUP_STEPS", "2000"))
SEED = int(os.environ.get("FOCUSGROUP_SEED", "1"))
EPISODE = 200
"""Steps on one session before the next one begins."""
OFTEN = {
    "capture": 8,
    "fix": 8,
    "tally": 3,
    "delete": 3,
    "walk": 6,
    "look": 6,
    "half": 3,
    "consent": 2,
    "lead": 3,
    "end": 1,
    "restart": 2,
    "command_fix": 3,
    "command_delete": 2,
    "command_walk": 2,
    "command_consent": 2,
    "command_seat": 1,
}


class Room:
    """One session, the programs on it, and the model; each method is a step."""

    def __init__(self, path: Path, session_id: str, chance: random.Random) -> None:
        self.path, self.session_id, self.chance = path, session_id, chance
        self.programs: list[Program] = []
        self.halves: dict[Program, str] = {}
        self.model = Model(lambda program: program in self.running)
        self.ended = False
        self.counted = 0

    @property
    def running(self) -> set[str]:
        return {program.db.programs.own for program in self.programs}

    async def begin(self) -> None:
        for _ in range(2):
            await self.start({""})
        people = self.programs[0].live.participants
        self.model.consent = {person.id: True for person in people}
        self.programs[0].live.lead.start()
        await self.programs[0].idle()

    async def start(self, halves: set[str]) -> None:
        program = await Program.start(self.path, self.session_id)
        assert set(program.line.text.split("\n")) == halves or halves == set()
        self.programs.append(program)
        self.halves[program] = program.line.text

    def text(self) -> str:
        self.counted += 1
        return f"words number {self.counted} so"

    def one(self) -> Program:
        return self.chance.choice(self.programs)

    def by(self, program: Program) -> str:
        return program.db.programs.own

    # -- steps in a program ----------------------------------------------------------------------

    async def capture(self) -> None:
        program, text = self.one(), self.text()
        person = self.chance.choice(program.live.participants)
        before = set(program.live.quotes)
        program.enter(f"- {text} @{person.seat}")
        await program.idle()
        new = set(program.live.quotes) - before
        if not person.consent_notes:
            assert not new
            self.set_aside(program, text)
        else:
            (quote_id,) = new
            self.model.put(self.by(program), quote_id, Words(text, person.id))
        self.halves[program] = ""

    def set_aside(self, program: Program, text: str) -> None:
        """Judge that a line is set aside in sight for want of consent, and let it go."""
        aside = program.control.set_aside
        assert "has not consented" in aside.reason
        assert text in aside.lines.pop().stash.line.text

    async def fix(self) -> None:
        program, text = self.one(), self.text()
        if not program.live.quotes:
            return
        quote = self.chance.choice(program.live.ordered())
        program.control.edit(quote)
        if self.chance.random() < 0.3:  # somebody else is faster, while the line is open
            await self.step(self.chance.choice(["command_fix", "command_delete", "fix_other"]))
        await self.entered(program, quote.id, quote.text, text)

    async def entered(self, program: Program, quote_id: str, saw: str, text: str) -> None:
        """Enter a correction that started from the words *saw*; judge what becomes of it."""
        quote = program.control.editing
        assert quote is not None
        seats = {each.seat: each for each in program.live.participants}
        person = program.live.participant(quote.participant_id) or seats.get(quote.seat)
        said = len(program.said)
        program.enter(f"- {text} @{quote.seat or '-'}")
        await program.idle()
        words = text
        if quote.seat and person is None:  # taken from the session: the name is a word then
            text = f"{text} @{quote.seat}"
        now = self.model.quotes[quote_id]
        if person and not person.consent_notes:
            self.set_aside(program, text)
            assert program.line.text == self.halves[program]
            return
        if now.there and now.text == saw:
            self.model.put(self.by(program), quote_id, replace(now, text=text))
            return
        told = " ".join(program.said[said:])
        assert "Changed" in told or "deleted" in told
        assert words in program.line.text
        again = program.control.editing is not None and self.chance.random() < 0.5
        if again and person and person.consent_notes:
            now = self.model.quotes[quote_id]
            shown = program.live.quotes[quote_id].text
            program.control.enter()
            await program.idle()
            if now.there and now.text == shown:
                self.model.put(self.by(program), quote_id, replace(now, text=text))
            else:
                assert words in program.line.text
        program.control.cancel_edit()
        assert self.halves[program] in program.line.text
        program.type(self.halves[program])

    async def fix_other(self) -> None:
        """The other program corrects a quote."""
        others = [each for each in self.programs if each.control.editing is None]
        program, text = self.chance.choice(others), self.text()
        if program.live.quotes:
            quote = self.chance.choice(program.live.ordered())
            program.control.edit(quote)
            await self.entered(program, quote.id, quote.text, text)

    async def tally(self) -> None:
        program = self.one()
        if not program.live.quotes:
            return
        quote = self.chance.choice(program.live.ordered())
        program.live.correct(quote, Edit(agreement=quote.agreement + 1))
        await program.idle()
        now = self.model.quotes[quote.id]
        if now.there and now.agree in (quote.agreement, quote.agreement + 1):
            self.model.put(self.by(program), quote.id, replace(now, agree=quote.agreement + 1))
        elif now.agree != quote.agreement + 1:  # counted elsewhere too, and then deleted
            assert "in another program" in program.said[-1]

    async def delete(self) -> None:
        program = self.one()
        if not program.live.quotes:
            return
        quote = self.chance.choice(program.live.ordered())
        program.live.delete(quote)
        await program.idle()
        now = self.model.quotes[quote.id]
        if now.text == quote.text:
            self.model.put(self.by(program), quote.id, replace(now, there=False))

    async def walk(self) -> None:
        program, back = self.one(), self.chance.random() < 0.7
        try:
            self.model.walk(self.by(program), back=back)
        except SpokeAlready:
            with pytest.raises(FocusgroupError, match="has said something"):
                await live_steps.walk_history(program.live, back=back)
        else:
            await live_steps.walk_history(program.live, back=back)

    async def look(self) -> None:
        await self.one().look()

    async def half(self) -> None:
        program = self.one()
        # Nobody's, since a line of somebody who takes their consent back is not kept.
        self.halves[program] = f"+ half of {self.text()} @-"
        program.type(self.halves[program])
        await program.idle()

    async def consent(self) -> None:
        program = self.one()
        person = self.chance.choice(program.live.participants)
        agrees = self.chance.random() < 0.6
        change = PersonChange(consent_notes=agrees)
        if self.model.consent[person.id] is None:  # undo took them from the session elsewhere
            with pytest.raises(FocusgroupError, match="no participant"):
                await live_steps.put_right(program.live, person, change)
            return
        await live_steps.put_right(program.live, person, change)
        self.model.put(self.by(program), person.id, agrees)

    async def lead(self) -> None:
        program = self.one()
        if program.live.clock.state is ClockState.ENDED:
            program.live.lead.tick()
        else:
            step = self.chance.choice(["next_question", "previous_question", "start", "pause"])
            getattr(program.live.lead, step)()
            program.live.lead.tick()
        await program.idle()

    async def end(self) -> None:
        program = self.one()
        if self.chance.random() < 0.2 and program.live.clock.state is not ClockState.ENDED:
            await program.look()
            program.live.lead.end()
            await program.idle()
            self.ended = True

    async def restart(self) -> None:
        """End programs, or kill them, and start others: what they had half typed comes back."""
        gone = self.programs if self.chance.random() < 0.3 else [self.one()]
        for program in tuple(gone):
            self.programs = [each for each in self.programs if each is not program]
            await program.idle()
            await (program.kill() if self.chance.random() < 0.5 else program.close())
        rows = [row for each in gone for row in self.halves.pop(each).split("\n") if row]
        await self.start(set(rows) or {""})
        while len(self.programs) < 2:
            await self.start({""})

    # -- steps by commands -----------------------------------------------------------------------

    def there(self) -> str | None:
        return self.chance.choice(sorted(self.model.shown())) if self.model.shown() else None

    async def command_fix(self) -> None:
        if quote_id := self.there():
            text = self.text()
            async with open_db(self.path) as db:
                await correct(db, [quote_id], EditNames(Edit(text=text)), unix_ms())
            self.model.put(COMMAND, quote_id, replace(self.model.quotes[quote_id], text=text))

    async def command_delete(self) -> None:
        if quote_id := self.there():
            async with open_db(self.path) as db:
                await delete_quotes(db, [quote_id], unix_ms())
            self.model.put(COMMAND, quote_id, replace(self.model.quotes[quote_id], there=False))

    async def command_walk(self) -> None:
        back = self.chance.random() < 0.7
        async with open_db(self.path) as db:
            lead = await SessionLead.load(db, self.session_id, WriteInOrder(), unattended=True)
            try:
                self.model.walk(COMMAND, back=back)
            except SpokeAlready:
                with pytest.raises(FocusgroupError, match="has said something"):
                    await lead.walk_history(back=back)
            else:
                await lead.walk_history(back=back)

    async def command_consent(self) -> None:
        agrees = self.chance.random() < 0.6
        async with open_db(self.path) as db:
            person = self.chance.choice(await participants.of_session(db, self.session_id))
            change = PersonChange(consent_notes=agrees)
            await seating.put_right(db, person, change, unix_ms())
        self.model.put(COMMAND, person.id, agrees)

    async def command_seat(self) -> None:
        async with open_db(self.path) as db:
            session = await sessions.find(db, self.session_id)
            person = seating.NewParticipant(f"Guest {self.counted}")
            seated = await seating.seat(db, session, person, unix_ms())
        self.model.consent[seated.id] = None
        self.model.put(COMMAND, seated.id, True)

    # -- judging ---------------------------------------------------------------------------------

    async def step(self, name: str) -> None:
        await getattr(self, name)()

    async def judge(self, name: str) -> None:
        """Compare the store with the model, and what each program has in its line."""
        db: SqliteDb = self.programs[0].db
        found = await quotes_of_session(db, self.session_id)
        stored = {quote.id: (quote.text, quote.agreement) for quote in found}
        assert stored == self.model.shown(), name
        for program in self.programs:
            assert program.line.text == self.halves[program], name
        session = await sessions.find(db, self.session_id)
        assert (session.status.value == "ended") == self.ended, name

    async def all_see_the_same(self) -> None:
        for program in self.programs:
            await program.look()
            shown = {q.id: (q.text, q.agreement) for q in program.live.ordered()}
            assert shown == self.model.shown()


async def episode(path: Path, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
    room = Room(path, session_id, chance)
    await room.begin()
    try:
        for name in chance.choices(list(OFTEN), list(OFTEN.values()), k=steps):
            await room.step(name)
            await room.judge(name)
        await room.all_see_the_same()
        assert check_and_backup.check(path) == ()
    finally:
        for program in room.programs:
            await program.close()


async def test_two_programs_lose_nothing_and_overwrite_nothing(tmp_path: Path) -> None:
    await episode(tmp_path / "groups.db", SEED, 30)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEED, SEED + STEPS // EPISODE))
async def test_two_programs_for_a_long_time(tmp_path: Path, seed: int) -> None:
    await episode(tmp_path / "groups.db", seed, EPISODE)
