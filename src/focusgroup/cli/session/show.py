"""`focusgroup session show`: one session on a page, or as JSON."""

from collections import Counter
from dataclasses import dataclass

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import the_session
from focusgroup.cli.output import plural, print_json, print_table, say
from focusgroup.cli.session import as_json_row
from focusgroup.core.model import (
    APART_KINDS,
    KIND_NOUNS,
    KIND_SIGNS,
    AgendaItem,
    Kind,
    Note,
    Participant,
    Quote,
    Session,
)
from focusgroup.services.dates_in_words import minutes, time_of_day, weekday
from focusgroup.store import Db, clocks, notes, participants, sessions
from focusgroup.store.quotes import count_withheld, count_withheld_observations, quotes_of_session


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """Everything that is shown about a session."""

    session: Session
    people: tuple[Participant, ...]
    agenda: tuple[AgendaItem, ...]
    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]
    withheld: int = 0
    observations_withheld: int = 0
    notes_withheld: int = 0


@click.command()
@the_session
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, ref: str, as_json: bool) -> None:
    """Show a session: details, participants, counts, and the agenda as planned and as run."""
    shown = with_db(settings, lambda db: _read(db, ref))
    if as_json:
        print_json(_as_json(shown))
    else:
        _print(shown)


async def _read(db: Db, ref: str) -> SessionFacts:
    one = await sessions.find(db, ref)
    return SessionFacts(
        session=one,
        people=await participants.of_session(db, one.id),
        agenda=await clocks.agenda_items(db, one.id),
        quotes=await quotes_of_session(db, one.id),
        notes=await notes.of_session(db, one.id),
        withheld=await count_withheld(db, one.id),
        observations_withheld=await count_withheld_observations(db, one.id),
        notes_withheld=await notes.count_withheld(db, one.id),
    )


def _as_json(shown: SessionFacts) -> dict[str, object]:
    kinds = Counter(quote.kind for quote in shown.quotes)
    spoke = Counter(quote.participant_id for quote in shown.quotes if not quote.is_observation)
    return {
        **as_json_row(shown.session),
        "bottom_line": shown.session.bottom_line,
        "counts": {kind.value: kinds[kind] for kind in Kind},
        "participants": [
            {
                "seat": person.seat,
                "initials": person.initials,
                "name": person.name,
                "role": person.role,
                "account": person.account or None,
                "quotes": spoke[person.id],
                "consent_notes": person.consent_notes,
                "consent_name": person.consent_name,
                "asked": person.asked,
            }
            for person in shown.people
        ],
        "agenda_items": [
            {
                "section": item.section + 1,
                "question": item.question + 1 if item.question >= 0 else None,
                "title": item.title,
                "kind": item.kind.value if item.kind else None,
                "planned_ms": item.planned_ms,
                "spent_ms": item.spent_ms,
                "entered_ms": item.entered_ms,
            }
            for item in shown.agenda
        ],
        "notes": [
            {
                "kind": note.kind.value,
                "text": note.text,
                "speaker": note.speaker or None,
                "owner": note.owner or None,
                "due": note.due or None,
                "done": note.done,
                "at_ms": note.at_ms,
                "offset_ms": note.offset_ms,
            }
            for note in shown.notes
        ],
    }


def _print(shown: SessionFacts) -> None:
    say("\n".join(_facts(shown)))
    spoke = Counter(quote.participant_id for quote in shown.quotes if not quote.is_observation)
    if shown.people:
        say("\nParticipants")
        people = [
            (p.seat, p.initials, p.name, p.role, p.account, spoke[p.id]) for p in shown.people
        ]
        print_table(people, ("seat", "", "name", "role", "account", "quotes"))
    if shown.agenda:
        say("\nAgenda (minutes)")
        print_table(_agenda_rows(shown.agenda), ("", "planned", "took", "section, question"))
    for heading, kind in (("Parking lot", "parked"), ("Commitments", "commitment")):
        _print_notes(shown, heading, kind)
    _print_notes(shown, "Callbacks", "callback")


def _facts(shown: SessionFacts) -> list[str]:
    one = shown.session
    at = one.started_ms or one.scheduled_ms
    day = f"{weekday(at, one.zone)} {time_of_day(at, one.zone)}" if at else "not scheduled"
    until = f"–{time_of_day(one.ended_ms, one.zone)}" if one.ended_ms else ""
    kinds = Counter(quote.kind for quote in shown.quotes)
    counts = [
        f"{KIND_SIGNS[kind]} {plural(kinds[kind], KIND_NOUNS[kind])}"
        for kind in Kind
        if kinds[kind] or kind not in APART_KINDS
    ]
    told = {
        "status": one.status.value + (", sample data" if one.sample else ""),
        "lives in": f"{one.published} (read-only here)" if one.published else "",
        "when": f"{day}{until} ({one.zone})",
        "product": one.product,
        "place": one.place,
        "facilitator": one.facilitator,
        "note-taker": one.note_taker,
        "agenda": f"{one.agenda_name}, {minutes(one.planned_minutes)} min planned",
        "said": ", ".join(counts),
        "withheld": _withheld(shown),
        "in short": one.bottom_line,
        "id": one.id,
    }
    width = max(len(name) for name in told)
    return [one.title] + [f"  {name:<{width}}  {text}" for name, text in told.items() if text]


def _withheld(shown: SessionFacts) -> str:
    counted = (
        (shown.withheld, "quote"),
        (shown.observations_withheld, "observation"),
        (shown.notes_withheld, "note"),
    )
    held = [plural(count, what) for count, what in counted if count]
    return ", ".join([*held, "no consent to notes"]) if held else ""


def _agenda_rows(items: tuple[AgendaItem, ...]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for item in items:
        took = round(item.spent_ms / 60_000) if item.entered_ms is not None else None
        planned = round(item.planned_ms / 60_000) if item.planned_ms else None
        if item.question < 0:
            rows.append((f"{item.section + 1}", planned, took, item.title))
        else:
            rows.append(
                (f"{item.section + 1}.{item.question + 1}", planned, took, f"  {item.title}")
            )
    return rows


def _print_notes(shown: SessionFacts, heading: str, kind: str) -> None:
    lines = []
    for note in shown.notes:
        if note.kind.value != kind:
            continue
        extra = [note.speaker, note.owner, f"due {note.due}" if note.due else ""]
        told = ", ".join(part for part in extra if part)
        lines.append(f"  {note.text}" + (f" ({told})" if told else ""))
    if lines:
        say("\n".join([f"\n{heading}", *lines]))
