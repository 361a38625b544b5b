"""What a command reads comes back as it was read."""

from pathlib import Path

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.store import Db


class Read:
    """Stands for a report of a million quotes."""

    printed = 0

    def __repr__(self) -> str:
        self.printed += 1
        return "a very long text"


def test_what_was_read_is_not_printed_on_the_way(tmp_path: Path) -> None:
    read = Read()

    async def work(_: Db) -> Read:
        return read

    assert with_db(Settings(tmp_path / "a.db"), work, create=True) is read
    assert not read.printed
