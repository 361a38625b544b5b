"""`focusgroup findings`: what each theme is worth as evidence, and whether sessions bring new."""

from collections.abc import Sequence
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
from focusgroup.cli.output import hint, plural, print_csv, print_json, print_table, say
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.search.selection import Selection
from focusgroup.exports.wording.rules import evidence_rule
from focusgroup.exports.wording.words import Words
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.reviewing.findings import (
    FIGURES,
    KRUEGER,
    Saturation,
    ThemeFinding,
    grade_of,
    is_one_voice,
    saturation,
)
from focusgroup.services.reviewing.findings import (
    findings as read_findings,
)
from focusgroup.services.selection import resolved
from focusgroup.store import Db

HEADS = ("theme", "evidence", *FIGURES)
NOTHING = "no problems, strengths or missing features with a theme match; try fewer filters"
SESSIONS = ("session", "new themes", "so far", "title")


@click.command(
    help=f"""Show what each theme is worth as evidence.

{KRUEGER}

{evidence_rule(Words("en"))} A theme has the best grade of its kinds.

With --saturation: how many new themes each session brought, and after how many sessions 80 and
90 percent of all themes had come up."""
)
@a_session
@quote_options
@click.option("--saturation", "saturated", is_flag=True, help="Show new themes by session.")
@json_or_csv("Print JSON.")
@click.pass_obj
def findings(
    settings: Settings, /, session: str, saturated: bool, as_json: bool, as_csv: bool, **wanted: Any
) -> None:
    """Show what each theme is worth as evidence."""
    asked = selection_of(sessions=(session,) if session else (), **wanted)
    there = not nothing_yet(settings)
    if saturated:
        held = Saturation((), 0, ())
        if there:
            held = with_db(settings, lambda db: _saturation(db, asked))
        none = no_match(asked) if there else ""
        _print_saturation(held, none, as_json=as_json, as_csv=as_csv)
        return
    found: Sequence[ThemeFinding] = ()
    if there:
        found = with_db(settings, lambda db: _read(db, asked))
    if as_json:
        print_json([_as_json(each) for each in found])
    elif as_csv:
        print_csv([HEADS, *map(_cells, found)])
    elif found:
        with paged():
            print_table([_cells(each) for each in found], HEADS)
    elif there:
        hint(no_match(asked, NOTHING))


async def _read(db: Db, asked: Selection) -> tuple[ThemeFinding, ...]:
    return await read_findings(db, await resolved(db, await sessions_named(db, asked)))


async def _saturation(db: Db, asked: Selection) -> Saturation:
    return await saturation(db, await resolved(db, await sessions_named(db, asked)))


def _cells(each: ThemeFinding) -> tuple[object, ...]:
    return (
        each.theme.path,
        each.evidence + (" ⚠ one voice" if each.one_voice else ""),
        *each.figures,
    )


def _as_json(each: ThemeFinding) -> dict[str, object]:
    return {
        "path": each.theme.path,
        "evidence": each.evidence.value,
        "one_voice": each.one_voice,
        "mentions": each.mentions,
        "people": each.found.people,
        "accounts": each.found.accounts,
        "sessions": each.found.sessions,
        "intensity": each.intensity,
        "specificity": each.specificity,
        "consistency": each.consistency,
        "kinds": [
            {
                "kind": kind.kind.value,
                "evidence": grade_of(kind).value,
                "one_voice": is_one_voice(kind),
                "mentions": kind.mentions,
                "people": kind.people,
                "accounts": kind.accounts,
                "own_words": kind.own_words,
            }
            for kind in each.found.kinds
        ],
    }


def _print_saturation(held: Saturation, none: str, *, as_json: bool, as_csv: bool) -> None:
    rows = [
        (
            full_date(moment(each.at_ms, each.zone).date()),
            len(each.new),
            held.so_far[place],
            each.title,
        )
        for place, each in enumerate(held.sessions)
    ]
    if as_json:
        told = [
            {"id": each.id, "title": each.title, "at_ms": each.at_ms, "new": len(each.new)}
            for each in held.sessions
        ]
        reached = {f"reached_{percent}": count for percent, count in held.reached}
        print_json({"themes": held.themes, **reached, "sessions": told})
    elif as_csv:
        print_csv([SESSIONS, *rows])
    elif rows:
        with paged():
            print_table(rows, SESSIONS)
            for percent, count in held.reached:
                after = plural(count, "session")
                say(f"{percent} % of {plural(held.themes, 'theme')} after {after}")
    elif none:
        hint(none)
