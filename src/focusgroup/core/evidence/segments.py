"""How many people of each segment of customers raised each theme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.evidence.trends import who_said
from focusgroup.core.model import RANKED_KINDS, Report


@dataclass(frozen=True, slots=True)
class SegmentThemes:
    """A segment, "" for people without one: people in the room, and those who raised a theme."""

    segment: str
    room: int
    themes: Mapping[str, int]


def by_segment(report: Report) -> tuple[SegmentThemes, ...]:
    """Return the segments of *report*, the one with most people first, "" last.

    Empty if there are fewer than two, as there is nothing to set side by side.
    """
    segments: dict[str, str] = {}
    for account in report.accounts:
        segments[account.id] = segments[account.name.casefold()] = account.segment.strip()

    @cache
    def segment(account_id: str | None, name: str) -> str:
        return segments.get(account_id or "", segments.get(name.casefold(), ""))

    room: dict[str, set[str]] = {}
    for person in report.room:
        of = room.setdefault(segment(person.account_id, person.account), set())
        of.add(person.person_id or person.id)
    said = [quote for quote in report.quotes if quote.kind in RANKED_KINDS]
    rows = places({quote.themes for quote in said}, report.theme)
    raised = {name: defaultdict[str, set[str]](set) for name in room}
    for quote in said:
        who = who_said(quote)
        of_it = raised.setdefault(segment(quote.account_id, quote.account), defaultdict(set))
        for row, _ in rows[quote.themes]:
            if who and row != NO_THEME:
                of_it[row].add(who)
    if len([name for name in raised if name]) < 2:
        return ()
    found = (
        SegmentThemes(
            name,
            len(room.get(name, set()).union(*themes.values())),
            {row: len(those) for row, those in themes.items()},
        )
        for name, themes in raised.items()
    )
    return tuple(sorted(found, key=lambda each: (not each.segment, -each.room, each.segment)))
