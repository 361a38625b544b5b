"""The feed of a back room: events kept once for all viewers, and who reads them.

A viewer is a place in the one list of events, so a slow one costs no memory; it is dropped when
it takes nothing for a while, and comes back with the id of the last event that it had.
"""

import asyncio
import json
import secrets
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from focusgroup.core.errors import StoreError
from focusgroup.services.backroom.room import BackRoom
from focusgroup.services.backroom.shown import RoomChange, Shown

POLL_S = 0.1
MOST_KEPT = 1_000
"""Events to catch up with; whoever missed more gets everything anew."""
SEEN_EVERY_S = 60
LISTENING_EVERY_S = 1
"""How often at most the number of listeners is sent: 150 sign in within a minute."""


def event(kind: str, data: object, number: str = "") -> bytes:
    """Return one server-sent event."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    head = f"id: {number}\n" if number else ""
    return f"{head}event: {kind}\ndata: {said}\n\n".encode()


@dataclass(slots=True, eq=False)
class Viewer:
    """One open connection of an observer; *place* counts the events that it was sent."""

    observer: str
    place: int = -1
    own: tuple[Shown, ...] | None = None
    heard_s: float = 0.0
    answers: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))


class Feed:
    """Looks at the session ten times a second and tells every viewer what is new."""

    def __init__(self, room: BackRoom) -> None:
        self.room = room
        self.viewers: dict[str, Viewer] = {}
        self.closed = False
        self.empty = asyncio.Event()
        """Set while nobody listens."""
        self.empty.set()
        self._boot = secrets.token_hex(4)
        self._events: deque[bytes] = deque(maxlen=MOST_KEPT)
        self._made = 0
        self._whole: tuple[int, bytes] = (-1, b"")
        self._listening = ""
        self._news = asyncio.Event()

    # -- looking -------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Look until cancelled; a database that is busy is looked at again."""
        loop = asyncio.get_running_loop()
        counted = seen = loop.time()
        while True:
            with suppress(StoreError):
                if change := await self.room.look():
                    self._publish_change(change)
            if loop.time() - counted >= LISTENING_EVERY_S:
                counted = loop.time()
                self._publish_listening()
            if loop.time() - seen >= SEEN_EVERY_S:
                seen = loop.time()
                with suppress(StoreError):
                    await self.room.seen(self.listening())
            await asyncio.sleep(POLL_S)

    def listening(self) -> set[str]:
        """Return the ids of the observers who listen now."""
        return {viewer.observer for viewer in self.viewers.values()}

    def connections(self) -> Counter[str]:
        """Return how many connections each observer has."""
        return Counter(viewer.observer for viewer in self.viewers.values())

    def _publish_change(self, change: RoomChange) -> None:
        if change.whole or change.gone:
            # Nobody who comes back is sent again what may no longer be shown.
            self._events.clear()
        if change.whole:
            self._publish(event("whole", change.quotes, self._next()))
        elif change.quotes or change.gone:
            data = {"quotes": change.quotes, "gone": change.gone}
            self._publish(event("change", data, self._next()))
        self._publish(event("state", change.state, self._next()))

    def _publish_listening(self) -> None:
        words = self.room.listening(self.listening())
        if words != self._listening:
            self._listening = words
            self._publish(event("listening", words, self._next()))

    def _next(self) -> str:
        return f"{self._boot}.{self._made + 1}"

    def _publish(self, message: bytes) -> None:
        self._events.append(message)
        self._made += 1
        self.wake()

    def wake(self) -> None:
        """Let every viewer look for something new."""
        self._news.set()
        self._news = asyncio.Event()

    def close(self) -> None:
        """Tell every viewer that the facilitator closes the room."""
        self.closed = True
        self.wake()

    # -- viewers -------------------------------------------------------------------------------

    def join(self, observer: str, last_id: str, now_s: float) -> Viewer:
        """Return a new viewer, who goes on after the event *last_id*."""
        viewer = Viewer(observer, heard_s=now_s)
        boot, _, number = last_id.partition(".")
        if boot == self._boot and number.isdecimal() and len(number) < 10:
            viewer.place = int(number)
        self.viewers[viewer.id] = viewer
        self.empty.clear()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Forget a viewer whose connection has ended."""
        self.viewers.pop(viewer.id, None)
        if not self.viewers:
            self.empty.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next news, or after *seconds*."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass

    def news_for(self, viewer: Viewer) -> Iterator[bytes]:
        """Yield what a viewer has not been sent yet, and count it as sent."""
        missed = self._made - viewer.place
        if viewer.place < 0 or missed < 0 or missed > len(self._events):
            viewer.place = self._made
            yield self._everything()
            yield event("listening", self._listening)
            yield event("state", self.room.view.state())
        else:
            start, viewer.place = len(self._events) - missed, self._made
            for at in range(start, len(self._events)):
                yield self._events[at]
        own = self.room.questions.get(viewer.observer, ())
        if own != viewer.own:
            viewer.own = own
            yield event("questions", own)
        if self.closed:
            yield event("closed", self.room.view.ended)

    def _everything(self) -> bytes:
        """Return the quotes as they are now, made once for all who come at the same time."""
        if self._whole[0] != self._made:
            number = f"{self._boot}.{self._made}"
            self._whole = self._made, event("whole", self.room.view.quotes(), number)
        return self._whole[1]
