"""Both fronts, each on a database of its own, and the clocks of their machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from focusgroup.system import clock
from tests.services.fronts import AGENDA, Commands, Machine, Run, Screens


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine's clocks, which stand still but for what the test lets pass."""
    machine = Machine()
    monkeypatch.setattr(clock, "time", machine)
    return machine


@pytest.fixture
def fronts(
    machine: Machine, tmp_path: Path, db_path: Path, focusgroup: Run
) -> Iterator[tuple[Screens, Commands]]:
    """Both fronts on a database each."""
    agenda = tmp_path / "small-group.md"
    agenda.write_text(AGENDA, "utf-8")
    screens = Screens(tmp_path / "screens.db", agenda)
    try:
        yield screens, Commands(db_path, agenda, focusgroup)
    finally:
        screens.close()
