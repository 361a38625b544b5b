"""How many people of each segment of customers raised each theme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from focusgroup.core.evidence.group import HeardVoice, merged
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.evidence.running import RunningCount
from focusgroup.core.model import Participant


@dataclass(frozen=True, slots=True)
class SegmentThemes:
    """A segment, "" for people without one: people in the room, and those who raised a theme."""

    segment: str
    room: int
    themes: Mapping[str, int]


def by_segment(count: RunningCount) -> tuple[SegmentThemes, ...]:
    """Return the segments of a report, the one with most people first, "" last.

    Empty if there are fewer than two, as there is nothing to set side by side.
    """
    segments: dict[str, str] = {}
    for account in count.report.accounts:
        segments[account.id] = segments[account.name.casefold()] = account.segment.strip()

    def segment(of: Participant | HeardVoice) -> str:
        return segments.get(of.account_id or "", segments.get(of.account.casefold(), ""))

    room: dict[str, set[str]] = {}
    for person in count.report.room:
        room.setdefault(segment(person), set()).add(person.person_id or person.id)
    raised = {name: defaultdict[str, set[str]](set) for name in room}
    speaks = [segment(who) for who in count.speakers]
    for row, kinds in count.rows.items():
        for who in count.among(merged(kinds.values()).speakers):
            of_it = raised.setdefault(speaks[who.place], defaultdict(set))
            if who.voice.person and row != NO_THEME:
                of_it[row].add(who.voice.person)
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
