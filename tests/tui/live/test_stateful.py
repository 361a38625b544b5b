"""Whatever is done in whatever order, kills and resumes between: the store holds what was done.

The live session and its line without a screen, on a real database. A long run:
``FOCUSGROUP_STEPS=200 python -m pytest -m slow tests/tui/live/test_stateful.py``.
"""

import asyncio
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from focusgroup.core.capture.line_editor import Line
from focusgroup.core.model import Kind, Quote
from focusgroup.services import live_steps
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.store import notes, open_sqlite
from focusgroup.store.outbox import OutboxState, journal_everything, replay_waiting
from focusgroup.store.outbox.outbox import Outbox
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.system.clock import unix_ms
from tests.tui.living import make_session

SIGNS = {"-": Kind.PROBLEM, "+": Kind.STRENGTH, "?": Kind.MISSING_FEATURE}
words = st.lists(
    st.sampled_from(["slow", "report", "[/]", "it's", "报表", "e\u0301te", "🙂", "100%", "NEAR("]),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(("said", *parts, "so")))
signs = st.sampled_from(list(SIGNS))

State = tuple[dict[str, tuple[str, Kind]], tuple[str, ...]]
"""The quotes by their ids, and the parking lot."""


class Unheard:
    """A listener that shows nothing; what is stored is looked at instead."""

    def quote_taken(self, quote: Quote) -> None: ...
    def quote_saved(self, entry_id: str, quote: Quote | None) -> None: ...
    def quote_to_delete(self, quote: Quote) -> None: ...
    def note_taken(self, said: str) -> None: ...
    def run_command(self, name: str, text: str) -> None: ...
    def say(self, text: str) -> None: ...
    def outbox_changed(self, state: OutboxState) -> None: ...


