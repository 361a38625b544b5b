"""What the back room's page is shown of a running session: masked as an inside document is.

Nothing here reads half-typed lines or notes: what observers see are quotes that are stored.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from focusgroup.core.agenda_run.clock import Clock, ClockState
from focusgroup.core.model import PATH_SEPARATOR, RANKED_KINDS, Kind, Quote, Report, Session
from focusgroup.exports.making import INTERNAL
from focusgroup.exports.privacy.consent import presenter
from focusgroup.exports.wording.labels import NAMELESS
from focusgroup.exports.wording.words import SOURCE, Words
from focusgroup.store import Db, clocks, participants, sessions
from focusgroup.store.backroom.pulse import Pulse, pulse
from focusgroup.store.engine.protocol import follow
from focusgroup.store.quotes import quotes_since
from focusgroup.store.reports import session_report
from focusgroup.store.wall_clock import away_ms
from focusgroup.system import clock as machine

MOST_SHOWN = 1_000
"""The newest quotes that a page gets at its opening; more than a session has."""
NO_NUMBER = -1
HEARD_LATE_MS = 700
"""A heartbeat of the session's clock that differs by more is told; it is written when it can be."""

Shown = dict[str, Any]
"""Plain values for the page, as JSON."""


@dataclass(frozen=True, slots=True)
class RoomChange:
    """What is new: the state of the session, quotes to show, and ids of quotes to remove.

    A *whole* change replaces everything that was shown before.
    """

    state: Shown
    quotes: tuple[Shown, ...] = ()
    gone: tuple[str, ...] = ()
    whole: bool = False


class RoomView:
    """One session as observers see it; `look` returns what has changed since the last look."""

    def __init__(self, db: Db, session_id: str, *, names: bool = True) -> None:
        self._db = db
        self._id = session_id
        follow(db, session_id)
        self._names = names
        self._version: int | None = None
        self._pulse = Pulse(NO_NUMBER, "", "", hushed=False, codebook=0)
        self._known: tuple[object, ...] = ()
        self._show: Callable[[Quote], Quote | None] = lambda _: None
        self._report = Report("", ())
        self._clock = Clock()
        self._quotes: dict[str, Quote] = {}

    @property
    def session(self) -> Session:
        """The session, with names masked."""
        return self._report.sessions[0]

    def look_again(self) -> None:
        """Let the next look read: this program's own writes give the database no other number."""
        self._version = None

    @property
    def ended(self) -> bool:
        """Whether the session has ended."""
        return self._clock.state is ClockState.ENDED

    def quotes(self) -> tuple[Shown, ...]:
        """Return the newest quotes, in the order in which they were said."""
        return tuple(map(_quote, self._ordered()[-MOST_SHOWN:]))

    async def look(self) -> RoomChange | None:
        """Return what has changed, None if nothing did. Raises NotFound for a deleted session."""
        version = await self._db.version()
        if version == self._version:
            return None
        now, before = await pulse(self._db, self._id), self._pulse
        news = now.hushed != before.hushed or now.status != before.status
        if now.clock != before.clock:
            news |= await self._read_clock(first=before.rev == NO_NUMBER)
        same = (now.rev, now.codebook) == (before.rev, before.codebook)
        change = RoomChange({}) if same else await self._read(now, before)
        self._version, self._pulse = version, now
        return None if same and not news else replace(change, state=self.state())

    async def _read_clock(self, *, first: bool) -> bool:
        """Read the clock; return whether it shows another time than it was believed to."""
        mono = machine.mono_ms()
        away = await away_ms(self._db, self._id, machine.moment()) if first else 0
        believed = self._clock.elapsed(mono)
        self._clock = await clocks.load(self._db, self._id, mono - away)
        return abs(self._clock.elapsed(mono) - believed) > HEARD_LATE_MS

    async def _read(self, now: Pulse, before: Pulse) -> RoomChange:
        """Read the quotes that changed, or all again where people, names or themes did."""
        there, gone = await quotes_since(self._db, self._id, before.rev)
        session = await sessions.find(self._db, self._id)
        titles = tuple(i.title for i in await clocks.agenda_items(self._db, self._id))
        people = await participants.of_session(self._db, self._id)
        known = (people, titles, session.title, now.codebook)
        whole = known != self._known
        if whole:
            there, gone, self._quotes = await self._read_all(), (), {}
            self._known = known
        shown = await asyncio.to_thread(self._presented, there)
        removed = {quote.id for quote in (*gone, *there)} - shown.keys()
        removed &= self._quotes.keys()
        self._quotes = {k: q for k, q in (self._quotes | shown).items() if k not in removed}
        if whole:
            return RoomChange({}, self.quotes(), whole=True)
        return RoomChange({}, tuple(map(_quote, shown.values())), tuple(removed))

    async def _read_all(self) -> tuple[Quote, ...]:
        """Read everything again and find out anew which names are hidden."""
        report = await session_report(self._db, [self._id])
        bare = replace(report, notes=(), quotes=())
        if not self._names:
            people = (replace(person, consent_name=False) for person in report.participants)
            bare = replace(bare, participants=tuple(people))
        self._report, self._show = await asyncio.to_thread(presenter, bare, INTERNAL, Words(SOURCE))
        return report.quotes

    def _presented(self, quotes: Iterable[Quote]) -> dict[str, Quote]:
        customers = (quote for quote in quotes if not quote.is_observation)
        seen = ((quote, self._show(quote)) for quote in customers)
        return {quote.id: replace(each, seat=quote.seat) for quote, each in seen if each}

    def _ordered(self) -> list[Quote]:
        return sorted(self._quotes.values(), key=lambda quote: (quote.at_ms, quote.id))

    # -- the state -----------------------------------------------------------------------------

    def state(self) -> Shown:
        """Return the session's clock, place, agenda and themes; times are lengths in ms."""
        now, clock, session = machine.mono_ms(), self._clock, self.session
        items = self._report.agenda_items.get(self._id, ())
        titles = {each.section: each.title for each in items if each.question < 0}
        asked = next((each for each in items if (each.section, each.question) == clock.place), None)
        sections = clock.led or tuple(titles)
        return {
            "title": session.title,
            "status": clock.state.value,
            "now_ms": machine.unix_ms(),
            "zone": session.zone,
            "elapsed_ms": clock.elapsed(now),
            "total_ms": clock.total_ms,
            "projected_ms": clock.projected(now),
            "section": titles.get(clock.section, ""),
            "section_ms": clock.planned[clock.section] if clock.planned else 0,
            "section_left_ms": clock.section_left(now),
            "question": asked.title if asked and clock.question >= 0 else "",
            "agenda": [
                {"title": titles.get(each, ""), "now": each == clock.section,
                 "done": each != clock.section and clock.reached(each)}
                for each in sections
            ],
            "hushed": self._pulse.hushed,
            **themes_so_far(self._quotes.values()),
        }  # fmt: skip


