"""`focusgroup matrix`: quotes or people by two things at once, as a heat map with numbers."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import (
    a_session,
    json_or_csv,
    no_match,
    quote_options,
    selection_of,
    sessions_named,
)
from focusgroup.cli.output import (
    GAP,
    cell_width,
    hint,
    plural,
    print_csv,
    print_json,
    print_shaded,
    print_table,
    say,
    warn,
)
from focusgroup.core.errors import UsageError
from focusgroup.core.model import KIND_LABELS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import for_terminal
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.selection import resolved
from focusgroup.store import Db
from focusgroup.store.quotes import Axis, Head, Matrix, count_matrix, count_withheld

AXES = click.Choice([axis.value for axis in Axis])
TOP = 20
WITHOUT = {
    Axis.THEME: "(no theme)",
    Axis.ACCOUNT: "(no account)",
    Axis.PARTICIPANT: "(speaker unknown)",
    Axis.SEGMENT: "(no segment)",
}
ALL = "all"
WIDEST_ROW, WIDEST_COLUMN = 32, 16
"""Cells for the names of rows and columns on a terminal; longer ones are cut."""
NARROWEST = 40
SHADES = ("38;5;16;48;5;153", "38;5;16;48;5;117", "38;5;16;48;5;75", "38;5;16;48;5;33",
          "38;5;231;48;5;20")  # fmt: skip
"""Text and background from few to many; each pair can be read in dark and light terminals."""


@click.command()
@click.argument("rows", type=AXES, metavar="ROWS")
@click.argument("columns", type=AXES, metavar="COLUMNS")
@a_session
@click.option(
    "--count",
    type=click.Choice(("quotes", "people")),
    default="quotes",
    help="What to count; each person counts once in a cell. Quotes, if not given.",
)
@quote_options
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=TOP,
    metavar="N",
    help=f"Only the N largest rows and columns, 0 for all; {TOP}, if not given.",
)
@json_or_csv("Print a JSON object.")
@click.pass_obj
def matrix(
    settings: Settings,
    /,
    rows: str,
    columns: str,
    count: str,
    session: str,
    top: int,
    as_json: bool,
    as_csv: bool,
    **wanted: Any,
) -> None:
    """Count quotes or people by two things at once.

    ROWS and COLUMNS are theme, kind, session, account, participant or segment; `theme theme`
    shows which themes come up together. Counted are problems, strengths and missing features,
    unless --kind names only others. A theme has the quotes of its subthemes too. A quote with
    two themes is in two rows, and once in the total. People who declined to be named are shown
    by role. With SESSION, only that session is counted.
    """
    axes = Axis(rows), Axis(columns)
    if axes[0] is axes[1] and axes[0] is not Axis.THEME:
        raise UsageError(
            f"rows and columns are both {rows}; choose two different things, or `theme theme`"
        )
    asked = selection_of(sessions=(session,) if session else (), **wanted)
    found, held = Matrix((), (), {}), 0
    there = not nothing_yet(settings)
    if there:
        found, held = with_db(settings, lambda db: _read(db, asked, axes, count, top))
    if as_json:
        print_json(_as_json(found, axes, count))
    elif as_csv:
        print_csv(_table(found, axes))
    elif found.total:
        _print_matrix(found, axes)
    elif there:
        hint(no_match(asked))
    for more, shown, noun in (
        (found.more_rows, found.rows, "row"),
        (found.more_columns, found.columns, "column"),
    ):
        if more:
            warn(
                f"the {plural(len(shown), noun)} with the most of {len(shown) + more};"
                " totals count the others too, --top 0 shows all"
            )
    if held:
        warn(f"{plural(held, 'quote')} withheld: no consent to notes")


async def _read(
    db: Db, asked: Selection, axes: tuple[Axis, Axis], count: str, top: int
) -> tuple[Matrix, int]:
    chosen = await resolved(db, await sessions_named(db, asked))
    found = await count_matrix(db, chosen, *axes, people=count == "people", top=top)
    return found, await count_withheld(db, "".join(chosen.sessions))


def _label(axis: Axis, head: Head) -> str:
    """Return what people call a row or a column; nobody by name who declined."""
    if not head.key:
        return WITHOUT[axis]
    if axis is Axis.KIND:
        return KIND_LABELS[Kind(head.key)]
    if axis is Axis.SESSION:
        return f"{full_date(moment(head.at_ms, head.zone).date())} {head.name}"
    if axis is Axis.PARTICIPANT:
        name = head.name if head.named else (head.role or "a participant")
        return " · ".join(part for part in (name, head.account) if part)
    return head.name


def _as_json(found: Matrix, axes: tuple[Axis, Axis], count: str) -> dict[str, object]:
    return {
        "rows": [_head(axes[0], head) for head in found.rows],
        "columns": [_head(axes[1], head) for head in found.columns],
        "by": list(axes),
        "count": count,
        "cells": [list(row) for row in _numbers(found)],
        "total": found.total,
        "more_rows": found.more_rows,
        "more_columns": found.more_columns,
    }


def _head(axis: Axis, head: Head) -> dict[str, object]:
    name: str | None = head.name if head.named else None
    return {
        "id": head.key if axis in (Axis.SESSION, Axis.ACCOUNT) and head.key else None,
        "name": name or None,
        "role": head.role or None,
        "account": head.account or None,
        "total": head.total,
    }


def _numbers(found: Matrix) -> Iterator[Sequence[int]]:
    for row in found.rows:
        yield [found.cells.get((row.key, column.key), 0) for column in found.columns]


def _table(found: Matrix, axes: tuple[Axis, Axis]) -> list[list[object]]:
    """Return the whole matrix with names and totals, a list for each line."""
    lines: list[list[object]] = [[axes[0], *(_label(axes[1], c) for c in found.columns), ALL]]
    for row, numbers in zip(found.rows, _numbers(found), strict=True):
        lines.append([_label(axes[0], row), *numbers, row.total])
    return [*lines, [ALL, *(column.total for column in found.columns), found.total]]


def _print_matrix(found: Matrix, axes: tuple[Axis, Axis]) -> None:
    head, *lines = _table(found, axes)
    if not sys.stdout.isatty():
        print_table(lines, [str(each) for each in head])
        return
    names = _aligned([_cut(str(line[0]), WIDEST_ROW, axes[0]) for line in [head, *lines]])
    heads = [_cut(str(each), WIDEST_COLUMN, axes[1]) for each in head[1:]]
    columns = [
        _aligned([each, *(str(line[place] or "·") for line in lines)], right=True)
        for place, each in enumerate(heads, 1)
    ]
    most = max(found.cells.values(), default=1)
    cells = [[_shade(n, most) for n in numbers] for numbers in _numbers(found)]
    shades = [["", *column, ""] for column in zip(*cells, strict=True)]
    shades.append([""] * len(names))
    for number, block in enumerate(_blocks(names, columns)):
        if number:
            say("")
        for line, name in enumerate(names):
            print_shaded(
                [name, *(columns[place][line] for place in block)],
                ["", *(shades[place][line] for place in block)],
            )


def _blocks(names: Sequence[str], columns: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return the places of the columns that fit beside the names, a list for each block."""
    room = max(shutil.get_terminal_size().columns, NARROWEST) - cell_width(names[0])
    blocks: list[list[int]] = [[]]
    taken = 0
    for place, column in enumerate(columns):
        width = cell_width(column[0]) + len(GAP)
        if blocks[-1] and taken + width > room:
            blocks.append([])
            taken = 0
        blocks[-1].append(place)
        taken += width
    return blocks


def _cut(name: str, width: int, axis: Axis) -> str:
    """Return a name in at most *width* cells; a theme keeps its end, where its own name is."""
    name = for_terminal(name)
    cut = name
    while cell_width(cut) > width:
        name = name[1:] if axis is Axis.THEME else name[:-1]
        cut = f"…{name.lstrip()}" if axis is Axis.THEME else f"{name.rstrip()}…"
    return cut


def _aligned(texts: Sequence[str], *, right: bool = False) -> list[str]:
    """Return texts that are all as wide as the widest."""
    width = max(map(cell_width, texts))
    blanks = [" " * (width - cell_width(text)) for text in texts]
    return [
        blank + text if right else text + blank for text, blank in zip(texts, blanks, strict=True)
    ]


def _shade(number: int, most: int) -> str:
    return SHADES[(number * len(SHADES) - 1) // most] if number else ""
