"""The things that have a history: how each is read, put, and called in a sentence."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import NoteKind
from focusgroup.store.engine.protocol import Row, Statement
from focusgroup.store.history.snapshots import SnapshotTable, State, Stored
from focusgroup.store.quotes.write import put_quote, read_quote, refile_quotes
from focusgroup.store.row_mapping import WriteStep

NOTES = SnapshotTable(
    "note",
    (
        "text",
        "kind",
        "participant_id",
        "owner",
        "due",
        "due_on",
        "done",
        "done_ms",
        "at_ms",
        "offset_ms",
        "deleted",
    ),
)
PARTICIPANTS = SnapshotTable(
    "participant",
    (
        "seat",
        "name",
        "initials",
        "role",
        "account_id",
        "person_id",
        "consent_notes",
        "consent_name",
        "arrived_ms",
        "left_ms",
        "deleted",
    ),
)
SPOKE = """
    SELECT count(*) AS n FROM quote
    WHERE session_id = :session AND participant_id = :participant AND deleted <> 1
"""
FOLLOWED = ("account_id", "person_id", "consent_notes")
"""Facts of a participant that stand in the rows of their quotes as well."""


def put_participant(
    participant_id: str, before: Stored, after: State, rev: int, now_ms: int
) -> WriteStep:
    """Bring a participant to another state, and their quotes with them.

    Raises FocusgroupError when one who said something would be taken from the session.
    """
    if after["deleted"]:
        session = {"session": before.session_id, "participant": participant_id}
        if said := (yield SPOKE, session)[0]["n"]:
            raise FocusgroupError(
                f"{before.state['name']} has said something in this session ({said} on record)"
                " and stays in it; delete that first, or note that they left"
            )
    yield from PARTICIPANTS.put(participant_id, before, after, rev, now_ms)
    if any(before.state[name] != after[name] for name in FOLLOWED):
        yield from refile_quotes(participant_id, before.session_id, rev, now_ms)


def _read_plan(session_id: str) -> Generator[Statement, list[Row], Stored | None]:
    """The clock has the plan, and whoever runs the clock takes it back: no row is read."""
    yield from ()
    return Stored(0, session_id, {})


def _put_plan(_id: str, _before: Stored, _after: State, _rev: int, _now_ms: int) -> WriteStep:
    yield from ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of thing with a history: how it is read, put, and called in a sentence.

    *words* are by verb; ``{what}`` is its text or name, ``{noun}`` its own kind.
    """

    read: Callable[[str], Generator[Statement, list[Row], Stored | None]]
    put: Callable[[str, Stored, State, int, int], WriteStep]
    words: Mapping[str, str]


ENTITIES: Mapping[str, Entity] = {
    "quote": Entity(
        read_quote,
        put_quote,
        {
            "add": "the quote “{what}”",
            "change": "the change of “{what}”",
            "delete": "the deletion of “{what}”",
            "split": "the splitting of “{what}”",
            "merge": "the joining of “{what}”",
        },
    ),
    "note": Entity(
        NOTES.read,
        NOTES.put,
        {
            "add": "the {noun} “{what}”",
            "change": "the change of the {noun} “{what}”",
            "done": "the tick at the {noun} “{what}”",
            "open": "the opening again of the {noun} “{what}”",
            "delete": "the deletion of the {noun} “{what}”",
        },
    ),
    "participant": Entity(
        PARTICIPANTS.read,
        put_participant,
        {
            "add": "the seating of {what}",
            "change": "the change of {what}",
            "consent": "the change of {what}'s consent",
            "leave": "the leaving of {what}",
            "return": "the return of {what}",
            "move": "the new seat of {what}",
            "remove": "the removal of {what}",
        },
    ),
    "plan": Entity(_read_plan, _put_plan, {"replan": "the new plan"}),
}
NOUNS = {
    NoteKind.PARKED: "parked topic",
    NoteKind.CALLBACK: "callback",
    NoteKind.COMMITMENT: "commitment",
    NoteKind.TASK: "task",
}
