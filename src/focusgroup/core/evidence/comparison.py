"""What became of the themes of an earlier session: raised again, gone, or new in this one."""

from dataclasses import dataclass
from enum import Enum, auto

from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.evidence.running import RunningCount


class Change(Enum):
    """What became of a theme since the session before."""

    AGAIN = auto()
    NEW = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class ComparedTheme:
    """A theme and how many different people raised it *before* and *now*."""

    theme: str
    before: int
    now: int

    @property
    def change(self) -> Change:
        """Return what became of it."""
        if not self.before:
            return Change.NEW
        return Change.AGAIN if self.now else Change.GONE


def compared(count: RunningCount) -> tuple[ComparedTheme, ...]:
    """Return the themes of a report and of the session before it, those raised again first.

    Empty if there is none to compare with, or if nothing was tagged in it.
    """
    earlier = count.report.before
    if earlier is None:
        return ()
    rows = places(count.compared.keys() | {each.themes for each in earlier.raised})
    before: dict[str, set[str]] = {}
    now: dict[str, set[str]] = {}
    for raised in earlier.raised:
        for row, _ in rows[raised.themes]:
            before.setdefault(row, set()).add(f"{raised.voice}")
    for themes, voices in count.compared.items():
        for row, _ in rows[themes]:
            now.setdefault(row, set()).update(voices)
    before.pop(NO_THEME, None)
    now.pop(NO_THEME, None)
    if not before:
        return ()
    found = (
        ComparedTheme(row, len(before.get(row, ())), len(now.get(row, ())))
        for row in before.keys() | now.keys()
    )
    return tuple(
        sorted(found, key=lambda each: (each.change.value, -each.now, -each.before, each.theme))
    )
