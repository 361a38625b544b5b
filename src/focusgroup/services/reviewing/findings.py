"""What the quotes add up to: each theme with its evidence, and how soon sessions said it all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from focusgroup.core.evidence.evidence import (
    ONE_VOICE_PERCENT,
    ONE_VOICE_QUOTES,
    grade,
)
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import Theme
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import fold
from focusgroup.store import Db
from focusgroup.store.quotes import (
    HeldSession,
    KindEvidence,
    ThemeEvidence,
    sessions_with_new_themes,
    theme_evidence,
)
from focusgroup.store.themes import all_themes

GRADES = tuple(Evidence)
KRUEGER = (
    "Frequency is how often a theme came up, extensiveness how many different people and accounts"
    " raised it, intensity the share of quotes that were strongly felt (! or !!), specificity the"
    " share that is finished, verbatim and longer than a few words, consistency how many of those"
    " who were counted as agreeing or disagreeing agreed (– if nobody was counted)."
)


def is_one_voice(found: KindEvidence) -> bool:
    """Return whether the quotes rest on one voice, by the rule of the documents."""
    few = found.mentions < ONE_VOICE_QUOTES
    return not few and found.loudest * 100 >= found.mentions * ONE_VOICE_PERCENT


FIGURES = ("mentions", "people", "accounts", "sessions", "intense %", "specific %", "agreed %")
"""What is counted of a theme, as the heads of its columns."""


def grade_of(found: KindEvidence) -> Evidence:
    """Return the grade of a theme's quotes of one kind, by the rule of the documents."""
    alone = is_one_voice(found)
    return grade(found.people, found.voices, found.own_words, one_voice=alone)


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """A theme with what its quotes are worth."""

    theme: Theme
    found: ThemeEvidence

    @property
    def mentions(self) -> int:
        """Return its frequency: how often it came up."""
        return self._sum("mentions")

    @property
    def evidence(self) -> Evidence:
        """Return the best grade of its kinds, as documents do."""
        return min(map(grade_of, self.found.kinds), key=GRADES.index, default=Evidence.THIN)

    @property
    def one_voice(self) -> bool:
        """Return whether each of its kinds rests on one voice."""
        return bool(self.found.kinds) and all(map(is_one_voice, self.found.kinds))

    @property
    def intensity(self) -> int:
        """Return the percentage of its quotes that were strongly felt."""
        return round(self._sum("strong") * 100 / self.mentions)

    @property
    def specificity(self) -> int:
        """Return the percentage of its quotes that say something in their own words."""
        return round(self._sum("specific") * 100 / self.mentions)

    @property
    def consistency(self) -> int | None:
        """Return the percentage of those counted who agreed, None if nobody was counted."""
        counted = self._sum("agreement") + self._sum("dissent")
        return round(self._sum("agreement") * 100 / counted) if counted else None

    @property
    def figures(self) -> tuple[int | None, ...]:
        """Return its figures, in the order of FIGURES."""
        found = self.found
        return (
            *(self.mentions, found.people, found.accounts, found.sessions),
            *(self.intensity, self.specificity, self.consistency),
        )

    def _sum(self, name: str) -> int:
        return sum(getattr(kind, name) for kind in self.found.kinds)


async def findings(db: Db, wanted: Selection) -> tuple[ThemeFinding, ...]:
    """Return the themes that came up, those that most people raised first."""
    found = await theme_evidence(db, wanted)
    rows = [
        ThemeFinding(theme, found[theme.id]) for theme in await all_themes(db) if theme.id in found
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                -row.found.people,
                -row.found.accounts,
                GRADES.index(row.evidence),
                -row.mentions,
                fold(row.theme.path),
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class Saturation:
    """How many new themes each session brought, by time, and how many sessions sufficed.

    *reached* tells after how many sessions so many percent of all themes had come up, *so_far* how
    many had come up by each session.
    """

    sessions: tuple[HeldSession, ...]
    themes: int
    reached: tuple[tuple[int, int], ...]
    so_far: tuple[int, ...] = ()


async def saturation(db: Db, wanted: Selection) -> Saturation:
    """Return the new themes of each session: those tagged, not the themes above them."""
    held = await sessions_with_new_themes(db, replace(wanted, untagged=False))
    return _saturation(held)


def _saturation(held: Sequence[HeldSession], percents: Sequence[int] = (80, 90)) -> Saturation:
    so_far = tuple(accumulate(len(each.new) for each in held))
    total = so_far[-1] if so_far else 0
    reached = []
    left = list(percents)
    for place, number in enumerate(so_far, 1):
        while left and total and number * 100 >= total * left[0]:
            reached.append((left.pop(0), place))
    return Saturation(tuple(held), total, tuple(reached), so_far)