def themes_so_far(quotes: Iterable[Quote]) -> Shown:
    """Return how often each theme at the top of the tree came up, and each kind, by kind."""
    themes: dict[str, dict[str, int]] = {}
    kinds = dict.fromkeys((kind.value for kind in Kind if kind is not Kind.OBSERVATION), 0)
    for quote in quotes:
        kinds[quote.kind.value] += 1
        for top in dict.fromkeys(path.split(PATH_SEPARATOR)[0] for path in quote.themes):
            of_it = themes.setdefault(top, {kind.value: 0 for kind in Kind})
            of_it[quote.kind.value] += 1
    most = sorted(themes.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    ranked = tuple(kind.value for kind in RANKED_KINDS)
    return {
        "themes": [
            {"name": name, "all": sum(n.values()), **{kind: n[kind] for kind in ranked}}
            for name, n in most
        ],
        "kinds": {kind: n for kind, n in kinds.items() if n},
    }


def _quote(quote: Quote) -> Shown:
    return {
        "id": quote.id,
        "at_ms": quote.at_ms,
        "offset_ms": quote.offset_ms,
        "kind": quote.kind.value,
        "text": quote.text,
        "verbatim": quote.verbatim,
        "who": _who(quote),
        "account": quote.account,
        "themes": [path.replace(PATH_SEPARATOR, " › ") for path in quote.themes],
        "agree": quote.agreement,
        "object": quote.dissent,
    }


def _who(quote: Quote) -> str:
    """Return who said it: name and role, or the role or seat of who may not be named."""
    if not quote.participant_id:
        return ""
    if quote.speaker == NAMELESS:
        return f"Participant {quote.seat}"
    return ", ".join(filter(None, (quote.speaker, quote.role)))