class LiveMachine(RuleBasedStateMachine):
    """A session that is led, broken off and resumed, beside what ought to be in the store."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "groups.db"
        self.now: State = ({}, ())
        self.undone: list[State] = []
        self.done: list[State] = []
        self.half = ""
        self.lines = 0
        self.run(self._create())
        self.run(self._open())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _create(self) -> None:
        db = await open_sqlite(self.path)
        self.session_id = (await make_session(db)).id
        await db.close()

    async def _open(self) -> None:
        self.db = await open_sqlite(self.path)
        await replay_waiting(self.db, unix_ms())
        self.live = await LiveSession.load(self.db, self.session_id)
        self.live.outbox = Outbox(
            self.db, on_saved=self._saved, on_state=lambda _: None, now_ms=unix_ms
        )
        self.line = Line()
        self.control = CaptureControl(self.live, self, Unheard(), slash={}, called=str.upper)
        draft = self.live.draft
        self.control.restore(draft, json.loads(draft.state or "{}"))

    def set_line(self, line: Line) -> None:
        self.line = line

    def _saved(self, _: str, quote: Quote | None) -> None:
        """As the live screen does."""
        if quote is not None and quote.id in self.live.quotes:
            self.live.know(quote)

    def _numbered(self, text: str) -> str:
        """The same line entered twice in a moment counts once, so none is the same."""
        self.lines += 1
        return f"{text} {self.lines}"

    def _type(self, text: str) -> None:
        self.line = Line(text, len(text))
        self.control.changed()

    def _keep(self, *, then: State) -> None:
        self.done.append(self.now)
        self.undone.clear()
        self.now = then

    @precondition(lambda self: not self.control.editing)
    @rule(text=words, sign=signs)
    def capture(self, text: str, sign: str) -> None:
        text = self._numbered(text)

        async def entered() -> None:
            before = set(self.live.quotes)
            self._type(f"{sign}{text}")
            self.control.enter()
            assert self.line.text == ""
            (new,) = set(self.live.quotes) - before
            quotes, parked = self.now
            self._keep(then=({**quotes, new: (_stored(text), SIGNS[sign])}, parked))

        self.half = ""
        self.run(entered())

    @precondition(lambda self: self.now[0] and not self.control.editing)
    @rule(text=words, sign=signs)
    def correct(self, text: str, sign: str) -> None:
        text = self._numbered(text)

        async def corrected() -> None:
            self.control.edit_step(-1)
            quote = self.control.editing
            assert quote is not None
            self._type(f"{sign}{text}")
            self.control.enter()
            quotes, parked = self.now
            changed = {**quotes, quote.id: (_stored(text), SIGNS[sign])}
            if changed != quotes:
                self._keep(then=(changed, parked))

        self.run(corrected())
        self.half = self.line.text

    @precondition(lambda self: self.now[0])
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        async def deleted(quote_id: str) -> None:
            self.live.delete(self.live.quotes[quote_id])
            quotes, parked = self.now
            self._keep(then=({k: v for k, v in quotes.items() if k != quote_id}, parked))

        self.run(deleted(data.draw(st.sampled_from(sorted(self.now[0])))))

    @precondition(lambda self: not self.control.editing)
    @rule(text=words)
    def park(self, text: str) -> None:
        text = self._numbered(text)

        async def parked_one() -> None:
            self._type(f"/park {text}")
            self.control.enter()
            quotes, parked = self.now
            self._keep(then=(quotes, (*parked, _stored(text))))

        self.half = ""
        self.run(parked_one())

    @rule(back=st.booleans())
    def walk(self, back: bool) -> None:
        self.run(live_steps.walk_history(self.live, back=back))
        source, target = (self.done, self.undone) if back else (self.undone, self.done)
        if source:
            target.append(self.now)
            self.now = source.pop()

    @rule(step=st.sampled_from(["next_question", "previous_question", "start", "pause"]))
    def lead(self, step: str) -> None:
        async def led() -> None:
            getattr(self.live.lead, step)()

        self.run(led())

    @precondition(lambda self: not self.control.editing)
    @rule(text=words)
    def begin_a_line(self, text: str) -> None:
        async def begun() -> None:
            self._type(text)
            draft, state = self.control.draft()
            self.live.keep_draft(draft, **state)
            await self._idle()

        self.half = text
        self.run(begun())

    async def _idle(self) -> None:
        while self.live.latest.waiting:
            await asyncio.sleep(0.001)

    @rule(hard=st.booleans(), text=st.none() | words)
    def end_and_resume(self, hard: bool, text: str | None) -> None:
        """At once behind an Enter, when there is a *text*: it is on its way then."""
        if text and not self.control.editing:
            self.capture(text, "-")
        self.run(self._end(hard))
        self.run(self._open())
        if self.half:
            assert _stored(self.line.text) == _stored(self.half)

    async def _end(self, hard: bool) -> None:
        """Leave calmly, or be gone with what is on its way kept by the last moment's journal."""
        assert self.live.outbox is not None
        if hard:
            journal_everything()
            self.live.outbox._keeper.end()
            for task in (self.live.outbox._task, self.live.latest._task):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        else:
            draft, state = self.control.draft()
            self.live.keep_draft(draft, **state)
            await self.live.outbox.close()
            await self.live.latest.close()
        await self.db.close()

    @invariant()
    def the_store_holds_what_was_done(self) -> None:
        assert self.live.outbox is not None
        self.run(self.live.outbox.drained())
        quotes = self.run(quote_pages.quotes_of_session(self.db, self.session_id))
        assert {q.id: (q.text, q.kind) for q in quotes} == self.now[0]
        parked = self.run(notes.of_session(self.db, self.session_id))
        assert sorted(note.text for note in parked) == sorted(self.now[1])

    def teardown(self) -> None:
        self.run(self._end(False))
        self.loop.close()
        self.folder.cleanup()


def _stored(text: str) -> str:
    from focusgroup.core.text import clean_line

    return clean_line(text)


CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


class TestAFewSteps(LiveMachine.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=CHECKS
    )


@pytest.mark.slow
class TestManySteps(LiveMachine.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=100,
        stateful_step_count=int(os.environ.get("FOCUSGROUP_STEPS", "50")),
        deadline=None,
        suppress_health_check=CHECKS,
    )
