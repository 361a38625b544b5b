"""What a choice of quotes must be counted as, from what the commands print of it as JSON."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[str, object]

KINDS = ("problem", "strength", "missing_feature")
SIGNS = dict(zip("▼▲+", KINDS, strict=True))


def speaker(row: Row) -> tuple[object, object] | None:
    """Who said *row*; somebody who is not to be named has only a role there."""
    name = row["speaker"] or row["role"]
    return (name, row["account"]) if name else None


@dataclass(frozen=True)
class Choice:
    """The quotes *rows* of a choice, of those *asked*, and the *room* of each session.

    *shares* are those of revenue by account, *segments* the accounts' segments.
    """

    rows: list[Row]
    asked: list[Row]
    room: dict[str, list[Row]]
    shares: dict[str, float | None]
    segments: dict[str, str]

    @property
    def ranked(self) -> list[Row]:
        return [row for row in self.rows if row["kind"] in KINDS]

    def everybody(self) -> int:
        """How many different people were in the sessions that were asked."""
        return len({(who["name"], who["account"]) for each in self.room.values() for who in each})

    def every_account(self) -> set[object]:
        seated = {who["account"] for each in self.room.values() for who in each}
        return (seated | {row["account"] for row in self.asked}) - {None, ""}

    def of(self, theme: str, kind: str | None = None) -> list[Row]:
        """The quotes that count in the row *theme* of a map, of *kind*."""
        rows = [row for row in self.ranked if kind in (None, row["kind"])]
        if theme == "No theme yet":
            return [row for row in rows if not row["themes"]]
        path = theme.removesuffix(" (in general)")
        whole = path == theme
        under = f"{path} > "
        return [
            row
            for row in rows
            if any(each == path or (whole and each.startswith(under)) for each in row["themes"])
            and (whole or not any(each.startswith(under) for each in row["themes"]))
        ]


def people(rows: Iterable[Row]) -> int:
    return len({who for row in rows if (who := speaker(row))})


def accounts(rows: Iterable[Row]) -> int:
    return len({row["account"] for row in rows if row["account"]})


def voices(rows: Iterable[Row]) -> Counter[object]:
    """Quotes by account; somebody without one counts as an account of their own."""
    return Counter(row["account"] or speaker(row) for row in rows if row["account"] or speaker(row))


def one_voice(rows: list[Row]) -> bool:
    top = voices(rows).most_common(1)
    return bool(top) and len(rows) >= 3 and top[0][1] / len(rows) >= 0.6


def evidence(rows: list[Row]) -> str:
    own = [row for row in rows if row["verbatim"] and not row["stub"]]
    apart = len(voices(rows))
    if people(own) < 2 or people(rows) < 2 or apart < 2:
        return "thin"
    return "strong" if people(rows) >= 4 and apart >= 3 and not one_voice(rows) else "fair"
