"""The counts of a group of quotes, as they come: sets of people are rows of bits."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from focusgroup.core.evidence.evidence import Telling, Told, Voice
from focusgroup.core.model import Quote

First = tuple[int, str, int]
"""When something came up first (Unix ms), in which quote, and at which place of its themes."""

NEVER: First = (0, "", 0)


@dataclass(slots=True, eq=False)
class HeardVoice:
    """Somebody who spoke for an account, with the bit that stands for them in a set.

    *key* is the place of their voice, -1 for nobody; *name* is of their first quote, as are
    *account_id* and *account*. *quotes* are theirs, and *ranked* whether one of them is.
    """

    voice: Voice
    place: int
    key: int
    name: str
    account_id: str | None
    account: str
    quotes: int = 0
    ranked: bool = False
    at: int = field(init=False)
    bit: int = field(init=False)

    def __post_init__(self) -> None:
        self.at, self.bit = self.place >> 3, 1 << (self.place & 7)


class HeardGroup:
    """The counts of a group of quotes, as they come.

    *spoken* counts the quotes of each voice; *names* has the first name of those without an
    account, by place. *telling* are the quotes to show.
    """

    __slots__ = (
        "agreement", "dissent", "first", "mentions", "names", "own_words", "sessions",
        "speakers", "spoken", "telling",
    )  # fmt: skip

    def __init__(self) -> None:
        self.mentions = self.agreement = self.dissent = 0
        self.first = NEVER
        self.speakers, self.own_words, self.sessions = bytearray(), bytearray(), bytearray()
        self.spoken = array("I")
        self.names: dict[int, tuple[int, str, str]] = {}
        self.telling: Telling | None = None

    def add(self, quote: Quote, who: HeardVoice, session: int) -> None:
        """Count a quote of the session at a place."""
        self.mentions += 1
        self.agreement += quote.agreement
        self.dissent += quote.dissent
        _put(self.sessions, session >> 3, 1 << (session & 7))
        _put(self.speakers, who.at, who.bit)
        if quote.verbatim and not quote.stub:
            _put(self.own_words, who.at, who.bit)

    def hear(self, quote: Quote, who: HeardVoice, shown: Told | None) -> None:
        """Count a quote for its voice too, and keep it if it is among the strongest to be shown."""
        if shown is not None:
            self.telling = self.telling or Telling()
            self.telling.add(who.voice.key, shown)
        if who.key < 0:
            return
        try:
            self.spoken[who.key] += 1
        except IndexError:
            self.spoken.extend([0] * (who.key + 1 - len(self.spoken)))
            self.spoken[who.key] += 1
        if not who.voice.account:
            named = (quote.at_ms, quote.id, quote.speaker)
            self.names[who.key] = min(self.names.get(who.key, named), named)

    def began(self, quote: Quote, theme: str) -> None:
        """Note a quote of *theme* that was just counted if it was the first."""
        if self.mentions == 1 or (quote.at_ms, quote.id) < self.first:
            self.first = named_at(quote, theme)


def _put(bits: bytearray, at: int, bit: int) -> None:
    try:
        bits[at] |= bit
    except IndexError:
        bits.extend(bytes(at + 1 - len(bits)))
        bits[at] |= bit


def merged(groups: Iterable[HeardGroup]) -> HeardGroup:
    """Return the counts of groups that share no quote as one, without those of its voices."""
    whole = HeardGroup()
    for each in groups:
        whole.first = min(whole.first, each.first) if whole.mentions else each.first
        whole.mentions += each.mentions
        whole.agreement += each.agreement
        whole.dissent += each.dissent
        whole.speakers = _either(whole.speakers, each.speakers)
        whole.own_words = _either(whole.own_words, each.own_words)
        whole.sessions = _either(whole.sessions, each.sessions)
    return whole


def _either(one: bytearray, other: bytearray) -> bytearray:
    """Return what is in either set."""
    size = max(len(one), len(other))
    both = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return bytearray(both.to_bytes(size, "little"))


def named_at(quote: Quote, theme: str) -> First:
    """Return when *quote* was said and at which place of its themes it has *theme*."""
    places = (n for n, path in enumerate(quote.themes) if path.startswith(theme))
    return quote.at_ms, quote.id, next(places, 0)
