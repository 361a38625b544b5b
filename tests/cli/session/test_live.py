"""`focusgroup live`: which session is opened, what is set up first, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from focusgroup.cli.main import cli
from focusgroup.tui.messages import OpenLive
from tests.conftest import Finished

Run = Callable[..., Finished]
AGENDA = "---\ntitle: Atlas für Planer\n---\n## Talk (30 min)\n\n1. What gets in your way?\n"


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    path = tmp_path / "planners.md"
    path.write_text(AGENDA, "utf-8")
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sessions that the full-screen program is asked to open; it never starts."""
    ids: list[str] = []

    def run(db: Path, first: OpenLive) -> int:
        ids.append(first.session_id)
        return 0

    monkeypatch.setattr("focusgroup.cli.session.live.need_terminal", lambda: None)
    monkeypatch.setattr("focusgroup.tui.run.run", run)
    return ids


def new(focusgroup: Run, agenda: Path, *more: str) -> str:
    return focusgroup("session", "add", agenda, *more).out.strip()


def test_a_session_is_opened_by_last_id_or_title(
    focusgroup: Run, agenda: Path, opened: list[str]
) -> None:
    first = new(focusgroup, agenda, "--title", "Atlas für Käufer")
    second = new(focusgroup, agenda)
    for ref in ("last", second, second[:-1], "atlas FUR planer"):
        assert focusgroup("live", ref).code == 0
    assert focusgroup("live", "Atlas für Käufer").code == 0
    assert opened == [second] * 4 + [first]


def test_new_sets_a_session_up_as_session_new_does(
    focusgroup: Run, agenda: Path, opened: list[str], tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,Role,Account\nAnna Novak,planner,Northwind\n", "utf-8")
    details = (
        *("--participants", str(people), "--participant", "Bo Li, buyer, Contoso"),
        *("--place", "Room 2", "--facilitator", "Ines", "--zone", "Asia/Shanghai"),
    )
    new(focusgroup, agenda, *details)
    by_command = focusgroup("session", "show", "last", "--json").json
    assert focusgroup("live", "--new", agenda, *details).code == 0
    by_live = focusgroup("session", "show", "last", "--json").json
    assert opened == [by_live["id"]]
    assert by_live["title"] == "Atlas für Planer"
    assert by_live["status"] == "scheduled"
    assert [(p["seat"], p["name"]) for p in by_live["participants"]] == [
        (1, "Bo Li"), (2, "Anna Novak"),
    ]  # fmt: skip
    differing = {name for name in by_live if by_live[name] != by_command[name]}
    assert differing <= {"id", "created", "created_ms", "participants", "session_id"}


def test_new_takes_a_shipped_agenda_and_a_title(focusgroup: Run, opened: list[str]) -> None:
    assert focusgroup("live", "--new", "customer-visit", "--title", "Acme").code == 0
    assert focusgroup("session", "list", "--json").json[0]["title"] == "Acme"
    assert focusgroup("live", "acme").code == 0
    assert len(set(opened)) == 1


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "--new"),
        (("last", "--new", "customer-visit"), 2, "--new"),
        (("last", "--title", "Other"), 2, "--new"),
        (("nonesuch",), 1, "focusgroup session list"),
        (("",), 1, "focusgroup session list"),
        (("--new", "nonesuch"), 1, "customer-visit"),
        (("--new", "customer-visit", "--participants", "nowhere.csv"), 1, "nowhere.csv"),
        (("--new", "customer-visit", "--zone", "Mars/Olympus"), 1, "Mars/Olympus"),
    ],
)
def test_what_can_not_be_opened_says_why_and_sets_nothing_up(
    focusgroup: Run,
    agenda: Path,
    opened: list[str],
    args: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    new(focusgroup, agenda)
    done = focusgroup("live", *args)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert opened == []
    assert len(focusgroup("session", "list", "--json").json) == 1


def test_a_title_of_several_sessions_lists_them(
    focusgroup: Run, agenda: Path, opened: list[str]
) -> None:
    ids = [new(focusgroup, agenda) for _ in range(2)]
    for ref in ("Atlas für Planer", ids[0][:4]):
        done = focusgroup("live", ref)
        assert done.code == 1
        assert "several sessions match" in done.err
        named = [word for word in done.err.split() if ids[0].startswith(word)]
        named += [word for word in done.err.split() if ids[1].startswith(word)]
        assert len(named) == 2
        assert [focusgroup("live", each).code for each in named] == [0, 0]
    assert opened == ids * 2


def test_without_a_database_none_is_made(focusgroup: Run, db_path: Path, opened: list[str]) -> None:
    done = focusgroup("live", "last")
    assert done.code == 1
    assert str(db_path) in done.err
    assert not db_path.exists()


def test_without_a_terminal_nothing_is_set_up(focusgroup: Run, db_path: Path, agenda: Path) -> None:
    done = focusgroup("live", "--new", agenda)
    assert done.code == 2
    assert "terminal" in done.err
    assert not db_path.exists()


def test_a_shell_completes_sessions_and_agendas(
    focusgroup: Run, agenda: Path, db_path: Path
) -> None:
    command = cli.get_command(click.Context(cli), "live")
    assert command is not None
    context = click.Context(command, parent=click.Context(cli, info_name="focusgroup"))
    named = {each.name: each for each in command.params}
    assert named["session"].shell_complete(context, "") == []
    session_id = new(focusgroup, agenda)
    for typed in ("", "la", session_id[:5]):
        offered = {
            each.value: each.help for each in named["session"].shell_complete(context, typed)
        }
        assert set(offered) == {
            each for each in ("last", "next", session_id) if each.startswith(typed)
        }
    assert offered[session_id] == "Atlas für Planer"
    offers = named["agenda"].shell_complete(context, "customer-v")
    assert [each.value for each in offers] == ["customer-visit"]
