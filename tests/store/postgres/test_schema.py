"""The schema on a server keeps up with SQLite's, table by table and column by column."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from focusgroup.store.engine.migrate import shipped_steps
from focusgroup.store.engine.postgres.upgrade import server_steps
from focusgroup.store.engine.sqlite import SqliteDb
from tests.postgres import TestServer

OWN = {"quote_fts", "focusgroup_schema"}
COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable = 'NO' AS needed, collation_name
    FROM information_schema.columns WHERE table_schema = current_schema()
"""
INDEXES = """
    SELECT t.relname, array_agg(a.attname::text ORDER BY k.place) AS columns, i.indisunique
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
    CROSS JOIN unnest(i.indkey) WITH ORDINALITY k (number, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
    GROUP BY t.relname, i.indexrelid, i.indisunique
"""
TYPES = {"TEXT": "text", "INTEGER": "bigint", "REAL": "double precision"}


def test_the_newest_schema_of_a_server_is_that_of_sqlite() -> None:
    assert server_steps()[-1].version == shipped_steps()[-1].version


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in rows if not name.startswith(("quote_fts", "sqlite_"))]


@pytest.mark.needs("postgres")
async def test_both_engines_have_the_same_tables_columns_and_indexes(
    tmp_path: Path, db: SqliteDb, pg_server: TestServer, pg_url: str
) -> None:
    there: dict[str, dict[str, tuple[Any, ...]]] = {}
    for row in pg_server.run(COLUMNS, pg_url):
        if row["table_name"] not in OWN:
            assert row["data_type"] != "text" or row["collation_name"] == "C", dict(row)
            column = (row["data_type"], row["needed"])
            there.setdefault(row["table_name"], {})[row["column_name"]] = column
    kept = {
        (row["relname"], tuple(row["columns"]), row["indisunique"])
        for row in pg_server.run(INDEXES, pg_url)
    }
    here: dict[str, dict[str, tuple[Any, ...]]] = {}
    indexed = set()
    with closing(sqlite3.connect(db.path)) as connection:
        for table in _tables(connection):
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            here[table] = {r[1]: (TYPES[r[2]], bool(r[3] or r[5])) for r in columns}
            for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
                named = connection.execute(f"PRAGMA index_info({index[1]})").fetchall()
                indexed.add((table, tuple(row[2] for row in named), bool(index[2])))
    assert there == here
    assert indexed <= kept
