"""Make a session and its participants again in a database that lacks them."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from focusgroup.core.model import Participant, Session
from focusgroup.store.accounts import account_id_of
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.history import PARTICIPANTS
from focusgroup.store.participants import INSERT as INSERT_PARTICIPANT
from focusgroup.store.person_changes import person_id_of
from focusgroup.store.row_mapping import bump
from focusgroup.store.sessions import agenda_items

COLUMNS = """
    id title status product place facilitator note_taker zone agenda_name agenda_source
    planned_minutes created_ms scheduled_ms started_ms ended_ms bottom_line sample clock
""".split()
INSERT_SESSION = f"""
    INSERT INTO session ({", ".join(COLUMNS)}) VALUES ({", ".join(f":{name}" for name in COLUMNS)})
"""


async def add_rescued(
    db: Db, session: Session, people: Sequence[Participant], clock: str, now_ms: int
) -> None:
    """Insert the session and those of *people* that the database lacks; change no other row.

    *clock* is the session's clock as JSON. Accounts and persons are found by their names.
    """

    async def work(tx: Tx) -> None:
        if not await _is_there(tx, "session", session.id):
            values = {**asdict(session), "sample": int(session.sample), "clock": clock}
            await tx.run(INSERT_SESSION, {name: values[name] for name in COLUMNS})
            # Imported at use: the first frame needs no reader of agendas.
            from focusgroup.core.agenda import parse_agenda

            agenda = parse_agenda(session.agenda_source, session.title).agenda
            await agenda_items(tx, session.id, agenda)
        seated: list[Participant] = []
        for person in people:
            if not await _is_there(tx, "participant", person.id):
                seated.append(await _seat(tx, person, seated, now_ms))

    await db.write(work)


async def _seat(
    tx: Tx, person: Participant, others: Sequence[Participant], now_ms: int
) -> Participant:
    account = await account_id_of(tx, person.account, "", None, now_ms)
    if not await _is_there(tx, "person", person.person_id):
        found = await person_id_of(tx, person.name, account, others, now_ms)
        person = replace(person, person_id=found)
    values = {
        **{name: getattr(person, name) for name in PARTICIPANTS.fields if name != "deleted"},
        "account_id": account,
        "person_id": person.person_id,
        "consent_notes": int(person.consent_notes),
        "consent_name": int(person.consent_name),
        "asked": int(person.asked),
        "deleted": 0,
    }
    rev = await bump(tx, person.session_id)
    row = {**values, "id": person.id, "session": person.session_id, "rev": rev}
    await tx.run(INSERT_PARTICIPANT, row)
    return person


async def lacking(db: Db, table: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Return those of *ids* that *table* (session or participant) has no row for."""

    async def work(tx: Tx) -> tuple[str, ...]:
        return tuple([each for each in ids if not await _is_there(tx, table, each)])

    return await db.read(work)


async def _is_there(tx: Tx, table: str, row_id: str) -> bool:
    return await tx.one(f"SELECT 1 FROM {table} WHERE id = :id", {"id": row_id}) is not None
