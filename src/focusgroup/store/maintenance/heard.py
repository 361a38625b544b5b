"""Who spoke of each theme, in which kinds: what the counters of people must add up to."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from focusgroup.store.maintenance.counter_rows import BIT, JUST_IN, PERSON, RANKED, rows

NEXT_THEME = "SELECT min(theme_id) FROM quote_theme WHERE theme_id > ?"
SAID = """
    SELECT person_id, kind, session_id, coalesce(account_id, person_id)
    FROM quote_theme WHERE theme_id = ? AND person_id IS NOT NULL ORDER BY person_id
"""
LAST = [("", "", "", "")]
ALL_KINDS = sum(BIT.values())
RANKED_KINDS = sum(BIT[kind] for kind in RANKED)


class HeardSums:
    """*people* is the sum of the people of all groups, *heard* how many spoke in which kinds.

    Read in the order of an index, theme by theme and person by person.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        shared: Mapping[str, tuple[str, ...]],
        voices: Mapping[str | None, int],
        version: int,
    ) -> None:
        just = JUST_IN if version >= 14 else {}
        self._weights = [PERSON + just.get(kinds, 0) for kinds in range(RANKED_KINDS + 1)]
        self._weights[0] = 0
        self._shared, self._voices = shared, voices
        self.people = 0
        self.heard = Counter[tuple[str, int]]()
        theme = ""
        while theme := connection.execute(NEXT_THEME, (theme,)).fetchone()[0]:
            self.people += hash(theme) * self._people(theme, rows(connection, SAID, (theme,)))

    def _people(self, theme: str, tags: Iterable[tuple[Any, ...]]) -> int:
        """Return the sum of a theme's groups, each with its people; note who was heard."""
        weights, voices, heard = self._weights, self._voices, [0] * (ALL_KINDS + 1)
        bits = defaultdict(int, BIT)
        before, own = None, None
        kinds = spoke = total = 0
        in_session: dict[str, int] = {}
        elsewhere: dict[str | None, int] = {}
        for person, kind, session, voice in chain(tags, LAST):
            if person != before:
                heard[kinds] += 1
                if in_session:
                    for each, said in in_session.items():
                        total += weights[said] * hash(each)
                    in_session = {}
                    if elsewhere:
                        total += self._with_accounts({own: spoke, **elsewhere})
                        elsewhere = {}
                    else:
                        total += weights[spoke] * voices[own]
                before, own, kinds, spoke = person, voice, 0, 0
            bit = bits[kind]
            kinds |= bit
            bit &= RANKED_KINDS
            if bit:
                in_session[session] = in_session.get(session, 0) | bit
                if voice == own:
                    spoke |= bit
                else:
                    elsewhere[voice] = elsewhere.get(voice, 0) | bit
        self.heard.update({(theme, kinds): many for kinds, many in enumerate(heard) if many})
        return total

    def _with_accounts(self, as_voice: Mapping[str | None, int]) -> int:
        """The same of a person who spoke for several accounts, which may share a group."""
        spoke: dict[str | None, int] = {}
        for voice, bits in as_voice.items():
            for group in (voice, *self._shared.get(voice or "", ())):
                spoke[group] = spoke.get(group, 0) | bits
        return sum(hash(group) * self._weights[bits] for group, bits in spoke.items())
