"""Names in the database that a shell completes, read at once and without any waiting.

A plain reading connection: a completion must not create, upgrade or unlock anything, and rather
stays silent than hold up a keystroke.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from focusgroup.store.encryption import is_encrypted
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.transactions import run_work
from focusgroup.system.running import RunningPrograms

MOST = 300
"""Names for one press of Tab; more would scroll away."""
WAIT_S = 0.05
QUERIES = {
    "session": """
        SELECT id, title FROM session WHERE id LIKE :start AND deletion = ''
        ORDER BY created_ms DESC LIMIT :most
    """,
    "theme": "SELECT path, '' FROM theme WHERE path LIKE :start ORDER BY path LIMIT :most",
    "account": "SELECT name, '' FROM account WHERE name LIKE :start ORDER BY name_key LIMIT :most",
    "segment": """
        SELECT DISTINCT segment, '' FROM account WHERE segment LIKE :start AND segment > ''
        ORDER BY segment LIMIT :most
    """,
    "owner": """
        SELECT DISTINCT owner, '' FROM account WHERE owner LIKE :start AND owner > ''
        ORDER BY owner LIMIT :most
    """,
    "facilitator": """
        SELECT DISTINCT facilitator, '' FROM session
        WHERE facilitator LIKE :start AND facilitator > '' AND deletion = ''
        ORDER BY facilitator LIMIT :most
    """,
    # Only who may be named: a list of names on a shared screen names people.
    "speaker": """
        SELECT DISTINCT name, '' FROM participant
        WHERE name LIKE :start AND consent_notes AND consent_name AND NOT deleted
        ORDER BY name LIMIT :most
    """,
}
"""What to read for each kind of name: the name, and what a shell may show beside it."""


def names_beginning_with(path: Path, kind: str, start: str) -> list[tuple[str, str]]:
    """Return names of *kind* that begin with *start*, each with a remark; [] for any trouble."""
    like = start.replace("%", "").replace("_", "") + "%"

    async def work(tx: Tx) -> list[tuple[str, str]]:
        rows = await tx.all(QUERIES[kind], {"start": like, "most": MOST})
        return [(row[0], row[1]) for row in rows]

    if not path.exists() or is_encrypted(path):
        return []
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_S)) as connection:
            return run_work(connection, "BEGIN", work, RunningPrograms(path))
    except (sqlite3.Error, ValueError):
        return []
