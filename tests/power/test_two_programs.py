"""Two programs take down quotes into one database, as fast as both can."""

import asyncio
import subprocess
import sys
from pathlib import Path

from focusgroup.store import open_db, sessions
from focusgroup.store.maintenance.check_and_backup import check
from focusgroup.store.quotes import pages as quote_pages

CHILD = Path(__file__).parent / "capturing.py"
QUOTES = 150
NAMES = ("one", "other")


async def stored(db: Path) -> list[str]:
    async with open_db(db) as opened:
        (session,) = await sessions.recent(opened)
        return [quote.id for quote in await quote_pages.quotes_of_session(opened, session.id)]


async def made(db: Path) -> None:
    from tests.power.capturing import opened_session

    await opened_session(db)


def test_what_two_programs_take_down_side_by_side_is_all_there_once(tmp_path: Path) -> None:
    db = tmp_path / "groups.db"
    asyncio.run(made(db))
    programs = [
        subprocess.Popen(
            [sys.executable, str(CHILD), str(db), str(QUOTES), "beside", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    for program, name in zip(programs, NAMES, strict=True):
        assert program.stdout is not None
        assert program.stdout.readline() == f"ready {name}\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    for program, name in zip(programs, NAMES, strict=True):
        told = program.communicate(timeout=100)[0].split()
        assert program.returncode == 0
        assert told[1::2] == [f"{name}-{n}" for n in range(QUOTES)]
    ids = asyncio.run(stored(db))
    assert sorted(ids) == sorted(f"{name}-{n}" for name in NAMES for n in range(QUOTES))
    assert check(db) == ()
