"""Who spoke of each theme, in which kinds: what the counters of people must add up to."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from focusgroup.store.maintenance.counter_rows import BIT, JUST_IN, PERSON, RANKED, rows

SAID = """
    SELECT theme_id, person_id, kind, session_id, coalesce(account_id, person_id)
    FROM quote_theme WHERE person_id IS NOT NULL ORDER BY theme_id, person_id
"""
LAST = [("", "", "", "", "")]
ALL_KINDS = sum(BIT.values())
RANKED_KINDS = sum(BIT[kind] for kind in RANKED)


class Said:
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
        self._shared, self._voices = shared, voices
        self.people = 0
        self.heard = Counter[tuple[str, int]]()
        for theme, tags in groupby(rows(connection, SAID), key=itemgetter(0)):
            self.people += hash(theme) * self._people(theme, tags)

    def _people(self, theme: str, tags: Iterable[tuple[Any, ...]]) -> int:
        """Return the sum of a theme's groups, each with its people; note who was heard."""
        weights, voices, heard = self._weights, self._voices, [0] * (ALL_KINDS + 1)
        before, kinds, total = None, 0, 0
        in_session: dict[str, int] = {}
        as_voice: dict[str, int] = {}
        for _, person, kind, session, voice in chain(tags, LAST):
            if person != before:
                heard[kinds] += 1
                if as_voice:
                    total += sum([weights[b] * hash(each) for each, b in in_session.items()])
                    if len(as_voice) == 1:
                        total += sum([weights[b] * voices[each] for each, b in as_voice.items()])
                    else:
                        total += self._with_accounts(as_voice)
                    in_session, as_voice = {}, {}
                before, kinds = person, 0
            bit = BIT.get(kind, 0)
            kinds |= bit
            if bit & RANKED_KINDS:
                in_session[session] = in_session.get(session, 0) | bit
                as_voice[voice] = as_voice.get(voice, 0) | bit
        self.heard.update({(theme, kinds): many for kinds, many in enumerate(heard) if many})
        return total

    def _with_accounts(self, as_voice: Mapping[str, int]) -> int:
        """The same of a person who spoke for several accounts, which may share a group."""
        spoke: dict[str, int] = {}
        for voice, bits in as_voice.items():
            for group in (voice, *self._shared.get(voice, ())):
                spoke[group] = spoke.get(group, 0) | bits
        return sum(hash(group) * self._weights[bits] for group, bits in spoke.items())
