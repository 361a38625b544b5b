"""Print commitments, and what we promised and did, with the quotes behind it."""

from collections.abc import Sequence
from datetime import date

from focusgroup.cli.output import hint, plural, say
from focusgroup.cli.quotes import as_line
from focusgroup.core.dates.due_dates import day_of, shown
from focusgroup.services.dates_in_words import moment
from focusgroup.services.reviewing.promises import PromiseMade
from focusgroup.store.actions.commitments import Commitment


def print_promises(made: Sequence[PromiseMade], today: date) -> None:
    """Print how many commitments were kept, and each with the quotes behind it, by owner."""
    if not made:
        hint("nothing was promised there")
        return
    states = [each.state(today.isoformat()) for each in made]
    late = states.count("overdue")
    kept, left = states.count("kept"), late + states.count("open")
    told = f"{kept} kept, {left} open" + (f", {late} of them overdue" if late else "")
    say(f"We promised: {plural(len(made), 'commitment')}: {told}")
    owner: str | None = None
    for each in made:
        note = each.commitment.note
        print_commitment(each.commitment, today, heading=note.owner != owner)
        owner = note.owner
        for quote in each.quotes:
            say(f"      {as_line(quote)}")


def promise_row(each: PromiseMade, today: date) -> dict[str, object]:
    """Return a commitment with its state and the ids of the quotes behind it, for machines."""
    return {
        **commitment_row(each.commitment, today),
        "state": each.state(today.isoformat()),
        "quotes": [quote.id for quote in each.quotes],
    }


HEADS = (
    "id", "owner", "commitment", "due", "due day", "overdue days", "done", "promised to",
    "account", "promised on", "session",
)  # fmt: skip
PAGE_HEADS = (*HEADS, "state", "said before")


def commitment_cells(each: Commitment, today: date) -> tuple[object, ...]:
    """Return a commitment for a spreadsheet, in the order of HEADS."""
    note = each.note
    done = "yes" if note.done else "no"
    made = moment(note.at_ms, each.session_zone).date().isoformat()
    return (
        *(each.short_id, note.owner, note.text, note.due, note.due_on),
        *(each.overdue_days(today.isoformat()), done, note.speaker, each.account, made),
        each.session_title,
    )


def promise_cells(each: PromiseMade, today: date) -> tuple[object, ...]:
    """Return the same with its state and what the customer said before it."""
    said = " / ".join(quote.text for quote in each.quotes)
    return *commitment_cells(each.commitment, today), each.state(today.isoformat()), said


def print_commitment(each: Commitment, today: date, *, heading: bool) -> None:
    """Print a commitment, below its owner if *heading*."""
    if heading:
        say(each.note.owner or "no owner yet")
    said = [" ".join(each.note.text.split())]
    to = ", ".join(part for part in (each.note.speaker, each.account) if part)
    said += [f"to {to}"] if to else []
    said += [each.session_title]
    over = each.overdue_days(today.isoformat())
    say(f"  {each.short_id}  {_when(each, today):<26}  {'  ·  '.join(said)}", alert=over > 0)


def _when(each: Commitment, today: date) -> str:
    """Return the state in words: `overdue by 3 days, Thu 19 Nov`."""
    day = day_of(each.note.due_on)
    due = shown(day, today) if day else each.note.due
    if each.note.done:
        return f"done, due {due}" if due else "done"
    if over := each.overdue_days(today.isoformat()):
        return f"OVERDUE {plural(over, 'day')}, {due}"
    return f"due {due}" if due else "no date yet"


def commitment_row(each: Commitment, today: date) -> dict[str, object]:
    """Return a commitment for machines."""
    note = each.note
    return {
        "id": note.id,
        "text": note.text,
        "owner": note.owner or None,
        "due": note.due or None,
        "due_on": note.due_on or None,
        "overdue_days": each.overdue_days(today.isoformat()),
        "done": note.done,
        "done_ms": note.done_ms,
        "promised_to": note.speaker or None,
        "account": each.account or None,
        "at_ms": note.at_ms,
        "session": note.session_id,
        "session_title": each.session_title,
    }
