"""The theme tree as a table: a row each with counts, whose voice it is, and how it develops."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import selection_of, sessions_named
from focusgroup.cli.output import GAP, cell_width, hint, print_csv, print_json, print_table
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.evidence.quarters import sparkline
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.theme_table import (
    WEIGHTLESS,
    ThemeColumn,
    ThemeRow,
    agreed,
    in_order,
    share_in_words,
    theme_rows,
)
from focusgroup.services.selection import resolved
from focusgroup.store import Db

HEADS = (
    "theme", "▼ problems", "▲ strengths", "+ missing", "= context", "untagged", "people",
    "mentions", "accounts", "sessions", "trend", "top account", "share %", "last 8 quarters",
    "intense %", "agreed", "revenue",
)  # fmt: skip
IF_ANY = ("= context", "untagged")
"""Columns that are printed where there is any such quote, as on the screen."""
DROPPED = (
    "revenue", "agreed", "intense %", "last 8 quarters", "top account", "share %", "trend",
    "sessions", "accounts", "mentions",
)  # fmt: skip
"""Columns that give way on a narrow terminal, in this order; elsewhere all are printed."""


def print_themes(
    settings: Settings,
    *,
    session: str,
    sort: str | None,
    as_json: bool,
    as_csv: bool,
    **wanted: Any,
) -> None:
    """Print every theme with the figures of the quotes that were asked for."""
    asked = selection_of(sessions=(session,) if session else (), **wanted)
    found: Sequence[ThemeRow] = ()
    if not nothing_yet(settings):
        found = with_db(settings, lambda db: _read(db, asked))
    if sort:
        found = in_order(found, ThemeColumn(sort))
    if as_json:
        print_json([_as_json(row) for row in found])
    elif as_csv:
        print_csv(_shown([HEADS, *(_cells(row, path=True) for row in found)]))
    elif found:
        _print_table([_cells(row) for row in found])
    else:
        hint("no themes yet; they come from agendas, and from #name in a quote")


async def _read(db: Db, asked: Selection) -> tuple[ThemeRow, ...]:
    chosen = await resolved(db, await sessions_named(db, asked))
    # Observations are never counted.
    kinds = tuple(kind for kind in chosen.kinds if kind is not Kind.OBSERVATION)
    return await theme_rows(db, replace(chosen, kinds=kinds))


def _as_json(row: ThemeRow) -> dict[str, object]:
    count, figures = row.count, row.figures
    top = figures.top if figures.top and figures.top.quotes else None
    weight = figures.weight or WEIGHTLESS
    return {
        "path": count.theme.path,
        "name": count.theme.name,
        "depth": count.theme.depth,
        "description": count.theme.description,
        "retired": count.theme.retired,
        "problem": count.problem,
        "strength": count.strength,
        "missing_feature": count.missing_feature,
        "context": count.context,
        "untagged": count.untagged,
        "mentions": count.mentions,
        "people": count.people,
        "accounts": figures.accounts,
        "sessions": figures.sessions,
        "top_account": top.name if top and top.is_account else None,
        "top_quotes": top.quotes if top else 0,
        "one_voice": row.one_voice,
        "quarters": list(figures.quarters or ()),
        "trend": figures.trend or None,
        "intensity": row.intensity,
        "agreement": weight.agreement,
        "dissent": weight.dissent,
        "revenue_share": round(weight.revenue.value, 4) if weight.revenue else None,
        "revenue_at_least": bool(weight.revenue and weight.revenue.at_least),
    }


def _cells(row: ThemeRow, *, path: bool = False) -> list[object]:
    count, figures = row.count, row.figures
    theme = count.theme
    name = theme.path if path else "  " * theme.depth + theme.name
    top = figures.top if figures.top and figures.top.quotes else None
    # A person without an account is a voice of its own, and no account's name.
    voice = (top.name if top.is_account else "(no account)") if top else ""
    quarters, weight = figures.quarters or (), figures.weight or WEIGHTLESS
    return [
        name + (" (retired)" if theme.retired else ""),
        count.problem,
        count.strength,
        count.missing_feature,
        count.context,
        count.untagged,
        count.people,
        count.mentions,
        figures.accounts,
        figures.sessions,
        figures.trend or "",
        voice + (" ⚠ one voice" if row.one_voice else ""),
        row.percent,
        " ".join(map(str, quarters)) if path else sparkline(quarters).rstrip(),
        row.intensity,
        agreed(weight),
        share_in_words(weight.revenue),
    ]


def _shown(rows: list[Sequence[object]]) -> list[Sequence[object]]:
    """Return rows, their heads first, without the columns of kinds that no quote is of."""
    heads, *cells = rows
    empty = {head for head in IF_ANY if not any(row[heads.index(head)] for row in cells)}
    return [
        [cell for cell, head in zip(row, heads, strict=True) if head not in empty] for row in rows
    ]


def _print_table(rows: list[list[object]]) -> None:
    whole = _shown([HEADS, *rows])
    heads = [str(head) for head in whole[0]]
    shown = list(range(len(heads)))
    widths = [max(cell_width(str(row[n])) for row in whole) for n in shown]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for dropped in map(heads.index, DROPPED):
        if room and sum(widths[n] + len(GAP) for n in shown) - len(GAP) > room:
            shown.remove(dropped)
    with paged():
        print_table([[row[n] for n in shown] for row in whole[1:]], [heads[n] for n in shown])
